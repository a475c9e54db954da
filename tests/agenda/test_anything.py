"""Whatever was logged about whatever subscription: a next step, letters, and each reminder once."""

import random
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from footprint.agenda.due import agenda, due
from footprint.errors import Refused
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import OUTCOMES, Entry, EntryType, Request, RequestKind
from footprint.requests.entries import check_entry
from footprint.requests.letters import LANGUAGES, case_of, purposes_for, write
from footprint.requests.machine import standings

BEGIN = date(2026, 1, 1)


def subscription(dice: random.Random) -> dict[str, Any]:
    """Return one that is charged, ended and cancelled in any way, or of which little is known."""
    made: dict[str, Any] = {"id": "o", "kind": "subscription", "name": "O"}
    made["status"] = dice.choice(["open", "ending", "ended"])
    place = dice.choice(["JP", "DE", "GB", "US-CA", "NZ", "ZA", None])
    made |= {"country": place} if place else {}
    if dice.random() < 0.8:
        unit = dice.choice(["day", "week", "month", "year"])
        made["cycle"] = {"every": dice.randint(1, 3), "unit": unit}
        made["first_charge_on"] = BEGIN + timedelta(dice.randint(-900, 500))
    if dice.random() < 0.5:
        made["notice"] = dice.choice([{"days": 7}, {"months": 3, "to": "term_end"}, {"weeks": 2}])
    if dice.random() < 0.6:
        made["cancel"] = {"email": ["a@x.example", "b@x.example"], "phone": "+81-3-0000-0000"}
    return made


def request(dice: random.Random, number: int, kind: str) -> Request:
    """Return one with up to nine entries of any type that make sense after another."""
    made = Request.from_json({"id": f"R-{number}", "kind": kind, "item": "o"})
    day = BEGIN + timedelta(dice.randint(0, 60))
    for _ in range(dice.randint(0, 9)):
        of = dice.choice(get_args(EntryType))
        entry: dict[str, Any] = {"type": of, "direction": dice.choice(["in", "out"])}
        entry["on"] = day + timedelta(dice.randint(0, 40))
        entry["outcome"] = dice.choice(OUTCOMES[of]) if of in OUTCOMES else None
        entry["what"] = dice.choice(["charge", "parcel", "mail"]) if of == "incident" else None
        entry["until"] = entry["on"] + timedelta(dice.randint(0, 200))
        entry["to"] = dice.choice(["a@x.example", "b@x.example", None])
        try:
            read = Entry.from_json(entry)
            check_entry(made, read)
        except Refused:
            continue
        made = made.changed(log=(*made.log, read))
        day = max(day, read.on)
    return made


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_logged_there_is_a_next_step(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        kinds = dice.sample(get_args(RequestKind), 3)
        requests = [request(dice, n, kind) for n, kind in enumerate(kinds)]
        records = Records.of([Item.from_json(subscription(dice))], [], requests)
        today = BEGIN + timedelta(dice.randint(0, 500))
        found = standings(records, today)
        for each in requests:
            standing = found[each.id]
            assert standing.next is not None or not standing.is_open, (each, standing)
            assert standing.next is None or "{" not in standing.next.sentence()
            assert standing.due is None or standing.is_overdue == (standing.due.date < today)
            case = case_of(records, each, standing, today)
            assert write(case, dice.choice(LANGUAGES), purposes_for(case)[0]).body
        coming = agenda(records, found, today, {}, 90)
        assert len({one.key for one in coming}) == len(coming)
        assert all(one.text for one in due(records, found, today, {}))
