"""The page to print: whole, literal whatever a name says, without anything that runs or loads."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.export.html import POLICY, page
from footprint.i18n import set_language
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.plan import Plan, plan
from footprint.workspace.demo import example

TODAY = date(2026, 11, 23)
EXIT = "leave-楽天市場"
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</style></title></svg><svg onload=alert(1)>",
    "]]><!-- &amp; {day} {} %s {0.__class__}",
    "javascript:alert(1)",
    "url(https://evil.example/x.png)",
    "W" * 200,
    "\x00\x1b[31m\ufffe\u202e",
]
ELEMENTS = re.compile(
    r"html|head|meta|title|style|body|main|header|section|h[1-3]|p|div|span|[uo]l|li|a|input|label"
    r"|table|thead|tbody|t[rhd]|figure|figcaption|svg|g|text|rect|line|path|polygon"
)
VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a document consists of; fails where elements do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def checked(html: str) -> Page:
    """Hold a page to what every page promises."""
    found = Page(html)
    assert all(ELEMENTS.fullmatch(name) for name, _attributes in found.elements)
    ids = [attributes["id"] for _name, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    policies = [a["content"] for _name, a in found.elements if "http-equiv" in a]
    assert policies == [POLICY]
    for name, attributes in found.elements:
        assert not any(key.startswith("on") or key in ("src", "style") for key in attributes)
        if "href" in attributes:
            assert name == "a"
            assert re.match(r"https?://|mailto:|tel:", attributes["href"] or "")
        if name == "th":
            assert attributes["scope"] in ("row", "col")
        if (attributes.get("class") or "") in ("timeline", "picture"):
            assert attributes["role"] == "img"
            assert attributes["aria-labelledby"] in ids
    for svg in pictures(html):
        ElementTree.fromstring(svg)
    return found


def pictures(html: str) -> Iterator[str]:
    """Yield each picture: one stands in each figure."""
    for figure in re.findall(r"<figure>(.*?)</figure>", html, re.DOTALL):
        yield figure[: figure.index("<figcaption>")]


def story() -> tuple[Plan, Records]:
    records = example(TODAY)
    exit_ = records.exits[EXIT]
    decisions, completions = exit_.decisions, exit_.completions
    found = plan(records, exit_.goal, TODAY, decisions=decisions, completions=completions)
    return found, records


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_story_s_page_says_all_of_it(language: str) -> None:
    set_language(language)
    found, records = story()
    html = page(found, records, EXIT)
    read = checked(html)
    assert ("html", {"lang": language}) in read.elements
    for step in found.steps:
        assert explain.title(step, records) in read.text
    for hazard in found.verdict.hazards:
        assert explain.hazard_message(hazard, records) in read.text
    boxes = [a for name, a in read.elements if name == "input"]
    assert len(boxes) == sum(step.state != "accepted" for step in found.steps)
    behind = sum(step.state == "done" for step in found.steps)
    assert sum("checked" in box for box in boxes) == behind > 0
    assert len(list(pictures(html))) == 2
    links = [a["href"] for _name, a in read.elements if "href" in a]
    assert "mailto:info@akari-coffee.example" in links
    assert "https://emagazine.rakuten.co.jp/" in links
    assert html == page(found, records, EXIT)
    stated = {"en": "not encrypted", "ja": "暗号化されていません"}
    assert stated[language] in read.text


def records_of(items: list[dict[str, Any]], links: list[tuple[str, str, str]]) -> Records:
    return Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json({"from": f, "relation": r, "to": t}) for f, r, t in links],
    )


def named(name: str) -> Records:
    """A platform, a shop, an order and a card; all of their texts are `name`."""
    price = {"amount": "100", "currency": "JPY"}
    way = {"form": name, "note": name, "phone": name, "url": "https://x.example/?a=b&c=<d>"}
    return records_of(
        [
            {"id": "platform", "kind": "service", "name": name, "login": "me"},
            {"id": "shop", "kind": "shop", "name": name, "notes": name},
            {
                "id": "order",
                "kind": "subscription",
                "name": name,
                "price": price,
                "cycle": {"every": 1, "unit": "month"},
                "first_charge_on": "2026-12-01",
                "cancel": way,
            },
            {"id": "card", "kind": "payment_method", "name": name},
        ],
        [
            ("shop", "sold_on", "platform"),
            ("order", "provided_by", "shop"),
            ("order", "charged_to", "card"),
            ("card", "stored_at", "platform"),
        ],
    )


def hold_literal(name: str) -> None:
    """A page full of `name` shows it as it is, and has no element of its making."""
    records = named(name)
    order = records.items["order"]
    html = page(plan(records, ["platform"], TODAY), records, "leave")
    read = checked(html)
    assert " ".join(order.name.split()) in " ".join(read.text.split())
    hrefs = {a["href"] for _name, a in read.elements if "href" in a}
    assert not any("x.example" in (href or "") for href in hrefs)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_it_is(name: str) -> None:
    from footprint.model.text import clean_line

    hold_literal(clean_line(name).replace("\ufffe", ""))


@settings(max_examples=25, deadline=None)
@given(
    st.text(
        alphabet=st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]
        ),
        min_size=1,
        max_size=60,
    ).filter(lambda text: text.strip() and not re.search(r"\d{4}", text))
)
def test_any_name_is_shown_as_it_is(name: str) -> None:
    hold_literal(name.strip())


def test_a_character_that_xml_forbids_spoils_no_picture() -> None:
    records = named("a\ufffeb\uffffc")
    checked(page(plan(records, ["platform"], TODAY), records, "leave"))


def test_a_large_plan_says_what_its_pictures_leave_out() -> None:
    items: list[dict[str, Any]] = [{"id": "mail", "kind": "service", "name": "Mail", "login": "me"}]
    links = []
    for number in range(150):
        name = f"s{number}"
        items.append({"id": name, "kind": "service", "name": f"Service {number}", "login": "me"})
        links.append((name, "signs_in_with", "mail"))
    records = records_of(items, links)
    found = plan(records, ["mail"], TODAY)
    html = page(found, records, "leave")
    read = checked(html)
    assert all(explain.title(step, records) in read.text for step in found.steps)
    timeline, picture = pictures(html)
    assert picture.count('class="node') == 60
    assert "91 more things are affected" in read.text
    bars = timeline.count('class="bar"')
    left_out = sum(not step.is_behind and not step.automatic for step in found.steps) - bars
    assert f"{left_out} more steps have no room" in read.text
    assert 0 < bars <= 54


def test_one_thing_alone_needs_no_picture() -> None:
    records = records_of([{"id": "a", "kind": "service", "name": "Alone"}], [])
    html = page(plan(records, ["a"], TODAY), records, "leave")
    checked(html)
    assert len(list(pictures(html))) == 1


def test_a_circle_and_its_way_out_stand_on_the_page() -> None:
    services = [
        {"id": name, "kind": "service", "name": name.title(), "login": "me"} for name in "ab"
    ]
    records = records_of(services, [("a", "signs_in_with", "b"), ("b", "signs_in_with", "a")])
    found = plan(records, ["a", "b"], TODAY)
    assert found.deadlocks
    read = checked(page(found, records, "leave"))
    assert explain.deadlock_message(found.deadlocks[0], records) in read.text
