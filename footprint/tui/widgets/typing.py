"""Where a person types or pastes: what a terminal would obey never gets as far as the screen.

Pasted text may hold escape sequences, and a field shows its text before any door has cleaned it
(SECURITY R32).
"""

from dataclasses import replace

from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from footprint.model.text import shown, shown_lines


class TypedLine(Input):
    """An input whose text has no control characters; each becomes U+FFFD as it comes in."""

    def validate_value(self, value: str) -> str:
        """Return the text as it may be shown."""
        return shown(value)


class TypedText(TextArea):
    """A text area whose text has no control characters but newline and tab."""

    def edit(self, edit: Edit) -> EditResult:
        """Put in what is typed or pasted, as it may be shown."""
        return super().edit(replace(edit, text=shown_lines(edit.text)))
