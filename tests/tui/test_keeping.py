"""Looking after the vault from the screens: backups, passphrase, other copies, evidence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import TODAY, press, screen, settle, toasts
from textual.pilot import Pilot
from textual.widgets import Input

from footprint.model.snapshot import loads
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.page import PageScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.screens.secret import SecretScreen
from footprint.vault import Vault, backups
from footprint.workspace import Workspace, exits, items
from footprint.workspace.snapshots import take_in
from tests.tui.conftest import Run

CASES = Path(__file__).parents[1] / "cases"


async def until(pilot: Pilot[int], ready: Callable[[], object]) -> None:
    """Wait for what is done off the UI thread."""
    for _ in range(400):
        await pilot.pause(0.01)
        if ready():
            await settle(pilot)
            return
    raise AssertionError("it never came to that:\n" + screen(pilot))


async def choose(pilot: Pilot[int], typed: str) -> None:
    """Choose in a list, when it is there, what `typed` finds."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    pilot.app.screen.query_one("#typed", Input).value = typed
    await settle(pilot)
    await press(pilot, "enter")


async def fill(pilot: Pilot[int], *typed: str) -> None:
    """Type into the fields of a dialogue, when it is there, and go on."""
    await until(pilot, lambda: isinstance(pilot.app.screen, SecretScreen | PromptScreen))
    for field, text in zip(pilot.app.screen.query(Input), typed, strict=True):
        field.value = text
        field.focus()
    await settle(pilot)
    await press(pilot, "enter")


def said(pilot: Pilot[int], words: str) -> Callable[[], bool]:
    return lambda: any(words in toast for toast in toasts(pilot))


async def test_a_backup_is_made_and_gone_back_to(story: Workspace, run: Run) -> None:
    async with run(story) as pilot:
        await press(pilot, "f8")
        assert "The vault" in screen(pilot)
        await choose(pilot, "make a backup")
        await until(pilot, said(pilot, "verified a backup"))
        before = story.records
        story.do(items.add("shop", {"name": "Later"}))
        await press(pilot, "f8")
        await choose(pilot, "go back")
        await choose(pilot, "by hand")
        await choose(pilot, "look at")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageScreen))
        assert "Later" in screen(pilot)
        await press(pilot, "escape")
        await choose(pilot, "do it")
        await until(pilot, said(pilot, "Restored"))
        assert story.records == before
        assert [each.reason for each in backups.listed(story.path)].count(backups.RESTORE) == 1


async def test_the_passphrase_is_changed_by_who_knows_it(empty: Workspace, run: Run) -> None:
    async with run(empty) as pilot:
        await press(pilot, "f8")
        await choose(pilot, "change the passphrase")
        await fill(pilot, "wrong", "new one", "new one")
        await until(pilot, said(pilot, "The present passphrase is wrong"))
        await press(pilot, "f8")
        await choose(pilot, "change the passphrase")
        await fill(pilot, "x", "new one", "other")
        assert "The two are not the same" in screen(pilot)
        await fill(pilot, "x", "new one", "new one")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageScreen))
        assert "Vault id" in screen(pilot)
    with Vault.open(empty.path, "new one"):
        pass


async def test_the_vault_is_looked_over(story: Workspace, run: Run) -> None:
    async with run(story) as pilot:
        await press(pilot, "f8")
        await choose(pilot, "look it over")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageScreen))
        assert "Every page is as it was written." in screen(pilot)


@pytest.fixture
def laptop(empty: Workspace, tmp_path: Path) -> Path:
    """Another copy of the vault, in which the same field was changed."""
    empty.do(items.add("service", {"name": "楽天市場", "id": "rakuten"}))
    path = tmp_path / "laptop.footprint"
    empty.vault.copy_to(path)
    empty.do(items.edit("rakuten", {"notes": "on the desktop"}))
    with Workspace.open(path, "x", TODAY) as other:
        other.do(items.edit("rakuten", {"notes": "on the laptop"}))
        other.do(items.add("shop", {"name": "お茶"}))
    return path


async def test_another_copy_is_brought_in_and_decided(
    empty: Workspace, laptop: Path, run: Run
) -> None:
    async with run(empty) as pilot:
        await press(pilot, "f8")
        await choose(pilot, "another copy")
        await fill(pilot, str(laptop))
        await choose(pilot, "do it")
        await until(pilot, lambda: "楽天市場 · Notes" in screen(pilot))
        assert "on the laptop" in screen(pilot)
        await press(pilot, "escape")
        assert "お茶" in {item.name for item in empty.records.items.values()}
        await press(pilot, "f8")
        await choose(pilot, "two copies say")
        await choose(pilot, "on the desktop")
        await until(pilot, lambda: not empty.records.conflicts)
        assert empty.records.items["rakuten"].notes == "on the desktop"


async def test_waiting_conflicts_are_told_when_the_vault_is_opened(
    empty: Workspace, laptop: Path, run: Run
) -> None:
    with Vault.open(laptop, "x", query_only=True) as other:
        empty.vault.merge(other)
    async with run(empty) as pilot:
        app = pilot.app
        app.enter(empty)  # type: ignore[attr-defined]
        await until(pilot, said(pilot, "f8 decides"))


async def test_a_file_is_kept_read_written_and_let_go(
    story: Workspace, run: Run, tmp_path: Path
) -> None:
    item = next(iter(story.records.items.values()))
    (tmp_path / "closed.txt").write_text("account closed\x1b[31m")
    async with run(story) as pilot:
        app = pilot.app
        app.open_item(item.id)  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "v")
        await fill(pilot, str(tmp_path / "none.txt"))
        assert "There is no such file" in screen(pilot)
        # What the system refuses to look for is told beside the field, too.
        await fill(pilot, "あ" * 300)
        assert "File name too long" in screen(pilot)
        await fill(pilot, str(tmp_path / "closed.txt"))
        if isinstance(app.screen, ChooseScreen):
            await choose(pilot, "item itself")
        await until(pilot, lambda: story.records.evidence)
        assert "closed.txt" in screen(pilot)
        kept = next(iter(story.records.evidence))
        related = app.screen.query_one("#links")
        related.highlighted = f"evidence\x1f{kept}"  # type: ignore[attr-defined]
        related.focus()
        await press(pilot, "enter")
        await choose(pilot, "read it")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert "account closed�" in screen(pilot)
        await press(pilot, "escape", "enter")
        await choose(pilot, "write a copy")
        await fill(pilot, str(tmp_path / "out.txt"))
        await until(pilot, said(pilot, "not encrypted"))
        assert (tmp_path / "out.txt").read_bytes() == b"account closed\x1b[31m"
        await press(pilot, "enter")
        await choose(pilot, "let it go")
        await until(pilot, lambda: not story.records.evidence)


async def test_the_step_that_asks_for_a_proof_takes_one(
    empty: Workspace, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "orders.txt").write_text("orders")
    empty.do(take_in(loads((CASES / "rakuten.json").read_text("utf-8"))))
    empty.do(exits.save("leave", ["rakuten-ichiba"], TODAY))
    step = next(s for s in empty.plans()["leave"].steps if s.action == "save_evidence")
    async with run(empty) as pilot:
        pilot.app.open_exit("leave")  # type: ignore[attr-defined]
        await settle(pilot)
        steps = pilot.app.screen.query_one("#exit-steps")
        steps.highlighted = step.id  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "p")
        await fill(pilot, str(tmp_path / "orders.txt"))
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen) or kept_in(empty))
        if not kept_in(empty):
            await choose(pilot, "item itself")
        await until(pilot, lambda: kept_in(empty))
        (kept,) = empty.records.evidence.values()
        assert kept.item == step.item
        after = next(s for s in empty.plans()["leave"].steps if s.id == step.id)
        assert after.state == "done"


def kept_in(workspace: Workspace) -> bool:
    return bool(workspace.records.evidence)
