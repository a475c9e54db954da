"""A letter in the terminal: written, changed, given out, recorded as sent or kept as a draft."""

import os
import stat
from pathlib import Path

import pytest
from driving import TODAY, locked, press, screen, settle, toasts, unlock
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from footprint.errors import Busy, Refused
from footprint.i18n import N_
from footprint.model.snapshot import loads
from footprint.tui import handing
from footprint.tui.editing import edited
from footprint.tui.screens.letter import LetterScreen
from footprint.workspace import Workspace, requests
from footprint.workspace.person import set_details
from footprint.workspace.snapshots import take_in

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


async def test_nothing_is_written_about_what_is_settled(story: Workspace, run) -> None:
    request = request_of(story)
    said = {"on": TODAY, "direction": "in", "type": "answer", "outcome": "complete"}
    story.do(requests.log(request, said, TODAY))
    log = story.records.requests[request].log
    async with run(story, (100, 40)) as pilot:
        pilot.app.open_request(request)  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "c")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, LetterScreen)
        assert any("there is nothing to write about it" in said for said in toasts(pilot))
    assert story.records.requests[request].log == log


async def test_another_language_and_another_letter(story: Workspace, run) -> None:
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request_of(story))
        await press(pilot, "f2", "d")
        await settle(pilot)
        assert letter.letter.language == "de"
        assert "Sehr geehrte Damen und Herren" in screen(pilot)
        await press(pilot, "f3")
        assert "a digit chooses" in screen(pilot)
        await press(pilot, "2")
        await settle(pilot)
        assert letter.letter.purpose == "cancellation"
        assert letter.letter.to == ("info@akari-coffee.example",)


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


async def test_a_mail_program_that_goes_on_in_the_foreground_has_opened_it(
    story: Workspace, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, closed = tmp_path / "opened", tmp_path / "closed"
    os.mkfifo(closed)
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n: > "{opened}"\nread line < "{closed}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(handing, "SECONDS", 0.2)
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request_of(story))
        await press(pilot, "f6")
        assert opened.exists()
        assert not any("No mail program" in told for told in toasts(pilot))
        await press(pilot, "escape")
        assert "Did you send it?" in screen(pilot)
        closed.write_text("so\n")


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


async def back_in(pilot: Pilot[int]) -> None:
    """Lock the vault, and open it again."""
    await pilot.press("ctrl+l")
    await locked(pilot)
    await unlock(pilot, "x")


async def test_a_kept_letter_comes_back_as_the_letter_it_was(story: Workspace, run) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        await press(pilot, "f2", "e")
        assert (letter.letter.purpose, letter.letter.language) == ("dispute", "en")
        letter.query_one("#letter-body", TextArea).text = "I dispute the charges."
        await press(pilot, "escape")
        kept = story.records.requests[request].log[-1]
        assert (kept.type, kept.to) == ("note", "星見台信用金庫")
        again = await compose(pilot, request)
        now = again.letter
        assert (now.purpose, now.language) == ("dispute", "en")
        assert (now.recipient, now.to) == ("星見台信用金庫", ())
        assert now.body == "I dispute the charges."
        assert "Dispute" in screen(pilot)
        await press(pilot, "ctrl+s", *"web", "enter")
        sent = story.records.requests[request].log[-1]
        assert (sent.type, sent.to, sent.text) == ("escalation", kept.to, kept.text)


async def test_a_changed_letter_is_still_changed_after_a_lock(story: Workspace, run) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        letter.query_one("#letter-body", TextArea).text = "My own words."
        for _again in range(2):
            await back_in(pilot)
            letter = await compose(pilot, request)
            assert letter.letter.body == "My own words."
            assert letter.is_changed
        await press(pilot, "f2", "d")
        assert "You have changed this letter" in screen(pilot)
        await press(pilot, "escape", "escape")
        await settle(pilot)
        assert pilot.app.workspace is not None
        entry = pilot.app.workspace.records.requests[request].log[-1]
        assert (entry.type, entry.text) == ("note", "My own words.")


@pytest.mark.parametrize("how", ["lock", "quit"])
async def test_a_letter_given_out_before_the_vault_closes_is_kept_and_asked_about(
    story: Workspace, run, how: str
) -> None:
    request, path = request_of(story), story.path
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        body = letter.letter.body
        await press(pilot, "f5")
        if how == "quit":
            await pilot.app.leave()
        else:
            await back_in(pilot)
            pilot.app.workspace.close()
    with Workspace.open(path, "x", TODAY) as opened:
        entry = opened.records.requests[request].log[-1]
        assert (entry.type, entry.text) == ("note", body)
        following = opened.standings()[request].next
        assert following is not None and following.action == "send"
    async with run(Workspace.open(path, "x", TODAY), (100, 40)) as pilot:
        story = pilot.app.workspace
        pilot.app.drafts = story.vault.drafts()
        await compose(pilot, request)
        await press(pilot, "escape")
        assert "Did you send it?" in screen(pilot)
        # A second lock keeps nothing twice, and goes on asking.
        await back_in(pilot)
        story = pilot.app.workspace
        assert story.records.requests[request].log[-1] == entry
        assert story.records.requests[request].log[-2] != entry
        await compose(pilot, request)
        await press(pilot, "escape", "y", *"post", "enter")
        log = story.records.requests[request].log
        assert (log[-1].type, log[-1].channel) == ("escalation", "post")
        # It was sent: nothing is asked or kept any more.
        await back_in(pilot)
        story = pilot.app.workspace
        assert story.records.requests[request].log == log
        await compose(pilot, request)
        await press(pilot, "escape")
        assert "Did you send it?" not in screen(pilot)


async def test_a_file_that_was_not_written_is_not_asked_about(story: Workspace, run) -> None:
    before = story.records
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request_of(story))
        await press(pilot, "f7", "m", "escape")
        await press(pilot, "escape")
        assert "Did you send it?" not in screen(pilot)
        assert not isinstance(pilot.app.screen, LetterScreen)
        assert story.records == before


async def test_a_letter_is_kept_once_however_often_it_is_copied(story: Workspace, run) -> None:
    request = request_of(story)
    before = len(story.records.requests[request].log)
    async with run(story, (100, 40)) as pilot:
        for _again in range(3):
            await compose(pilot, request)
            await press(pilot, "f5", "escape", "n")
            assert not isinstance(pilot.app.screen, LetterScreen)
        assert len(story.records.requests[request].log) == before + 1


async def test_what_cannot_be_kept_now_is_there_the_next_time(
    story: Workspace, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object, **_named: object) -> None:
        raise Busy(N_("Another program is writing."))

    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        letter.query_one("#letter-body", TextArea).text = "My own words."
        with monkeypatch.context() as patched:
            patched.setattr(Workspace, "do", busy)
            await press(pilot, "escape")
        again = await compose(pilot, request)
        assert again.letter.body == "My own words." and again.is_changed


async def test_a_lock_while_it_is_asked_by_which_way_loses_no_letter(story: Workspace, run) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        letter.query_one("#letter-body", TextArea).text = "My own words."
        await press(pilot, "ctrl+s")
        assert "How did you send it?" in screen(pilot)
        await back_in(pilot)
        assert pilot.app.workspace is not None
        entry = pilot.app.workspace.records.requests[request].log[-1]
        assert (entry.type, entry.text) == ("note", "My own words.")
        again = await compose(pilot, request)
        assert again.letter.body == "My own words."
        await press(pilot, "escape")
        assert "Did you send it?" in screen(pilot)


async def test_a_letter_for_the_telephone_shows_the_number_and_no_ignored_address(
    empty: Workspace, run
) -> None:
    case = Path(__file__).parents[1] / "cases" / "rakuten.json"
    empty.do(take_in(loads(case.read_text("utf-8"))))
    request = "R-2026-0001"
    assert empty.standings()[request].next.number == "+81-3-0000-0000"
    async with run(empty, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        assert letter.letter.purpose == "second_notice" and letter.letter.to == ()
        shown = screen(pilot)
        assert "By telephone: +81-3-0000-0000" in shown and "@midori.example" not in shown
        await press(pilot, "ctrl+s")
        await settle(pilot)
        await press(pilot, *"phone", "enter")
        await settle(pilot)
        entry = empty.records.requests[request].log[-1]
        assert (entry.type, entry.channel, entry.to) == ("reminder", "phone", None)


async def test_what_can_be_done_with_a_letter_is_told_in_it(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await compose(pilot, request_of(story))
        assert "f1 Help" in screen(pilot)
        await press(pilot, "f1")
        await settle(pilot)
        assert "$EDITOR" in screen(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LetterScreen)


@pytest.mark.parametrize("has_name", [True, False])
async def test_a_letter_without_a_name_says_so(story: Workspace, run, has_name: bool) -> None:
    if not has_name:
        story.do(set_details({}, ("name",)))
    async with run(story, (100, 40)) as pilot:
        await compose(pilot, request_of(story))
        assert any("not signed" in told for told in toasts(pilot)) != has_name


async def test_a_letter_written_anew_takes_the_place_of_the_one_that_was_kept(
    story: Workspace, run
) -> None:
    request = request_of(story)
    async with run(story, (100, 40)) as pilot:
        letter = await compose(pilot, request)
        letter.query_one("#letter-body", TextArea).text = "My own words."
        await press(pilot, "escape")
        letter = await compose(pilot, request)
        # What was kept is not written over without a question.
        await press(pilot, "f3")
        assert "You have changed this letter" in screen(pilot)
        await press(pilot, "down", "enter", "1")
        await settle(pilot)
        anew = letter.letter.body
        assert anew != "My own words."
        await press(pilot, "escape")
        await settle(pilot)
        assert (await compose(pilot, request)).letter.body == anew
