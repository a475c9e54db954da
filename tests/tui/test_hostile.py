"""Data that would like to be obeyed appears literally, everywhere, and crashes nothing."""

import pytest
from driving import press, screen, settle, toasts

from footprint.workspace import Workspace, items, links, requests
from footprint.workspace import exits as exit_actions

HOSTILE = [
    "[ACME] shop",
    "[/x]",
    "[@click=app.quit]press",
    "{name} %s $accent :smile:",
    "\x1b]52;c;QQ==\x07clip",
    "abc\u202edef",
    "楽天🎉市場 mix " + "長" * 90,
    "x" * 200,
]
STEPS = (
    ["2"],
    ["enter"],
    ["e"],
    ["escape"],
    ["l"],
    ["enter"],
    ["escape", "r"],
    ["escape", "3"],
    ["4"],
    ["question_mark"],
    ["escape", "1"],
)


def fill(workspace: Workspace, name: str, n: int) -> None:
    """Record a platform, what hangs on it, a request and an exit, all called `name`."""
    platform, card, copy, order = f"p{n}", f"card{n}", f"copy{n}", f"order{n}"
    order_fields = {
        "id": order,
        "name": name,
        "price": {"amount": "1", "currency": "JPY"},
        "cycle": {"every": 1, "unit": "month"},
        "first_charge_on": "2026-11-25",
        "cancel": {"note": name, "form": name[:60]},
    }
    linked = (
        (order, "provided_by", platform),
        (order, "charged_to", copy),
        (copy, "stored_at", platform),
        (copy, "draws_on", card),
    )
    for action in (
        items.add("service", {"id": platform, "name": name, "notes": name, "login": name[:60]}),
        items.add("instrument", {"id": card, "name": name}),
        items.add("payment_method", {"id": copy, "name": name}),
        items.add("subscription", order_fields),
        *(links.add({"from": a, "relation": r, "to": b}) for a, r, b in linked),
        requests.ask("cancellation", order, workspace.today, "email", text=name),
        exit_actions.save(f"leave {n}", [platform], workspace.today),
    ):
        workspace.do(action)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_hostile_name_is_only_a_name(empty: Workspace, run, size: tuple[int, int]) -> None:
    for n, name in enumerate(HOSTILE):
        fill(empty, name, n)
    names = {item.name[:6] for item in empty.records.items.values()}
    seen = ""
    async with run(empty, size) as pilot:
        await settle(pilot)
        for keys in (["1"], *STEPS):
            await press(pilot, *keys)
            seen += screen(pilot)
            for strip in pilot.app.screen._compositor.render_strips():
                assert strip.cell_length == size[0]
        assert not set(seen) & {"\x1b", "\x07", "\u202e", "\x00"}
        assert {name for name in names if name not in seen} == set()
        assert pilot.app.is_running


async def test_what_is_said_about_it_is_literal_too(empty: Workspace, run) -> None:
    for n, name in enumerate(HOSTILE):
        empty.do(items.add("service", {"id": f"p{n}", "name": name}))
    names = {item.name for item in empty.records.items.values()}
    async with run(empty) as pilot:
        await press(pilot, "2")
        said = ""
        for _name in names:
            await press(pilot, "x")
            said += "".join(toasts(pilot))
        assert not empty.records.items
        assert {name for name in names if f"Removed “{name}”" not in said} == set()
        assert pilot.app.is_running
