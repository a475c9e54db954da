"""When a vault is to be locked by itself: nobody is there, or the computer was asleep."""

from collections.abc import Callable
from time import monotonic, time
from typing import Literal

Reason = Literal["idle", "asleep", "key", "hung_up"]

# The two clocks part by this many seconds when the computer slept: only one of them went on.
_GAP = 30.0


class IdleWatch:
    """Counts the time since the last key, by a clock that stands still in sleep and one that runs.

    `after` is in seconds; 0 never locks for want of a key. A computer that slept is locked anyhow.
    """

    def __init__(
        self,
        after: float,
        awake: Callable[[], float] = monotonic,
        wall: Callable[[], float] = time,
    ) -> None:
        self._after = after
        self._awake, self._wall = awake, wall
        self.touch()
        self._seen = (awake(), wall())

    def touch(self) -> None:
        """Note that the person did something just now."""
        self._touched = self._awake()

    def reason(self) -> Reason | None:
        """Return why it is to be locked now, if it is; asked every few seconds."""
        awake, wall = self._awake(), self._wall()
        before_awake, before_wall = self._seen
        self._seen = (awake, wall)
        if (wall - before_wall) - (awake - before_awake) > _GAP:
            return "asleep"
        if self._after and awake - self._touched >= self._after:
            return "idle"
        return None
