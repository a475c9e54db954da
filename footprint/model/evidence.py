"""Evidence: a small file that proves something, kept encrypted in the vault (DESIGN 2)."""

from typing import Annotated, Literal

from footprint.model.base import Model
from footprint.model.fields import Day, ItemId, Line, Prose, RequestId
from footprint.model.marks import limits, text
from footprint.model.requests import Entry, EntryType, Request

LARGEST = 5 * 1024 * 1024
"""The most bytes a file may have."""
TYPES = ("pdf", "png", "jpg", "jpeg", "eml", "txt")
"""The endings of the files that are taken."""

EvidenceId = Annotated[str, text(pattern=r"^E-[0-9A-HJKMNP-TV-Z]{6}$")]


class Proved(Model):
    """The line of a log that a file proves: by what stands in it, since lines have no names."""

    on: Day
    direction: Literal["out", "in"]
    type: EntryType

    @classmethod
    def by(cls, entry: Entry) -> "Proved":
        """Return what names `entry` in its log."""
        return cls(on=entry.on, direction=entry.direction, type=entry.type)

    def names(self, entry: Entry) -> bool:
        """Tell whether it is this line; of two of one day and kind, either is."""
        return (self.on, self.direction, self.type) == (entry.on, entry.direction, entry.type)


class Evidence(Model):
    """What is known of one file: the item, the request and the line of its log that it belongs to.

    `sha256` is the hash of its bytes in hexadecimal; `on` the day it shows, `size` in bytes.
    """

    id: EvidenceId
    item: ItemId
    request: RequestId | None = None
    entry: Proved | None = None
    name: Line
    size: Annotated[int, limits(ge=0, le=LARGEST)]
    sha256: Annotated[str, text(pattern=r"^[0-9a-f]{64}$")]
    on: Day
    note: Prose | None = None

    def proves(self, request: Request, entry: Entry) -> bool:
        """Tell whether it belongs to this line of the log of `request`."""
        return self.request == request.id and self.entry is not None and self.entry.names(entry)
