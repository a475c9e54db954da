"""Chromium prints the page: no blank page, nothing beyond the margins, every step's title there."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from plans import TODAY, Planned, plans
from programs import Failed, find, run, same

from footprint.export.formats import render
from footprint.i18n import set_language
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.plan import plan

INSTALL = "apt-get install chromium fonts-noto-cjk"
# Without a sandbox it runs as any user, and it asks nobody for updates.
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
LEAST_MARGIN = 30.0  # points; the page's own is 14 mm, some 40 points
A4 = (595, 842)


def check(folder: Path) -> str:
    """Print every page in both languages and read it back."""
    program = find(("chromium", "chromium-browser", "google-chrome"), INSTALL)
    pages = 0
    for number, (language, planned) in enumerate(given()):
        set_language(language)
        name = f"{number}.html"
        (folder / name).write_text(render("html", *planned), "utf-8")
        run(
            program,
            *QUIET,
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={number}.pdf",
            (folder / name).as_uri(),
            folder=folder,
        )
        pages += read(folder / f"{number}.pdf", planned)
    set_language("en")
    return f"{pages} pages, none of them blank or cut"


def given() -> Iterator[tuple[str, Planned]]:
    """Yield each plan in both languages: the others', one thing alone, and hundreds of steps."""
    for language in ("en", "ja"):
        for planned in (*plans(), accounts(0), accounts(100)):
            yield language, planned


def accounts(count: int) -> Planned:
    """Leaving a mail provider that so many accounts sign in with, and are registered with."""
    items = [
        {"id": "mail", "kind": "service", "name": "郵便受け", "login": "me"},
        {"id": "me", "kind": "contact", "name": "me", "type": "email", "value": "me@mail.example"},
    ]
    links = [("me", "provided_by", "mail")]
    for n in range(count):
        items.append({"id": f"s{n}", "kind": "service", "name": f"Service {n}", "login": "me"})
        links += [(f"s{n}", relation, "mail") for relation in ("signs_in_with", "recovers_with")]
        links.append((f"s{n}", "registered_with", "me"))
    records = Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json({"from": f, "relation": r, "to": t}) for f, r, t in links],
    )
    return Planned(plan(records, ["mail"], TODAY), records, "leave-mail")


def read(file: Path, planned: Planned) -> int:
    """Hold a printed page to the plan; return how many sheets it has."""
    import pypdfium2

    text = ""
    document = pypdfium2.PdfDocument(file)
    for number, sheet in enumerate(document, start=1):
        same("the size of the sheet", tuple(map(round, sheet.get_size())), A4)
        words = sheet.get_textpage()
        count = words.count_chars()
        if count < 10:
            raise Failed(f"sheet {number} of {file.name} is blank")
        for n in range(count):
            left, _bottom, right, _top = words.get_charbox(n)
            # What has no width is a space or an end of a line.
            if right > left and not LEAST_MARGIN <= left <= right <= A4[0] - LEAST_MARGIN:
                raise Failed(f"sheet {number} of {file.name} is cut at the side")
        text += words.get_text_range()
    read_text = squeezed(text)
    for step in planned.plan.steps:
        title = explain.title(step, planned.records)
        if squeezed(title) not in read_text:
            raise Failed(f"{title!r} is not in {file.name}")
    return len(document)


def squeezed(text: str) -> str:
    """Return the letters and digits alone: lines break anywhere, and fonts have their own signs."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
