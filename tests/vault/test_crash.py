"""Crashes, full disks and unwritable places: nothing acknowledged is lost, nothing half done.

FOOTPRINT_TEST_KILLS sets how often the writer is killed (SECURITY R1 wants 150 now and then).
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from network import SEARCH
from writing import adding, item

from footprint.errors import Refused
from footprint.vault import Vault

KILLS = int(os.environ.get("FOOTPRINT_TEST_KILLS", "12"))
TESTS = Path(__file__).parents[1]
ENVIRONMENT = {"PYTHONPATH": SEARCH, "FOOTPRINT_TEST_KDF": "1"}

# Each transaction adds three items with two links and is acknowledged after its commit.
WRITER = """
import sys, itertools
from footprint.model.changes import Change
from footprint.vault import Vault
from writing import doing, item, link
vault = Vault.open(sys.argv[1], sys.argv[2])
item("warm"), link("a", "needs", "b")
print("ready", flush=True)
for n in itertools.count(len(vault.records.items) // 3):
    names = [f"n{n}-{k}" for k in range(3)]
    items = [Change("items", None, item(name, notes="x" * 3000)) for name in names]
    links = [Change("links", None, link(names[k], "needs", names[k + 1])) for k in range(2)]
    vault.write(doing(*items, *links))
    print(n, flush=True)
"""


def kill_a_writer(path: Path, passphrase: str, after: float) -> list[int]:
    """Kill -9 a writer `after` seconds of writing; return what it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, path, passphrase],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.kill()
    lines = process.communicate()[0].split("\n")[:-1]
    return [int(line) for line in lines]


def test_no_kill_loses_what_was_acknowledged(vault: Vault, passphrase: str) -> None:
    vault.close()
    dice = random.Random(7)
    acknowledged: set[int] = set()
    for kill in range(KILLS):
        acknowledged |= set(kill_a_writer(vault.path, passphrase, dice.uniform(0.005, 0.06)))
        # An unattended run comes first every other time: it too rolls the journal back.
        with Vault.open(vault.path, passphrase, query_only=bool(kill % 2)) as again:
            records = again.records
            assert all(finding.ok for finding in again.check())
            assert len(again.history(100_000)) * 3 == len(records.items)
        for n in acknowledged:
            assert {f"n{n}-{k}" for k in range(3)} <= records.items.keys()
        assert len(records.links) * 3 == len(records.items) * 2
    assert acknowledged


# With a tiny cache the transaction reaches the file itself before it is cut off.
HALFWAY = """
import os, signal, sys
from footprint.vault import Vault, connection, repository
from writing import adding, item
vault = Vault.open(sys.argv[1], sys.argv[2])
def work():
    vault._db.set_authorizer(None)
    vault._db.execute("PRAGMA cache_size = 5")
    vault._db.execute("BEGIN IMMEDIATE")
    added = adding(*(item(f"new-{n}", notes="x" * 3000) for n in range(100)))
    state = repository.load(vault._db)
    repository.write(vault._db, state, added(state.records).changes)
    vault._db.execute("UPDATE item SET name = 'changed'")
    os.kill(os.getpid(), signal.SIGKILL)
vault._call(work)
"""


@pytest.mark.parametrize("query_only", [False, True])
def test_a_half_written_transaction_is_taken_back_on_opening(
    query_only: bool, vault: Vault, passphrase: str
) -> None:
    vault.write(adding(*(item(f"n{n}", notes="x" * 3000) for n in range(50))))
    before = vault.records
    vault.close()
    whole, journal = vault.path.read_bytes(), Path(f"{vault.path}-journal")
    subprocess.run(
        [sys.executable, "-c", HALFWAY, vault.path, passphrase], env=ENVIRONMENT, check=False
    )
    assert journal.stat().st_size > 0
    assert vault.path.read_bytes()[: len(whole)] != whole
    with Vault.open(vault.path, passphrase, query_only=query_only) as again:
        assert again.records == before
        assert all(finding.ok for finding in again.check())
    assert not journal.exists()


def limit_pages(vault: Vault, more: int | None) -> None:
    """Let the file grow by `more` pages only, as on a full disk."""

    def work() -> None:
        vault._db.set_authorizer(None)
        pages = vault._db.execute("PRAGMA page_count").fetchone()[0]
        limit = 2**30 if more is None else pages + more
        vault._db.execute(f"PRAGMA max_page_count = {limit}").fetchone()

    vault._call(work)


@pytest.mark.parametrize("more", range(0, 12, 2))
def test_a_full_disk_changes_nothing_and_is_survived(more: int, vault: Vault) -> None:
    vault.write(adding(item("a")))
    before, history = vault.records, len(vault.history())
    limit_pages(vault, more)
    with pytest.raises(Refused, match="disk is full"):
        vault.write(adding(item("b", notes="x" * 90_000)))
    assert vault.records == before
    assert vault.load() == before
    assert len(vault.history()) == history
    limit_pages(vault, None)
    vault.write(adding(item("b", notes="x" * 90_000)))
    assert set(vault.load().items) == {"a", "b"}
    assert all(finding.ok for finding in vault.check())


# Root may write anywhere, so the script becomes somebody else once everything is imported.
PERSON = """
import os, sys
from pathlib import Path
import _argon2_cffi_bindings, sqlcipher3
from footprint.errors import FootprintError
from footprint.vault import Vault
from writing import adding, item
path = Path(sys.argv[1])
# What is imported late has to be there before the other user can no longer read it.
first, second = adding(item("a")), adding(item("b"))
if os.geteuid() == 0:
    os.chown(path.parent, 65534, 65534)
    os.setgid(65534)
    os.setuid(65534)
with Vault.create(path, "p") as vault:
    vault.write(first)
for mode, directory in ((0o400, 0o700), (0o600, 0o500), (0o400, 0o500)):
    path.chmod(mode)
    path.parent.chmod(directory)
    with Vault.open(path, "p") as vault:
        print(sorted(vault.records.items))
        try:
            vault.write(second)
        except FootprintError as error:
            print(type(error).__name__, error)
        print(sorted(vault.load().items))
    path.parent.chmod(0o700)
"""


def test_where_nothing_can_be_written_one_can_still_read(tmp_path: Path) -> None:
    # Outside of pytest's directory, which the other user could not enter.
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run(
            [sys.executable, "-c", PERSON, f"{directory}/vault.footprint"],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
    lines = done.stdout.splitlines()
    assert len(lines) == 9, done.stderr
    for before, sentence, after in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        assert before == after == "['a']"
        assert sentence.startswith("Refused")
        assert "annot" in sentence
