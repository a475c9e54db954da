"""Actions: what each does to the records, what it refuses, and that its inverse takes it back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from writing import item

from footprint import i18n
from footprint.errors import FootprintError, Refused, Usage
from footprint.model import snapshot
from footprint.model.changes import ChangeSet, apply
from footprint.model.integrity import check
from footprint.model.records import Records
from footprint.workspace import exits, items, links, reminders, requests, snapshots

TODAY = date(2026, 11, 23)
RAKUTEN = Path(__file__).parents[1] / "cases" / "rakuten.json"


@pytest.fixture
def story() -> Records:
    return snapshot.loads(RAKUTEN.read_bytes())


Action = Callable[[Records], ChangeSet]

DONE: dict[str, Action] = {
    "add": items.add("shop", {"name": "新しい店", "country": "JP"}),
    "edit": items.edit("coffee-order", {"price": {"amount": "4200", "currency": "JPY"}}),
    "edit a way": items.edit("coffee-order", {"cancel": {"phone": "+81-3-1111-1111"}}),
    "empty": items.edit("coffee-order", {}, ["notice", "cancel.phone"]),
    "rename": items.edit("rakuten-ichiba", {"id": "ichiba"}),
    "rename what is asked about": items.edit("coffee-order", {"id": "beans"}),
    "remove": items.remove("midori-coffee"),
    "remove a goal": items.remove("rakuten-ichiba"),
    "link": links.add({"from": "netflix", "relation": "recovers_with", "to": "phone"}),
    "unlink": links.remove("points", "held_at", "rakuten-ichiba"),
    "draft": requests.new("erasure", "midori-coffee", TODAY),
    "ask": requests.ask("erasure", "midori-coffee", TODAY, "email"),
    "log": requests.log(
        "r-2026-0001",
        {"on": TODAY, "direction": "in", "type": "answer", "outcome": "complete"},
        TODAY,
    ),
    "save": exits.save("Leave Netflix", ["netflix"], TODAY),
    "decide": exits.decide("leave-rakuten", "midori-dm", "keep", TODAY),
    "complete": exits.complete("leave-rakuten", "spend_balance:points", TODAY),
    "by": exits.finish_by("leave-rakuten", date(2027, 3, 31)),
    "drop": exits.remove("leave-rakuten"),
    "replace all": snapshots.take_in(Records(), replace=True),
}


@pytest.mark.parametrize("name", DONE)
def test_an_action_keeps_the_records_whole_and_its_inverse_takes_it_back(
    name: str, story: Records
) -> None:
    changes = DONE[name](story)
    assert changes
    after = apply(story, changes.changes)
    assert snapshot.to_document(after) != snapshot.to_document(story)
    assert list(check(after, lambda table, key: f"{table} {key}")) == []
    assert snapshot.dumps(apply(after, changes.inverse().changes)) == snapshot.dumps(story)
    assert "{" not in changes.sentence()


def test_what_was_done_is_told_with_the_day_as_one_writes_it_and_in_the_right_number() -> None:
    until = date(2026, 12, 1)
    for language, told in (("en", "1 Dec 2026"), ("ja", "2026年12月1日")):
        i18n.set_language(language)
        done = reminders.snooze("reply:R-1:x", until, TODAY)(Records())
        assert told in done.sentence()
    i18n.set_language("en")
    one, two = (item(f"s{number}") for number in (1, 2))
    for records, told in ((Records.of([one]), "1 item"), (Records.of([one, two]), "2 items")):
        done = snapshots.take_in(records)(Records())
        assert done.sentence() == f"Imported a snapshot with {told}"


REFUSED: dict[str, tuple[Action, type[FootprintError], str]] = {
    "unknown kind": (items.add("planet", {"name": "x"}), Usage, "planet"),
    "duplicate id": (items.add("shop", {"name": "x", "id": "netflix"}), Refused, "netflix"),
    "duplicate id by renaming": (items.edit("points", {"id": "netflix"}), Refused, "netflix"),
    "unknown field": (items.add("shop", {"name": "x", "hue": "red"}), Refused, "hue"),
    "dangling login": (
        items.edit("netflix", {"closing": {"needs_login": "gone"}}),
        Refused,
        "gone",
    ),
    "nothing to empty": (items.edit("netflix", {}, ["name"]), Refused, "name"),
    "unknown item": (items.remove("gone"), Refused, "gone"),
    "unknown relation": (
        links.add({"from": "netflix", "relation": "likes", "to": "phone"}),
        Usage,
        "likes",
    ),
    "wrong kinds": (
        links.add({"from": "netflix", "relation": "sold_on", "to": "phone"}),
        Refused,
        "携帯",
    ),
    "to itself": (
        links.add({"from": "netflix", "relation": "needs", "to": "netflix"}),
        Refused,
        "itself",
    ),
    "twice": (
        links.add({"from": "kobo", "relation": "part_of", "to": "rakuten-id"}),
        Refused,
        "already",
    ),
    "a circle": (
        links.add({"from": "rakuten-id", "relation": "part_of", "to": "kobo"}),
        Refused,
        "circle",
    ),
    "no such link": (links.remove("netflix", "needs", "phone"), Refused, "not linked"),
    "unknown request": (requests.log("R-1", {}, TODAY), Refused, "R-1"),
    "unknown rule": (requests.new("erasure", "netflix", TODAY, regime="MOON"), Refused, "MOON"),
    "answer without outcome": (
        requests.log("R-2026-0001", {"on": TODAY, "direction": "in", "type": "answer"}, TODAY),
        Refused,
        "complete, partial",
    ),
    "unknown exit": (exits.remove("nowhere"), Refused, "nowhere"),
    "exit twice": (exits.save("leave-rakuten", ["netflix"], TODAY), Refused, "already"),
    "an exit named like a card": (
        exits.save("4111 1111 1111 1111", ["netflix"], TODAY),
        Refused,
        "card number",
    ),
    "a day outside time": (
        exits.finish_by("leave-rakuten", date(9999, 12, 31)),
        Refused,
        "1900 to 2199",
    ),
    "an unknown part to empty": (
        items.edit("midori-coffee", {}, ["closing.nonsense"]),
        Refused,
        "closing.nonsense",
    ),
    "unknown step": (exits.complete("leave-rakuten", "dance:points", TODAY), Refused, "dance"),
    "future step": (
        exits.complete("leave-rakuten", "spend_balance:points", TODAY, date(2027, 1, 1)),
        Refused,
        "2027",
    ),
    "not empty": (snapshots.take_in(Records()), Refused, "--merge"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_facts_do_not_allow_is_refused_in_a_sentence(name: str, story: Records) -> None:
    action, kind, words = REFUSED[name]
    with pytest.raises(kind) as refused:
        action(story)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_renaming_reaches_every_mention(story: Records) -> None:
    after = apply(story, items.edit("rakuten-ichiba", {"id": "ichiba"})(story).changes)
    assert "rakuten-ichiba" not in snapshot.dumps(after)
    assert after.exits["leave-rakuten"].goal == ("ichiba",)


def test_merging_adds_what_is_new_and_leaves_what_is_there(story: Records) -> None:
    mine = apply(
        Records(), items.add("shop", {"name": "Netflix?", "id": "netflix-shop"})(Records()).changes
    )
    merged = apply(mine, snapshots.take_in(story, merge=True)(mine).changes)
    assert set(merged.items) == set(story.items) | {"netflix-shop"}
    assert not snapshots.take_in(story, merge=True)(merged)


def test_a_merge_that_would_close_a_circle_changes_nothing(story: Records) -> None:
    mine = Records.of(
        [story.items["kobo"], story.items["rakuten-id"]],
        [links.validated({"from": "rakuten-id", "relation": "part_of", "to": "kobo"})],
    )
    with pytest.raises(Refused):
        snapshots.take_in(story, merge=True)(mine)


def test_references_are_read_aloud_safe(story: Records) -> None:
    made = requests.new("erasure", "netflix", TODAY)(story).about or ""
    assert made.startswith("R-2026-")
    assert not set(made[7:]) & set("ILOU")


def test_an_exit_is_found_by_its_name_in_any_script(story: Records) -> None:
    for name in ("レンタルをやめる", "Ꭰ", "Straße", "楽天をやめる"):
        made = exits.save(name, ["netflix"], TODAY)(story)
        records = apply(story, made.changes)
        assert exits.find(records, made.about or "").id == made.about
        assert exits.find(records, name).id == made.about


def test_what_is_done_for_one_exit_is_taken_back_from_any(story: Records) -> None:
    again = exits.save("Again", ["rakuten-ichiba"], TODAY)(story)
    both = apply(story, again.changes)
    done = exits.complete("leave-rakuten", "spend_balance:points", TODAY)(both)
    both = apply(both, done.changes)
    with pytest.raises(Refused):
        exits.complete("again", "spend_balance:points", TODAY)(both)
    taken_back = apply(both, exits.reopen("again", "spend_balance:points")(both).changes)
    for exit_ in taken_back.exits.values():
        step = exits.plan_of(taken_back, exit_, TODAY).step("spend_balance:points")
        assert step is not None
        assert step.state == "ready"


def test_renaming_reaches_what_an_item_says_of_itself() -> None:
    account = item("old", closing={"needs_login": "old"})
    after = items.edit("old", {"id": "new"})(Records.of([account])).changes
    assert [change.after.closing.needs_login for change in after] == ["new"]


def test_an_exit_that_is_not_there_is_refused_with_those_that_are() -> None:
    one = Records.of([item("s1")])
    with pytest.raises(Refused) as refused:
        exits.find(one, "nope")
    assert str(refused.value) == (
        "There is no exit “nope”, and no other one. Make one with: footprint plan REF --save NAME"
    )
    saved = apply(one, exits.save("Leave it", ["s1"], TODAY)(one).changes)
    with pytest.raises(Refused, match="the exits are: leave-it[.]"):
        exits.find(saved, "nope")
