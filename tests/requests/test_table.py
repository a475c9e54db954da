"""The table as package data: what it suggests, and that a damaged one is refused by its path."""

import json
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

import pytest

from footprint.errors import Invalid, Refused
from footprint.model.requests import RequestKind
from footprint.requests import table
from footprint.requests.expected import expected_by, expected_days
from footprint.requests.table import CHECKED, load, read

TEXT = (resources.files("footprint") / "data" / "deadlines.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "country", "rule"),
    [
        ("erasure", "DE", "EU-GDPR-DSR"),
        ("erasure", "NO", "EU-GDPR-DSR"),
        ("objection", "FR", "EU-GDPR-DSR"),
        ("unsubscribe", "IE", "EU-GDPR-MARKETING"),
        ("cancellation", "DE", "DE-BGB-312K"),
        ("cancellation", "IT", "GENERIC"),
        ("access", "GB", "UK-GDPR-DSR"),
        ("access", "GB-SCT", "UK-GDPR-DSR"),
        ("cancellation", "GB", "GENERIC"),  # the DMCC regime is not in force
        ("access", "JP", "JP-APPI-DSR"),
        ("cancellation", "JP", "JP-TOKUSHO-TEIKI"),
        ("unsubscribe", "JP-13", "JP-ANTISPAM"),
        ("closure", "JP", "GENERIC"),
        ("erasure", "US-CA", "US-CA-CCPA-DSR"),
        ("unsubscribe", "US-CA", "US-CANSPAM"),
        ("erasure", "US-CO", "US-STATES-45"),
        ("erasure", "US", "GENERIC"),
        ("access", "CA-QC", "CA-QC-L25"),
        ("access", "CA-ON", "CA-PIPEDA"),
        ("erasure", "CH", "CH-FADP-OTHER"),
        ("unsubscribe", None, "GENERIC"),
        ("dispute", "JP", "GENERIC"),
    ],
)
def test_the_first_rule_of_the_country_and_kind(kind: str, country: str | None, rule: str) -> None:
    assert load().suggest(kind, country).id == rule


def test_a_rule_is_suggested_only_while_it_is_in_force() -> None:
    table = load()
    assert table.suggest("access", "IN", date(2026, 11, 23)).id == "GENERIC"
    assert table.suggest("access", "IN", date(2027, 5, 13)).id == "IN-DPDP"
    assert table.suggest("cancellation", "DE", date(2022, 2, 28)).id == "GENERIC"


def test_every_kind_of_request_has_a_generic_rule() -> None:
    for kind in get_args(RequestKind):
        assert kind in load().rule("GENERIC").kinds
        assert expected_days(kind, None) > 0


def test_a_rule_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="EU-NOTHING"):
        load().rule("EU-NOTHING")
    assert "EU-GDPR-DSR" in load().ids()


def test_what_need_not_be_looked_through_again_was_found_right() -> None:
    assert crc32(TEXT.encode()) == CHECKED
    assert load() == read(TEXT)


def test_any_other_table_is_looked_through(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "deadlines.json").write_text(TEXT.replace('"certainty": "high"', '"x": 1'))
    monkeypatch.setattr(table, "__file__", str(tmp_path / "requests" / "table.py"))
    with pytest.raises(Invalid, match="rules"):
        table._own.__wrapped__()


def test_expected_days() -> None:
    assert expected_days("cancellation", "JP") == 3
    assert expected_days("erasure", "JP") == 14
    assert expected_days("unsubscribe", "JP") == 10
    assert expected_days("refund", "JP") == 3
    assert expected_days("erasure", "DE") == 31
    assert expected_days("unsubscribe", "US") == 14
    # Thursday, 11 February is a holiday
    assert expected_by("unsubscribe", "JP", date(2027, 2, 1)) == date(2027, 2, 12)


def _without_generic(document: dict[str, Any]) -> None:
    document["rules"] = [rule for rule in document["rules"] if rule["id"] != "GENERIC"]


@pytest.mark.parametrize(
    ("place", "damage"),
    [
        ("rules[0].deadline.unit", lambda d: d["rules"][0]["deadline"].update(unit="moon")),
        ("rules[1].certainty", lambda d: d["rules"][1].update(certainty="sure")),
        ("rules[2].penalty", lambda d: d["rules"][2].update(penalty="much")),
        ("rules[0].deadline.value", lambda d: d["rules"][0]["deadline"].update(value=-1)),
        ("rules[4].in_force_from", lambda d: d["rules"][4].update(in_force_from="2022-02-31")),
        ("", _without_generic),
        ("", lambda d: d["rules"].append(d["rules"][0])),
        ("schema", lambda d: d.update(schema="other/1")),
    ],
)
def test_a_damaged_table_is_refused_by_its_path(place: str, damage: Any) -> None:
    document = json.loads(TEXT)
    damage(document)
    with pytest.raises(Invalid) as refused:
        read(json.dumps(document))
    assert refused.value.place == place


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(Invalid):
        read("{")
