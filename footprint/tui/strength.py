"""How hard a passphrase is to guess, roughly and offline: a hint, never a refusal."""

from math import log2

from footprint.i18n import N_

# Bits of guessing work at which each grade begins. Argon2id at 256 MiB costs a guess about a
# tenth of a second and as much memory, so that 60 bits are out of reach for a single attacker.
_GRADES = (
    (0, N_("Very easy to guess: allowed, but unwise. Four or five unrelated words are strong.")),
    (28, N_("Easy to guess for a program: allowed, but unwise. Add a word or two.")),
    (44, N_("Fair. One more unrelated word makes it strong.")),
    (55, N_("Strong.")),
)
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
_COMMON = ("password", "passwort", "letmein", "iloveyou", "footprint", "welcome", "admin")


def strength(passphrase: str) -> tuple[int, str]:
    """Return a grade from 0 (very weak) to 3 (strong), and its sentence as a msgid."""
    bits = guessing_bits(passphrase)
    grade = max(n for n, (least, _sentence) in enumerate(_GRADES) if bits >= least)
    return grade, _GRADES[grade][1]


def guessing_bits(passphrase: str) -> float:
    """Return an estimate of how many bits a guesser has to try.

    Words of letters count 11 bits each (a list of some 2,000 words) where that is less than their
    characters; repeated, consecutive and common pieces count next to nothing.
    """
    pieces = passphrase.replace("-", " ").replace("_", " ").split()
    bits, seen = 0.0, set()
    for piece in pieces:
        folded = piece.casefold()
        if folded not in seen:
            bits += _piece_bits(piece)
        seen.add(folded)
    return bits


def _piece_bits(piece: str) -> float:
    folded = piece.casefold()
    for common in _COMMON:
        folded = folded.replace(common, "a")
    fresh = [
        character
        for before, character in zip(" " + folded, folded, strict=False)
        if before != character and not any(before + character in run for run in _RUNS)
    ]
    by_character = len(fresh) * log2(_alphabet(piece))
    is_word = piece.isalpha() and piece.isascii() and len(piece) <= 9
    return min(by_character, 11.0) if is_word else by_character


def _alphabet(piece: str) -> int:
    size = 0
    size += 26 if any("a" <= c <= "z" for c in piece) else 0
    size += 26 if any("A" <= c <= "Z" for c in piece) else 0
    size += 10 if any(c.isdigit() for c in piece) else 0
    size += 33 if any(c.isascii() and not c.isalnum() for c in piece) else 0
    # Kana, kanji and the like: a few hundred are common.
    size += 300 if any(not c.isascii() for c in piece) else 0
    return max(2, size)
