"""What `harden` takes away, looked at from inside a process of its own."""

import subprocess
import sys

SCRIPT = """
import ctypes, os, resource, sys
os.environ["TEXTUAL_LOG"] = os.environ["TEXTUAL"] = "x"
from footprint.hardening import harden
harden()
print([name for name in os.environ if name.startswith("TEXTUAL")])
print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE))
if sys.platform == "linux":
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print("textual" in sys.modules)
"""


def test_a_hardened_process_keeps_to_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[:2] == ["[]", "0o77 (0, 0)"]
    assert lines[2] == ("0" if sys.platform == "linux" else "False")
    assert lines[-1] == "False"
