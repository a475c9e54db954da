"""Build hook: compiles the message catalogues (.po) into the .mo files that gettext reads."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Writes `footprint/locale/*/LC_MESSAGES/footprint.mo` before the wheel is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in Path(self.root, "footprint", "locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as text:
                catalogue = read_po(text)
            with source.with_suffix(".mo").open("wb") as binary:
                write_mo(binary, catalogue)
        build_data["artifacts"].append("footprint/locale/**/*.mo")
