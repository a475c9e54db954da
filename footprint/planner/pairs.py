"""What a rule yields: one step that comes before another."""

from typing import NamedTuple

from footprint.planner.steps import Node


class Pair(NamedTuple):
    """`first` before `then`, because of the item `about`; `should` where its link is weaker."""

    first: Node
    then: Node
    about: str
    should: bool = False
