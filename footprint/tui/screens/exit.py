"""The exit: is it safe to leave, what goes wrong, which step is next."""

from datetime import date

from textual import on, work
from textual.containers import VerticalScroll

from footprint.errors import Refused
from footprint.i18n import N_, _
from footprint.planner.goals import everything
from footprint.planner.step_told import requirements_open
from footprint.tui import exit_text, step_detail
from footprint.tui.asking import Asking
from footprint.tui.commands import bindings
from footprint.tui.leaving import exit_of, plan_to_leave
from footprint.tui.recording import Recording, day_or_none
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.decide import DEFAULT, DecideScreen, present_choice
from footprint.tui.screens.exit_commands import MORE_COMMANDS, NEEDS_EXIT, OF_EXIT, STEP_COMMANDS
from footprint.tui.screens.exit_view import ExitView
from footprint.tui.screens.pick import PickScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.since import tell_changes
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.record_list import RecordList


class ExitScreen(ExitView):
    """One exit: its verdict, hazards and steps, and the detail of the highlighted step."""

    SECTION = "exit"
    HELP_TEXT = N_(
        "How to leave something safely. The banner says whether it is safe to close it today and "
        "what goes wrong if you do. The steps stand in the order to do them: a records that you "
        "asked, c what they answered, d what you did yourself. Asked is not done: only a complete "
        "answer settles a step."
    )
    CSS_PATH = "exit.tcss"
    BINDINGS = bindings(*STEP_COMMANDS, *MORE_COMMANDS)

    # -- moving about --------------------------------------------------------------------------

    @on(RecordList.Highlighted, "#exit-steps")
    def _moved(self) -> None:
        self._draw_detail()
        self.query_one("#exit-detail", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    @on(RecordList.Opened, "#exit-steps")
    def _opened(self) -> None:
        self.remove_class("-hazards")
        self.query_one("#exit-detail").focus()

    @on(RecordList.Opened, "#exit-hazards")
    def _hazard_opened(self, message: RecordList.Opened) -> None:
        self.remove_class("-hazards")
        self._steps.highlighted = message.key.partition(" ")[2]
        self._steps.focus()

    @on(RecordList.Highlighted, "#exit-list")
    def _chosen_in_list(self, message: RecordList.Highlighted) -> None:
        if message.key is not None and message.key != self._open and message.control.has_focus:
            self._open, self._behind = message.key, set()
            self._draw(fresh=True)
            message.control.focus()

    @on(RecordList.Opened, "#exit-list")
    def _opened_in_list(self) -> None:
        self._steps.focus()

    @on(Button.Pressed, "#exit-new")
    def _invited(self) -> None:
        self.action_new_exit()

    def action_go_back(self) -> None:
        """Leave the hazards or the detail for the steps; else go back to where one came from."""
        if self.has_class("-hazards") or not (self._steps.has_focus or self._exit is None):
            self.remove_class("-hazards")
            self._steps.focus()
        else:
            super().action_go_back()

    def action_show_hazards(self) -> None:
        """Show what goes wrong, or the steps again."""
        if self.query_one("#exit-hazards").has_focus:
            self.action_go_back()
            return
        if not self.query_one("#exit-hazards").display:
            self.add_class("-hazards")
        self.query_one("#exit-hazards").focus()

    def action_next_exit(self) -> None:
        """Open the next exit."""
        self._turn(1)

    def action_previous_exit(self) -> None:
        """Open the previous exit."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        exits = self._order()
        if self._open in exits and len(exits) > 1:
            self.show_subject(exits[(exits.index(self._open) + by) % len(exits)])

    @work
    async def action_switch_exit(self) -> None:
        """Choose another exit."""
        plans = self.workspace.plans()
        choices = [
            exit_text.exit_choice(self.records.exits[key], plans.get(key), self.records)
            for key in exit_text.in_order(self.records, plans)
        ]
        chosen = await self.app.push_screen_wait(ChooseScreen(_("Which exit?"), choices))
        if chosen is not None:
            self.show_subject(chosen)

    def action_open_step_item(self) -> None:
        """Show the step's item in the inventory."""
        if self._step is not None:
            self.footprint.open_item(self._step.item)

    def action_step_dependencies(self) -> None:
        """Show the step's item among what it depends on."""
        if self._step is not None:
            self.footprint.open_dependencies(self._step.item)

    def _request_of_step(self) -> str | None:
        """Return the request that the step, or else the first step it waits for, hangs on."""
        step, plan = self._step, self._plan
        if step is None or plan is None or step.request is not None:
            return step.request if step else None
        before = (first.request for first, _requirement in requirements_open(step, plan))
        return next((request for request in before if request is not None), None)

    def action_open_step_request(self) -> None:
        """Show the request that the step hangs on."""
        request = self._request_of_step()
        if request is not None:
            self.footprint.open_request(request)

    # -- recording -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what needs an exit or a step while there is none, or makes no sense for this one."""
        if not self.is_mounted or self.footprint.workspace is None:
            return True
        if action in ("switch_exit", "next_exit", "previous_exit"):
            few = None if self.records.exits else False
            return True if len(self.records.exits) > 1 else few
        if action not in NEEDS_EXIT:
            return True
        if self._exit is None:
            # Before there is an exit, nothing is advertised that needs one.
            return None if self.records.exits else False
        if action in OF_EXIT:
            return True
        return self._fits(action)

    def _fits(self, action: str) -> bool | None:
        """Tell whether an action on the highlighted step makes sense."""
        step = self._step
        if step is None:
            return None
        behind = step.is_behind
        if action in ("record_done", "record_done_on"):
            return None if step.state == "done" or step.automatic else True
        if action == "record_asked":
            asks = step.action in step_detail.ASKED_BY or step.request is not None
            return True if asks and not behind else None
        if action == "record_confirmed":
            return None if behind else True
        if action == "log_reply":
            return True if step.request is not None else None
        if action == "open_step_request":
            return True if self._request_of_step() is not None else None
        if action == "reopen_step":
            return True if step.state == "done" else None
        return True

    def action_record_done(self) -> None:
        """Record the step as done today."""
        from footprint.workspace import exits

        if self._step is not None and self._open is not None:
            done = exits.complete(self._open, self._step.id, self.workspace.today)
            self.footprint.perform(done)

    @work
    async def action_keep_proof(self) -> None:
        """Keep a file as evidence with what the step is about; `save_evidence` is done by it."""
        from footprint.tui.proving import Proving

        if self._step is not None:
            await Proving(self.footprint).attach(self._step.item)

    def action_reopen_step(self) -> None:
        """Take back that the step was done by hand."""
        from footprint.workspace import exits

        if self._step is not None and self._open is not None:
            self.footprint.perform(exits.reopen(self._open, self._step.id))

    @work
    async def action_record_done_on(self) -> None:
        """Record the step as done on another day."""
        if recording := self._recording():
            await recording.done_on()

    @work
    async def action_record_asked(self) -> None:
        """Record that the step was asked for."""
        if recording := self._recording():
            try:
                await recording.asked()
            except Refused as refusal:
                self.footprint.warn(refusal)

    @work
    async def action_record_confirmed(self) -> None:
        """Record what was answered."""
        if recording := self._recording():
            try:
                await recording.confirmed()
            except Refused as refusal:
                self.footprint.warn(refusal)

    def _recording(self) -> Recording | None:
        if self._step is None or self._open is None:
            return None
        return Recording(self.footprint, self._open, self._step)

    @work
    async def action_log_reply(self) -> None:
        """Log what came or went about the step's request."""
        if self._step is not None and self._step.request is not None:
            await Asking(self.footprint).entry(self._step.request)

    # -- deciding ------------------------------------------------------------------------------

    def action_decide_item(self) -> None:
        """Decide about the step's item."""
        if self._step is not None:
            self._decide(self._step.item)

    def action_move_item(self) -> None:
        """Decide where the step's item moves to."""
        if self._step is not None:
            self._decide(self._step.item, "move")

    def action_keep_item(self) -> None:
        """Decide to keep the step's item."""
        if self._step is not None:
            self._decide(self._step.item, "keep")

    @work
    async def action_list_decisions(self) -> None:
        """Choose an affected item and decide about it."""
        exit_ = self._exit
        if exit_ is None:
            return
        choices = exit_text.affected_choices(exit_, self._plan, self.records)
        choices = choices or [
            Choice(item, self.records.items[item].name, told)
            for item, told in present_choice(exit_, self.records).items()
        ]
        title = _("What is affected: what do you decide about?")
        chosen = await self.app.push_screen_wait(ChooseScreen(title, choices))
        if chosen is not None:
            self._decide(chosen)

    @work
    async def _decide(self, item: str, begin: str | None = None) -> None:
        from footprint.workspace import exits

        exit_ = self._exit
        if exit_ is None:
            return
        chosen = await self.app.push_screen_wait(
            DecideScreen(self.records, exit_, self._plan, self.records.items[item], begin)
        )
        if chosen is None:
            return
        today = self.workspace.today
        if chosen.decision == DEFAULT:
            self.footprint.perform(exits.undecide(exit_.id, item))
        else:
            self.footprint.perform(exits.decide(exit_.id, item, chosen.decision, today, chosen.to))

    # -- exits ---------------------------------------------------------------------------------

    @work
    async def action_new_exit(self) -> None:
        """Choose what to leave, and plan it."""
        choices = exit_text.goal_choices(self.records)
        if not choices:
            self.footprint.say(_("Add what you want to leave first, in the inventory."))
            return
        # Everything stands first, but is not what Enter alone means.
        begin = next(choice.key for choice in choices if choice.key != exit_text.EVERYTHING)
        goal = await self.app.push_screen_wait(
            PickScreen(_("What do you want to leave?"), choices, begin)
        )
        if not goal:
            return
        if exit_text.EVERYTHING in goal:
            goal = everything(self.records, self.workspace.today)
        if exit_of(self.records, goal) is not None:
            plan_to_leave(self.footprint, goal)
            return
        typed = await self._ask_by()
        if typed is not None:
            plan_to_leave(self.footprint, goal, day_or_none(typed))

    def action_finish_exit(self) -> None:
        """Link anew what moved, and mark as ended what ended."""
        from footprint.workspace.finishing import finish

        if self._open is not None:
            self.footprint.perform(finish(self._open, self.workspace.today))

    def action_remove_exit(self) -> None:
        """Remove the exit."""
        from footprint.workspace import exits

        if self._open is not None:
            self.footprint.perform(exits.remove(self._open))

    @work
    async def action_finish_by(self) -> None:
        """Ask by when the exit has to be done."""
        from footprint.workspace import exits

        exit_ = self._exit
        if exit_ is None:
            return
        typed = await self._ask_by(exit_.by)
        if typed is not None:
            self.footprint.perform(exits.finish_by(exit_.id, day_or_none(typed)))

    async def _ask_by(self, by: date | None = None) -> str | None:
        """Ask by when an exit has to be done; empty for no such day, None to go back."""
        return await self.app.push_screen_wait(
            PromptScreen(
                _("To be done by which day? Empty for none."),
                by.isoformat() if by else "",
                placeholder=_("YYYY-MM-DD"),
                check=day_or_none,
            )
        )

    @work
    async def action_tell_changes(self) -> None:
        """Ask since when, and tell what has changed."""
        if self._open is not None:
            await tell_changes(self.footprint, self._open)

    @work
    async def action_write_export(self) -> None:
        """Ask in which form and where to, and write the order of the steps."""
        if self._plan is not None and self._open is not None:
            from footprint.tui.exporting import Exporting

            await Exporting(self.footprint, self._plan, self._open).ask()

    @work
    async def action_write_handover(self) -> None:
        """Ask in which form and where to, and write what one's family needs to know."""
        from footprint.tui.exporting import WritingHandover

        await WritingHandover(self.footprint).ask()
