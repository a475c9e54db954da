"""A disk that is full, in steps of 4 kB, under every kind of write (SECURITY R3)."""

import subprocess
import sys
from pathlib import Path

import pytest
from writing import adding, item

from footprint.vault import Vault, backups
from tests.vault.killing import ENVIRONMENT

FULL = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from footprint.errors import FootprintError
from footprint.export.files import write_private
from footprint.vault import Vault, backups
from footprint.workspace import evidence
from writing import adding, item
path, passphrase, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
vault = Vault.open(path, passphrase)
other = Vault.open(next(iter(backups.listed(path))).path, passphrase, query_only=True)
copy = Vault.open(path.with_name("copy.footprint"), passphrase, query_only=True)
many = [item(f"n{n}", notes="x" * 900) for n in range(60)]
proof, export = b"p" * 60_000, path.with_name("plan.md")
keep = evidence.attach("a", "proof.txt", proof, date(2026, 11, 24))
before, size, failed = vault.records, path.stat().st_size, 0
other.records, copy.records
work = {
    "save": lambda: vault.write(adding(item("one", notes="x" * 60_000))),
    "import": lambda: vault.write(adding(*many), backup="import"),
    "attach": lambda: vault.write(keep, contents=[proof]),
    "merge": lambda: vault.merge(copy),
    "backup": lambda: vault.backup(),
    "passphrase": lambda: vault.change_passphrase(passphrase),
    "restore": lambda: vault.restore(other),
    "export": lambda: write_private(export, "x" * 90_000, True, vault=path),
}[kind]
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for step in range(0, size + 400_000, 4096):
    resource.setrlimit(resource.RLIMIT_FSIZE, (step, hard))
    try:
        work()
        done = True
    except FootprintError as error:
        assert str(error).endswith("."), error
        done = False
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    if done:
        break
    failed += 1
    assert vault.load() == before, step
    assert all(finding.ok for finding in vault.check()), step
    assert export.read_text() == "old", step
vault.write(adding(item("after")))
assert "after" in vault.load().items
assert all(finding.ok for finding in vault.check())
print(failed, done)
"""
KINDS = ["save", "import", "attach", "merge", "backup", "passphrase", "restore", "export"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_disk_that_is_full_at_any_page_changes_nothing(
    kind: str, vault: Vault, passphrase: str
) -> None:
    folder, copied = vault.path.parent, vault.path.with_name("copy.footprint")
    vault.write(adding(item("a", notes="x" * 20_000), item("b")))
    vault.backup()
    vault.copy_to(copied)
    with Vault.open(copied, passphrase) as copy:
        copy.keeps_backups = False
        copy.write(adding(item("there", notes="x" * 60_000)))
    (folder / "plan.md").write_text("old")
    vault.close()
    there = names(folder)
    done = subprocess.run(
        [sys.executable, "-c", FULL, vault.path, passphrase, kind],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    failed, succeeded = done.stdout.split()
    assert int(failed) > 10
    assert succeeded == "True"
    assert not {name for name in names(backups.folder(vault.path)) if name[0] == "."}
    assert names(folder) == there
    with Vault.open(vault.path, passphrase) as again:
        assert "after" in again.records.items


def names(folder: Path) -> set[str]:
    """Return what lies in a folder, but locks."""
    return {each.name for each in folder.iterdir() if not each.name.endswith(".lock")}
