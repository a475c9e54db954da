"""The order of an exit as one page to print: nothing runs in it, and it loads nothing.

Everything a person recorded is data; it passes through `markup` and becomes text. Only addresses
that `outline` found clean become links.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from footprint import formats
from footprint.export.handover import Part, Sheet
from footprint.export.markup import Markup, join, tag
from footprint.export.outline import ChargeToCome, Fact, Outline, Told, Words, outline
from footprint.export.picture import picture
from footprint.export.timeline import timeline
from footprint.i18n import _, language, ngettext
from footprint.model.records import Records
from footprint.planner.result import Plan

# Even if an escape were ever forgotten, no script would run and nothing would be fetched.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(plan: Plan, records: Records, exit_id: str) -> str:
    """Return the whole exit as an HTML document for screen and paper."""
    told = outline(plan, records, exit_id)
    return document(
        told.title,
        _head(told, plan),
        _listed("deadlocks", _("What waits for itself"), told.deadlocks),
        _pressing(told),
        _hazards(told),
        _timeline(plan, records),
        *_stages(told),
        _waits(told),
        _charges(told),
        _listed("gives-way", _("What gives way"), told.gives_way),
        _listed("decisions", _("What you decided"), told.decisions),
        _listed("accepted", _("Accepted at your own risk"), told.accepted),
        _picture(plan, records),
    )


def family(told: Sheet) -> str:
    """Return the handover as an HTML document for screen and paper."""
    paragraphs = (tag("p", sentence) for sentence in told.paragraphs)
    order = told.order
    steps = (*_stages(order), _waits(order), _charges(order)) if order else ()
    return document(
        told.title,
        tag("header", tag("h1", told.title), *paragraphs),
        _listed("lost", _("What cannot go on"), told.lost),
        *map(_part, told.parts),
        *steps,
    )


def _part(part: Part) -> Markup:
    entries = (
        tag(
            "li",
            tag(
                "div",
                tag("span", entry.name, class_="title"),
                tag("span", entry.kind, class_="state"),
                class_="line",
            ),
            tag("ul", *(tag("li", *_fact(fact)) for fact in entry.facts), class_="facts"),
            class_="step",
        )
        for entry in part.entries
    )
    content = (tag("p", part.lead, class_="lead"), tag("ul", *entries, class_="steps"))
    return _section(part.name, part.heading, *content)


def document(title: str, *body: Markup | None) -> str:
    """Return a whole document in our style around `body`."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        _meta("Content-Security-Policy", POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", _style()),
    )
    content = tag("body", tag("main", *body))
    return "<!doctype html>\n" + tag("html", head, content, lang=language()) + "\n"


def _meta(name: str, content: str) -> Markup:
    return tag("meta", **{"http-equiv": name}, content=content)


@cache
def _style() -> Markup:
    return Markup(files("footprint.export").joinpath("page.css").read_text(encoding="utf-8"))


def _section(name: str, title: str, *content: Markup | None) -> Markup:
    heading = tag("h2", title, id=f"{name}-heading")
    return tag("section", heading, *content, class_=name, aria_labelledby=f"{name}-heading")


def _items(sentences: Iterable[str], class_: str | None = None) -> Markup:
    return tag("ul", *(tag("li", sentence) for sentence in sentences), class_=class_)


def _listed(name: str, title: str, sentences: tuple[str, ...]) -> Markup | None:
    return _section(name, title, _items(sentences)) if sentences else None


def _head(told: Outline, plan: Plan) -> Markup:
    steps = [step for step in plan.steps if not step.is_wait]
    done = sum(step.is_behind for step in steps)
    progress = _("{done} of {total} done").format(
        done=formats.number(done), total=formats.number(len(steps))
    )
    dates = [tag("span", date) for date in told.dates]
    verdict = tag(
        "div",
        tag("p", told.verdict, class_="stated"),
        tag("p", *dates, tag("span", progress), class_="dates"),
        class_="verdict safe" if plan.verdict.can_leave else "verdict unsafe",
    )
    about = tag("p", told.as_of, " ", tag("span", told.not_encrypted, class_="warning"))
    return tag("header", tag("h1", told.title), about, verdict)


def _hazards(told: Outline) -> Markup | None:
    if not told.hazards:
        return None
    kinds = (
        tag("div", tag("h3", kind), _items(sentences), class_="kind")
        for kind, sentences in told.hazards
    )
    return _section(
        "hazards", _("What goes wrong if you leave today"), tag("div", *kinds, class_="kinds")
    )


def _table(headings: Iterable[str], rows: Iterable[Markup]) -> Markup:
    cells = (tag("th", heading, scope="col") for heading in headings)
    return tag("table", tag("thead", tag("tr", *cells)), tag("tbody", *rows))


def _pressing(told: Outline) -> Markup | None:
    if not told.pressing:
        return None
    rows = (
        tag(
            "tr",
            tag("th", each.title, scope="row"),
            tag("td", formats.day(each.step.latest) if each.step.latest else "", class_="day"),
            tag("td", each.state),
        )
        for each in told.pressing
    )
    table = _table([_("Step"), _("At the latest"), _("State")], rows)
    return _section("pressing", _("What cannot wait"), table)


def _timeline(plan: Plan, records: Records) -> Markup | None:
    drawn = timeline(plan, records)
    if drawn is None:
        return None
    words = [_("A bar: from the earliest day until the answer is due, or the watch is over.")]
    if plan.critical_path:
        words.append(_("Strong: these decide when all is over."))
    if any(step.latest and not step.is_behind for step in plan.steps):
        words.append(_("A diamond: the last day."))
    if drawn.left_out:
        left_out = ngettext(
            "{n} more step has no room here; the list has all.",
            "{n} more steps have no room here; the list has all.",
            drawn.left_out,
        )
        words.append(left_out.format(n=formats.number(drawn.left_out)))
    caption = tag("figcaption", " ".join(words))
    return _section("time", _("Timeline"), tag("figure", drawn.svg, caption))


def _picture(plan: Plan, records: Records) -> Markup | None:
    drawn = picture(plan, records)
    if drawn is None:
        return None
    words = [
        _("An arrow leads from a thing to what it depends on; a dashed one is only a wish."),
        _("Strong: what you leave. Round: what goes on."),
    ]
    if drawn.left_out:
        left_out = ngettext(
            "{n} more thing is affected and has no room here.",
            "{n} more things are affected and have no room here.",
            drawn.left_out,
        )
        words.append(left_out.format(n=formats.number(drawn.left_out)))
    caption = tag("figcaption", " ".join(words))
    return _section("map", _("What depends on what"), tag("figure", drawn.svg, caption))


def _stages(told: Outline) -> Iterator[Markup]:
    for stage in told.stages:
        title = _("Stage {number}").format(number=formats.number(stage.number))
        places = (
            tag("div", tag("h3", name), tag("ol", *map(_step, steps), class_="steps"))
            for name, steps in stage.places
        )
        yield _section(f"stage-{stage.number}", title, *places)


def _waits(told: Outline) -> Markup | None:
    if not told.waits:
        return None
    steps = tag("ol", *map(_step, told.waits), class_="steps")
    return _section("waits", _("What we wait for"), steps)


def _step(told: Told) -> Markup:
    state = "done" if told.step.is_behind else told.step.state
    checked = "checked" if told.step.is_behind else None
    # What is left at one's own risk was not done, and is not to be done either.
    is_left = told.step.state == "accepted"
    box = None if is_left else tag("input", type="checkbox", checked=checked, class_="box")
    head = tag("label", box, tag("span", told.title, class_="title"))
    facts = [
        *(tag("li", date, class_="day") for date in told.dates),
        *(tag("li", *_fact(fact)) for fact in told.facts),
        *(tag("li", reason, class_="why") for reason in told.reasons),
    ]
    return tag(
        "li",
        tag("div", head, tag("span", told.state, class_="state"), class_="line"),
        tag("ul", *facts, class_="facts") if facts else None,
        class_=f"step {state}",
    )


def _fact(fact: Fact) -> Iterator[Markup]:
    before, _mark, after = fact.sentence.partition("{}")
    yield join(before)
    for number, words in enumerate(fact.words):
        yield join(", " if number else "", _words(words))
    yield join(after)


def _words(words: Words) -> Markup:
    if words.link is None:
        return join(words.text)
    return tag("a", words.text, href=words.link, rel="noopener noreferrer")


def _charges(told: Outline) -> Markup | None:
    if not told.charges:
        return None
    table = _table([_("Day"), _("Charge"), _("Price"), _("Remark")], map(_charge, told.charges))
    delay = tag("p", told.delay) if told.delay else None
    return _section("charges", _("Charges to come if nothing is done"), table, delay)


def _charge(charge: ChargeToCome) -> Markup:
    return tag(
        "tr",
        tag("td", formats.day(charge.on), class_="day"),
        tag("th", charge.name, scope="row"),
        tag("td", charge.amount, class_="amount"),
        tag("td", charge.remark, class_="remark"),
    )
