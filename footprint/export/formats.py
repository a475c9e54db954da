"""The formats in which the order of an exit is written: one table for the shell and the screens.

Each is one module of this folder, imported only when something is written in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from footprint.errors import Usage
from footprint.i18n import N_
from footprint.model.records import Records
from footprint.model.text import shown
from footprint.planner.result import Plan

Render = Callable[[Plan, Records, str], str]


@dataclass(frozen=True)
class Format:
    """One format: its name on the command line, the ends of its files' names, what it is called.

    `suffixes`: the usual one first. `use`: what it is good for. `source`: what renders it, as
    `module:function`; `detailed_source` what does so with names where others may see them.
    """

    name: str
    suffixes: tuple[str, ...]
    label: str
    use: str
    source: str
    detailed_source: str | None = None

    @property
    def suffix(self) -> str:
        """The usual end of its files' names."""
        return self.suffixes[0]

    def load(self, *, detailed: bool = False) -> Render:
        """Return what renders a plan in it; only its own module is imported."""
        source = detailed and self.detailed_source or self.source
        module, _colon, name = source.partition(":")
        render: Render = getattr(import_module(f"footprint.export.{module}"), name)
        return render


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            "md",
            (".md", ".markdown"),
            N_("Markdown"),
            N_("a checklist, for notes and editors"),
            "markdown:checklist",
        ),
        Format(
            "html",
            (".html", ".htm"),
            N_("HTML"),
            N_("a page to print, with pictures"),
            "html:page",
        ),
        Format(
            "csv",
            (".csv",),
            N_("CSV"),
            N_("a table, for LibreOffice, Excel and the like"),
            "csv:table",
        ),
        Format(
            "json",
            (".json",),
            N_("JSON"),
            N_("everything, for programs"),
            "json:document",
        ),
        Format(
            "ics",
            (".ics",),
            N_("iCalendar"),
            N_("the dates with alarms, for your calendar"),
            "ics:neutral",
            detailed_source="ics:calendar",
        ),
        Format(
            "mermaid",
            (".mmd", ".mermaid"),
            N_("Mermaid"),
            N_("a picture of what comes before what"),
            "mermaid:flowchart",
        ),
    )
}
DEFAULT = "md"


def render(
    name: str,
    plan: Plan,
    records: Records,
    exit_id: str,
    *,
    redact: bool = False,
    detailed: bool = False,
) -> str:
    """Return the exit written in the format `name`, in the language spoken now.

    `redact` leaves out logins, addresses and amounts (`redacted`); `detailed` puts names into the
    titles of a calendar.
    """
    if redact:
        from footprint.export.redacted import redacted

        plan, records, exit_id = redacted(plan, records, exit_id)
    return FORMATS[name].load(detailed=detailed and not redact)(plan, records, exit_id)


def proposed_name(
    name: str, plan: Plan, records: Records, exit_id: str, *, redact: bool = False
) -> str:
    """Return a good name for the file; a redacted one's tells no more than the file does."""
    if redact:
        from footprint.export.redacted import redacted

        _plan, _records, exit_id = redacted(plan, records, exit_id)
        exit_id = f"{exit_id}-redacted"
    return f"{exit_id}{FORMATS[name].suffix}"


def format_of(file: str) -> str:
    """Return the name of the format that the end of a file's name stands for.

    Raises:
        Usage: it stands for none; the sentence lists those that there are.
    """
    suffix = PurePath(file).suffix.lower()
    for each in FORMATS.values():
        if suffix in each.suffixes:
            return each.name
    raise Usage(
        N_("The end of “{file}” names no format: use one of {suffixes}, or say --format."),
        file=shown(file),
        suffixes=", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes),
    )
