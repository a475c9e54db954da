"""Several exits at once: they share facts and never contradict each other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Refused
from footprint.model.exits import Decision, Exit
from footprint.model.records import Records
from footprint.planner.exits import plan_exit
from footprint.planner.plan import Plan
from footprint.workspace import exits
from tests.planner.strategies import TODAY, Vault, vaults
from tests.planner.test_decisions import decided, states, vault

NETFLIX = "s provided_by a; s charged_to p; p stored_at a; p draws_on i; a registered_with c"


def _exits(records: Records, **goals: str) -> Records:
    """Return the records with exits written `goal, goal item=decision …`."""
    made = {}
    for name, line in goals.items():
        goal, *decisions = line.split()
        pairs = [decision.split("=") for decision in decisions]
        made[name] = Exit(
            id=name,
            goal=tuple(goal.split(",")),
            decisions=tuple(Decision.model_validate({"item": i, "decision": d}) for i, d in pairs),
        )
    return records.having("exits", made)


def _planned(records: Records, exit_id: str, today: date = TODAY) -> Plan:
    return plan_exit(records, records.exits[exit_id], today)


def test_what_ends_in_another_exit_is_not_moved() -> None:
    alone = _planned(_exits(vault(NETFLIX), card="i"), "card")
    assert decided(alone) == {"i": "end", "p": "move"}
    beside = _planned(_exits(vault(NETFLIX), card="i", leave="a"), "card")
    assert decided(beside) == {"i": "end", "p": "end", "s": "end"}
    assert "remove_payment_method:p" in states(beside)


def test_an_address_is_not_changed_where_the_account_is_closed() -> None:
    beside = _planned(_exits(vault(NETFLIX), mail="c", leave="a"), "mail")
    assert "change_contact:a" not in states(beside)
    assert decided(beside)["a"] == "end"
    give_up = beside.step("give_up_contact:c")
    assert give_up is not None
    required = {r.step for r in give_up.requires}
    assert required >= {"close_account:a", "request_erasure:a"}


def test_what_was_decided_in_the_exit_itself_stands() -> None:
    beside = _planned(_exits(vault(NETFLIX), card="i p=move", leave="a"), "card")
    assert decided(beside) == {"i": "end", "p": "move"}


def test_what_is_kept_in_another_exit_does_not_end_here() -> None:
    beside = _planned(_exits(vault(NETFLIX), card="i", leave="a s=keep p=keep"), "card")
    assert decided(beside) == {"i": "end", "p": "move"}


@settings(max_examples=settings().max_examples // 2)
@given(vaults(most=9), st.data())
def test_no_two_exits_contradict_each_other(random: Vault, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(random.records.items)))
    one = Exit(id="one", goal=tuple(random.goal), decisions=tuple(random.decisions))
    two = Exit(id="two", goal=(other,))
    records = random.records.having("exits", {"one": one, "two": two})
    said = {exit_.id: decided(plan_exit(records, exit_, TODAY)) for exit_ in (one, two)}
    chosen = {*one.goal, other, *(decision.item for decision in one.decisions)}
    for item in said["one"].keys() & said["two"].keys() - chosen:
        assert {said["one"][item], said["two"][item]} != {"end", "move"}, item


def test_nothing_is_moved_to_what_another_exit_ends() -> None:
    records = _exits(vault(f"{NETFLIX}; p2 stored_at a; p2 draws_on i2"), card="i", new="i2")
    with pytest.raises(Refused, match="“i2” ends in the exit “new”"):
        exits.decide("card", "p", "move", TODAY, to="i2")(records)
    alone = _exits(records, card="i")
    after = exits.decide("card", "p", "move", TODAY, to="i2")(alone)
    assert after.changes
