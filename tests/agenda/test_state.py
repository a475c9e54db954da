"""What is kept between the runs of the reminders: counts and hashes, whatever stands there."""

import hashlib
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.agenda import state
from footprint.agenda.entry import Due
from footprint.agenda.state import Counts, State, Unusable

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
TODAY = date(2026, 11, 24)
VAULT = Path("/home/me/vault.footprint")
UID = "6f" * 16  # what only the open vault knows


def thing(name: str, urgency: str = "today") -> Due:
    return Due(TODAY, "charge", urgency, TODAY, lambda: f"{name} is charged", item=name)


def kept(path: Path, known: State) -> Path:
    path.write_text(known.text())
    return path


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    known = state.new(VAULT).counted([thing("a")], NOW).showing([thing("a")], TODAY, UID)
    assert state.read(kept(tmp_path / "file", known)) == known
    assert known.is_of(VAULT)
    assert not known.is_of(Path("/home/me/other.footprint"))


def test_no_name_and_no_id_stands_in_it() -> None:
    known = (
        state.new(VAULT).counted([thing("netflix")], NOW).showing([thing("netflix")], TODAY, UID)
    )
    for secret in ("netflix", "charge", "vault.footprint", "/home"):
        assert secret not in known.text()


def test_whoever_has_the_file_can_try_no_guess_on_it() -> None:
    shown = state.new(VAULT).showing([thing("netflix")], TODAY, UID)
    document = json.loads(shown.text())
    (hashes,) = document["shown"].values()
    key, guess = bytes.fromhex(document["key"]), thing("netflix").key.encode()
    keys = [key, document["vault"].encode(), str(VAULT).encode(), b""]
    tried = {hashlib.blake2b(guess, digest_size=12, key=each).hexdigest() for each in keys}
    assert tried.isdisjoint(hashes)
    again = state.new(VAULT).showing([thing("netflix")], TODAY, UID)
    other = state.new(VAULT).showing([thing("netflix")], TODAY, "another vault")
    assert shown.shown == again.shown != other.shown
    assert not {"key", "secret", UID} & {str(value) for value in document.values()}


def test_there_is_nothing_where_nothing_was_wanted(tmp_path: Path) -> None:
    assert state.read(tmp_path / "none") is None
    assert state.short(tmp_path / "none", VAULT, NOW) == ""


@pytest.mark.parametrize(
    ("urgencies", "told"),
    [
        ([], ""),
        (["later"], ""),
        (["overdue"], "1!"),
        (["today", "overdue", "overdue"], "3!"),
        (["soon", "soon"], "2"),
        (["overdue", "today", "soon", "later"], "2! 1"),
    ],
)
def test_the_prompt_tells_the_counts(tmp_path: Path, urgencies: list[str], told: str) -> None:
    things = [thing(f"{n}", urgency) for n, urgency in enumerate(urgencies)]
    path = kept(tmp_path / "file", state.new(VAULT).counted(things, NOW))
    assert state.short(path, VAULT, NOW) == told
    assert state.short(path, Path("/another"), NOW) == ""


@pytest.mark.parametrize(
    ("hours", "told"), [(0, "1!"), (36, "1!"), (37, "?"), (1000, "?"), (-36, "1!"), (-37, "?")]
)
def test_old_counts_are_a_question(tmp_path: Path, hours: int, told: str) -> None:
    path = kept(tmp_path / "file", state.new(VAULT).counted([thing("a")], NOW))
    assert state.short(path, VAULT, NOW + timedelta(hours=hours)) == told


def test_what_was_never_counted_is_a_question(tmp_path: Path) -> None:
    assert state.short(kept(tmp_path / "file", state.new(VAULT)), VAULT, NOW) == "?"


GOOD = json.loads(state.new(VAULT).counted([], NOW).text())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"9" * 5_000,
        b" " * 1_000_001,
        *(
            json.dumps({**GOOD, **wrong}).encode()
            for wrong in (
                {"version": 1},
                {"format": "x"},
                {"key": ""},
                {"key": "zz"},
                {"key": 5},
                {"counts": {"overdue": -1, "today": 0, "soon": 0}},
                {"counts": {"overdue": True, "today": 0, "soon": 0}},
                {"counts": {"overdue": 10**9, "today": 0, "soon": 0}},
                {"counts": {"overdue": "\x1b[31m", "today": 0, "soon": 0}},
                {"counts": []},
                {"counted_at": "yesterday"},
                {"counted_at": 5},
                {"counted_at": "0001-01-01T00:00:00+23:59"},
                {"shown": []},
                {"shown": {"2026-11-24": 5}},
            )
        ),
    ],
    ids=lambda content: repr(content[:40]),
)
def test_what_was_not_written_here_is_a_question_and_no_more(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert state.short(path, VAULT, NOW) == "?"
    with pytest.raises(Unusable):
        state.read(path)


def test_what_is_no_file_is_a_question(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        assert state.short(tmp_path / name, VAULT, NOW) == "?"


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_content_is_more_than_a_question(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("state") / "file"
    path.write_bytes(content)
    assert state.short(path, VAULT, NOW) == "?"


def test_a_thing_is_unseen_until_it_was_shown_that_day() -> None:
    known = state.new(VAULT)
    first, second = thing("a"), thing("b")
    assert known.unseen([first, second], TODAY, UID) == [first, second]
    known = known.showing([first], TODAY, UID)
    assert known.unseen([first, second], TODAY, UID) == [second]
    assert known.unseen([first], TODAY + timedelta(days=1), UID) == [first]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_no_clock_makes_a_day_come_twice(days: list[int]) -> None:
    """Forwards, backwards and again: each thing is shown once on each day."""
    known, told = state.new(VAULT), []
    for number in days:
        day = TODAY + timedelta(days=number)
        fresh = known.unseen([thing("a")], day, UID)
        known = known.showing(fresh, day, UID)
        told += [day] * len(fresh)
    assert sorted(told) == sorted({TODAY + timedelta(days=number) for number in days})


def test_the_file_does_not_grow_for_ever() -> None:
    known = state.new(VAULT)
    for number in range(500):
        known = known.showing([thing("a")], TODAY + timedelta(days=number), UID)
    assert len(known.shown) == 62
    assert not known.unseen([thing("a")], TODAY + timedelta(days=499), UID)


def test_counts_are_by_urgency() -> None:
    things = [thing("a", "overdue"), thing("b", "soon"), thing("c", "soon"), thing("d", "later")]
    assert state.new(VAULT).counted(things, NOW).counts == Counts(1, 0, 2)
