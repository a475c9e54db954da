"""Large, lifelike vaults for the benchmarks: always the same for the same size."""

import random
from datetime import date, timedelta
from typing import Any

from footprint.model import snapshot
from footprint.model.records import Records

TODAY = date(2026, 11, 23)


def lifelike(items: int, requests: int = 0, seed: int = 1) -> Records:
    """Return a vault with about `items` items and three times as many links.

    One platform in fifty items, each with shops, orders, stored cards, lists and points on it.
    """
    dice = random.Random(seed)
    made: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []

    def item(kind: str, name: str, **fields: Any) -> str:
        made.append({"id": name, "kind": kind, "name": name.replace("-", " "), **fields})
        return name

    def link(source: str, relation: str, target: str, **fields: Any) -> None:
        links.append({"from": source, "relation": relation, "to": target, **fields})

    contacts = [
        item("contact", f"mail-{n}", type="email", value=f"me{n}@example.org")
        for n in range(max(3, items // 200))
    ]
    cards = [
        item("instrument", f"card-{n}", type="card", last4=f"{n:04}")
        for n in range(max(2, items // 300))
    ]
    platforms: list[str] = []
    while len(made) < items:
        n = len(platforms)
        platform = item(
            "service", f"platform-{n}", login="me", country="JP", holds=["name", "orders"]
        )
        link(platform, "registered_with", dice.choice(contacts))
        link(platform, "recovers_with", dice.choice(contacts))
        if platforms:
            link(platform, "signs_in_with", platforms[0])
        platforms.append(platform)
        copy = item("payment_method", f"copy-{n}")
        link(copy, "stored_at", platform)
        link(copy, "draws_on", dice.choice(cards))
        for m in range(8):
            if len(made) >= items:
                break
            _shop(item, link, dice, f"{n}-{m}", platform, copy, contacts)
    asked = [_request(dice, n, made) for n in range(requests)]
    return snapshot.from_document(
        {
            "format": "footprint-snapshot",
            "version": 1,
            "items": made,
            "links": links,
            "requests": asked,
            "exits": [{"id": "leave", "goal": ["platform-0"], "created_on": "2026-11-01"}],
        }
    )


def _shop(
    item: Any,
    link: Any,
    dice: random.Random,
    name: str,
    platform: str,
    copy: str,
    contacts: list[str],
) -> None:
    shop = item("shop", f"shop-{name}", country="JP", holds=["name", "orders"])
    link(shop, "sold_on", platform)
    link(shop, "signs_in_with", platform)
    for contact in dice.sample(contacts, 3):
        link(shop, "registered_with", contact)
    for contact in dice.sample(contacts, 2):
        link(shop, "recovers_with", contact)
    order = item(
        "subscription",
        f"order-{name}",
        price={"amount": str(dice.randrange(500, 9_000)), "currency": "JPY"},
        cycle={"every": 1, "unit": "month"},
        first_charge_on=str(TODAY - timedelta(days=dice.randrange(30, 900))),
        notice={"days": dice.choice([0, 3, 7, 14])},
        cancel={"email": ["info@shop.example"]},
    )
    link(order, "provided_by", shop)
    link(order, "charged_to", copy)
    news = item("mailing_list", f"news-{name}", channel="email")
    link(news, "sent_by", shop)
    for contact in dice.sample(contacts, 2):
        link(news, "registered_with", contact)
    own = item("payment_method", f"own-copy-{name}")
    link(own, "stored_at", shop)
    link(own, "draws_on", copy)
    points = item(
        "balance",
        f"points-{name}",
        amount="120",
        unit="point",
        expires_on=str(TODAY + timedelta(days=dice.randrange(5, 400))),
    )
    link(points, "held_at", platform)
    link(points, "needs", shop, strength="should")


def _request(dice: random.Random, number: int, made: list[dict[str, Any]]) -> dict[str, Any]:
    subject = dice.choice([i for i in made if i["kind"] in ("shop", "subscription")])
    kind = "cancellation" if subject["kind"] == "subscription" else "erasure"
    asked_on = TODAY - timedelta(days=dice.randrange(1, 60))
    return {
        "id": f"R-2026-{number:04}",
        "kind": kind,
        "item": subject["id"],
        "channel": "email",
        "log": [{"on": str(asked_on), "direction": "out", "type": "request"}],
    }
