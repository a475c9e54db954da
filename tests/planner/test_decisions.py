"""Decisions, ended items, deadlocks and words: small vaults, each line with its reason."""

from datetime import date
from typing import Any

import pytest

from footprint.errors import Refused
from footprint.i18n import _
from footprint.model.exits import Completion, Decision
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.paths import impact, why
from footprint.planner.plan import Plan, plan
from footprint.planner.rules import RULES

TODAY = date(2026, 11, 23)
KINDS = {
    "a": "service",
    "b": "service",
    "c": "contact",
    "s": "subscription",
    "p": "payment_method",
    "i": "instrument",
    "l": "mailing_list",
    "h": "shop",
    "v": "balance",
}


def vault(links: str, **fields: dict[str, Any]) -> Records:
    """Return the records of links written `a relation b; …`; the first letter tells the kind."""
    made = [link.split() for link in links.split(";")]
    ids = sorted({end for source, _relation, target in made for end in (source, target)})
    items = [
        Item.from_json({"id": i, "kind": KINDS[i[0]], "name": i, **fields.get(i, {})}) for i in ids
    ]
    known = [
        Link.from_json({"from": source, "relation": relation, "to": target})
        for source, relation, target in made
    ]
    return Records.of(items, known)


def planned(records: Records, goal: str, *decisions: str) -> Plan:
    """Plan with decisions written `item=decision` or `item=move>to`."""
    made = []
    for decision in decisions:
        item, _equals, rest = decision.partition("=")
        wish, _arrow, to = rest.partition(">")
        made.append(Decision.from_json({"item": item, "decision": wish, "to": to or None}))
    return plan(records, goal.split(","), TODAY, decisions=made)


def decided(found: Plan) -> dict[str, str]:
    return {entry.item: entry.decision for entry in found.affected}


def states(found: Plan) -> dict[str, str]:
    return {step.id: step.state for step in found.steps}


def test_what_was_ended_by_hand_in_a_circle_still_leaves_behind_what_it_waited_for() -> None:
    """PLANNER 6: a hazard for each step, not behind you, that the end of the goal waits for."""
    records = vault("p stored_at h; h needs p")
    done = Completion(action="request_erasure", item="h", on=TODAY)
    found = plan(records, ["h"], TODAY, completions=[done])
    assert not found.deadlocks
    assert [(h.hazard, h.item) for h in found.verdict.hazards] == [("card_left_behind", "p")]
    assert not found.verdict.safe
    assert not found.is_finished
    paid = vault("s provided_by a; a needs s", a={"login": "me"})
    closed = Completion(action="close_account", item="a", on=TODAY)
    after = plan(paid, ["a"], TODAY, completions=[closed])
    assert ("charge_continues", "s") in {(h.hazard, h.item) for h in after.verdict.hazards}
    assert after.verdict.safe_on is not None
    assert after.verdict.safe_on > TODAY


def test_two_accounts_that_sign_in_with_each_other_are_a_deadlock_and_moving_opens_it() -> None:
    records = vault("a signs_in_with b; b signs_in_with a")
    stuck = planned(records, "a,b")
    assert [deadlock.steps for deadlock in stuck.deadlocks] == [
        ("close_account:a", "close_account:b")
    ]
    assert stuck.verdict.safe_on is None
    assert (stuck.deadlocks[0].try_item, stuck.deadlocks[0].try_decision) == ("a", "move")
    message = explain.deadlock_message(stuck.deadlocks[0], records)
    assert "Close “b”" in message
    assert "Way out" in message
    opened = planned(records, "a,b", "a=move")
    assert not opened.deadlocks
    assert "change_sign_in:a" in states(opened)


def test_an_account_registered_with_an_address_that_a_plan_bought_there_provides() -> None:
    records = vault(
        "a registered_with c; c provided_by s; s provided_by b; h sold_on a; "
        "s2 provided_by a; a recovers_with c; s charged_to p; p stored_at a"
    )
    stuck = planned(records, "a,s")
    assert len(stuck.deadlocks) == 1
    way = stuck.deadlocks[0]
    assert (way.try_item, way.try_decision) == ("a", "move")
    assert not planned(records, "a,s", "a=move").deadlocks


def test_an_address_that_dies_with_its_host_is_no_deadlock() -> None:
    records = vault("a registered_with c; c provided_by s; s provided_by b; b part_of a")
    assert not planned(records, "a,c").deadlocks


def test_keeping_a_shop_keeps_what_hangs_on_it() -> None:
    records = vault("h sold_on a; s provided_by h; p stored_at h; s charged_to p")
    kept = planned(records, "a", "h=keep")
    assert decided(kept) == {"a": "end", "h": "keep"}
    assert states(kept)["request_erasure:h"] == "accepted"
    assert [h.hazard for h in kept.verdict.hazards if h.accepted] == ["record_left_behind"]
    assert kept.verdict.safe


def test_moving_a_shop_lets_it_stay_with_its_own_sign_in() -> None:
    records = vault("h sold_on a; h signs_in_with a; s provided_by h")
    assert decided(planned(records, "a")) == {"a": "end", "h": "end", "s": "end"}
    moved = planned(records, "a", "h=move")
    assert decided(moved) == {"a": "end", "h": "move"}
    assert "change_sign_in:h" in states(moved)


def test_a_kept_copy_dies_all_the_same_for_what_is_charged_to_it() -> None:
    records = vault("p stored_at a; s charged_to p; s provided_by b")
    kept = planned(records, "a", "p=keep")
    assert states(kept)["remove_payment_method:p"] == "accepted"
    assert states(kept)["switch_payment:s"] == "ready"


@pytest.mark.parametrize(
    ("links", "goal", "decision", "told"),
    [
        ("s provided_by a", "a", "s=move", "ends with its provider “a”"),
        ("p stored_at a", "a", "p=move", "is stored at “a”, which ends"),
        ("c provided_by a; b registered_with c", "a", "c=keep", "only moved"),
        ("p draws_on i", "i", "i=move", "what you want to leave"),
        ("c provided_by a; l sent_by a", "a", "c=move>l", "that ends too"),
        ("s provided_by a", "nothing", "s=end", "There is no item “nothing”."),
    ],
)
def test_an_impossible_decision_is_refused(links: str, goal: str, decision: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(vault(links), goal, decision)
    assert told in str(refused.value)


def test_a_decision_about_what_is_not_affected_has_no_effect() -> None:
    records = vault("s provided_by a; l sent_by b")
    assert decided(planned(records, "a", "l=end", "b=keep")) == {"a": "end", "s": "end"}


def test_ending_an_account_that_would_only_move_draws_in_what_hangs_on_it() -> None:
    records = vault("b signs_in_with a; s provided_by b")
    assert decided(planned(records, "a")) == {"a": "end", "b": "move"}
    assert decided(planned(records, "a", "b=end")) == {"a": "end", "b": "end", "s": "end"}


def test_a_lost_card_that_has_ended_leaves_its_copies_and_subscriptions() -> None:
    charged = {"first_charge_on": "2026-01-10", "cycle": {"every": 1, "unit": "month"}}
    records = vault(
        "p draws_on i; p stored_at a; s charged_to p; s provided_by a; "
        "p2 draws_on i; p2 stored_at b",
        i={"status": "ended"},
        s=charged,
    )
    found = planned(records, "i")
    assert states(found) == {"replace_payment:p": "ready", "remove_payment_method:p2": "ready"}
    replaced = found.step("replace_payment:p")
    assert replaced
    assert replaced.latest == date(2026, 12, 9)
    assert {h.hazard for h in found.verdict.hazards} == {"payment_fails", "card_left_behind"}


def test_requirements_pass_through_what_has_ended() -> None:
    records = vault("l sent_by a; s provided_by a", a={"status": "ended", "login": "me"})
    found = planned(records, "a")
    assert "close_account:a" not in states(found)
    erasure = found.step("request_erasure:a")
    assert erasure
    assert {r.step for r in erasure.requires} == {"unsubscribe:l", "cancel_subscription:s"}
    assert erasure.state == "blocked"
    assert not found.verdict.safe


def test_an_automatic_step_is_done_by_itself() -> None:
    records = vault("c provided_by a; b registered_with c")
    found = planned(records, "a", "b=keep")
    step = found.step("give_up_contact:c")
    assert step
    assert (step.automatic, step.state) == (True, "done")


def test_what_moves_to_something_is_told() -> None:
    records = vault("b registered_with c; c provided_by a; b recovers_with c2")
    found = planned(records, "a", "c=move>b")
    assert [(e.item, e.to) for e in found.affected if e.to] == [("c", "b")]


def test_impact_and_why() -> None:
    records = vault(
        "s charged_to p; p stored_at a; s provided_by b; b signs_in_with a; v held_at a",
        s={"price": {"amount": "12.50", "currency": "EUR"}},
    )
    found = {(one.item, one.how): one for one in impact(records, "a", TODAY)}
    assert set(found) == {
        ("b", "change_sign_in"),
        ("p", "remove_payment_method"),
        ("s", "switch_payment"),
        ("v", "spend_balance"),
    }
    told = found["s", "switch_payment"]
    assert told.to_json() == {
        "item": "s",
        "how": "switch_payment",
        "via": ["p", "a"],
        "amount": {"amount": "12.50", "currency": "EUR"},
    }
    assert explain.impact_message(told, records) == "“s” can no longer be paid this way. (€12.50)"
    paths = [[link.relation for link in path] for path in why(records, "s", "a")]
    assert paths == [["charged_to", "stored_at"], ["provided_by", "signs_in_with"]]
    assert why(records, "a", "s") == []


def test_every_rule_has_a_sentence_with_known_names_only() -> None:
    names = {"first": "A", "then": "B", "about": "C"}
    sentences = [_(rule.sentence).format(**names) for rule in RULES]
    assert len(set(sentences)) == len(RULES) == 31
    assert all(sentence.endswith(".") for sentence in sentences)


def test_names_are_never_a_format_or_a_key() -> None:
    records = vault("s provided_by a", s={"name": "{name} %s [/x] {0}"})
    step = planned(records, "a").step("cancel_subscription:s")
    assert step
    assert explain.title(step, records) == "Cancel “{name} %s [/x] {0}”"
