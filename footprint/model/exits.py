"""Exits: what a person wants to leave, what they decided and what they have done by hand."""

from typing import Annotated, Literal

from footprint.model.base import Model
from footprint.model.fields import Day, ItemId, Prose
from footprint.model.marks import limits

DecisionName = Literal["end", "move", "keep"]
Action = Literal[
    "export_data",
    "save_evidence",
    "settle_request",
    "cancel_subscription",
    "switch_payment",
    "remove_payment_method",
    "replace_payment",
    "unsubscribe",
    "spend_balance",
    "change_sign_in",
    "change_contact",
    "change_recovery",
    "move_contact",
    "resolve",
    "request_erasure",
    "close_account",
    "give_up_contact",
    "retire_instrument",
    "watch_charges",
    "watch_mail",
    "verify_closed",
]


class Decision(Model):
    """How one affected item is treated; `to` is the item it moves to."""

    item: ItemId
    decision: DecisionName
    to: ItemId | None = None
    note: Prose | None = None


class Completion(Model):
    """A step completed by hand: it is the only fact about a plan that no record proves."""

    action: Action
    item: ItemId
    on: Day
    note: Prose | None = None


class Exit(Model):
    """A plan to leave one or more items; everything else about it is computed (PLANNER)."""

    id: ItemId
    goal: Annotated[tuple[ItemId, ...], limits(min_length=1)]
    by: Day | None = None
    created_on: Day | None = None
    decisions: tuple[Decision, ...] = ()
    completions: tuple[Completion, ...] = ()
