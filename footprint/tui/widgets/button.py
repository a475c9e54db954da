"""A button of one line, which says what it does."""

from textual.widgets import Button as TextualButton

from footprint.tui.text import content


class Button(TextualButton, inherit_css=False):
    """A button; the primary one is what the screen is for.

    Textual's own styles are for many kinds of button, and reading them took longer than reading
    all others before the first frame.
    """

    DEFAULT_CSS = """
    Button {
        width: auto;
        min-width: 16;
        height: auto;
        line-pad: 1;
        text-align: center;
        content-align: center middle;
        pointer: pointer;
        color: $button-foreground;
        background: $surface;
        &:hover { background: $surface-darken-1; }
        &:focus { background-tint: $foreground 5%; }
        &.-active { background: $surface; tint: $background 30%; }
        &:disabled { text-opacity: 0.6; pointer: not-allowed; }
        &.-primary {
            color: $button-color-foreground;
            background: $primary;
            &:hover { background: $primary-darken-2; }
            &.-active { background: $primary; }
        }
        &:ansi {
            background: ansi_default;
            &:hover { background: $ansi-background; }
            &.-primary { color: $primary; }
        }
    }
    """

    def __init__(self, label: str, *, id: str, primary: bool = False) -> None:  # noqa: A002
        """Make a button that says `label`, which is data and no markup."""
        variant = "primary" if primary else "default"
        super().__init__(content(label), variant, id=id, compact=True)  # type: ignore[arg-type]
