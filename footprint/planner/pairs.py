"""What a rule yields: one step that comes before another."""

from typing import NamedTuple

from footprint.planner.steps import Node


class Pair(NamedTuple):
    """`first` before `then`, because of the item `about`; `should` where its link is weaker.

    `who`: for which item `first` is done, where that is another's step (a part's end).
    """

    first: Node
    then: Node
    about: str
    should: bool = False
    who: str | None = None
