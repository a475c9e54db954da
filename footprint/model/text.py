"""Text at the door: cleaned of what a terminal would obey, and never a card number.

Rules: DESIGN 5 (hostile text), SECURITY R32, R38. Everything that comes in goes through
`clean_line` or `clean_prose`; what had to be changed is counted in `Notices`.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Patterns are compiled by whatever needs one: what only reads needs none, and each takes a while.
_SURROGATES = r"[\ud800-\udfff]"
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_UNSAFE_IN_PROSE = rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_BIDI_CONTROLS}]"
_UNSAFE_IN_LINE = rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDI_CONTROLS}]"


class Notices:
    """What cleaning changed: characters replaced, card numbers masked."""

    def __init__(self) -> None:
        self.replaced = 0
        self.masked = 0


_notices: ContextVar[Notices | None] = ContextVar("notices", default=None)


@contextmanager
def noticing() -> Iterator[Notices]:
    """Collect what cleaning changes inside the block, so that it can be told."""
    notices = Notices()
    token = _notices.set(notices)
    try:
        yield notices
    finally:
        _notices.reset(token)


def _replace(unsafe: str, value: str) -> str:
    cleaned, count = re.subn(unsafe, REPLACEMENT, value)
    notices = _notices.get()
    if notices is not None:
        notices.replaced += count
    return cleaned


def clean_line(value: str) -> str:
    """Return `value` as one line that no terminal obeys: controls become U+FFFD, edges trimmed."""
    return _replace(_UNSAFE_IN_LINE, value.strip())


def without_surrogates(value: str) -> str:
    """Return `value` with each half of a surrogate pair, which no file can hold, as U+FFFD."""
    return _replace(_SURROGATES, value)


def clean_prose(value: str) -> str:
    """Return `value` with newlines and tabs kept, other controls replaced, card numbers masked."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return mask_cards(_replace(_UNSAFE_IN_PROSE, value))


def shown(value: object) -> str:
    """Return any text as one safe line for an error or a log line (file names, foreign input)."""
    text = str(value)
    # Most text is printable all through, and safe as it is.
    return text if text.isprintable() else re.sub(_UNSAFE_IN_LINE, REPLACEMENT, text)


def shown_lines(value: str) -> str:
    """Return any text with its lines and tabs, safe to show."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_UNSAFE_IN_PROSE, REPLACEMENT, value)


# -- card numbers ------------------------------------------------------------------------------

_DIGITS = r"\d(?:[ \-./_\u00b7\u2010-\u2015\u2212]{0,2}\d){12,}"
_GROUP = r"\d+"
# Issuer prefixes and lengths as published by the networks (ISO/IEC 7812 ranges).
_PREFIXES = (
    r"4|5[0-8]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720|20[0-4])|3(?:[47]|0[0-5]|09|[689]|5)"
    r"|6(?:0|2|3|4[4-9]|5|7)|1[0-9]|8[12]|9792"
)
_IBAN = r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?"


def _plain_digits(value: str) -> tuple[str, list[int]]:
    """Return `value` with every decimal digit in ASCII and invisible characters left out.

    The list gives, for each character kept, its place in `value`.
    """
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(value):
        if unicodedata.category(character) in ("Cf", "Mn"):
            continue
        digit = unicodedata.digit(character, None)
        if digit is not None:
            plain = str(digit)
        else:
            plain = unicodedata.normalize("NFKC", character)[:1] or character
        kept.append(plain)
        places.append(place)
    return "".join(kept), places


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        number = int(digit)
        if index % 2:
            number = number * 2 - 9 if number > 4 else number * 2
        total += number
    return total % 10 == 0


def _is_card(digits: str) -> bool:
    return (
        13 <= len(digits) <= 19
        and re.match(_PREFIXES, digits) is not None
        and len(set(digits)) > 1
        and _luhn(digits)
    )


def _is_iban(candidate: str) -> bool:
    compact = candidate.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def find_cards(value: str) -> list[tuple[int, int]]:
    """Return the spans of `value` that are card numbers (13-19 digits, a known prefix, Luhn).

    Separators, other scripts' digits and invisible characters between the digits do not hide
    one; telephone numbers (a leading +, at most 15 digits) and valid IBANs are not cards.
    """
    if sum(map(str.isdigit, value)) < 13:
        return []
    plain, places = _plain_digits(value)
    ibans = [m.span() for m in re.finditer(_IBAN, plain) if _is_iban(m.group())]
    found: list[tuple[int, int]] = []
    for run in re.finditer(_DIGITS, plain):
        if any(start <= run.start() < end for start, end in ibans):
            continue
        groups = [
            (m.start() + run.start(), m.end() + run.start(), m.group())
            for m in re.finditer(_GROUP, run.group())
        ]
        found += _cards_in(plain, groups)
    return [(places[start], places[end - 1] + 1) for start, end in found]


def _cards_in(plain: str, groups: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Return the spans of whole groups that together are a card number, longest first."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(groups):
        for last in range(len(groups), first, -1):
            digits = "".join(group for _, _, group in groups[first:last])
            start, end = groups[first][0], groups[last - 1][1]
            is_phone = start > 0 and plain[start - 1] == "+" and len(digits) <= 15
            if _is_card(digits) and not is_phone:
                found.append((start, end))
                first = last - 1
                break
        first += 1
    return found


def mask_cards(value: str) -> str:
    """Return `value` with each card number cut down to its last four digits."""
    for start, end in reversed(find_cards(value)):
        last4 = "".join(c for c in _plain_digits(value[start:end])[0] if c.isdigit())[-4:]
        value = f"{value[:start]}\N{BULLET}\N{BULLET}{last4}{value[end:]}"
        notices = _notices.get()
        if notices is not None:
            notices.masked += 1
    return value


# -- folding and ids ---------------------------------------------------------------------------

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def fold(value: str) -> str:
    """Return `value` as it is compared in searches: NFKC, casefold, katakana as hiragana."""
    return unicodedata.normalize("NFKC", value).casefold().translate(_KATAKANA_TO_HIRAGANA)


ID_PATTERN = r"[\w][\w.-]{0,63}"


def is_id(value: str) -> bool:
    """Tell whether `value` may be an item's id: word characters, dots and dashes, lower case."""
    return re.fullmatch(ID_PATTERN, value) is not None and value == value.lower()


# Crockford's base 32: no I, L, O, U, so that a reference survives being read aloud.
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_LENGTH = 64


def slug(name: str, taken: Container[str] = ()) -> str:
    """Return an id made from `name`, at most 48 characters, then `-2`, `-3`… while `taken`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    base = re.sub(r"[^\w.]+", "-", folded).strip("-._")[:48].strip("-._").lower() or "item"
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
