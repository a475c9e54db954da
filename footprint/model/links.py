"""Links: `from` depends on `to` (DESIGN 2), and which kinds each relation may join."""

from typing import Literal, NamedTuple

from footprint.i18n import N_
from footprint.model.base import Model, Unfit
from footprint.model.fields import ItemId, Prose

Strength = Literal["must", "should"]
RelationName = Literal[
    "part_of",
    "sold_on",
    "provided_by",
    "charged_to",
    "stored_at",
    "draws_on",
    "sent_by",
    "held_at",
    "signs_in_with",
    "registered_with",
    "recovers_with",
    "needs",
]


class Relation(NamedTuple):
    """One relation: the pairs of kinds it may join, and how it reads in both directions."""

    name: RelationName
    pairs: frozenset[tuple[str, str]]
    reads: str
    reads_back: str
    may_be_should: bool = False
    default_strength: Strength = "must"
    acyclic: bool = False


def _pairs(*groups: tuple[str, str]) -> frozenset[tuple[str, str]]:
    """Return every pair of `("a b", "c d")`: a or b may depend on c or d."""
    return frozenset(
        (source, target)
        for left, right in groups
        for source in left.split()
        for target in right.split()
    )


_ANY = "service shop instrument payment_method subscription mailing_list balance contact"

RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (
        Relation(
            "part_of",
            _pairs(("service", "service")),
            N_("is part of"),
            N_("has the part"),
            acyclic=True,
        ),
        Relation("sold_on", _pairs(("shop", "service")), N_("sells on"), N_("hosts the shop")),
        Relation(
            "provided_by",
            _pairs(
                ("subscription contact instrument", "service shop"), ("contact", "subscription")
            ),
            N_("is provided by"),
            N_("provides"),
        ),
        Relation(
            "charged_to",
            _pairs(("subscription", "payment_method")),
            N_("is charged to"),
            N_("pays for"),
        ),
        Relation(
            "stored_at",
            _pairs(("payment_method", "service shop")),
            N_("is stored at"),
            N_("stores"),
        ),
        Relation(
            "draws_on",
            _pairs(
                ("payment_method", "instrument payment_method service"),
                ("instrument", "instrument"),
            ),
            N_("draws on"),
            N_("is drawn on by"),
            acyclic=True,
        ),
        Relation(
            "sent_by", _pairs(("mailing_list", "service shop")), N_("is sent by"), N_("sends")
        ),
        Relation(
            "held_at",
            _pairs(("balance", "service shop subscription")),
            N_("is held at"),
            N_("holds"),
        ),
        Relation(
            "signs_in_with",
            _pairs(("service shop", "service")),
            N_("signs in with"),
            N_("is the sign-in of"),
            may_be_should=True,
        ),
        Relation(
            "registered_with",
            _pairs(("service shop mailing_list", "contact")),
            N_("is registered with"),
            N_("is the address of"),
            may_be_should=True,
        ),
        Relation(
            "recovers_with",
            _pairs(("service shop", "contact service")),
            N_("recovers with"),
            N_("is the recovery of"),
            may_be_should=True,
            default_strength="should",
        ),
        Relation(
            "needs", _pairs((_ANY, _ANY)), N_("needs"), N_("is needed by"), may_be_should=True
        ),
    )
}


class Link(Model):
    """`from` depends on `to` by `relation`.

    `strength` is None for the relation's own: must, but should for `recovers_with`, where a must
    is a second factor (PLANNER 4).
    """

    json_names = {"from_": "from"}
    from_: ItemId
    relation: RelationName
    to: ItemId
    strength: Strength | None = None
    certainty: Literal["known", "suspected"] = "known"
    note: Prose | None = None

    @classmethod
    def prepared(cls, document: object) -> object:
        """Return the document without what goes without saying: a relation's own strength."""
        found = super().prepared(document)
        if isinstance(found, dict) and found.get("strength") == "must":
            relation = RELATIONS.get(str(found.get("relation")))
            if relation and relation.default_strength == "must":
                return {key: value for key, value in found.items() if key != "strength"}
        return found

    def check(self) -> None:
        """Look whether the relation may be a should."""
        if self.strength == "should" and not RELATIONS[self.relation].may_be_should:
            raise Unfit(
                N_(
                    "a “{relation}” link is always a must; only needs, recovers_with, "
                    "registered_with and signs_in_with may be should"
                ),
                relation=self.relation,
            )

    @property
    def effective_strength(self) -> Strength:
        """The strength that counts: its own, else its relation's."""
        return self.strength or RELATIONS[self.relation].default_strength

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes a link the same link: from, relation, to."""
        return (self.from_, self.relation, self.to)
