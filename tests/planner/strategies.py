"""Random vaults over all kinds, relations, wallets, ended items, requests and decisions."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from footprint.errors import Refused
from footprint.model.exits import Decision
from footprint.model.integrity import check_link
from footprint.model.items import ITEMS, KINDS
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.planner.plan import Plan, plan

TODAY = date(2026, 11, 23)
_DAYS = st.integers(-500, 500).map(lambda days: (TODAY + timedelta(days=days)).isoformat())
_CYCLES = st.fixed_dictionaries(
    {"every": st.integers(1, 3), "unit": st.sampled_from(["day", "week", "month", "year"])}
)
_NOTICES = st.builds(
    lambda unit, n, to: {unit: n, **({"to": to} if to else {})},
    st.sampled_from(["days", "weeks", "months"]),
    st.integers(0, 4),
    st.sampled_from([None, None, "month_end", "term_end"]),
)
_KINDS = st.sampled_from([*KINDS, "service", "service", "shop", "subscription", "payment_method"])
_LIKELY = {
    ("subscription", "provided_by"),
    ("payment_method", "stored_at"),
    ("subscription", "charged_to"),
    ("payment_method", "draws_on"),
    ("mailing_list", "sent_by"),
    ("balance", "held_at"),
    ("contact", "provided_by"),
}


@dataclass(frozen=True)
class Vault:
    """Records, a goal and decisions that can be planned, with the plan."""

    records: Records
    goal: tuple[str, ...]
    decisions: tuple[Decision, ...]
    by: date | None
    plan: Plan


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _way(ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "needs_login": st.sampled_from(ids),
            "email": st.just(["a@b.example"]),
            "url": st.just("https://a.example"),
            "undo_days": st.integers(0, 40),
        },
    )


@st.composite
def _item(draw: st.DrawFn, item_id: str, ids: list[str]) -> dict[str, Any]:
    kind = draw(_KINDS)
    fields: dict[str, Any] = {"id": item_id, "kind": kind, "name": f"[{item_id}] {{x}}"}
    fields["status"] = draw(st.sampled_from(["open"] * 8 + ["ended", "ending"]))
    if fields["status"] != "open":
        fields["ended_on"] = draw(_maybe(_DAYS))
    if kind in ("service", "shop"):
        fields["login"] = draw(st.sampled_from([None, "me"]))
        fields["holds"] = draw(st.sampled_from([["name"], ["files", "name"], []]))
        fields["closing"] = draw(_maybe(_way(ids)))
        fields["country"] = draw(st.sampled_from([None, "JP", "DE"]))
    elif kind == "subscription":
        fields["price"] = draw(_maybe(st.just({"amount": "10.50", "currency": "EUR"})))
        for name, strategy in (
            ("cycle", _CYCLES),
            ("first_charge_on", _DAYS),
            ("notice", _NOTICES),
            ("min_term_ends_on", _DAYS),
            ("trial_ends_on", _DAYS),
            ("cancel", _way(ids)),
        ):
            fields[name] = draw(_maybe(strategy))
    elif kind == "mailing_list":
        fields["unsubscribe"] = draw(_maybe(_way(ids)))
    elif kind == "balance":
        fields["amount"], fields["unit"] = "100", "point"
        fields["expires_on"] = draw(_maybe(_DAYS))
    elif kind == "contact":
        fields["type"] = draw(st.sampled_from([None, "phone", "email"]))
    return {key: value for key, value in fields.items() if value is not None}


@st.composite
def _links(draw: st.DrawFn, records: Records) -> Records:
    """Add links between the items, as the model allows them."""
    for source in records.items.values():
        for relation in RELATIONS.values():
            targets = [
                t.id
                for t in records.items.values()
                if (source.kind, t.kind) in relation.pairs and t.id != source.id
            ]
            likely = (source.kind, relation.name) in _LIKELY
            if not targets or draw(st.integers(0, 9)) < (2 if likely else 7):
                continue
            count = draw(st.sampled_from([1, 1, 1, 2]))
            for target in draw(st.lists(st.sampled_from(targets), max_size=count, unique=True)):
                weak = relation.may_be_should and draw(st.booleans())
                link = Link.model_validate(
                    {
                        "from": source.id,
                        "relation": relation.name,
                        "to": target,
                        "strength": "should" if weak else "must",
                    }
                )
                if check_link(records, link) is None:
                    records = Records(records.items, {**records.links, link.key: link})
    return records


@st.composite
def _requests(draw: st.DrawFn, ids: list[str]) -> list[Request]:
    made = []
    for number in range(draw(st.sampled_from([0, 0, 1, 2, 3]))):
        kind = draw(
            st.sampled_from(
                [
                    "cancellation",
                    "closure",
                    "erasure",
                    "access",
                    "refund",
                    "card_removal",
                    "unsubscribe",
                    "rectification",
                    "dispute",
                ]
            )
        )
        log: list[dict[str, Any]] = []
        if draw(st.integers(0, 5)):
            sent = TODAY - timedelta(days=draw(st.integers(0, 60)))
            log.append({"on": sent.isoformat(), "direction": "out", "type": "request"})
            outcome = draw(st.sampled_from([None, None, None, "complete", "refused"]))
            if outcome:
                log.append(
                    {
                        "on": TODAY.isoformat(),
                        "direction": "in",
                        "type": "answer",
                        "outcome": outcome,
                    }
                )
            if draw(st.integers(0, 5)) == 0:
                log.append(
                    {
                        "on": TODAY.isoformat(),
                        "direction": "out",
                        "type": "closed",
                        "outcome": draw(st.sampled_from(["done", "abandoned"])),
                    }
                )
        made.append(
            Request.model_validate(
                {"id": f"R-{number}", "kind": kind, "item": draw(st.sampled_from(ids)), "log": log}
            )
        )
    return made


@st.composite
def vaults(draw: st.DrawFn, most: int = 12) -> Vault:
    """Return a random vault with a goal, and such of the drawn decisions as are possible."""
    ids = [f"i{n}" for n in range(draw(st.integers(2, most)))]
    items = [ITEMS.validate_python(draw(_item(item_id, ids))) for item_id in ids]
    linked = draw(_links(Records.of(items)))
    requests = draw(_requests(ids))
    records = Records.of(items, linked.links.values(), requests)
    goal = tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)))
    by = draw(st.sampled_from([None, None, TODAY + timedelta(days=60)]))
    planned = plan(records, goal, TODAY, by=by)
    decisions: tuple[Decision, ...] = ()
    wishes = st.tuples(st.sampled_from(ids), st.sampled_from(["end", "move", "keep"]))
    for item, wish in draw(st.lists(wishes, max_size=3, unique_by=lambda wish: wish[0])):
        more = (*decisions, Decision(item=item, decision=wish))
        try:
            planned = plan(records, goal, TODAY, by=by, decisions=more)
        except Refused:
            continue
        decisions = more
    return Vault(records, goal, decisions, by, planned)
