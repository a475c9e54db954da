"""How every screen looks: snapshots, and what must hold of any screen at any size.

The pictures depend on the Python that draws them, so they are compared on 3.11 alone
(`conftest.py`); what must hold is checked everywhere.
"""

import asyncio
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from scenes import SCENES, SIZES, Scene, app_for, play
from textual.color import Color
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from footprint.tui.widgets.key_bar import KeyBar

CASES = [
    pytest.param(scene, size, language, id=f"{scene.name}-{size[0]}x{size[1]}-{language}")
    for scene in SCENES
    for size in SIZES
    for language in ("en", "ja")
    # The largest has room for whatever the others have: once is enough. What is shown is
    # Japanese in both.
    if (size, language) != (SIZES[-1], "ja")
]
LEAST_CONTRAST = 4.5


def check_rows(pilot: Pilot[int]) -> None:
    """Every row fills the terminal exactly: nothing sticks out, nothing is short."""
    width = pilot.app.size.width
    for number, row in enumerate(rows(pilot)):
        assert row.cell_length == width, f"row {number}: {row.text!r}"


def rows(pilot: Pilot[int]) -> list[Strip]:
    return pilot.app.screen._compositor.render_strips()


def check_contrast(pilot: Pilot[int]) -> None:
    """Every letter stands out from its ground by at least 4.5:1 (WCAG 2.1, 1.4.3)."""
    for number, row in enumerate(rows(pilot)):
        for text, style, _control in row:
            if not any(unicodedata.category(c)[0] in "LN" for c in text):
                continue
            assert style is not None
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            letters, ground = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
            if style.reverse:
                letters, ground = ground, letters
            contrast = ratio(letters, ground)
            assert contrast >= LEAST_CONTRAST, f"row {number}: {text!r} has {contrast:.2f}"


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours as WCAG 2.1 defines it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    channels = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def check_widgets(pilot: Pilot[int]) -> None:
    """Whatever can be focused is whole on the screen, or inside something that scrolls."""
    screen = pilot.app.screen
    for widget in screen.query("*"):
        if not widget.focusable or not widget.is_on_screen:
            continue
        scrolls = any(
            ancestor.allow_vertical_scroll
            for ancestor in widget.ancestors
            if hasattr(ancestor, "allow_vertical_scroll")
        )
        assert scrolls or widget.region in screen.region, widget
        assert widget.region.width >= 8 or not isinstance(widget, Input), widget


def check_keys(pilot: Pilot[int]) -> None:
    """Every label of the key bar is there in full."""
    for bar in pilot.app.screen.query(KeyBar):
        line = bar.render().plain
        assert cell_len(line) == bar.size.width
        for key, words, _entry in bar.labels():
            assert f"{key} {words}" in line


@pytest.mark.parametrize(("scene", "size", "language"), CASES)
def test_a_screen_looks_as_it_did_and_as_any_screen_must(
    scene: Scene, size: tuple[int, int], language: str, tmp_path: Path, snap_compare: Any
) -> None:
    async def look(pilot: Pilot[int]) -> None:
        await play(scene, pilot)
        check_rows(pilot)
        check_contrast(pilot)
        check_widgets(pilot)
        check_keys(pilot)

    app = app_for(scene, tmp_path, language)
    if sys.version_info[:2] == (3, 11):
        assert snap_compare(app, terminal_size=size, run_before=look)
    else:
        asyncio.run(_only_look(app, size, look))


async def _only_look(app: Any, size: tuple[int, int], look: Any) -> None:
    async with app.run_test(size=size) as pilot:
        await look(pilot)
