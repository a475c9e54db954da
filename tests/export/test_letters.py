"""The forms in which a letter leaves: what is in it comes out as it was, whatever it is."""

from email import policy
from email.parser import BytesParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Refused
from footprint.export.letters import eml, html, left_out, mailto, render, text
from footprint.model.person import Details
from footprint.requests.letters import Letter

ME = Details(name="Hana Mori", email=("hana@example.org",), address="1-1\nTokyo")
LETTER = Letter("ja", "cancellation", ("shop@x.example",), "解約のお願い", "一行目\n\n二行目 & <b>")
TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n"), max_size=200
)


def test_the_link_opens_with_the_same_words() -> None:
    parts = urlsplit(mailto(LETTER))
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "shop@x.example")
    found = parse_qs(parts.query, strict_parsing=True)
    assert found == {"subject": [LETTER.subject], "body": [LETTER.body.replace("\n", "\r\n")]}


def test_a_mail_program_reads_the_mail() -> None:
    read = BytesParser(policy=policy.default).parsebytes(eml(LETTER, ME))
    assert read["To"] == "shop@x.example"
    assert read["From"] == "hana@example.org"
    assert read["Subject"] == LETTER.subject
    assert read["X-Unsent"] == "1"
    assert read.get_content().replace("\r\n", "\n") == LETTER.body + "\n"


@given(subject=TEXT, body=TEXT, to=TEXT, sender=TEXT)
def test_nothing_in_a_letter_becomes_a_head_of_its_own(
    subject: str, body: str, to: str, sender: str
) -> None:
    hostile = Letter("en", "other", (to, f"a@x.example\nBcc: {to}@y.example"), subject, body)
    details = Details(name=sender, email=(sender,))
    read = BytesParser(policy=policy.default).parsebytes(eml(hostile, details))
    known = {"subject", "to", "from", "x-unsent", "mime-version", "content-type"}
    assert {name.casefold() for name in read} <= known | {"content-transfer-encoding"}
    content = read.get_content().replace("\r\n", "\n")
    assert content == body + "\n"
    assert parse_qs(urlsplit(mailto(hostile)).query).keys() <= {"subject", "body"}


@given(subject=TEXT, body=TEXT, name=TEXT)
def test_a_page_shows_and_never_obeys(subject: str, body: str, name: str) -> None:
    page = html(Letter("en", "other", (), f"<script>{subject}", body), Details(name=None))
    assert "<script" not in page
    page = html(LETTER, Details(name=f"<img src=x>{name}", email=()))
    assert "<img" not in page
    assert "&amp; &lt;b&gt;" in page


def test_the_forms() -> None:
    assert text(LETTER).startswith("解約のお願い\n\n一行目")
    for form in ("text", "mailto", "eml", "html"):
        assert render(LETTER, ME, form)
    with pytest.raises(Refused, match="text, mailto, eml, html"):
        render(LETTER, ME, "pdf")


def test_a_domain_of_any_script_is_written_as_mail_carries_it() -> None:
    letter = LETTER.replace(to=("info@Münchner-Kaffee.example", "order@珈琲。example"))
    me = Details(email=("hana@森.example",))
    sent = eml(letter, me).decode("ascii")
    read = BytesParser(policy=policy.default).parsebytes(sent.encode())
    domains = [each.rpartition("@")[2] for each in (*read["To"].split(", "), read["From"])]
    assert [domain.encode().decode("idna") for domain in domains] == [
        "münchner-kaffee.example",
        "珈琲.example",
        "森.example",
    ]
    assert left_out(letter, me) == []


@pytest.mark.parametrize("address", ["窓口@x.example", "info@straße.example", "see the page", "a@"])
def test_what_no_mail_can_carry_is_told_and_becomes_no_other_address(address: str) -> None:
    letter = LETTER.replace(to=("shop@x.example", address))
    me = Details(email=(address, "hana@example.org"))
    read = BytesParser(policy=policy.default).parsebytes(eml(letter, me))
    assert (read["To"], read["From"]) == ("shop@x.example", "hana@example.org")
    assert left_out(letter, me) == [address, address]
