"""What a command takes, as plain data: the parser, the help and the completion are made from it.

Not `argparse`: its sentences are not ours to translate, its columns count characters and not
cells, and it would import every command's module to know one.
"""

from datetime import date
from typing import NamedTuple

from footprint.cli.values import read_day


class Argument(NamedTuple):
    """A word that a command takes by its place. `name` is how help writes it."""

    name: str
    help: str
    many: bool = False
    optional: bool = False
    choices: tuple[str, ...] = ()


class Option(NamedTuple):
    """`--name VALUE`, or a switch where there is no `value`."""

    name: str
    help: str
    value: str | None = None
    many: bool = False
    choices: tuple[str, ...] = ()


class Command(NamedTuple):
    """One command: its words, what it does, what it takes and where it is (`module:function`).

    `takes_fields`: any other option is a field of the item, read by `footprint.cli.fields`.
    """

    words: str
    group: str
    help: str
    run: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    details: str = ""
    examples: tuple[str, ...] = ()
    takes_fields: bool = False


class FieldValue(NamedTuple):
    """A field of an item as it stood on the command line."""

    name: str
    value: str


class Args:
    """What was given: by the name of the argument or option, always a list of words."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.fields: list[FieldValue] = []

    def has(self, name: str) -> bool:
        """Tell whether the option or argument was given."""
        return name in self.values

    def text(self, name: str) -> str | None:
        """Return the one value given for `name`, or None."""
        given = self.values.get(name)
        return given[0] if given else None

    def need(self, name: str) -> str:
        """Return the value of an argument that the parser has made sure of."""
        return self.values[name][0]

    def many(self, name: str) -> list[str]:
        """Return every value given for `name`, in order."""
        return self.values.get(name, [])

    def day(self, name: str) -> date | None:
        """Return the date given for `name`, or None.

        Raises:
            Usage: it is no date.
        """
        given = self.text(name)
        return None if given is None else read_day(given, f"--{name}")
