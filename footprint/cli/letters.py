"""Letters about requests, and the details of the person who writes them."""

import shlex
from pathlib import Path
from typing import Any

from footprint.cli.output import say, say_file, say_json, say_table, warn
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.export.letters import FORMS
from footprint.i18n import _
from footprint.model.person import FIELDS, details_of
from footprint.model.requests import Request
from footprint.workspace import letters, requests
from footprint.workspace.person import set_details


def letter(args: Args, session: Session) -> None:
    """Write the letter of a request."""
    target = args.text("to")
    form = args.text("as") or _form_of(target)
    with session.open(reading=True) as workspace:
        written = letters.write(
            workspace, args.need("ID"), args.text("language"), args.text("purpose")
        )
        made = letters.render(workspace, args.need("ID"), written, form)
        request = requests.find(workspace.records, args.need("ID"))
        sent = letters.as_sent(written, request, workspace.today, "email")
        owner = workspace.records.items[request.item].owner
        unsigned = details_of(workspace.records, owner).name is None
    if target is None:
        say_file(made if isinstance(made, str) else made.decode("utf-8"))
    else:
        session.write(Path(target), made, overwrite=args.has("overwrite"))
        warn(_("It is not encrypted: whoever gets hold of it can read it."))
    if unsigned:
        warn(_("It is not signed yet: footprint person --name NAME --email ADDRESS"))
    warn(_("When you have sent it: {command}").format(command=_recorded(request, sent)))


def _recorded(request: Request, sent: dict[str, Any]) -> str:
    """Return the command that records that a letter was sent."""
    words = ["footprint", "request", "log", request.id, "out", sent["type"]]
    words += ["--to", sent["to"]] if sent["to"] else []
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
        found = details_of(workspace.records, owner).model_dump(mode="json", exclude_none=True)
        known = {name: value for name, value in found.items() if value}
        if args.has("json"):
            say_json(known)
        elif not known:
            say(_("Nothing is known of you yet; letters are signed with what you enter here."))
        else:
            say_table([(name, _told(value)) for name, value in known.items()])


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
