"""Forms: every field of every kind, what is wrong told at its place, nothing typed is lost."""

from typing import Any

import pytest
from driving import press, screen, settle, toasts
from textual.pilot import Pilot

from footprint.model.items import KINDS
from footprint.tui.fields import form_of
from footprint.tui.screens.form import FieldRow, FormScreen
from footprint.workspace import Workspace, items

FULL: dict[str, dict[str, Any]] = {
    "subscription": {
        "price": {"amount": "3980", "currency": "JPY"},
        "cycle": {"every": 2, "unit": "week"},
        "notice": {"days": 7, "to": "month_end"},
        "price_changes": [{"from": "2027-01-31", "price": {"amount": "4200", "currency": "JPY"}}],
        "paused": [{"from": "2027-01-01", "until": "2027-02-28"}],
        "charges_left": 3,
        "cancel": {"email": ["a@b.example", "c@d.example"], "difficulty": "hard", "undo_days": 8},
        "handover": {"wish": "cancel", "note": "ask\nAoi"},
    },
    "instrument": {"type": "card", "last4": "1234", "expires": "2027-03", "holds": ["card"]},
    "balance": {"amount": "12400", "unit": "points", "expires_on": "2026-12-31"},
    "service": {"aliases": ["a", "b"], "country": "JP", "holds": ["name", "files"], "tags": ["x"]},
    "contact": {"type": "email", "value": "me@mail.example"},
    "mailing_list": {"channel": "post", "unsubscribe": {"url": "https://x.example/"}},
    "shop": {"closing": {"phone": "+81-3-0000-0000", "note": "weekdays"}, "status": "ending"},
    "payment_method": {"label": "Visa 1234", "certainty": "suspected"},
}


def row(pilot: Pilot[int], path: str) -> FieldRow:
    return next(r for r in pilot.app.screen.query(FieldRow) if r.field.path == path)


async def open_form(pilot: Pilot[int], kind: str, item: str | None, workspace: Workspace) -> None:
    await settle(pilot)
    pilot.app.push_screen(FormScreen(kind, workspace.records.items[item] if item else None))
    await settle(pilot)


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_the_model_is_missing(kind: str, empty: Workspace) -> None:
    shown = {
        f.path.split(".")[0] for _h, fields in form_of(kind, empty.records, "JPY") for f in fields
    }
    assert shown == set(KINDS[kind].fields()) - {"id", "kind"}
    empty.close()


async def test_what_is_recorded_is_shown_and_saved_as_it_was(empty: Workspace, run) -> None:
    for kind, fields in FULL.items():
        empty.do(items.add(kind, {"id": kind, "name": kind, **fields}))
    async with run(empty) as pilot:
        for kind in FULL:
            await open_form(pilot, kind, kind, empty)
            before = empty.records.items[kind]
            assert pilot.app.screen._changes(before) == ({}, [])
            row(pilot, "name").editor.load("renamed")
            await press(pilot, "ctrl+s")
            assert not [str(w.render()) for w in pilot.app.screen.query(".wrong")]
            after = empty.records.items[kind]
            assert after.to_json() == {**before.to_json(), "name": "renamed"}


async def test_a_new_item_is_typed_in_and_saved(empty: Workspace, run) -> None:
    async with run(empty, (80, 24)) as pilot:
        await press(pilot, "2", "a")
        await pilot.press(*"subsc")
        await press(pilot, "enter")
        await pilot.press(*"Coffee", "tab", *"3980", "tab", "tab", "tab", "right", "right", "space")
        await press(pilot, "ctrl+s")
        made = empty.records.items["coffee"].to_json()
        assert made["price"] == {"amount": "3980", "currency": "JPY"}
        assert made["cycle"] == {"every": 1, "unit": "month"}
        assert pilot.app.screen.subject == "coffee"


async def test_emptying_a_field_removes_it(empty: Workspace, run) -> None:
    empty.do(items.add("shop", {"id": "s", "name": "s", **FULL["shop"]}))
    async with run(empty) as pilot:
        await open_form(pilot, "shop", "s", empty)
        row(pilot, "closing.phone").editor.load(None)
        await press(pilot, "ctrl+s")
        assert empty.records.items["s"].to_json()["closing"] == {"note": "weekdays"}


@pytest.mark.parametrize(
    ("kind", "path", "value", "sentence"),
    [
        ("subscription", "price", {"amount": "39.5", "currency": "JPY"}, "JPY has no decimals"),
        ("subscription", "price", {"amount": "-1", "currency": "JPY"}, "never negative"),
        ("subscription", "ends_on", "31.12.2026", "YYYY-MM-DD"),
        ("service", "login", "4111 1111 1111 1111", "last four digits"),
        ("service", "country", "Japan", "ISO 3166"),
        ("service", "name", None, "Give it a name"),
        ("service", "closing.email", ["nobody"], "e-mail address"),
        ("subscription", "paused", [{"from": "2027-02-01", "until": "2027-01-01"}], "pause ends"),
        ("instrument", "replaced_by", "no such card", "id"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field(
    empty: Workspace, run, kind: str, path: str, value: Any, sentence: str
) -> None:
    async with run(empty) as pilot:
        await open_form(pilot, kind, None, empty)
        row(pilot, "name").editor.load("x")
        row(pilot, path).editor.load(value)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen)
        wrong = row(pilot, path).query(".wrong").first()
        assert sentence in str(wrong.render())
        assert "4111" not in str(wrong.render())
        assert not empty.records.items


async def test_what_was_typed_is_there_again(empty: Workspace, run) -> None:
    async with run(empty) as pilot:
        await open_form(pilot, "service", None, empty)
        await pilot.press(*"Half")
        await press(pilot, "escape")
        assert "Not saved" in toasts(pilot)[-1]
        await open_form(pilot, "service", None, empty)
        assert row(pilot, "name").editor.read() == "Half"
        assert "Half" in screen(pilot)


@pytest.mark.parametrize("key", ["1", "f1", "ctrl+p"])
async def test_what_is_opened_over_it_while_it_saves_stays(key: str, empty: Workspace, run) -> None:
    empty.do(items.add("service", {"id": "s", "name": "Old"}))
    async with run(empty) as pilot:
        app = pilot.app
        await press(pilot, "2", "e")
        row(pilot, "name").editor.load("New")
        app.set_focus(None)
        with app._turn:
            await pilot.press("ctrl+s")
            await pilot.press(key)
            over = app.screen
            assert not isinstance(over, FormScreen)
        await settle(pilot)
        assert app.screen is over
        assert empty.records.items["s"].name == "New"
        assert app._unfinished() == {}
        await press(pilot, "2" if key == "1" else "escape")
        assert app.screen_stack == [app.screen]
        assert app.current_mode == "inventory"
