"""Items: add, edit, remove, list, show."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from footprint import formats
from footprint.cli.fields import document_of
from footprint.cli.output import say, say_json, say_table, say_wrapped
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.errors import Refused, Usage
from footprint.i18n import N_, _, ngettext
from footprint.model.base import Model
from footprint.model.fields import Cycle, Notice, Pause, Price, PriceChange
from footprint.model.integrity import kind_name
from footprint.model.items import Balance, Item, Subscription
from footprint.model.links import RELATIONS, Link
from footprint.model.shapes import has_fixed_words
from footprint.model.words import word
from footprint.planner.beside import told_there, treated_in
from footprint.requests import names
from footprint.workspace import Workspace, items
from footprint.workspace.reference import resolve

_APART = frozenset({"id", "kind", "name", "status", "notes"})


def add(args: Args, session: Session) -> None:
    """Record an item."""
    kind = args.need("KIND")
    fields = document_of(kind, args.fields)
    if "name" in fields:
        raise Usage(N_("The name is given once, without --name: add KIND NAME."))
    fields["name"] = args.need("NAME")
    with session.open() as workspace:
        done = session.change(workspace, items.add(kind, _with_ids(workspace, fields)))
        say(_("Its id is {id}.").format(id=done.about))


def edit(args: Args, session: Session) -> None:
    """Change fields of an item."""
    with session.open() as workspace:
        item = workspace.find(args.need("REF"))
        fields = document_of(item.kind, args.fields)
        empty = [name.replace("-", "_") for name in args.many("unset")]
        session.change(workspace, items.edit(item.id, _with_ids(workspace, fields), empty))


def _with_ids(workspace: Workspace, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with the ids of the items that `replaced_by` and `needs_login` name."""
    found = dict(fields)
    for name, value in fields.items():
        if name == "replaced_by":
            found[name] = _id_of(workspace, value)
        elif isinstance(value, dict) and "needs_login" in value:
            found[name] = {**value, "needs_login": _id_of(workspace, value["needs_login"])}
    return found


def _id_of(workspace: Workspace, ref: str) -> str:
    """Return the id that `ref` means; what means none is refused as the id that it is not."""
    try:
        return workspace.find(ref).id
    except Refused:
        return ref


def remove(args: Args, session: Session) -> None:
    """Remove an item; only its id or whole name will do."""
    with session.open() as workspace:
        item = resolve(workspace.records, args.need("REF"), exactly=True)
        session.change(workspace, items.remove(item.id))


# -- looking -----------------------------------------------------------------------------------


def list_items(args: Args, session: Session) -> None:
    """List items, by id."""
    kind = args.text("KIND")
    with session.open(reading=True) as workspace:
        found = [
            item
            for item in workspace.search(args.text("filter") or "")
            if kind is None or item.kind == kind
        ]
        found.sort(key=lambda item: item.id)
        if args.has("json"):
            say_json([item.to_json() for item in found])
            return
        say_table([(item.id, kind_name(item.kind), summary(item), item.name) for item in found])
        say(ngettext("{n} item", "{n} items", len(found)).format(n=formats.number(len(found))))


def summary(item: Item) -> str:
    """Return what one wants to know of an item in a list: what it costs, holds, or its status."""
    parts: list[str] = []
    if item.status != "open":
        parts.append(word(item.status))
    if isinstance(item, Subscription):
        parts += [formats.price(item.price)] if item.price else []
        parts += [formats.cycle(item.cycle)] if item.cycle else []
    if isinstance(item, Balance) and item.amount is not None:
        parts.append(formats.quantity(item.amount, item.unit))
    return formats.listed(parts)


def show(args: Args, session: Session) -> None:
    """Show everything about an item."""
    with session.open(reading=True) as workspace:
        item = workspace.find(args.need("REF"))
        if args.has("json"):
            say_json(item.to_json())
            return
        say(item.name)
        say_table(
            [
                ("id", item.id),
                ("kind", kind_name(item.kind)),
                ("status", word(item.status)),
                *_rows(item),
            ],
            indent=2,
        )
        if item.notes:
            say()
            for paragraph in item.notes.split("\n"):
                say_wrapped(paragraph, indent=2)
        _show_links(workspace, item)
        _show_requests(workspace, item)
        _show_exits(workspace, item)


def _rows(record: Model, prefix: str = "", left_out: frozenset[str] = _APART) -> Iterator[Any]:
    """Yield (name, value) for each field of a record that is not at its default."""
    for name, info in type(record).fields().items():
        value = getattr(record, name)
        if name in left_out or value == info.default:
            continue
        if isinstance(value, Model) and not isinstance(value, Price | Cycle | Notice):
            yield from _rows(value, f"{prefix}{name}.", frozenset())
        elif has_fixed_words(info.annotation):
            words = value if isinstance(value, tuple) else (value,)
            yield f"{prefix}{name}", formats.listed(map(word, words))
        else:
            yield f"{prefix}{name}", _written(value)


def _written(value: object) -> str:
    """Return the value of a field as people write it."""
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Decimal):
        return formats.number(value)
    if isinstance(value, Price):
        return formats.price(value)
    if isinstance(value, Cycle):
        return formats.cycle(value)
    if isinstance(value, Notice):
        return formats.notice(value)
    if isinstance(value, PriceChange):
        return _("{price} from {day}").format(
            price=formats.price(value.price), day=formats.day(value.from_)
        )
    if isinstance(value, Pause):
        return f"{formats.day(value.from_)} – {formats.day(value.until)}"
    return str(value)


def _show_links(workspace: Workspace, item: Item) -> None:
    records = workspace.records

    def row(link: Link, other: str, reads: str) -> tuple[str, str, str]:
        unsure = _("not certain") if link.certainty == "suspected" else ""
        named = f"{records.items[other].name} ({other})"
        return _(reads), word(link.effective_strength), f"{named}, {unsure}" if unsure else named

    outward = [row(k, k.to, RELATIONS[k.relation].reads) for k in records.links_from(item.id)]
    inward = [row(k, k.from_, RELATIONS[k.relation].reads_back) for k in records.links_to(item.id)]
    for heading, rows in ((_("Depends on"), outward), (_("What depends on it"), inward)):
        if rows:
            say()
            say(heading)
            say_table(rows, indent=2)


def _show_exits(workspace: Workspace, item: Item) -> None:
    found = treated_in(item.id, workspace.plans())
    if not found:
        return
    say()
    say(_("Exits"))
    rows = [(key, told_there(each, key, workspace.records)) for key, each in found.items()]
    say_table(rows, indent=2)


def _show_requests(workspace: Workspace, item: Item) -> None:
    requests = workspace.records.requests_about(item.id)
    if not requests:
        return
    standings = workspace.standings()
    say()
    say(_("Requests"))
    say_table(
        [
            (r.id, names.kind_name(r.kind), names.status_name(standings[r.id].status))
            for r in requests
        ],
        indent=2,
    )
