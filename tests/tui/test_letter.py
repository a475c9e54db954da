"""A letter in the terminal: written, changed, given out, recorded as sent or kept as a draft."""

import os
import stat
from pathlib import Path

import pytest
from driving import press, screen, settle, toasts
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from footprint.errors import Refused
from footprint.tui.editing import edited
from footprint.tui.screens.letter import LetterScreen
from footprint.workspace import Workspace

COFFEE = "コーヒー豆-定期便"


def request_of(workspace: Workspace) -> str:
    found = workspace.records.requests_about(COFFEE)
    return next(each.id for each in found if each.kind == "cancellation")


async def compose(pilot: Pilot[int], request: str) -> LetterScreen:
    pilot.app.open_request(request)  # type: ignore[attr-defined]
    await settle(pilot)
    await press(pilot, "c")
    await settle(pilot)
    assert isinstance(pilot.app.screen, LetterScreen)
    return pilot.app.screen


async def test_the_letter_that_is_needed_is_written_and_logged_as_sent(
    story: Workspace, run
) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request)
        shown = screen(pilot)
        assert "星見台信用金庫" in shown  # the dispute goes to whoever issued the card
        await press(pilot, "ctrl+s")
        await settle(pilot)
        await press(pilot, *"web", "enter")
        await settle(pilot)
        entry = story.records.requests[request].log[-1]
        assert (entry.direction, entry.type, entry.channel) == ("out", "escalation", "web")
        assert entry.text and "異議" in (entry.subject or "")
        await press(pilot, "u")
        assert story.records.requests[request].log[-1] != entry


async def test_another_language_and_another_letter(story: Workspace, run) -> None:
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request_of(story))
        await press(pilot, "f2", "d")
        await settle(pilot)
        assert letter.letter.language == "de"
        assert "Sehr geehrte Damen und Herren" in screen(pilot)
        await press(pilot, "f3", "2")
        await settle(pilot)
        assert letter.letter.purpose == "cancellation"
        assert letter.letter.to == ("info@akari-coffee.example",) or letter.letter.to


async def test_what_was_changed_is_kept_as_a_draft_and_nudges(story: Workspace, run) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        letter.query_one("#letter-body", TextArea).text = "My own words."
        await press(pilot, "escape")
        await settle(pilot)
        entry = story.records.requests[request].log[-1]
        assert (entry.type, entry.text) == ("note", "My own words.")
        following = story.standings()[request].next
        assert following is not None and following.action == "send"
        again = await compose(pilot, request)
        assert again.letter.body == "My own words."


async def test_nothing_changed_leaves_nothing_behind(story: Workspace, run) -> None:
    request = request_of(story)
    before = story.records
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request)
        await press(pilot, "escape")
        await settle(pilot)
        assert story.records == before


async def test_copied_or_written_out_it_is_asked_whether_it_was_sent(
    story: Workspace, run, tmp_path: Path
) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request)
        await press(pilot, "f5")
        assert any("Copied" in told for told in toasts(pilot))
        await press(pilot, "f7", "m")
        await settle(pilot)
        pilot.app.screen.query_one(Input).value = str(tmp_path / "letter.eml")
        await press(pilot, "enter")
        written = tmp_path / "letter.eml"
        for _ in range(100):
            await pilot.pause(0.02)
            if any("Written to" in told for told in toasts(pilot)):
                break
        assert written.read_bytes().startswith(b"Subject:")
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        await press(pilot, "escape")
        await settle(pilot)
        assert "Did you send it?" in screen(pilot)
        await press(pilot, "n")
        await settle(pilot)
        assert story.records.requests[request].log[-1].type == "note"


async def test_the_mail_program_gets_a_private_file_and_no_word_of_the_letter(
    story: Workspace, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, runtime = tmp_path / "opened", tmp_path / "runtime"
    runtime.mkdir()
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nstat -c %a "$1" > "{opened}"\necho "$@" >> "{opened}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("DISPLAY", ":0")
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request_of(story))
        await press(pilot, "f6")
        for _ in range(100):
            await pilot.pause(0.02)
            if opened.exists() and opened.read_text().count("\n") == 2:
                break
        mode, words = opened.read_text().split("\n", 1)
        assert mode == "600"
        path = Path(words.strip())
        assert path.parent.parent.parent == runtime
        assert path.read_bytes().startswith(b"Subject:")
        await press(pilot, "escape")
        await settle(pilot)
        assert "Did you send it?" in screen(pilot)
        await press(pilot, "n")
        await settle(pilot)
        await pilot.app.leave()
    assert not list(runtime.iterdir())


async def test_without_a_desktop_it_is_said_that_no_mail_program_opened(
    story: Workspace, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request_of(story))
        await press(pilot, "f6")
        await settle(pilot)
        assert any("No mail program opened" in told for told in toasts(pilot))
        # It was not given out, so nobody is asked whether it was sent.
        await press(pilot, "escape")
        await settle(pilot)
        assert "Did you send it?" not in screen(pilot)


def test_the_editor_changes_the_text_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.delenv("VISUAL", raising=False)
    script = tmp_path / "edit it"
    script.write_text('#!/bin/sh\nstat -c %a "$1" > "$0.mode"\nprintf "new\\033[31m\\n" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    assert edited("old") == "new\N{REPLACEMENT CHARACTER}[31m"
    assert (tmp_path / "edit it.mode").read_text().strip() == "600"
    assert not list(runtime.iterdir())
    for editor in ("", "/no/such/editor", "false", "vim '"):
        monkeypatch.setenv("EDITOR", editor)
        with pytest.raises(Refused):
            edited("old")
    assert not list(runtime.iterdir())
