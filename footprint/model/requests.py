"""Requests: anything asked of the other party, with its append-only log (DESIGN 2)."""

from typing import Annotated, Literal

from footprint.i18n import N_
from footprint.model.base import Model, Unfit
from footprint.model.fields import Day, ItemId, Line, Price, Prose, RequestId, Word
from footprint.model.marks import text

RequestKind = Literal[
    "cancellation",
    "closure",
    "erasure",
    "access",
    "portability",
    "rectification",
    "objection",
    "unsubscribe",
    "card_removal",
    "refund",
    "dispute",
    "complaint",
    "other",
]
Channel = Literal["email", "web", "in_app", "phone", "post", "sms"]
EntryType = Literal[
    "request",
    "reminder",
    "escalation",
    "acknowledgement",
    "info_requested",
    "info_sent",
    "extension",
    "answer",
    "verification",
    "bounce",
    "incident",
    "closed",
    "note",
]
Outcome = Literal["complete", "partial", "refused", "done", "abandoned"]
OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    "answer": ("complete", "partial", "refused"),
    "closed": ("done", "abandoned"),
}


class Entry(Model):
    """One dated line of a request's log, `in` from the other party or `out` to it."""

    on: Day
    direction: Literal["out", "in"]
    type: EntryType
    outcome: Outcome | None = None
    channel: Channel | None = None
    to: Line | None = None
    subject: Line | None = None
    text: Prose | None = None
    until: Day | None = None
    received_on: Day | None = None
    what: Literal["charge", "parcel", "mail"] | None = None
    amount: Price | None = None

    def check(self) -> None:
        """Look whether the outcome is one of its type."""
        allowed = OUTCOMES.get(self.type, ())
        if self.outcome is not None and self.outcome not in allowed:
            raise Unfit(
                N_(
                    "an answer is complete, partial or refused, a closing done or abandoned; "
                    "nothing else has an outcome"
                )
            )
        if self.type == "answer" and self.outcome is None:
            raise Unfit(N_("say how it ended: one of {outcomes}"), outcomes=", ".join(allowed))


class Request(Model):
    """Something asked about one item; its status is computed from `log` alone.

    `regime` is a rule id of the deadline table; without one the item's country and the kind
    decide (`footprint.requests`).
    """

    id: RequestId
    kind: RequestKind
    item: ItemId
    channel: Channel | None = None
    regime: Annotated[Word, text(max_length=64)] | None = None
    log: tuple[Entry, ...] = ()
