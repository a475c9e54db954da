"""Conflicts: what two copies of a vault say differently, until the person decides (DESIGN 5)."""

from typing import Annotated, Any, Literal

from footprint.model.base import Model
from footprint.model.marks import limits, text

ConflictId = Annotated[str, text(pattern=r"^C-[0-9A-HJKMNP-TV-Z]{6}$")]


class Conflict(Model):
    """One field, or a whole record, that was changed on both sides; open until it is decided.

    `record` is what the record is kept by: one id, a section's name, or a link's from, relation
    and to. `field` leads to the field (`cancel`, `url`) and is empty for the record as a whole.
    `stands` is the JSON value that holds meanwhile, `other` that of the other side; None where
    there is nothing.
    """

    id: ConflictId
    table: Literal["items", "links", "requests", "exits", "sections", "evidence"]
    record: Annotated[tuple[str, ...], limits(min_length=1)]
    field: tuple[str, ...] = ()
    stands: Any = None
    other: Any = None

    @property
    def key(self) -> str | tuple[str, ...]:
        """What the record is kept by in its table."""
        return self.record if self.table == "links" else self.record[0]

    def about(self, item: str) -> bool:
        """Whether the record is this item, or a link of it."""
        if self.table == "links":
            return item in (self.record[0], self.record[-1])
        return self.table == "items" and self.record[0] == item
