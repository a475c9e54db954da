"""The plans that every program is given: the example's, one of hostile names, a deadlock."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import hostile

from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.plan import Plan, plan
from footprint.workspace.demo import example

TODAY = date(2026, 11, 23)


class Planned(NamedTuple):
    """A plan with its records, and what the exit is called."""

    plan: Plan
    records: Records
    exit_id: str


def plans() -> Iterator[Planned]:
    """Yield the example's exit, one of everything hostile, and two accounts in a circle."""
    records = example(TODAY)
    for exit_ in records.exits.values():
        found = plan(
            records,
            exit_.goal,
            TODAY,
            by=exit_.by,
            decisions=exit_.decisions,
            completions=exit_.completions,
        )
        yield Planned(found, records, exit_.id)
    records = hostile.records()
    yield Planned(plan(records, ["platform"], TODAY), records, "leave")
    twins = [Item.from_json({"id": id_, "kind": "service", "name": id_}) for id_ in "ab"]
    links = [
        Link.from_json({"from": one, "relation": "signs_in_with", "to": other})
        for one, other in ("ab", "ba")
    ]
    records = Records.of(twins, links)
    yield Planned(plan(records, ["a", "b"], TODAY), records, "twins")
