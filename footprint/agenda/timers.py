"""What is written so that the system runs the reminders each day: systemd, cron, and recipes.

Only texts, and pure; `footprint.workspace.timers` puts them in place. Each text ends with a mark
that has a hash of the rest in it: what still matches its mark is ours to take away, what does not
was changed by the person and stays.
"""

import hashlib
import plistlib
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from subprocess import list2cmdline

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.places import tag

MARK = "# footprint-remind"
# What the units were called while there was one set of reminders.
LABEL = "footprint-remind"
UNITS = re.compile(rf"{LABEL}(-[0-9a-f]{{8}})?\.(service|timer)")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_OBEYED = frozenset('"%&<>|^!')
_SERVICE = """\
# Written by “footprint remind install”; “footprint remind uninstall” takes it away again.
[Unit]
Description=footprint: what is due

[Service]
Type=oneshot
{environment}ExecStart={command}
TimeoutStartSec=5min
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
"""
_TIMER = """\
# Written by “footprint remind install”; “footprint remind uninstall” takes it away again.
[Unit]
Description=footprint: what is due, once a day

[Timer]
OnCalendar=*-*-* {at}
Persistent=true
RandomizedDelaySec=2min

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True)
class Job:
    """What is run each day: its words, the environment it needs (only paths), when, and its name:
    each vault has its own.
    """

    words: Sequence[str]
    at: time
    environment: Mapping[str, str] = field(default_factory=dict)
    name: str = LABEL

    def __post_init__(self) -> None:
        """Raises Refused for a word that no timer can hold."""
        for word in (*self.words, *self.environment.values()):
            if _CONTROL.search(word):
                raise Refused(
                    N_("A timer cannot hold “{path}”: there is a control character in it."),
                    path=shown(word),
                )


def name_of(vault: str) -> str:
    """Return what the reminders of the vault at this place are called; it tells nothing of it."""
    return f"{LABEL}-{tag(vault)}"


# -- the mark ----------------------------------------------------------------------------------


def marked(text: str, before: str = "") -> str:
    """Return `text` with its mark after it, `before` between them."""
    return f"{text}{before}{MARK} {_digest(text)}"


def is_unchanged(text: str) -> bool:
    """Tell whether a text still is what its mark says."""
    body, mark, digest = text.rpartition(MARK)
    return bool(mark) and digest.strip() in (_digest(body), _digest(body.removesuffix(" ")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


# -- systemd -----------------------------------------------------------------------------------


def units(job: Job) -> dict[str, str]:
    """Return the user units by the names of their files (systemd.service(5), systemd.timer(5)).

    What a user's own manager can hold back without privileges is held back: no other socket than
    the session bus, no more rights than the person has.
    """
    environment = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in job.environment.items()
    )
    service = _SERVICE.format(environment=environment, command=exec_start(job.words))
    timer = _TIMER.format(at=f"{job.at:%H:%M:%S}")
    return {
        f"{job.name}.service": marked(service) + "\n",
        f"{job.name}.timer": marked(timer) + "\n",
    }


def exec_start(words: Sequence[str]) -> str:
    """Return a command line as systemd reads it: quotes and backslashes as in C, `%%` and `$$`.

    Variables are not looked for in the first word, the program.
    """
    program, *rest = words
    return " ".join([_quoted(program), *(_quoted(word).replace("$", "$$") for word in rest)])


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


# -- cron --------------------------------------------------------------------------------------


def cron_line(job: Job) -> str:
    r"""Return the line of a crontab (crontab(5)); `%` would end the command there, `\%` does not.

    Raises:
        Refused: a backslash is in it, which cron programs read differently.
    """
    given = [f"{name}={shlex.quote(value)}" for name, value in job.environment.items()]
    command = " ".join([*given, *map(shlex.quote, job.words)])
    if "\\" in command:
        raise Refused(N_("A crontab cannot hold a path with a backslash in it."))
    line = f"{job.at.minute} {job.at.hour} * * * " + command.replace("%", "\\%")
    return marked(line, " ")


def without_ours(
    crontab: bytes, is_meant: Callable[[str], bool] = lambda _line: True
) -> tuple[bytes, list[str], list[str]]:
    """Return a crontab without our lines, those lines, and ours that the person has changed.

    Those that are not meant are as if they were not ours. The changed ones stay in it, and every
    other line as it is, byte for byte.
    """
    kept, ours, changed = [], [], []
    for line in crontab.splitlines(keepends=True):
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        if MARK in text and is_meant(text):
            if is_unchanged(text):
                ours.append(text)
                continue
            changed.append(text)
        kept.append(line)
    return b"".join(kept), ours, changed


def calendar_of(line: str) -> str | None:
    """Return the calendar file that a line of ours keeps up to date: cron's or a unit's."""
    return _given(line, "--ics")


def vault_of(line: str) -> str | None:
    """Return the vault that a line of ours is for."""
    return _given(line, "--vault")


def _given(line: str, option: str) -> str | None:
    try:
        words = shlex.split(line.replace("\\%", "%"))
    except ValueError:
        return None
    if option not in words[:-1]:
        return None
    name = words[words.index(option) + 1]
    # A unit doubles what systemd would read as its own.
    return name.replace("%%", "%").replace("$$", "$") if line.startswith("ExecStart=") else name


def with_line(crontab: bytes, line: str) -> bytes:
    """Return a crontab with our line after all others, which stay as they are."""
    if crontab and not crontab.endswith(b"\n"):
        crontab += b"\n"
    return crontab + line.encode("utf-8") + b"\n"


# -- recipes for what is not written here ------------------------------------------------------


def launchd_plist(job: Job) -> str:
    """Return the agent for `~/Library/LaunchAgents/NAME.plist` (launchd.plist(5))."""
    document = {
        "Label": job.name,
        "ProgramArguments": list(job.words),
        "EnvironmentVariables": dict(job.environment),
        "StartCalendarInterval": {"Hour": job.at.hour, "Minute": job.at.minute},
        "ProcessType": "Background",
    }
    if not job.environment:
        del document["EnvironmentVariables"]
    return plistlib.dumps(document, sort_keys=False).decode()


def schtasks(job: Job) -> str:
    """Return the command for Windows' Task Scheduler, to be typed at a command prompt.

    The prompt knows no backslash before a quotation mark: what is quoted for the scheduler is not
    quoted for it. Both would put a variable in the place of `%NAME%`.

    Raises:
        Refused: a character is in it that the prompt, or the scheduler, would obey.
    """
    for word in job.words:
        if _OBEYED.intersection(word):
            raise Refused(
                N_(
                    "A command prompt would not take “{path}” as it is, because of one of {signs}; "
                    "choose another place, or make the task in the Task Scheduler itself."
                ),
                path=shown(word),
                signs=" ".join(sorted(_OBEYED)),
            )
    run = list2cmdline(job.words)
    words = ["schtasks", "/Create", "/SC", "DAILY", "/TN", job.name, "/ST", f"{job.at:%H:%M}"]
    return list2cmdline([*words, "/TR", run])
