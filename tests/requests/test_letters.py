"""Letters: each names the articles of its own law and no other, and none has a blank."""

import re
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Refused
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request, RequestKind
from footprint.requests.letters import LANGUAGES, PURPOSES, Letter, case_of, purposes_for, write
from footprint.requests.letters.provisions import PROVISIONS
from footprint.requests.machine import standings
from footprint.requests.table import load

TODAY = date(2026, 11, 23)
KINDS = get_args(RequestKind)
# Section 164A of the Data Protection Act 2018: what a complaint to them rests on.
UK_COMPLAINT = {"164", "2018"}
# Written by hand from LEGAL 3 to 6: rule and kind, then the articles that a letter may name.
ALLOWED = {
    ("EU-GDPR-DSR", "erasure"): {"17(1)", "19", "12(3)", "12(4)"},
    ("EU-GDPR-DSR", "access"): {"15", "12(3)", "12(4)"},
    ("EU-GDPR-DSR", "portability"): {"20", "12(3)", "12(4)"},
    ("EU-GDPR-DSR", "rectification"): {"16", "19", "12(3)", "12(4)"},
    ("EU-GDPR-DSR", "objection"): {"21(2)", "21(3)", "12(3)", "12(4)"},
    ("EU-GDPR-MARKETING", "objection"): {"21(2)", "21(3)", "7(3)", "12(3)"},
    ("EU-GDPR-MARKETING", "unsubscribe"): {"21(2)", "21(3)", "7(3)", "12(3)"},
    ("UK-GDPR-DSR", "erasure"): {*UK_COMPLAINT, "17(1)", "19", "12(3)", "12(4)"},
    ("UK-GDPR-DSR", "access"): {*UK_COMPLAINT, "15", "12(3)", "12(4)"},
    ("UK-GDPR-DSR", "portability"): {*UK_COMPLAINT, "20", "12(3)", "12(4)"},
    ("UK-GDPR-DSR", "rectification"): {*UK_COMPLAINT, "16", "19", "12(3)", "12(4)"},
    ("UK-GDPR-DSR", "objection"): {*UK_COMPLAINT, "21(2)", "21(3)", "12(3)", "12(4)"},
    ("UK-PECR-MKT", "unsubscribe"): {"21(2)", "21(3)", "12(3)"},
    ("UK-PECR-MKT", "objection"): {"21(2)", "21(3)", "12(3)"},
    ("JP-APPI-DSR", "access"): {"33(1)", "36"},
    ("JP-APPI-DSR", "rectification"): {"34(1)", "36"},
    ("JP-APPI-DSR", "erasure"): {"35(5)", "36"},
    ("JP-APPI-DSR", "objection"): {"35(5)", "36"},
    ("JP-ANTISPAM", "unsubscribe"): {"3(3)"},
    ("JP-TOKUSHO-TEIKI", "cancellation"): set(),
    ("DE-BGB-312K", "cancellation"): {"312k"},
    ("DE-BGB-309-9", "cancellation"): {"309"},
    ("US-CA-CCPA-DSR", "erasure"): {"1798.105", "7021"},
    ("US-CA-CCPA-DSR", "access"): {"1798.110", "7021"},
    ("US-CA-CCPA-DSR", "rectification"): {"1798.106", "7021"},
    ("US-CANSPAM", "unsubscribe"): {"7704"},
    ("US-CA-CCPA-DSR", "portability"): {"1798.110", "7021"},
    ("US-CA-ARL", "cancellation"): {"17602"},
    ("FR-RESIL-3CLICS", "cancellation"): {"L215-1-1"},
    ("CH-FADP-ACCESS", "access"): {"25", "18"},
    ("CH-FADP-ACCESS", "portability"): {"28", "18"},
    ("CH-FADP-OTHER", "erasure"): {"30", "32"},
    ("CH-FADP-OTHER", "objection"): {"30", "32"},
    ("CH-FADP-OTHER", "rectification"): {"30", "32"},
    ("CA-PIPEDA", "access"): {"8"},
    ("CA-PIPEDA", "rectification"): {"8"},
    ("CA-CASL", "unsubscribe"): {"11"},
    ("BR-LGPD-ACCESS", "access"): {"19"},
    ("BR-LGPD-OTHER", "erasure"): {"18"},
    ("BR-LGPD-OTHER", "objection"): {"18"},
    ("BR-LGPD-OTHER", "portability"): {"18"},
    ("BR-LGPD-OTHER", "rectification"): {"18"},
    ("AU-APP", "access"): {"12"},
    ("AU-APP", "rectification"): {"13"},
    # The year of the Act is no article.
    ("NZ-PA", "access"): {"6", "44", "2020"},
    ("NZ-PA", "rectification"): {"7", "44", "2020"},
    ("KR-PIPA", "access"): {"35"},
    ("KR-PIPA", "erasure"): {"36"},
    ("KR-PIPA", "rectification"): {"36"},
    ("CN-PIPL", "access"): {"45"},
    ("CN-PIPL", "portability"): {"45"},
    ("CN-PIPL", "rectification"): {"46"},
    ("CN-PIPL", "erasure"): {"47"},
    ("ZA-POPIA", "access"): {"23"},
    ("ZA-POPIA", "erasure"): {"24"},
    ("ZA-POPIA", "rectification"): {"24"},
    ("US-STATES-45", "erasure"): set(),
    ("GENERIC", "cancellation"): set(),
    ("GENERIC", "refund"): set(),
    ("GENERIC", "card_removal"): set(),
    ("GENERIC", "erasure"): set(),
}
# What an article looks like in any of the laws, in any of the languages.
_ARTICLE = re.compile(
    r"(?:Articles?|Art\.|art\.|§|第|IPP|[Pp]rinciple|[Gg]rundsatz|[Ss]ections?|s\.|clause|条第)"
    r"\s*L?\d+[\d.a-z]*|\d+ (?:U\.S\.C\.|CCR)"
)
_LAWS = re.compile(
    r"UK GDPR|英国GDPR|(?<!UK )(?<!英国)GDPR|DSGVO|FADP|DSG\b|個人情報の保護に関する法律"
    r"|Protection of Personal Information|zum Schutz personenbezogener|特定電子メール"
    r"|Specified Electronic Mail|elektronische Post|BGB|Civil Code|Zivilgesetzbuch|民法|CCR"
    r"|Code of Regulations|州規則集|Professions Code|事業・職業法|U\.S\.C|CAN-SPAM|合衆国法典"
    r"|PIPEDA|CASL|LGPD|PIPA|PIPL|POPIA|consommation|Consumer Code|消費法典|Privacy Act"
    r"|Privacy Principle|プライバシー(?:法|原則)|データ保護[法令]|個人情報保護[法・]"
    r"|Datenschutzgesetz|Datenschutzverordnung|Data Protection (?:Act|Law|Ordinance)"
)
WAY = {"email": ["a@x.example", "b@x.example"], "phone": "+81-3-0000-0000"}
PERSON = {
    "name": "Hana Mori",
    "email": ["hana@example.org"],
    "phone": "090",
    "address": "1-1 Chiyoda\nTokyo",
}


def vault(kind: str, regime: str | None, *, knows: bool, log: list[dict[str, Any]]) -> Records:
    """A request about a subscription, with all that can be known about it, or next to nothing."""
    shop: dict[str, Any] = {"id": "shop", "kind": "shop", "name": "Bean & Co"}
    order: dict[str, Any] = {"id": "order", "kind": "subscription", "name": "Coffee beans"}
    extra, links = [], []
    if knows:
        shop |= {"login": "hana", "country": "DE", "closing": WAY}
        order |= {
            "price": {"amount": "19.90", "currency": "EUR"},
            "cycle": {"every": 1, "unit": "month"},
            "first_charge_on": "2025-01-31",
            "cancel": WAY,
        }
        card = {"kind": "instrument", "network": "VISA", "last4": "1234", "issuer": "Bank"}
        extra = [
            {"id": "card", "name": "My card", **card},
            {"id": "stored", "kind": "payment_method", "name": "VISA at the shop"},
            {"id": "me", "kind": "contact", "name": "me", "value": "hana@example.org"},
        ]
        links = [
            ("order", "provided_by", "shop"),
            ("order", "charged_to", "stored"),
            ("stored", "draws_on", "card"),
            ("shop", "registered_with", "me"),
        ]
    request: dict[str, Any] = {"id": "R-2026-ABCD", "kind": kind, "item": "order", "log": log}
    if regime:
        request["regime"] = regime
    return Records.of(
        [Item.from_json(item) for item in (shop, order, *extra)],
        [Link.from_json({"from": a, "relation": r, "to": b}) for a, r, b in links],
        [Request.from_json(request)],
        [],
        {"person": PERSON} if knows else {},
    )


ASKED = {"on": "2026-10-01", "direction": "out", "type": "request", "channel": "email"}
LOGS: dict[str, list[dict[str, Any]]] = {
    "draft": [],
    "asked": [{**ASKED, "to": "a@x.example"}],
    "questioned": [ASKED, {"on": "2026-10-05", "direction": "in", "type": "info_requested"}],
    "partial": [
        ASKED,
        {"on": "2026-10-05", "direction": "in", "type": "answer", "outcome": "partial"},
    ],
    "refused": [
        ASKED,
        {"on": "2026-10-05", "direction": "in", "type": "answer", "outcome": "refused"},
        {"on": "2026-10-12", "direction": "out", "type": "escalation", "channel": "web"},
    ],
    "mailed": [
        ASKED,
        {"on": "2026-10-05", "direction": "in", "type": "answer", "outcome": "complete"},
        {"on": "2026-10-31", "direction": "in", "type": "incident", "what": "mail"},
    ],
    "broken": [
        ASKED,
        {"on": "2026-10-05", "direction": "in", "type": "answer", "outcome": "complete"},
        {
            "on": "2026-10-31",
            "direction": "in",
            "type": "incident",
            "what": "charge",
            "amount": {"amount": "19.90", "currency": "EUR"},
        },
    ],
}


def letters(records: Records, purposes: tuple[str, ...] | None = None) -> list[Letter]:
    request = next(iter(records.requests.values()))
    standing = standings(records, TODAY)[request.id]
    case = case_of(records, request, standing, TODAY)
    wanted = purposes or tuple(purposes_for(case))
    return [write(case, language, purpose) for language in LANGUAGES for purpose in wanted]


def assert_whole(letter: Letter) -> None:
    text = f"{letter.subject}\n{letter.body}"
    for hole in ("{", "}", "None", "  ", "\n\n\n", " ,", " .", "()", "（）", "“”", "「」", "„“"):
        assert hole not in text, (hole, text)
    assert letter.subject.strip() and "\n" not in letter.subject
    assert letter.body == letter.body.strip()
    for line in letter.body.split("\n"):
        assert line == line.strip()


@pytest.mark.parametrize("state", LOGS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("knows", [True, False])
def test_every_letter_is_whole(kind: str, state: str, knows: bool) -> None:
    for letter in letters(vault(kind, None, knows=knows, log=LOGS[state]), PURPOSES):
        assert_whole(letter)


@pytest.mark.parametrize(("rule", "kind"), ALLOWED)
def test_a_letter_names_the_articles_of_its_law_and_no_others(rule: str, kind: str) -> None:
    seen: set[str] = set()
    for state in LOGS.values():
        for letter in letters(vault(kind, rule, knows=True, log=state)):
            text = letter.body
            for provision in letter.provisions:
                assert provision in text
                seen.add(provision)
                text = text.replace(provision, "")
            assert not _ARTICLE.search(text), (_ARTICLE.search(text), letter.body)
            assert not _LAWS.search(text), (_LAWS.search(text), letter.body)
    numbers = {number for provision in seen for number in _numbers(provision)}
    assert numbers <= ALLOWED[rule, kind]
    assert bool(numbers) == bool(ALLOWED[rule, kind])


def _numbers(provision: str) -> set[str]:
    """Return the articles of a provision, written alike in all languages: 17(1)."""
    alike = re.sub(r"第(\d+)条第(\d+)項", r"\1(\2)", provision)
    alike = re.sub(r"Art\. (\d+) Abs\. (\d+)", r"\1(\2)", alike)
    # A second paragraph of the same article: 21(2) and (3), Abs. 2 und Abs. 3, 第2項および第3項.
    second = r"(\d+)(\(\d+\))(?: and \((\d+)\)| und Abs\. (\d+)|および第(\d+)項)"
    alike = re.sub(
        second, lambda m: f"{m[1]}{m[2]} {m[1]}({next(filter(None, m.groups()[2:]))})", alike
    )
    # What is no article: the title of a code, and what is inside one.
    titles = r"15 U\.S\.C\.|第15編|[Tt]it(?:le|el) 11|第11編"
    alike = re.sub(rf"{titles}|\(a\)\(4\)|(?:Nr|no)\. 9|条第9号|\(b\)", "", alike)
    return set(re.findall(r"L?\d+(?:[.-]\d+)*k?(?:\(\d\))?", alike))


def test_the_table_is_of_rules_and_kinds_that_there_are() -> None:
    assert set(PROVISIONS) <= set(ALLOWED)
    for rule, kind in PROVISIONS:
        assert kind in load().rule(rule).kinds


def test_whoever_ends_a_mailing_names_the_address() -> None:
    for letter in letters(vault("unsubscribe", None, knows=True, log=[])):
        asked, identity = letter.body.split("R-2026-ABCD")[0].rsplit("\n\n", 1)
        assert "hana@example.org" in asked and "hana@example.org" in identity


def test_a_usual_time_is_never_called_a_law() -> None:
    for letter in letters(vault("cancellation", "JP-TOKUSHO-TEIKI", knows=True, log=[])):
        assert letter.provisions == ()
    erasure = letters(vault("erasure", "JP-APPI-DSR", knows=True, log=LOGS["asked"]), ("erasure",))
    for letter in erasure:
        assert "12" not in "".join(letter.provisions)


def test_the_language_is_theirs_and_the_letter_the_one_needed_next() -> None:
    records = vault("cancellation", None, knows=True, log=LOGS["asked"])
    request = next(iter(records.requests.values()))
    standing = standings(records, TODAY)[request.id]
    letter = write(case_of(records, request, standing, TODAY))
    assert (letter.language, letter.purpose) == ("de", "second_notice")
    # Their other address, which nothing was sent to yet.
    assert letter.to == ("b@x.example",)
    with pytest.raises(Refused):
        write(case_of(records, request, standing, TODAY), "fr")


def test_a_dispute_has_the_card_the_charge_and_what_was_said() -> None:
    records = vault("cancellation", None, knows=True, log=LOGS["broken"])
    for letter in letters(records, ("dispute",)):
        assert "VISA ••••1234" in letter.body
        assert "19" in letter.body and "Bean & Co" in letter.body
        assert letter.body.count("R-2026-ABCD") == 1
        assert letter.to == ()
    german = next(each for each in letters(records, ("dispute",)) if each.language == "de")
    assert "am 1. Oktober 2026 gekündigt" in german.body
    assert "am 5. Oktober 2026 bestätigt" in german.body
    assert "31. Oktober 2026" in german.body


def german(kind: str, log: list[dict[str, Any]], purpose: str, *, knows: bool = True) -> str:
    found = letters(vault(kind, None, knows=knows, log=log), (purpose,))
    return next(each.body for each in found if each.language == "de")


def test_a_date_of_one_s_own_is_not_the_law_s() -> None:
    again = german("erasure", LOGS["asked"], "erasure")
    assert "Art. 12 Abs. 3 DSGVO ist am 2. November 2026 abgelaufen" in again
    assert "an diesem Tag endet" not in again
    done = german("erasure", [ASKED, LOGS["mailed"][1]], "erasure")
    assert "bis dahin" not in done


def test_a_second_notice_says_what_they_answered() -> None:
    for state, said in (
        ("asked", "bisher nicht erhalten"),
        ("partial", "bisher nur zum Teil"),
        ("refused", "am 5. Oktober 2026 abgelehnt"),
        ("mailed", "Dennoch kam am 31. Oktober 2026 erneut Werbung"),
    ):
        assert said in german("erasure", LOGS[state], "second_notice"), state
        assert said in german("erasure", LOGS[state], "complaint"), state
    for state in ("partial", "refused", "mailed"):
        assert "nicht erhalten" not in german("erasure", LOGS[state], "second_notice")


def test_a_german_notice_gives_two_weeks_from_its_arrival_and_cancels_again() -> None:
    notice = german("erasure", LOGS["asked"], "second_notice")
    assert "binnen zwei Wochen ab Zugang dieses Schreibens" in notice
    assert "an die Landesdatenschutzbehörde." in notice
    notice = german("cancellation", LOGS["asked"], "second_notice")
    assert "hiermit vorsorglich erneut" in notice
    assert "hiermit vorsorglich erneut" not in german(
        "cancellation", LOGS["broken"], "second_notice"
    )


def test_nothing_is_demanded_before_it_is_due() -> None:
    notice = german("erasure", [{**ASKED, "on": "2026-11-20"}], "second_notice")
    assert "bis spätestens zum 21. Dezember 2026" in notice


def test_the_mandate_that_ends_is_the_one_that_there_is() -> None:
    assert "meine Karte zu belasten" in german("cancellation", [], "cancellation")
    unknown = german("cancellation", [], "cancellation", knows=False)
    assert "etwa erteiltes SEPA-Lastschriftmandat" in unknown
    # Nothing is known of its terms: there is no date to fall back on.
    assert "hilfsweise" not in unknown


@pytest.mark.parametrize("state", LOGS)
@pytest.mark.parametrize("kind", KINDS)
def test_german_goes_on_in_lower_case_after_the_greeting(kind: str, state: str) -> None:
    for letter in letters(vault(kind, None, knows=True, log=LOGS[state]), PURPOSES):
        if letter.language == "de":
            start = letter.body.split("\n\n")[1]
            assert start[0].islower(), start


def one(language: str, kind: str, log: list[dict[str, Any]], purpose: str) -> str:
    return one_letter(language, kind, log, purpose).body


def one_letter(language: str, kind: str, log: list[dict[str, Any]], purpose: str) -> Letter:
    found = letters(vault(kind, None, knows=True, log=log), (purpose,))
    return next(each for each in found if each.language == language)


BOUNCED = [ASKED, {"on": "2026-10-02", "direction": "in", "type": "bounce"}]


@pytest.mark.parametrize("purpose", ["second_notice", "complaint", "platform"])
def test_a_japanese_letter_says_how_it_stands(purpose: str) -> None:
    waiting = ("まだいただいておりません", "まだ得られておりません", "まだ受けておりません")
    for state, said in (
        ("partial", "2026年10月5日に一部対応済みとの"),
        ("refused", "2026年10月5日に、応じられない旨の"),
        ("mailed", "2026年10月31日に再び広告が届きました"),
        ("broken", "2026年10月31日に再び請求がありました"),
    ):
        body = one("ja", "erasure", LOGS[state], purpose)
        assert said in body, state
        assert not any(each in body for each in waiting)
    assert any(each in one("ja", "erasure", LOGS["asked"], purpose) for each in waiting)


def test_a_japanese_complaint_says_nothing_was_asked_where_nothing_was() -> None:
    for kind in ("complaint", "dispute"):
        for state in ("draft", "asked"):
            assert "求め" not in one("ja", kind, LOGS[state], "complaint")
    assert "求め" not in one("ja", "erasure", BOUNCED, "complaint")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "came back on 2 October"), ("de", "kam am 2. Oktober"), ("ja", "10月2日に不達")],
)
def test_what_came_back_is_told_the_platform_and_the_body(language: str, said: str) -> None:
    for purpose in ("platform", "complaint"):
        body = one(language, "erasure", BOUNCED, purpose)
        assert said in body and "Coffee beans" in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_threatened_with_a_body_that_has_it_already(language: str) -> None:
    known = {"en": "I will turn to", "de": "wende ich mich an", "ja": "に相談いたします"}[language]
    assert known in one(language, "erasure", LOGS["asked"], "second_notice")
    further = {"on": "2026-11-05", "direction": "out", "type": "escalation", "channel": "web"}
    body = one(language, "erasure", [*LOGS["asked"], further], "second_notice")
    assert known not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_issuer_is_told_which_contract_was_cancelled(language: str) -> None:
    for purpose in ("stop_order", "dispute"):
        asked = one(language, "cancellation", LOGS["asked"], purpose)
        assert "Coffee beans" in asked.split("R-2026-ABCD")[0]


def debited(purpose: str, log: list[dict[str, Any]]) -> dict[str, str]:
    """A letter about what a bank account pays, in each language."""
    found = vault("cancellation", None, knows=True, log=log)
    card = found.items["card"].changed(type="bank_account", network=None, issuer=None)
    items = [{**found.items, "card": card}[key] for key in found.items]
    account = Records.of(items, found.links.values(), found.requests.values(), [])
    made = letters(account, (purpose,))
    for letter in made:
        assert_whole(letter)
    return {letter.language: letter.body for letter in made}


def test_a_bank_reads_of_direct_debits_and_of_no_card() -> None:
    asked = debited("stop_order", LOGS["asked"])
    assert "stop all further direct debits by Bean & Co" in asked["en"]
    assert "keine Lastschriften von Bean & Co" in asked["de"]
    assert "Bean & Coによる今後の口座振替" in asked["ja"]
    stopped = [*LOGS["asked"], further("2026-10-20", "card issuer")]
    disputed = debited("dispute", stopped)
    for language, said in (
        ("en", "I asked the bank to stop direct debits by Bean & Co (to the bank)"),
        ("de", "Ich habe die Bank gebeten, Lastschriften von Bean & Co nicht mehr einzulösen"),
        ("ja", "銀行にBean & Coによる口座振替の停止を依頼"),
    ):
        assert said in disputed[language]
    for body in (*asked.values(), *disputed.values()):
        for word in ("card", "Karte", "カード", "karten"):
            assert word not in body


def further(on: str, to: str | None = None) -> dict[str, Any]:
    return {"on": on, "direction": "out", "type": "escalation", **({"to": to} if to else {})}


STOPPED = {
    "en": "stop payments to Bean & Co",
    "de": "Zahlungen an Bean & Co zu sperren",
    "ja": "Bean & Coへの支払い停止を依頼",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_issuer_reads_of_the_order_to_stop_as_one(language: str) -> None:
    asked, answer, charge = LOGS["broken"]
    log = [asked, answer, further("2026-10-20", "Bank"), charge]
    body = one(language, "cancellation", log, "dispute")
    (line,) = [each for each in body.splitlines() if "Bank" in each and "20" in each]
    assert STOPPED[language] in line
    # What follows a charge first is its dispute, and what went to others is no order.
    for entry in (further("2026-11-02", "Bank"), further("2026-11-02", "The Mall")):
        body = one(language, "cancellation", [*LOGS["broken"], entry], "dispute")
        assert STOPPED[language] not in body.split("R-2026-ABCD")[1]


DEMANDED = {
    "en": "I asked for the money back",
    "de": "Ich habe die Rückzahlung verlangt",
    "ja": "：請求額の返金を依頼",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_tells_a_demand_for_the_money_from_a_reminder(language: str) -> None:
    def told(log: list[dict[str, Any]], kind: str = "cancellation") -> str:
        return one(language, kind, log, "dispute").split("R-2026-ABCD")[1]

    def reminder(subject: str | None = None) -> dict[str, Any]:
        line = {"on": "2026-11-02", "direction": "out", "type": "reminder"}
        return {**line, **({"subject": subject} if subject else {})}

    demand, reminded = (
        one_letter(language, "cancellation", LOGS["broken"], purpose).subject
        for purpose in ("refund", "second_notice")
    )
    # By its subject, whatever the name of what was charged was then; else by what came before.
    for subject in (demand, demand.replace("Coffee beans", "Beans"), "Money back!", None):
        assert DEMANDED[language] in told([*LOGS["broken"], reminder(subject)])
    assert DEMANDED[language] in told([*LOGS["asked"], reminder(demand)])
    assert DEMANDED[language] not in told([*LOGS["broken"], reminder(reminded)])
    assert DEMANDED[language] not in told([*LOGS["asked"], reminder()])
    # What could not be avoided any more gives nothing back.
    asked, _answer, charge = LOGS["broken"]
    owed = {**charge, "on": "2026-10-01"}
    assert DEMANDED[language] not in told([asked, owed, reminder()])
    assert DEMANDED[language] not in told([asked, reminder()], "refund")


@pytest.mark.parametrize(
    ("language", "issuer", "authority"),
    [
        ("en", "to the card’s issuer", "to an authority"),
        ("de", "an das kartenausgebende Institut", "an eine Behörde"),
        ("ja", "宛先：カード会社", "宛先：公的機関"),
    ],
)
def test_who_has_no_name_is_put_in_the_letter_s_language(
    language: str, issuer: str, authority: str
) -> None:
    for word, said in (
        ("card issuer", issuer), ("カード会社", issuer),
        ("The card's issuer", issuer), ("an authority", authority), ("公的機関", authority),
    ):  # fmt: skip
        body = one(
            language, "cancellation", [*LOGS["asked"], further("2026-10-20", word)], "dispute"
        )
        assert said in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_its_date(language: str) -> None:
    today = {"en": "23 November 2026", "de": "23. November 2026", "ja": "2026年11月23日"}
    for kind in KINDS:
        assert one(language, kind, LOGS["draft"], kind).count(today[language]) == 1


def test_who_is_to_erase_is_told_no_more_than_it_takes() -> None:
    body = one("en", "erasure", LOGS["draft"], "erasure")
    assert "hana@example.org" in body and "Chiyoda" not in body and "090" not in body
    for kind in ("cancellation", "objection"):
        assert "Chiyoda" in one("en", kind, LOGS["draft"], kind)
    assert "Chiyoda" in one("en", "erasure", LOGS["questioned"], "information")


def test_a_sum_is_not_told_where_a_part_of_it_is_unknown() -> None:
    again = {"on": "2026-11-12", "direction": "in", "type": "incident", "what": "charge"}
    assert "refund €19.90" in one("en", "cancellation", LOGS["broken"], "refund")
    assert "refund what was charged" in one(
        "en", "cancellation", [*LOGS["broken"], again], "refund"
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_name_that_ends_in_a_full_stop_has_but_one(language: str) -> None:
    records = vault("cancellation", None, knows=True, log=LOGS["asked"])
    shop = records.items["shop"].changed(name="Bean & Co.")
    records = records.having("items", {**records.items, "shop": shop})
    for purpose in ("complaint", "stop_order", "dispute"):
        for each in letters(records, (purpose,)):
            assert each.language != language or ".." not in each.body


HOSTILE = st.text(
    st.sampled_from('{}[]<>&"%\\\n\r\t\u202e\x00ab日本 .,:;@'), min_size=1, max_size=40
).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(name=HOSTILE, person=HOSTILE, kind=st.sampled_from(KINDS))
def test_names_are_only_names(name: str, person: str, kind: str) -> None:
    records = vault(kind, None, knows=True, log=LOGS["broken"])
    item = records.items["order"].changed(name=name)
    hostile = records.having("items", {**records.items, "order": item})
    hostile = hostile.having("sections", {"person": {"name": person}})
    for letter in letters(hostile):
        assert letter.subject and letter.body
