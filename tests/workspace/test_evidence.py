"""Evidence: kept by its hash, with its item, through undo, renaming and backups."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from writing import doing, entry, item, link, request

from footprint.errors import Damaged, Refused
from footprint.model import snapshot
from footprint.model.changes import Change
from footprint.workspace import Workspace, evidence, items, requests, snapshots

TODAY = date(2026, 11, 24)
YES = {"direction": "in", "type": "answer", "outcome": "complete"}
PICTURE = b"\x89PNG\r\n\x1a\n" + b"the last page, seen" * 50


@pytest.fixture
def workspace(vault_path: Path, passphrase: str) -> Iterator[Workspace]:
    """A shop with an order that goes on, and an open request."""
    with Workspace.create(vault_path, passphrase, TODAY) as made:
        made.do(
            doing(
                Change("items", None, item("shop", "shop", login="me")),
                Change("items", None, item("order", "subscription", name="コーヒー豆")),
                Change("links", None, link("order", "provided_by", "shop")),
                Change("requests", None, request("R-1", "order", entry("2026-11-01"))),
            )
        )
        yield made


def keep(workspace: Workspace, name: str = "最後のページ.png", **more: object) -> str:
    workspace.do(
        evidence.attach("shop", name, PICTURE, TODAY, **more),  # type: ignore[arg-type]
        contents=[PICTURE],
    )
    return next(reversed(workspace.records.evidence))


def test_a_file_comes_back_byte_for_byte_after_a_restart(
    workspace: Workspace, passphrase: str
) -> None:
    kept = keep(workspace, note="seen")
    workspace.close()
    assert PICTURE[:30] not in workspace.path.read_bytes()
    with Workspace.open(workspace.path, passphrase, TODAY) as again:
        found = again.records.evidence[kept]
        assert (found.item, found.name, found.size) == ("shop", "最後のページ.png", len(PICTURE))
        assert again.vault.content(found.sha256) == PICTURE
        assert all(finding.ok for finding in again.check())
        backup = again.vault.backup()
    with Workspace.open(backup.path, passphrase, TODAY, query_only=True) as copy:
        assert copy.vault.content(copy.records.evidence[kept].sha256) == PICTURE


def test_it_goes_and_comes_back_with_its_item_and_follows_a_new_id(workspace: Workspace) -> None:
    kept = keep(workspace)
    workspace.do(items.edit("shop", {"id": "midori"}))
    assert workspace.records.evidence[kept].item == "midori"
    workspace.do(items.remove("midori"))
    assert not workspace.records.evidence
    workspace.undo()
    found = workspace.records.evidence[kept]
    assert workspace.vault.content(found.sha256) == PICTURE
    workspace.do(evidence.detach(kept.lower()))
    assert not workspace.records.evidence
    workspace.undo()
    assert workspace.vault.load().evidence[kept] == found


def test_a_snapshot_has_none_of_it_and_replacing_keeps_what_still_fits(
    workspace: Workspace,
) -> None:
    kept = keep(workspace)
    text = snapshot.dumps(workspace.records)
    assert kept not in text
    assert "最後のページ" not in text
    workspace.do(snapshots.take_in(snapshot.loads(text), replace=True))
    assert kept in workspace.records.evidence
    without = snapshot.loads(text).having("items", {}).having("links", {}).having("requests", {})
    workspace.do(snapshots.take_in(without, replace=True))
    assert not workspace.vault.load().evidence


def test_the_step_that_asks_for_proof_is_done_with_one(workspace: Workspace) -> None:
    def step() -> str:
        found = workspace.plan(["shop"]).step("save_evidence:shop")
        assert found is not None
        return found.state

    assert step() == "ready"
    kept = keep(workspace)
    assert step() == "done"
    workspace.do(evidence.detach(kept))
    assert step() == "ready"
    workspace.do(
        evidence.attach("order", "mail.eml", b"From: shop", TODAY, request="r-1"),
        contents=[b"From: shop"],
    )
    assert step() == "done"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"x", "not of a kind"),
        ("no ending", b"x", "not of a kind"),
        ("large.txt", b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("empty.txt", b"", "is empty"),
        ("cut.png", b"\x89PN", "not what its ending says"),
        ("page.PDF", b"<html>", "not what its ending says"),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_kept(
    name: str, content: bytes, sentence: str, workspace: Workspace
) -> None:
    with pytest.raises(Refused, match=sentence):
        workspace.do(evidence.attach("shop", name, content, TODAY), contents=[content])
    assert not workspace.vault.load().evidence


def test_a_request_of_another_item_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="not about"):
        keep(workspace, request="R-1")
    with pytest.raises(Refused, match="no evidence"):
        workspace.do(evidence.detach("E-000000"))


def test_bytes_that_are_not_those_that_were_kept_are_noticed(workspace: Workspace) -> None:
    kept = keep(workspace)
    found = workspace.records.evidence[kept]
    vault = workspace.vault
    vault._call(lambda: vault._db.execute("UPDATE content SET bytes = x'00'"))
    with pytest.raises(Damaged):
        vault.content(found.sha256)


def test_a_file_proves_one_line_of_a_log(workspace: Workspace) -> None:
    workspace.do(requests.log("R-1", {"on": "2026-11-03", **YES}, workspace.today))
    log = workspace.records.requests["R-1"].log
    workspace.do(
        evidence.attach("order", "yes.png", PICTURE, TODAY, request="R-1", entry=2),
        contents=[PICTURE],
    )
    (kept,) = workspace.records.evidence.values()
    proved = [kept.proves(workspace.records.requests["R-1"], line) for line in log]
    assert proved == [False, True]
    with pytest.raises(Refused, match="no line 3; it has 2"):
        workspace.do(evidence.attach("order", "a.png", PICTURE, TODAY, request="R-1", entry=3))


def test_an_answer_and_its_proof_are_one_change(workspace: Workspace, passphrase: str) -> None:
    late = {"on": "2026-10-30", "direction": "in", "type": "note", "text": "found later"}
    workspace.do(
        evidence.logged_with("R-1", late, "note.png", PICTURE, workspace.today), contents=[PICTURE]
    )
    workspace.close()
    with Workspace.open(workspace.path, passphrase, TODAY) as again:
        (kept,) = again.records.evidence.values()
        assert kept.entry is not None and kept.entry.on == date(2026, 10, 30)
        assert again.vault.content(kept.sha256) == PICTURE
        again.undo()
        assert not again.records.evidence
        assert len(again.records.requests["R-1"].log) == 1
