"""What the program tells its screens."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class RecordsChanged(Message):
    """The records are others than before; `about` is the id of what this program changed."""

    about: str | None = None
