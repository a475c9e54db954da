"""What the source itself is held to, where a slip would not show in any behaviour."""

import ast
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import network
import pytest

PACKAGE = Path(__file__).parents[1] / "footprint"
MARKS = {"_", "N_", "NN_", "ngettext"}
SQL = re.compile(
    r"(?i)\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|PRAGMA|CREATE|BEGIN|ATTACH|VACUUM)\b"
)
# Statements put together: from names of tables, columns and settings that stand in the source.
PUT_TOGETHER = {
    "copying.py: f'SELECT count(*) FROM \"{name}\"'",
    "connection.py: f'PRAGMA {pragma}'",
    "connection.py: f'BEGIN {kind}'",
    "migrations.py: f'PRAGMA user_version = {number:d}'",
    "migrations.py: f'PRAGMA application_id = {APPLICATION_ID:d}'",
    "repository.py: f'UPDATE {name} SET id = uid WHERE uid = ?'",
    "repository.py: f'UPDATE {name} SET {assignments} WHERE uid = ?'",
    "repository.py: f\"INSERT INTO {name} ({', '.join(columns)}, uid) VALUES ({marks})\"",
    "repository.py: f'DELETE FROM {name} WHERE uid = ?'",
}


def trees(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def test_no_message_is_marked_inside_an_f_string() -> None:
    """There Babel does not find it on every Python; one that is marked elsewhere may be shown."""
    found = [
        f"{path.name}:{call.lineno}"
        for path, tree in trees(PACKAGE)
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and name_of(call.func) in MARKS
        if any(isinstance(given, ast.Constant | ast.JoinedStr) for given in call.args)
    ]
    assert found == []


def is_put_together(text: ast.expr) -> bool:
    """Whether a string is made of parts: f-string, `%`, `+`, `.format` or `.join`."""
    if isinstance(text, ast.Call):
        return name_of(text.func) in ("format", "join", "replace", "format_map")
    return isinstance(text, ast.JoinedStr | ast.BinOp)


def is_statement(text: ast.expr) -> bool:
    """Whether a string that is put together begins like SQL."""
    if not is_put_together(text):
        return False
    strings = (node.value for node in ast.walk(text) if isinstance(node, ast.Constant))
    return any(isinstance(each, str) and SQL.match(each.lstrip()) for each in strings)


def test_no_value_is_put_into_a_statement() -> None:
    found = set()
    for path, tree in trees(PACKAGE / "vault"):
        if path.name == "schema.py":
            # The tables themselves, with the checks that several of them share.
            continue
        for node in ast.walk(tree):
            given = []
            if isinstance(node, ast.Call) and (name_of(node.func) or "").startswith("execute"):
                given = [text for text in node.args[:1] if is_put_together(text)]
            if isinstance(node, ast.expr) and is_statement(node):
                given.append(node)
            found |= {f"{path.name}: {ast.unparse(text)}" for text in given}
    assert found == PUT_TOGETHER


def docstrings(tree: ast.Module) -> set[int]:
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def test_no_key_is_changed_in_place_or_put_into_sql() -> None:
    """`rekey` has destroyed vaults, and `PRAGMA key` puts the key into SQL text."""
    forbidden = re.compile(r"(?i)rekey|pragma\s+(hex)?key\b")
    found = []
    for path, tree in trees(PACKAGE):
        spared = docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = "" if id(node) in spared else node.value
            elif isinstance(node, ast.Attribute | ast.Name):
                said = name_of(node) or ""
            else:
                continue
            if forbidden.search(said):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_test_that_uses_the_network_fails(family: socket.AddressFamily) -> None:
    address = ("127.0.0.1" if family == socket.AF_INET else "::1", 9)
    with socket.socket(family, socket.SOCK_DGRAM) as plug:
        for attempt in (plug.connect, plug.bind, lambda place: plug.sendto(b"", place)):
            with pytest.raises(network.NetworkUsed):
                attempt(address)
    with pytest.raises(network.NetworkUsed):
        socket.getaddrinfo("localhost", 9)
    assert len(network.attempts) == 4
    network.attempts.clear()
    Path(os.environ["NETWORK_ATTEMPTS"]).unlink()


def test_a_program_that_uses_the_network_fails_and_is_told_of() -> None:
    attempt = "import socket; socket.getaddrinfo('localhost', 9)"
    done = subprocess.run([sys.executable, "-c", attempt], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"NetworkUsed" in done.stderr
    told = Path(os.environ["NETWORK_ATTEMPTS"])
    assert told.read_text() == "socket.getaddrinfo\n"
    told.unlink()
