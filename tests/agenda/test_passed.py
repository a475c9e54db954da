"""A missed day loses nothing: what has passed is told as past, until somebody acts on it."""

from datetime import date, timedelta
from typing import Any

import pytest

from footprint.agenda.due import Due, agenda, due
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.machine import standings

ON = date(2026, 11, 10)
DAY = timedelta(days=1)
MONTHLY = {"every": 1, "unit": "month"}
TRIAL = {"kind": "subscription", "cycle": MONTHLY, "trial_ends_on": ON.isoformat()}
# Charged on the 20th; the last day to avoid that is the 10th.
PLAN = {
    "kind": "subscription",
    "cycle": {"every": 1, "unit": "year"},
    "first_charge_on": "2024-11-20",
    "notice": {"days": 10},
    "price": {"amount": "980", "currency": "JPY"},
}
CARD = {"kind": "instrument", "type": "card", "expires": "2026-11"}
VALUE = {"kind": "balance", "amount": "500", "unit": "point", "expires_on": ON.isoformat()}
ASKED = {"on": "2026-11-09", "direction": "out", "type": "request"}


def told(
    item: dict[str, Any],
    today: date,
    said: dict[str, Any] | None = None,
    *log: dict[str, Any],
    what: str | None = None,
) -> list[Due]:
    request = {"id": "R-1", "kind": "cancellation", "item": "it", "channel": "email", "log": log}
    records = Records.of(
        [Item.from_json({"id": "it", "name": "It", **item})],
        [],
        [Request.from_json(request)] if log else [],
    )
    records = records.having("sections", {"reminders": said} if said else {})
    found = due(records, standings(records, today), today, {})
    return [one for one in found if one.what == what or (what is None and one.what != "charge")]


PASSED = [
    (TRIAL, "trial_end", ON, "The trial ended on 10 Nov 2026, now it costs: “It”"),
    (
        PLAN,
        "cut_off",
        ON,
        "The last day to cancel has passed: “It” (next charge 20 Nov 2026)",
    ),
    (VALUE, "balance_expiry", ON, "“It” expired on 10 Nov 2026: 500 points"),
    (
        CARD,
        "card_expiry",
        date(2026, 11, 30),
        "“It” has expired; every place that stores it asks for another",
    ),
]
KINDS = [what for _item, what, _on, _text in PASSED]


@pytest.mark.parametrize(("item", "what", "on", "text"), PASSED, ids=KINDS)
def test_who_missed_the_day_is_told_on_the_next(
    item: dict[str, Any], what: str, on: date, text: str
) -> None:
    (before,) = told(item, on - DAY, what=what)
    for days in (1, 2, 9):
        after = told(item, on + days * DAY, what=what)[0]
        assert (after.on, after.urgency, after.text) == (on, "overdue", text)
        assert after.key == before.key
        assert after.remind_on == before.remind_on <= on


@pytest.mark.parametrize(("item", "what", "on", "_text"), PASSED, ids=KINDS)
def test_until_it_was_seen_or_sleeps_or_is_acted_on(
    item: dict[str, Any], what: str, on: date, _text: str
) -> None:
    after = on + DAY

    def late(
        today: date, said: dict[str, Any] | None = None, *log: dict[str, Any], **changed: str
    ) -> list[Due]:
        found = told({**item, **changed}, today, said, *log, what=what)
        return [one for one in found if one.on < today]

    (one,) = late(after)
    assert late(after, {"acknowledged": {one.key: "2026-11-01"}}) == []
    asleep = {"snoozed": {one.key: (after + DAY).isoformat()}}
    assert late(after, asleep) == []
    assert [each.key for each in late(after + DAY, asleep)] == [one.key]
    assert late(after, status="ended") == []
    if item["kind"] == "subscription":
        assert late(after, {}, ASKED) == []
        assert late(after, status="ending") == []


@pytest.mark.parametrize(
    ("item", "what", "days"),
    [(TRIAL, "trial_end", 31), (VALUE, "balance_expiry", 31), (CARD, "card_expiry", 400)],
)
def test_what_passed_long_ago_buries_nothing(item: dict[str, Any], what: str, days: int) -> None:
    assert told(item, ON + days * DAY, what=what) == []


def test_a_cancellation_that_came_back_hides_no_missed_day() -> None:
    today = ON + 3 * DAY
    assert told(PLAN, today, None, ASKED, what="cut_off") == []
    came_back = {**ASKED, "direction": "in", "type": "bounce"}
    (missed,) = told(PLAN, today, None, ASKED, came_back, what="cut_off")
    assert missed.on == ON and missed.urgency == "overdue"


def test_a_trial_of_what_ends_by_itself_costs_nothing() -> None:
    assert told({**TRIAL, "ends_on": ON.isoformat()}, ON + DAY, what="trial_end") == []


def test_a_missed_last_day_is_told_until_the_charge_comes() -> None:
    assert [one.on for one in told(PLAN, ON + 9 * DAY, what="cut_off")] == [ON]
    assert told(PLAN, ON + 10 * DAY, what="cut_off") == []


def test_what_can_be_cancelled_again_soon_is_never_late() -> None:
    for cycle, notice in ((MONTHLY, 10), ({"every": 1, "unit": "week"}, 7)):
        often = {**PLAN, "cycle": cycle, "notice": {"days": notice}}
        for days in range(31):
            found = told(often, ON + days * DAY, what="cut_off")
            assert found and all(one.urgency != "overdue" for one in found)


def test_a_term_that_was_missed_is_told_though_charges_go_on_every_month() -> None:
    """Cancelled by 10 Nov it ended on 10 Dec; now it goes on until 10 Dec 2027."""
    yearly = {
        **PLAN,
        "cycle": MONTHLY,
        "min_term_ends_on": "2026-12-10",
        "renews_for": {"every": 1, "unit": "year"},
        "notice": {"months": 1, "to": "term_end"},
    }
    (one,) = told(yearly, ON + 3 * DAY, what="cut_off")
    assert (one.on, one.urgency) == (ON, "overdue")
    assert "next charge 20 Dec 2026" in one.text
    assert told(yearly, ON + 31 * DAY, what="cut_off") == []


# -- how far ahead -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "what", "on"),
    [
        (TRIAL, "trial_end", ON),
        (PLAN, "cut_off", ON),
        (PLAN, "charge", date(2026, 11, 20)),
        (CARD, "card_expiry", date(2026, 11, 30)),
        (VALUE, "balance_expiry", ON),
    ],
)
@pytest.mark.parametrize("how", ["leads", "item_leads"])
def test_it_is_looked_for_as_early_as_it_is_told(
    item: dict[str, Any], what: str, on: date, how: str
) -> None:
    leads = {what: 200}
    said = {how: {"it": leads} if how == "item_leads" else leads}
    assert told(item, on - 200 * DAY, what=what) == []
    (one,) = [each for each in told(item, on - 200 * DAY, said, what=what) if each.on == on]
    assert one.remind_on == on - 200 * DAY
    assert not [each for each in told(item, on - 201 * DAY, said, what=what) if each.on == on]


def test_the_agenda_has_what_passed_as_well() -> None:
    records = Records.of([Item.from_json({"id": "it", "name": "It", **TRIAL})], [], [])
    found = agenda(records, {}, ON + DAY, {}, 30)
    assert [(one.what, one.on) for one in found if one.on <= ON] == [("trial_end", ON)]
