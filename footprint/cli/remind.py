"""Reminders that come by themselves: put them in place, take them away, tell of them, run them."""

import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from footprint.agenda import state, timers
from footprint.cli.output import say, say_wrapped, warn
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.errors import FootprintError, Refused, Usage
from footprint.i18n import N_, _, language
from footprint.model.text import shown
from footprint.places import own_vault, state_file
from footprint.workspace import timers as places

USUAL_TIME = time(9)
SYSTEMD, CRON, LAUNCHD, TASK_SCHEDULER = "systemd", "cron", "launchd", "task scheduler"
# What a timer has to be told where these folders are not the usual ones.
_FOLDERS = ("XDG_CONFIG_HOME", "XDG_STATE_HOME")
_YES = ("y", "yes", "はい")


@dataclass(frozen=True)
class _Wanted:
    """What is to be put in place."""

    job: timers.Job
    system: str
    calendar: Path | None
    keeps_state: bool

    @property
    def writes(self) -> bool:
        """Whether anything is written here, and not only by the person."""
        return self.keeps_state or self.system in (SYSTEMD, CRON)


def install(args: Args, session: Session) -> int:
    """Show what would be written, ask, and write exactly that."""
    wanted = _wanted(args, session)
    if not os.path.lexists(session.vault):
        raise Refused(
            N_("There is no vault at {path}. Make one with: footprint init"),
            path=shown(session.vault),
        )
    if wanted.calendar:
        from footprint.workspace.reminding import existing_calendar

        existing_calendar(wanted.calendar, session.vault)
    _show(wanted, session.vault)
    missing = _missing_passphrase(session)
    for warning in (missing, _names_are_seen(wanted.job)):
        if warning:
            warn(warning)
    if args.has("dry-run") or not wanted.writes:
        say(_("Nothing was written."))
        return 0
    if not args.has("yes"):
        warn(_("Do this? (y/n)"))
        answer = sys.stdin.readline()
        if answer.strip().casefold() not in _YES:
            say(_("Nothing was written. To do it without being asked: the same command with --yes"))
            # Whoever says no has what they want; where nobody could be asked it is not done.
            return 0 if answer else 1
    status = _put_in_place(wanted, session)
    if wanted.keeps_state and not missing:
        from footprint.workspace import reminding

        with session.open(reading=True) as workspace:
            reminding.refresh(workspace)
    return status


def run(args: Args, session: Session) -> int:
    """Do what the timer is for; say nothing unless something failed."""
    from footprint.agenda.notify import session_bus
    from footprint.workspace import reminding

    bus = session_bus(os.environ)
    if bus:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
    detailed, calendar = args.has("detailed"), args.text("ics")
    failed = False
    with session.open(reading=True) as workspace:
        parts: list[Callable[[], object]] = [lambda: reminding.refresh(workspace)]
        if calendar is not None:
            path = Path(calendar)
            parts.append(lambda: reminding.keep_calendar(workspace, path, detailed=detailed))
        if args.has("notify"):
            parts.append(lambda: reminding.notify_once(workspace, detailed=detailed))
        for part in parts:
            # One that fails keeps none of the others from being done.
            try:
                part()
            except FootprintError as error:
                warn(error)
                failed = True
    return 1 if failed else 0


def uninstall(_args: Args, session: Session) -> int:
    """Take away what was put in place for the vault and is unchanged."""
    from footprint.workspace import reminding

    vault = session.vault
    calendars = places.calendars(vault)
    done = [*_without_units(vault), *_without_lines(vault)]
    others = places.vaults()
    if reminding.opt_out(vault):
        done.append(_("Removed {path}.").format(path=shown(state_file(vault))))
    for sentence in done:
        say(sentence)
    for path in calendars if done else ():
        say(
            _("This calendar file stays, and is not kept up to date any more: {path}").format(
                path=shown(path)
            )
        )
    left = _left(vault)
    for sentence in left:
        warn(sentence)
    if not done and not left:
        say(_("There are no reminders to take away."))
    for other in others if not left else ():
        told = _("The reminders of another vault stay. To take them away: {command}")
        say(told.format(command=_uninstalling(other)))
    return 1 if left else 0


def _uninstalling(vault: str | Path) -> str:
    """Return what to type to take the reminders of a vault away."""
    words = ["footprint", "remind", "uninstall"]
    if os.path.realpath(vault) != os.path.realpath(own_vault()):
        words += ["--vault", str(Path(vault).absolute())]
    return shown(shlex.join(words))


def status(_args: Args, session: Session) -> None:
    """Tell what is in place."""
    units = places.units_there()
    ours, changed = places.lines_there()
    found = [shown(one) for one in (*units, *ours, *changed)]
    if not found:
        say_wrapped(_("There is no timer. To have one: footprint remind install"))
    for one in found:
        say(_("In place: {what}").format(what=one))
    for vault in places.vaults() if found else ():
        say(_("Reminded of: {path}").format(path=shown(vault)))
    for name in dict.fromkeys(path.stem for path in units):
        if not places.is_running(name):
            warn(_("systemd does not run the timer {name}.").format(name=name))
    for sentence in _left():
        warn(sentence)
    _show_state(session)


# -- what is wanted ----------------------------------------------------------------------------


def _wanted(args: Args, session: Session) -> _Wanted:
    calendar = _absolute(args.text("ics"))
    notifies = args.has("notify") or not (args.has("short") or calendar)
    words = [*_program(), "remind", "run", "--lang", language()]
    words += ["--vault", str(session.vault.absolute())]
    file = _absolute(session.passphrase_file or os.environ.get("FOOTPRINT_PASSPHRASE_FILE"))
    for name, value in (("passphrase-file", file), ("ics", calendar)):
        words += [f"--{name}", str(value)] if value else []
    words += ["--notify"] if notifies else []
    words += ["--detailed"] if args.has("detailed") else []
    given = {name: os.environ.get(name, "") for name in _FOLDERS}
    folders = {name: value for name, value in given.items() if Path(value).is_absolute()}
    job = timers.Job(words, _time(args.text("at")), folders, places.name_of(session.vault))
    return _Wanted(job, _system(args), calendar, notifies or args.has("short"))


def _program() -> list[str]:
    # Without -P a file of that name in the folder a timer starts in would be run.
    return [sys.executable, "-P", "-m", "footprint"]


def _absolute(name: str | None) -> Path | None:
    """A timer starts in another folder than the person stands in."""
    return Path(name.replace("\0", "\N{REPLACEMENT CHARACTER}")).absolute() if name else None


def _time(given: str | None) -> time:
    if given is None:
        return USUAL_TIME
    read = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", given)
    if not read:
        raise Usage(N_("--at: “{value}” is not a time; write it like 09:00."), value=shown(given))
    return time(int(read[1]), int(read[2]))


def _system(args: Args) -> str:
    if args.has("systemd") and args.has("cron"):
        raise Usage(N_("Give either --systemd or --cron."))
    if args.has("systemd") or args.has("cron"):
        return SYSTEMD if args.has("systemd") else CRON
    if sys.platform in ("darwin", "win32"):
        return LAUNCHD if sys.platform == "darwin" else TASK_SCHEDULER
    # As sd_booted(3) tells whether systemd runs the system.
    return SYSTEMD if Path("/run/systemd/system").is_dir() else CRON


def _missing_passphrase(session: Session) -> str | None:
    """Return why the timer could not open the vault as things are; None if it could.

    Raises:
        CannotOpen: a file with the passphrase is named, and does not open it.
    """
    if session.passphrase_file or os.environ.get("FOOTPRINT_PASSPHRASE_FILE"):
        with session.open(reading=True):
            return None
    from footprint.workspace.keeping import kept_code

    if kept_code(session.vault) is not None:
        return None
    if os.environ.get("FOOTPRINT_PASSPHRASE_COMMAND"):
        return _(
            "The timer does not know the FOOTPRINT_PASSPHRASE_COMMAND of this shell: for systemd "
            "put it into ~/.config/environment.d/footprint.conf, for cron at the top of the "
            "crontab."
        )
    return _(
        "The timer cannot open the vault yet, because nobody is there to type the passphrase: run "
        "footprint keyring on, or install again with --passphrase-file FILE."
    )


# -- shown and asked ---------------------------------------------------------------------------


def _show(wanted: _Wanted, vault: Path) -> None:
    job = wanted.job
    say(_("Every day at {time} this is to be run:").format(time=f"{job.at:%H:%M}"))
    say(f"  {shlex.join(job.words)}")
    if wanted.system == SYSTEMD:
        for name, text in timers.units(job).items():
            path = shown(places.unit_folder() / name)
            say(_("This file is written: {path}").format(path=path))
            _show_lines(text.splitlines())
        say(_("Then this is run:"))
        _show_lines(map(shlex.join, places.enable(job.name)))
        _show_replaced([*places.lines_there(vault)[0], *_units(vault, but=job.name)])
    elif wanted.system == CRON:
        say(_("This line is added to your crontab:"))
        line = timers.cron_line(job)
        _show_lines([line])
        others = [each for each in places.lines_there(vault)[0] if each != line]
        _show_replaced([*others, *_units(vault)])
    elif wanted.system == LAUNCHD:
        path = f"~/Library/LaunchAgents/{job.name}.plist"
        say(_("Write this to {path}:").format(path=path))
        _show_lines(timers.launchd_plist(job).splitlines())
        say(_("Then run:"))
        _show_lines([f"launchctl bootstrap gui/$(id -u) {path}"])
        say(_("To take it away again:"))
        _show_lines([f"launchctl bootout gui/$(id -u)/{job.name}", f"rm {path}"])
    else:
        say(_("Run this at a command prompt:"))
        _show_lines([timers.schtasks(job)])
        say(_("To take it away again:"))
        _show_lines([f"schtasks /Delete /TN {job.name}"])
    if wanted.keeps_state:
        path = shown(state_file(vault))
        say(_("This file, with counts but no names, is kept: {path}").format(path=path))
    if wanted.calendar:
        path = shown(wanted.calendar)
        say(_("This calendar file is kept up to date: {path}").format(path=path))
        if "--detailed" in job.words:
            warn(_("It is not encrypted: whoever gets hold of it can read it."))


def _names_are_seen(job: timers.Job) -> str | None:
    """Return the warning that others can read the names in notifications; None if they cannot."""
    from footprint.agenda.notify import hides_names

    if not {"--notify", "--detailed"} <= set(job.words) or hides_names():
        return None
    return _(
        "Everybody who uses this machine can read the names in a notification while it is handed "
        "over, as an argument of the program that shows it. Leave out --detailed, or on Linux "
        "install footprint with the extra “keyring”: then it goes another way."
    )


def _show_replaced(others: Sequence[object]) -> None:
    if others:
        say(_("It takes the place of this, since there is one set of reminders for a vault:"))
        _show_lines(map(shown, others))


def _show_lines(lines: Iterable[str]) -> None:
    for line in lines:
        say(f"    {line}")


def _show_state(session: Session) -> None:
    try:
        known = state.read(state_file(session.vault))
    except state.Unusable as error:
        warn(error)
        return
    if known is None or not known.is_of(session.vault):
        say_wrapped(_("Nothing is kept for footprint due --short."))
    elif known.counted_at is None:
        say_wrapped(_("Nothing was counted yet; the first run of the timer does."))
    else:
        at = known.counted_at.astimezone()
        told = state.short(state_file(session.vault), session.vault, datetime.now(UTC))
        say(
            _("Counted last: {time}; footprint due --short tells “{told}”.").format(
                time=f"{at:%Y-%m-%d %H:%M}", told=told
            )
        )


# -- put in place and taken away ---------------------------------------------------------------


def _put_in_place(wanted: _Wanted, session: Session) -> int:
    if wanted.system == CRON:
        before = places.crontab()
        rest, _ours, changed = places.without_lines(before, session.vault)
        if changed:
            raise Refused(
                N_("This line of the crontab was changed by hand; remove it first: {line}"),
                line=shown(changed[0]),
            )
        places.write_crontab(before, timers.with_line(rest, timers.cron_line(wanted.job)))
    elif wanted.system == SYSTEMD:
        places.write_units(timers.units(wanted.job))
    if wanted.keeps_state:
        from footprint.workspace.reminding import opt_in

        opt_in(session.vault)
    name, vault = wanted.job.name, session.vault
    if wanted.system == SYSTEMD and not _is_enabled(name):
        return 1
    if wanted.system in (SYSTEMD, CRON):
        # Only now: until the one is in place, the other reminds.
        if wanted.system == SYSTEMD:
            removed = [*_without_lines(vault), *_without_units(vault, but=name)]
        else:
            removed = _without_units(vault)
        for sentence in removed:
            say(sentence)
        for other in places.changed_by_hand(vault):
            told = _("This was changed by hand and is left as it is; it may remind, too: {what}")
            warn(told.format(what=other))
        say(_("Done. To take it away again: {command}").format(command=_uninstalling(vault)))
    return 0


def _units(vault: Path, but: str | None = None) -> list[Path]:
    """Return the units of a vault that are as they were written, but for those called so."""
    there = places.units_there(vault)
    return [path for path, unchanged in there.items() if unchanged and path.stem != but]


def _is_enabled(name: str) -> bool:
    """Have systemd start the timer; where it does not, say what to type."""
    if places.has("systemctl") and all(map(places.call, places.enable(name))):
        return True
    warn(_("The files are written, but systemd did not start the timer. Type:"))
    for words in places.enable(name):
        warn(f"  {shlex.join(words)}")
    return False


def _without_units(vault: Path, but: str | None = None) -> list[str]:
    """Take the units of a vault away that are as they were written; return what was done."""
    units, running = places.take_units(vault, but)
    for name in running:
        warn(
            _("systemd did not stop the timer. Type: {command}").format(
                command=shlex.join(places.disable(name))
            )
        )
    return [_("Removed {path}.").format(path=shown(path)) for path in units]


def _without_lines(vault: Path) -> list[str]:
    told = _("Removed from the crontab: {line}")
    return [told.format(line=shown(line)) for line in places.take_lines(vault)]


def _left(vault: Path | None = None) -> list[str]:
    """Return what was changed by hand, and so is not ours to take away."""
    told = _("This was changed by hand and is left as it is: {what}")
    return [told.format(what=one) for one in places.changed_by_hand(vault)]
