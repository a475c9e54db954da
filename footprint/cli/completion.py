"""Completion scripts for shells, made from the list of commands.

They complete commands, options and choices; what is in the vault stays in the vault.
"""

from footprint.cli.commands import COMMANDS
from footprint.cli.output import say
from footprint.cli.parser import families, options_of
from footprint.cli.session import Session
from footprint.cli.spec import Args, Command

_BASH = """\
# footprint completion for bash
_footprint() {
    local line="${COMP_WORDS[*]:1:COMP_CWORD-1}" current="${COMP_WORDS[COMP_CWORD]}"
    case "$line " in
%s
        *) COMPREPLY=($(compgen -W "%s" -- "$current")) ;;
    esac
}
complete -o default -F _footprint footprint"""

_ZSH = """\
#compdef footprint
# footprint completion for zsh
autoload -U +X bashcompinit && bashcompinit
%s"""

_FISH = """\
# footprint completion for fish
%s"""


def completion(args: Args, _session: Session) -> None:
    """Print the completion script of a shell."""
    shell = args.need("SHELL")
    if shell == "fish":
        say(_FISH % "\n".join(_fish_lines()))
    else:
        say(_bash() if shell == "bash" else _ZSH % _bash())


def _words_of(command: Command) -> list[str]:
    """Return what may follow a command: its options and the choices of its arguments."""
    choices = [choice for argument in command.arguments for choice in argument.choices]
    return [*choices, *(f"--{option.name}" for option in options_of(command))]


def _first_words() -> list[str]:
    return [*(c.words for c in COMMANDS if " " not in c.words), *families()]


def _members(family: str) -> list[str]:
    return [c.words.split()[1] for c in COMMANDS if c.words.startswith(f"{family} ")]


def _bash() -> str:
    # The longest words first, because the first pattern that fits is taken.
    cases = {c.words: _words_of(c) for c in COMMANDS} | {f: _members(f) for f in families()}
    lines = [
        f'        "{words} "*) COMPREPLY=($(compgen -W "{" ".join(cases[words])}"'
        ' -- "$current")) ;;'
        for words in sorted(cases, key=len, reverse=True)
    ]
    return _BASH % ("\n".join(lines), " ".join(_first_words()))


def _fish_lines() -> list[str]:
    lines = [f'complete -c footprint -n __fish_use_subcommand -f -a "{" ".join(_first_words())}"']
    for family in families():
        members = " ".join(_members(family))
        lines.append(
            f'complete -c footprint -n "__fish_seen_subcommand_from {family}" -f -a "{members}"'
        )
    for command in COMMANDS:
        seen = "; and ".join(f"__fish_seen_subcommand_from {w}" for w in command.words.split())
        for option in command.options:
            takes = " -r" if option.value else ""
            chosen = f' -f -a "{" ".join(option.choices)}"' if option.choices else ""
            lines.append(f'complete -c footprint -n "{seen}" -l {option.name}{takes}{chosen}')
    return lines
