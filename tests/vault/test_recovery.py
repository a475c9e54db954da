"""The recovery code: opens without the passphrase, notices typing mistakes, is void in time."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writing import adding, item

from footprint.errors import CannotOpen, WrongKey
from footprint.vault import Vault, key, recovery

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_read_back_however_it_is_typed(raw: bytes) -> None:
    code = recovery.code_of(raw)
    assert [len(group) for group in code.split("-")] == [4] * 14
    assert recovery.key_of(code) == raw
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery.key_of(typed) == raw


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.integers(1, 31))
def test_a_mistyped_sign_is_noticed(raw: bytes, place: int, other: int) -> None:
    signs = recovery.code_of(raw).replace("-", "")
    wrong = SIGNS[(SIGNS.index(signs[place]) + other) % 32]
    assert recovery.key_of(signs[:place] + wrong + signs[place + 1 :]) is None


@given(st.binary(min_size=32, max_size=32), st.integers(0, 54))
def test_two_signs_in_the_wrong_order_are_noticed(raw: bytes, place: int) -> None:
    signs = list(recovery.code_of(raw).replace("-", ""))
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    mixed = "".join(signs)
    assert recovery.key_of(mixed) in (None, raw if mixed == recovery.code_of(raw) else None) or (
        signs[place] == signs[place + 1]
    )


@given(st.text(max_size=80))
def test_a_passphrase_is_hardly_ever_taken_for_a_code(text: str) -> None:
    assert recovery.key_of(text) is None or recovery.looks_like_code(text)


def test_the_id_gives_the_salt_back() -> None:
    salt = key.new_salt(key.TEST)
    assert recovery.salt_of(f"{recovery.vault_id(salt)}: code") == salt
    assert recovery.salt_of("code") is None
    assert recovery.salt_of("xyz:code") is None
    assert recovery.salt_of("00:code") is None


def test_the_code_opens_and_is_void_after_a_change(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a")))
    found = vault.recovery()
    assert found.code not in repr(found)
    vault.close()
    with Vault.open(vault.path, found.code) as again:
        assert set(again.records.items) == {"a"}
        again.change_passphrase("new one")
        assert again.recovery().vault_id != found.vault_id
    with pytest.raises(WrongKey, match="void by a passphrase change"):
        Vault.open(vault.path, found.code)
    with pytest.raises(WrongKey, match="typing mistake"):
        Vault.open(vault.path, found.code[:-1] + ("A" if found.code[-1] != "A" else "B"))


def test_with_the_id_it_opens_a_vault_whose_first_bytes_are_damaged(
    vault: Vault, passphrase: str
) -> None:
    vault.write(adding(item("a")))
    found, path = vault.recovery(), vault.path
    vault.close()
    content = bytearray(path.read_bytes())
    content[:16] = bytes(16)
    path.write_bytes(content)
    for given_ in (passphrase, found.code):
        with pytest.raises(CannotOpen):
            Vault.open(path, given_)
    assert Path(path).read_bytes() == bytes(content)
    with Vault.open(path, f"{found.vault_id}:{found.code}") as again:
        assert set(again.records.items) == {"a"}
        again.change_passphrase(passphrase)
    with Vault.open(path, passphrase) as mended:
        assert set(mended.records.items) == {"a"}
        assert all(finding.ok for finding in mended.check())
