"""What fields accept, and the sentence for what they refuse."""

from typing import Any

import pytest

from footprint.errors import Invalid
from footprint.model.items import KINDS, Item

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": "shop", "name": ""}, "name", "empty"),
    ({"kind": "shop", "name": "x" * 201}, "name", "200"),
    ({"kind": "shop", "name": "x", "colour": "red"}, "colour", "no field"),
    (
        {"kind": "shop", "name": "x", "price": {"amount": "1", "currency": "EUR"}},
        "price",
        "no field",
    ),
    ({"kind": "planet", "name": "x"}, "", "one of"),
    ({"kind": "shop", "name": "x", "url": "javascript:1+alert(1)"}, "url", "https://"),
    ({"kind": "shop", "name": "x", "url": "java\u200bscript:alert(1)"}, "url", "https://"),
    ({"kind": "shop", "name": "x", "url": "/etc/passwd"}, "url", "https://"),
    ({"kind": "shop", "name": "x", "country": "Japan"}, "country", "ISO 3166"),
    ({"kind": "shop", "name": "x", "country": "QQ"}, "country", "ISO 3166"),
    ({"kind": "shop", "name": "x", "url": "javascript:alert(1)"}, "url", "https://"),
    ({"kind": "shop", "name": "x", "holds": ["soul"]}, "holds[0]", "one of"),
    ({"kind": "shop", "name": "x", "ended_on": "2026-02-30"}, "ended_on", "calendar"),
    ({"kind": "shop", "name": "x", "ended_on": "23.11.2026"}, "ended_on", "YYYY-MM-DD"),
    ({"kind": "shop", "name": "x", "ended_on": 1763856000}, "ended_on", "YYYY-MM-DD"),
    ({"kind": "shop", "name": "x", "ended_on": "0001-01-01"}, "ended_on", "1900"),
    ({"kind": "shop", "name": "x", "closing": {"email": ["nobody"]}}, "closing.email[0]", "e-mail"),
    (
        {"kind": "subscription", "name": "x", "price": {"amount": "-1", "currency": "EUR"}},
        "price.amount",
        "never negative",
    ),
    (
        {"kind": "subscription", "name": "x", "price": {"amount": "1.5", "currency": "JPY"}},
        "price",
        "JPY has no decimals",
    ),
    (
        {"kind": "subscription", "name": "x", "price": {"amount": "1.555", "currency": "EUR"}},
        "price",
        "at most 2",
    ),
    (
        {"kind": "subscription", "name": "x", "price": {"amount": 3980, "currency": "JPY"}},
        "price.amount",
        "digits",
    ),
    (
        {"kind": "subscription", "name": "x", "price": {"amount": "1e9", "currency": "JPY"}},
        "price.amount",
        "digits",
    ),
    (
        {"kind": "subscription", "name": "x", "price": {"amount": "1", "currency": "ZZZ"}},
        "price.currency",
        "ISO 4217",
    ),
    (
        {"kind": "subscription", "name": "x", "cycle": {"every": 0, "unit": "month"}},
        "cycle.every",
        "at least 1",
    ),
    (
        {"kind": "subscription", "name": "x", "cycle": {"every": "1", "unit": "month"}},
        "cycle.every",
        "whole number",
    ),
    ({"kind": "subscription", "name": "x", "notice": {"days": 1, "months": 1}}, "notice", "one of"),
    (
        {
            "kind": "subscription",
            "name": "x",
            "paused": [{"from": "2026-02-01", "until": "2026-01-01"}],
        },
        "paused[0]",
        "on or after",
    ),
    ({"kind": "instrument", "name": "x", "last4": "12345"}, "last4", "four digits"),
    ({"kind": "instrument", "name": "x", "last4": "１２３４"}, "last4", "four digits"),
    ({"kind": "instrument", "name": "x", "last4": "1234\n"}, "last4", "four digits"),
    ({"kind": "instrument", "name": "x", "expires": "2027-13"}, "expires", "YYYY-MM"),
    ({"kind": "instrument", "name": "x", "expires": "12/27"}, "expires", "YYYY-MM"),
    ({"kind": "instrument", "name": "x", "expires": "2027-13"}, "expires", "written"),
    ({"kind": "balance", "name": "x", "amount": "1.50", "unit": "JPY"}, "", "at most 0"),
]


@pytest.mark.parametrize(("document", "place", "words"), REFUSED)
def test_bad_input_is_refused_with_its_place(
    document: dict[str, Any], place: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        Item.from_json({"id": "x", **document})
    assert refused.value.place == place
    assert words in str(refused.value)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_text_field_takes_a_card_number(kind: str) -> None:
    number = "4111 1111 1111 1111"
    accepted = 0
    for field in sorted(KINDS[kind].fields()):
        for value in (number, [number], {"note": number}, {"phone": number}):
            try:
                item = Item.from_json({"id": "x", "kind": kind, "name": "x", field: value})
            except Invalid as error:
                assert "1111 1111" not in str(error)
                continue
            accepted += 1
            assert "1111 1111" not in str(item.to_json())
    assert accepted  # notes are prose: masked, not refused


@pytest.mark.parametrize(
    "url",
    ["https://example.com/a?b#c", "http://a", "example.co.jp", "example.com:8080/x", "日本.jp"],
)
def test_a_web_address_may_leave_its_scheme_out(url: str) -> None:
    assert (
        Item.from_json({"id": "x", "kind": "shop", "name": "x", "url": url}).to_json()["url"] == url
    )


def test_no_id_is_a_card_number() -> None:
    with pytest.raises(Invalid, match="card number"):
        Item.from_json({"id": "4111111111111111", "kind": "shop", "name": "x"})


def test_blank_is_not_given_and_half_a_character_is_replaced() -> None:
    item = Item.from_json(
        {"id": "x", "kind": "shop", "name": "a\ud800", "login": "  ", "closing": {}}
    )
    assert item.to_json() == {"id": "x", "kind": "shop", "name": "a\ufffd"}


def test_a_name_is_data_whatever_it_looks_like() -> None:
    for name in ("[ACME] shop", "[/x]", "[@click=app.quit]x", "{name}", "%s", "'; drop table item"):
        assert Item.from_json({"id": "x", "kind": "shop", "name": name}).name == name
