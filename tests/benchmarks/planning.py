"""The planner's rows: time as the least CPU time of several runs, growth, and memory."""

import gc
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from vaults import TODAY, lifelike

from footprint.model.records import Records
from footprint.planner.paths import impact, why
from footprint.planner.plan import Plan, plan

Show = Callable[[str, str, str], None]
_ROOT = Path(__file__).parents[2]
# Max RSS never falls again, so that of a plan is read in a process of its own.
_PEAK = """
import resource, sys
sys.path[:0] = sys.argv[1:3]
from planning import everything
from vaults import TODAY, lifelike
from footprint.planner.plan import plan
records = lifelike(10_000)
made = plan(records, everything(records), TODAY)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def everything(records: Records) -> list[str]:
    """Return the goal of leaving it all."""
    kinds = ("service", "contact", "instrument")
    return [item.id for item in records.items.values() if item.kind in kinds]


def cpu(run: Callable[[], object], runs: int = 5) -> float:
    """Return the least CPU milliseconds of several runs, which a busy machine disturbs least."""
    taken = []
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken) * 1e3


def planning(show: Show) -> None:
    """Measure plans, what breaks, and why."""
    small, large = lifelike(1_000), lifelike(10_000)
    one = cpu(lambda: plan(small, ["platform-1"], TODAY), 20)
    show("plan, 1,000 items, one platform (CPU)", f"{one:.1f} ms", "≤ 20 ms")
    one = cpu(lambda: plan(large, ["platform-1"], TODAY))
    show("plan, 10,000 items, one platform (CPU)", f"{one:.1f} ms", "≤ 300 ms")
    made = plan(large, everything(large), TODAY)
    edges = sum(len(step.requires) for step in made.steps)
    large_all = cpu(lambda: plan(large, everything(large), TODAY))
    sizes = f"{len(large.links):,} links, {len(made.steps):,} steps, {edges:,} requirements"
    show("plan, 10,000 items, everything (CPU)", f"{large_all:.0f} ms", "≤ 1,500 ms")
    show("  " + sizes, "", "")
    small_all = cpu(lambda: plan(small, everything(small), TODAY), 9)
    show(
        "  growth from 1,000 items, everything",
        f"{large_all / small_all:.1f} × ({small_all:.0f} ms)",
        "≤ 13 ×",
    )
    bare = cpu(lambda: _bare(made))
    show(
        "  against rustworkx's components and sort of the same graph",
        f"{large_all / bare:.0f} × ({bare:.0f} ms)",
        "",
    )
    _memory(show, large)
    taken = cpu(lambda: impact(large, "platform-0", TODAY))
    show("impact, 10,000 items (CPU)", f"{taken:.0f} ms", "≤ 300 ms")
    taken = cpu(lambda: why(large, "platform-9", "mail-0"))
    show("why, 10,000 items (CPU)", f"{taken:.0f} ms", "≤ 300 ms")


def _bare(made: Plan) -> None:
    """Build the graph of a plan with rustworkx, search its components and sort it."""
    import rustworkx

    number = {step.id: n for n, step in enumerate(made.steps)}
    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(number)))
    graph.extend_from_edge_list(
        [(number[r.step], number[step.id]) for step in made.steps for r in step.requires]
    )
    rustworkx.strongly_connected_components(graph)
    rustworkx.topological_sort(graph)


def _memory(show: Show, records: Records) -> None:
    """Measure what a plan of everything takes: Python's own peak, and that of a process."""
    goal = everything(records)
    tracemalloc.start()
    made = plan(records, goal, TODAY)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    show(
        f"  memory while planning, and of the plan ({len(made.steps):,} steps)",
        f"{peak / 1e6:.0f} MB, {kept / 1e6:.0f} MB",
        "",
    )
    command = [sys.executable, "-c", _PEAK, str(Path(__file__).parent), str(_ROOT)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    show("  most memory of a process that makes and plans it", f"{int(out) / 1024:.0f} MB", "")
