"""A letter that is kept and not sent: which one it is goes with it wherever the record goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import TODAY

from footprint.model import snapshot
from footprint.requests.letters import Letter
from footprint.vault import Vault
from footprint.workspace import Workspace, items, letters, requests
from footprint.workspace.demo import example
from footprint.workspace.snapshots import take_in

COFFEE = "コーヒー豆-定期便"


@pytest.fixture
def story(vault_path: Path) -> Iterator[Workspace]:
    with Workspace.create(vault_path, "x", TODAY) as made:
        made.do(take_in(example(TODAY)))
        yield made


def request_of(workspace: Workspace) -> str:
    found = workspace.records.requests_about(COFFEE)
    return next(each.id for each in found if each.kind == "cancellation")


def keep(workspace: Workspace, **changes: str) -> Letter:
    """Keep a dispute in German, changed by the person."""
    request = request_of(workspace)
    letter = letters.write(workspace, request, "de", "dispute").replace(**changes)
    workspace.do(letters.keep(request, letter, TODAY))
    return letter


def test_it_is_the_same_letter_in_a_snapshot_and_in_another_vault(
    story: Workspace, tmp_path: Path
) -> None:
    letter = keep(story, body="Mein Text.")
    text = snapshot.dumps(story.records)
    with Workspace.create(tmp_path / "other", "x", TODAY) as other:
        other.do(take_in(snapshot.loads(text)))
        assert letters.kept(other, request_of(other)) == letter
        assert snapshot.dumps(other.records) == text


def test_one_undo_takes_all_of_it_back(story: Workspace) -> None:
    before = story.records
    keep(story, body="Mein Text.")
    story.undo()
    assert (story.records.requests, story.records.sections) == (before.requests, before.sections)


def test_it_is_not_kept_twice_and_only_the_last_is_remembered(story: Workspace) -> None:
    keep(story, body="Eins.")
    log = story.records.requests[request_of(story)].log
    keep(story, body="Eins.")
    assert story.records.requests[request_of(story)].log == log
    letter = keep(story, body="Zwei.")
    assert len(story.records.sections["reminders"]["letters"]) == 1
    assert letters.kept(story, request_of(story)) == letter


def test_nothing_is_known_of_it_when_it_was_sent(story: Workspace) -> None:
    letter = keep(story, body="Mein Text.")
    request = story.records.requests[request_of(story)]
    kept = story.records.sections["reminders"]["letters"]
    story.do(requests.log(request.id, {"on": TODAY, "direction": "in", "type": "note"}, TODAY))
    assert story.records.sections["reminders"]["letters"] == kept
    sent = letters.as_sent(letter, request, TODAY, "web")
    story.do(requests.log(request.id, sent, TODAY))
    assert "letters" not in story.records.sections.get("reminders", {})
    story.undo()
    assert story.records.sections["reminders"]["letters"] == kept
    assert letters.kept(story, request.id) == letter
    # Kept again with the words that were sent, it is still no letter that waits.
    story.redo()
    story.do(letters.keep(request.id, letter, TODAY))
    assert letters.kept(story, request.id) is None


def test_without_a_subject_it_is_a_letter_all_the_same(story: Workspace) -> None:
    keep(story, subject="", body="Mein Text.")
    found = letters.kept(story, request_of(story))
    assert found is not None and (found.subject, found.body) == ("dispute", "Mein Text.")


def test_nothing_is_known_of_it_when_the_item_is_gone(story: Workspace) -> None:
    keep(story, body="Mein Text.")
    story.do(items.remove(COFFEE))
    assert "letters" not in story.records.sections.get("reminders", {})


@pytest.mark.parametrize("told", ["subject", "recipient", "nothing"])
def test_a_note_that_nothing_is_known_of_is_recognised(story: Workspace, told: str) -> None:
    request = request_of(story)
    letter = letters.write(story, request, "ja", "dispute")
    entry = {"on": TODAY, "direction": "out", "type": "note", "text": "My own words."}
    entry["subject"] = letter.subject if told == "subject" else "Mine"
    if told == "recipient":
        entry["to"] = letter.recipient
    story.do(requests.log(request, entry, TODAY))
    found = letters.kept(story, request)
    assert found is not None and (found.body, found.to) == ("My own words.", ())
    if told == "nothing":
        assert found.subject == "Mine"
    else:
        assert (found.purpose, found.recipient) == ("dispute", "星見台信用金庫")


def test_two_copies_may_each_keep_one(story: Workspace, tmp_path: Path) -> None:
    story.vault.copy_to(tmp_path / "copy")
    with Workspace.open(tmp_path / "copy", "x", TODAY) as other:
        keep(other, body="Dort.")
        keep(story, body="Hier.")
        with Vault.open(tmp_path / "copy", "x") as copy:
            story.vault.merge(copy)
    found = letters.kept(story, request_of(story))
    assert found is not None and found.body in ("Dort.", "Hier.")
    assert (found.purpose, found.language) == ("dispute", "de")
    assert not story.records.conflicts
