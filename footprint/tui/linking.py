"""Linking an item: which relation its kind allows, then to what."""

from typing import TYPE_CHECKING

from footprint.i18n import _
from footprint.model.integrity import KIND_NAMES
from footprint.model.items import Item
from footprint.model.links import RELATIONS
from footprint.tui.facts import name_of, place_of
from footprint.tui.screens.choose import Choice, ChooseScreen

if TYPE_CHECKING:
    from footprint.model.records import Records
    from footprint.tui.app import FootprintApp

_ONWARD, _BACK = ">", "<"


class Linking:
    """The dialogue that makes one link; `u` takes it back."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogue of `app`."""
        self._app = app

    async def start(self, item: Item) -> None:
        """Ask for the relation, then the other item, and link them; needs a worker."""
        from footprint.workspace import links

        app = self._app
        assert app.workspace is not None
        chosen = await app.push_screen_wait(
            ChooseScreen(_("How is “{name}” linked?").format(name=item.name), relations(item))
        )
        if chosen is None:
            return
        direction, relation = chosen[0], chosen[1:]
        joined = RELATIONS[relation]
        reads = joined.reads if direction == _ONWARD else joined.reads_back
        other = await app.push_screen_wait(
            ChooseScreen(
                f"{item.name} · {_(reads)} …",
                others(item, relation, app.workspace.records, onward=direction == _ONWARD),
                empty=_("No item of the right kind has this name. Add it first."),
            )
        )
        if other is None:
            return
        source, target = (item.id, other) if direction == _ONWARD else (other, item.id)
        app.perform(links.add({"from": source, "relation": relation, "to": target}))


def relations(item: Item) -> list[Choice]:
    """Return the relations that `item`'s kind allows, in both directions."""
    onward, back = _("It depends on something"), _("Something depends on it")
    found = []
    for name, relation in RELATIONS.items():
        kinds = sorted({target for source, target in relation.pairs if source == item.kind})
        if kinds:
            found.append(Choice(_ONWARD + name, _(relation.reads), _kinds(kinds), onward))
    for name, relation in RELATIONS.items():
        kinds = sorted({source for source, target in relation.pairs if target == item.kind})
        if kinds:
            found.append(Choice(_BACK + name, _(relation.reads_back), _kinds(kinds), back))
    return found


def _kinds(kinds: list[str]) -> str:
    if len(kinds) == len(KIND_NAMES):
        return _("anything")
    return ", ".join(_(KIND_NAMES[kind]) for kind in kinds)


def others(item: Item, relation: str, records: "Records", *, onward: bool) -> list[Choice]:
    """Return the items that may stand at the other end and do not yet."""
    pairs = RELATIONS[relation].pairs
    found = []
    for other in sorted(records.items.values(), key=lambda entry: entry.name):
        pair = (item.kind, other.kind) if onward else (other.kind, item.kind)
        key = (item.id, relation, other.id) if onward else (other.id, relation, item.id)
        if other.id != item.id and pair in pairs and key not in records.links:
            place = place_of(other, records)
            note = name_of(place, records) if place else _(KIND_NAMES[other.kind])
            found.append(Choice(other.id, other.name, note))
    return found
