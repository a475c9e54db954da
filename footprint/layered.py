"""Dependencies in layers: which things are drawn, and where. Pure, and the same every time."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MOST_NODES = 60
"""More than these make a picture that nobody can read."""
LABEL = 16
"""The cells of a label; a longer one is cut."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """Where everything stands, from (0, 0) to (width, height).

    `centres` are in the order of the nodes, `lines` (corner by corner, from border to border) in
    that of the edges, `layers` tell each node's layer from the left.
    """

    width: float
    height: float
    centres: tuple[Point, ...]
    layers: tuple[int, ...]
    lines: tuple[tuple[Point, ...], ...]


def layout(
    sizes: Sequence[tuple[float, float]],
    edges: Iterable[tuple[int, int]],
    *,
    layer_gap: float,
    node_gap: float,
    lane: float,
) -> Layout:
    """Return nodes of `sizes` in layers from left to right, so that edges lead to the right.

    `lane` is how far lines that run side by side are apart. Edges name nodes by their number;
    those that close a circle run back.
    """
    import graphlay

    graph = graphlay.Graph()
    for number, (width, height) in enumerate(sizes):
        graph.node(number, width=width, height=height)
    for source, target in edges:
        graph.edge(source, target)
    spacing = {
        "layer_gap": layer_gap,
        "node_gap": node_gap,
        "dummy_gap": node_gap,
        "isolated_gap": node_gap,
        "reroute_node_gap": node_gap,
        "port_gap": lane,
        "port_stroke_clear": lane,
        "stub": 2 * lane,
        "bundle_lane_gap": lane,
    }
    # Lines leave on the right and arrive on the left; those to the same node come together.
    routing = {"lane_gap": lane, "port_sides": "facing_only", "merge_edges": "joins"}
    drawn = graphlay.layout(
        graph, options={"direction": "leftright", "spacing": spacing, "routing": routing}
    )
    low, high = drawn.bounds["min"], drawn.bounds["max"]

    def at(point: dict[str, float]) -> Point:
        return point["x"] - low["x"], point["y"] - low["y"]

    return Layout(
        width=high["x"] - low["x"],
        height=high["y"] - low["y"],
        centres=tuple(at(node["center"]) for node in drawn.nodes),
        layers=tuple(node["rank"] for node in drawn.nodes),
        lines=tuple(tuple(map(at, edge["points"])) for edge in drawn.edges),
    )


def nearest(
    starts: Iterable[str],
    neighbours: Callable[[str], Iterable[str]],
    *,
    steps: int | None = None,
    most: int = MOST_NODES,
) -> tuple[list[str], int]:
    """Return what is at most `steps` away from `starts`, the nearest first, and how many not.

    At most `most` are returned; the second number counts the others.
    """
    away = dict.fromkeys(starts, 0)
    waiting = deque(away)
    while waiting:
        here = waiting.popleft()
        if away[here] == steps:
            continue
        for there in sorted(neighbours(here)):
            if there not in away:
                away[there] = away[here] + 1
                waiting.append(there)
    reached = list(away)
    return reached[:most], max(0, len(reached) - most)
