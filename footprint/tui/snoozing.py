"""Putting a reminder to sleep until a later day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from footprint import formats
from footprint.i18n import N_, _
from footprint.tui.agenda_lines import quiet_told
from footprint.tui.screens.choose import Choice
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.screens.quick import QuickScreen
from footprint.workspace import reminders
from footprint.workspace.dates import checked

if TYPE_CHECKING:
    from footprint.agenda.due import Due
    from footprint.tui.app import FootprintApp
    from footprint.workspace import Done

_OTHER, _SEEN, _AGAIN = "other", "seen", "again"
_SPANS = (("t", 1, N_("Tomorrow")), ("w", 7, N_("In a week")), ("m", 30, N_("In thirty days")))


async def snooze(app: "FootprintApp", due: "Due") -> None:
    """Ask until when not to be reminded of `due`, and let it sleep; needs a worker."""
    assert app.workspace is not None
    today = app.workspace.today
    said = app.workspace.records.reminders
    sleeps = bool(quiet_told(due, said, today))
    chosen = await app.push_screen_wait(QuickScreen(due.text, _choices(today, sleeps=sleeps)))
    if chosen == _OTHER:
        chosen = await app.push_screen_wait(
            PromptScreen(
                _("Until which day?"),
                placeholder=_("YYYY-MM-DD"),
                check=lambda typed: reminders.snooze(due.key, checked(typed), today),
            )
        )
    if chosen == _AGAIN:
        app.perform(reminders.wake(due.key))
    elif chosen == _SEEN:
        app.perform(reminders.acknowledge(due.key, today))
    elif chosen is not None:
        until = checked(chosen)
        late = reminders.slept_over([due], until, today)

        def tell(_done: "Done") -> None:
            for sentence in late:
                app.say(sentence, severity="warning")

        app.perform(reminders.snooze(due.key, until, today), then=tell)


def _choices(today: date, *, sleeps: bool) -> list[Choice]:
    until, never = _("Quiet until"), _("Or")
    found = []
    for letter, days, words in _SPANS:
        day = today + timedelta(days=days)
        found.append(Choice(day.isoformat(), _(words), formats.day(day), until, letter))
    again = Choice(_AGAIN, _("Remind me of it again"), "", never, "r")
    return [
        *found,
        Choice(_OTHER, _("Another day…"), "", until, "o"),
        Choice(_SEEN, _("I have seen it; not again this time"), "", never, "s"),
        *([again] if sleeps else []),
    ]
