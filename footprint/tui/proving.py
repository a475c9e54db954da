"""The small dialogues about evidence: keeping a file, reading it, writing it out, letting it go."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from footprint import formats
from footprint.errors import FootprintError, Refused
from footprint.i18n import N_, _
from footprint.model.evidence import LARGEST, TYPES, Evidence
from footprint.model.requests import Request
from footprint.model.text import clean_prose
from footprint.requests.logged import name_of_entry
from footprint.requests.names import kind_name
from footprint.tui.exporting import Writing
from footprint.tui.keeping import file_of, some_file
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.page import PageScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.text import content
from footprint.workspace import evidence

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

_READABLE = (".txt", ".eml")
_ITEM = ""


class Proving:
    """The dialogues, for one running program; each change is undone by `u`."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogues of `app`, whose vault is open."""
        assert app.workspace is not None
        self._app, self._workspace = app, app.workspace

    async def attach(self, item_id: str, request: str | None = None) -> None:
        """Ask for a file and keep it with an item, or with a request about it; needs a worker.

        `request` is the id of the request it belongs to; None to ask for that, too. Then the line
        of its log is asked for.
        """
        name = self._workspace.records.items[item_id].name
        title = _("Keep which file as evidence with “{name}”?").format(name=name)
        kinds = ", ".join(TYPES)
        typed = await self._app.push_screen_wait(
            PromptScreen(title, placeholder=f"~/closed.png  ({kinds})", check=some_file)
        )
        if typed is None:
            return
        if request is None:
            request = await self._request(item_id)
        if request is None:
            return
        entry = await self._entry(request) if request else 0
        if entry is None:
            return
        path = file_of(typed)
        try:
            held = await asyncio.to_thread(_content, path)
        except FootprintError as error:
            self._app.warn(error)
            return
        today, line = self._workspace.today, entry or None
        action = evidence.attach(
            item_id, path.name, held, today, request=request or None, entry=line
        )
        self._app.perform(action, contents=[held])

    async def of_request(self, request: Request) -> None:
        """Ask which file of a request to open, or keep another with it; needs a worker."""
        kept = [
            one for one in self._workspace.records.evidence.values() if one.request == request.id
        ]
        if not kept:
            await self.attach(request.item, request.id)
            return
        choices = [
            Choice(one.id, one.name, formats.day(one.on), _("Kept with it"))
            for one in sorted(kept, key=lambda one: (one.on, one.id))
        ]
        choices.append(Choice(_ITEM, _("Keep another file"), group=_("Or")))
        chosen = await self._app.push_screen_wait(ChooseScreen(_("Which file?"), choices))
        if chosen == _ITEM:
            await self.attach(request.item, request.id)
        elif chosen is not None and chosen in self._workspace.records.evidence:
            await self.open(chosen)

    async def _request(self, item_id: str) -> str | None:
        """Ask to which request the file belongs; the empty string for none of them."""
        known = self._workspace.records.requests_about(item_id)
        if not known:
            return _ITEM
        choices = [
            Choice(_ITEM, _("To the item itself")),
            *(Choice(each.id, kind_name(each.kind), each.id) for each in known),
        ]
        return await self._app.push_screen_wait(ChooseScreen(_("What does it prove?"), choices))

    async def _entry(self, request_id: str) -> int | None:
        """Ask which line of the log it proves, the latest first; 0 for the request as a whole."""
        records = self._workspace.records
        request = records.requests[request_id]
        found = list(enumerate(evidence.lines(request), 1))
        if not found:
            return 0
        group = _("A line of the log")
        choices = [
            Choice(
                str(number),
                name_of_entry(entry, request, records),
                formats.day(entry.on),
                group,
            )
            for number, entry in reversed(found)
        ]
        choices.append(Choice("0", _("The request as a whole"), group=_("Or")))
        title = _("What does it prove?")
        chosen = await self._app.push_screen_wait(ChooseScreen(title, choices))
        return None if chosen is None else int(chosen)

    async def open(self, evidence_id: str) -> None:
        """Ask what to do with a file that is kept, and do it; needs a worker."""
        kept = self._workspace.records.evidence[evidence_id]
        choices = [
            Choice("write", _("Write a copy to a file"), _("not encrypted")),
            Choice("remove", _("Let it go"), _("u undoes it")),
        ]
        if kept.name.lower().endswith(_READABLE):
            choices.insert(0, Choice("read", _("Read it here")))
        size = formats.number(max(1, kept.size // 1000))
        title = f"{kept.name} · {formats.day(kept.on)} · " + _("{n} kB").format(n=size)
        chosen = await self._app.push_screen_wait(ChooseScreen(title, choices))
        if chosen == "remove":
            self._app.perform(evidence.detach(evidence_id))
        elif chosen is not None:
            try:
                held = await asyncio.to_thread(self._workspace.vault.content, kept.sha256)
            except FootprintError as error:
                self._app.warn(error)
                return
            await (self._read(kept, held) if chosen == "read" else self._write(kept, held))

    async def _read(self, kept: Evidence, held: bytes) -> None:
        text = clean_prose(held.decode("utf-8", "replace"))
        await self._app.push_screen_wait(PageScreen(kept.name, lambda _width: content(text)))

    async def _write(self, kept: Evidence, held: bytes) -> None:
        # A name that came from elsewhere is data: only its ending is taken over.
        ending = kept.name.rpartition(".")[2].lower()
        await Writing(self._app).to_file(f"{kept.id}.{ending}", lambda: held)


def _content(path: Path) -> bytes:
    """Return the bytes of a file, no more than may be kept and one.

    Raises:
        Refused: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise Refused(N_("The file cannot be read.")) from None
