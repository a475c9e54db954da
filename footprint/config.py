"""What a person may set in `config.toml` (DESIGN 7): nothing personal, and nothing secret."""

from dataclasses import dataclass
from pathlib import Path

from footprint.errors import Invalid
from footprint.i18n import N_

LOCK_AFTER_MINUTES = 5
_LONGEST = 24 * 60


@dataclass(frozen=True)
class Config:
    """The settings; what the file does not say is as here.

    `lock_after`: minutes without a key after which the vault is locked; 0 for never.
    """

    lock_after: int = LOCK_AFTER_MINUTES


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
    import tomllib

    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError):
        raise Invalid(path.name, N_("this file cannot be read")) from None
    except tomllib.TOMLDecodeError as error:
        raise Invalid(path.name, N_("this is not TOML: {reason}"), reason=error) from None
    lock = document.get("lock", {})
    minutes = lock.get("after_minutes", LOCK_AFTER_MINUTES) if isinstance(lock, dict) else None
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= _LONGEST:
        raise Invalid(
            f"{path.name}: lock.after_minutes",
            N_("give a number of minutes from 0 (never) to {longest}"),
            longest=_LONGEST,
        )
    return Config(lock_after=minutes)
