"""A card and an address are changed to the end: the records follow what was done, and undo it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from writing import adding, doing, entry, item, link, request

from footprint.errors import Refused
from footprint.model.changes import Change
from footprint.workspace import Workspace, exits
from footprint.workspace.finishing import finish, what_was_done
from footprint.workspace.incidents import judged

TODAY = date(2026, 11, 24)
PRICE = {"amount": "15", "currency": "EUR"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "vault.footprint", "pass", TODAY) as made:
        made.do(
            adding(
                item("old", "instrument", type="card"),
                item("new", "instrument", type="card"),
                item("film", login="me"),
                item("books", login="me"),
                item("film-card", "payment_method"),
                item("books-card", "payment_method"),
                item("plan", "subscription", price=PRICE, cycle={"every": 1, "unit": "month"}),
                item("a-x", "contact", type="email"),
                item("b-x", "contact", type="email"),
                item("phone", "contact", type="phone"),
            )
        )
        links = [
            link("film-card", "stored_at", "film"),
            link("film-card", "draws_on", "old"),
            link("books-card", "stored_at", "books"),
            link("books-card", "draws_on", "old"),
            link("plan", "provided_by", "film"),
            link("plan", "charged_to", "film-card"),
            link("film", "registered_with", "a-x", strength="should", note="by mail"),
            link("books", "registered_with", "a-x"),
        ]
        made.do(doing(*(Change("links", None, each) for each in links)))
        yield made


def carried_out(workspace: Workspace, exit_id: str) -> None:
    """Record every step as done that a person can do."""
    while True:
        plan = workspace.plan_exit(workspace.records.exits[exit_id])
        ready = [s for s in plan.steps if s.state == "ready" and not s.is_wait]
        if not ready:
            assert plan.is_finished
            return
        workspace.do(exits.complete(exit_id, ready[0].id, TODAY))


def test_a_new_card_takes_the_place_of_the_old_one(workspace: Workspace) -> None:
    workspace.do(exits.save("cards", ["old"], TODAY))
    workspace.do(exits.decide("cards", "film-card", "move", TODAY, "new"))
    carried_out(workspace, "cards")
    before = workspace.records
    workspace.do(finish("cards", TODAY))
    records = workspace.records
    assert records.targets("film-card", "draws_on") == ["new"]
    assert records.items["books-card"].status == "ended"
    assert (records.items["old"].status, records.items["old"].ended_on) == ("ended", TODAY)
    # Leaving the new one is not safe: everything hangs on it now, and nothing of it is done.
    plan = workspace.plan(["new"])
    assert not plan.verdict.safe
    assert plan.progress == (0, 2)
    workspace.undo()
    assert workspace.records == before


def test_a_new_address_is_given_once_for_all_that_hangs_on_the_old_one(
    workspace: Workspace,
) -> None:
    workspace.do(exits.save("mail", ["a-x"], TODAY))
    workspace.do(exits.decide("mail", "a-x", "move", TODAY, "b-x"))
    decided = workspace.records.exits["mail"].decisions
    assert {(d.item, d.decision, d.to) for d in decided} == {
        ("film", "move", "b-x"),
        ("books", "move", "b-x"),
    }
    carried_out(workspace, "mail")
    workspace.do(finish("mail", TODAY))
    moved = workspace.records.links["film", "registered_with", "b-x"]
    assert (moved.strength, moved.note) == ("should", "by mail")
    assert not workspace.records.links_to("a-x")
    assert not workspace.plan(["b-x"]).verdict.safe
    assert not workspace.do(finish("mail", TODAY))


def test_what_nobody_said_is_told_and_left_as_it_is(workspace: Workspace) -> None:
    workspace.do(exits.save("mail", ["a-x"], TODAY))
    workspace.do(exits.complete("mail", "change_contact:film", TODAY))
    found = what_was_done(workspace.records, "mail", TODAY)
    assert [step.id for step in found.unknown] == ["change_contact:film"]
    assert not workspace.do(finish("mail", TODAY))


def test_a_contract_goes_on_for_its_notice(workspace: Workspace) -> None:
    plan = workspace.records.items["plan"]
    changed = plan.changed(first_charge_on=date(2026, 1, 10))
    noticed = changed.from_json(
        {**changed.to_json(), "notice": {"months": 1}, "id": "plan", "kind": "subscription"}
    )
    workspace.do(doing(Change("items", plan, noticed)))
    workspace.do(exits.save("film", ["film"], TODAY))
    workspace.do(exits.complete("film", "cancel_subscription:plan", TODAY))
    workspace.do(finish("film", TODAY))
    ended = workspace.records.items["plan"]
    assert (ended.status, ended.ended_on) == ("ending", date(2026, 12, 24))


def test_the_notice_counts_from_the_day_they_were_told_not_from_their_answer(
    workspace: Workspace,
) -> None:
    beans = item(
        "beans",
        "subscription",
        price=PRICE,
        cycle={"every": 1, "unit": "month"},
        first_charge_on="2024-01-31",
        notice={"days": 7},
    )
    workspace.do(adding(beans))
    workspace.do(doing(Change("links", None, link("beans", "provided_by", "film"))))
    workspace.do(exits.save("film", ["film"], TODAY))
    asked = entry("2026-10-05")
    answered = entry("2026-11-10", "in", "answer", outcome="complete")
    told = request("q", "beans", asked, answered, kind="cancellation")
    workspace.do(doing(Change("requests", None, told)))
    workspace.do(finish("film", TODAY))
    ended = workspace.records.items["beans"]
    assert (ended.status, ended.ended_on) == ("ended", date(2026, 10, 12))
    charged_on = date(2026, 10, 31)
    assert judged(workspace.records, workspace.standings(), ended, charged_on).verdict == "wrong"


@pytest.mark.parametrize(
    ("about", "to"), [("film", "books"), ("a-x", "phone"), ("film-card", "b-x")]
)
def test_what_cannot_stand_there_is_refused(workspace: Workspace, about: str, to: str) -> None:
    workspace.do(exits.save("both", ["a-x", "old"], TODAY))
    before = workspace.records
    with pytest.raises(Refused):
        workspace.do(exits.decide("both", about, "move", TODAY, to))
    assert workspace.records == before


def test_another_exit_keeps_what_it_still_needs(workspace: Workspace) -> None:
    workspace.do(adding(item("c-x", "contact", type="email")))
    workspace.do(doing(Change("links", None, link("books", "registered_with", "c-x"))))
    for exit_id in ("a-x", "c-x"):
        workspace.do(exits.save(exit_id, [exit_id], TODAY))
        workspace.do(exits.decide(exit_id, "books", "move", TODAY, "b-x"))
    workspace.do(exits.complete("a-x", "change_contact:books", TODAY))
    before = workspace.plan_exit(workspace.records.exits["c-x"])
    assert before.verdict.safe
    workspace.do(finish("a-x", TODAY))
    assert workspace.plan_exit(workspace.records.exits["c-x"]).verdict.safe
    workspace.do(finish("c-x", TODAY))
    assert workspace.records.targets("books", "registered_with") == ["b-x"]
    assert not workspace.plan(["b-x"]).verdict.safe
