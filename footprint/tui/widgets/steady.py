"""Widgets that are laid out once when their size changes."""

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.widget import Widget as _Base
else:
    # Textual looks for styles only along the first base that is a widget.
    _Base = object


class _Steady(_Base):
    """Keeps Textual from laying out the whole screen again after a layout that gave a new size.

    It does so for every widget, and so draws the screen twice for each item that is looked at.
    """

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)


class SteadyText(_Steady, Static):
    """A text whose height changes with what it says."""


class SteadyScroll(_Steady, VerticalScroll):
    """What scrolls when it has no room for all that is in it."""
