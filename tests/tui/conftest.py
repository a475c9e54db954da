"""A program on a real vault."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from driving import TODAY
from quiet import teach_pilot
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from footprint.tui.app import FootprintApp
from footprint.workspace import Workspace
from footprint.workspace.demo import example
from footprint.workspace.snapshots import take_in

teach_pilot()

Run = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def _steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    """An empty vault; the program closes it."""
    yield Workspace.create(tmp_path / "vault.footprint", "x", TODAY)


@pytest.fixture
def story(empty: Workspace) -> Workspace:
    """The example vault."""
    empty.do(take_in(example(TODAY)))
    return empty


@pytest.fixture
def run() -> Run:
    """Run the program on an open vault, in a terminal of 120×40 or `size`."""

    def start(
        workspace: Workspace, size: tuple[int, int] = (120, 40)
    ) -> AbstractAsyncContextManager[Pilot[int]]:
        app = FootprintApp(workspace=workspace, today=TODAY)
        return app.run_test(size=size, notifications=True)

    return start
