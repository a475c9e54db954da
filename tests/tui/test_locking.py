"""Locking: by key, when idle, after sleep, when the terminal goes; what is typed is kept."""

import asyncio
import gc
import os
import signal
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from driving import locked, press, screen, settle, toasts, unlock
from network import SEARCH
from quiet import quiet
from terminal import Terminal
from writing import adding, item

from footprint.errors import Busy, Refused
from footprint.tui.app import FootprintApp
from footprint.tui.idle import IdleWatch
from footprint.tui.locking import DIALOGUES
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.form import FormScreen
from footprint.tui.screens.help import HelpScreen
from footprint.tui.screens.unlock import UnlockScreen
from footprint.tui.vault_app import _Told
from footprint.vault import Vault
from footprint.workspace import Workspace

TODAY = date(2026, 11, 24)
SENTINEL = "Sentinel-秘密-7Q4"


@pytest.fixture
def path(vault_path: Path, passphrase: str) -> Path:
    """A vault with an item that must not be seen while it is locked."""
    with Vault.create(vault_path, passphrase) as vault:
        vault.write(adding(item("sentinel", name=SENTINEL, login=SENTINEL)))
    return vault_path


def opened(path: Path, passphrase: str) -> FootprintApp:
    workspace = Workspace.open(path, passphrase, TODAY)
    workspace.claim_ui()
    return FootprintApp(workspace=workspace, today=TODAY)


class Clocks:
    """Two clocks that go on only when told to."""

    def __init__(self) -> None:
        self.awake, self.wall = 100.0, 5_000.0

    def watch(self, after: float = 300.0) -> IdleWatch:
        return IdleWatch(after, lambda: self.awake, lambda: self.wall)

    def go_on(self, seconds: float, asleep: float = 0.0) -> None:
        self.awake += seconds
        self.wall += seconds + asleep


def test_it_is_locked_after_a_while_without_a_key() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.go_on(299)
    assert watch.reason() is None
    watch.touch()
    clocks.go_on(299)
    assert watch.reason() is None
    clocks.go_on(1)
    assert watch.reason() == "idle"


def test_it_is_locked_after_sleep_even_where_it_never_is_for_want_of_a_key() -> None:
    clocks = Clocks()
    watch = clocks.watch(after=0)
    clocks.go_on(100_000)
    assert watch.reason() is None
    clocks.go_on(2, asleep=29)
    assert watch.reason() is None
    clocks.go_on(2, asleep=31)
    assert watch.reason() == "asleep"


@pytest.mark.parametrize("how", ["key", "idle", "asleep"])
async def test_a_locked_vault_shows_and_holds_nothing(
    how: str, path: Path, passphrase: str
) -> None:
    app, clocks = opened(path, passphrase), Clocks()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        assert SENTINEL in screen(pilot)
        await press(pilot, "3", "4", "1")
        held = app.workspace
        if how == "key":
            await pilot.press("ctrl+l")
        else:
            app.idle = clocks.watch()
            clocks.go_on(301 if how == "idle" else 1, asleep=0 if how == "idle" else 100)
            app.look_for_absence()
        await locked(pilot)
        assert SENTINEL not in screen(pilot)
        assert app.workspace is None
        assert held is not None
        del held
        for key in ("2", "u", "ctrl+p", "escape"):
            await pilot.press(key)
            await settle(pilot)
            assert SENTINEL not in screen(pilot)
        for each in app._screen_stacks.values():
            assert not [shown for shown in each if hasattr(shown, "records")]
        with Workspace.open(path, passphrase, TODAY) as other:
            other.claim_ui()  # nobody holds it
        del other
        gc.collect()
        assert not [found for found in gc.get_objects() if isinstance(found, Workspace)]
        if isinstance(app.screen, UnlockScreen):
            await unlock(pilot, passphrase)
        await press(pilot, "2")
        assert SENTINEL in screen(pilot)


async def test_an_unfinished_form_is_kept_in_the_vault_and_given_back(
    path: Path, passphrase: str
) -> None:
    app = opened(path, passphrase)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "a", "enter")
        assert isinstance(app.screen, FormScreen)
        await press(pilot, *"Half")
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert "1 unfinished form is kept" in screen(pilot)
        assert not app.drafts
        assert b"Half" not in path.read_bytes()
        with Vault.open(path, passphrase) as vault:
            (draft,) = vault.drafts().values()
            assert draft["name"] == "Half"
            assert [line.summary for line in vault.history()] == ["Added {what}"]
        await unlock(pilot, passphrase)
        assert any("What you typed before is kept" in said for said in toasts(pilot))
        await pilot.press("ctrl+l")
        await locked(pilot)
        await unlock(pilot, passphrase)
        assert not any("What you typed before is kept" in said for said in toasts(pilot))
        await press(pilot, "2", "a", "enter")
        assert isinstance(app.screen, FormScreen)
        assert "Half" in screen(pilot)


async def test_quitting_while_it_locks_ends_in_order(story: Workspace, run) -> None:
    async with run(story) as pilot:
        app = pilot.app
        await settle(pilot)
        app.action_lock_vault()
        await app.action_leave_program()
    assert app.return_code == 0


async def test_a_key_in_the_instant_of_a_lock_leads_nowhere(path: Path, passphrase: str) -> None:
    class Hasty(FootprintApp):
        async def drop_sections(self) -> None:
            for key in (self.go_back, self.action_go_exit):
                key()
            await super().drop_sections()

    app = Hasty(workspace=Workspace.open(path, passphrase, TODAY), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "3")
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert app.workspace is None
        await unlock(pilot, passphrase)
        assert app.workspace is not None


async def test_an_answer_in_the_instant_of_a_lock_is_none(path: Path, passphrase: str) -> None:
    class Hasty(FootprintApp):
        async def drop_sections(self) -> None:
            asking.dismiss("service")
            await super().drop_sections()

    app = Hasty(workspace=Workspace.open(path, passphrase, TODAY), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "a")
        asking = app.screen
        assert isinstance(asking, ChooseScreen)
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert app.screen_stack == [app.screen]
        await unlock(pilot, passphrase)
        assert app.workspace is not None


async def test_what_was_done_is_not_told_over_the_way_back_in(path: Path, passphrase: str) -> None:
    class Hasty(FootprintApp):
        async def drop_sections(self) -> None:
            self.post_message(_Told(act=partial(self.say, "Removed “Netflix”")))
            await quiet(self)
            await super().drop_sections()

    app = Hasty(workspace=Workspace.open(path, passphrase, TODAY), today=TODAY)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "2")
        await pilot.press("ctrl+l")
        await locked(pilot)
        app.post_message(_Told(error=Refused("“Netflix” is not there.")))
        await settle(pilot)
        assert not toasts(pilot)
        assert "Netflix" not in screen(pilot)


async def test_nothing_is_asked_over_the_way_back_in(path: Path, passphrase: str) -> None:
    class Hasty(FootprintApp):
        async def drop_sections(self) -> None:
            self.action_show_help()
            self.action_keep_vault()
            await quiet(self)
            await super().drop_sections()

    app = Hasty(workspace=Workspace.open(path, passphrase, TODAY), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert app.screen_stack == [app.screen]
        assert not [worker for worker in app.workers if worker.group == DIALOGUES]
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)


async def test_what_is_opened_while_it_locks_stays_open(path: Path, passphrase: str) -> None:
    app = opened(path, passphrase)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.action_lock_vault()
        other = Workspace.open(path, passphrase, TODAY)
        await asyncio.to_thread(app.let_in, other)
        await settle(pilot)
        assert app.workspace is other


async def test_quitting_keeps_an_unfinished_form_too(path: Path, passphrase: str) -> None:
    app = opened(path, passphrase)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "a", "enter", *"Quit")
        await pilot.press("ctrl+q")
        await pilot.pause()
    with Vault.open(path, passphrase) as vault:
        assert [draft["name"] for draft in vault.drafts().values()] == ["Quit"]


async def test_the_example_is_not_locked(path: Path, passphrase: str) -> None:
    workspace = Workspace.open(path, passphrase, TODAY)
    app, clocks = FootprintApp(workspace=workspace, today=TODAY, example=True), Clocks()
    async with app.run_test(size=(120, 40)) as pilot:
        app.idle = clocks.watch()
        clocks.go_on(1_000)
        app.look_for_absence()
        await press(pilot, "ctrl+l")
        assert app.workspace is workspace


async def test_what_was_copied_is_forgotten_when_it_is_locked(
    path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(path, passphrase)
    async with app.run_test(size=(120, 40)) as pilot:
        app.copy_to_clipboard("copied words")
        assert app.clipboard == "copied words"
        app.forget_copied("other words")
        assert app.clipboard == "copied words"
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert app.clipboard == ""


@pytest.mark.parametrize("told", [True, False])
def test_when_the_terminal_goes_the_vault_is_closed_and_the_form_kept(
    told: bool, path: Path, passphrase: str, tmp_path: Path
) -> None:
    """With a signal, and without one: what reads from a terminal that is gone would never rest."""
    secret = tmp_path / "passphrase"
    secret.write_text(passphrase)
    secret.chmod(0o600)
    command = [sys.executable, "-m", "footprint", "--vault", str(path)]
    command += ["--passphrase-file", str(secret)]
    environment = {**os.environ, "PYTHONPATH": SEARCH}
    with Terminal(command, environment) as terminal:
        for keys, shown in (("", "Dashboard"), ("2", SENTINEL), ("a", "esc"), ("\r", "Add:")):
            terminal.send(keys)
            terminal.wait_until_shown(shown)
        terminal.send("Hung up")
        terminal.wait_until_shown("Hung up")
        if told:
            os.kill(terminal.pid, signal.SIGHUP)
            assert terminal.wait_for_end(30) == 129
        else:
            assert terminal.hang_up(30) == 129
    with Vault.open(path, passphrase) as vault:
        assert [draft["name"] for draft in vault.drafts().values()] == ["Hung up"]


# What Textual writes last waits for a terminal that takes nothing any more.
DEAF = """
import threading
from textual.drivers._writer_thread import WriterThread
WriterThread.stop = lambda self: threading.Event().wait()
import sys
from footprint.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_terminal_that_takes_nothing_holds_up_no_end(path: Path, passphrase: str) -> None:
    command = [sys.executable, "-c", DEAF, "--vault", str(path)]
    with Terminal(command, dict(os.environ)) as terminal:
        terminal.wait_until_shown("Passphrase")
        terminal.send(f"{passphrase}\r")
        terminal.wait_until_shown("Needs you now")
        os.kill(terminal.pid, signal.SIGHUP)
        assert terminal.wait_for_end(30) == 129
    with Workspace.open(path, passphrase, TODAY) as other:
        other.claim_ui()  # nobody holds it


async def test_locking_closes_the_backup_that_a_dialogue_has_open(story: Workspace, run) -> None:
    story.vault.backup()
    story.do(adding(item("later")))
    async with run(story) as pilot:
        app = pilot.app
        await press(pilot, "f8", "down", "enter")
        for _ in range(200):
            await pilot.pause(0.02)
            if len(app.screen_stack) > 1 and any(w.group == DIALOGUES for w in app.workers):
                break
        await press(pilot, "enter")
        for _ in range(200):
            await pilot.pause(0.02)
            if "Do it" in screen(pilot):
                break
        assert "Do it" in screen(pilot)
        opened = [each for each in gc.get_objects() if isinstance(each, Vault)]
        assert len([each for each in opened if not each._is_closed]) == 2
        await press(pilot, "ctrl+l")
        for _ in range(200):
            await settle(pilot)
            if isinstance(app.screen, UnlockScreen):
                break
        assert all(each._is_closed for each in opened)
        assert not [w for w in app.workers if w.group == DIALOGUES]


async def test_a_form_that_cannot_be_kept_is_told(
    story: Workspace, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_drafts: object) -> None:
        raise Busy("Another program is writing.")

    async with run(story) as pilot:
        await press(pilot, "2", "e", "x")
        monkeypatch.setattr(story.vault, "keep_drafts", busy)
        await press(pilot, "ctrl+l")
        for _ in range(200):
            await settle(pilot)
            if isinstance(pilot.app.screen, UnlockScreen):
                break
        told = " ".join(screen(pilot).replace("│", " ").split())
        assert "1 unfinished form could not be kept: Another program is writing." in told
