"""The story from the first mail to the dispute and the verified end, day by day, in a real vault.

The tables in `tests/cases` were written by hand before the ladder was.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from footprint.model import snapshot
from footprint.workspace import Workspace, reminders, requests, snapshots

CASES = Path(__file__).parents[1] / "cases"
ISSUER = "みずほ銀行"


def table(name: str, issuer: str | None = None) -> dict[str, Any]:
    """A table of `tests/cases`; with `issuer`, as it is told where nobody recorded the issuer."""
    text = (CASES / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.replace(ISSUER, issuer or ISSUER))
    base = json.loads((CASES / found["base"]).read_text(encoding="utf-8"))
    for part in found["without"]:
        base[part] = []
    for item in base["items"] if issuer else ():
        item.pop("issuer", None)
    return {**found, "base": base}


TABLES = {
    "followed up": table("rakuten-followed-up"),
    "stopped": table("rakuten-stopped"),
    "stopped, issuer unknown": table("rakuten-stopped", "card issuer"),
    "stopped, issuer unknown, in Japanese": table("rakuten-stopped", "カード会社"),
}


class Telling:
    """A table told to a workspace: each operation of a row is one action of the person."""

    def __init__(self, path: Path, told: dict[str, Any]) -> None:
        self.rows = told["rows"]
        self.workspace = Workspace.create(path, "story", date(2026, 10, 20))
        self.workspace.do(snapshots.take_in(snapshot.from_document(told["base"])))
        self.names: dict[str, str] = {}

    def tell(self, row: dict[str, Any]) -> None:
        self.workspace.today = date.fromisoformat(row["on"])
        for operation in row["do"]:
            self._do(dict(operation))

    def _do(self, said: dict[str, Any]) -> None:
        op, today = said.pop("op"), self.workspace.today
        if op == "request_new":
            name = said.pop("id")
            done = self.workspace.do(requests.new(**said, today=today))
            self.names[name] = done.about or ""
            return
        request = self.names[said.pop("request")]
        if op == "skip":
            following = self.workspace.standings()[request].next
            assert following is not None
            self.workspace.do(reminders.skip(request, following.rung, today, said["reason"]))
        else:
            assert op == "request_log"
            self.workspace.do(requests.log(request, {"on": today, **said}, today))

    def stands(self, name: str) -> dict[str, Any]:
        request = self.names[name]
        found = self.workspace.standings()[request]
        rows = [one for one in self.workspace.due() if one.request == request and not one.exit]
        return {
            "status": found.status,
            "due": found.due and [found.due.date.isoformat(), found.due.basis],
            "next": found.next and [found.next.action, found.next.on.isoformat()],
            "rows": [[one.what, one.on.isoformat(), one.urgency] for one in rows],
        }


@pytest.fixture(params=TABLES)
def telling(vault_path: Path, request: pytest.FixtureRequest) -> Iterator[Telling]:
    told = Telling(vault_path, TABLES[request.param])
    with told.workspace:
        yield told


def test_every_day_stands_as_it_was_written(telling: Telling) -> None:
    for row in telling.rows:
        telling.tell(row)
        for name, expected in row["expect"].items():
            found = telling.stands(name)
            expected["rows"].sort(key=lambda each: (each[1], each[0]))
            found["rows"].sort(key=lambda each: (each[1], each[0]))
            assert found == expected, (row["on"], name, row["because"])


def test_every_line_names_its_reason(telling: Telling) -> None:
    for row in telling.rows:
        assert all(row["because"])
        telling.tell(row)
        for standing in telling.workspace.standings().values():
            assert standing.next is None or "{" not in standing.next.sentence()


def test_undone_step_by_step_it_is_as_at_the_beginning(telling: Telling) -> None:
    begin = telling.workspace.records
    for row in telling.rows:
        telling.tell(row)
    for _ in range(sum(len(row["do"]) for row in telling.rows)):
        assert telling.workspace.undo()
    assert telling.workspace.records == begin
