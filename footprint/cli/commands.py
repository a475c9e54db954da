"""Every command of the command line, grouped by purpose, in the order that help shows them."""

from footprint.cli import words
from footprint.cli.commands_ask import ASKING
from footprint.cli.commands_keep import KEEPING
from footprint.cli.commands_remind import REMINDING
from footprint.cli.groups import ASK, BEGIN, GROUPS, LEAVE, LOOK, RECORD
from footprint.cli.options import (
    BY,
    ENDS,
    EXIT,
    EXPORT,
    FIELDS,
    FORMATS,
    HANDOVER,
    ITEM,
    JSON,
    NEW_PASSPHRASE,
    NOTE,
    ON,
    REF,
    REQUEST,
    STEP,
)
from footprint.cli.spec import Argument, Command, Option
from footprint.i18n import N_

__all__ = ["COMMANDS", "GROUPS"]

COMMANDS = (
    Command(
        "init",
        BEGIN,
        N_("Make a new, empty vault"),
        "vaults:init",
        options=(NEW_PASSPHRASE,),
        details=N_(
            "The vault is one encrypted file. Its passphrase is asked for twice; nobody can open "
            "the vault without it, so keep it where you will find it again."
        ),
        examples=("footprint init",),
    ),
    Command(
        "demo",
        BEGIN,
        N_("Open an example vault and look around"),
        "vaults:demo",
        options=(Option("write", N_("Only write the example vault to this file"), "FILE"),),
        details=N_(
            "The example is made anew each time, with dates around today and the passphrase "
            "“demo”. Your own vault is not touched."
        ),
        examples=("footprint demo",),
    ),
    Command(
        "add",
        RECORD,
        N_("Record an account, a subscription, a card and the like"),
        "items:add",
        arguments=(
            Argument("KIND", N_("What kind of thing it is"), choices=words.KINDS),
            Argument("NAME", N_("What you call it")),
        ),
        details=FIELDS,
        examples=(
            "footprint add service Netflix --url https://www.netflix.com/ --login me@example.org",
            'footprint add subscription "Coffee beans" --price "3980 JPY" --cycle "1 month" '
            '--notice "7 days"',
        ),
        takes_fields=True,
    ),
    Command(
        "edit",
        RECORD,
        N_("Change an item"),
        "items:edit",
        arguments=(REF,),
        options=(Option("unset", N_("Empty this field"), "FIELD", many=True),),
        details=FIELDS,
        examples=(
            "footprint edit netflix --status ending --ended_on 2027-03-31",
            "footprint edit netflix --unset closing.phone --id netflix-jp",
        ),
        takes_fields=True,
    ),
    Command(
        "remove",
        RECORD,
        N_("Remove an item with its links and requests"),
        "items:remove",
        arguments=(Argument("REF", N_("An item: its id or its whole name")),),
        details=N_("What has ended is better kept, with the status “ended”. undo brings it back."),
        examples=("footprint remove netflix",),
    ),
    Command(
        "link",
        RECORD,
        N_("Say that one item depends on another"),
        "links:link",
        arguments=ENDS,
        options=(
            Option("strength", N_("How strongly"), "STRENGTH", choices=words.STRENGTHS),
            Option("certainty", N_("How sure you are"), "CERTAINTY", choices=words.CERTAINTIES),
            NOTE,
        ),
        examples=(
            "footprint link coffee-beans provided_by bean-shop",
            "footprint link bean-shop sold_on big-market",
        ),
    ),
    Command(
        "unlink",
        RECORD,
        N_("Take a link away"),
        "links:unlink",
        arguments=ENDS,
        examples=("footprint unlink bean-shop sold_on big-market",),
    ),
    Command(
        "list",
        LOOK,
        N_("List what is recorded"),
        "items:list_items",
        arguments=(Argument("KIND", N_("Only this kind"), optional=True, choices=words.KINDS),),
        options=(Option("filter", N_("Only what has these words in it"), "TEXT"), JSON),
        examples=("footprint list subscription", "footprint list --filter coffee"),
    ),
    Command(
        "show",
        LOOK,
        N_("Show an item, its links and requests"),
        "items:show",
        arguments=(REF,),
        options=(JSON,),
        examples=("footprint show netflix",),
    ),
    Command(
        "impact",
        LOOK,
        N_("Tell what breaks if an item goes"),
        "paths:impact",
        arguments=(REF,),
        options=(JSON,),
        examples=("footprint impact visa-1234",),
    ),
    Command(
        "why",
        LOOK,
        N_("Tell how one item depends on another"),
        "paths:why",
        arguments=(
            Argument("A", N_("The item that depends")),
            Argument("B", N_("The item that it depends on")),
        ),
        options=(JSON,),
        examples=("footprint why coffee-beans visa-1234",),
    ),
    Command(
        "plan",
        LEAVE,
        N_("Tell what to do, in which order, before you leave"),
        "plans:plan",
        arguments=(Argument("REF", N_("What you want to leave"), many=True, optional=True),),
        options=(
            Option("everything", N_("Leave all that is open and yours")),
            Option("end", N_("End this item, too"), "ITEM", many=True),
            Option("move", N_("Let this item go on by another way"), "ITEM[=TO]", many=True),
            Option("keep", N_("Keep this item as it is, at your own risk"), "ITEM", many=True),
            BY,
            Option("save", N_("Keep the plan as an exit of this name"), "NAME"),
            JSON,
        ),
        examples=(
            "footprint plan big-market",
            "footprint plan big-market --move cinema-plan=visa-at-home --by 2027-03-31 "
            '--save "Leave the market"',
            "footprint plan --everything",
        ),
    ),
    Command(
        "exit list",
        LEAVE,
        N_("List the exits you have saved"),
        "exits:list_exits",
        options=(JSON,),
        examples=("footprint exit list",),
    ),
    Command(
        "exit show",
        LEAVE,
        N_("Show where an exit stands today"),
        "exits:show",
        arguments=(EXIT,),
        options=(
            Option("step", N_("Only this step: why, what waits for it, what if not"), "STEP"),
            Option("since", N_("What has changed since the end of this day"), "DATE"),
            JSON,
        ),
        examples=(
            "footprint exit show leave-the-market",
            "footprint exit show leave-the-market --step close_account:big-market",
            "footprint exit show leave-the-market --since 2026-11-16",
        ),
    ),
    Command(
        "exit export",
        LEAVE,
        N_("Write the order of an exit to a file, not encrypted"),
        "exits:export",
        arguments=(EXIT,),
        options=EXPORT,
        details=FORMATS,
        examples=("footprint exit export leave-the-market --to leave.ics --redact",),
    ),
    Command(
        "handover",
        LEAVE,
        N_("Write what your family needs to know, by each thing's wish, not encrypted"),
        "handover:write",
        options=HANDOVER,
        details=N_(
            "A wish is set with footprint edit ITEM --handover.wish keep, cancel or transfer; "
            "--handover.note says what to know. What belongs to an item follows its wish."
        ),
        examples=("footprint handover --to for-my-family.html",),
    ),
    Command(
        "exit decide",
        LEAVE,
        N_("Decide that an item ends, moves or is kept"),
        "exits:decide",
        arguments=(
            EXIT,
            ITEM,
            Argument("DECISION", N_("What becomes of it"), choices=words.DECISIONS),
        ),
        options=(Option("to", N_("Where it moves to"), "ITEM"), NOTE),
        examples=("footprint exit decide leave-the-market cinema-plan move --to visa-at-home",),
    ),
    Command(
        "exit undecide",
        LEAVE,
        N_("Take a decision back"),
        "exits:undecide",
        arguments=(EXIT, ITEM),
        examples=("footprint exit undecide leave-the-market cinema-plan",),
    ),
    Command(
        "exit done",
        LEAVE,
        N_("Record that a step is done"),
        "exits:done",
        arguments=(EXIT, STEP),
        options=(ON, NOTE),
        examples=("footprint exit done leave-the-market spend_balance:points",),
    ),
    Command(
        "exit finish",
        LEAVE,
        N_("Bring the record up to date with what was done in an exit"),
        "exits:finish",
        arguments=(EXIT,),
        options=(Option("dry-run", N_("Only tell what would be changed")),),
        details=N_(
            "What moved is linked to its new card, address or sign-in; what was cancelled, closed "
            "or removed is marked as ended. One undo takes all of it back."
        ),
        examples=("footprint exit finish new-card",),
    ),
    Command(
        "exit reopen",
        LEAVE,
        N_("Take back that a step is done"),
        "exits:reopen",
        arguments=(EXIT, STEP),
        examples=("footprint exit reopen leave-the-market spend_balance:points",),
    ),
    Command(
        "exit by",
        LEAVE,
        N_("Set the day by which an exit has to be done"),
        "exits:finish_by",
        arguments=(EXIT, Argument("DATE", N_("Like 2027-01-31; none for no such day"))),
        examples=("footprint exit by leave-the-market 2027-03-31",),
    ),
    Command(
        "exit remove",
        LEAVE,
        N_("Drop an exit; its items stay"),
        "exits:remove",
        arguments=(EXIT,),
        examples=("footprint exit remove leave-the-market",),
    ),
    Command(
        "request new",
        ASK,
        N_("Draft a request; nothing is asked yet"),
        "requests:new",
        arguments=(
            Argument("KIND", N_("What you ask for"), choices=words.REQUEST_KINDS),
            ITEM,
        ),
        options=(
            Option("channel", N_("How you ask"), "CHANNEL", choices=words.CHANNELS),
            Option("regime", N_("The deadline rule, if not the usual one"), "RULE"),
        ),
        examples=("footprint request new cancellation coffee-beans --channel email",),
    ),
    Command(
        "request log",
        ASK,
        N_("Log what you sent, and what came back"),
        "requests:log",
        arguments=(
            REQUEST,
            Argument("DIRECTION", N_("From you, or to you"), choices=words.DIRECTIONS),
            Argument("TYPE", N_("What it was"), choices=words.ENTRY_TYPES),
        ),
        options=(
            Option("outcome", N_("Of an answer or an end"), "OUTCOME", choices=words.OUTCOMES),
            ON,
            Option("channel", N_("How it came"), "CHANNEL", choices=words.CHANNELS),
            Option("to", N_("The address it went to"), "ADDRESS"),
            Option("subject", N_("Its subject"), "TEXT"),
            Option("text", N_("A file with its text, - for standard input"), "FILE"),
            Option("letter", N_("It was the letter that is kept: its address, subject and text")),
            Option("until", N_("The new date of an extension"), "DATE"),
            Option("received-on", N_("The day they received it"), "DATE"),
            Option("what", N_("Of an incident"), "WHAT", choices=words.INCIDENTS),
            Option("amount", N_("Of an incident, like “3980 JPY”"), "AMOUNT"),
            Option("attach", N_("A file that proves it, kept encrypted as evidence"), "FILE"),
        ),
        examples=(
            "footprint request log R-2026-7KQ4 out request --channel email",
            "footprint request log R-2026-7KQ4 out reminder --letter",
            "footprint request log R-2026-7KQ4 in answer --outcome complete --on 2026-11-20",
        ),
    ),
    Command(
        "request show",
        ASK,
        N_("Show a request, its log and what to do next"),
        "requests:show",
        arguments=(REQUEST,),
        options=(JSON,),
        examples=("footprint request show R-2026-7KQ4",),
    ),
    Command(
        "request list",
        ASK,
        N_("List the requests, the oldest due first"),
        "requests:list_requests",
        options=(Option("open", N_("Only those without a final answer")), JSON),
        examples=("footprint request list --open",),
    ),
    Command(
        "due",
        ASK,
        N_("List what needs you, most urgent first"),
        "due:due",
        options=(
            Option("check", N_("End with status 3 if something is overdue")),
            Option("short", N_("Only the counts, for a prompt; the vault is not opened")),
            JSON,
        ),
        details=N_(
            "--short prints “3! 2” where three things are overdue or due today and two more within "
            "seven days, nothing where nothing is due, and ? where nothing was counted for 36 "
            "hours. Counts are kept only after footprint remind install --short or --notify."
        ),
        examples=("footprint due", "footprint due --check", "footprint due --short"),
    ),
    *ASKING,
    *REMINDING,
    *KEEPING,
)
