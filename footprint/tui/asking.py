"""The small dialogues that record what was asked of the other party and what came back."""

from typing import TYPE_CHECKING, Any

from footprint.i18n import N_, _
from footprint.model.words import word
from footprint.requests.names import KIND_NAMES, kind_name
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.workspace.dates import checked

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

CHANNELS = ("email", "web", "in_app", "phone", "post", "sms")

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
# key, what it says, the entry it makes
_ENTRIES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ack", N_("They say they got it"), {"direction": "in", "type": "acknowledgement"}),
    (
        "complete",
        N_("They did all of it"),
        {"direction": "in", "type": "answer", "outcome": "complete"},
    ),
    (
        "partial",
        N_("They did a part of it"),
        {"direction": "in", "type": "answer", "outcome": "partial"},
    ),
    ("refused", N_("They refused"), {"direction": "in", "type": "answer", "outcome": "refused"}),
    ("asked", N_("They ask for something first"), {"direction": "in", "type": "info_requested"}),
    ("extension", N_("They take more time, until…"), {"direction": "in", "type": "extension"}),
    ("bounce", N_("My message came back"), {"direction": "in", "type": "bounce"}),
    (
        "charge",
        N_("They charged me again"),
        {"direction": "in", "type": "incident", "what": "charge"},
    ),
    (
        "parcel",
        N_("They sent another parcel"),
        {"direction": "in", "type": "incident", "what": "parcel"},
    ),
    ("mail", N_("They mailed me again"), {"direction": "in", "type": "incident", "what": "mail"}),
    ("request", N_("I asked"), {"direction": "out", "type": "request"}),
    ("reminder", N_("I reminded them"), {"direction": "out", "type": "reminder"}),
    ("escalation", N_("I went to an authority"), {"direction": "out", "type": "escalation"}),
    ("info", N_("I sent what they asked for"), {"direction": "out", "type": "info_sent"}),
    (
        "verified",
        N_("I checked: nothing came any more"),
        {"direction": "in", "type": "verification"},
    ),
    (
        "done",
        N_("It is settled; close it"),
        {"direction": "out", "type": "closed", "outcome": "done"},
    ),
    (
        "abandoned",
        N_("I give up; close it"),
        {"direction": "out", "type": "closed", "outcome": "abandoned"},
    ),
)


class Asking:
    """The dialogues, for one running program; each ends in one change that `u` undoes."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogues of `app`."""
        self._app = app

    async def about(self, item_id: str) -> None:
        """Ask which request and how it was made, and record it as of today; needs a worker."""
        from footprint.workspace import requests

        app = self._app
        assert app.workspace is not None
        item, today = app.workspace.records.items[item_id], app.workspace.today
        kind = await app.push_screen_wait(
            ChooseScreen(
                _("What do you ask about “{name}”?").format(name=item.name), _kinds(item.kind)
            )
        )
        if kind is None:
            return
        channel = await app.push_screen_wait(ChooseScreen(kind_name(kind).capitalize(), _ways()))
        if channel == "draft":
            app.perform(requests.new(kind, item_id, today))
        elif channel is not None:
            app.perform(requests.ask(kind, item_id, today, channel))

    async def entry(self, request_id: str) -> None:
        """Ask what happened to a request, and log it as of today; needs a worker."""
        from footprint.workspace import requests

        app = self._app
        assert app.workspace is not None
        request, today = app.workspace.records.requests[request_id], app.workspace.today
        name = app.workspace.records.items[request.item].name
        chosen = await app.push_screen_wait(
            ChooseScreen(
                _("What happened with the {kind} about “{name}”?").format(
                    kind=kind_name(request.kind), name=name
                ),
                _entries(has_asked=bool(request.log)),
            )
        )
        if chosen is None:
            return
        entry = {"on": today, **{key: made for key, _said, made in _ENTRIES}[chosen]}
        if chosen == "extension":
            until = await app.push_screen_wait(
                PromptScreen(_("Until when?"), placeholder=_("YYYY-MM-DD"), check=checked)
            )
            if until is None:
                return
            entry["until"] = checked(until)
        app.perform(requests.log(request_id, entry))


def _kinds(kind: str) -> list[Choice]:
    likely = _LIKELY.get(kind, ())
    others = [name for name in KIND_NAMES if name not in likely]
    return [Choice(name, kind_name(name)) for name in (*likely, *others)]


def _ways() -> list[Choice]:
    asked = _("I asked today, by")
    return [
        *(Choice(channel, word(channel), group=asked) for channel in CHANNELS),
        Choice("draft", _("Not asked yet: only note it as a draft"), group=_("Or")),
    ]


def _entries(*, has_asked: bool) -> list[Choice]:
    wanted = [entry for entry in _ENTRIES if has_asked or entry[0] in ("request", "abandoned")]
    theirs, mine = _("From them, today"), _("From me, today")
    return [
        Choice(key, _(said), group=theirs if made["direction"] == "in" else mine)
        for key, said, made in sorted(wanted, key=lambda entry: entry[2]["direction"] != "in")
    ]
