"""When the program has done everything it was asked to do, and waits.

Textual's Pilot guesses: for every key it sends each widget messages of its own and looks, several
times, whether the process was idle in the last fiftieth of a second. That takes most of a test's
time, and on a busy machine it takes a program that is only slow for one that has finished. The
event loop knows better: it is quiet when nothing is ready to run, nothing is to be drawn, nothing
moves and no thread works.
"""

import asyncio
from time import monotonic, process_time
from typing import Any

import textual.app
import textual.pilot
from textual.app import App, ScreenStackError
from textual.pilot import Pilot

LONGEST = 5.0
"""Seconds to wait at most, as for what draws itself again and again."""
STUCK = 0.1
"""Seconds without any work after which a thread waits for something from outside."""


async def quiet(app: App[Any]) -> None:
    """Wait until the program is quiet, or a thread of it waits for something from outside."""
    end = monotonic() + LONGEST
    worked, used = monotonic(), process_time()
    while monotonic() < end:
        await nothing_ready()
        if app._exception is not None:
            return
        if _draw(app):
            continue
        if app._batch_count:
            # A section that has just been switched to is laid out and shown at its end.
            await asyncio.sleep(0.005)
            continue
        if not app.animator._complete_event.is_set():
            await asyncio.wait_for(app.animator.wait_until_complete(), LONGEST)
            continue
        if not _threads_work():
            return
        if process_time() - used > STUCK / 5:
            worked, used = monotonic(), process_time()
        elif monotonic() - worked > STUCK:
            return
        await asyncio.sleep(0.005)


async def nothing_ready(*_as_textual_calls_it: float) -> None:
    """Wait until the event loop has nothing left that it could do now."""
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + LONGEST
    while monotonic() < end:
        await asyncio.sleep(0)
        if not loop._ready:
            return


def _draw(app: App[Any]) -> bool:
    """Draw at once what would be drawn with the next frame; whether there was anything."""
    if app._resize_timer is not None:
        app._check_resize()
        return True
    try:
        screen = app.screen
    except ScreenStackError:
        return False
    if app._batch_count or not screen.is_current or not screen.is_running:
        return False
    waits = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if waits:
        screen._on_timer_update()
    return bool(waits)


def _threads_work() -> bool:
    """Whether a thread that asyncio or a worker of Textual has begun has not ended."""
    threads = getattr(asyncio.get_running_loop(), "_default_executor", None)
    return threads is not None and len(threads._threads) > threads._idle_semaphore._value


async def _wait_for_screen(pilot: Pilot[Any], timeout: float = LONGEST) -> bool:
    await quiet(pilot.app)
    return pilot.app._exception is None


def teach_pilot() -> None:
    """Let Textual's Pilot wait like this, after each key and in a pause."""
    textual.app.wait_for_idle = nothing_ready
    textual.pilot.wait_for_idle = nothing_ready
    Pilot._wait_for_screen = _wait_for_screen  # type: ignore[method-assign]
