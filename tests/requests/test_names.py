"""Names: everything that a request's log and standing may hold can be told."""

from datetime import date
from typing import get_args

import catalogue

from footprint.model.requests import Entry, EntryType, Outcome
from footprint.requests.names import ENTRY_NAMES, OUTCOME_NAMES, entry_name, outcome_name
from footprint.requests.recipients import NAMELESS, SPELLINGS

DAY = date(2026, 11, 23)


def test_every_entry_that_a_snapshot_may_bring_has_a_name() -> None:
    for kind in get_args(EntryType):
        document = {"on": DAY, "direction": "in", "type": kind}
        if kind == "answer":
            # An answer always has its outcome.
            document["outcome"] = "complete"
        assert entry_name(Entry.from_json(document))
    said = set()
    for what in ("charge", "parcel", "mail"):
        entry = {"on": DAY, "direction": "in", "type": "incident", "what": what}
        said.add(entry_name(Entry.from_json(entry)))
    for outcome in ("done", "abandoned"):
        entry = {"on": DAY, "direction": "out", "type": "closed", "outcome": outcome}
        said.add(entry_name(Entry.from_json(entry)))
    assert len(said) == 5
    assert said <= set(ENTRY_NAMES.values())


def test_every_outcome_has_a_name() -> None:
    assert set(OUTCOME_NAMES) == set(get_args(Outcome))
    assert outcome_name("done") == "settled"


def test_whom_a_log_names_without_a_name_is_known_again_in_every_language() -> None:
    for recipient, nameless in NAMELESS.items():
        for path in catalogue.catalogues():
            said = {message.id: message.string for message in catalogue.read(path)}
            assert {nameless, said[nameless]} <= SPELLINGS[recipient]
