"""What the doctor finds around and inside a vault."""

from pathlib import Path

import pytest
from writing import adding, item

from footprint.vault import Vault, doctor


def complaints(findings: list[doctor.Finding]) -> list[str]:
    return [finding.sentence() for finding in findings if not finding.ok]


def test_a_healthy_vault_has_no_complaint(vault: Vault) -> None:
    vault.write(adding(item("a")))
    found = vault.check()
    assert complaints(found) == []
    assert len(found) == 9


CONFLICTS = [
    "vault.sync-conflict-20260101-120000-ABCDEFG.footprint",
    "vault (Hanako's conflicted copy 2026-01-01).footprint",
    "vault_conflict-20260101.footprint",
    "vault (競合コピー).footprint",
]


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_copy_is_named(name: str, vault: Vault) -> None:
    vault.path.with_name(name).touch()
    vault.path.with_name("notes-conflict.txt").touch()
    named, compared = complaints(vault.check())
    assert name in named
    assert "cannot be compared" in compared


def test_a_leftover_is_named(vault: Vault) -> None:
    vault.path.with_name("vault.footprint-wal").touch()
    (complaint,) = complaints(vault.check())
    assert "vault.footprint-wal" in complaint


def test_an_interrupted_write_is_no_complaint(vault: Vault) -> None:
    vault.path.with_name("vault.footprint-journal").touch()
    found = vault.check()
    assert complaints(found) == []
    assert any("vault.footprint-journal" in finding.sentence() for finding in found)


def test_open_doors_are_named(vault: Vault) -> None:
    vault.path.chmod(0o644)
    vault.path.parent.chmod(0o777)
    found = complaints(vault.check())
    vault.path.parent.chmod(0o700)
    assert [sentence.rpartition(": ")[2].split()[0] for sentence in found] == ["chmod", "chmod"]


def test_damage_is_counted(vault: Vault) -> None:
    vault.write(adding(item("a", notes="x" * 50_000)))
    content = bytearray(vault.path.read_bytes())
    content[-100] ^= 1
    vault.close()
    vault.path.write_bytes(content)
    with Vault.open(vault.path, "correct horse 電池 staple") as again:
        assert complaints(again.check()) == ["Damaged pages: 1."]


def test_nothing_there_is_one_sentence(tmp_path: Path) -> None:
    (finding,) = doctor.around(tmp_path / "no" / "vault")
    assert not finding.ok
    assert "Cannot look at" in finding.sentence()
