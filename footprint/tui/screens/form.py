"""Adding and editing an item: one row a field, what is wrong told beside it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from footprint.errors import FootprintError, Invalid
from footprint.i18n import N_, _
from footprint.model.integrity import kind_name
from footprint.model.items import Item
from footprint.tui.commands import Command, bindings
from footprint.tui.fields import Field, form_of
from footprint.tui.screens.dialogue import AnsweredOnce
from footprint.tui.text import content, fit
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.key_bar import KeyBar
from footprint.workspace.amounts import usual_currency

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

NAME_WIDTH = 25  # and one cell of margin: form.tcss


class SaveForm(Command):
    label = N_("Save")
    help = N_("Save the item")
    key = "ctrl+s"


class LeaveForm(Command):
    label = N_("Back")
    help = N_("Go back without saving; what you typed is kept until you quit")
    key = "escape"


class FieldRow(Widget):
    """A field's name, its editor, and below it what is wrong with its value.

    The name is drawn by the row itself, to the left of its children: a form has many rows, and
    every widget costs time to mount.
    """

    def __init__(self, field: Field) -> None:
        """Make the row of `field`."""
        super().__init__(classes="row")
        self.field = field
        self.editor = field.editor()

    def render(self) -> Content:
        """Return the name."""
        return content(fit(f" {self.field.label}", NAME_WIDTH))

    def compose(self) -> ComposeResult:
        """Lay out the editor."""
        yield cast(Widget, self.editor)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence for nothing."""
        self.query(".wrong").remove()
        if sentence:
            self.mount(Static(content((sentence, "$text-error")), classes="wrong"))


class FormScreen(AnsweredOnce[str | None]):
    """The form of one kind; it ends with the id of the item saved, or None."""

    HELP_TEXT = N_(
        "Only the name is needed. Everything else can be left empty and filled in later. Never "
        "type a whole card number: the last four digits are enough, and more is refused."
    )
    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "LineEditor"
    BINDINGS = bindings(SaveForm, LeaveForm)

    def __init__(self, kind: str, item: Item | None = None) -> None:
        """Make the form of `kind`, filled from `item` when it is edited."""
        super().__init__()
        self._kind = kind
        self._item = item
        self._document = item.to_json() if item else {}

    @property
    def footprint(self) -> "FootprintApp":
        """The program."""
        return cast("FootprintApp", self.app)

    @property
    def _draft(self) -> str:
        return f"{self._kind}/{self._item.id if self._item else ''}"

    # -- what is shown -------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the parts of the form."""
        workspace = self.footprint.workspace
        assert workspace is not None
        kind = kind_name(self._kind)
        if self._item:
            title = _("Edit “{name}” ({kind})").format(name=self._item.name, kind=kind)
        else:
            title = _("Add: {kind}").format(kind=kind)
        with VerticalScroll(id="form", classes="panel", can_focus=False) as form:
            form.border_title = content(title)
            for heading, fields in form_of(
                self._kind, workspace.records, usual_currency(workspace.records)
            ):
                yield Static(content((_(heading), "bold $primary")), classes="part")
                for field in fields:
                    yield FieldRow(field)
            with Horizontal(id="buttons"):
                yield Button(_("Save"), id="save", primary=True)
                yield Button(_("Back"), id="leave")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the editors, with what was typed before where the form was left."""
        draft = self.footprint.drafts.pop(self._draft, None)
        document = self._document if draft is None else draft
        for row in self.query(FieldRow):
            row.editor.load(_at(document, row.field.path))
        if draft is not None:
            self.footprint.say(_("Here is what you typed before."))
        # Focusing the first field scrolls to it, and its heading out of sight.
        self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)

    # -- what is typed -------------------------------------------------------------------------

    def _typed(self, within: str = "") -> dict[str, Any]:
        """Return the document typed so far, or the part of it `within` one field."""
        typed: dict[str, Any] = {}
        for row in self.query(FieldRow):
            if within and row.field.path.partition(".")[0] != within:
                continue
            value = row.editor.read()
            if value is not None:
                _put(typed, row.field.path, value)
        return typed

    def _problem(self, row: FieldRow) -> str:
        """Return what the model has against one field, next to the others of its group."""
        from footprint.model.items import Item

        path = row.field.path
        if path == "name" and row.editor.read() is None:
            return _("Give it a name.")
        first = path.partition(".")[0]
        typed = self._typed(within=first)
        if not typed:
            return ""
        try:
            Item.from_json({"id": "x", "kind": self._kind, "name": "x", **typed})
        except Invalid as error:
            return sentence_of(error) if _is_at(error, path) else ""
        return ""

    @on(events.DescendantBlur)
    def _left_a_field(self, event: events.DescendantBlur) -> None:
        row = next((n for n in event.widget.ancestors if isinstance(n, FieldRow)), None)
        if row is not None and (row.editor.read() is not None or "." in row.field.path):
            row.complain(self._problem(row))

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def unfinished(self) -> tuple[str, dict[str, Any]] | None:
        """Return what is typed and not saved, and the name to keep it by; None if there is none."""
        if not self.is_mounted or self._is_answered:
            return None
        typed = self._typed()
        changed = any(self._changes(self._item)) if self._item else bool(_worth(typed))
        return (self._draft, typed) if changed else None

    # -- saving and leaving --------------------------------------------------------------------

    @on(Button.Pressed, "#save")
    def action_save_form(self) -> None:
        """Save the item, unless something in it is wrong."""
        wrong = [row for row in self.query(FieldRow) if self._complained(row)]
        if wrong:
            wrong[0].scroll_visible()
            next(_focusable(wrong[0])).focus()
            return
        from footprint.workspace import items

        if self._item is None:
            action = items.add(self._kind, self._typed())
        else:
            action = items.edit(self._item.id, *self._changes(self._item))
        self.footprint.perform(action, then=lambda done: self._saved(done.about), failed=self._no)

    def _complained(self, row: FieldRow) -> bool:
        problem = self._problem(row)
        row.complain(problem)
        return bool(problem)

    def _changes(self, item: Item) -> tuple[dict[str, Any], list[str]]:
        """Return the fields that were changed, and the paths of those that were emptied."""
        changed: dict[str, Any] = {}
        emptied: list[str] = []
        for row in self.query(FieldRow):
            path, default = row.field.path, row.field.default
            before, after = _at(self._document, path, default), row.editor.read()
            if after is None and before is not None:
                emptied.append(path)
            elif after != before:
                _put(changed, path, after)
        return changed, emptied

    def _saved(self, about: str | None) -> None:
        self.dismiss(about or (self._item.id if self._item else None))

    def _no(self, error: FootprintError) -> None:
        for row in self.query(FieldRow):
            if isinstance(error, Invalid) and _is_at(error, row.field.path):
                row.complain(sentence_of(error))
                row.scroll_visible()
                return
        self.footprint.warn(error)

    @on(Button.Pressed, "#leave")
    def action_leave_form(self) -> None:
        """Go back; what was typed is kept for the next time."""
        left = self.unfinished()
        if left is not None:
            name, typed = left
            self.footprint.drafts[name] = typed
            self.footprint.say(_("Not saved. What you typed is there when you come back."))
        self.dismiss(None)


def sentence_of(error: FootprintError) -> str:
    """Return what is wrong, without the place: the form shows it at its place."""
    sentence = FootprintError.__str__(error)
    return sentence[:1].upper() + sentence[1:]


def _is_at(error: Invalid, path: str) -> bool:
    """Tell whether an error is about the field at `path`, or about something inside it."""
    place = error.place
    return place == path or place.startswith((f"{path}.", f"{path}["))


def _worth(typed: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in typed.items() if key not in ("status", "certainty")}


def _at(document: dict[str, Any], path: str, default: Any = None) -> Any:
    value: Any = document
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return default if value is None else value


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    first, _dot, rest = path.partition(".")
    if rest:
        _put(document.setdefault(first, {}), rest, value)
    else:
        document[first] = value


def _focusable(row: FieldRow) -> Iterator[Widget]:
    yield from (widget for widget in row.query("*").results(Widget) if widget.focusable)
