"""What an exit is called, and what leaving everything names."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from footprint.i18n import set_language
from footprint.model.exits import Decision, Exit
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.snapshot import loads
from footprint.planner import explain
from footprint.planner.goals import everything, is_everything
from footprint.planner.plan import plan

TODAY = date(2026, 11, 23)
RAKUTEN = Path(__file__).parents[1] / "cases" / "rakuten.json"
ITEMS_OF = [
    {"id": "market", "kind": "service", "name": "楽天市場"},
    {"id": "search", "kind": "service", "name": "Google"},
    {"id": "host", "kind": "service", "name": "New host"},
    {"id": "visa", "kind": "instrument", "name": "VISA ••1234", "type": "card"},
    {"id": "bank", "kind": "instrument", "name": "Giro", "type": "bank_account"},
    {"id": "copy", "kind": "payment_method", "name": "VISA @ 楽天市場"},
    {"id": "news", "kind": "mailing_list", "name": "ニュース"},
    {"id": "old", "kind": "mailing_list", "name": "Old letters", "status": "ended"},
    {"id": "order", "kind": "subscription", "name": "コーヒー"},
    {"id": "points", "kind": "balance", "name": "Points"},
    {"id": "mail", "kind": "contact", "name": "me@gmail.com", "type": "email"},
    {"id": "home", "kind": "contact", "name": "Hauptstr. 1", "type": "address"},
    {"id": "hers", "kind": "contact", "name": "Mum's number", "owner": "Mum"},
]
RECORDS = Records.of(
    [Item.from_json(item) for item in ITEMS_OF],
    [Link.from_json({"from": "copy", "relation": "stored_at", "to": "market"})],
)


def called(*goal: str, decisions: tuple[Decision, ...] = ()) -> str:
    """Return the title, which is the same for an exit and for its plan."""
    exit_ = Exit(id="x", goal=goal, decisions=decisions)
    planned = plan(RECORDS, goal, TODAY, decisions=decisions)
    if list(goal) == sorted(goal):
        assert explain.goal_title(planned, RECORDS) == explain.goal_title(exit_, RECORDS)
    return explain.goal_title(exit_, RECORDS)


@pytest.mark.parametrize(
    ("goal", "title", "in_japanese"),
    [
        ("market", "Leave 楽天市場", "楽天市場を退会する"),
        ("market search", "Leave 楽天市場, Google", "楽天市場、Googleを退会する"),
        ("visa", "Retire VISA ••1234", "VISA ••1234を手放す"),
        ("bank", "Close Giro", "Giroを解約する"),
        ("copy", "Remove VISA @ 楽天市場", "VISA @ 楽天市場を削除する"),
        ("order", "Cancel コーヒー", "コーヒーを解約する"),
        ("news", "Unsubscribe ニュース", "ニュースの配信を止める"),
        ("points", "Spend Points", "Pointsを使い切る"),
        ("mail", "Give up me@gmail.com", "me@gmail.comの利用をやめる"),
        ("home", "Move house: Hauptstr. 1", "引っ越し: Hauptstr. 1"),
        ("market visa", "Let go of 楽天市場, VISA ••1234", "楽天市場、VISA ••1234を手放す"),
        (
            "copy home mail visa",
            "Let go of VISA @ 楽天市場, Hauptstr. 1 and 2 more",
            "VISA @ 楽天市場、Hauptstr. 1ほか2件を手放す",
        ),
    ],
)
def test_an_exit_is_called_after_what_becomes_of_its_goals(
    goal: str, title: str, in_japanese: str
) -> None:
    assert called(*goal.split()) == title
    try:
        set_language("ja")
        assert called(*goal.split()) == in_japanese
    finally:
        set_language("en")


def test_an_address_that_is_moved_is_not_given_up() -> None:
    moved = (Decision(item="mail", decision="move", to="host"),)
    assert called("mail", decisions=moved) == "Move me@gmail.com to another provider"


def test_everything_names_what_other_things_hang_on_and_what_would_not_follow() -> None:
    goal = everything(RECORDS, TODAY)
    # The copy follows the market; the old list has ended; the number is hers.
    assert set(goal) == {item["id"] for item in ITEMS_OF} - {"copy", "old", "hers"}
    assert called(*goal) == "Leave everything"
    assert called(*goal[:-5]) != "Leave everything"


def test_some_of_many_alike_are_not_everything() -> None:
    lists = [{"id": f"l{n}", "kind": "mailing_list", "name": f"List {n}"} for n in range(10)]
    open_ones = Records.of(Item.from_json(item) for item in lists)
    goal = everything(open_ones, TODAY)
    assert len(goal) == 10
    assert is_everything(goal, open_ones)
    assert not is_everything(goal[:4], open_ones)
    gone = [Item.from_json({**item, "status": "ended"}) for item in lists]
    assert not is_everything(goal, Records.of(gone))


def test_what_has_ended_by_now_is_not_in_everything() -> None:
    ending = {"id": "gone", "kind": "service", "name": "Gone", "status": "ending"}
    made = Item.from_json({**ending, "ended_on": TODAY})
    records = RECORDS.having("items", {**RECORDS.items, "gone": made})
    assert "gone" not in everything(records, TODAY)
    assert "gone" in everything(records, TODAY - timedelta(days=1))
    assert is_everything(everything(records, TODAY), records)


def test_everything_ends_in_the_plan_of_everything() -> None:
    records = loads(RAKUTEN.read_bytes())
    planned = plan(records, everything(records, TODAY), TODAY)
    ending = {one.item for one in planned.affected if one.decision == "end"}
    mine = {i.id for i in records.items.values() if i.status != "ended" and not i.owner}
    assert ending >= mine
    assert "charge_continues" in {hazard.hazard for hazard in planned.verdict.hazards}
