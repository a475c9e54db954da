"""An exported step says what is changed, to what, and behind which login: paper has no other."""

from datetime import date

import pytest

from footprint.export.formats import render
from footprint.model.exits import Decision
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.plan import plan

TODAY = date(2026, 11, 23)
ITEMS_OF = (
    {"id": "old", "kind": "contact", "name": "old@mail.example", "type": "email"},
    {"id": "new", "kind": "contact", "name": "new@mail.example", "type": "email"},
    {"id": "books", "kind": "shop", "name": "Bookshop", "login": "me"},
    {"id": "visa", "kind": "instrument", "name": "Old Visa", "replaced_by": "visa-2"},
    {"id": "visa-2", "kind": "instrument", "name": "New Visa"},
    {"id": "copy", "kind": "payment_method", "name": "Visa at Films"},
    {"id": "films", "kind": "service", "name": "Films"},
    {
        "id": "plan",
        "kind": "subscription",
        "name": "Films Standard",
        "cancel": {"needs_login": "films"},
    },
)
LINKS = (
    ("books", "registered_with", "old"),
    ("copy", "stored_at", "films"),
    ("copy", "draws_on", "visa"),
    ("plan", "charged_to", "copy"),
    ("plan", "provided_by", "films"),
)


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_old_and_the_new_stand_with_the_step(form: str) -> None:
    records = Records.of(
        [Item.from_json(item) for item in ITEMS_OF],
        [Link.from_json({"from": a, "relation": r, "to": b}) for a, r, b in LINKS],
    )
    move = Decision(item="books", decision="move", to="new")
    planned = plan(records, ["old", "visa"], TODAY, decisions=[move])
    text = render(form, planned, records, "change")
    assert "So far: old" in text and "From now on: new" in text
    assert "Replace “Visa at Films” by “New Visa”" in text
    assert "What “Visa at Films” pays fails: Films Standard." in text


def test_what_is_kept_has_no_box() -> None:
    records = Records.of(
        [Item.from_json(item) for item in ITEMS_OF],
        [Link.from_json({"from": a, "relation": r, "to": b}) for a, r, b in LINKS],
    )
    keep = Decision(item="books", decision="keep")
    planned = plan(records, ["old"], TODAY, decisions=[keep])
    lines = render("md", planned, records, "change").splitlines()
    (kept,) = [line for line in lines if "Bookshop”**" in line]
    assert kept.startswith("- **")
