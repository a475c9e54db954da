"""A real systemd user manager fires what `footprint remind install --systemd` writes.

It is started in a mount namespace with a `/run` of its own, so that neither the system's manager
nor yours is touched; that needs root, or user namespaces.
"""

import os
import subprocess
import sys
from pathlib import Path

from desktop import Desktop, Home, check_run, desktop, home
from programs import PATIENCE, Failed, find, run, same

INSTALL = "apt-get install systemd util-linux"
MANAGERS = ("/lib/systemd/systemd", "/usr/lib/systemd/systemd")
# Without the delays that spare a system, so that the check need not wait for them.
AT_ONCE = "[Timer]\nRandomizedDelaySec=0\nAccuracySec=1s\n"
# Installs; waits until its input ends; takes away. What is left of the units is printed last.
SCRIPT = """\
mount -t tmpfs none /run && mkdir -p /run/systemd/system "$XDG_RUNTIME_DIR" || exit 1
chmod 700 "$XDG_RUNTIME_DIR"
"$1" --user >/dev/null 2>&1 & manager=$!
until systemctl --user is-system-running --wait >/dev/null 2>&1; do
  kill -0 $manager || exit 1
  [ "$(systemctl --user is-system-running 2>/dev/null)" = degraded ] && break
  sleep 0.2
done
# The manager has started a bus of its own, on which there is nobody to show anything.
systemctl --user set-environment "DBUS_SESSION_BUS_ADDRESS=$BUS"
shift
"$@" >&2 && read -r _line
systemctl --user show --all 'footprint-remind-*.service' -p Result -p ExecMainStatus
"$PYTHON" -m footprint remind uninstall >&2
systemctl --user list-unit-files --no-legend 'footprint*'
kill $manager; wait $manager
"""


def check(folder: Path) -> str:
    """Install, verify, wait until it fires, look at what it did, and take it away."""
    find(("unshare",), INSTALL)
    manager = find(MANAGERS, INSTALL)
    with desktop(folder) as screen:
        mine = home(folder)
        dropped = mine.folder / "config" / "systemd" / "user" / "footprint-remind-.timer.d"
        dropped.mkdir(parents=True)
        (dropped / "at-once.conf").write_text(AT_ONCE)
        told, printed = _fired(manager, screen, mine)
    same("what systemd says of it", printed, "Result=success\nExecMainStatus=0\n")
    return f"verified, fired, shown as {told!r}, and taken away"


def _fired(manager: str, screen: Desktop, mine: Home) -> tuple[str, str]:
    """Return the notification, and what the script printed."""
    install = (sys.executable, "-m", "footprint", *mine.install("--systemd"))
    root = () if os.geteuid() == 0 else ("--map-root-user",)
    program = subprocess.Popen(
        ["unshare", *root, "--mount", "sh", "-c", SCRIPT, "sh", manager, *install],
        cwd=mine.folder,
        env={
            **mine.environment,
            "BUS": screen.environment["DBUS_SESSION_BUS_ADDRESS"],
            "XDG_RUNTIME_DIR": f"/run/user/{os.geteuid()}",
            "PYTHON": sys.executable,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        told = screen.wait()
        check_run(mine, told)
        _verify(mine)
        printed, said = program.communicate("\n", timeout=PATIENCE)
    finally:
        program.kill()
    if program.returncode not in (0, 143):
        raise Failed(said[-2000:])
    return told, printed


def _verify(mine: Home) -> None:
    units = mine.folder / "config" / "systemd" / "user"
    files = [*units.glob("footprint-remind-*.service"), *units.glob("footprint-remind-*.timer")]
    same("the units written", len(files), 2)
    (mine.folder / "run").mkdir(mode=0o700)
    given = {**mine.environment, "XDG_RUNTIME_DIR": str(mine.folder / "run")}
    run("systemd-analyze", "--user", "verify", *files, folder=units, environment=given)
