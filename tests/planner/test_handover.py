"""The family's plan: what each item's wish makes of everything, each line with its reason."""

from datetime import date
from typing import Any

from hypothesis import given, settings

from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.handover import Handover, handover
from tests.planner.strategies import Vault, vaults

TODAY = date(2026, 11, 23)


def vault(links: str, kinds: dict[str, str], wishes: dict[str, str]) -> Records:
    """Return the records of links written `a relation b; …`, with the wish for some items."""
    made = []
    for name, kind in kinds.items():
        fields: dict[str, Any] = {"id": name, "kind": kind, "name": name}
        if name in wishes:
            fields["handover"] = {"wish": wishes[name]}
        made.append(Item.from_json(fields))
    ends = [link.split() for link in links.split(";") if link.strip()]
    return Records.of(
        made, [Link.from_json({"from": a, "relation": r, "to": b}) for a, r, b in ends]
    )


def steps(told: Handover) -> set[str]:
    assert told.plan is not None
    return {step.id for step in told.plan.steps}


def test_what_is_kept_goes_on_by_other_ways() -> None:
    told = handover(
        vault(
            "photos registered_with mail; photos signs_in_with google; storage provided_by photos;"
            "storage charged_to copy; copy stored_at photos; copy draws_on card",
            {
                "photos": "service",
                "storage": "subscription",
                "google": "service",
                "mail": "contact",
                "copy": "payment_method",
                "card": "instrument",
            },
            {"photos": "keep", "google": "cancel"},
        ),
        TODAY,
    )
    # The stored card and the storage belong to what is kept.
    assert told.keep == ("copy", "photos", "storage")
    assert told.cancel == ("google",)
    assert told.undecided == ("card", "mail")
    assert told.lost == ()
    # The card ends, so what goes on is paid by another; the login and the address change.
    assert steps(told) >= {
        "replace_payment:copy",
        "change_sign_in:photos",
        "change_contact:photos",
        "close_account:google",
        "retire_instrument:card",
        "give_up_contact:mail",
    }
    assert not steps(told) & {"cancel_subscription:storage", "close_account:photos"}


def test_what_can_be_moved_is_moved_and_what_cannot_is_told() -> None:
    told = handover(
        vault(
            "number provided_by carrier; bean sold_on market; box provided_by market",
            {
                "carrier": "service",
                "number": "contact",
                "market": "service",
                "bean": "shop",
                "box": "subscription",
            },
            {"number": "transfer", "bean": "keep", "box": "keep"},
        ),
        TODAY,
    )
    assert told.transfer == ("number",)
    # A number is ported and a shop found elsewhere; an order ends with who provides it.
    assert told.lost == ("box",)
    assert "move_contact:number" in steps(told)
    assert "request_erasure:bean" not in steps(told)


def test_ended_items_are_not_asked_about() -> None:
    kinds = {"old": "service", "new": "service"}
    records = vault("", kinds, {"old": "keep", "new": "keep"})
    old = records.items["old"].changed(status="ended")
    told = handover(Records.of([old, records.items["new"]], []), TODAY)
    assert told == Handover(("new",), (), (), (), (), None)


@settings(max_examples=60, deadline=None)
@given(vaults(most=10))
def test_every_open_item_is_told_of_once(drawn: Vault) -> None:
    told = handover(drawn.records, TODAY)
    groups = [*told.keep, *told.transfer, *told.cancel, *told.undecided]
    assert len(groups) == len(set(groups))
    assert set(told.lost) <= {*told.keep, *told.transfer}
    assert (told.plan is None) is not (told.cancel or told.undecided)


def test_what_follows_a_wish_and_ends_all_the_same_is_not_handed_over() -> None:
    told = handover(
        vault(
            "copy stored_at shop; copy draws_on card; other draws_on card",
            {"shop": "service", "copy": "payment_method", "other": "payment_method"}
            | {"card": "instrument"},
            {"shop": "transfer", "card": "cancel"},
        ),
        TODAY,
    )
    assert told.transfer == ("shop",)
    assert "copy" in told.undecided
    assert "remove_payment_method:copy" in steps(told)
