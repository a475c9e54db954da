"""The message catalogues: what the code says, and what each language has for it.

`python tests/catalogue.py` brings every catalogue up to date with the code (new messages come
in empty, messages that nobody says any more go) and compiles it for this checkout.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "footprint"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2)}


def sources() -> Catalog:
    """Return every message that the code marks, with the places it is said at."""
    template = Catalog(project="footprint", charset="utf-8", fuzzy=False)
    found = extract_from_dir(PACKAGE, keywords=KEYWORDS, comment_tags=["i18n:"])
    for filename, _line, message, comments, context in found:
        template.add(
            message,
            None,
            [(f"footprint/{filename}", None)],
            auto_comments=comments,
            context=context,
        )
    return template


def catalogues() -> list[Path]:
    """Return the catalogue of every language."""
    return sorted(PACKAGE.glob("locale/*/LC_MESSAGES/footprint.po"))


def read(path: Path) -> Catalog:
    """Return a language's catalogue."""
    with path.open("rb") as text:
        return read_po(text)


def update(path: Path) -> None:
    """Bring a catalogue up to date with the code, and compile it."""
    catalogue = read(path)
    template = sources()
    # Dates in the header would make every update a change.
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as text:
        write_po(
            text, catalogue, width=100, sort_output=True, omit_header=False, include_lineno=False
        )
    with path.with_suffix(".mo").open("wb") as binary:
        write_mo(binary, catalogue)


if __name__ == "__main__":
    for each in catalogues():
        update(each)
        missing = sum(1 for message in read(each) if message.id and not message.string)
        print(f"{each.relative_to(PACKAGE.parent)}: {missing} to translate")
