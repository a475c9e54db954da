"""Two copies that went apart, brought together: nothing lost, in either order, once and for all."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from writing import adding, doing, entry, item, link, request

from footprint.errors import Invalid, Refused
from footprint.merge.identity import Facts, facts_of
from footprint.model.changes import Change
from footprint.model.integrity import check
from footprint.vault import Vault, backups
from footprint.workspace import items, reminders
from tests.vault.histories import STEPS, TODAY, Editor
from tests.vault.killing import KILLS, kill, moments

LATER = TODAY + timedelta(days=30)
Steps = list[tuple[int, int, int]]


def facts(vault: Vault) -> Facts:
    """Return what a copy holds, in the form in which copies can be compared."""
    state = vault._call(vault._newest)
    return facts_of(state.records, state.uids)


class Copies:
    """A directory of copies of one vault, each open and called by a letter."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack, self._number = folder, stack, 0

    def first(self) -> Vault:
        """Return a new vault."""
        return self._kept(Vault.create(self._path(), "p"))

    def of(self, vault: Vault) -> Vault:
        """Return a copy of `vault` as it is now."""
        path = self._path()
        path.write_bytes(vault.path.read_bytes())
        path.chmod(0o600)
        return self._kept(Vault.open(path, "p"))

    def _path(self) -> Path:
        self._number += 1
        return self._folder / f"copy{self._number}.footprint"

    def _kept(self, vault: Vault) -> Vault:
        vault.keeps_backups = False
        return self._stack.enter_context(vault)


@contextmanager
def copying() -> Iterator[Copies]:
    """Give a place for copies, for a property that is tried often."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        yield Copies(Path(folder), stack)


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    """A place for copies."""
    with ExitStack() as stack:
        yield Copies(tmp_path, stack)


# -- properties --------------------------------------------------------------------------------


@settings(max_examples=settings.default.max_examples * 4 // 10)
@given(STEPS, STEPS, STEPS, STEPS)
def test_nothing_is_lost_in_either_order_and_again_changes_nothing(
    common: Steps, left: Steps, right: Steps, later: Steps
) -> None:
    with copying() as copies:
        one = copies.first()
        Editor("base").edit(one, [(0, 1, 0), (0, 2, 0), (1, 1, 0), *common])
        two = copies.of(one)
        base = facts(one)
        Editor("left").edit(one, left)
        Editor("right").edit(two, right)
        before, other = facts(one), facts(two)
        swapped, crossed = copies.of(two), copies.of(one)

        one.merge(two)
        assert facts(two) == other, "the other copy is left as it is"
        assert_kept(base, before, other, one)
        swapped.merge(crossed)
        assert facts(swapped) == facts(one), "the order of the two does not matter"
        assert_sound(one)
        again = facts(one)
        assert not one.merge(two).changes
        two.merge(one)
        assert facts(two) == again, "the other takes the result over as it is"
        assert not one.merge(two).changes
        assert not one.merge(swapped).changes, "two who merged by themselves agree"

        # Undo would take the merge itself back, and then the other has to go on by itself.
        Editor("later").edit(two, [step for step in later if step[0] < 12])
        wanted = facts(two)
        one.merge(two)
        assert facts(one) == wanted, "what only one side changed is taken over"


@settings(max_examples=settings.default.max_examples // 5)
@given(STEPS, STEPS)
def test_undo_takes_the_whole_merge_back_and_it_can_be_done_again(
    left: Steps, right: Steps
) -> None:
    with copying() as copies:
        one = copies.first()
        Editor("base").edit(one, [(0, 1, 0), (0, 2, 0), (1, 1, 0)])
        two = copies.of(one)
        Editor("left").edit(one, left)
        Editor("right").edit(two, right)
        before = facts(one)
        if not one.merge(two).changes:
            return
        after = facts(one)
        one.undo()
        assert facts(one) == before
        one.redo()
        assert facts(one) == after
        one.undo()
        one.merge(two)
        assert facts(one) == after


def assert_sound(vault: Vault) -> None:
    """Assert that what came out is a vault like any other."""
    records = vault.load()
    assert not list(check(records, lambda table, key: f"{table} {key}"))
    bad = [finding.sentence() for finding in vault.check() if not finding.ok]
    assert not bad


def assert_kept(base: Facts, left: Facts, right: Facts, merged: Vault) -> None:
    """Assert that all that either side added or changed is there, or waits to be decided."""
    after = facts(merged)
    conflicts = list(merged.records.conflicts.values())
    told = [unnamed(value) for c in conflicts for value in (c.stands, c.other) if value is not None]
    for side in (left, right):
        for place, values in side.items():
            if values == base.get(place):
                continue
            if place not in after:
                assert any(c.table == place[0] and c.stands is None for c in conflicts), place
                continue
            for name in values.keys() - {"id", "needs_login"}:
                was = base.get(place, {}).get(name)
                assert_value_kept(was, values[name], after[place].get(name), told)


def unnamed(value: Any) -> Any:
    """Return an entry without its mentions of items, which are ids here and uids there."""
    if not isinstance(value, dict):
        return value
    return {key: each for key, each in value.items() if key not in ("item", "to")}


def assert_value_kept(was: Any, value: Any, after: Any, told: list[Any]) -> None:
    """Assert that what a field was given on one side is there, or in a conflict."""
    if value in (was, after) or unnamed(value) in told:
        return
    if isinstance(value, dict):
        assert isinstance(after, dict)
        for key in value.keys() - {"needs_login"}:
            part = was.get(key) if isinstance(was, dict) else None
            assert_value_kept(part, value[key], after.get(key), told)
    else:
        assert isinstance(value, list), (was, value, after)
        assert all(each in after or unnamed(each) in told or each in (was or []) for each in value)


# -- by example --------------------------------------------------------------------------------


def apart(copies: Copies, *first: Any) -> tuple[Vault, Vault]:
    """Return two copies of a vault with these items and links."""
    one = copies.first()
    things = [
        Change("links" if hasattr(each, "relation") else "items", None, each) for each in first
    ]
    one.write(doing(*things))
    return one, copies.of(one)


def test_additions_from_both_are_kept(copies: Copies) -> None:
    one, two = apart(copies, item("a"))
    one.write(adding(item("b")))
    two.write(adding(item("c")))
    two.write(doing(Change("links", None, link("c", "needs", "a"))))
    one.merge(two)
    assert set(one.records.items) == {"a", "b", "c"}
    assert set(one.records.links) == {("c", "needs", "a")}
    assert not one.records.conflicts


def test_a_field_that_both_changed_is_a_conflict_and_the_later_one_stands(copies: Copies) -> None:
    one, two = apart(copies, item("a", notes="was"))
    one.write(items.edit("a", {"notes": "earlier", "url": "https://a.example"}))
    two.write(items.edit("a", {"notes": "later", "login": "me"}))
    one.merge(two)
    (conflict,) = one.records.conflicts.values()
    assert (conflict.table, conflict.record, conflict.field) == ("items", ("a",), ("notes",))
    assert (conflict.stands, conflict.other) == ("later", "earlier")
    merged = one.records.items["a"].to_json()
    assert merged == {
        "id": "a",
        "kind": "service",
        "name": "a",
        "notes": "later",
        "url": "https://a.example",
        "login": "me",
    }


def test_a_price_is_one_value_and_never_mixed(copies: Copies) -> None:
    one, two = apart(copies, item("a", "subscription", price={"amount": "10", "currency": "EUR"}))
    one.write(items.edit("a", {"price": {"amount": "1000", "currency": "JPY"}}))
    two.write(items.edit("a", {"price": {"amount": "12.50", "currency": "EUR"}}))
    one.merge(two)
    (conflict,) = one.records.conflicts.values()
    assert conflict.stands == {"amount": "12.50", "currency": "EUR"}
    assert conflict.other == {"amount": "1000", "currency": "JPY"}


def test_what_one_removed_and_the_other_changed_stays_with_what_hung_on_it(copies: Copies) -> None:
    one, two = apart(copies, item("a"), item("b"), link("a", "needs", "b"))
    one.write(doing(Change("requests", None, request("R-1", "a", entry("2026-11-01")))))
    two = copies.of(one)
    one.write(items.remove("a"))
    two.write(items.edit("a", {"notes": "still needed"}))
    one.merge(two)
    assert one.records.items["a"].notes == "still needed"
    (conflict,) = one.records.conflicts.values()
    assert conflict.field == () and conflict.other is None
    swapped = copies.of(two)
    swapped.merge(copies.of(one))
    assert swapped.records == one.records


def test_a_new_request_keeps_what_it_is_about(copies: Copies) -> None:
    one, two = apart(copies, item("a"), item("b"), link("a", "needs", "b"))
    one.write(items.remove("a"))
    two.write(doing(Change("requests", None, request("R-1", "a", entry("2026-11-01")))))
    one.merge(two)
    assert set(one.records.items) == {"a", "b"}
    assert set(one.records.requests) == {"R-1"}
    assert set(one.records.links) == {("a", "needs", "b")}


def test_a_renamed_item_is_the_same_item(copies: Copies) -> None:
    one, two = apart(copies, item("a"), item("b"), link("a", "needs", "b"))
    one.write(items.edit("a", {"id": "renamed"}))
    two.write(items.edit("a", {"notes": "by its old name"}))
    two.write(adding(item("c")))
    two.write(doing(Change("links", None, link("c", "needs", "a"))))
    one.merge(two)
    assert set(one.records.items) == {"renamed", "b", "c"}
    assert one.records.items["renamed"].notes == "by its old name"
    assert ("c", "needs", "renamed") in one.records.links


def test_swapped_ids_arrive(copies: Copies) -> None:
    one, two = apart(copies, item("a", name="A"), item("b", name="B"), link("a", "needs", "b"))
    for old, new in (("a", "c"), ("b", "a"), ("c", "b")):
        two.write(items.edit(old, {"id": new}))
    one.merge(two)
    assert {each.id: each.name for each in one.records.items.values()} == {"a": "B", "b": "A"}
    assert set(one.records.links) == {("b", "needs", "a")}
    assert one.load() == two.records


def test_two_things_of_one_id_are_both_kept(copies: Copies) -> None:
    one, two = apart(copies)
    one.write(adding(item("netflix", name="Netflix", notes="hers")))
    two.write(adding(item("netflix", name="Netflix", notes="his")))
    found = one.merge(two)
    assert {each.notes for each in one.records.items.values()} == {"hers", "his"}
    assert set(one.records.items) == {"netflix", "netflix-2"}
    assert found.renamed == ("netflix-2",)


def test_the_log_of_a_request_has_the_entries_of_both(copies: Copies) -> None:
    one, two = apart(copies, item("a"))
    one.write(doing(Change("requests", None, request("R-1", "a", entry("2026-11-01")))))
    two = copies.of(one)
    was = one.records.requests["R-1"]
    for vault, day, kind in ((one, "2026-11-09", "reminder"), (two, "2026-11-05", "reminder")):
        after = was.changed(log=(*was.log, entry(day, "out", kind)))
        vault.write(doing(Change("requests", was, after)))
    one.merge(two)
    days = [str(each.on) for each in one.records.requests["R-1"].log]
    assert days == ["2026-11-01", "2026-11-05", "2026-11-09"]


def test_a_circle_that_both_made_half_of_is_left_open(copies: Copies) -> None:
    one, two = apart(copies, item("a"), item("b"))
    one.write(doing(Change("links", None, link("a", "part_of", "b"))))
    two.write(doing(Change("links", None, link("b", "part_of", "a"))))
    one.merge(two)
    assert len(one.records.links) == 1
    (conflict,) = one.records.conflicts.values()
    assert conflict.stands is None and conflict.other["relation"] == "part_of"
    assert_sound(one)


def test_what_was_purged_does_not_come_back(copies: Copies) -> None:
    one, two = apart(copies, item("a"), item("b"), link("a", "needs", "b"))
    two.write(items.edit("a", {"notes": "changed"}))
    two.write(adding(item("c")))
    one.purge("a", items.remove("a"))
    one.merge(two)
    assert set(one.records.items) == {"b", "c"}
    two.merge(one)
    assert two.records == one.records


def test_what_was_said_of_what_was_purged_does_not_come_back(copies: Copies) -> None:
    one = copies.first()
    one.write(doing(*(Change("items", None, item(name)) for name in "ab")))
    about = (request("R-1", "a"), request("R-2", "b"))
    one.write(doing(*(Change("requests", None, asked) for asked in about)))
    two = copies.of(one)
    for asked in ("R-1", "R-2"):
        two.write(reminders.skip(asked, "decide:2026-11-01", TODAY, "told them by telephone"))
        two.write(reminders.snooze(f"follow_up:{asked}:x", LATER, TODAY))
    two.write(reminders.set_lead("charge", 3, "a"))
    one.purge("a", items.remove("a"))
    one.write(adding(item("a")))
    one.write(reminders.set_lead("charge", 9, "a"))
    one.merge(two)
    said = one.records.sections["reminders"]
    assert set(said["skipped"]) == {"R-2"} and set(said["snoozed"]) == {"follow_up:R-2:x"}
    assert said["item_leads"] == {"a": {"charge": 9}}
    two.merge(one)
    assert two.records == one.records


def test_what_a_copy_says_aside_of_its_records_is_cleaned_like_theirs(copies: Copies) -> None:
    one = copies.first()
    one.write(adding(item("a")))
    two = copies.of(one)
    said = {"skipped": {"R-1": [{"rung": "call\x1b]52;c;x\x07", "on": "2026-11-01"}]}}
    two.write(doing(Change("sections", None, said, "reminders")))
    one.merge(two)
    kept = one.records.sections["reminders"]["skipped"]["R-1"]
    assert kept == [{"rung": "call\ufffd]52;c;x\ufffd", "on": "2026-11-01"}]
    two.write(doing(Change("sections", None, {"name": "4111 1111 1111 1111"}, "person")))
    before = one.records
    with pytest.raises(Invalid, match="card number"):
        one.merge(two)
    assert one.records == before


def test_evidence_comes_with_its_bytes(copies: Copies) -> None:
    from footprint.workspace import evidence

    one, two = apart(copies, item("a"))
    two.write(evidence.attach("a", "closed.txt", b"closed", TODAY), contents=[b"closed"])
    one.merge(two)
    (kept,) = one.records.evidence.values()
    assert one.content(kept.sha256) == b"closed"
    assert_sound(one)


def test_another_vault_and_the_vault_itself_are_refused(copies: Copies) -> None:
    one, other = copies.first(), copies.first()
    with pytest.raises(Refused, match="another vault"):
        one.merge(other)
    with pytest.raises(Refused, match="the vault itself"):
        one.merge(one)


def test_a_backup_is_made_before(copies: Copies) -> None:
    one, two = apart(copies, item("a"))
    two.write(adding(item("b")))
    one.keeps_backups = True
    one.merge(two)
    (made,) = backups.listed(one.path)
    assert made.reason == backups.MERGE
    with Vault.open(made.path, "p", query_only=True) as backup:
        assert set(backup.records.items) == {"a"}


MERGING = """
import sys
from footprint.vault import Vault
vault, other = Vault.open(sys.argv[1], "p"), Vault.open(sys.argv[2], "p", query_only=True)
print("ready", flush=True)
vault.merge(other)
print("done", flush=True)
"""


def test_no_kill_during_a_merge_leaves_half_of_it(copies: Copies, tmp_path: Path) -> None:
    one, two = apart(copies, item("a", notes="was"))
    one.write(items.edit("a", {"notes": "one"}))
    two.write(items.edit("a", {"notes": "two"}))
    two.write(adding(*(item(f"i{n}", notes="x" * 500) for n in range(200))))
    before, after = one.records, one.merged_with(two).records
    one.close()
    whole, found = one.path.read_bytes(), []
    for number, late in enumerate(moments(KILLS // 3, 0.3, seed=15)):
        path = tmp_path / f"m{number}" / "vault.footprint"
        path.parent.mkdir()
        path.write_bytes(whole)
        path.chmod(0o600)
        said = kill(MERGING, path, two.path, after=late)
        with Vault.open(path, "p") as again:
            assert again.records in (before, after)
            assert not said or again.records == after
            found.append(again.records == after)
            assert all(finding.ok for finding in again.check())
    print(f"merge killed {len(found)} times: {sum(found)} whole, 0 half")
