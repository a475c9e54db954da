"""Mermaid reads the chart with its own parser: each step a box, each name literal, no link."""

import json
import re
import shutil
from pathlib import Path

from plans import Planned, plans
from programs import Failed, find, run, same

from footprint.export.formats import render
from footprint.planner import explain

NODE = "apt-get install nodejs npm"
READER = Path(__file__).with_name("chart.mjs")
# How Mermaid keeps `#35;` until it draws.
KEPT = re.compile("\ufb02°°(\\d+)¶ß")


def check(folder: Path) -> str:
    """Bring Mermaid into `folder`, read every chart with it and compare what it understood."""
    node, npm = find(("node", "nodejs"), NODE), find(("npm",), NODE)
    run(npm, "install", "--no-audit", "--no-fund", "mermaid@11", "jsdom", folder=folder)
    shutil.copy(READER, folder)
    given = list(plans())
    names = [f"{n}.mmd" for n in range(len(given))]
    texts = [render("mermaid", *planned) for planned in given]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, "utf-8")
    read = json.loads(run(node, READER.name, *names, folder=folder))
    for planned, text, understood in zip(given, texts, read, strict=True):
        same("the kind of chart", understood["type"], "flowchart-v2")
        if len(text) > understood["limit"]:
            raise Failed(f"{len(text)} characters are more than Mermaid draws")
        compare(planned, understood)
    boxes = sum(len(understood["nodes"]) for understood in read)
    return f"{boxes} boxes are the steps, whatever their names say"


def compare(planned: Planned, understood: dict[str, list[list[str]]]) -> None:
    """Hold what Mermaid understood to the plan.

    Raises:
        Failed: it understood something else.
    """
    nodes = understood["nodes"]
    numbered = [node for node in nodes if node[0] != "more"]
    same("ids", [node[0] for node in numbered], [f"n{n + 1}" for n in range(len(numbered))])
    same("links", [node[2] for node in nodes if node[2]], [])
    for node, step in zip(numbered, planned.plan.steps, strict=False):
        told = KEPT.sub(lambda found: chr(int(found[1])), node[1])
        title = " ".join(explain.title(step, planned.records).split())
        told = told.removeprefix("✓ ").removeprefix("! ").removesuffix(" (waits for itself)")
        if told.rstrip("…") not in title:
            raise Failed(f"a box says {told!r} instead of {title!r}")
    if not any(arrow[1] == "normal" for arrow in understood["arrows"]):
        raise Failed("there are no arrows")
