"""What can stand in a request's log, as choices: by whom, by which way, and which letter it has."""

from datetime import date
from typing import Any

from footprint.i18n import N_, _
from footprint.model.fields import Way
from footprint.model.items import Item
from footprint.model.requests import Request
from footprint.model.words import word
from footprint.requests.machine import Standing
from footprint.requests.names import KIND_NAMES, kind_name
from footprint.requests.position import NextAction
from footprint.requests.surroundings import TO_OTHERS
from footprint.tui.facts import label
from footprint.tui.screens.choose import Choice
from footprint.workspace.amounts import read_amount

CHANNELS = ("email", "web", "in_app", "phone", "post", "sms")
DRAFT, FURTHER, CALL = "draft", "further", "call"

# What is usually asked about a kind of item stands first.
_LIKELY = {
    "service": ("closure", "erasure", "card_removal", "access"),
    "shop": ("closure", "erasure", "card_removal", "access"),
    "instrument": ("closure", "dispute"),
    "payment_method": ("card_removal", "dispute"),
    "subscription": ("cancellation", "refund", "complaint"),
    "mailing_list": ("unsubscribe", "objection", "erasure"),
    "balance": ("refund",),
    "contact": ("closure",),
}

# key, its letter, what it says
_THEIRS = (
    ("ack", "g", N_("They say they got it")),
    ("asked", "q", N_("They ask for something first")),
    ("extension", "t", N_("They take more time, until…")),
    ("complete", "d", N_("They did all of it")),
    ("partial", "p", N_("They did a part of it")),
    ("refused", "r", N_("They refused")),
    ("bounce", "b", N_("My message came back")),
)
_CAME_AGAIN = (
    ("charge", "c", N_("They charged me again")),
    ("parcel", "l", N_("They sent another parcel")),
    ("mail", "m", N_("They mailed me again")),
)
_LOOKED = (("verified", "v", N_("I checked: nothing came any more")),)
_MINE = (
    ("request", "a", N_("I asked")),
    ("reminder", "n", N_("I reminded them")),
    ("escalation", "e", N_("I went to an authority")),
    ("info", "i", N_("I sent what they asked for")),
)
_CLOSINGS = (
    ("done", "s", N_("It is settled; close it")),
    ("abandoned", "w", N_("I give up; close it")),
)
_LOOKS = ("check_statement", "verify")
_NOTE = (("note", "o", N_("Only a note")),)
BY_A_WAY = frozenset({"request", "reminder", "info"})
"""What is sent by some way, which is asked for."""

_MADE: dict[str, dict[str, Any]] = {
    "ack": {"direction": "in", "type": "acknowledgement"},
    "asked": {"direction": "in", "type": "info_requested"},
    "extension": {"direction": "in", "type": "extension"},
    "complete": {"direction": "in", "type": "answer", "outcome": "complete"},
    "partial": {"direction": "in", "type": "answer", "outcome": "partial"},
    "refused": {"direction": "in", "type": "answer", "outcome": "refused"},
    "bounce": {"direction": "in", "type": "bounce"},
    "charge": {"direction": "in", "type": "incident", "what": "charge"},
    "parcel": {"direction": "in", "type": "incident", "what": "parcel"},
    "mail": {"direction": "in", "type": "incident", "what": "mail"},
    "verified": {"direction": "in", "type": "verification"},
    "request": {"direction": "out", "type": "request"},
    "reminder": {"direction": "out", "type": "reminder"},
    "escalation": {"direction": "out", "type": "escalation"},
    "info": {"direction": "out", "type": "info_sent"},
    "done": {"direction": "out", "type": "closed", "outcome": "done"},
    "abandoned": {"direction": "out", "type": "closed", "outcome": "abandoned"},
    "note": {"direction": "in", "type": "note"},
}


def made(key: str) -> dict[str, Any]:
    """Return the entry that a choice makes, without its day."""
    return dict(_MADE[key])


def _lettered(group: str, *known: tuple[tuple[str, str, str], ...]) -> list[Choice]:
    return [
        Choice(key, _(said), group=group, letter=letter)
        for entries in known
        for key, letter, said in entries
    ]


def choices(*, has_asked: bool) -> list[Choice]:
    """Return all that can have happened; before anything was sent, that is not much."""
    theirs, mine = _("From them"), _("From me")
    if not has_asked:
        return _lettered(mine, _MINE[:1], _CLOSINGS[1:])
    return [
        *_lettered(theirs, _THEIRS, _CAME_AGAIN, _LOOKED),
        *_lettered(mine, _MINE, _CLOSINGS),
    ]


def replies() -> list[Choice]:
    """Return what can come back."""
    return [
        *_lettered(_("They answered"), _THEIRS),
        *_lettered(_("It goes on, or not"), _CAME_AGAIN, _LOOKED),
    ]


def closings() -> list[Choice]:
    """Return how a request can be closed."""
    return _lettered("", _CLOSINGS)


def texts(standing: Standing) -> list[Choice]:
    """Return what a text that came can be; without a question of one's own no answer."""
    takes_answers = standing.sent_on is not None and standing.status != "closed"
    return _lettered("", *([_THEIRS] if takes_answers else []), _NOTE)


# -- kinds and ways ------------------------------------------------------------------------------


def kinds_for(kind: str) -> list[Choice]:
    """Return the kinds of request, those that make sense for a kind of item first."""
    likely = _LIKELY.get(kind, ())
    others = [name for name in KIND_NAMES if name not in likely]
    return [Choice(name, kind_name(name)) for name in (*likely, *others)]


def channels(*, by_phone: bool = False) -> list[Choice]:
    """Return all channels, the telephone first where that is the next step."""
    known = [each for each in ways(None) if each.key in CHANNELS]
    return sorted(known, key=lambda each: each.key != "phone") if by_phone else known


def ways(way: Way | None) -> list[Choice]:
    """Return the ways that are recorded, then all channels."""
    found = []
    if way is not None:
        known = _("As recorded")
        for address in way.email:
            found.append(Choice(f"email {address}", address, word("email"), known))
        if way.phone:
            found.append(Choice(f"phone {way.phone}", way.phone, word("phone"), known))
        for field in ("url", "form"):
            value = getattr(way, field)
            if value:
                found.append(Choice(f"web {value}", value, label(field), known))
    by = _("By way of")
    return [*found, *(Choice(channel, word(channel), group=by) for channel in CHANNELS)]


def way_of(chosen: str) -> tuple[str, str | None]:
    """Return the channel and the address of a way that was chosen."""
    channel, _space, to = chosen.partition(" ")
    return channel, to or None


def asked_ways() -> list[Choice]:
    """Return how something may just have been asked, or that it was not yet."""
    asked = _("I asked today, by")
    # First what records nothing that did not happen, for whoever presses Enter twice.
    return [
        Choice(DRAFT, _("Not asked yet: only note it as a draft"), group=_("To begin")),
        *(Choice(channel, word(channel), group=asked) for channel in CHANNELS),
    ]


def sent_ways(
    item: Item | None,
    request: Request,
    *,
    further: bool,
    to: str | None = None,
    following: NextAction | None = None,
) -> list[Choice]:
    """Return how something may have been sent, the way that is `following` first.

    `further`: or to whom else, `to` if it is known.
    """
    reached = item.way if item is not None and request.kind not in TO_OTHERS else None
    found = ways(reached)
    number = following.number if following else None
    address = str(following.values.get("address") or "") if following and not number else ""
    if address:
        new = Choice(f"email {address}", address, word("email"), _("As recorded"))
        found = [new, *(each for each in found if each.key != new.key)]
    if further:
        told = _("I took it further, to the platform or an authority")
        if to:
            told = _("I took it further, to: {recipient}").format(recipient=to)
        found.append(Choice(FURTHER, told, group=_("Or")))
    if number:
        told = _("I called {recipient}, {number}") if to else _("I called {number}")
        told = told.format(recipient=to, number=number)
        found.insert(0, Choice(CALL, told, word("phone"), _("Next")))
    return found


def called(step: NextAction, whom: str | None) -> dict[str, Any]:
    """Return what the entry of a call says: theirs is a reminder, any other takes it further."""
    if step.their_number:
        return {"channel": "phone", "to": step.their_number}
    return {"type": "escalation", "channel": "phone", "to": whom}


def day_of_charge(standing: Standing) -> date | None:
    """Return the day of the charge that is to be looked for on a statement, if one is."""
    for step in (standing.look, standing.next):
        day = step.values.get("day") if step and step.action in _LOOKS else None
        if isinstance(day, date) and day != standing.answered_on:
            return day
    return None


def sends(standing: Standing) -> str:
    """Return the type of what a person sends next about a request."""
    if standing.sent_on is None:
        return "request"
    following = standing.next.action if standing.next else None
    is_asked = standing.status == "info_requested" or following == "send_info"
    return "info_sent" if is_asked else "reminder"


def sent_title(entry_type: str) -> str:
    """Return what is asked about something that was sent; {name} is the item's."""
    return {
        "request": _("How did you ask, about “{name}”?"),
        "info_sent": _("How did you send what they asked for, about “{name}”?"),
    }.get(entry_type, _("How did you remind them of “{name}”?"))


# -- amounts -------------------------------------------------------------------------------------


def usual_price(item: Item | None, usual: str) -> tuple[str, str]:
    """Return what an item costs as it is typed (3980 JPY), if that is recorded; its currency.

    `usual` is the currency where it is not.
    """
    price = getattr(item, "price", None)
    return (f"{price.amount} {price.currency}", price.currency) if price else ("", usual)


def amount_typed(typed: str, currency: str) -> dict[str, str] | None:
    """Return the document of the price that was typed; None for nothing.

    Raises:
        Invalid: it is not written so.
    """
    price = read_amount(typed, currency)
    return price.to_json() if price else None
