"""From passphrase to key: what is the same passphrase, and what is refused."""

import resource
import subprocess
import sys
import unicodedata

import pytest
from argon2.low_level import Type, hash_secret_raw

from footprint.errors import CannotOpen
from footprint.vault import key
from footprint.vault.argon2id import argon2id


def test_the_salt_names_its_profile_and_checks_itself() -> None:
    salt = key.new_salt(key.STANDARD)
    assert (len(salt), salt[:4]) == (16, b"FPT\x01")
    assert key.checksum(salt[:14]) == salt[14:]
    assert key.new_salt(key.STANDARD) != salt


def test_the_checksum_is_the_published_one() -> None:
    # The check value of CRC-16/CCITT-FALSE; an escape tool has to know which CRC it is.
    assert key.checksum(b"123456789") == (0x29B1).to_bytes(2, "big")


def test_a_key_is_the_same_every_time_and_for_either_composition() -> None:
    salt = key.new_salt(key.TEST)
    composed, decomposed = (unicodedata.normalize(form, "café が") for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert key.derive(composed, salt) == key.derive(decomposed, salt)
    assert len(key.derive(composed, salt)) == 32
    assert key.derive(composed, salt) != key.derive("cafe が", salt)
    assert key.derive(composed, salt) != key.derive(composed, key.new_salt(key.TEST))


def test_profiles_never_change() -> None:
    known = {n: (p.passes, p.mebibytes, p.lanes) for n, p in key.PROFILES.items()}
    assert known == {0: (1, 8, 1), 1: (3, 256, 4), 2: (3, 64, 4)}


def test_the_real_profile_is_the_default_outside_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    assert key.default_profile() == key.TEST
    monkeypatch.delenv("FOOTPRINT_TEST_KDF")
    assert key.default_profile() == key.STANDARD


def test_a_test_vault_is_made_and_opened_by_tests_only(monkeypatch: pytest.MonkeyPatch) -> None:
    salt = key.new_salt(key.TEST)
    monkeypatch.delenv("FOOTPRINT_TEST_KDF")
    with pytest.raises(CannotOpen, match="tests"):
        key.new_salt(key.TEST)
    with pytest.raises(CannotOpen, match="tests"):
        key.derive("x", salt)


@pytest.mark.parametrize(
    ("passphrase", "sentence"), [("", "must not be empty"), ("\udc80secret", "not text in UTF-8")]
)
def test_what_is_no_passphrase(passphrase: str, sentence: str) -> None:
    with pytest.raises(CannotOpen, match=sentence) as caught:
        key.derive(passphrase, key.new_salt(key.TEST))
    assert caught.value.__cause__ is None
    assert "secret" not in str(caught.value)


def test_an_unknown_profile_asks_for_an_update() -> None:
    with pytest.raises(CannotOpen, match="newer version"):
        key.derive("x", b"FPT\x7f" + bytes(12))


def test_too_little_memory_is_not_a_wrong_passphrase() -> None:
    script = (
        "from footprint.vault import key\n"
        "from footprint.errors import CannotOpen\n"
        "try: key.derive('x', key.new_salt(key.STANDARD))\n"
        "except CannotOpen as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20)),
        check=False,
    )
    assert "not enough free memory" in done.stdout, done.stderr
    assert "256 MiB" in done.stdout


def test_argon2id_is_the_published_one() -> None:
    # The reference implementation's own test (phc-winner-argon2, test.c, version 0x13).
    given = argon2id(b"password", b"somesalt", passes=2, kibibytes=64 * 1024, lanes=1, length=32)
    assert given.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@pytest.mark.parametrize("profile", key.PROFILES)
def test_a_key_is_what_another_program_computes(profile: int) -> None:
    costs = key.PROFILES[profile]
    salt = key.MAGIC + bytes([profile]) + bytes(range(12))
    expected = hash_secret_raw(
        "電池 staple".encode(),
        salt,
        time_cost=costs.passes,
        memory_cost=costs.mebibytes * 1024,
        parallelism=costs.lanes,
        hash_len=32,
        type=Type.ID,
    )
    assert key.derive("電池 staple", salt) == expected
