"""The details for letters, one's own and those of whose items one keeps: changed one by one."""

from asyncio import Event
from typing import TYPE_CHECKING, Any

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.model.person import FIELDS, Details, details_of, owners
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.screens.write import WriteScreen
from footprint.workspace import person
from footprint.workspace.items import Action

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

LABELS = {
    "name": N_("Name"),
    "reading": N_("Reading"),
    "email": N_("E-mail addresses"),
    "phone": N_("Telephone"),
    "address": N_("Postal address"),
    "country": N_("Country"),
}


_ME = ""


async def edit_details(app: "FootprintApp") -> None:
    """Show the details, and ask for one after the other until escape; needs a worker."""
    assert app.workspace is not None
    owner = await _whose(app, owners(app.workspace.records))
    if owner is None:
        return
    while await _edit_one(app, owner):
        pass


async def _edit_one(app: "FootprintApp", owner: str) -> bool:
    """Show the details, and ask for the one that is chosen; whether one was."""
    if app.workspace is None:
        return False
    known = details_of(app.workspace.records, owner or None)
    told = {name: _told(getattr(known, name)) for name in FIELDS}
    choices = [Choice(name, _(LABELS[name]), told[name]) for name in FIELDS]
    heading = _("Your own details, for letters")
    if owner:
        heading = _("{owner}’s details, for letters").format(owner=owner)
    name = await app.push_screen_wait(ChooseScreen(heading, choices))
    if name is None:
        return False
    typed = await _typed(app, owner, known, name)
    if typed is not None:
        fields = _fields(name, typed)
        await _changed(app, person.set_details(fields, () if fields else (name,), owner or None))
    return True


async def _typed(app: "FootprintApp", owner: str, known: Details, name: str) -> str | None:
    title = _("{detail}; empty to take it away").format(detail=_(LABELS[name]))

    def check(typed: str) -> object:
        return person.set_details(_fields(name, typed))

    if name == "address":
        draft, written = f"details/{owner}", known.address or ""
        asked = WriteScreen(title, draft, written, check=check, may_be_empty=True)
        return await app.push_screen_wait(asked)
    told = _told(getattr(known, name))
    return await app.push_screen_wait(PromptScreen(title, told, check=check))


async def _changed(app: "FootprintApp", action: Action) -> None:
    """Do the action, and wait until it was done or refused."""
    finished = Event()

    def failed(error: FootprintError) -> None:
        app.warn(error)
        finished.set()

    app.perform(action, then=lambda _done: finished.set(), failed=failed)
    await finished.wait()


async def _whose(app: "FootprintApp", names: list[str]) -> str | None:
    """Ask whose details, where items of others are kept; the empty string for one's own."""
    if not names:
        return _ME
    choices = [Choice(_ME, _("My own")), *(Choice(name, name) for name in names)]
    return await app.push_screen_wait(ChooseScreen(_("Whose details?"), choices))


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return (value or "").replace("\n", ", ")


def _fields(name: str, typed: str) -> dict[str, Any]:
    """Return the field as it was typed; nothing for nothing."""
    if not typed.strip():
        return {}
    if name == "email":
        return {name: [each.strip() for each in typed.split(",") if each.strip()]}
    return {name: typed.strip()}
