"""Nothing in the clear and nothing for others: no plain text in any file, private modes."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from writing import adding, doing, entry, item, link, request

from footprint.model.changes import Change
from footprint.model.exits import Exit
from footprint.vault import Vault, connection, repository

SENTINEL = "quetzal-7f3a1c"


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_everything_made_is_private_under_any_umask(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "new" / "vault.footprint"
    with Vault.create(path, "p") as vault, vault.hold_exclusive():
        vault.write(adding(item("a")))
        made = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert made == dict.fromkeys(
        ["vault.footprint", "vault.footprint.lock", "vault.footprint.ui.lock"], 0o600
    )


def secret_changes() -> list[Change]:
    """Return changes with the sentinel in every table."""
    text = f"{SENTINEL} 名前"
    way = {"note": text, "email": [f"{SENTINEL}@example.org"], "phone": text}
    return [
        Change("items", None, item(SENTINEL, name=text, notes=text, login=text, closing=way)),
        Change("items", None, item("b", tags=[text], aliases=[text], owner=text)),
        Change("links", None, link(SENTINEL, "needs", "b", note=text)),
        Change(
            "requests",
            None,
            request(SENTINEL, "b", entry("2026-01-01", to=text, subject=text, text=text * 500)),
        ),
        Change("exits", None, Exit.from_json({"id": SENTINEL, "goal": ["b"]})),
        Change("sections", None, {"name": text}, "person"),
    ]


def files_with(needles: list[str], *places: Path) -> list[Path]:
    encoded = [needle.encode(code) for needle in needles for code in ("utf-8", "utf-16-le")]
    return [
        path
        for place in places
        for path in place.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in encoded)
    ]


def test_no_file_holds_anything_in_the_clear(
    vault: Vault, passphrase: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    home = Path(os.environ["HOME"])
    needles = [SENTINEL, passphrase]

    def halfway() -> None:
        with connection.transaction(vault._db, "IMMEDIATE"):
            state = repository.load(vault._db)
            repository.write(vault._db, state, secret_changes())
            assert vault.path.with_name(vault.path.name + "-journal").exists()
            assert files_with(needles, tmp_path, home) == []
            raise InterruptedError

    with pytest.raises(InterruptedError):
        vault._call(halfway)
    vault.write(doing(*secret_changes(), summary="did {what}", what=SENTINEL))
    vault.undo()
    vault.redo()
    assert files_with(needles, tmp_path, home) == []
    vault.close()
    with Vault.open(vault.path, passphrase) as again:
        assert SENTINEL in again.records.items
        again.check()
    assert files_with(needles, tmp_path, home) == []
    assert SENTINEL not in "".join(capfd.readouterr())


def test_the_search_for_plain_text_would_find_it(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "plain")
    db.execute("CREATE TABLE t (a)")
    db.execute("INSERT INTO t VALUES (?)", (SENTINEL,))
    db.commit()
    db.close()
    assert files_with([SENTINEL], tmp_path) == [tmp_path / "plain"]


def test_a_big_sort_makes_no_temporary_file(vault: Vault) -> None:
    vault.write(adding(*(item(f"n{n}", notes=SENTINEL * 20) for n in range(400))))

    def work() -> list[str]:
        query = "SELECT a.body FROM item a, item b ORDER BY a.body || b.uid"
        cursor = vault._db.execute(query)
        cursor.fetchone()
        descriptors = Path("/proc/self/fd")
        return (
            [str(each.readlink()) for each in descriptors.iterdir() if os.path.lexists(each)]
            if descriptors.exists()
            else []
        )

    assert not [name for name in vault._call(work) if "etilqs" in name]


def test_no_error_shows_the_passphrase_or_the_key(vault: Vault) -> None:
    script = (
        "import sys\nfrom footprint.vault import Vault\nVault.open(sys.argv[1], sys.stdin.read())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, vault.path],
        input=SENTINEL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "passphrase is wrong" in done.stderr
    assert SENTINEL not in done.stderr
    assert "x'" not in done.stderr
