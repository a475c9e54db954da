"""Damage: hundreds of kinds of it, and what is saved from a vault that has some."""

import os
import random
from datetime import date
from pathlib import Path

import pytest
from writing import adding, doing, entry, everything, item, link, request

from footprint.errors import CannotOpen, FootprintError
from footprint.model.changes import Change
from footprint.model.conflicts import Conflict
from footprint.model.records import Records
from footprint.vault import Vault, header
from footprint.vault.salvage import salvage
from footprint.workspace import evidence, keeping

MUTATIONS = int(os.environ.get("FOOTPRINT_TEST_MUTATIONS", "60"))
PAGE = 4096
COUNT = 2_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Records]:
    """The bytes of a vault of 2,000 items, and what is in it."""
    os.environ["FOOTPRINT_TEST_KDF"] = "1"
    path = tmp_path_factory.mktemp("large") / "vault.footprint"
    with Vault.create(path, "p") as vault:
        vault.keeps_backups = False
        vault.write(adding(*(item(f"i{n}", notes=f"note {n} " * 4) for n in range(COUNT))))
        links = [
            Change("links", None, link(f"i{n}", "needs", f"i{n + 1}"))
            for n in range(0, COUNT - 1, 4)
        ]
        requests = [
            Change("requests", None, request(f"R-2026-{n:04d}", f"i{n}", entry("2026-11-01")))
            for n in range(200)
        ]
        vault.write(doing(*links, *requests))
        return path.read_bytes(), vault.records


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_healthy_vault_is_saved_whole(tmp_path: Path, large: tuple[bytes, Records]) -> None:
    path = written(tmp_path / "vault.footprint", large[0])
    found = salvage(path, "p", header.read(path).salt)
    assert found.lost == 0
    assert found.records == large[1]


def test_of_a_vault_with_one_damaged_page_almost_all_is_saved(
    tmp_path: Path, large: tuple[bytes, Records]
) -> None:
    """Any page but those that tell what tables there are: without one, SQLite knows of none.

    They are three of them; the sentence then says to go back to a backup.
    """
    content, records = large
    dice = random.Random(5)
    pages = len(content) // PAGE
    worst, without_tables = 1.0, 0
    for page in dice.sample(range(2, pages), max(8, MUTATIONS // 10)):
        torn = bytearray(content)
        torn[page * PAGE + dice.randrange(PAGE)] ^= 1 << dice.randrange(8)
        path = written(tmp_path / f"torn-{page}.footprint", bytes(torn))
        try:
            saved = salvage(path, "p", header.read(path).salt).records
        except CannotOpen as error:
            assert "footprint restore" in str(error)
            without_tables += 1
            continue
        whole = saved_part(saved, records)
        worst = min(worst, whole)
        assert whole >= 0.99, page
    assert without_tables <= 1
    print(f"of {pages} pages one damaged: at least {worst:.2%} of the rows saved")


def saved_part(saved: Records, records: Records) -> float:
    """Return which part of the items, links and requests came back as they were."""
    found = total = 0
    for table in ("items", "links", "requests"):
        here, there = getattr(saved, table), getattr(records, table)
        assert here.keys() <= there.keys()
        found += sum(here[key] == there[key] for key in here)
        total += len(there)
    return found / total


def test_with_the_wrong_passphrase_nothing_is_saved(
    tmp_path: Path, large: tuple[bytes, Records]
) -> None:
    path = written(tmp_path / "vault.footprint", large[0])
    with pytest.raises(CannotOpen):
        salvage(path, "wrong", header.read(path).salt)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return the bytes of a file with one random thing done to them."""
    made = bytearray(content)
    place = dice.randrange(len(made))
    kind = dice.randrange(6)
    if kind == 0:
        made[place] ^= 1 << dice.randrange(8)
    elif kind == 1:
        made[place : place + dice.randrange(1, 64)] = dice.randbytes(dice.randrange(1, 64))
    elif kind == 2:
        del made[place:]
    elif kind == 3:
        made += dice.randbytes(dice.randrange(1, 9_000))
    elif kind == 4:
        one, other = (dice.randrange(len(made) // PAGE) * PAGE for _ in range(2))
        first, second = bytes(made[one : one + PAGE]), bytes(made[other : other + PAGE])
        made[one : one + PAGE], made[other : other + PAGE] = second, first
    else:
        made[place : place + PAGE] = bytes(min(PAGE, len(made) - place))
    return bytes(made)


def test_no_damage_crashes_or_is_read_as_other_data(tmp_path: Path, passphrase: str) -> None:
    whole = tmp_path / "whole.footprint"
    case = Path(__file__).parents[1] / "cases" / "rakuten.json"
    from footprint.model import snapshot

    with Vault.create(whole, passphrase) as vault:
        vault.write(everything(snapshot.loads(case.read_text("utf-8"))))
        records = vault.records
    content, dice, told = whole.read_bytes(), random.Random(9), {"same": 0, "told": 0}
    for number in range(MUTATIONS):
        path = written(tmp_path / f"m{number}.footprint", mutated(content, dice))
        try:
            with Vault.open(path, passphrase) as again:
                assert again.load() == records, number
            told["same"] += 1
        except FootprintError as error:
            assert str(error).count("\n") == 0, number
            told["told"] += 1
        path.unlink(missing_ok=True)
    print(f"{MUTATIONS} mutations: {told}")
    assert told["told"] > MUTATIONS // 3


def test_evidence_and_conflicts_are_saved_and_the_code_goes_on_opening(
    vault: Vault, passphrase: str, tmp_path: Path
) -> None:
    vault.write(adding(item("a")))
    today, proof = date(2026, 11, 24), b"proof" * 100
    vault.write(evidence.attach("a", "closed.txt", proof, today), contents=[proof])
    conflict = Conflict(id="C-000000", table="items", record=("a",), field=("notes",), other="x")
    vault.write(doing(Change("conflicts", None, conflict)))
    before, code = vault.records, vault.recovery().code
    vault.close()
    target = tmp_path / "saved.footprint"
    assert keeping.salvage(vault.path, code, target, today) == (1, 0)
    for given in (code, passphrase):
        with Vault.open(target, given) as saved:
            assert saved.records == before
            (kept,) = saved.records.evidence.values()
            assert saved.content(kept.sha256) == proof
