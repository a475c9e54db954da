"""The order of an exit as a Mermaid flowchart: stages as boxes, what must come first as arrows.

Node ids are our own (n1, n2 …); a name stands only in a quoted label in which every sign that
Mermaid knows is written as its number. Mermaid draws nothing at all beyond 500 arrows or 50,000
characters unless it is configured otherwise, so what is implied is left out, and what does not fit
is counted in a last box.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from footprint import formats
from footprint.export.telling import not_encrypted
from footprint.i18n import _, ngettext
from footprint.model.records import Records
from footprint.model.text import shown
from footprint.planner import explain
from footprint.planner.result import Plan, Step

# Mermaid's own limits (`maxEdges` and `maxTextSize`) with room for what a page puts around it.
MOST_EDGES = 480
MOST_CHARACTERS = 48_000
MOST_NODES = 400
LABEL_LENGTH = 80
# The letter is one that Mermaid itself writes such numbers with.
_SIGNS = re.compile(r"[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\ufb02]")


def flowchart(plan: Plan, records: Records, _exit_id: str) -> str:
    """Return the chart; solid arrows for what must come first, dotted for what is better first.

    Arrows that follow from others are left out.
    """
    steps = list(plan.steps[:MOST_NODES])
    while True:
        text, edges = _drawn(steps, plan, records)
        if len(steps) < 2 or (edges <= MOST_EDGES and len(text) <= MOST_CHARACTERS):
            return text
        del steps[len(steps) * 9 // 10 :]


def _drawn(steps: Sequence[Step], plan: Plan, records: Records) -> tuple[str, int]:
    """Return the chart of `steps`, the first of the plan's, and how many arrows it has."""
    number = {step.id: n for n, step in enumerate(steps)}
    edges = list(_edges(steps, number))
    lines = [f"%% {not_encrypted()}", "flowchart TD", *_nodes(steps, plan, number, records)]
    left = len(plan.steps) - len(steps)
    if left:
        told = ngettext(
            "… and {n} more step, which does not fit",
            "… and {n} more steps, which do not fit",
            left,
        ).format(n=formats.number(left))
        lines.append(f'  more["{label(told)}"]')
    lines += edges
    lines += (
        "  classDef done stroke-dasharray:2 2,opacity:0.6",
        "  classDef late stroke-width:3px",
        "  classDef knot stroke-width:4px,stroke-dasharray:8 3",
    )
    return "\n".join(lines) + "\n", len(edges)


def label(text: str) -> str:
    """Return `text` for a quoted label, cut to its length, every sign of Mermaid's as a number."""
    line = " ".join(shown(text).split())
    if len(line) > LABEL_LENGTH:
        line = line[: LABEL_LENGTH - 1] + "…"
    return _SIGNS.sub(lambda found: f"#{ord(found.group())};", line)


def _nodes(
    steps: Sequence[Step], plan: Plan, number: dict[str, int], records: Records
) -> Iterator[str]:
    """Yield the steps in the boxes of their stages."""
    knots = {step for deadlock in plan.deadlocks for step in deadlock.steps}
    in_order = sorted(steps, key=lambda step: step.stage)
    for stage, in_stage in groupby(in_order, key=lambda step: step.stage):
        told = _("Stage {number}").format(number=formats.number(stage))
        yield f'  subgraph stage{stage}["{label(told)}"]'
        for step in in_stage:
            told = explain.title(step, records)
            mark = ""
            if step.id in knots:
                told = _("{title} (waits for itself)").format(title=told)
                mark = ":::knot"
            elif step.is_behind:
                told, mark = f"✓ {told}", ":::done"
            elif step.state == "overdue":
                told, mark = f"! {told}", ":::late"
            yield f'    n{number[step.id] + 1}["{label(told)}"]{mark}'
        yield "  end"


def _edges(steps: Sequence[Step], number: dict[str, int]) -> Iterator[str]:
    """Yield the arrows that do not follow from others.

    A set of steps is the bits of a whole number: `before` all that come before a step, `must`
    those by `must` alone.
    """
    before: list[int] = []
    must: list[int] = []
    for then, step in enumerate(steps):
        first = {
            number[each.step]: each.strength == "must"
            for each in step.requires
            if each.step in number
        }
        earlier = {n: strong for n, strong in first.items() if n < then}
        implied = _union(before[n] for n in earlier)
        implied_by_must = _union(must[n] for n, strong in earlier.items() if strong)
        for n, strong in sorted(first.items()):
            if n < then and (implied_by_must if strong else implied) >> n & 1:
                continue
            yield f"  n{n + 1} {'-->' if strong else '-.->'} n{then + 1}"
        before.append(implied | _union(1 << n for n in earlier))
        must.append(implied_by_must | _union(1 << n for n, strong in earlier.items() if strong))


def _union(sets: Iterator[int]) -> int:
    found = 0
    for each in sets:
        found |= each
    return found
