"""A notification over the session bus itself: its text is no argument that others could read.

With jeepney, which the extra `keyring` brings along where there is such a bus: it is small, and
only writes and reads messages.
"""

import sys
from importlib.util import find_spec

_WHERE = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications")
_USUAL_TIME = -1


class NotShown(Exception):
    """The bus, or who shows notifications on it, did not take it; the text says why."""


def is_there() -> bool:
    """Tell whether what speaks to the bus is installed here."""
    return sys.platform not in ("darwin", "win32") and find_spec("jeepney") is not None


def show(title: str, body: str, seconds: float) -> None:
    """Show a notification; what shows it reads markup in the body.

    Raises:
        NotShown: nobody did.
    """
    from jeepney import (  # type: ignore[import-untyped]
        DBusAddress,
        DBusErrorResponse,
        MessageType,
        new_method_call,
    )
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

    path, name = _WHERE
    call = new_method_call(
        DBusAddress(path, bus_name=name, interface=name),
        "Notify",
        "susssasa{sv}i",
        (title, 0, "", title, body, [], {}, _USUAL_TIME),
    )
    try:
        with open_dbus_connection("SESSION") as connection:
            reply = connection.send_and_get_reply(call, timeout=seconds)
    except (OSError, ValueError, LookupError, RuntimeError, EOFError, DBusErrorResponse) as error:
        raise NotShown(str(error)) from None
    if reply.header.message_type is MessageType.error:
        raise NotShown(" ".join(map(str, reply.body)))
