"""Letters about requests, and the details of the person who writes them."""

import shlex
from pathlib import Path
from typing import Any

from footprint.cli.output import say, say_file, say_json, say_table, warn
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import STANDARD_STREAM
from footprint.errors import Refused
from footprint.export.letters import FORMS
from footprint.i18n import N_, _
from footprint.model.person import FIELDS, details_of
from footprint.model.requests import Request
from footprint.requests.letters import Letter
from footprint.workspace import Workspace, letters, requests
from footprint.workspace.person import set_details

_CLOSED = N_("Request {request} is closed; make a new one.")
_SETTLED = N_(
    "{request} is settled: there is nothing to write about it. --purpose writes a letter all the "
    "same."
)


def letter(args: Args, session: Session) -> None:
    """Write the letter of a request; one that goes to a file is kept with it, as one not sent."""
    target = args.text("to")
    target = None if target == STANDARD_STREAM else target
    form = args.text("as") or _form_of(target)
    keeps = target is not None or args.has("keep")
    with session.open(reading=not keeps) as workspace:
        request = requests.find(workspace.records, args.need("ID"))
        is_closed = workspace.standings()[request.id].status == "closed"
        if is_closed and args.has("keep"):
            raise Refused(_CLOSED, request=request.id)
        is_chosen = is_closed or args.text("purpose") is not None
        if not is_chosen and letters.is_settled(workspace, request.id):
            raise Refused(_SETTLED, request=request.id)
        waits = letters.kept(workspace, request.id)
        written = _wanted(args, workspace, request, waits)
        made = letters.render(workspace, request.id, written, form)
        if target is None:
            say_file(made if isinstance(made, str) else made.decode("utf-8"))
        else:
            session.write(Path(target), made, overwrite=args.has("overwrite"))
            warn(_("It is not encrypted: whoever gets hold of it can read it."))
        for sentence in letters.left_out(workspace, request.id, written, form):
            warn(sentence)
        if written == waits:
            warn(_("This is the letter that is kept with the request; --new writes another."))
        elif keeps and not is_closed:
            workspace.do(letters.keep(request.id, written, workspace.today))
            warn(_("It is kept with the request; you are reminded until it is logged as sent."))
        if not letters.is_signed(workspace, request.id):
            warn(_("It is not signed yet: footprint person --name NAME --email ADDRESS"))
        sent = letters.as_sent(written, request, workspace.today, None)
    if is_closed:
        # Nothing that is sent now could be recorded there.
        warn(_(_CLOSED).format(request=request.id))
        return
    is_kept = keeps or written == waits
    warn(_("When you have sent it: {command}").format(command=_recorded(request, sent, is_kept)))
    if not is_kept:
        warn(_("Its text is not kept; --keep keeps it with the request, and reminds you."))


def _wanted(args: Args, workspace: Workspace, request: Request, waits: Letter | None) -> Letter:
    """Return the letter that is kept, unless a new one or another one is asked for."""
    language, purpose = args.text("language"), args.text("purpose")
    is_it = (
        waits is not None
        and language in (None, waits.language)
        and purpose in (None, waits.purpose)
    )
    if waits is not None and is_it and not args.has("new"):
        return waits
    return letters.write(workspace, request.id, language, purpose)


def _recorded(request: Request, sent: dict[str, Any], is_kept: bool) -> str:
    """Return the command that records that a letter was sent."""
    words = ["footprint", "request", "log", request.id, "out", sent["type"]]
    if is_kept:
        return shlex.join([*words, "--letter"])
    for name in ("to", "subject"):
        words += [f"--{name}", sent[name]] if sent[name] else []
    return shlex.join(words)


def _form_of(target: str | None) -> str:
    """Return the form that a file's name asks for."""
    ending = (target or "").rpartition(".")[2].casefold()
    return ending if ending in FORMS else "text"


def person(args: Args, session: Session) -> None:
    """Show the person's own details, or change them."""
    owner = args.text("owner")
    fields: dict[str, Any] = {}
    for name in FIELDS:
        given = args.many(name)
        if given:
            fields[name] = list(given) if name == "email" else given[-1]
    unset = args.many("unset")
    with session.open(reading=not (fields or unset)) as workspace:
        if fields or unset:
            action = set_details(fields, unset, owner)
            if not args.has("json"):
                session.change(workspace, action)
                return
            workspace.do(action)
        found = details_of(workspace.records, owner).to_json()
        known = {name: value for name, value in found.items() if value}
        if args.has("json"):
            say_json(known)
        elif not known:
            say(_("Nothing is known of you yet; letters are signed with what you enter here."))
        else:
            say_table([(name, _told(value)) for name, value in known.items()])


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
