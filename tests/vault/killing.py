"""Scripts that work on a vault until they are killed, and the killing (SECURITY R1, R2, R4).

FOOTPRINT_TEST_KILLS sets how often each is killed; the README's command for the long loops sets
300 for writing and 100 for the others.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from network import SEARCH

KILLS = int(os.environ.get("FOOTPRINT_TEST_KILLS", "12"))
TESTS = Path(__file__).parents[1]
ENVIRONMENT = {
    "PYTHONPATH": SEARCH,
    "FOOTPRINT_TEST_KDF": "1",
}


def kill(script: str, *arguments: object, after: float) -> list[str]:
    """Run a script until it says "ready", kill -9 it `after` seconds later; return what it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.kill()
    return process.communicate()[0].split("\n")[:-1]


def moments(count: int, most: float, seed: int) -> Iterator[float]:
    """Yield random instants; half of them early, where most things begin."""
    dice = random.Random(seed)
    for number in range(count):
        yield dice.uniform(0, most if number % 2 else most / 8)
