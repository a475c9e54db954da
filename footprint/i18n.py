"""The person's language: English is the source, other languages come from gettext catalogues.

Strings are marked where they are written (`N_` for a constant, `_` where it is shown) and
looked up only when shown, so that the language may change while the program runs.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "ja")
DOMAIN = "footprint"
_CATALOGUES = Path(__file__).parent / "locale"

_current = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark `message` for translation; it is looked up later, with `_`."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as N_, with a plural
    """Mark a sentence and its plural for translation; it is looked up later, with `ngettext`."""
    return singular, plural


def choose_language(wanted: str | None = None) -> str:
    """Return the language to speak: `wanted`, FOOTPRINT_LANG, the system's, or English."""
    candidates = [wanted, *(os.environ.get(name) for name in _VARIABLES)]
    for candidate in candidates:
        if candidate:
            code = candidate.replace("_", "-").split("-")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"


_VARIABLES = ("FOOTPRINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def set_language(code: str) -> None:
    """Speak `code`, one of LANGUAGES, from now on in the whole process."""
    global _current
    _current = code if code in LANGUAGES else "en"


def language() -> str:
    """Return the language spoken now."""
    return _current


@cache
def _catalogue(code: str) -> "NullTranslations":
    import gettext

    return gettext.translation(DOMAIN, _CATALOGUES, [code], fallback=True)


def _(message: str) -> str:
    """Return `message` in the language spoken now."""
    # What is written in the code is English.
    return message if _current == "en" else _catalogue(_current).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a sentence for `count` things in the language spoken now."""
    if _current == "en":
        return singular if count == 1 else plural
    return _catalogue(_current).ngettext(singular, plural, count)
