"""Several programs at one vault: who waits, who is refused, who sees what (DESIGN 5)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from network import SEARCH
from writing import adding, item

from footprint.errors import Busy, Refused
from footprint.model.changes import ChangeSet
from footprint.model.records import Records
from footprint.vault import Vault, lock

TESTS = Path(__file__).parents[1]
ENVIRONMENT = {"PYTHONPATH": SEARCH, "FOOTPRINT_TEST_KDF": "1"}


@contextmanager
def running(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run `script` in another process, which has printed "ready" when the block begins."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


HOLDER = """
import sys
from pathlib import Path
from footprint.vault import lock
sys.argv[0] = "/usr/bin/otherprint"
with getattr(lock, sys.argv[1])(Path(sys.argv[2])):
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_waits_and_then_names_the_first(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    assert lock.PATIENCE == 2
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    with running(HOLDER, "writer", vault.path) as holder:
        began = time.monotonic()
        with pytest.raises(Busy) as caught:
            vault.write(adding(item("b")))
        assert time.monotonic() - began >= 0.2
        assert f"otherprint, process {holder.pid}" in str(caught.value)
        assert caught.value.exit_status == 5
        assert set(vault.load().items) == {"a"}
    vault.write(adding(item("b")))
    assert set(vault.load().items) == {"a", "b"}


def test_a_second_window_is_refused_but_a_command_still_writes(vault: Vault) -> None:
    with running(HOLDER, "exclusive", vault.path) as holder:
        with pytest.raises(Busy, match=f"already open in otherprint, process {holder.pid}"):
            vault.hold_exclusive().__enter__()
        vault.write(adding(item("a")))
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with vault.hold_exclusive():
            vault.write(adding(item("b")))
            with pytest.raises(Busy):
                vault.hold_exclusive().__enter__()
    with vault.hold_exclusive():
        pass


def test_a_lock_file_is_private_and_never_something_else(vault: Vault) -> None:
    with vault.hold_exclusive():
        vault.write(adding(item("a")))
    for path in (lock.writer_path(vault.path), lock.exclusive_path(vault.path)):
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_text().split()[0] == str(os.getpid())
        path.unlink()
    victim = vault.path.with_name("victim")
    victim.write_text("precious")
    lock.writer_path(vault.path).symlink_to(victim)
    with pytest.raises(Refused, match="Cannot write"):
        vault.write(adding(item("b")))
    assert victim.read_text() == "precious"
    lock.writer_path(vault.path).unlink()
    os.mkfifo(lock.writer_path(vault.path))
    with pytest.raises(Refused, match="Cannot write"):
        vault.write(adding(item("b")))
    assert set(vault.load().items) == {"a"}


def test_the_holders_name_is_shown_safely(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    path = lock.writer_path(vault.path)
    with lock.writer(vault.path):
        path.write_bytes(b"12 \x1b[31m{pid}\xff\n")
        with pytest.raises(Busy) as caught:
            vault.write(adding(item("a")))
    assert "\x1b" not in str(caught.value)


WRITER = """
import sys
from footprint.vault import Vault
from writing import adding, item
vault = Vault.open(sys.argv[1], sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for n in range(40):
    vault.write(adding(item(f"{sys.argv[3]}-{n}")))
print("done", flush=True)
"""


def test_two_programs_writing_lose_nothing(vault: Vault, passphrase: str) -> None:
    with (
        running(WRITER, vault.path, passphrase, "a") as one,
        running(WRITER, vault.path, passphrase, "b") as two,
    ):
        for process in (one, two):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for n in range(20):
            vault.write(adding(item(f"c-{n}")))
            vault.load()
        for process in (one, two):
            assert process.stdout is not None
            assert process.stdout.readline() == "done\n"
        vault.refresh()
    expected = {f"{who}-{n}" for who in "ab" for n in range(40)} | {f"c-{n}" for n in range(20)}
    assert set(vault.records.items) == expected
    assert len(vault.history(1000)) == 100
    assert all(finding.ok for finding in vault.check())


def test_a_write_sees_what_another_wrote_before(vault: Vault, passphrase: str) -> None:
    with Vault.open(vault.path, passphrase) as other:
        assert other.records.is_empty
        vault.write(adding(item("a")))
        seen: list[set[str]] = []

        def look(now: Records) -> ChangeSet:
            seen.append(set(now.items))
            return adding(item("b"))(now)

        other.write(look)
        assert seen == [{"a"}]
        assert set(vault.records.items) == {"a"}
        assert vault.refresh()
        assert set(vault.records.items) == {"a", "b"}
        assert not vault.changed_elsewhere()


def test_a_replaced_file_is_noticed_before_writing(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a")))
    twin = vault.path.with_name("twin")
    Vault.create(twin, passphrase).close()
    twin.replace(vault.path)
    with pytest.raises(Refused, match="moved or replaced"):
        vault.write(adding(item("b")))
    vault.path.unlink()
    with pytest.raises(Refused, match="moved or replaced"):
        vault.undo()
    assert not vault.path.exists()
