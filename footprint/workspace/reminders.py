"""Actions on reminders: put one to sleep, acknowledge it, skip a rung, say how early they come."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from footprint import formats
from footprint.errors import Refused
from footprint.i18n import N_, NN_, _
from footprint.model.changes import Change, ChangeSet
from footprint.model.records import Records
from footprint.model.reminders import LONGEST_LEAD, Kind
from footprint.model.text import clean_line, shown
from footprint.requests.names import action_msgid
from footprint.requests.surroundings import around
from footprint.workspace.items import Action, existing
from footprint.workspace.requests import find

if TYPE_CHECKING:
    from footprint.agenda.due import Due

_SECTION = "reminders"
# A step has the last day on which it helps, and stands for that of its item.
_LAST_DAYS = ("cut_off", "own_date", "trial_end", "balance_expiry", "step")

# What is done with one reminder or several, and the same with what they are about.
_SNOOZED = (
    NN_("Put a reminder to sleep until {day}", "Put {count} reminders to sleep until {day}"),
    NN_(
        "Put a reminder about “{name}” to sleep until {day}",
        "Put {count} reminders about “{name}” to sleep until {day}",
    ),
)
_ACKNOWLEDGED = (
    NN_("Acknowledged a reminder", "Acknowledged {count} reminders"),
    NN_(
        "Acknowledged a reminder about “{name}”",
        "Acknowledged {count} reminders about “{name}”",
    ),
)
_WOKEN = (
    NN_("Woke a reminder", "Woke {count} reminders"),
    NN_("Woke a reminder about “{name}”", "Woke {count} reminders about “{name}”"),
)


def snooze(keys: str | Sequence[str], until: date, today: date, about: str | None = None) -> Action:
    """Let a reminder sleep, or several; on the day `until` they are told again.

    `about` names what they all belong to, where they are about several items.

    Raises (when done):
        Refused: the day is not in the future.
    """
    if until <= today:
        raise Refused(N_("Choose a day after today; until then it is not told."))
    return _saying(
        _SNOOZED,
        keys,
        lambda said: _put(said, "snoozed", keys, until.isoformat()),
        {"day": formats.day(until)},
        about,
    )


def slept_over(things: "Iterable[Due]", until: date, today: date) -> list[str]:
    """Return a sentence for each last day to come that passes while things sleep until a day."""
    sentence = _("A last day comes before that, on {day}: {text}")
    return [
        sentence.format(day=formats.day(one.on), text=one.text)
        for one in things
        if one.what in _LAST_DAYS and today <= one.on < until
    ]


def acknowledge(keys: str | Sequence[str], today: date, about: str | None = None) -> Action:
    """Say that a reminder was seen, or several: this occasion is not told again."""
    return _saying(
        _ACKNOWLEDGED,
        keys,
        lambda said: _put(said, "acknowledged", keys, today.isoformat()),
        about=about,
    )


def wake(keys: str | Sequence[str], about: str | None = None) -> Action:
    """Take a snooze or an acknowledgement back, or several."""

    def change(said: dict[str, Any]) -> None:
        for name in ("snoozed", "acknowledged"):
            for key in _listed(keys):
                _part(said, name).pop(key, None)

    return _saying(_WOKEN, keys, change, about=about)


def skip(request_id: str, rung: str, today: date, reason: str = "") -> Action:
    """Leave out one rung of a request's ladder, named after its action, with the reason."""

    def action(records: Records) -> ChangeSet:
        request = find(records, request_id)
        entry = {"rung": rung, "on": today.isoformat()}
        if reason.strip():
            entry["reason"] = clean_line(reason)

        def change(said: dict[str, Any]) -> None:
            skipped = _part(said, "skipped")
            before = skipped.get(request.id)
            skipped[request.id] = [*(before if isinstance(before, list) else ()), entry]

        name = records.items[request.item].name
        summary = N_("Left a step out for {request} about “{name}”: {done}")
        values = {"request": request.id, "name": name}
        of_account = around(records, request).of_account
        values["done"] = action_msgid(rung.partition(":")[0], of_account=of_account)
        return _changing(summary, values, change, request.id)(records)

    return action


def set_lead(kind: str, days: int | None, item_id: str | None = None) -> Action:
    """Say how many days ahead reminders of a kind come, for one item or all; None: as usual.

    Raises (when done):
        Refused: there is no such kind, item or number of days.
    """
    if kind not in get_args(Kind):
        raise Refused(
            N_("There is no kind of reminder “{kind}”; they are {kinds}."),
            kind=shown(kind),
            kinds=", ".join(get_args(Kind)),
        )
    if days is not None and not 0 <= days <= LONGEST_LEAD:
        raise Refused(N_("A lead time is 0 to {most} days."), most=LONGEST_LEAD)

    def action(records: Records) -> ChangeSet:
        name = existing(records, item_id).name if item_id else ""

        def change(said: dict[str, Any]) -> None:
            of_items = _part(said, "item_leads")
            leads = _part(of_items, item_id) if item_id else _part(said, "leads")
            leads.pop(kind, None)
            if days is not None:
                leads[kind] = days
            elif item_id and not leads:
                del of_items[item_id]

        summary = N_("Set how early “{name}” is told") if name else N_("Set how early it is told")
        return _changing(summary, {"name": name} if name else {}, change, item_id)(records)

    return action


def _put(said: dict[str, Any], name: str, keys: str | Sequence[str], value: str) -> None:
    for key in _listed(keys):
        _part(said, name)[key] = value


def _listed(keys: str | Sequence[str]) -> Sequence[str]:
    return [keys] if isinstance(keys, str) else keys


def _part(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a part of the section to put entries in; one that cannot have any begins anew."""
    if not isinstance(document.get(name), dict):
        document[name] = {}
    part: dict[str, Any] = document[name]
    return part


def _saying(
    sentences: tuple[tuple[str, str], tuple[str, str]],
    keys: str | Sequence[str],
    change: Callable[[dict[str, Any]], None],
    values: Mapping[str, str] = MappingProxyType({}),
    about: str | None = None,
) -> Action:
    """Return the action that changes a copy of the section, and says how many and about what."""

    def action(records: Records) -> ChangeSet:
        names = {_name(key, records) for key in _listed(keys)}
        name = names.pop() if len(names) == 1 else about or ""
        summary, several = sentences[bool(name)]
        told = {**values, "count": str(len(_listed(keys))), "several": several}
        return _changing(summary, {**told, "name": name} if name else told, change)(records)

    return action


def _name(key: str, records: Records) -> str:
    """Return the name of the item that a reminder is about, by its key; empty if it is gone."""
    about = key.partition(":")[2].partition(":")[0]
    request = records.requests.get(about)
    item = records.items.get(request.item if request else about)
    return item.name if item else ""


def _changing(
    summary: str,
    values: dict[str, str],
    change: Callable[[dict[str, Any]], None],
    about: str | None = None,
) -> Action:
    """Return the action that changes a copy of the section, empty parts of it left out."""

    def action(records: Records) -> ChangeSet:
        before = records.sections.get(_SECTION)
        after = _copied(before or {})
        change(after)
        kept = {name: part for name, part in after.items() if part != {}}
        return ChangeSet(
            summary, values, (Change("sections", before, kept or None, _SECTION),), about
        )

    return action


def _copied(document: dict[str, Any]) -> dict[str, Any]:
    from copy import deepcopy

    return deepcopy(document)
