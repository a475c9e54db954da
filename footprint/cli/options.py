"""Arguments and options that several commands have."""

from footprint.cli import words
from footprint.cli.spec import Argument, Option
from footprint.i18n import N_

EVERYWHERE = (
    Option("vault", N_("The vault to use, instead of your own"), "PATH"),
    Option("passphrase-file", N_("Read the passphrase from this file"), "FILE"),
    Option("today", N_("Reckon from this day instead of today, like 2027-01-31"), "DATE"),
    Option("lang", N_("Speak this language"), "LANGUAGE", choices=words.LANGUAGES),
    Option("help", N_("Show this help")),
)

JSON = Option("json", N_("Print JSON, for programs"))
NOTE = Option("note", N_("A note in your own words"), "TEXT")
NEW_PASSPHRASE = Option("new-passphrase-file", N_("Take the new passphrase from here"), "FILE")
REF = Argument("REF", N_("An item: its id, its name or a part of it"))
EXIT = Argument("EXIT", N_("The id of a saved exit"))
STEP = Argument("STEP", N_("A step of the exit, like close_account:netflix"))
ITEM = Argument("ITEM", N_("An item: its id, its name or a part of it"))
REQUEST = Argument("ID", N_("The reference of a request, like R-2026-7KQ4"))
ON = Option("on", N_("The day it happened; today if not given"), "DATE")
ENDS = (
    Argument("FROM", N_("The item that depends")),
    Argument("RELATION", N_("How it depends"), choices=words.RELATIONS),
    Argument("TO", N_("The item that it depends on")),
)
BY = Option("by", N_("The day by which it has to be done"), "DATE")

FIELDS = N_(
    "Every field of the item is an option of the same name, with dots for what is inside another: "
    "--cancel.email. Repeat an option to give a list. Amounts are written “3980 JPY”, how often "
    "“1 month”, a notice “7 days” or “3 months to term_end”, a price change "
    "“2027-01-01 4200 JPY”, a pause “2026-08-01..2026-08-31”."
)

TO = Option("to", N_("The file to write, - for standard output"), "FILE")
OVERWRITE = Option("overwrite", N_("Replace the file if it is there"))
EXPORT = (
    TO,
    Option(
        "format",
        N_("Which form, if the file's name does not say"),
        "FORMAT",
        choices=words.FORMATS,
    ),
    Option("redact", N_("Leave out logins, addresses and amounts, to show it to somebody")),
    Option("detailed", N_("In a calendar, name the steps in the titles")),
    OVERWRITE,
)
HANDOVER = (
    TO,
    Option(
        "format",
        N_("Which form, if the file's name does not say"),
        "FORMAT",
        choices=words.HANDOVERS,
    ),
    OVERWRITE,
)
FORMATS = N_(
    "The end of the file's name chooses the form: .md a checklist, .html a page to print, .csv a "
    "table, .ics the dates with alarms for your calendar, .mmd a picture (Mermaid), .json "
    "everything for programs. Without a file the checklist is printed."
)
