"""How long an answer is expected to take: by the request's own rule, else the suggested one."""

from datetime import date

from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.planner.plan import plan
from footprint.requests.expected import expected_by, expected_days
from footprint.requests.table import load

TODAY = date(2026, 11, 23)


def other_rule() -> str:
    """Return a rule that expects another number of days for an erasure in Japan."""
    usual = expected_days("erasure", "JP")
    return next(
        rule for rule in load().ids() if expected_days("erasure", "JP", regime=rule) != usual
    )


def test_a_rule_that_was_chosen_counts_and_one_that_is_unknown_does_not() -> None:
    rule = other_rule()
    assert expected_days("erasure", "JP", regime="NO-SUCH-RULE") == expected_days("erasure", "JP")
    usual = expected_by("erasure", "JP", TODAY)
    assert expected_by("erasure", "JP", TODAY, regime=rule) != usual


def test_a_step_that_has_its_request_is_expected_by_that_ones_rule() -> None:
    rule = other_rule()
    shop = Item.from_json({"id": "shop", "kind": "shop", "name": "Shop", "country": "JP"})
    draft = {"id": "R-2026-0001", "kind": "erasure", "item": "shop", "regime": rule}
    found = {}
    for name, requests in (("usual", []), ("own", [Request.from_json(draft)])):
        step = plan(Records.of([shop], requests=requests), ["shop"], TODAY).step(
            "request_erasure:shop"
        )
        assert step is not None
        found[name] = step.expected_days
    assert found["usual"] == expected_days("erasure", "JP")
    assert found["own"] == expected_days("erasure", "JP", regime=rule)
