"""The long form of the loops that the normal run has in a shorter one: `python tests/endurance.py`.

It kills, starves, damages and drives the program for some twenty minutes on two cores, and prints
what it counted. A name chooses: `python tests/endurance.py kills`.
"""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
LOOPS = {
    "kills": (
        {"FOOTPRINT_TEST_KILLS": "300"},
        ["vault/test_crash.py", "vault/test_keeping.py", "vault/test_merging.py", "-k", "kill"],
    ),
    "damage": ({"FOOTPRINT_TEST_MUTATIONS": "600"}, ["vault/test_salvage.py"]),
    "actions": (
        {"FOOTPRINT_TEST_ACTIONS": "5000", "PYTHONMALLOC": "malloc"},
        ["tui/test_random.py"],
    ),
    "together": ({"FOOTPRINT_TEST_SECONDS": "120"}, ["cli/test_together.py"]),
    "merges": ({"HYPOTHESIS_PROFILE": "long"}, ["vault/test_merging.py", "-k", "lost or undo"]),
    "plans": ({"HYPOTHESIS_PROFILE": "long"}, ["planner/test_properties.py"]),
}


def main(names: list[str]) -> int:
    """Run the loops that are named, or all; return how many failed."""
    failed = 0
    for name in names or LOOPS:
        environment, arguments = LOOPS[name]
        paths = [str(TESTS / each) if each.endswith(".py") else each for each in arguments]
        print(f"== {name}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *paths],
            env={**os.environ, **environment},
            check=False,
        )
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
