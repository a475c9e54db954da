"""No test has a network: what tries to reach one is refused, and remembered.

Programs that the tests start load this, too (`audited/sitecustomize.py`), and write what they
tried into the file that NETWORK_ATTEMPTS names.
"""

import os
import sys
from pathlib import Path
from typing import Any

attempts: list[str] = []

_TESTS = Path(__file__).parent
SEARCH = os.pathsep.join(map(str, (_TESTS / "audited", _TESTS, _TESTS.parent)))
"""PYTHONPATH of every Python that a test starts."""

_EVENTS = {
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
    *("socket.getaddrinfo", "socket.gethostbyname"),
}


class NetworkUsed(Exception):
    """Something tried to reach a network."""


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in _EVENTS:
        return
    import socket

    family = getattr(args[0], "family", socket.AF_INET)
    # Sockets inside the machine (AF_UNIX) are asyncio's own.
    if family in (socket.AF_INET, socket.AF_INET6):
        attempts.append(event)
        told = os.environ.get("NETWORK_ATTEMPTS")
        if told:
            with open(told, "a", encoding="ascii") as file:  # noqa: PTH123 - no import in a hook
                file.write(f"{event}\n")
        raise NetworkUsed(event)


# Once for the whole run: an audit hook cannot be taken out again.
sys.addaudithook(_refuse)
