"""Evidence: a small file that proves something, kept encrypted in the vault (DESIGN 2)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from footprint.model.fields import Day, ItemId, Line, Model, Prose, RequestId

LARGEST = 5 * 1024 * 1024
"""The most bytes a file may have."""
TYPES = ("pdf", "png", "jpg", "jpeg", "eml", "txt")
"""The endings of the files that are taken."""

EvidenceId = Annotated[str, StringConstraints(pattern=r"^E-[0-9A-HJKMNP-TV-Z]{6}$")]


class Evidence(Model):
    """What is known of one file: the item and the request it belongs to, its name and its hash.

    `sha256` is the hash of its bytes in hexadecimal; `on` the day it shows, `size` in bytes.
    """

    id: EvidenceId
    item: ItemId
    request: RequestId | None = None
    name: Line
    size: Annotated[int, Field(ge=0, le=LARGEST)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    on: Day
    note: Prose | None = None
