"""What can go wrong, as one plain sentence each, in the person's language.

The sentence is kept as a message id and its values, and put together only when shown.
"""

from footprint.i18n import _


class FootprintError(Exception):
    """Something was refused or failed; `str()` of it is the one sentence a person reads."""

    exit_status = 1

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return _(self.message).format(**{key: str(value) for key, value in self.values.items()})


class Refused(FootprintError):
    """The facts do not allow it; nothing was changed."""


class Usage(FootprintError):
    """The command was not understood."""

    exit_status = 2


class CannotOpen(FootprintError):
    """The vault could not be opened; `unattended` when nobody was there to be asked."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.unattended = False

    @property
    def exit_status(self) -> int:  # type: ignore[override]
        """4 when nobody could be asked, else 1 (DESIGN 7)."""
        return 4 if self.unattended else 1


class WrongKey(CannotOpen):
    """The passphrase or the recovery code is not that of the vault."""


class Unreadable(CannotOpen):
    """There is no vault, or what is there is no vault any more: only a backup helps."""


class Damaged(Unreadable):
    """The vault opens, and some of it is not as it was written."""


class Outdated(CannotOpen):
    """The vault has an older schema and was opened for reading only."""


class Busy(FootprintError):
    """Another program holds what is needed."""

    exit_status = 5


class Invalid(Refused):
    """Input that breaks the contract, with the place it stands at (a JSON path, a field, a row)."""

    def __init__(self, place: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {super().__str__()}" if self.place else super().__str__()
