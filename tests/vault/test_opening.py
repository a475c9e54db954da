"""Opening: a wrong passphrase, damage, another version and another program are told apart."""

import hashlib
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from network import SEARCH
from writing import adding, item

from footprint.errors import CannotOpen, Refused
from footprint.vault import Vault, connection, header, key, migrations

PAGE = header.PAGE_SIZE


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


@pytest.fixture
def closed(vault: Vault) -> Path:
    """A vault with 300 items, closed."""
    vault.write(adding(*(item(f"n{n}", notes="x" * 200) for n in range(300))))
    vault.close()
    return vault.path


def sql(vault: Vault, *statements: str) -> None:
    """Run statements that the vault's own authorizer would refuse."""

    def work() -> None:
        vault._db.set_authorizer(None)
        for statement in statements:
            vault._db.execute(statement)

    vault._call(work)


def test_a_wrong_passphrase_is_said_so_and_leaves_the_file(closed: Path, passphrase: str) -> None:
    before = digest(closed)
    for wrong in (passphrase + " ", passphrase.upper(), "x", "x'" + "00" * 32 + "'"):
        with pytest.raises(CannotOpen, match="passphrase is wrong"):
            Vault.open(closed, wrong)
    with pytest.raises(CannotOpen, match="passphrase is wrong"):
        Vault.open_with_key(closed, bytes(32))
    with pytest.raises(CannotOpen, match="must not be empty"):
        Vault.open(closed, "")
    assert digest(closed) == before
    assert len(Vault.open(closed, passphrase).records.items) == 300


def test_a_wrong_passphrase_leaves_the_terminal_alone(closed: Path) -> None:
    script = (
        "import sys\nfrom footprint.vault import Vault\nfrom footprint.errors import CannotOpen\n"
        "try: Vault.open(sys.argv[1], 'wrong')\n"
        "except CannotOpen as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, closed], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("The passphrase is wrong.\n", "")


def test_the_raw_key_opens_too(closed: Path, passphrase: str) -> None:
    raw = key.derive(passphrase, closed.read_bytes()[:16])
    with Vault.open_with_key(closed, raw) as vault:
        assert len(vault.records.items) == 300
    with pytest.raises(CannotOpen, match="not the key"):
        Vault.open_with_key(closed, raw[:31])


@pytest.mark.parametrize("place", [16, 100, PAGE - 1])
def test_damage_in_the_first_page_is_not_a_wrong_passphrase(
    place: int, closed: Path, passphrase: str
) -> None:
    flip(closed, place)
    pages = closed.stat().st_size // PAGE
    with pytest.raises(CannotOpen, match=f"damaged: 1 of its {pages} pages"):
        Vault.open(closed, passphrase)
    with pytest.raises(CannotOpen, match="passphrase is wrong"):
        Vault.open(closed, "wrong")


def test_damage_anywhere_is_told_and_never_read_as_data(closed: Path, passphrase: str) -> None:
    sound = closed.read_bytes()
    with Vault.open(closed, passphrase) as vault:
        records = vault.records
    told = 0
    for page in range(1, len(sound) // PAGE):
        closed.write_bytes(sound)
        flip(closed, page * PAGE + 37 * page % PAGE)
        try:
            with Vault.open(closed, passphrase) as vault:
                assert any(not finding.ok for finding in vault.check())
                assert vault.load() == records
        except CannotOpen as error:
            told += 1
            assert "damaged" in str(error)
    assert told > 10


def test_a_newer_schema_asks_for_an_update(closed: Path, passphrase: str) -> None:
    with Vault.open(closed, passphrase) as vault:
        sql(vault, f"PRAGMA user_version = {migrations.version() + 1}")
    before = digest(closed)
    with pytest.raises(CannotOpen, match="newer footprint"):
        Vault.open(closed, passphrase)
    assert digest(closed) == before


def test_another_programs_database_is_not_a_vault(closed: Path, passphrase: str) -> None:
    with Vault.open(closed, passphrase) as vault:
        sql(vault, "PRAGMA application_id = 77")
    with pytest.raises(CannotOpen, match="another program"):
        Vault.open(closed, passphrase)


def test_the_standard_library_cannot_open_it(closed: Path) -> None:
    assert closed.read_bytes()[:3] == key.MAGIC
    db = sqlite3.connect(closed)
    with pytest.raises(sqlite3.DatabaseError):
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    db.close()


# -- the recipe --------------------------------------------------------------------------------

SETTINGS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "temp_store": 2,
    "foreign_keys": 1,
    "cipher_version": "4.19.0 community",
}


@pytest.mark.parametrize("query_only", [False, True])
def test_every_connection_follows_the_recipe(
    query_only: bool, closed: Path, passphrase: str
) -> None:
    with Vault.open(closed, passphrase, query_only=query_only) as vault:
        found = {
            name: vault._call(lambda n=name: vault._db.execute(f"PRAGMA {n}").fetchone()[0])
            for name in SETTINGS
        }
    assert found.pop("cipher_version")
    assert found == {name: SETTINGS[name] for name in found}


REFUSED = [
    "ATTACH DATABASE ':memory:' AS other",
    "ATTACH DATABASE 'x' AS other KEY ''",
    "DETACH DATABASE main",
    "PRAGMA key = 'x'",
    "PRAGMA rekey = 'x'",
    "PRAGMA hexrekey = '00'",
    "PRAGMA main.rekey = 'x'",
    "PRAGMA temp_store = 1",
    "PRAGMA temp_store_directory = '/'",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cipher_migrate",
    "VACUUM INTO 'copy'",
    "SELECT sqlcipher_export('main')",
    "SELECT load_extension('x')",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_a_statement_cannot_reach_beyond_the_file(statement: str, vault: Vault) -> None:
    def work() -> Any:
        import sqlcipher3

        with pytest.raises(sqlcipher3.DatabaseError, match="not authorized|authorization denied"):
            vault._db.execute(statement)

    vault._owner.call(work)
    vault.write(adding(item("a")))


def test_rekeying_is_nowhere_in_the_program() -> None:
    package = Path(connection.__file__).parents[1]
    for source in package.rglob("*.py"):
        code = source.read_text()
        assert "reset_key(" not in code
        assert "executescript(" not in code
        assert "PRAGMA rekey =" not in code


# -- for reading only --------------------------------------------------------------------------


def test_query_only_reads_and_never_writes(closed: Path, passphrase: str) -> None:
    before = digest(closed)
    with Vault.open(closed, passphrase, query_only=True) as vault:
        assert len(vault.records.items) == 300
        for change in (lambda: vault.write(adding(item("a"))), vault.undo, vault.redo):
            with pytest.raises(Refused, match="for reading only"):
                change()
    assert digest(closed) == before
    assert not closed.with_name(closed.name + "-journal").exists()


# -- migrations --------------------------------------------------------------------------------

NEXT = ("ALTER TABLE meta ADD COLUMN nickname TEXT", "UPDATE meta SET nickname = 'n'")


def test_an_older_vault_is_brought_forward_once(
    closed: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, NEXT))
    with pytest.raises(CannotOpen, match="updated first"):
        Vault.open(closed, passphrase, query_only=True)
    for _ in range(2):
        with Vault.open(closed, passphrase) as vault:
            assert len(vault.records.items) == 300
            row = vault._call(lambda: vault._db.execute("SELECT nickname FROM meta").fetchall())
            assert row == [("n",)]


def test_a_migration_that_fails_leaves_the_old_version(
    closed: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(closed)
    with monkeypatch.context() as patch:
        broken = (*NEXT, "INSERT INTO nowhere VALUES (1)")
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
        with pytest.raises(Refused, match="nothing was changed"):
            Vault.open(closed, passphrase)
    assert digest(closed) == before
    assert len(Vault.open(closed, passphrase).records.items) == 300


def test_a_migration_waits_for_nobody(
    closed: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from footprint.errors import Busy

    with Vault.open(closed, passphrase) as other, other.hold_exclusive():
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, NEXT))
        with pytest.raises(Busy, match="already open"):
            Vault.open(closed, passphrase)


# -- threads and closing -----------------------------------------------------------------------


def test_any_thread_may_use_it(vault: Vault) -> None:
    def work(name: int) -> None:
        for n in range(40):
            vault.write(adding(item(f"t{name}-{n}")))

    threads = [threading.Thread(target=work, args=(name,)) for name in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(vault.load().items) == 120
    assert len(vault.history(1000)) == 120


def test_a_closed_vault_says_so(vault: Vault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(Refused, match="closed"):
        vault.load()


def test_the_file_is_never_opened_a_second_time_while_connected(
    vault_path: Path, passphrase: str
) -> None:
    script = """
import sys
from pathlib import Path
from footprint.vault import Vault
from writing import adding, item
path, passphrase = Path(sys.argv[1]), sys.argv[2]
vault = Vault.create(path, passphrase)
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
with vault.hold_exclusive():
    vault.write(adding(item("a")))
    with Vault.open(path, passphrase) as second:
        second.write(adding(item("b")))
    vault.refresh(); vault.undo(); vault.redo(); vault.check(); vault.history()
print(str(path) in opened, any(name.startswith(str(path)) for name in opened))
vault.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, vault_path, passphrase],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": SEARCH, "FOOTPRINT_TEST_KDF": "1"},
    )
    assert done.stdout.split() == ["False", "True"]


def test_what_is_done_meanwhile_is_done_while_the_key_is_derived(
    closed: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    met, derive = threading.Barrier(2, timeout=10), key.derive

    def derived(given: str, salt: bytes) -> bytes:
        met.wait()
        return derive(given, salt)

    def meanwhile() -> None:
        met.wait()

    monkeypatch.setattr(key, "derive", derived)
    with Vault.open(closed, passphrase, meanwhile=meanwhile) as vault:
        assert len(vault.records.items) == 300
    before = threading.active_count()
    with pytest.raises(CannotOpen, match="passphrase"):
        Vault.open(closed, "wrong", meanwhile=meanwhile)
    assert threading.active_count() == before


def test_what_fails_meanwhile_leaves_nothing_running(closed: Path, passphrase: str) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        Vault.open(closed, passphrase, meanwhile=fail)
    assert threading.active_count() == before
