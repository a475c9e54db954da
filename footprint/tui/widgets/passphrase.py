"""The field for a passphrase: it gives nothing away."""

from textual.widgets import Input


class PassphraseInput(Input):
    """A hidden field that cannot be copied, cut or described (SECURITY 0.11, R29)."""

    ALLOW_SELECT = False

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Make the field; `placeholder` is shown while it is empty."""
        super().__init__(password=True, placeholder=placeholder, id=id)

    def action_copy(self) -> None:
        """Copy nothing."""

    def action_cut(self) -> None:
        """Cut nothing."""

    def take(self) -> str:
        """Return what was typed and empty the field."""
        typed = self.value
        self.clear()
        return typed
