"""To whom something was taken further: the card's issuer, the platform or an authority.

It is told by the name that stands in the log. Where no name is recorded a word stands for it, in
whatever language it was logged, and is known again.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from footprint.i18n import N_, _
from footprint.model.requests import Entry
from footprint.requests.bodies import known_as

if TYPE_CHECKING:
    from footprint.requests.surroundings import Surroundings

Recipient = Literal["them", "platform", "issuer", "body"]
# Where an account is charged, the issuer is a bank.
Nameless = Literal["issuer", "bank", "body"]

# What stands in a log for one whose name is not recorded, and how else a person may put it.
NAMELESS: dict[Nameless, str] = {
    "issuer": N_("card issuer"),
    "bank": N_("the bank"),
    "body": N_("an authority"),
}
SPELLINGS: dict[Nameless, frozenset[str]] = {
    "issuer": frozenset(
        {
            "card issuer",
            "the card issuer",
            "the card’s issuer",
            "issuer",
            "カード会社",
            "カード発行会社",
        }
    ),
    "bank": frozenset({"the bank", "my bank", "your bank", "銀行"}),
    "body": frozenset({"an authority", "authority", "公的機関"}),
}

_OF_ACTION: dict[str, Recipient] = {
    "stop_order": "issuer",
    "dispute": "issuer",
    "ask_platform": "platform",
    "escalate": "body",
}


def told(
    recipient: Recipient,
    name: str | None,
    addresses: Sequence[str] = (),
    *,
    of_account: bool = False,
) -> str | None:
    """Return what a log says about whom something went to, by name where that is not the party."""
    word = _word(recipient, of_account=of_account)
    name = name or (_(word) if word else None)
    return ", ".join([*([name] if name else []), *addresses]) or None


def _word(recipient: Recipient, *, of_account: bool) -> str | None:
    """Return what stands for one whose name is not recorded; None for those who have one."""
    if recipient == "issuer":
        return NAMELESS["bank" if of_account else "issuer"]
    return NAMELESS["body"] if recipient == "body" else None


def nameless(name: str) -> Nameless | None:
    """Return whom a word stands for that is in a log where no name is recorded."""
    word = name.strip().casefold().replace("'", "’")
    return next((each for each, words in SPELLINGS.items() if word in words), None)


def proposed(action: str, around: "Surroundings", body: str | None) -> str | None:
    """Return whom a next action goes to, as a log says it; None where it is the other party."""
    recipient = _OF_ACTION.get(action)
    names = {"issuer": around.issuer, "platform": around.platform, "body": body}
    if recipient is None:
        return None
    return told(recipient, names[recipient], of_account=around.of_account)


def recipient_of(entry: Entry, around: "Surroundings") -> Recipient | None:
    """Return whom an entry went to; None where its name is nobody's that is known."""
    known: tuple[tuple[Recipient, Iterable[str | None]], ...] = (
        ("issuer", (around.issuer, *SPELLINGS["issuer"], *SPELLINGS["bank"])),
        ("platform", (around.platform,)),
        ("body", (*known_as(), *SPELLINGS["body"])),
    )
    return next((recipient for recipient, names in known if is_to(entry, names)), None)


def is_to(entry: Entry, names: Iterable[str | None]) -> bool:
    """Whether the entry went to one of `names`, alone or among others, in any case."""
    to = _listed(entry.to)
    return bool(entry.to) and any(_listed(name) in to for name in names if name)


def name_in(entry: Entry) -> str | None:
    """Return whom the entry went to by name; None where only an address or a number is known."""
    words = frozenset[str]().union(*SPELLINGS.values())
    parts = (part.strip() for part in (entry.to or "").split(","))
    names = (p for p in parts if "@" not in p and any(c.isalpha() for c in p))
    return next((name for name in names if name.casefold() not in words), None)


def _listed(names: str | None) -> str:
    """Return names as they are compared: each between commas, every apostrophe alike."""
    return ", {},".format((names or "").strip().casefold().replace("'", "’"))
