"""The inventory: everything recorded, and everything one can do with one item."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from footprint.i18n import N_, _
from footprint.model.items import Item
from footprint.requests.machine import Standing
from footprint.tui import listing
from footprint.tui.adding import AddItem, add_item
from footprint.tui.asking import Asking
from footprint.tui.commands import Command, bindings
from footprint.tui.leaving import plan_to_leave
from footprint.tui.linking import Linking
from footprint.tui.proving import Proving
from footprint.tui.request_lines import first_pressing
from footprint.tui.screens.base import VaultScreen
from footprint.tui.text import content
from footprint.tui.widgets.detail import EVIDENCE, EXIT, LINK, REQUEST, ItemDetail
from footprint.tui.widgets.record_list import Column, RecordList
from footprint.tui.widgets.typing import TypedLine


class FilterItems(Command):
    label = N_("Filter")
    help = N_("Filter the items by any word in them")
    key = "slash"


class EditItem(Command):
    label = N_("Edit")
    help = N_("Edit the item")
    key = "e"


class LinkItem(Command):
    label = N_("Link")
    help = N_("Link the item to what it depends on")
    key = "l"


class AskAbout(Command):
    label = N_("Ask")
    help = N_("Record a request: what you ask of the other party")
    key = "r"


class RemoveSelected(Command):
    label = N_("Remove")
    help = N_("Remove the item, or the highlighted link")
    key = "x,delete"


class MarkEnded(Command):
    label = N_("Ended")
    help = N_("Mark the item as ended, or as open again")
    key = "m"
    in_footer = False


class PlanLeaving(Command):
    label = N_("Leave")
    help = N_("Plan the exit from the item")
    key = "p"
    in_footer = False


class ShowDependencies(Command):
    label = N_("Dependencies")
    help = N_("Show what holds on to the item")
    key = "d"
    in_footer = False


class ShowItemRequests(Command):
    label = N_("Requests")
    help = N_("Show what was asked about the item")
    key = "R"
    in_footer = False


class KeepEvidence(Command):
    label = N_("Evidence")
    help = N_("Keep a file as evidence with it, encrypted")
    key = "v"
    in_footer = False


class GroupItems(Command):
    label = N_("Group")
    help = N_("Group the items by kind, place or state")
    key = "b"
    in_footer = False


class SortItems(Command):
    label = N_("Sort")
    help = N_("Sort the items by name, price or newest")
    key = "s"
    in_footer = False


class InventoryScreen(VaultScreen):
    """A list of all items beside the detail of one; narrow terminals show one or the other."""

    SECTION = "inventory"
    HELP_TEXT = N_(
        "Everything you are registered with: accounts, shops, cards and where copies of them are "
        "stored, subscriptions, mailings, points, addresses. Links say what depends on what; from "
        "them footprint knows in which order to leave."
    )
    CSS_PATH = "inventory.tcss"
    BINDINGS = bindings(
        FilterItems,
        AddItem,
        EditItem,
        LinkItem,
        AskAbout,
        RemoveSelected,
        MarkEnded,
        PlanLeaving,
        ShowDependencies,
        ShowItemRequests,
        KeepEvidence,
        GroupItems,
        SortItems,
    )

    def __init__(self) -> None:
        """Make the screen, grouped by kind and sorted by name."""
        super().__init__()
        self._grouping = "kind"
        self._order = "name"
        self._arranged: listing.Arrangement | None = None

    def body(self) -> ComposeResult:
        """Yield the list and the detail."""
        with Horizontal(id="inventory"):
            with Vertical(id="items-panel", classes="panel"):
                yield TypedLine(placeholder=_("Filter · esc leaves it"), id="filter", compact=True)
                yield RecordList(
                    [
                        Column("name", flex=True, least=26),
                        Column("kind", most=22, keep=2),
                        Column("place", most=16, keep=3),
                        Column("fact", most=16, align="right", keep=6),
                        Column("state", most=10, keep=7),
                    ],
                    id="items",
                )
            yield ItemDetail(id="detail", classes="panel")

    # -- drawing -------------------------------------------------------------------------------

    @property
    def subject(self) -> str | None:
        """The id of the item shown."""
        return self._items.highlighted

    @property
    def _items(self) -> RecordList:
        return self.query_one("#items", RecordList)

    @property
    def _detail(self) -> ItemDetail:
        return self.query_one(ItemDetail)

    @property
    def _item(self) -> Item | None:
        return self.records.items.get(self.subject or "")

    @property
    def _filter(self) -> Input:
        return self.query_one("#filter", Input)

    def show_records(self) -> None:
        """Draw the list as it is filtered, grouped and sorted, and the detail."""
        typed = self._filter.value
        self.set_class(bool(typed) or self._filter.has_focus, "-filtering")
        found = self.workspace.search(typed)
        total = len(self.records.items)
        if total:
            self._items.empty = _("Nothing has these words. esc shows everything again.")
        else:
            self._items.empty = _("Nothing is recorded yet. a adds the first item.")
        self._items.show(self._arrangement().lines(found))
        panel = self.query_one("#items-panel")
        panel.border_title = content(listing.counted(len(found), total))
        how = f"{_(listing.GROUPINGS[self._grouping])} · {_(listing.ORDERS[self._order])}"
        panel.border_subtitle = content(how)
        self._show_detail()

    def _arrangement(self) -> listing.Arrangement:
        """Return the items arranged as wanted; kept while neither they nor the wish change."""
        if self._arranged is None or self._arranged.records is not self.records:
            self._arranged = listing.Arrangement(self.records, self._grouping, self._order)
        return self._arranged

    def _show_detail(self) -> None:
        self._detail.show(self._item, self.workspace)

    def show_subject(self, subject: str) -> None:
        """Highlight an item, whatever the filter was."""
        if subject not in self.records.items:
            return
        if self._filter.value:
            self._filter.clear()
        everything = self._arrangement().lines(self.records.items.values())
        self._items.show(everything, highlight=subject)
        self._items.focus()

    @on(RecordList.Highlighted, "#items")
    def _highlighted(self) -> None:
        self._show_detail()
        self.refresh_bindings()

    @on(RecordList.Opened, "#items")
    def _open_detail(self) -> None:
        self.add_class("-detail")
        self._detail.related.focus()

    @on(RecordList.Opened, "#links")
    @work
    async def _open_line(self, message: RecordList.Opened) -> None:
        tag, *rest = message.key.split(ItemDetail.SEPARATOR)
        if tag == LINK:
            source, _relation, target = rest
            self.footprint.go("inventory", target if source == self.subject else source)
        elif tag == REQUEST:
            self.footprint.open_request(rest[0])
        elif tag == EVIDENCE:
            await Proving(self.footprint).open(rest[0])
        elif tag == EXIT:
            self.footprint.open_exit(rest[0])

    # -- filtering, grouping, sorting ----------------------------------------------------------

    def action_filter_items(self) -> None:
        """Put the cursor into the filter."""
        self.remove_class("-detail")
        self.add_class("-filtering")
        self._filter.focus()

    def on_mount(self) -> None:
        """Filter with every key at once: its message would come after the key was drawn."""
        self.watch(self._filter, "value", self.show_records, init=False)

    @on(Input.Submitted, "#filter")
    def _to_the_list(self) -> None:
        self._items.focus()
        self.set_class(bool(self._filter.value), "-filtering")

    def on_key(self, event: object) -> None:
        """Let the down arrow lead from the filter into the list."""
        if getattr(event, "key", "") == "down" and self._filter.has_focus:
            self._items.focus()

    def action_group_items(self) -> None:
        """Group by the next thing."""
        self._grouping = _after(self._grouping, tuple(listing.GROUPINGS))
        self._arranged = None
        self.show_records()

    def action_sort_items(self) -> None:
        """Sort by the next thing."""
        self._order = _after(self._order, tuple(listing.ORDERS))
        self._arranged = None
        self.show_records()

    def action_go_back(self) -> None:
        """Leave the filter, then the detail, then the screen for where one came from."""
        if self._filter.value or self._filter.has_focus:
            self._filter.clear()
            self._items.focus()
            self.show_records()
            self.remove_class("-filtering")
        elif self._detail.related.has_focus:
            self.remove_class("-detail")
            self._items.focus()
        else:
            super().action_go_back()

    # -- doing ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what needs an item while there is none."""
        if action == "filter_items" and self.is_mounted:
            return not self._filter.has_focus
        needs_item = ("edit_item", "link_item", "ask_about", "remove_selected", "mark_ended")
        more = ("plan_leaving", "show_dependencies", "keep_evidence")
        if action == "show_item_requests" and self.is_mounted and self.footprint.workspace:
            return True if self._item and self._asked(self._item) else None
        if action in (*needs_item, *more) and self.is_mounted and self.footprint.workspace:
            return True if self._item else None
        return True

    @work
    async def action_add_item(self) -> None:
        """Choose a kind and fill in its form."""
        await add_item(self.footprint)

    @work
    async def action_edit_item(self) -> None:
        """Open the form of the item."""
        from footprint.tui.screens.form import FormScreen

        if self._item is not None:
            await self.app.push_screen_wait(FormScreen(self._item.kind, self._item))

    @work
    async def action_link_item(self) -> None:
        """Choose how and to what to link the item."""
        if self._item is not None:
            await Linking(self.footprint).start(self._item)

    @work
    async def action_ask_about(self) -> None:
        """Record a request about the item."""
        if self._item is not None:
            await Asking(self.footprint).about(self._item.id)

    def _asked(self, item: Item) -> dict[str, Standing]:
        standings = self.workspace.standings()
        return {each.id: standings[each.id] for each in self.records.requests_about(item.id)}

    def action_show_item_requests(self) -> None:
        """Show the request that is highlighted, or the item's that presses most."""
        tag, *rest = (self._detail.related.highlighted or "").split(ItemDetail.SEPARATOR)
        if tag == REQUEST and self._detail.related.has_focus:
            self.footprint.open_request(rest[0])
        elif self._item is not None:
            asked = self._asked(self._item)
            if asked:
                self.footprint.open_request(first_pressing(asked, self.workspace.today))

    @work
    async def action_keep_evidence(self) -> None:
        """Keep a file as evidence with the item."""
        if self._item is not None:
            await Proving(self.footprint).attach(self._item.id)

    def action_remove_selected(self) -> None:
        """Remove the highlighted link while the links have the focus, else the item."""
        from footprint.workspace import items, links

        key = self._detail.related.highlighted or ""
        tag, *rest = key.split(ItemDetail.SEPARATOR)
        if self._detail.related.has_focus:
            if tag == LINK:
                self.footprint.perform(links.remove(*rest))
        elif self._item is not None:
            self.footprint.perform(items.remove(self._item.id))

    def action_mark_ended(self) -> None:
        """Mark the item as ended today, or open again."""
        from footprint.workspace import items

        item = self._item
        if item is None:
            return
        if item.status == "ended":
            self.footprint.perform(items.edit(item.id, {"status": "open"}, ["ended_on"]))
        else:
            ended = {"status": "ended", "ended_on": self.workspace.today.isoformat()}
            self.footprint.perform(items.edit(item.id, ended))

    def action_plan_leaving(self) -> None:
        """Make an exit from the item, or show the one there is."""
        if self._item is not None:
            plan_to_leave(self.footprint, [self._item.id])

    def action_show_dependencies(self) -> None:
        """Show the item among what it depends on."""
        if self._item is not None:
            self.footprint.open_dependencies(self._item.id)


def _after(present: str, choices: tuple[str, ...]) -> str:
    return choices[(choices.index(present) + 1) % len(choices)]
