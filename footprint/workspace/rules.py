"""Which deadline rules count here: the program's, with the corrections of the person's own file."""

from pathlib import Path

from footprint.errors import Invalid
from footprint.i18n import N_
from footprint.requests import table

FILE = "deadlines.json"


def own_file() -> Path:
    """Return where the person's own rules are; the file need not be there."""
    from footprint.config import config_file

    return config_file().with_name(FILE)


def take_own_rules() -> None:
    """Let the rules of the person's own file count in this program, if there is one.

    Raises:
        Invalid: the file cannot be read or used, with the place; the program's own rules count.
    """
    table.adopt(None)
    path = own_file()
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError:
        raise Invalid(FILE, N_("this file cannot be read")) from None
    from footprint.requests.own_rules import with_own

    table.adopt(with_own(table.load(), text, FILE))
