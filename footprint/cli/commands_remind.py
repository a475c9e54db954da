"""The commands about the agenda, and reminders that come by themselves."""

from footprint.cli.groups import ASK
from footprint.cli.options import JSON, OVERWRITE, TO
from footprint.cli.spec import Command, Option
from footprint.i18n import N_

_ICS = Option("ics", N_("Keep this calendar file up to date"), "FILE")
_NOTIFY = Option("notify", N_("Show a notification where something is due"))
_DETAILED = Option("detailed", N_("With names; else it only says that something is due"))

REMINDING = (
    Command(
        "agenda",
        ASK,
        N_("List everything that has a date, by day"),
        "agenda:agenda",
        options=(
            Option("days", N_("How many days to look ahead; 90 if not given"), "NUMBER"),
            TO,
            _DETAILED,
            OVERWRITE,
            JSON,
        ),
        details=N_(
            "--to writes a calendar file (.ics) with alarms instead. Without --detailed no name "
            "stands in it."
        ),
        examples=("footprint agenda --days 30", "footprint agenda --to agenda.ics"),
    ),
    Command(
        "remind install",
        ASK,
        N_("Be reminded each day, also when the program is closed"),
        "remind:install",
        options=(
            Option("systemd", N_("By a timer of systemd")),
            Option("cron", N_("By a line in your crontab")),
            Option("at", N_("At this time; 09:00 if not given"), "HH:MM"),
            _NOTIFY,
            _ICS,
            Option("short", N_("Keep counts for footprint due --short")),
            _DETAILED,
            Option("dry-run", N_("Only show what would be written")),
            Option("yes", N_("Do it without asking")),
        ),
        details=N_(
            "It shows what it writes before it does; remind uninstall takes away exactly that. "
            "Without --ics and --short it is --notify. "
            "Nobody types the passphrase for a timer: use footprint keyring on, or "
            "--passphrase-file. On macOS and Windows it prints what to do. What is due is told "
            "once a day until you act on it; a day that was missed loses nothing."
        ),
        examples=(
            "footprint remind install",
            "footprint remind install --cron --at 08:30 --ics ~/agenda.ics",
        ),
    ),
    Command(
        "remind uninstall",
        ASK,
        N_("Take away what remind install has written"),
        "remind:uninstall",
        examples=("footprint remind uninstall",),
    ),
    Command(
        "remind status",
        ASK,
        N_("Tell whether reminders come by themselves"),
        "remind:status",
        examples=("footprint remind status",),
    ),
    Command(
        "remind run",
        ASK,
        N_("Remind now; this is what the timer calls"),
        "remind:run",
        options=(_NOTIFY, _ICS, _DETAILED),
        details=N_(
            "What was shown today already is not shown again. It prints nothing unless something "
            "fails, and ends with status 4 if the vault cannot be opened."
        ),
        examples=("footprint remind run --notify",),
    ),
)
