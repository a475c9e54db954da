"""The one thread that touches the database (SECURITY 1.6)."""

import contextvars
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread, get_ident
from typing import TypeVar, cast

from footprint.errors import Refused
from footprint.i18n import N_

T = TypeVar("T")
_Works = SimpleQueue[Callable[[], None] | None]


class Owner:
    """Runs what it is given, one thing after the other, always in the same thread.

    Not one of Python's executors, which would bring all of `logging` along.
    """

    def __init__(self) -> None:
        self._works: _Works = SimpleQueue()
        # A daemon, since a vault left open must not keep the program from ending; the finalizer
        # still waits for what is being done.
        self._thread = Thread(target=_work, args=(self._works,), name="vault", daemon=True)
        self._thread.start()
        self._end = weakref.finalize(self, _end, self._works, self._thread)
        self._gate = Lock()
        self._closed = False

    def call(self, work: Callable[[], T]) -> T:
        """Return what `work()` returns, or raise what it raises.

        The caller's context goes along, so that `noticing()` counts what happens there.

        Raises:
            Refused: the thread has ended.
        """
        return work() if get_ident() == self._thread.ident else self.begin(work)()

    def begin(self, work: Callable[[], T]) -> Callable[[], T]:
        """Have `work()` done and return at once, with what waits for it and is as `call` is.

        Raises:
            Refused: the thread has ended.
        """
        context = contextvars.copy_context()
        answers: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

        def answer() -> None:
            try:
                answers.put((context.run(work), None))
            except BaseException as error:  # noqa: BLE001 - raised where it was asked for
                answers.put((None, error))

        with self._gate:
            # A program that ends has ended the thread, too.
            if self._closed or not self._end.alive:
                raise Refused(N_("The vault is closed."))
            self._works.put(answer)
        return lambda: _given(*answers.get())

    def close(self) -> None:
        """End the thread after what it is doing."""
        with self._gate:
            self._closed = True
        self._end()
        if get_ident() != self._thread.ident:
            self._thread.join()


def _given(value: T | None, error: BaseException | None) -> T:
    if error is None:
        return cast(T, value)
    try:
        raise error
    finally:
        # An error that is kept keeps this frame, which would keep the error.
        del error


def _work(works: _Works) -> None:
    """Do one thing after the other until None comes, and keep none of them."""
    for work in iter(works.get, None):
        work()
        del work


def _end(works: _Works, thread: Thread) -> None:
    works.put(None)
    if get_ident() != thread.ident:
        thread.join()
