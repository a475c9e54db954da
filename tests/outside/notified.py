"""A notification daemon shows what was meant: text, and nothing of a name as markup or escape."""

import html
import os
from datetime import date
from pathlib import Path

import hostile
from desktop import desktop
from programs import same

from footprint.agenda import notify
from footprint.agenda.entry import Due
from footprint.model.text import shown

TODAY = date(2026, 11, 24)


def check(folder: Path) -> str:
    """Show each hostile name by itself, and the usual text; read back what came up."""
    with desktop(folder) as screen:
        os.environ.update(screen.environment)
        for name in hostile.NAMES:
            one = Due(TODAY, "step", "today", TODAY, lambda name=name: name)  # type: ignore[misc]
            # By notify-send, and where jeepney is there over the bus itself.
            for detailed in sorted({False, notify.hides_names()}):
                notify.show(notify.details([one]), detailed=detailed)
                # What shows the text reads entities in it, and nothing else may be markup.
                body = screen.seen()[0]
                same("markup in a name", body.count("<"), 0)
                same("a name", html.unescape(body), shown(name))
        notify.show(notify.summary([one, one]))
        same("the usual text", screen.seen()[0], "2 things need you today.")
        return f"{len(hostile.NAMES) + 1} notifications, each with the text that was meant"
