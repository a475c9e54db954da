"""Several exits at once: they share facts and never contradict each other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Refused
from footprint.model.exits import Decision, Exit
from footprint.model.records import Records
from footprint.planner import exits as planner_exits
from footprint.planner.beside import conflicts
from footprint.planner.exits import plan_exit
from footprint.planner.graph import Graph
from footprint.planner.impossible import refuse_impossible
from footprint.planner.plan import Plan
from footprint.planner.scope import Scope
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
            decisions=tuple(Decision.from_json({"item": i, "decision": d}) for i, d in pairs),
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


# Netflix provides a subscription and signs in with Google, as Spotify does.
SIGN_INS = "a_netflix signs_in_with a_google; a_spotify signs_in_with a_google"
CLASH = (
    f"{SIGN_INS}; s_film provided_by a_netflix; s_film charged_to p_play; p_play stored_at a_google"
)


def test_one_decision_that_clashes_leaves_the_others_shared_and_is_told() -> None:
    records = _exits(vault(CLASH), one="a_google s_film=move", two="a_netflix,a_spotify")
    one, two = _planned(records, "one"), _planned(records, "two")
    # That subscription cannot move once its provider ends; nothing stands against the other.
    assert decided(one)["a_netflix"] == decided(one)["s_film"] == "move"
    assert decided(one)["a_spotify"] == "end"
    assert "change_sign_in:a_spotify" not in states(one)
    plans = {"one": one, "two": two}
    for exit_id in plans:
        told = {conflict.here.item for conflict in conflicts(exit_id, plans)}
        assert told == {"a_netflix", "s_film"}


def test_what_clashes_among_many_takes_few_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [f"a_{number:03}" for number in range(200)]
    links = "; ".join(f"{account} signs_in_with a_google" for account in many)
    records = vault(f"{CLASH}; {links}")
    goal = ",".join(["a_netflix", *many])
    looks = 0

    def counted(graph: Graph, scope: Scope) -> None:
        nonlocal looks
        looks += 1
        refuse_impossible(graph, scope)

    monkeypatch.setattr(planner_exits, "refuse_impossible", counted)
    one = _planned(_exits(records, one="a_google s_film=move", two=goal), "one")
    assert {decided(one)[account] for account in many} == {"end"}
    assert looks < 40


def test_what_another_exit_decides_is_no_decision_of_this_one() -> None:
    records = _exits(vault(NETFLIX), card="i s=keep", leave="a")
    card = _planned(records, "card")
    by = {each.item: (each.decision, each.by) for each in card.affected}
    assert by["p"] == ("end", "default")
    assert by["s"] == ("keep", "decision")


@settings(max_examples=settings().max_examples // 2)
@given(vaults(most=9), st.data())
def test_no_two_exits_contradict_each_other(random: Vault, data: st.DataObject) -> None:
    """Not where one of them has decisions that can be followed in the other; else it is told."""
    ids = sorted(random.records.items)
    two_goal = tuple(data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)))
    one = Exit(id="one", goal=tuple(random.goal), decisions=tuple(random.decisions))
    two = Exit(id="two", goal=two_goal)
    records = random.records.having("exits", {"one": one, "two": two})
    plans = {exit_.id: plan_exit(records, exit_, TODAY) for exit_ in (one, two)}
    told = [{each.here.item for each in conflicts(exit_id, plans)} for exit_id in plans]
    chosen = {*one.goal, *two.goal, *(decision.item for decision in one.decisions)}
    treated = [decided(each) for each in plans.values()]
    for item in treated[0].keys() & treated[1].keys():
        if {treated[0][item], treated[1][item]} == {"end", "move"}:
            assert item in told[0] & told[1], item
            assert item in chosen or one.decisions, item


def test_nothing_is_moved_to_what_another_exit_ends() -> None:
    records = _exits(vault(f"{NETFLIX}; p2 stored_at a; p2 draws_on i2"), card="i", new="i2")
    with pytest.raises(Refused, match="“i2” ends in the exit “new”"):
        exits.decide("card", "p", "move", TODAY, to="i2")(records)
    alone = _exits(records, card="i")
    after = exits.decide("card", "p", "move", TODAY, to="i2")(alone)
    assert after.changes
