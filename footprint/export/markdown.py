"""The order of an exit as a checklist in Markdown, to print or to keep beside the screen.

Everything a person recorded is data: it is escaped, so that Markdown and HTML show it as it is.
"""

import re
from collections.abc import Iterable, Iterator

from footprint import formats
from footprint.export.handover import Sheet
from footprint.export.outline import Fact, Outline, Told, Words, outline
from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner.result import Plan

# Also what makes a link of an address by itself, an emoji of a name, a highlight of signs.
_MARKS = re.compile(
    r"([\\`*_\[\]~|$#]|:(?=//|[\w+-]+:)|@(?=\S)|(?<=www)\.|=(?==)|(?<==)=)", re.IGNORECASE
)
# What makes a list, a heading or a rule, where a line begins with it.
_BEGINNINGS = re.compile(r"^(\d*)([+\-=:.)])")


def escaped(text: str) -> str:
    """Return `text` as one line that Markdown and HTML show literally."""
    line = " ".join(text.split())
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        line = line.replace(mark, entity)
    return _BEGINNINGS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line))


def checklist(plan: Plan, records: Records, exit_id: str) -> str:
    """Return everything that is said of the exit, its steps with boxes to tick."""
    told = outline(plan, records, exit_id)
    lines = [
        "# " + escaped(told.title),
        "",
        escaped(told.as_of),
        "",
        "> " + escaped(told.not_encrypted),
        "",
        f"**{escaped(told.verdict)}**",
        "",
        *((escaped(" ".join(told.dates)), "") if told.dates else ()),
        *_hazards(told),
        *_listed(_("Accepted at your own risk"), told.accepted),
        *_listed(_("What waits for itself"), told.deadlocks),
        *_section(_("What cannot wait"), map(_pressing, told.pressing)),
        *_stages(told),
        *_section(_("What we wait for"), (line for each in told.waits for line in _step(each))),
        *_charges(told),
        *_listed(_("What gives way"), told.gives_way),
        *_listed(_("What you decided"), told.decisions),
    ]
    return "\n".join(lines).rstrip() + "\n"


def family(told: Sheet) -> str:
    """Return the handover, its steps with boxes to tick."""
    lines = ["# " + escaped(told.title), ""]
    for sentence in told.paragraphs:
        lines += [escaped(sentence), ""]
    lines += _listed(_("What cannot go on"), told.lost)
    for part in told.parts:
        lines += [f"## {escaped(part.heading)}", "", escaped(part.lead), ""]
        for entry in part.entries:
            lines.append(f"- **{escaped(entry.name)}** ({escaped(entry.kind)})")
            lines += [f"    - {_fact(fact)}" for fact in entry.facts]
        lines.append("")
    order = told.order
    if order:
        waits = (line for each in order.waits for line in _step(each))
        lines += [*_stages(order), *_section(_("What we wait for"), waits), *_charges(order)]
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its lines; nothing where there are none."""
    content = list(lines)
    if content:
        yield from (f"## {escaped(title)}", "", *content, "")


def _listed(title: str, sentences: Iterable[str]) -> Iterator[str]:
    yield from _section(title, (f"- {escaped(sentence)}" for sentence in sentences))


def _hazards(told: Outline) -> Iterator[str]:
    sentences = (sentence for _kind, of_kind in told.hazards for sentence in of_kind)
    yield from _listed(_("What goes wrong if you leave today"), sentences)


def _pressing(told: Told) -> str:
    line = f"- **{escaped(told.title)}**"
    if told.step.latest:
        last = _("At the latest: {day}").format(day=formats.day(told.step.latest))
        line += f": {escaped(last)}"
    return f"{line} ({escaped(told.state)})"


def _stages(told: Outline) -> Iterator[str]:
    """Yield the steps in their order, a heading for each stage and place."""
    for stage in told.stages:
        yield "## " + escaped(_("Stage {number}").format(number=formats.number(stage.number)))
        yield ""
        for place, steps in stage.places:
            yield from (f"### {escaped(place)}", "")
            for step in steps:
                yield from _step(step)
            yield ""


def _step(told: Told) -> Iterator[str]:
    # What is left at one's own risk was not done, and is not to be done either.
    boxes = {"done": "[x] ", "accepted": ""}
    yield f"- {boxes.get(told.step.state, '[ ] ')}**{escaped(told.title)}** ({escaped(told.state)})"
    for fact in (*map(escaped, told.dates), *map(_fact, told.facts), *map(escaped, told.reasons)):
        yield f"    - {fact}"


def _fact(fact: Fact) -> str:
    before, _mark, after = escaped(fact.sentence).partition("{}")
    return before + ", ".join(map(_words, fact.words)) + after


def _words(words: Words) -> str:
    """Return an address that is clean as a link, which in brackets every Markdown knows."""
    is_link = words.link in (words.text, f"mailto:{words.text}")
    return f"<{words.text}>" if is_link else escaped(words.text)


def _charges(told: Outline) -> Iterator[str]:
    sentences = [charge.sentence for charge in told.charges]
    if told.delay:
        sentences.append(told.delay)
    yield from _listed(_("Charges to come if nothing is done"), sentences)
