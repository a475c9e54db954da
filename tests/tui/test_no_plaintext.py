"""What is typed into the UI is found in no file, log or temporary file (SECURITY R11)."""

import os
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scenes import settle

from footprint.model.items import KINDS, Item
from footprint.tui.app import FootprintApp
from footprint.workspace import Workspace, exits, items, links, requests

TODAY = date(2026, 11, 23)
WRITES = 200


def filled(kind: str, sentinel: str) -> dict[str, Any]:
    """Return an item of `kind` with `sentinel` in every field that takes free text."""
    document: dict[str, Any] = {"name": f"{kind} {sentinel}"}
    for name in KINDS[kind].fields():
        if name in ("id", "kind", "name", "needs_login", "replaced_by"):
            continue
        for value in (
            sentinel,
            [sentinel],
            {"note": sentinel, "phone": sentinel},
            f"https://{sentinel}.example/",
        ):
            try:
                Item.from_json({"id": "x", "kind": kind, "name": "x", name: value})
            except Exception:  # noqa: BLE001 - trying which shape the field takes
                continue
            document[name] = value
            break
    return document


def everything_written(*folders: Path) -> Iterator[Path]:
    """Yield every file below `folders`."""
    for folder in folders:
        for directory, _names, files in os.walk(folder):
            yield from (Path(directory, name) for name in files)


async def test_two_hundred_writes_leave_nothing_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    sentinel = "zq" + secrets.token_hex(12)
    path = tmp_path / "vault.footprint"
    app = FootprintApp(workspace=Workspace.create(path, "pass " + sentinel, TODAY), today=TODAY)
    kinds = sorted(KINDS)
    async with app.run_test(size=(120, 40)) as pilot:
        workspace = app.workspace
        assert workspace is not None
        for number in range(WRITES):
            app.perform(
                items.add(
                    kinds[number % len(kinds)],
                    filled(kinds[number % len(kinds)], f"{sentinel}{number}"),
                )
            )
        await settle(pilot)
        assert len(workspace.records.items) == WRITES
        service = next(i for i in workspace.records.items.values() if i.kind == "service")
        shop = next(i for i in workspace.records.items.values() if i.kind == "shop")
        app.perform(
            links.add({"from": shop.id, "relation": "sold_on", "to": service.id, "note": sentinel})
        )
        app.perform(
            requests.ask(
                "erasure",
                shop.id,
                TODAY,
                "email",
                to=f"a@{sentinel}.example",
                subject=sentinel,
                text=sentinel,
            )
        )
        app.perform(exits.save(f"leave {sentinel}", [service.id], TODAY))
        await settle(pilot)
        for key in "1234":
            await pilot.press(key)
            await settle(pilot)
        await pilot.press("2", "slash", *sentinel[:6])
        await settle(pilot)
        assert len(workspace.search(sentinel)) == WRITES
        for written in everything_written(tmp_path, Path(os.environ["HOME"])):
            assert sentinel.encode() not in written.read_bytes(), written
        app.perform(items.remove(shop.id))
        await settle(pilot)
        await pilot.press("escape", "u")
        await settle(pilot)
    for written in everything_written(tmp_path, Path(os.environ["HOME"])):
        assert sentinel.encode() not in written.read_bytes(), written
        assert sentinel not in str(written.name)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone()
