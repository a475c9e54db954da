"""The exit order as a checklist: complete, in order, and literal whatever a name says."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from footprint.export.markdown import checklist, escaped
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.plan import plan
from footprint.workspace.demo import example

TODAY = date(2026, 11, 23)
HOSTILE = [
    "[ACME] shop",
    "[x](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "# heading",
    "1. first",
    "*bold* _under_ ~~gone~~ `code`",
    "![image](http://evil.example/x.png)",
    "a | b &amp; &lt; & <!-- hidden -->",
    "back\\slash \\* $x^2$ :smile:",
    "{day} %s {0.__class__}",
    "みどり🍵 café",
    "https://evil.example/a?b=c",
    "see WWW.evil.example or www.evil.example",
    "me@mail.example and @somebody",
    "==marked== #tag C #",
]


def inline(markdown: str) -> list[Token]:
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [child for token in tokens for child in token.children or []]


def text_of(markdown: str) -> str:
    return "".join(child.content for child in inline(markdown) if child.type == "text")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_it_is(name: str) -> None:
    assert {child.type for child in inline(escaped(name))} <= {"text"}
    assert text_of(escaped(name)) == name
    assert [t.type for t in MarkdownIt("commonmark").parse(escaped(name))] == [
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_link_by_itself(name: str) -> None:
    linking = MarkdownIt("gfm-like")
    linking.linkify.set({"fuzzy_link": "www" in name})  # GitHub takes no bare domain for a link
    tokens = linking.parse(escaped(name))
    assert not [c for t in tokens for c in t.children or [] if c.type == "link_open"]


def test_a_heading_keeps_its_last_signs() -> None:
    assert text_of(f"### {escaped('C #')}") == "C #"
    assert "==" not in escaped("==marked==")


def test_our_own_clean_addresses_stay_links() -> None:
    records = Records.of(
        [
            Item.from_json(
                {
                    "id": "a",
                    "kind": "service",
                    "name": "A",
                    "closing": {
                        "url": "https://a.example/close",
                        "form": "https://a.example/form",
                        "email": ["bye@a.example", "odd'one@a.example"],
                    },
                }
            )
        ]
    )
    markdown = checklist(plan(records, ["a"], TODAY), records, "leave")
    links = {child.attrs["href"] for child in inline(markdown) if child.type == "link_open"}
    assert links == {"https://a.example/close", "https://a.example/form", "mailto:bye@a.example"}
    assert "odd'one\\@a.example" in markdown


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_text_is_literal(text: str) -> None:
    shown = " ".join(text.split())
    if shown:
        assert text_of(f"- {escaped(text)}") == shown


def hostile_records(name: str) -> Records:
    items: list[dict[str, Any]] = [
        {"id": "platform", "kind": "service", "name": name, "login": "me"},
        {"id": "shop", "kind": "shop", "name": name, "notes": name},
        {
            "id": "order",
            "kind": "subscription",
            "name": name,
            "price": {"amount": "100", "currency": "JPY"},
            "cycle": {"every": 1, "unit": "month"},
            "first_charge_on": "2026-12-01",
            "cancel": {"form": f"at {name}", "note": name, "url": "https://x.example/?a=b&c=<d>"},
        },
        {"id": "news", "kind": "mailing_list", "name": name},
    ]
    links = [
        ("shop", "sold_on", "platform"),
        ("order", "provided_by", "shop"),
        ("news", "sent_by", "shop"),
    ]
    return Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json({"from": f, "relation": r, "to": t}) for f, r, t in links],
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_whole_checklist_has_no_markup_but_its_own(name: str) -> None:
    records = hostile_records(name)
    markdown = checklist(plan(records, ["platform"], TODAY), records, "leave")
    tokens = MarkdownIt("commonmark").parse(markdown)
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "strong_open", "strong_close"}
    assert not {"html_block", "fence", "code_block"} & {token.type for token in tokens}
    assert name in text_of(markdown)


def test_the_story_s_checklist() -> None:
    records = example(TODAY)
    exit_ = records.exits["leave-楽天市場"]
    found = plan(
        records,
        exit_.goal,
        TODAY,
        decisions=exit_.decisions,
        completions=exit_.completions,
    )
    markdown = checklist(found, records, exit_.id)
    assert "not encrypted" in markdown
    assert "Not safe to leave yet" in markdown
    shown = [line for line in markdown.splitlines() if line.startswith("- [")]
    assert len(shown) == sum(step.state != "accepted" for step in found.steps)
    done = sum(step.state == "done" for step in found.steps)
    assert sum(line.startswith("- [x]") for line in shown) == done > 0
    places = [escaped(explain.title(step, records)) for step in found.steps]
    assert all(title in markdown for title in places)
    assert "https://emagazine.rakuten.co.jp/" in markdown
    assert formats_of(TODAY + timedelta(7)) in text_of(markdown)


def formats_of(day: date) -> str:
    from footprint import formats

    return formats.day(day)
