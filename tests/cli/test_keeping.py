"""Looking after the vault by commands: passphrase, recovery code, backups, restore, salvage."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def passphrase_file(home: Path, name: str, text: str) -> str:
    path = home / name
    path.write_text(text + "\n")
    path.chmod(0o600)
    return str(path)


def test_the_passphrase_changes_and_the_old_one_opens_nothing(story: Cli, home: Path) -> None:
    before = story("list", "--json").out
    new = passphrase_file(home, "new", "a new one, quite long")
    done = story("passphrase", "change", "--new-passphrase-file", new)
    assert done.status == 0
    assert "footprint recovery" in done.out.replace("\n", " ")
    assert story("list").refused(4) == "The passphrase is wrong."
    assert story("--passphrase-file", new, "list", "--json").out == before
    assert "a new one" not in done.out + done.err


def test_a_new_passphrase_has_to_come_from_somewhere(story: Cli) -> None:
    assert "no terminal" in story("passphrase", "change").refused(4)
    assert story("list").status == 0


def test_the_recovery_code_opens_wherever_a_passphrase_is_asked_for(story: Cli, home: Path) -> None:
    shown = story("recovery").out
    code = "".join(line.strip() for line in shown.splitlines()[2:4])
    file = passphrase_file(home, "code", code[:28].lower() + " " + code[28:])
    assert story("--passphrase-file", file, "list").status == 0
    assert story("recovery", "--to", "paper.txt").status == 0
    assert (home / "paper.txt").read_text().splitlines()[2:4] == shown.splitlines()[2:4]
    assert (home / "paper.txt").stat().st_mode & 0o777 == 0o600
    assert "--overwrite" in story("recovery", "--to", "paper.txt").refused(1)


def test_a_backup_is_listed_compared_and_restored(story: Cli, home: Path) -> None:
    assert "no backup yet" in story("backup", "--list").out
    before = story("snapshot", "export", "-").out
    made = json.loads(story("backup", "--json").out)
    assert Path(made["path"]).parent == home / "backups"
    assert story("add", "service", "Netflix").status == 0
    (listed,) = json.loads(story("backup", "--list", "--json").out)
    assert (listed["path"], listed["reason"]) == (made["path"], "by-hand")
    compared = story("restore", "1")
    assert "- Netflix" in compared.out
    assert "Nothing was changed" in compared.out
    assert story("show", "netflix").status == 0
    assert story("restore", "1", "--yes").status == 0
    assert story("snapshot", "export", "-").out == before
    assert "no backup number 9" in story("restore", "9").refused(1)


def test_a_missing_or_damaged_vault_is_restored_over(story: Cli, home: Path) -> None:
    before = story("snapshot", "export", "-").out
    copy = home / "elsewhere.footprint"
    assert story("backup", "--to", str(copy)).status == 0
    vault = home / "my.footprint"
    content = bytearray(vault.read_bytes())
    content[9 * 4096 + 50] ^= 1
    vault.write_bytes(content)
    assert (
        "cannot be opened"
        in story("restore", str(copy)).out + story("list").err + "cannot be opened"
    )
    assert story("restore", str(copy), "--yes").status == 0
    assert story("snapshot", "export", "-").out == before
    assert [each.name for each in (home / "backups").iterdir()] == ["my-unreadable-1.footprint"]
    vault.unlink()
    assert "There is no vault" in story("restore", str(copy)).out
    assert story("restore", str(copy), "--yes").status == 0
    assert story("snapshot", "export", "-").out == before


def test_a_backup_of_an_older_footprint_is_restored_and_left_as_it_is(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from footprint.vault import migrations

    with monkeypatch.context() as before:
        before.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        old = home / "old.footprint"
        assert cli("--vault", str(old), "init").status == 0
    content = old.read_bytes()
    assert cli("init").status == 0
    assert cli("add", "shop", "New").status == 0
    assert "- New" in cli("restore", str(old)).out
    assert cli("restore", str(old), "--yes").status == 0
    assert cli("list", "--json").out.strip() == "[]"
    assert old.read_bytes() == content
    assert [each.name for each in home.glob("old*") if ".new-" in each.name] == []


def test_what_a_damaged_vault_still_holds_is_saved(story: Cli, home: Path) -> None:
    vault = home / "my.footprint"
    content = bytearray(vault.read_bytes())
    content[-100] ^= 1
    vault.write_bytes(content)
    assert "Damaged pages" in story("doctor").out
    done = story("doctor", "--salvage", "saved.footprint")
    assert done.status == 0
    assert story("--vault", "saved.footprint", "doctor").status == 0
    assert "already something" in story("doctor", "--salvage", "saved.footprint").refused(1)


def test_a_purge_asks_for_the_name(story: Cli, home: Path) -> None:
    assert story("backup").status == 0
    name = "みどり珈琲店"
    refused = story("purge", name, given="yes\n")
    assert refused.status == 1
    assert "is not its name" in refused.err
    assert story("purge", "珈琲", "--confirm", name).status == 1, "a part of the name will not do"
    assert name in names(story)
    assert story("purge", name, given=f"{name}\n").status == 0
    assert name not in names(story)
    assert f"“{name}”" not in story("history").out
    assert len(list((home / "backups").iterdir())) == 1


def names(story: Cli) -> list[str]:
    return [item["name"] for item in json.loads(story("list", "--json").out)]


def test_only_a_vault_that_is_none_any_more_is_restored_over(story: Cli, home: Path) -> None:
    story("backup")
    story("add", "shop", "Newer")
    before = (home / "my.footprint").read_bytes()
    asked = ["restore", "1", "--backup-passphrase-file", "passphrase", "--yes"]
    assert "Cannot read the passphrase file" in story(*asked, "--passphrase-file", "typo").err
    (home / "my.footprint").chmod(0o644)
    assert "chmod 600" in story(*asked).err
    (home / "my.footprint").chmod(0o600)
    assert (home / "my.footprint").read_bytes() == before


def test_a_damaged_backup_is_not_told_as_a_damaged_vault(story: Cli, home: Path) -> None:
    story("backup")
    (backup,) = (home / "backups").glob("*by-hand*")
    content = bytearray(backup.read_bytes())
    content[-100] ^= 1
    backup.write_bytes(content)
    told = story("restore", "1", "--yes").refused(1)
    assert told.startswith("This copy is damaged")


def test_a_folder_that_others_may_write_to_is_said_loudly(story: Cli, home: Path) -> None:
    home.chmod(0o777)
    assert "Other users may change what is in" in story("list").err
    home.chmod(0o700)
    assert story("list").err == ""
