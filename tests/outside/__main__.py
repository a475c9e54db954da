"""Exports and reminders in programs that pip cannot bring: `python tests/outside`.

One module a program; each has `check(folder)`, which does its work in an empty folder and returns
what it saw in a line, or raises `Failed`. A program that is missing is a failure that says how to
install it. Names on the command line choose: `python tests/outside chart`. Those of reminders
(`calendars notified bus units cron`) take some three minutes, for they wait until it is time.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from programs import Failed  # noqa: E402 - beside this file

CHECKS = {
    "spreadsheet": "LibreOffice",
    "chart": "Mermaid",
    "printed": "Chromium",
    "calendars": "calcurse",
    "notified": "dunst",
    "bus": "dbus-daemon",
    "units": "systemd",
    "cron": "cron",
}


def main(wanted: list[str]) -> int:
    """Run the checks, a line each; return how many failed."""
    failed = 0
    for name in wanted or CHECKS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                seen = import_module(name).check(Path(folder))
                print(f"ok      {CHECKS[name]}: {seen}", flush=True)
            except Failed as reason:
                failed += 1
                print(f"FAILED  {CHECKS[name]}: {reason}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
