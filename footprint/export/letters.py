"""A letter in the forms in which it leaves: text, a link, a mail, a page to print."""

import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from itertools import takewhile
from urllib.parse import quote

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.person import Details
from footprint.model.text import clean_line, shown
from footprint.requests.letters import Letter

FORMS = ("text", "mailto", "eml", "html")


def render(letter: Letter, person: Details, form: str) -> str | bytes:
    """Return `letter` in one of FORMS.

    Raises:
        Refused: there is no such form.
    """
    if form == "eml":
        return eml(letter, person)
    if form == "html":
        return html(letter, person)
    if form == "mailto":
        return mailto(letter) + "\n"
    if form == "text":
        return text(letter)
    raise Refused(
        N_("There is no form “{form}”; they are {forms}."),
        form=shown(form),
        forms=", ".join(FORMS),
    )


def text(letter: Letter) -> str:
    """Return the letter as plain text, its subject first."""
    return f"{letter.subject}\n\n{letter.body}\n"


def mailto(letter: Letter) -> str:
    """Return the link that opens the letter in a mail program (RFC 6068)."""
    to = ",".join(quote(address, safe="@") for address in letter.to)
    subject = quote(clean_line(letter.subject), safe="")
    body = quote(letter.body.replace("\n", "\r\n"), safe="")
    return f"mailto:{to}?subject={subject}&body={body}"


def eml(letter: Letter, person: Details) -> bytes:
    """Return the letter as a mail that is not sent yet (RFC 5322, with X-Unsent).

    An address that is none is left out of the head rather than breaking it (`left_out`).
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = clean_line(letter.subject)
    to = [address for each in letter.to if (address := _address(each))]
    if to:
        message["To"] = to
    sender = next((found for each in person.email if (found := _address(each))), None)
    if sender:
        message["From"] = sender
    message["X-Unsent"] = "1"
    message.set_content(letter.body + "\n", charset="utf-8", cte="base64")
    return bytes(message)


def left_out(letter: Letter, person: Details) -> list[str]:
    """Return the addresses that the mail cannot carry: those it should go to, and one's own."""
    to = [each for each in letter.to if _address(each) is None]
    return [*to, *takewhile(lambda each: _address(each) is None, person.email)]


def _address(value: str) -> Address | None:
    name, _at, domain = clean_line(value).rpartition("@")
    try:
        return Address(addr_spec=f"{name}@{_in_ascii(domain)}")
    except (ValueError, IndexError, MessageError):
        # What is no address is told by any of these.
        return None


def _in_ascii(domain: str) -> str:
    """Return a domain as mail carries it (IDNA).

    Raises:
        ValueError: it cannot be, or would become another one, as “straße” becomes “strasse” in the
            IDNA of 2003.
    """
    if domain.isascii():
        return domain
    encoded = domain.encode("idna")
    dotted = unicodedata.normalize("NFKC", domain).replace("。", ".")
    if encoded.decode("idna") != dotted.lower():
        raise ValueError(domain)
    return encoded.decode("ascii")


def html(letter: Letter, person: Details) -> str:
    """Return the letter as one page to print, with the sender's address above it."""
    sender = [part for part in (person.name, person.address, person.phone, *person.email) if part]
    head = "<br>".join(escape(line) for part in sender for line in part.split("\n"))
    paragraphs = "\n".join(
        f"<p>{'<br>'.join(escape(line) for line in block.split(chr(10)))}</p>"
        for block in letter.body.split("\n\n")
    )
    return _PAGE.format(
        language=letter.language,
        subject=escape(letter.subject),
        sender=f"<address>{head}</address>\n" if head else "",
        paragraphs=paragraphs,
    )


_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{subject}</title>
<style>
body {{ max-width: 42em; margin: 3em auto; padding: 0 1.5em; color: #111;
  font: 12pt/1.6 Georgia, "Noto Serif CJK JP", "Hiragino Mincho ProN", serif; }}
address {{ font-style: normal; text-align: right; margin-bottom: 2em; }}
h1 {{ font-size: 1.1em; margin: 2em 0 1.5em; }}
@media print {{ body {{ margin: 0; max-width: none; }} }}
</style>
{sender}<h1>{subject}</h1>
{paragraphs}
</html>
"""
