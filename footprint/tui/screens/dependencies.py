"""The dependencies of one item, both ways, and what breaks if it goes."""

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll

from footprint.i18n import N_, _
from footprint.model.integrity import kind_name
from footprint.planner.paths import Impact, impact
from footprint.tui import branches, breaking
from footprint.tui.branches import DOWN, UP, Branch
from footprint.tui.commands import Command, bindings
from footprint.tui.facts import name_of, place_of
from footprint.tui.leaving import plan_to_leave
from footprint.tui.screens.base import VaultScreen
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.text import content
from footprint.tui.widgets.map_panel import MapPanel
from footprint.tui.widgets.record_list import Column, RecordList
from footprint.tui.widgets.told import Told

MAP_FROM = (120, 30)
"""The columns and rows from which a map has room."""


class FindRoot(Command):
    label = N_("Find")
    help = N_("Choose the item whose dependencies to show")
    key = "slash"


class LookFromHere(Command):
    label = N_("From here")
    help = N_("Look from the highlighted item instead")
    key = "f"


class TellWhy(Command):
    label = N_("Why")
    help = N_("Tell how the item hangs together with another one")
    key = "w"


class OpenHighlighted(Command):
    label = N_("Item")
    help = N_("Show the highlighted item in the inventory")
    key = "o"


class LeaveHighlighted(Command):
    label = N_("Leave")
    help = N_("Plan how to leave the highlighted item")
    key = "x"


class ToggleMap(Command):
    label = N_("Map")
    help = N_("Show or hide the map; it needs 120 columns and 30 rows")
    key = "m"


class DependenciesScreen(VaultScreen):
    """A tree both ways around one item, and what breaks if that item goes."""

    SECTION = "dependencies"
    HELP_TEXT = N_(
        "What one thing depends on, and what depends on it. Open a branch with Enter; ↑ marks "
        "what already stands above. The other panel tells what breaks if the item goes. A terminal "
        "of 120 columns has a map below: what depends stands on the left; click to look from there."
    )
    CSS_PATH = "dependencies.tcss"
    BINDINGS = [
        *bindings(FindRoot, LookFromHere, TellWhy, OpenHighlighted, LeaveHighlighted, ToggleMap),
        Binding("right,l", "unfold(True)", show=False),
        Binding("left,h", "unfold(False)", show=False),
    ]

    def __init__(self) -> None:
        """Start without an item; the one that most depends on is chosen when drawn."""
        super().__init__()
        self._root: str | None = None
        self._other: str | None = None
        self._expanded: set[str] = set()
        self._branches: dict[str, Branch] = {}
        self._impacts: list[Impact] = []

    def body(self) -> ComposeResult:
        """Lay out the tree beside what is told about it; below it on a narrow screen."""
        with Container(id="dependencies"):
            tree = RecordList(
                [
                    Column("relation", most=40),
                    Column("name", flex=True, least=16),
                    Column("fact", most=14, align="right", keep=2),
                    Column("kind", most=22, keep=1),
                ],
                empty=_("Nothing is recorded yet. Go to the inventory and add what you remember."),
                id="dependency-tree",
                classes="panel",
            )
            yield tree
            with VerticalScroll(id="dependency-told", classes="panel"):
                yield Told()
        yield MapPanel(id="dependency-map", classes="panel")

    @property
    def subject(self) -> str | None:
        """The item in the middle."""
        return self._root

    @property
    def _tree(self) -> RecordList:
        return self.query_one("#dependency-tree", RecordList)

    @property
    def _highlighted(self) -> str | None:
        """The highlighted item, else the one in the middle."""
        branch = self._branches.get(self._tree.highlighted or "")
        return branch.item if branch else self._root

    # -- drawing -------------------------------------------------------------------------------

    def show_records(self) -> None:
        """Draw the tree of the present item."""
        if self._root not in self.records.items:
            self._root = self._most_needed()
            self._expanded.clear()
        if self._other not in self.records.items:
            self._other = None
        self._break()
        self._draw_tree()
        self._draw_told()
        self._draw_map()

    def show_subject(self, subject: str) -> None:
        """Look from another item; coming back to the present one keeps the cursor."""
        if subject in self.records.items and subject != self._root:
            self._root, self._other = subject, None
            self._expanded.clear()
            self._break()
            self._draw_tree(first=True)
            self._draw_told()
            self._draw_map()
        self._tree.focus()
        self.refresh_bindings()

    def _most_needed(self) -> str | None:
        """Return what to look at first: what the person leaves, or what most hangs on."""
        for exit_ in self.records.exits.values():
            return exit_.goal[0]
        return max(
            sorted(self.records.items), key=lambda i: len(self.records.links_to(i)), default=None
        )

    def _break(self) -> None:
        """Find what breaks if the item in the middle goes."""
        root = self._root
        self._impacts = impact(self.records, root, self.workspace.today) if root else []

    def _draw_tree(self, *, first: bool = False) -> None:
        root, records = self._root, self.records
        if root is None:
            self._branches = {}
            self._tree.border_title = content(_("Dependencies"))
            self._tree.show([])
            return
        down = list(branches.branches(records, root, DOWN, self._expanded))
        up = list(branches.branches(records, root, UP, self._expanded))
        self._branches = {branch.key: branch for branch in (*down, *up)}
        item = records.items[root]
        self._tree.border_title = content((item.name, "bold"), f" · {kind_name(item.kind)}")
        highlight = next(iter(self._branches), None) if first else None
        self._tree.show(branches.lines(records, root, down, up), highlight=highlight)

    def _draw_told(self) -> None:
        told = self.query_one("#dependency-told", VerticalScroll)
        if self._root is None:
            told.border_title = ""
            told.query_one(Told).tell(lambda _width: content())
            return
        title = _("If “{name}” goes").format(name=name_of(self._root, self.records))
        told.border_title = content(title)
        branch = self._branches.get(self._tree.highlighted or "")
        records, root, other = self.records, self._root, self._other
        impacts = self._impacts
        told.query_one(Told).tell(
            lambda width: content(
                *breaking.between(records, root, other, width),
                *breaking.impact(records, impacts, width),
                *breaking.chain(records, root, branch, width),
            )
        )

    def _draw_map(self) -> None:
        self.query_one(MapPanel).look_from(self.records, self._root)

    @on(RecordList.Highlighted, "#dependency-tree")
    def _moved(self) -> None:
        self._draw_told()
        self.query_one(MapPanel).highlight(self._highlighted)

    @on(events.Resize)
    def _fit_map(self) -> None:
        """Show the map where it has room."""
        size = self.app.size
        self.set_class(size.width >= MAP_FROM[0] and size.height >= MAP_FROM[1], "-with-map")
        self.refresh_bindings()

    @on(MapPanel.Chosen)
    def _chosen_on_map(self, message: MapPanel.Chosen) -> None:
        self.footprint.go("dependencies", message.item)

    def action_toggle_map(self) -> None:
        """Show the map, or give its rows to the tree."""
        self.toggle_class("-no-map")

    # -- moving about --------------------------------------------------------------------------

    @on(RecordList.Opened, "#dependency-tree")
    def _opened(self, message: RecordList.Opened) -> None:
        branch = self._branches.get(message.key)
        if branch is not None:
            self.action_unfold(branch.state != "open")

    def action_unfold(self, wanted: bool) -> None:
        """Open the highlighted branch, or close it; closing a closed one goes to the one above."""
        branch = self._branches.get(self._tree.highlighted or "")
        if branch is None:
            return
        if wanted and branch.state == "closed":
            self._expanded.add(branch.key)
        elif not wanted and branch.state == "open":
            self._expanded.discard(branch.key)
        elif not wanted and branch.depth:
            self._tree.highlighted = branch.key.rpartition("\n")[0]
        self._draw_tree()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim everything while nothing is recorded."""
        names = ("find_root", "look_from_here", "tell_why", "open_highlighted", "leave_highlighted")
        if action in names and self.is_mounted:
            return True if self._root else None
        if action == "toggle_map":
            return True if self.has_class("-with-map") else None
        return True

    @work
    async def action_find_root(self) -> None:
        """Choose the item to look from."""
        chosen = await self._choose(_("Whose dependencies?"))
        if chosen is not None:
            self.footprint.go("dependencies", chosen)

    @work
    async def action_tell_why(self) -> None:
        """Choose another item and tell how the two hang together."""
        if self._root is None:
            return
        chosen = await self._choose(
            _("“{name}” and what else?").format(name=name_of(self._root, self.records))
        )
        if chosen is not None:
            self._other = chosen
            self._draw_told()
            self.query_one("#dependency-told", VerticalScroll).scroll_home(animate=False)

    async def _choose(self, title: str) -> str | None:
        records = self.records
        items = sorted(records.items.values(), key=lambda item: item.name.casefold())
        choices = []
        for item in items:
            place = place_of(item, records)
            words = [kind_name(item.kind), *([name_of(place, records)] if place else [])]
            choices.append(Choice(item.id, item.name, note=" · ".join(words)))
        return await self.app.push_screen_wait(ChooseScreen(title, choices))

    def action_look_from_here(self) -> None:
        """Put the highlighted item in the middle."""
        if self._highlighted and self._highlighted != self._root:
            self.footprint.go("dependencies", self._highlighted)

    def action_open_highlighted(self) -> None:
        """Show the highlighted item in the inventory."""
        if self._highlighted:
            self.footprint.open_item(self._highlighted)

    def action_leave_highlighted(self) -> None:
        """Make, or show, the exit from the highlighted item."""
        if self._highlighted:
            plan_to_leave(self.footprint, [self._highlighted])
