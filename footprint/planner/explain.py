"""The sentences of a plan, in the language spoken now: titles, reasons, hazards, ways out.

A plan itself has no words (PLANNER): they are written here from its ids and parameters.
"""

from collections.abc import Container, Iterable, Sequence

from footprint import formats
from footprint.i18n import N_, _, ngettext
from footprint.model.exits import Exit
from footprint.model.items import Contact
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records
from footprint.planner.goals import is_everything
from footprint.planner.paths import Impact
from footprint.planner.result import (
    Amount,
    Deadlock,
    Dropped,
    Hazard,
    Plan,
    Requirement,
    Step,
)
from footprint.planner.rules import RULES
from footprint.planner.verdict import HAZARD

_RULES = {rule.name: rule for rule in RULES}

TITLES = {
    "export_data": N_("Take along your data from “{name}”"),
    "save_evidence": N_("Save the proof at “{name}”"),
    "settle_request": N_("Settle the open request about “{name}”"),
    "cancel_subscription": N_("Cancel “{name}”"),
    "switch_payment": N_("Pay “{name}” in another way"),
    "remove_payment_method": N_("Remove “{name}”"),
    "replace_payment": N_("Replace “{name}” in its place"),
    "unsubscribe": N_("Unsubscribe “{name}”"),
    "spend_balance": N_("Spend “{name}”"),
    "change_sign_in": N_("Change the sign-in of “{name}”"),
    "change_contact": N_("Change the address or number at “{name}”"),
    "change_recovery": N_("Change the recovery of “{name}”"),
    "move_contact": N_("Move “{name}” to another provider"),
    "resolve": N_("Find another way for “{name}”"),
    "request_erasure": N_("Ask “{name}” to erase your data"),
    "close_account": N_("Close “{name}”"),
    "give_up_contact": N_("Give up “{name}”"),
    "retire_instrument": N_("Give back or close “{name}”"),
    "watch_charges": N_("Watch that “{name}” is not charged again"),
    "watch_mail": N_("Watch that “{name}” stops"),
    "verify_closed": N_("Check that “{name}” stays closed"),
}
_MESSAGES = {
    "charge_continues": N_("“{name}” goes on being charged."),
    "no_way_to_cancel": N_("“{name}” can only be cancelled with a login at “{place}”."),
    "payment_fails": N_("The payment of “{name}” fails."),
    "card_left_behind": N_("“{name}” stays behind at “{place}”."),
    "mail_continues": N_("“{name}” goes on being sent."),
    "value_lost": N_("“{name}” is lost."),
    "locked_out": N_("You are locked out of “{name}”."),
    "no_recovery": N_("“{name}” has no way back in when you lose your login."),
    "record_left_behind": N_("“{name}” keeps its record of you."),
    "evidence_lost": N_("Order history, receipts and mails at “{name}” are gone."),
    "reply_lost": N_("The answer about “{name}” does not reach you."),
}
_MESSAGES_WITH_AMOUNT = {
    "charge_continues": N_("“{name}” goes on being charged: {amount} each time."),
    "payment_fails": N_("The payment of “{name}” fails: {amount} each time."),
    "value_lost": N_("“{name}” is lost: {amount}."),
    "reply_lost": N_("The answer about “{name}” does not reach you: {amount}."),
}
_IMPACTS = {
    "cancel_subscription": N_("“{name}” ends with it, and has to be cancelled first."),
    "switch_payment": N_("“{name}” can no longer be paid this way."),
    "remove_payment_method": N_("“{name}” ends with it, and has to be removed first."),
    "replace_payment": N_("“{name}” has to be replaced in its place."),
    "unsubscribe": N_("“{name}” goes on unless it is unsubscribed first."),
    "spend_balance": N_("“{name}” is lost unless it is spent first."),
    "change_sign_in": N_("“{name}” can no longer be signed in to."),
    "change_contact": N_("“{name}” no longer reaches you."),
    "change_recovery": N_("“{name}” can no longer be recovered."),
    "resolve": N_("“{name}” needs another way."),
    "request_erasure": N_("“{name}” ends with it, and keeps its record until it is erased."),
    "close_account": N_("“{name}” ends with it."),
    "give_up_contact": N_("“{name}” ends with it."),
    "retire_instrument": N_("“{name}” ends with it."),
    "ends": N_("“{name}” ends with it."),
    "moves": N_("“{name}” goes on in another way."),
}
_COSTS = N_("{sentence} ({amount})")
_GOALS = {
    "service": N_("Leave {names}"),
    "shop": N_("Leave {names}"),
    "instrument": N_("Retire {names}"),
    "bank_account": N_("Close {names}"),
    "payment_method": N_("Remove {names}"),
    "subscription": N_("Cancel {names}"),
    "mailing_list": N_("Unsubscribe {names}"),
    "balance": N_("Spend {names}"),
    "contact": N_("Give up {names}"),
    "address": N_("Move house: {names}"),
    "moved": N_("Move {names} to another provider"),
    "mixed": N_("Let go of {names}"),
}
_MOST_NAMES = 3


def goal_title(plan: Plan | Exit, records: Records) -> str:
    """Return what leaving these goals is called: Leave 楽天市場, Retire VISA ••1234, Move house."""
    if is_everything(plan.goal, records):
        return _("Leave everything")
    decided = plan.affected if isinstance(plan, Plan) else plan.decisions
    moved = {one.item for one in decided if one.decision == "move"}
    sentences = {_GOALS[_sort_of(goal, moved, records)] for goal in plan.goal}
    sentence = sentences.pop() if len(sentences) == 1 else _GOALS["mixed"]
    return _(sentence).format(names=_names(plan.goal, records))


def _sort_of(goal: str, moved: Container[str], records: Records) -> str:
    """Return which of the titles fits one goal."""
    item = records.items.get(goal)
    if item is None:
        return "mixed"
    if isinstance(item, Contact) and goal in moved:
        return "moved"
    kind = getattr(item, "type", None)
    return kind if kind in ("bank_account", "address") else item.kind


def _names(goal: Sequence[str], records: Records) -> str:
    """Return the names of several goals in a row, the last of many only counted."""
    names = [records.items[item].name if item in records.items else item for item in goal]
    if len(names) <= _MOST_NAMES:
        return formats.listed(names)
    more = len(names) - _MOST_NAMES + 1
    return ngettext("{names} and {n} more", "{names} and {n} more", more).format(
        names=formats.listed(names[: _MOST_NAMES - 1]), n=formats.number(more)
    )


def title(step: Step, records: Records) -> str:
    """Return what a step is called: Cancel “コーヒー豆 定期便”."""
    return _step_title(step.id, records)


def because(requirement: Requirement, records: Records) -> str:
    """Return why a step has to come first, or better comes first."""
    return _(_RULES[requirement.rule].sentence).format(
        first=name_of(requirement.first, records),
        then=name_of(requirement.then, records),
        about=name_of(requirement.about, records),
    )


def advice(step: Step) -> str | None:
    """Return what a careful adviser adds to a last step: see first that the new way works.

    None where nothing was moved away from what ends; no rule asks for it, so it delays nothing.
    """
    moved = {requirement.step.partition(":")[0] for requirement in step.requires}
    if step.action == "retire_instrument" and moved & {"replace_payment", "switch_payment"}:
        return _("Better keep it until a first payment has gone through in the new way.")
    if step.action == "give_up_contact" and moved & {"change_contact", "change_recovery"}:
        return _("Better keep it until mail or a call from each place has come to the new one.")
    return None


def state_text(step: Step, records: Records) -> str:
    """Return where a step stands, in a few words; of a ready one, what is better done first."""
    if step.state == "blocked":
        count = len(step.waits_for)
        if not count:
            return _("waits for itself")
        return ngettext("waits for {n} step", "waits for {n} steps", count).format(
            n=formats.number(count)
        )
    if step.state in ("waiting", "overdue") and step.due_on:
        due = formats.day_short(step.due_on)
        late = step.state == "overdue"
        return (_("overdue since {day}") if late else _("asked, due {day}")).format(day=due)
    if step.state == "ready" and step.better_first:
        action, _colon, item = step.better_first[0].partition(":")
        first = _(TITLES[action]).format(name=name_of(item, records))
        return _("ready; better first: {title}").format(title=first)
    return _(_STATES[step.state])


_STATES = {
    "done": N_("done"),
    "accepted": N_("at your own risk"),
    "waiting": N_("asked"),
    "overdue": N_("overdue"),
    "ready": N_("ready"),
}


_SKIPPED = {
    "give_up_contact": N_("“{name}” stays yours, and mail or calls for you go on arriving there."),
    "retire_instrument": N_("“{name}” stays open, and can still be charged."),
    "watch_charges": N_("You would not notice if “{name}” were charged again."),
    "watch_mail": N_("You would not notice if “{name}” went on."),
    "verify_closed": N_("You would not notice if “{name}” were open again."),
}


def skip_text(step: Step, records: Records) -> str:
    """Return what goes wrong if a step is left out."""
    hazard = HAZARD.get(step.action)
    message = _message(hazard, step.action) if hazard else _SKIPPED[step.action]
    return _(message).format(name=name_of(step.item, records), place=name_of(step.place, records))


def hazard_message(hazard: Hazard, records: Records) -> str:
    """Return one hazard as a sentence."""
    name, place = name_of(hazard.item, records), name_of(hazard.place, records)
    if hazard.amount and hazard.hazard in _MESSAGES_WITH_AMOUNT:
        sentence = _(_MESSAGES_WITH_AMOUNT[hazard.hazard])
        return sentence.format(name=name, place=place, amount=amount(hazard.amount))
    action = hazard.step.partition(":")[0]
    if action == "replace_payment" and (charged := _charged(hazard.item, records)):
        return _("What “{name}” pays fails: {charged}.").format(
            name=name, charged=formats.listed(charged)
        )
    return _(_message(hazard.hazard, action)).format(name=name, place=place)


def _message(hazard: str, action: str) -> str:
    """Return the msgid for a hazard; the two that lose evidence lose different things."""
    if action == "export_data":
        return N_("Your data at “{name}” is gone.")
    return _MESSAGES[hazard]


def hazard_banner(kind: str, hazards: Iterable[Hazard]) -> str:
    """Return the hazards of one kind in a few words: 2 go on charging (¥3,980, ¥2,160)."""
    listed = list(hazards)
    count = len(listed)
    words = _banner(kind, count).format(n=formats.number(count))
    amounts = ", ".join(amount(h.amount) for h in listed if h.amount)
    if not amounts or kind == "no_way_to_cancel":
        return words
    return _("{words} ({amounts})").format(words=words, amounts=amounts)


def _banner(kind: str, n: int) -> str:
    """Return the words for `n` hazards of a kind."""
    return {
        "charge_continues": ngettext("{n} goes on charging", "{n} go on charging", n),
        "no_way_to_cancel": ngettext(
            "{n} cannot be cancelled then", "{n} cannot be cancelled then", n
        ),
        "payment_fails": ngettext("{n} payment fails", "{n} payments fail", n),
        "card_left_behind": ngettext(
            "{n} stored card stays behind", "{n} stored cards stay behind", n
        ),
        "mail_continues": ngettext("{n} newsletter goes on", "{n} newsletters go on", n),
        "value_lost": ngettext("{n} balance is lost", "{n} balances are lost", n),
        "locked_out": ngettext("{n} locks you out", "{n} lock you out", n),
        "no_recovery": ngettext("{n} without recovery", "{n} without recovery", n),
        "record_left_behind": ngettext("{n} record stays behind", "{n} records stay behind", n),
        "evidence_lost": ngettext("{n} proof is lost", "{n} proofs are lost", n),
        "reply_lost": ngettext("{n} answer is lost", "{n} answers are lost", n),
    }[kind]


def deadlock_message(deadlock: Deadlock, records: Records) -> str:
    """Return a deadlock as its shortest loop in words, and the way out."""
    links = [
        _("{title} has to come first. {because}").format(
            title=_step_title(requirement.step, records), because=because(requirement, records)
        )
        for requirement in deadlock.loop
    ]
    ways = {
        "move": N_("Way out: move “{name}” to something else first."),
        "keep": N_("Way out: keep “{name}” at your own risk."),
    }
    way = _(ways[deadlock.try_decision]).format(name=name_of(deadlock.try_item, records))
    first = [_("Add another address or number first: none is recorded that stays.")]
    parts = [*links, way, *(first if deadlock.lacks_contact else [])]
    return " ".join([_("These wait for each other, in a circle."), *parts])


def dropped_message(dropped: Dropped, records: Records) -> str:
    """Return why a step does not come first although it would be better."""
    first = _step_title(dropped.first, records)
    then = _step_title(dropped.then, records)
    why = because(dropped.requirement, records)
    if dropped.because == "too_late" and dropped.latest:
        return _("{then} cannot wait for it beyond {day}: {first}. {because}").format(
            then=then, first=first, because=why, day=formats.day(dropped.latest)
        )
    return _("{then} and {first} wait for each other; this wish gives way: {because}").format(
        then=then, first=first, because=why
    )


def impact_message(impact: Impact, records: Records) -> str:
    """Return what becomes of an item when another goes, and what that costs."""
    sentence = _(_IMPACTS[impact.how]).format(name=name_of(impact.item, records))
    if impact.amount is None:
        return sentence
    return _(_COSTS).format(sentence=sentence, amount=amount(impact.amount))


def link_sentence(link: Link, records: Records) -> str:
    """Return a link as a sentence: “the coffee order” is charged to “VISA 1234”."""
    return _("“{source}” {relation} “{target}”").format(
        source=name_of(link.from_, records),
        relation=_(RELATIONS[link.relation].reads),
        target=name_of(link.to, records),
    )


def amount(value: Amount) -> str:
    """Return an amount at stake: ¥3,980, or 12,400 point."""
    return formats.quantity(value.amount, value.currency)


def _step_title(step_id: str, records: Records) -> str:
    action, _colon, item = step_id.partition(":")
    name, by = name_of(item, records), _replacement(item, records)
    if action == "replace_payment" and by:
        return _("Replace “{name}” by “{new}”").format(name=name, new=by)
    return _(TITLES[action]).format(name=name)


def _replacement(method: str, records: Records) -> str | None:
    """Return the name of the card that takes the place of the one a stored copy draws on."""
    for source in sorted(records.targets(method, "draws_on")):
        new: str | None = getattr(records.items[source], "replaced_by", None)
        if new is not None and new in records.items:
            return name_of(new, records)
    return None


def _charged(method: str, records: Records) -> list[str]:
    """Return the names of what is charged to a stored payment method, through wallets, too."""
    seen, waiting, found = {method}, [method], set()
    while waiting:
        nearest = waiting.pop()
        found.update(records.sources(nearest, "charged_to"))
        drawers = set(records.sources(nearest, "draws_on"))
        for wallet in records.targets(nearest, "stored_at"):
            drawers |= set(records.sources(wallet, "draws_on"))
        waiting += drawers - seen
        seen |= drawers
    return [name_of(item, records) for item in sorted(found)]


def name_of(item: str, records: Records) -> str:
    """Return what an item is called."""
    return records.items[item].name
