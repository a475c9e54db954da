"""Random vaults over all kinds, relations, wallets, ended items, requests and decisions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from footprint.errors import Refused
from footprint.model.exits import Completion, Decision
from footprint.model.integrity import check_link
from footprint.model.items import KINDS, Item
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.planner.plan import Plan, plan

TODAY = date(2026, 11, 23)
_CYCLES = st.fixed_dictionaries(
    {"every": st.integers(1, 3), "unit": st.sampled_from(["day", "week", "month", "month", "year"])}
)
_NOTICES = st.builds(
    lambda unit, n, to: {unit: n, **({"to": to} if to else {})},
    st.sampled_from(["days", "weeks", "months"]),
    st.integers(0, 4),
    st.sampled_from([None, None, "month_end", "term_end"]),
)
_KINDS = st.sampled_from(
    [*KINDS, "service", "service", "service", "shop", "subscription", "payment_method", "contact"]
)
_REQUESTS = st.sampled_from(
    [
        *("cancellation", "closure", "erasure", "access", "portability", "rectification"),
        *("objection", "unsubscribe", "card_removal", "refund", "dispute", "complaint", "other"),
    ]
)
# The links that nearly every item of such a kind has.
_LIKELY = {
    ("subscription", "provided_by"),
    ("payment_method", "stored_at"),
    ("subscription", "charged_to"),
    ("payment_method", "draws_on"),
    ("mailing_list", "sent_by"),
    ("balance", "held_at"),
    ("contact", "provided_by"),
    ("service", "registered_with"),
    ("shop", "sold_on"),
}


@dataclass(frozen=True)
class Vault:
    """Records, a goal, decisions and completions that can be planned, with the plan."""

    records: Records
    goal: tuple[str, ...]
    decisions: tuple[Decision, ...]
    completions: tuple[Completion, ...]
    by: date | None
    plan: Plan = field(repr=False)

    def planned(self, today: date = TODAY, **changed: Any) -> Plan:
        """Plan once more, on another day or with something changed."""
        given = {
            "by": self.by,
            "decisions": self.decisions,
            "completions": self.completions,
            **changed,
        }
        records = given.pop("records", self.records)
        return plan(records, given.pop("goal", self.goal), today, **given)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _day(least: int, most: int) -> st.SearchStrategy[str]:
    return st.integers(least, most).map(lambda days: (TODAY + timedelta(days=days)).isoformat())


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


def _fields(kind: str, logins: list[str]) -> dict[str, st.SearchStrategy[Any]]:
    """What an item of a kind may have; the logins are mostly those of accounts."""
    day = _day(-500, 500)
    if kind in ("service", "shop"):
        return {
            "login": st.sampled_from([None, "me"]),
            "holds": st.sampled_from([["name"], ["files", "name"], []]),
            "closing": _maybe(_way(logins)),
            "country": st.sampled_from([None, "JP", "DE"]),
        }
    if kind == "subscription":
        return {
            "price": _maybe(st.just({"amount": "10.50", "currency": "EUR"})),
            "cycle": _maybe(_CYCLES),
            "first_charge_on": _maybe(day),
            "notice": _maybe(_NOTICES),
            "min_term_ends_on": _maybe(day),
            "renews_for": st.sampled_from([None, None, {"every": 1, "unit": "month"}]),
            "trial_ends_on": st.sampled_from([None, None, "2026-11-24"]),
            "paused": st.sampled_from([[], [], [{"from": "2026-11-30", "until": "2027-01-15"}]]),
            "ends_on": st.sampled_from([None, None, None, "2027-01-31"]),
            "charges_left": st.sampled_from([None, None, None, 0, 2]),
            "cancel": _maybe(_way(logins)),
        }
    return {
        "mailing_list": {"unsubscribe": _maybe(_way(logins))},
        "balance": {"amount": st.just("100"), "unit": st.just("point"), "expires_on": _maybe(day)},
        "contact": {"type": st.sampled_from([None, "phone", "email"])},
    }.get(kind, {})


@st.composite
def _items(draw: st.DrawFn, most: int) -> Records:
    kinds = draw(st.lists(_KINDS, min_size=2, max_size=most))
    ids = [f"i{number}" for number in range(len(kinds))]
    accounts = [i for i, kind in zip(ids, kinds, strict=True) if kind in ("service", "shop")]
    made = []
    for item_id, kind in zip(ids, kinds, strict=True):
        fields = {"id": item_id, "kind": kind, "name": f"[{item_id}] {{x}}"}
        fields |= draw(st.fixed_dictionaries(_fields(kind, accounts * 4 + ids)))
        fields["status"] = draw(st.sampled_from(["open"] * 10 + ["ended", "ending"]))
        if fields["status"] != "open":
            fields["ended_on"] = draw(_maybe(_day(-60, 200)))
        made.append(Item.from_json({k: v for k, v in fields.items() if v is not None}))
    return Records.of(made)


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
            if not targets or draw(st.integers(0, 9)) < (1 if likely else 7):
                continue
            count = draw(st.sampled_from([1, 1, 1, 2]))
            for target in draw(st.lists(st.sampled_from(targets), max_size=count, unique=True)):
                weak = relation.may_be_should and draw(st.booleans())
                link = Link.from_json(
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
def _log(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A request's log: a draft, asked, bounced, answered in any way, closed in any way."""
    stage = draw(st.integers(0, 9))
    if stage == 0:
        return []
    sent = draw(_day(-90, 0))
    log: list[dict[str, Any]] = [{"on": sent, "direction": "out", "type": "request"}]
    later = TODAY.isoformat()
    if stage == 1:
        log.append({"on": later, "direction": "in", "type": "bounce"})
    if stage in (2, 3, 4):
        outcome = ("complete", "partial", "refused")[stage - 2]
        log.append({"on": later, "direction": "in", "type": "answer", "outcome": outcome})
    if stage in (5, 6):
        outcome = ("done", "abandoned")[stage - 5]
        log.append({"on": later, "direction": "out", "type": "closed", "outcome": outcome})
    return log


@st.composite
def _requests(draw: st.DrawFn, ids: list[str]) -> list[Request]:
    wanted = draw(st.lists(st.tuples(_REQUESTS, st.sampled_from(ids)), max_size=4))
    return [
        Request.from_json({"id": f"R-{n}", "kind": kind, "item": item, "log": draw(_log())})
        for n, (kind, item) in enumerate(wanted)
    ]


@st.composite
def _decisions(draw: st.DrawFn, ids: list[str]) -> list[Decision]:
    wishes = st.tuples(st.sampled_from(ids), st.sampled_from(["end", "move", "keep"]))
    found = draw(st.lists(wishes, max_size=3, unique_by=lambda wish: wish[0]))
    targets = [draw(st.sampled_from([None, *ids])) if w == "move" else None for _i, w in found]
    return [
        Decision(item=item, decision=wish, to=to)
        for (item, wish), to in zip(found, targets, strict=True)
    ]


@st.composite
def vaults(draw: st.DrawFn, most: int = 10) -> Vault:
    """Return a random vault with a goal, and such of the drawn decisions as are possible."""
    linked = draw(_items(most).flatmap(_links))
    ids = list(linked.items)
    records = Records.of(linked.items.values(), linked.links.values(), draw(_requests(ids)))
    goal = tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)))
    by = draw(st.sampled_from([None, None, TODAY + timedelta(days=60)]))
    planned = plan(records, goal, TODAY, by=by)
    decisions: tuple[Decision, ...] = ()
    for decision in draw(_decisions(ids)):
        try:
            planned = plan(records, goal, TODAY, by=by, decisions=(*decisions, decision))
        except Refused:
            continue
        decisions = (*decisions, decision)
    done = draw(st.lists(st.sampled_from(planned.steps), max_size=3)) if planned.steps else []
    completions = tuple(
        Completion(action=step.action, item=step.item, on=TODAY - timedelta(days=number))
        for number, step in enumerate(done)
        if not step.automatic
    )
    planned = plan(records, goal, TODAY, by=by, decisions=decisions, completions=completions)
    return Vault(records, goal, decisions, completions, by, planned)
