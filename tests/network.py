"""No test has a network: what tries to reach one is refused, and remembered."""

import socket
import sys
from typing import Any

attempts: list[str] = []

_EVENTS = {
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
    *("socket.getaddrinfo", "socket.gethostbyname"),
}


class NetworkUsed(Exception):
    """Something tried to reach a network."""


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in _EVENTS:
        return
    family = getattr(args[0], "family", socket.AF_INET)
    # Sockets inside the machine (AF_UNIX) are asyncio's own.
    if family in (socket.AF_INET, socket.AF_INET6):
        attempts.append(event)
        raise NetworkUsed(event)


# Once for the whole run: an audit hook cannot be taken out again.
sys.addaudithook(_refuse)
