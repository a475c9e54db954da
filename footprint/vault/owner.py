"""The one thread that touches the database (SECURITY 1.6)."""

import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident
from typing import TypeVar

from footprint.errors import Refused
from footprint.i18n import N_

T = TypeVar("T")


class Owner:
    """Runs what it is given, one thing after the other, always in the same thread."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._thread = self._pool.submit(get_ident).result()
        self._closed = False

    def call(self, work: Callable[[], T]) -> T:
        """Return what `work()` returns, or raise what it raises.

        The caller's context goes along, so that `noticing()` counts what happens there.

        Raises:
            Refused: the thread has ended.
        """
        if get_ident() == self._thread:
            return work()
        if self._closed:
            raise Refused(N_("The vault is closed."))
        return self._pool.submit(contextvars.copy_context().run, work).result()

    def close(self) -> None:
        """End the thread after what it is doing."""
        self._closed = True
        self._pool.shutdown()
