"""How an exit is drawn: banner, steps, detail, hazards, timeline."""

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from footprint.errors import FootprintError
from footprint.i18n import _
from footprint.model.exits import Exit
from footprint.planner import explain
from footprint.planner.beside import also_told, conflict_told, conflicts
from footprint.planner.result import Plan, Step
from footprint.tui import exit_text, plan_lines, step_detail, timeline
from footprint.tui.screens.base import VaultScreen
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.record_list import Column, RecordList, Row
from footprint.tui.widgets.told import Told

_STEP = "\x1f"


def place_of_step(exit_id: str, step_id: str) -> str:
    """Return where a step of an exit is, as `ExitView.show_subject` takes it."""
    return f"{exit_id}{_STEP}{step_id}"


class ExitView(VaultScreen):
    """Everything about one exit on the screen; what can be done with it is `ExitScreen`'s."""

    def __init__(self) -> None:
        """Start without an exit; the first one is opened when drawn."""
        super().__init__()
        self._open: str | None = None
        self._plan: Plan | None = None
        self._refusal: str = ""
        self._behind: set[str] = set()

    def body(self) -> ComposeResult:
        """Lay out the invitation and, in its place once there is an exit, the exit."""
        with Container(id="exit-empty"), Vertical(id="exit-invitation"):
            yield Static(content(*exit_text.invitation()))
            yield Button(_("Choose what to leave"), id="exit-new", primary=True)
        with Vertical(id="exit-whole"):
            yield RecordList(
                [
                    Column("sign", least=1, most=1),
                    Column("name", flex=True, least=20),
                    Column("verdict", most=40, keep=5),
                    Column("progress", most=16, align="right", keep=3),
                ],
                id="exit-list",
                classes="panel",
            )
            with Vertical(id="exit-banner", classes="panel"):
                with Horizontal(id="exit-verdict-line"):
                    yield Static(id="exit-verdict")
                    yield Static(id="exit-dates")
                yield Static(id="exit-kinds")
            with Container(id="exit-body"):
                yield RecordList(plan_lines.STEP_COLUMNS, id="exit-steps", classes="panel")
                with Vertical(id="exit-side"):
                    with VerticalScroll(id="exit-detail", classes="panel"):
                        yield Told()
                    yield RecordList(
                        [Column("sign", least=1, most=1), Column("hazard", flex=True, least=20)],
                        empty=_("Nothing goes wrong any more."),
                        id="exit-hazards",
                        classes="panel",
                    )
            yield Static(id="exit-timeline", classes="panel")

    # -- what is shown -------------------------------------------------------------------------

    @property
    def subject(self) -> str | None:
        """The exit that is open."""
        return self._open

    @property
    def place(self) -> str | None:
        """The exit that is open, and its highlighted step."""
        if self._open is None or self._steps.highlighted is None:
            return self._open
        return place_of_step(self._open, self._steps.highlighted)

    @property
    def _exit(self) -> Exit | None:
        return self.records.exits.get(self._open or "")

    @property
    def _steps(self) -> RecordList:
        return self.query_one("#exit-steps", RecordList)

    @property
    def _step(self) -> Step | None:
        """The highlighted step."""
        key = self._steps.highlighted
        steps = self._plan.steps if self._plan else ()
        return next((step for step in steps if step.id == key), None)

    def _order(self) -> list[str]:
        """The ids of the exits, in the order in which they are listed."""
        return exit_text.in_order(self.records, self.workspace.plans())

    def show_subject(self, subject: str) -> None:
        """Open another exit, and go to a step of it."""
        exit_id, _separator, step = subject.partition(_STEP)
        if exit_id in self.records.exits:
            self._open = exit_id
            self._behind = set()
            self._draw(fresh=True)
            if step:
                self._steps.highlighted = step
            self._steps.focus()

    def show_records(self) -> None:
        """Draw the open exit as it is now."""
        fresh = self._open not in self.records.exits
        if fresh:
            self._open = next(iter(self._order()), None)
        self._draw(fresh=fresh)

    def _draw(self, *, fresh: bool) -> None:
        exit_ = self._exit
        self.query_one("#exit-empty").display = exit_ is None
        self.query_one("#exit-whole").display = exit_ is not None
        self.set_class(len(self.records.exits) > 1, "-several")
        self._plan, self._refusal = None, ""
        if exit_ is None:
            self.query_one("#exit-new", Button).focus()
            return
        try:
            self._plan = self.workspace.plan_exit(exit_)
        except FootprintError as refusal:
            self._refusal = str(refusal)
        self._draw_list()
        self._draw_banner(exit_)
        self._draw_steps(fresh=fresh)
        self._draw_hazards()
        self._draw_detail()
        self._draw_timeline()
        self.refresh_bindings()

    def _draw_list(self) -> None:
        if len(self.records.exits) < 2:
            return
        exits = self.query_one("#exit-list", RecordList)
        exits.border_title = content(_("Exits"))
        plans = self.workspace.plans()
        rows = [
            exit_text.exit_row(self.records.exits[key], plans.get(key), self.records)
            for key in exit_text.in_order(self.records, plans)
        ]
        exits.show(rows, highlight=self._open)

    def _draw_banner(self, exit_: Exit) -> None:
        banner = self.query_one("#exit-banner")
        title = explain.goal_title(self._plan or exit_, self.records)
        banner.border_title = content((title, "bold"))
        count = len(self.records.exits)
        if count > 1:
            place = self._order().index(exit_.id) + 1
            told = _("{n} of {count} exits · [ ]").format(n=place, count=count)
            banner.border_subtitle = content(told)
        else:
            banner.border_subtitle = ""
        verdict, dates, kinds = (
            self.query_one(f"#exit-{part}", Static) for part in ("verdict", "dates", "kinds")
        )
        if self._plan is None:
            verdict.update(content((f"✗ {self._refusal}", "bold $text-error")))
            dates.update("")
            kinds.update(content(_("Change a decision: v lists them.")))
            return
        verdict.update(content(*exit_text.verdict(self._plan, self.records)))
        dates.update(content(*exit_text.dates(self._plan, self.records)))
        lines = 2 if self.size.height < 30 else 3
        told_kinds = exit_text.kinds(self._plan, self.records, self.size.width - 4, lines)
        for each in conflicts(exit_.id, self.workspace.plans()):
            told_kinds += ["\n"] if told_kinds else []
            told_kinds.append((f"⇄ {conflict_told(each, self.records)}", "$text-error"))
        kinds.update(content(*told_kinds))
        kinds.display = bool(told_kinds)

    def _draw_steps(self, *, fresh: bool) -> None:
        steps = self._steps
        steps.border_title = content(_("Steps"))
        plan = self._plan
        if plan is None:
            steps.show([])
            return
        lines = plan_lines.step_lines(plan, self.records)
        behind = {step.id for step in plan.steps if step.is_behind}
        highlight = None if fresh else self._follow(behind)
        self._behind = behind
        if fresh:
            first = next((line for line in lines if isinstance(line, Row)), None)
            highlight = first.key if first else None
        steps.show(lines, highlight=highlight)
        if fresh:
            steps.focus()

    def _follow(self, behind: set[str]) -> str | None:
        """Return where the cursor goes: on to the next once a step is behind, back with undo."""
        steps = self._steps
        here = steps.highlighted
        back = self._behind - behind
        if back:
            return here if here in back else min(back)
        if here is None or here not in behind - self._behind:
            return here
        order = [row.key for row in steps.rows]
        place = order.index(here)
        nearest = [*order[place + 1 :], *reversed(order[:place])]
        return next((key for key in nearest if key not in behind), here)

    def _draw_hazards(self) -> None:
        hazards = self.query_one("#exit-hazards", RecordList)
        hazards.border_title = content(_("What goes wrong"))
        hazards.show(plan_lines.hazard_lines(self._plan, self.records) if self._plan else [])

    def _draw_detail(self) -> None:
        if self.is_behind:
            # The plan that is drawn may name what is gone; all of it is drawn anew in a moment.
            return
        panel = self.query_one("#exit-detail", VerticalScroll)
        step, plan = self._step, self._plan
        if step is None or plan is None:
            panel.border_title = ""
            panel.query_one(Told).tell(lambda _width: content())
            return
        panel.border_title = content(exit_text.step_title(step, self.records))
        records, standings = self.records, self.workspace.standings()
        also = also_told(step.item, self._open or "", self.workspace.plans(), records)
        panel.query_one(Told).tell(
            lambda width: content(*step_detail.detail(step, plan, records, standings, width, also))
        )

    def _draw_timeline(self) -> None:
        box = self.query_one("#exit-timeline", Static)
        box.border_title = content(_("Timeline"))
        if self._plan is not None:
            width = max(40, self.size.width - 4)
            box.update(content(*timeline.draw(self._plan, self.records, width, 10)))

    def on_resize(self) -> None:
        """Draw again what depends on the width, once the new one is known.

        A list that a breakpoint shows for the first time is told of its size by nobody else.
        """
        self.call_after_refresh(self._draw_for_width)

    def _draw_for_width(self) -> None:
        if self._exit is not None:
            self._draw_list()
            self._draw_banner(self._exit)
            self._draw_hazards()
            self._draw_timeline()
