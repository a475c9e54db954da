"""The manual: of the whole program, of a family of commands, and of one command."""

from footprint.cli.commands import COMMANDS, GROUPS
from footprint.cli.options import EVERYWHERE
from footprint.cli.output import say, say_definitions, say_wrapped
from footprint.cli.parser import Call, families
from footprint.cli.spec import Argument, Command, Option
from footprint.i18n import N_, _

_STORY = N_(
    "footprint keeps a record of what you are registered with (accounts, subscriptions, stored "
    "cards, mailing lists) in one encrypted file, shows what depends on what, and tells the "
    "order in which to undo it, so that nothing goes on behind a door you have closed."
)
_REF = N_(
    "Where a command takes an item (REF, ITEM), give its id, its name, or any part of the name "
    "that no other item has."
)
_PASSPHRASE = N_(
    "The passphrase comes from --passphrase-file, or from the file that "
    "FOOTPRINT_PASSPHRASE_FILE names, or from the program that FOOTPRINT_PASSPHRASE_COMMAND "
    "starts; else you are asked for it."
)
_EXAMPLES = (
    ("footprint demo", N_("look around in an example")),
    ("footprint init", N_("make your own vault")),
    ("footprint", N_("open it")),
    ("footprint add service Netflix --country US", N_("record an account")),
    ("footprint plan netflix", N_("what to do before leaving it")),
    ("footprint due", N_("what needs you today")),
)
_STATUSES = (
    ("0", N_("done")),
    ("1", N_("refused, or it failed; nothing was changed")),
    ("2", N_("the command was not understood")),
    ("3", N_("due --check found something overdue")),
    ("4", N_("the vault could not be opened, and nobody was there to be asked")),
    ("5", N_("another program holds the vault")),
)
_VARIABLES = (
    ("FOOTPRINT_VAULT", "--vault"),
    ("FOOTPRINT_TODAY", "--today"),
    ("FOOTPRINT_LANG", "--lang"),
)


def show_help(call: Call) -> None:
    """Print the help that was asked for."""
    if call.command is not None:
        _show_command(call.command)
    elif call.family is not None:
        _show_family(call.family)
    else:
        _show_manual()


def _heading(text: str) -> None:
    say()
    say(text)


def _show_manual() -> None:
    say(_("Usage: footprint [COMMAND] [OPTION …]"))
    say()
    say_wrapped(_(_STORY))
    say()
    say_wrapped(_("Without a command it opens the screens. Everything there can be done here too."))
    least = max(len(command.words) for command in COMMANDS)
    for group in GROUPS:
        _heading(_(group))
        say_definitions([(c.words, _(c.help)) for c in COMMANDS if c.group == group], least)
    _heading(_("Options of every command"))
    say_definitions([*_options(EVERYWHERE), ("--version", _("Print the version"))])
    _heading(_("Examples"))
    say_definitions([(example, _(meaning)) for example, meaning in _EXAMPLES])
    say()
    for paragraph in (_REF, _PASSPHRASE):
        say_wrapped(_(paragraph))
        say()
    say(_("Variables of the environment"))
    say_definitions([(name, _("like {option}").format(option=o)) for name, o in _VARIABLES])
    _heading(_("Exit status"))
    say_definitions([(number, _(meaning)) for number, meaning in _STATUSES])
    say()
    say_wrapped(_("footprint COMMAND --help tells everything about one command."))


def _show_family(family: str) -> None:
    say(_("Usage: footprint {family} COMMAND [OPTION …]").format(family=family))
    say()
    members = [c for c in COMMANDS if c.words.split()[0] == family and family in families()]
    say_definitions([(command.words, _(command.help)) for command in members])
    say()
    say_wrapped(_("footprint COMMAND --help tells everything about one command."))


def _show_command(command: Command) -> None:
    shape = " ".join(["footprint", command.words, *map(_written, command.arguments)])
    options = " ".join(_in_usage(option) for option in command.options)
    fields = _("[--FIELD VALUE …]") if command.takes_fields else ""
    usage = " ".join(part for part in (shape, options, fields) if part)
    say_wrapped(_("Usage: {command}").format(command=usage), hanging=4)
    say()
    say_wrapped(_("{what}.").format(what=_(command.help)))
    if command.details:
        say()
        say_wrapped(_(command.details))
    if command.arguments:
        say()
        say_definitions([(a.name, _with_choices(a)) for a in command.arguments])
    if command.takes_fields:
        _show_fields()
    if command.options:
        _heading(_("Options"))
        say_definitions(_options(command.options))
    _heading(_("Options of every command"))
    say_definitions(_options(EVERYWHERE))
    _heading(_("Examples"))
    for example in command.examples:
        say(f"  {example}")


def _show_fields() -> None:
    # Only here, because it imports the model.
    from footprint.cli.fields import common_fields, fields_of_kind
    from footprint.model.integrity import kind_name
    from footprint.model.items import KINDS

    _heading(_("Fields of every kind"))
    say_wrapped(", ".join(common_fields()), indent=2)
    for kind in KINDS:
        _heading(_("Fields of {kind} ({name})").format(kind=kind, name=kind_name(kind)))
        say_wrapped(", ".join(fields_of_kind(kind)), indent=2)


def _written(argument: Argument) -> str:
    name = f"{argument.name}…" if argument.many else argument.name
    return f"[{name}]" if argument.optional else name


def _in_usage(option: Option) -> str:
    text = f"--{option.name} {option.value}" if option.value else f"--{option.name}"
    return f"[{text}]{'…' if option.many else ''}"


def _with_choices(spec: Argument | Option) -> str:
    if not spec.choices:
        return _(spec.help)
    return _("{help}: {choices}").format(help=_(spec.help), choices=", ".join(spec.choices))


def _options(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [
        (f"--{o.name} {o.value}" if o.value else f"--{o.name}", _with_choices(o)) for o in options
    ]
