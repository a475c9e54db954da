"""The table of PLANNER 4: what has to come before what, and why.

A rule is one entry: its name, its strength, its sentence, and the function that yields the
pairs of steps it puts in order. The order of the entries counts: between two steps there is one
requirement, the strongest, else the first of this table.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from footprint.i18n import N_
from footprint.planner import rules_accounts as accounts
from footprint.planner import rules_contacts as contacts
from footprint.planner import rules_money as money
from footprint.planner.pairs import Pair
from footprint.planner.requirements import Requirements
from footprint.planner.situation import Situation


class Rule(NamedTuple):
    """One line of the table.

    `sentence` says why, with the names `{first}` (what the first step is about), `{then}` (what
    waits for it) and `{about}` (the account, card or contact it is because of). `last`: it reads
    what all other rules have found.
    """

    name: str
    strength: str
    sentence: str
    pairs: Callable[[Situation], Iterator[Pair]]
    last: bool = False


RULES = (
    Rule(
        "export-first",
        "must",
        N_("What is kept at “{first}” is gone once it is erased or closed."),
        accounts.export_first,
    ),
    Rule(
        "evidence-first",
        "should",
        N_("The proof is at “{first}” now; afterwards it may not be shown any more."),
        accounts.evidence_first,
    ),
    Rule(
        "export-before-cancel",
        "should",
        N_("When “{then}” is cancelled, what “{first}” stores may be deleted."),
        accounts.export_before_cancel,
    ),
    Rule(
        "access-before-erasure",
        "must",
        N_("“{first}” was asked for your data; once it is erased there is no answer any more."),
        accounts.access_before_erasure,
    ),
    Rule(
        "settle-before-close",
        "must",
        N_("The open request about “{first}” needs an answer while “{then}” still exists."),
        accounts.settle_before_close,
    ),
    Rule(
        "cancel-before-card",
        "must",
        N_("Removing “{then}” does not cancel “{first}”: it would go on, or its payment fail."),
        money.cancel_before_card,
    ),
    Rule(
        "cancel-before-close",
        "must",
        N_("“{first}” goes on being charged after “{then}” is closed."),
        money.cancel_before_close,
    ),
    Rule(
        "cancel-before-erasure",
        "must",
        N_("“{then}” finds the contract “{first}” by the record that is to be erased."),
        money.cancel_before_erasure,
    ),
    Rule(
        "login-needed",
        "must",
        N_("“{first}” can only be dealt with while there is a login at “{about}”."),
        accounts.login_needed,
    ),
    Rule(
        "card-before-close",
        "must",
        N_("“{first}” would stay behind at “{then}”, out of reach."),
        money.card_before_close,
    ),
    Rule(
        "wallet-before-close",
        "must",
        N_("“{first}” is paid through “{then}”."),
        money.wallet_before_close,
    ),
    Rule(
        "spend-before-end",
        "must",
        N_("“{first}” is lost when “{then}” ends."),
        money.spend_before_end,
    ),
    Rule(
        "unsubscribe-before-close",
        "must",
        N_("Closing “{then}” does not stop “{first}”, and its setting is out of reach then."),
        accounts.unsubscribe_before_close,
    ),
    Rule(
        "shop-before-platform",
        "must",
        N_("“{first}” keeps its own record of you, whatever becomes of “{then}”."),
        accounts.shop_before_platform,
    ),
    Rule(
        "part-before-whole",
        "must",
        N_("“{first}” is part of “{then}” and is closed from inside it."),
        accounts.part_before_whole,
    ),
    Rule(
        "sign-in-before-close",
        "must",
        N_("“{first}” is entered with “{about}”: without it you are locked out."),
        contacts.sign_in_before_close,
    ),
    Rule(
        "contact-before-give-up",
        "must",
        N_("“{first}” knows you by “{about}”: without it you are locked out."),
        contacts.contact_before_give_up,
    ),
    Rule(
        "recovery-before-close",
        "must",
        N_("“{first}” is recovered with “{about}”: without it there is no way back in."),
        contacts.recovery_before_close,
    ),
    Rule(
        "contact-before-provider",
        "must",
        N_("“{first}” dies with “{then}”."),
        contacts.contact_before_provider,
    ),
    Rule(
        "contact-before-plan",
        "must",
        N_("“{first}” dies when “{then}” is cancelled."),
        contacts.contact_before_plan,
    ),
    Rule(
        "mailbox-outlives",
        "must",
        N_("The answer about “{first}” comes to “{about}”."),
        contacts.mailbox_outlives,
    ),
    Rule(
        "mailbox-outlives-watch",
        "should",
        N_("What still comes from “{first}” comes to “{about}”."),
        contacts.mailbox_outlives_watch,
    ),
    Rule(
        "instrument-last",
        "must",
        N_("“{first}” still draws on “{then}”."),
        money.instrument_last,
    ),
    Rule(
        "instrument-after-watch",
        "should",
        N_("A late charge of “{first}” shows on “{then}”."),
        money.instrument_after_watch,
    ),
    Rule(
        "instrument-before-issuer",
        "must",
        N_("“{first}” is given back to “{then}” while you are still a customer."),
        money.instrument_before_issuer,
    ),
    Rule(
        "erase-as-end",
        "must",
        N_("Erasing “{then}” closes it, so all that closing waits for comes first."),
        accounts.erase_as_end,
        last=True,
    ),
    Rule(
        "close-then-erase",
        "should",
        N_("“{first}” is closed first: an open account goes on collecting."),
        accounts.close_then_erase,
    ),
    Rule(
        "close-then-verify",
        "must",
        N_("Only when “{first}” is closed can you see that it stays closed."),
        partial(accounts.follow_up, first="close_account", then="verify_closed"),
    ),
    Rule(
        "cancel-then-watch",
        "must",
        N_("Cancelled is not proved: watch that “{first}” is not charged again."),
        partial(accounts.follow_up, first="cancel_subscription", then="watch_charges"),
    ),
    Rule(
        "unsubscribe-then-watch",
        "must",
        N_("Unsubscribed is not proved: watch that “{first}” stops."),
        partial(accounts.follow_up, first="unsubscribe", then="watch_mail"),
    ),
    Rule("needs", "must", N_("“{first}” needs “{about}”."), accounts.needs),
)
RANK = {rule.name: rank for rank, rule in enumerate(RULES)}


def find_requirements(situation: Situation) -> Requirements:
    """Return every requirement between the steps of a plan, as the table says."""
    found = situation.requirements
    for rule in sorted(RULES, key=lambda rule: rule.last):
        rank, is_must = RANK[rule.name], rule.strength == "must"
        found.add(rule.pairs(situation), rule.name, rank, must=is_must)
    return found
