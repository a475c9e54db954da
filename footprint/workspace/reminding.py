"""Reminders that reach the person: notified once a day, the prompt's counts, the calendar file.

What was shown is remembered outside the vault, so that a backup that is restored forgets nothing
of it; what is due is reckoned anew from the vault each time, so that a day that was missed loses
nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from footprint.agenda import notify, state
from footprint.agenda.state import State, Unusable
from footprint.errors import Refused
from footprint.export.agenda_ics import is_ours
from footprint.export.files import belongs_to, write_private
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.places import state_file
from footprint.vault import lock
from footprint.vault.files import cannot_write
from footprint.workspace import Workspace

if TYPE_CHECKING:
    from footprint.agenda.entry import Due

AHEAD = 90
"""How many days the calendar file looks ahead."""
FRESH = 7
"""So many days before its first alarm a thing stands in the file, however far ahead it is."""


def calendar_text(workspace: Workspace, days: int = AHEAD, *, detailed: bool = False) -> str:
    """Return the agenda of so many days as a calendar."""
    from footprint.export.agenda_ics import agenda_calendar

    found, uid = _awake(workspace, days), workspace.vault.identity()[0]
    return agenda_calendar(found, workspace.today, uid, detailed=detailed)


def _awake(workspace: Workspace, days: int) -> "Iterator[Due]":
    """Yield what an alarm may ring for: nothing acknowledged, and what sleeps when it wakes.

    A charge that has passed had its alarm: it does not ring again every day.
    """
    from footprint.agenda.due import longest_lead

    said, today = workspace.records.reminders, workspace.today
    last, told = today + timedelta(days=days), today + timedelta(days=FRESH)
    for one in workspace.agenda(max(days, longest_lead(said) + FRESH)):
        is_over = one.what == "charge" and one.on < today
        is_far = one.on > last and one.remind_on > told
        if one.key in said.acknowledged or is_over or is_far:
            continue
        wakes = said.snoozed.get(one.key, one.remind_on)
        # It stays the same event: its occasion is that of the day it is due.
        yield one._replace(
            on=max(one.on, wakes),
            remind_on=max(one.remind_on, wakes),
            occasion=one.occasion or one.on.isoformat(),
        )


def keep_calendar(workspace: Workspace, path: Path, *, detailed: bool = False) -> bool:
    """Bring a calendar file up to date; tell whether it was written, or was so already.

    Raises:
        Refused: a file is there that is no calendar of ours, or it cannot be written.
    """
    text = calendar_text(workspace, detailed=detailed).encode("utf-8")
    before = existing_calendar(path, workspace.path)
    if before == text:
        return False
    write_private(path, text, overwrite=before is not None, vault=workspace.path)
    return True


def existing_calendar(path: Path, vault: Path) -> bytes | None:
    """Return what stands in the calendar file; None if there is none yet.

    Raises:
        Refused: what is there is no calendar of ours, and is not to be written over; or the place
            is one of the files of `vault`.
    """
    if belongs_to(vault, path):
        raise Refused(
            N_("{path} is a vault, or a file that a vault needs; choose another name"),
            path=shown(path),
        )
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise cannot_write(path, error) from None
    if content is None and os.path.lexists(path):
        raise Refused(N_("{path} is not a plain file"), path=shown(path))
    if content is not None and not is_ours(content):
        raise Refused(
            N_("{path} is there already and no calendar of footprint; name another file."),
            path=shown(path),
        )
    return content


def refresh(workspace: Workspace, path: Path | None = None) -> None:
    """Count anew for the prompt, if the person wants it for this vault.

    Another day's counts (--today) are none of the prompt's business.

    Raises:
        Refused: the file cannot be written.
    """
    path = path or state_file(workspace.path)
    if workspace.today != date.today() or not path.exists():
        return
    with _turn(path):
        known = _known(path, workspace.path)
        if known is not None:
            _write(path, known.counted(workspace.due(), datetime.now(UTC)))


def notify_once(workspace: Workspace, path: Path | None = None, *, detailed: bool = False) -> int:
    """Show what was not shown today yet, in one notification; return how many things that were.

    It is written down only after it was shown: what could not be shown is tried again.

    Raises:
        Refused: there is no notification, or what was shown cannot be written down.
    """
    path, day = path or state_file(workspace.path), workspace.today
    secret = workspace.vault.identity()[0]
    with _turn(path):
        known = _kept(path, workspace.path)
        found = [one for one in workspace.due() if one.remind_on <= day]
        fresh = known.unseen(found, day, secret) if known else found
        if not fresh:
            return 0
        told = notify.summary(fresh)
        notify.show(notify.details(fresh) if detailed else told, detailed=detailed)
        if known is not None:
            _write(path, known.showing(fresh, day, secret))
    return len(fresh)


def opt_in(vault: Path, path: Path | None = None) -> None:
    """Have the counts and what was shown kept for this vault; what is known of it stays.

    Raises:
        Refused: the file cannot be made.
    """
    path = path or state_file(vault)
    with _turn(path):
        _write(path, _known(path, vault) or state.new(vault))


def opt_out(vault: Path, path: Path | None = None) -> bool:
    """Keep nothing of this vault any more; tell whether something was kept."""
    path = path or state_file(vault)
    lock.writer_path(path).unlink(missing_ok=True)
    if not os.path.lexists(path):
        return False
    path.unlink()
    return True


def _known(path: Path, vault: Path) -> State | None:
    """Return the state if it is kept for this vault."""
    known = _kept(path, vault)
    return known if known is not None and known.is_of(vault) else None


def _kept(path: Path, vault: Path) -> State | None:
    """Return the state, whichever vault it counts; one that cannot be understood begins anew."""
    try:
        return state.read(path)
    except Unusable:
        return state.new(vault)


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Let one program at a time read and write the state: two timers show nothing twice."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path.parent, error) from None
    with lock.writer(path):
        yield


def _write(path: Path, known: State) -> None:
    write_private(path, known.text(), overwrite=True)
