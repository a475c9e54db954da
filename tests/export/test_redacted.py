"""What is redacted tells no login, address, number or amount of the vault, in any format."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from footprint.export.formats import FORMATS, proposed_name, render
from footprint.export.redacted import redacted
from footprint.model.exits import Decision
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.model.text import find_cards, slug
from footprint.planner.plan import Plan, plan
from footprint.workspace.demo import example
from tests.planner.strategies import TODAY, Vault, vaults

LOGINS = ("taro.yamada", "山田の太郎", "Yamada_T-77")
MAILS = ("taro@private.example", "Taro.Y@別の.example")
PHONES = ("+81 90-5555-8642", "０９０（５５５５）８６４２")
ADDRESSES = ("ひかり町三丁目４の５ 山田方", "17 Long Lane, Smalltown")
LAST4 = "8642"
AMOUNTS = ("739153.42", "880044")
SECRETS = (*LOGINS, *MAILS, *PHONES, *ADDRESSES, LAST4, *AMOUNTS)
# How people name things: by nothing of it, by all of it, or with it somewhere inside.
NAMES = ("Plain {n}", "{secret}", "My {secret} ({n})", "VISA ••8642", "Visa-8642 {n}", "x{secret}y")
WRITTEN = ("739,153.42 EUR", "€739,153.42", "8 8 0 0 4 4", "880,044円", *SECRETS)
FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Told:
    plan: Plan
    records: Records
    exit_id: str


def squeezed(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def with_secrets(draw: st.DrawFn, fields: dict[str, Any]) -> dict[str, Any]:
    """Return an item's fields with a value wherever its kind has one to leave out."""
    kind = fields["kind"]
    way = {
        "email": list(MAILS),
        "phone": PHONES[0],
        "url": f"https://a.example/{LOGINS[0]}",
        "form": f"ask {LOGINS[1]}",
        "note": f"{ADDRESSES[0]}: {AMOUNTS[0]}",
    }
    price = {"amount": AMOUNTS[0], "currency": "EUR"}
    more: dict[str, dict[str, Any]] = {
        "service": {"login": draw(st.sampled_from(LOGINS)), "closing": way},
        "shop": {"login": draw(st.sampled_from(LOGINS)), "closing": way},
        "instrument": {"last4": LAST4, "type": "card", "issuer": LOGINS[0]},
        "payment_method": {"label": f"VISA {LAST4}"},
        "subscription": {
            "price": price,
            "cycle": {"every": 1, "unit": "month"},
            "first_charge_on": "2026-01-31",
            "price_changes": [{"from": "2026-12-01", "price": price}],
            "paid_by": LOGINS[0],
            "cancel": {**fields.get("cancel", {}), **way},
        },
        "mailing_list": {"address": draw(st.sampled_from(MAILS)), "unsubscribe": way},
        "balance": {"amount": AMOUNTS[1], "unit": "point"},
        "contact": {"value": draw(st.sampled_from((*MAILS, *PHONES, *ADDRESSES)))},
    }
    everywhere = {"notes": " ".join(SECRETS), "aliases": list(LOGINS), "owner": LOGINS[2]}
    return {**fields, **everywhere, **more[kind]}


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Return a random vault full of what is to be left out, some of it in names and ids."""
    vault: Vault = draw(vaults(most=9))
    ids: dict[str, str] = {}
    items = []
    for n, (old, item) in enumerate(vault.records.items.items()):
        name = draw(st.sampled_from(NAMES)).format(n=n, secret=draw(st.sampled_from(WRITTEN)))
        ids[old] = slug(name, ids.values())
        assume(not find_cards(name) and not find_cards(ids[old]))
        fields = with_secrets(draw, {**item.to_json(), "name": name, "id": ids[old]})
        items.append(fields)
    # Whatever was drawn, the vault has each value somewhere.
    items += [
        {"id": f"z{n}", "kind": "shop", "name": "Z", "login": s} for n, s in enumerate(SECRETS)
    ]
    items += [
        {"id": f"y{n}", "kind": "balance", "name": "Y", "amount": s} for n, s in enumerate(AMOUNTS)
    ]
    for fields in items:
        for way in ("closing", "cancel", "unsubscribe"):
            if login := fields.get(way, {}).get("needs_login"):
                fields[way]["needs_login"] = ids.get(login, login)
    links = [
        {**link.to_json(), "from": ids[link.from_], "to": ids[link.to], "note": LOGINS[0]}
        for link in vault.records.links.values()
    ]
    requests = []
    for n, request in enumerate(vault.records.requests.values()):
        document = {**request.to_json(), "item": ids[request.item], "id": f"R-{n}-{LAST4}"}
        for entry in document.get("log", []):
            entry |= {"to": MAILS[0], "text": " ".join(SECRETS), "subject": LOGINS[0]}
            entry["amount"] = {"amount": AMOUNTS[0], "currency": "EUR"}
        requests.append(document)
    records = Records.of(
        [Item.from_json(fields) for fields in items],
        [Link.from_json(link) for link in links],
        [Request.from_json(request) for request in requests],
    )
    decisions = [Decision(item=ids[d.item], decision=d.decision) for d in vault.decisions]
    goal = [ids[item] for item in vault.goal]
    planned = plan(records, goal, TODAY, by=vault.by, decisions=decisions)
    return Told(planned, records, slug(draw(st.sampled_from((*SECRETS, "leave")))))


def read(name: str, text: str) -> str:
    """Return what a program that reads the format sees, without the made-up ids of events."""
    if name == "ics":
        text = re.sub(r"(?m)^UID:.*$", "", text.replace("\r\n ", ""))
    if name == "mermaid":
        text = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)
    return text.replace("\\", "")


@FEW
@given(told())
def test_no_format_tells_what_is_left_out(given_: Told) -> None:
    for name in FORMATS:
        args = (given_.plan, given_.records, given_.exit_id)
        text = read(name, render(name, *args, redact=True))
        file = proposed_name(name, *args, redact=True)
        for secret in (*SECRETS, *WRITTEN):
            assert secret not in text, (name, secret)
            assert squeezed(secret) not in squeezed(text), (name, secret)
            assert squeezed(secret) not in squeezed(file), (name, secret)


@FEW
@given(told())
def test_the_order_and_the_dates_stay(given_: Told) -> None:
    shown, records, _exit = redacted(given_.plan, given_.records, given_.exit_id)
    assert len(shown.steps) == len(given_.plan.steps)
    number = {step.id: n for n, step in enumerate(shown.steps)}
    before = {step.id: n for n, step in enumerate(given_.plan.steps)}
    for now, was in zip(shown.steps, given_.plan.steps, strict=True):
        for field in ("action", "stage", "state", "earliest", "latest", "slack_days", "due_on"):
            assert getattr(now, field) == getattr(was, field)
        assert [number[each.step] for each in now.requires] == [
            before[each.step] for each in was.requires
        ]
        assert now.id == f"{now.action}:{now.item}"
        assert now.item in records.items
        assert now.place in records.items
    assert len(records.items) == len(given_.records.items)
    assert len({item.id for item in records.items.values()}) == len(records.items)
    assert len(records.links) == len(given_.records.links)


def test_what_tells_nothing_keeps_its_name() -> None:
    records = example(date(2026, 11, 23))
    exit_ = records.exits["leave-楽天市場"]
    found = plan(records, exit_.goal, TODAY, decisions=exit_.decisions)
    _plan, shown, exit_id = redacted(found, records, exit_.id)
    names = {item.name for item in shown.items.values()}
    assert exit_id == exit_.id
    assert {"楽天市場", "コーヒー豆 定期便", "Wolkenfach 200 GB", "ひばりプラン 20GB"} <= names
    assert {"VISA @ 楽天市場", "Mastercard", "E-mail address 1", "Phone number 1"} <= names
    assert shown.items["楽天市場"].id == "楽天市場"


@pytest.mark.parametrize(
    "name",
    [
        "me@mail.example",
        "090 1234 5678",
        "+49 (0)30 123456",
        "Netflix ¥1,490",
        "Plan 12.90 EUR",
        "USD 5 plan",
        "3980円コース",
        "Visa xxxx1234",
        "Amex ****9999",
        "https://shop.example/account?id=778899",
        "My ＷＷＷ.shop.example",
    ],
)
def test_what_looks_like_a_value_is_left_out_though_it_is_recorded_nowhere(name: str) -> None:
    records = Records.of([Item.from_json({"id": "a", "kind": "service", "name": name})])
    _plan, shown, _exit = redacted(plan(records, ["a"], TODAY), records, "leave")
    assert [item.name for item in shown.items.values()] == ["Service 1"]


@pytest.mark.parametrize("login", ["me", "a", "7"])
def test_a_short_login_hides_only_what_is_called_by_it(login: str) -> None:
    names = ["Some home 27", f"Account of {login}"]
    records = Records.of(
        Item.from_json({"id": f"s{n}", "kind": "service", "name": name, "login": login})
        for n, name in enumerate(names)
    )
    _plan, shown, _exit = redacted(plan(records, ["s0"], TODAY), records, "leave")
    assert {item.name for item in shown.items.values()} == {"Some home 27", "Service 1"}


SHOP = {"id": "a", "kind": "shop", "name": "Shop", "url": "https://www.shop.example/u/778899"}
HOME = {
    "id": "a",
    "kind": "contact",
    "type": "address",
    "name": "Home",
    "value": "Lane 17b-2\nSmalltown 54321, みどり県ひかり町４の５",
}


@pytest.mark.parametrize(
    ("owned", "name", "stays"),
    [
        (SHOP, "Shop.example/U/778899", False),
        (SHOP, "https-shop", True),
        (SHOP, "Shop.example", True),
        ({**SHOP, "closing": {"form": "at https://f.example/ask"}}, "f.example/ask", False),
        ({**SHOP, "closing": {"url": "http://f.example/ask"}}, "F example ask", False),
        (HOME, "Gas 54321", False),
        (HOME, "Power, Smalltown 54321", False),
        (HOME, "Key of lane 17b-2", False),
        (HOME, "みどり県ひかり町4の5の電気", False),
        (HOME, "Lane bakery", True),
    ],
)
def test_what_is_named_after_an_address_of_the_vault(
    owned: dict[str, Any], name: str, stays: bool
) -> None:
    items = [owned, {"id": "b", "kind": "service", "name": name}]
    records = Records.of(Item.from_json(item) for item in items)
    _plan, shown, _exit = redacted(plan(records, ["b"], TODAY), records, "leave")
    called = {item.name for item in shown.items.values()}
    assert (name in called) is stays
    assert ("Service 1" in called) is not stays


def test_an_id_made_of_a_web_address_is_left_out() -> None:
    item = {"id": "https-shop.example-account-778899", "kind": "service", "name": "Shop"}
    records = Records.of([Item.from_json(item)])
    found = plan(records, [str(item["id"])], TODAY)
    assert "778899" not in render("json", found, records, "leave", redact=True)
