"""What a person may set in `config.toml` (DESIGN 7): nothing personal, and nothing secret."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from footprint.errors import Invalid
from footprint.i18n import LANGUAGES, N_

LOCK_AFTER_MINUTES = 5
_LONGEST = 24 * 60
_KNOWN = ("language", "theme", "lock", "keys")


class Config(NamedTuple):
    """The settings; what the file does not say is as here.

    `lock_after`: minutes without a key after which the vault is locked; 0 for never.
    `theme` and `keys` (the name of a command to its key) are checked by the screens.
    """

    lock_after: int = LOCK_AFTER_MINUTES
    language: str | None = None
    theme: str | None = None
    keys: Mapping[str, str] = MappingProxyType({})


def config_file() -> Path:
    """Return where the settings are on this system."""
    from platformdirs import user_config_path

    return user_config_path("footprint") / "config.toml"


def read(path: Path) -> Config:
    """Return the settings in the file at `path`; those of `Config` if there is none.

    Raises:
        Invalid: it cannot be read, is no TOML, or a value is not one that can be; it names the
            place.
    """
    if not path.exists():
        return Config()
    import tomllib

    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Invalid(path.name, N_("this file cannot be read")) from None
    except tomllib.TOMLDecodeError as error:
        raise Invalid(path.name, N_("this is not TOML: {reason}"), reason=error) from None
    _refuse_unknown(document, _KNOWN, f"{path.name}: ")
    return Config(
        _minutes(document.get("lock", {}), path.name),
        _language(document.get("language"), path.name),
        _text(document.get("theme"), f"{path.name}: theme"),
        _keys(document.get("keys", {}), path.name),
    )


def language() -> str | None:
    """Return the language that is set; None if none is, or the file is wrong (told elsewhere)."""
    try:
        return read(config_file()).language
    except Invalid:
        return None


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    """A misspelt setting would be none, and nobody would know."""
    for name in table:
        if name not in known:
            sentence = N_("there is no such setting; there are {known}")
            raise Invalid(f"{place}{name}", sentence, known=", ".join(known))


def _minutes(lock: Any, file: str) -> int:
    if isinstance(lock, dict):
        _refuse_unknown(lock, ("after_minutes",), f"{file}: lock.")
    minutes = lock.get("after_minutes", LOCK_AFTER_MINUTES) if isinstance(lock, dict) else None
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= _LONGEST:
        raise Invalid(
            f"{file}: lock.after_minutes",
            N_("give a number of minutes from 0 (never) to {longest}"),
            longest=_LONGEST,
        )
    return minutes


def _language(value: Any, file: str) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise Invalid(
            f"{file}: language",
            N_("this has to be one of {expected}"),
            expected=", ".join(LANGUAGES),
        )
    return value  # type: ignore[no-any-return]


def _text(value: Any, place: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise Invalid(place, N_("this has to be text"))
    return value


def _keys(value: Any, file: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Invalid(f"{file}: keys", N_("give a table of commands and their keys"))
    return {name: _text(key, f"{file}: keys.{name}") or "" for name, key in value.items()}
