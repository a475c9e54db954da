"""Values on the command line that more than one command reads: dates, numbers, files."""

import os
import re
import sys
from datetime import date
from pathlib import Path

from footprint.errors import Refused, Usage
from footprint.i18n import N_
from footprint.model.text import shown

# A snapshot of 10,000 items takes 5 MB; what is much larger is not one.
FILE_LIMIT = 64 * 1024 * 1024
STANDARD_STREAM = "-"


def read_day(value: str, place: str) -> date:
    """Return the date that `value` names, written YYYY-MM-DD; `place` is the option it was for.

    Raises:
        Usage: it is no date from 1900 to 2199.
    """
    if re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Usage(
                N_("{place}: there is no such day as {value}."), place=place, value=value
            ) from None
    raise Usage(
        N_("{place}: “{value}” is not a date; write it like 2027-01-31."),
        place=place,
        value=shown(value),
    )


def read_count(value: str | None, place: str, default: int) -> int:
    """Return the whole number from 1 that `value` names, or `default` without one.

    Raises:
        Usage: it is no such number.
    """
    if value is None:
        return default
    if not re.fullmatch(r"[1-9][0-9]{0,6}", value):
        raise Usage(
            N_("{place}: “{value}” is not a whole number from 1."),
            place=place,
            value=shown(value),
        )
    return int(value)


def read_input(name: str) -> bytes:
    """Return what stands in the file `name`, or on standard input for `-`.

    Raises:
        Refused: it cannot be read, or is larger than 64 MiB.
    """
    try:
        if name == STANDARD_STREAM:
            content = sys.stdin.buffer.read(FILE_LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(FILE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise cannot_read(name, error) from None
    if len(content) > FILE_LIMIT:
        raise Refused(N_("{path} is larger than 64 MB; it was not read."), path=shown(name))
    return content


def read_text(name: str) -> str:
    """Return the text in the file `name`, or on standard input for `-`; of a mail (.eml) its text.

    Raises:
        Refused: it cannot be read, or is not UTF-8.
    """
    content = read_input(name)
    if name.casefold().endswith(".eml"):
        content = _text_of_mail(content) or content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(N_("{path} is not text in UTF-8."), path=shown(name)) from None


def _text_of_mail(content: bytes) -> bytes | None:
    """Return the plain text of a mail (RFC 5322, MIME), None where it has none."""
    from email import message_from_bytes
    from email.errors import MessageError
    from email.message import EmailMessage
    from email.policy import default

    try:
        mail = message_from_bytes(content, policy=default)
        body = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
        text = body.get_content() if body is not None else None
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        # A mail that is damaged, or in a charset that nobody knows, is taken as it stands.
        return None
    return text.encode("utf-8", "replace") if isinstance(text, str) else None


def cannot_read(name: object, error: OSError | ValueError) -> Refused:
    """Return the sentence that a file cannot be read, with the system's reason."""
    if isinstance(error, ValueError):
        # A name with a NUL in it names no file.
        return Refused(N_("There is no file “{path}”."), path=shown(name))
    reason = os.strerror(error.errno or 0)
    return Refused(N_("Cannot read {path}: {reason}."), path=shown(name), reason=reason)
