"""From the words of the command line to a command and what it was given."""

from collections.abc import Sequence

from footprint.cli.commands import COMMANDS
from footprint.cli.options import EVERYWHERE
from footprint.cli.spec import Args, Argument, Command, FieldValue, Option
from footprint.errors import Usage
from footprint.i18n import N_
from footprint.model.text import shown

_PATHS = ("FILE", "PATH")


class Call:
    """What the command line asks for; `command` is None for the screens.

    `asks_help`: show the help of the command, of the family (`exit`), or of the whole.
    """

    def __init__(self) -> None:
        self.command: Command | None = None
        self.family: str | None = None
        self.asks_help = False
        self.args = Args()


def parse(words: Sequence[str]) -> Call:
    """Return what `words` ask for.

    Raises:
        Usage: they do not make sense; the sentence says what is wrong.
    """
    return _Reading(list(words)).call()


class _Reading:
    """One pass over the words: options anywhere, the command first among what is left."""

    def __init__(self, words: list[str]) -> None:
        self._waiting = words
        self._called = Call()
        self._placed: list[str] = []

    def call(self) -> Call:
        called = self._called
        only_words = False
        while self._waiting:
            word = self._waiting.pop(0)
            if word == "--" and not only_words:
                only_words = True
            elif word == "-h":
                called.args.values["help"] = []
            elif word.startswith("--") and not only_words:
                self._option(word)
            elif word.startswith("-") and word != "-" and not only_words:
                raise Usage(
                    N_("There is no option “{option}”. Put -- before a name that begins with -."),
                    option=shown(word),
                )
            else:
                self._word(word)
        called.asks_help = called.args.has("help")
        if called.command is None and called.family and not called.asks_help:
            raise _incomplete(called.family)
        if called.command and not called.asks_help:
            _place(called.command, self._placed, called.args)
        return called

    def _word(self, word: str) -> None:
        called = self._called
        if called.command is not None:
            self._placed.append(word)
        elif called.family is not None:
            called.command = find(f"{called.family} {word}")
            if called.command is None:
                raise _unknown_command(f"{called.family} {word}")
        elif word == "help":
            called.args.values["help"] = []
        elif word in families():
            called.family = word
        else:
            called.command = find(word)
            if called.command is None:
                raise _unknown_command(word)

    def _option(self, word: str) -> None:
        given, equals, value = word[2:].partition("=")
        command, args = self._called.command, self._called.args
        option = _option_named(command, given)
        if option is None and not (command and command.takes_fields):
            raise _unknown_option(command, given)
        if option is not None and option.value is None:
            if equals:
                raise Usage(N_("--{option} takes no value."), option=option.name)
            args.values[option.name] = []
            return
        if not equals:
            value = self._next_value(given)
        if option is None:
            args.fields.append(FieldValue(given, value))
            return
        if not value and option.value in _PATHS:
            # The empty path would be the folder one is in.
            raise Usage(N_("--{option} needs a value."), option=option.name)
        if args.has(option.name) and not option.many:
            raise Usage(N_("--{option} was given twice."), option=option.name)
        args.values.setdefault(option.name, []).append(_chosen(option, value))

    def _next_value(self, given: str) -> str:
        if not self._waiting or self._waiting[0].startswith("--"):
            raise Usage(N_("--{option} needs a value."), option=shown(given))
        return self._waiting.pop(0)


def find(words: str) -> Command | None:
    """Return the command of these words, or None."""
    return next((command for command in COMMANDS if command.words == words), None)


def families() -> tuple[str, ...]:
    """Return the first words of the commands that have two, each once."""
    return tuple(dict.fromkeys(c.words.split()[0] for c in COMMANDS if " " in c.words))


def options_of(command: Command | None) -> tuple[Option, ...]:
    """Return every option that `command` understands, its own first."""
    return (*(command.options if command else ()), *EVERYWHERE)


def _option_named(command: Command | None, given: str) -> Option | None:
    wanted = given.replace("_", "-")
    return next((each for each in options_of(command) if each.name == wanted), None)


def _chosen(spec: Argument | Option, value: str) -> str:
    """Return `value`, written as the choice it names.

    Raises:
        Usage: it is none of the choices.
    """
    wanted = value.replace("-", "_").lower()
    if not spec.choices or wanted in spec.choices:
        return wanted if spec.choices else value
    name = spec.name if isinstance(spec, Argument) else f"--{spec.name}"
    raise Usage(
        N_("{name} cannot be “{value}”; it is one of: {choices}."),
        name=name,
        value=shown(value),
        choices=", ".join(spec.choices),
    )


def _place(command: Command, words: list[str], args: Args) -> None:
    """Give the words to the arguments of `command`, in order."""
    waiting = list(words)
    for argument in command.arguments:
        if not waiting and argument.optional:
            continue
        if not waiting:
            raise Usage(
                N_("footprint {command} needs {name}. footprint {command} --help tells more."),
                command=command.words,
                name=argument.name,
            )
        taken = waiting if argument.many else waiting[:1]
        args.values[argument.name] = [_chosen(argument, word) for word in taken]
        waiting = waiting[len(taken) :]
    if waiting:
        raise Usage(
            N_("footprint {command} does not know what to do with “{word}”."),
            command=command.words,
            word=shown(waiting[0]),
        )


def _unknown_command(given: str) -> Usage:
    names = [*(command.words for command in COMMANDS), *families()]
    return _unknown(
        given,
        names,
        N_("There is no command “{given}”; did you mean “{closest}”?"),
        N_("There is no command “{given}”. footprint --help lists them."),
    )


def _unknown_option(command: Command | None, given: str) -> Usage:
    names = [option.name for option in options_of(command)]
    return _unknown(
        f"--{given}",
        [f"--{name}" for name in names],
        N_("There is no option “{given}” here; did you mean “{closest}”?"),
        N_("There is no option “{given}” here."),
    )


def _unknown(given: str, names: list[str], with_closest: str, without: str) -> Usage:
    import difflib

    close = difflib.get_close_matches(given, names, 1)
    if close:
        return Usage(with_closest, given=shown(given), closest=close[0])
    return Usage(without, given=shown(given))


def _incomplete(family: str) -> Usage:
    names = [c.words.split()[1] for c in COMMANDS if c.words.startswith(f"{family} ")]
    return Usage(
        N_("footprint {family} needs one of: {names}."), family=family, names=", ".join(names)
    )
