"""Deciding about an item: Enter alone changes nothing, and a new address takes all over."""

from datetime import date
from pathlib import Path

from driving import settle
from writing import adding, doing, item, link

from footprint.model.changes import Change
from footprint.tui.app import FootprintApp
from footprint.tui.screens.decide import DecideScreen
from footprint.tui.widgets.record_list import RecordList
from footprint.workspace import Workspace, exits

TODAY = date(2026, 11, 24)


async def test_enter_alone_decides_nothing_new(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "vault.footprint", "pass", TODAY)
    people = [item(name, "contact", type="email") for name in ("old", "new")]
    workspace.do(adding(*people, item("film", login="me")))
    workspace.do(doing(Change("links", None, link("film", "registered_with", "old"))))
    workspace.do(exits.save("mail", ["old"], TODAY))
    app = FootprintApp(workspace=workspace, today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_exit("mail")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, DecideScreen)
        assert app.screen.query_one(RecordList).highlighted == "move"
        await pilot.press("enter")
        await settle(pilot)
        plan = workspace.plan_exit(workspace.records.exits["mail"])
        assert [step.action for step in plan.steps] == ["change_contact", "give_up_contact"]
