"""What a vault says about reminders, read entry by entry: what is understood counts."""

from datetime import date
from typing import Any

import pytest

from footprint.model.reminders import NONE, Reminders, read

GOOD: dict[str, Any] = {
    "snoozed": {"charge:a:2026-11-29": "2026-12-01"},
    "acknowledged": {"reply:R-1:2026-11-01": "2026-11-02"},
    "skipped": {"R-1": [{"rung": "call", "on": "2026-11-02"}]},
    "leads": {"cut_off": 60},
    "item_leads": {"a": {"charge": 3}},
}


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("leads", {"nonsense": 3}),
        ("leads", {"charge": "soon"}),
        ("leads", {"charge": 9000}),
        ("item_leads", {"a": {"nonsense": 3}}),
        ("item_leads", {"b": 5}),
        ("snoozed", {"x": "tomorrow"}),
        ("acknowledged", {"x": None}),
        ("skipped", {"R-2": [{"rung": "call"}]}),
        ("skipped", {"R-2": "all"}),
        ("skipped", {"R-2": {}}),
        ("later", {"x": [1]}),
    ],
)
def test_one_unknown_entry_takes_no_other_along(part: str, wrong: dict[str, Any]) -> None:
    document = {**GOOD, part: {**wrong, **GOOD.get(part, {})}}
    if part == "item_leads" and "a" in wrong:
        document[part] = {"a": {**wrong["a"], "charge": 3}}
    found, whole = read(document), read(GOOD)
    assert whole != NONE
    for name in ("snoozed", "acknowledged", "leads"):
        assert getattr(found, name) == getattr(whole, name)
    assert found.skipped["R-1"] == whole.skipped["R-1"]
    assert not any(found.skipped.get("R-2", ()))
    assert found.item_leads["a"] == {"charge": 3}


@pytest.mark.parametrize("part", sorted(GOOD))
@pytest.mark.parametrize("wrong", [None, 5, "all", [], ["x"]])
def test_one_part_that_is_none_takes_no_other_along(part: str, wrong: object) -> None:
    found, left = read({**GOOD, part: wrong}), read({**GOOD, part: {}})
    assert found == left


def test_of_several_rungs_those_that_are_understood_count() -> None:
    good, bad = GOOD["skipped"]["R-1"][0], {"rung": 5}
    found = read({"skipped": {"R-1": [bad, good]}})
    assert [one.on for one in found.skipped["R-1"]] == [date(2026, 11, 2)]
    assert isinstance(found, Reminders)
