"""Build hook: the message catalogues as gettext reads them, and the public holidays."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):
    """Writes what is made of other sources, before the wheel is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        write_catalogues(Path(self.root, "footprint", "locale"))
        write_holidays(Path(self.root))
        build_data["artifacts"] += ["footprint/locale/**/*.mo", "footprint/data/holidays.txt"]


def write_catalogues(folder: Path) -> None:
    """Compile each `*.po` below `folder` into the `*.mo` beside it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in folder.glob("*/LC_MESSAGES/*.po"):
        compiled = BytesIO()
        with source.open("rb") as text:
            write_mo(compiled, read_po(text))
        write(source.with_suffix(".mo"), compiled.getvalue())


def write_holidays(root: Path) -> None:
    """Write down what the `holidays` package says, which takes long to import (see `closed`)."""
    sys.path.insert(0, str(root))
    try:
        from footprint.requests import closed
    finally:
        sys.path.remove(str(root))
    path = root / "footprint" / "data" / closed.WRITTEN.name
    write(path, closed.written(closed.places()).encode("ascii"))


def write(path: Path, content: bytes) -> None:
    """Write a file at once: in a tree that is worked in, the program may be reading it."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
