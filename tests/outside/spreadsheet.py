"""LibreOffice opens the table: every cell is the text that was written, and none a formula."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

from plans import plans
from programs import Failed, find, run, same

from footprint.export.formats import render

INSTALL = "apt-get install --no-install-recommends libreoffice-calc"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Comma and semicolon between cells, `"` around them, UTF-8, numbers told from text, and what looks
# like a formula evaluated: as careless as it can be told to open a table.
COMMA, SEMICOLON = (
    f"CSV:{sign},34,76,1,,0,false,true,false,false,false,1,true" for sign in (44, 59)
)
# By this the check knows that LibreOffice would take a formula for one.
BAIT = '"=1+1","楽天市場"\r\n'


def check(folder: Path) -> str:
    """Open each table as it is meant to be, and as a program with another separator does."""
    program = find(("soffice", "libreoffice"), INSTALL)
    same("a formula that is one", len(formulas(opened(program, folder, BAIT, COMMA))), 1)
    cells = 0
    for planned in plans():
        for redact in (False, True):
            text = render("csv", *planned, redact=redact)
            sheet = opened(program, folder, text, COMMA)
            same("formulas", formulas(sheet), [])
            wanted = [row for row in csv.reader(io.StringIO(text[1:], newline="")) if any(row)]
            found = [row for row in rows(sheet) if any(row)]
            same("rows", len(found), len(wanted))
            for got, row in zip(found, wanted, strict=True):
                same("a row", as_shown(got), as_shown(row))
            cells += sum(map(len, wanted))
            same("formulas", formulas(opened(program, folder, text, SEMICOLON)), [])
    return f"{cells} cells are the text that was written, Japanese and =cmd names too"


def opened(program: str, folder: Path, text: str, options: str) -> ElementTree.Element:
    """Return the sheet that LibreOffice makes of a table."""
    (folder / "order.csv").write_text(text, "utf-8", newline="")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = (program, profile, "--headless", "--norestore", f"--infilter={options}")
    run(*words, "--convert-to", "fods", "--outdir", "opened", "order.csv", folder=folder)
    sheet = ElementTree.parse(folder / "opened" / "order.fods").getroot().find(f".//{TABLE}table")
    if sheet is None:
        raise Failed("LibreOffice made no sheet of the table")
    return sheet


def formulas(sheet: ElementTree.Element) -> list[str]:
    """Return the formulas of a sheet."""
    found = (cell.get(f"{TABLE}formula") for cell in sheet.iter(f"{TABLE}table-cell"))
    return [formula for formula in found if formula]


def rows(sheet: ElementTree.Element) -> list[list[str]]:
    """Return the texts of a sheet's cells, those that it writes once for several in full."""
    found = []
    for row in sheet.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            text = "\n".join(spelt(part) for part in cell.findall(f"{TEXT}p"))
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            cells += [text] * (times if text else min(times, 20))
        found.append(cells)
    return found


def spelt(part: ElementTree.Element) -> str:
    """Return a paragraph's text; several blanks are written as an element."""
    text = part.text or ""
    for child in part:
        if child.tag == f"{TEXT}s":
            text += " " * int(child.get(f"{TEXT}c", "1"))
        text += spelt(child) if child.tag != f"{TEXT}s" else ""
        text += child.tail or ""
    return text


def as_shown(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end, blanks and line ends made the same."""
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells
