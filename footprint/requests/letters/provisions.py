"""Which articles a letter may name: those of its request's rule, and no others.

One row for each rule and kind; what is not here is not cited. The sources are those of the table
of deadlines; a rule without a provision (a shop's own terms, a usual time) names no law at all.
"""

from dataclasses import dataclass

LANGUAGES = ("en", "ja", "de")


@dataclass(frozen=True)
class Provision:
    """An article as each language writes it."""

    en: str
    ja: str
    de: str

    def told(self, language: str) -> str:
        """Return it as `language` writes it."""
        return str(getattr(self, language))


def _same(text: str) -> Provision:
    return Provision(text, text, text)


def _gdpr(article: str, paragraph: str = "", *, uk: bool = False) -> Provision:
    law = ("UK GDPR", "英国GDPR", "UK GDPR") if uk else ("GDPR", "GDPR", "DSGVO")
    number = f"{article}({paragraph})" if paragraph else article
    return Provision(
        f"Article {number} {law[0]}",
        f"{law[1]}第{article}条" + (f"第{paragraph}項" if paragraph else ""),
        f"Art. {article}" + (f" Abs. {paragraph}" if paragraph else "") + f" {law[2]}",
    )


def _uk(article: str, paragraph: str = "") -> Provision:
    return _gdpr(article, paragraph, uk=True)


def _appi(article: str, paragraph: str = "") -> Provision:
    tail = f"第{paragraph}項" if paragraph else ""
    mark = f" Abs. {paragraph}" if paragraph else ""
    number = f"{article}({paragraph})" if paragraph else article
    return Provision(
        f"Article {number} of Japan’s Act on the Protection of Personal Information",
        f"個人情報の保護に関する法律第{article}条{tail}",
        f"Art. {article}{mark} des japanischen Gesetzes zum Schutz personenbezogener Daten",
    )


_MAIL_JP = (
    Provision(
        "Article 3(3) of Japan’s Act on Regulation of Transmission of Specified Electronic Mail",
        "特定電子メールの送信の適正化等に関する法律第3条第3項",
        "Art. 3 Abs. 3 des japanischen Gesetzes über bestimmte elektronische Post",
    ),
)
_CH_ACCESS = Provision("Article 25 FADP", "スイス連邦データ保護法第25条", "Art. 25 DSG")
_CH_PORT = Provision("Article 28 FADP", "スイス連邦データ保護法第28条", "Art. 28 DSG")
_CH_OTHER = (
    Provision(
        "Articles 30 and 32 FADP", "スイス連邦データ保護法第30条・第32条", "Art. 30 und 32 DSG"
    ),
)

PROVISIONS: dict[tuple[str, str], tuple[Provision, ...]] = {
    ("EU-GDPR-DSR", "erasure"): (_gdpr("17", "1"), _gdpr("19")),
    ("EU-GDPR-DSR", "access"): (_gdpr("15"),),
    ("EU-GDPR-DSR", "portability"): (_gdpr("20"),),
    ("EU-GDPR-DSR", "rectification"): (_gdpr("16"), _gdpr("19")),
    ("EU-GDPR-DSR", "objection"): (_gdpr("21", "2"), _gdpr("21", "3")),
    ("EU-GDPR-MARKETING", "objection"): (_gdpr("21", "2"), _gdpr("21", "3"), _gdpr("7", "3")),
    ("EU-GDPR-MARKETING", "unsubscribe"): (_gdpr("21", "2"), _gdpr("21", "3"), _gdpr("7", "3")),
    ("UK-GDPR-DSR", "erasure"): (_uk("17", "1"), _uk("19")),
    ("UK-GDPR-DSR", "access"): (_uk("15"),),
    ("UK-GDPR-DSR", "portability"): (_uk("20"),),
    ("UK-GDPR-DSR", "rectification"): (_uk("16"), _uk("19")),
    ("UK-GDPR-DSR", "objection"): (_uk("21", "2"), _uk("21", "3")),
    ("UK-PECR-MKT", "objection"): (_uk("21", "2"), _uk("21", "3")),
    ("UK-PECR-MKT", "unsubscribe"): (_uk("21", "2"), _uk("21", "3")),
    ("DE-BGB-312K", "cancellation"): (_same("§ 312k BGB"),),
    ("DE-BGB-309-9", "cancellation"): (_same("§ 309 Nr. 9 BGB"),),
    ("FR-RESIL-3CLICS", "cancellation"): (_same("art. L215-1-1 C. consom."),),
    ("CH-FADP-ACCESS", "access"): (_CH_ACCESS,),
    ("CH-FADP-ACCESS", "portability"): (_CH_PORT,),
    ("CH-FADP-OTHER", "erasure"): _CH_OTHER,
    ("CH-FADP-OTHER", "objection"): _CH_OTHER,
    ("CH-FADP-OTHER", "rectification"): _CH_OTHER,
    ("JP-APPI-DSR", "access"): (_appi("33", "1"),),
    ("JP-APPI-DSR", "rectification"): (_appi("34", "1"),),
    ("JP-APPI-DSR", "erasure"): (_appi("35", "5"),),
    ("JP-APPI-DSR", "objection"): (_appi("35", "5"),),
    ("JP-ANTISPAM", "unsubscribe"): _MAIL_JP,
    ("US-CA-CCPA-DSR", "erasure"): (_same("Cal. Civ. Code § 1798.105"),),
    ("US-CA-CCPA-DSR", "access"): (_same("Cal. Civ. Code § 1798.110"),),
    ("US-CA-CCPA-DSR", "portability"): (_same("Cal. Civ. Code § 1798.110"),),
    ("US-CA-CCPA-DSR", "rectification"): (_same("Cal. Civ. Code § 1798.106"),),
    ("US-CA-ARL", "cancellation"): (_same("Cal. Bus. & Prof. Code § 17602"),),
    ("US-CANSPAM", "unsubscribe"): (_same("15 U.S.C. § 7704(a)(4)"),),
    ("CA-PIPEDA", "access"): (_same("PIPEDA s. 8"),),
    ("CA-PIPEDA", "rectification"): (_same("PIPEDA s. 8"),),
    ("CA-CASL", "unsubscribe"): (_same("CASL s. 11"),),
    ("BR-LGPD-ACCESS", "access"): (_same("LGPD art. 19"),),
    ("BR-LGPD-OTHER", "erasure"): (_same("LGPD art. 18"),),
    ("BR-LGPD-OTHER", "objection"): (_same("LGPD art. 18"),),
    ("BR-LGPD-OTHER", "portability"): (_same("LGPD art. 18"),),
    ("BR-LGPD-OTHER", "rectification"): (_same("LGPD art. 18"),),
    ("AU-APP", "access"): (_same("Australian Privacy Principle 12"),),
    ("AU-APP", "rectification"): (_same("Australian Privacy Principle 13"),),
    ("NZ-PA", "access"): (_same("Privacy Act 2020 (NZ), IPP 6"),),
    ("NZ-PA", "rectification"): (_same("Privacy Act 2020 (NZ), IPP 7"),),
    ("KR-PIPA", "access"): (_same("PIPA (KR) Art. 35"),),
    ("KR-PIPA", "erasure"): (_same("PIPA (KR) Art. 36"),),
    ("KR-PIPA", "rectification"): (_same("PIPA (KR) Art. 36"),),
    ("CN-PIPL", "access"): (_same("PIPL Art. 45"),),
    ("CN-PIPL", "portability"): (_same("PIPL Art. 45"),),
    ("CN-PIPL", "rectification"): (_same("PIPL Art. 46"),),
    ("CN-PIPL", "erasure"): (_same("PIPL Art. 47"),),
    ("ZA-POPIA", "access"): (_same("POPIA s. 23"),),
    ("ZA-POPIA", "erasure"): (_same("POPIA s. 24"),),
    ("ZA-POPIA", "rectification"): (_same("POPIA s. 24"),),
}

# The article that sets the date of the answer, where a law does.
DEADLINES: dict[str, Provision] = {
    "EU-GDPR-DSR": _gdpr("12", "3"),
    "EU-GDPR-MARKETING": _gdpr("12", "3"),
    "UK-GDPR-DSR": _uk("12", "3"),
    "UK-PECR-MKT": _uk("12", "3"),
    "CH-FADP-ACCESS": Provision("Article 18 DPO", "データ保護令第18条", "Art. 18 DSV"),
    "US-CA-CCPA-DSR": _same("11 CCR § 7021(b)"),
    "US-CANSPAM": _same("15 U.S.C. § 7704(a)(4)"),
    "CA-PIPEDA": _same("PIPEDA s. 8"),
    "CA-CASL": _same("CASL s. 11"),
    "BR-LGPD-ACCESS": _same("LGPD art. 19"),
    "NZ-PA": _same("Privacy Act 2020 (NZ) s. 44"),
}
# What a refusal has to give its reasons by.
REASONS: dict[str, Provision] = {
    "EU-GDPR-DSR": _gdpr("12", "4"),
    "UK-GDPR-DSR": _uk("12", "4"),
    "JP-APPI-DSR": _appi("36"),
}
# What a complaint to the controller itself rests on.
COMPLAINTS: dict[str, Provision] = {
    "UK-GDPR-DSR": Provision(
        "section 164A of the Data Protection Act 2018",
        "英国2018年データ保護法第164A条",
        "section 164A des Data Protection Act 2018",
    ),
}


def allowed(rule: str, kind: str) -> frozenset[Provision]:
    """Return every article that a letter about a request of `kind` under `rule` may name."""
    named = {*PROVISIONS.get((rule, kind), ())}
    if kind in _PRIVACY:
        named |= {table[rule] for table in (DEADLINES, REASONS, COMPLAINTS) if rule in table}
    return frozenset(named)


_PRIVACY = frozenset(
    {"erasure", "access", "portability", "rectification", "objection", "unsubscribe"}
)
