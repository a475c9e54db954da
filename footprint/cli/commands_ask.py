"""The commands about requests and reminders beyond asking and logging."""

from footprint.cli import words
from footprint.cli.groups import ASK
from footprint.cli.options import JSON, NOTE, ON, OVERWRITE, REQUEST, TO
from footprint.cli.spec import Argument, Command, Option
from footprint.i18n import N_

_DUE = Argument("REF", N_("An item, a request or an exit that is due"))
_QUIET = Argument("REF", N_("An item, a request or an exit of which something sleeps"))
_WHAT = Option("what", N_("Only what is due of this kind"), "WHAT", choices=words.DUE_KINDS)

ASKING = (
    Command(
        "request edit",
        ASK,
        N_("Change the deadline rule or the channel of a request"),
        "asking:edit",
        arguments=(REQUEST,),
        options=(
            Option("regime", N_("The deadline rule; none for the usual one"), "RULE"),
            Option("channel", N_("How you ask"), "CHANNEL", choices=words.CHANNELS),
        ),
        examples=("footprint request edit R-2026-7KQ4 --regime EU-GDPR-DSR",),
    ),
    Command(
        "request letter",
        ASK,
        N_("Write the letter that a request needs next"),
        "letters:letter",
        arguments=(REQUEST,),
        options=(
            Option("language", N_("In this language"), "LANGUAGE", choices=words.LETTER_LANGUAGES),
            Option("purpose", N_("Another letter"), "PURPOSE", choices=words.PURPOSES),
            Option("as", N_("In which form"), "FORM", choices=words.LETTER_FORMS),
            Option("new", N_("Write it anew, not the one that is kept with the request")),
            Option("keep", N_("Keep it with the request, to be reminded that it is not sent")),
            TO,
            OVERWRITE,
        ),
        details=N_(
            "It is written in the language of the other party’s country, from what is recorded, "
            "and names the law of the request’s rule and no other. One that is kept with the "
            "request and not sent is printed as it was left. Sending it is yours; log it then. "
            "What goes to a file is kept with the request, and you are reminded until it is "
            "logged as sent. Your own details come from footprint person."
        ),
        examples=(
            "footprint request letter R-2026-7KQ4",
            "footprint request letter R-2026-7KQ4 --language de --purpose second_notice "
            "--to letter.eml",
        ),
    ),
    Command(
        "person",
        ASK,
        N_("Show or change your own details, for letters"),
        "letters:person",
        options=(
            Option("owner", N_("Of somebody whose items you keep"), "NAME"),
            Option("name", N_("The name"), "TEXT"),
            Option("reading", N_("How the name is read"), "TEXT"),
            Option("email", N_("An e-mail address; repeat it for more"), "ADDRESS", many=True),
            Option("phone", N_("The telephone number"), "TEXT"),
            Option("address", N_("The postal address"), "TEXT"),
            Option("country", N_("The country, like JP"), "COUNTRY"),
            Option("unset", N_("Empty this detail"), "FIELD", many=True),
            JSON,
        ),
        examples=(
            'footprint person --name "Hana Mori" --email hana@example.org',
            'footprint person --owner Grandmother --name "Kiku Mori"',
        ),
    ),
    Command(
        "request skip",
        ASK,
        N_("Leave out the next step of a request, with the reason"),
        "asking:skip",
        arguments=(REQUEST,),
        options=(Option("reason", N_("Why"), "TEXT"),),
        examples=('footprint request skip R-2026-7KQ4 --reason "They called back"',),
    ),
    Command(
        "incident",
        ASK,
        N_("Find out what a charge, a parcel or a mail belongs to, and record it"),
        "asking:incident",
        arguments=(Argument("WHAT", N_("What came"), choices=words.INCIDENTS),),
        options=(
            Option("amount", N_("What was charged, like “3980 JPY”"), "AMOUNT"),
            ON,
            Option("words", N_("What stands on the statement, or who sent it"), "TEXT"),
            Option("item", N_("Which item it belongs to, if you know"), "REF"),
            NOTE,
            Option("dry-run", N_("Only tell what it seems to be")),
            JSON,
        ),
        details=N_(
            "It finds the subscription by its amount, its dates and its name, says whether the "
            "charge could still be avoided, is contested or wrong, and records it with the "
            "request; what had ended is open again."
        ),
        examples=(
            'footprint incident charge --amount "3980 JPY" --on 2026-12-03 --dry-run',
            "footprint incident parcel --item coffee-beans",
        ),
    ),
    Command(
        "snooze",
        ASK,
        N_("Let what is due about something sleep until a day"),
        "asking:snooze",
        arguments=(_DUE,),
        options=(Option("until", N_("The day it is told again"), "DATE"), _WHAT),
        examples=("footprint snooze coffee-beans --until 2026-12-01",),
    ),
    Command(
        "acknowledge",
        ASK,
        N_("Say that you have seen what is due about something"),
        "asking:acknowledge",
        arguments=(_DUE,),
        options=(_WHAT,),
        details=N_("This occasion is not told again; the next one is."),
        examples=("footprint acknowledge coffee-beans --what charge",),
    ),
    Command(
        "wake",
        ASK,
        N_("Have told again what sleeps, or was seen, about something"),
        "asking:wake",
        arguments=(_QUIET,),
        options=(_WHAT,),
        examples=("footprint wake coffee-beans",),
    ),
    Command(
        "lead",
        ASK,
        N_("Say how many days ahead reminders come"),
        "asking:lead",
        arguments=(
            Argument("WHAT", N_("What kind of thing is due"), choices=words.DUE_KINDS),
            Argument("DAYS", N_("Days before its date, 0 to 366; usual for the program’s own")),
        ),
        options=(Option("item", N_("Only for this item"), "REF"),),
        examples=("footprint lead cut_off 14", "footprint lead charge 3 --item coffee-beans"),
    ),
    Command(
        "rules",
        ASK,
        N_("Show the deadline rules: what, by which law, how certain"),
        "asking:rules",
        arguments=(Argument("RULE", N_("Only this rule, with its sources"), optional=True),),
        options=(Option("item", N_("Only those for this item’s country"), "REF"), JSON),
        details=N_(
            "Corrections and rules of your own go to the file deadlines.json beside config.toml: "
            "a list “rules” of objects with the rule’s “id” and what is different."
        ),
        examples=("footprint rules", "footprint rules EU-GDPR-DSR"),
    ),
)
