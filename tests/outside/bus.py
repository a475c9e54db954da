"""Names go over a session bus to whoever shows notifications, and are no argument of a program."""

import os
import queue
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import hostile
from desktop import started, wait_for
from programs import Failed, find, same

from footprint.agenda import notify
from footprint.agenda.entry import Due
from footprint.errors import Refused

INSTALL = "apt-get install dbus"
TODAY = date(2026, 11, 24)
REFUSED = "sentinel"


def check(folder: Path) -> str:
    """Show each hostile name over a bus, and what nobody takes, or who is there refuses."""
    daemon = find(("dbus-daemon",), INSTALL)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = address = f"unix:path={folder / 'bus'}"
    # notify-send would write what it was given here.
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    _spy(folder)
    with started(daemon, "--session", f"--address={address}", "--nofork"):
        wait_for((folder / "bus").exists, "there is no session bus")
        _refused("Netflix", "was not shown: ")
        with _shown() as asked:
            for name in hostile.NAMES:
                _told(asked, name)
            _refused(REFUSED, "was not shown: not \ufffd now")
    same("what became an argument", (folder / "argued").exists(), False)
    return f"{len(hostile.NAMES)} names, none of them an argument"


def _spy(folder: Path) -> None:
    program = folder / "notify-send"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/argued"\n', encoding="utf-8")
    program.chmod(0o700)


def _told(asked: "queue.Queue[Any]", name: str) -> None:
    told = notify.details([Due(TODAY, "step", "today", TODAY, lambda: name)])
    notify.show(told, detailed=True)
    program, _id, _icon, title, body, actions, _hints, _time = asked.get(timeout=10)
    same("who says what", (program, title, actions), ("footprint", "footprint", []))
    wanted = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    same("a name", body, wanted)


def _refused(text: str, why: str) -> None:
    try:
        notify.show(text, detailed=True)
    except Refused as error:
        if why in str(error):
            return
        raise Failed(f"it says {error}") from None
    raise Failed(f"{text} was taken by nobody, and nothing was said")


@contextmanager
def _shown() -> Iterator["queue.Queue[Any]"]:
    """Have somebody on the bus who shows notifications; yield what they were asked to show."""
    from jeepney import HeaderFields, message_bus, new_error, new_method_return
    from jeepney.io.blocking import Proxy, open_dbus_connection

    asked: queue.Queue[Any] = queue.Queue()
    with closing(open_dbus_connection("SESSION")) as connection:
        Proxy(message_bus, connection).RequestName("org.freedesktop.Notifications")

        def answer() -> None:
            message = connection.receive()
            if message.header.fields.get(HeaderFields.member) != "Notify":
                return
            if message.body[4] == REFUSED:
                connection.send(new_error(message, "org.example.No", "s", ("not \x1b now",)))
            else:
                asked.put(message.body)
                connection.send(new_method_return(message, "u", (1,)))

        def serve() -> None:
            with suppress(OSError, ValueError):  # the bus goes
                while True:
                    answer()

        threading.Thread(target=serve, daemon=True).start()
        yield asked
