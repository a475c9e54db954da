"""Which articles a letter may name: those of its request's rule, and no others.

One row for each rule and kind; what is not here is not cited. The sources are those of the table
of deadlines; a rule without a provision (a shop's own terms, a usual time) names no law at all.
Each is written so that it can stand after “rely on” and “under”, „auf“ and „nach“: in German it
has no article of its own that would have to be declined.
"""

from dataclasses import dataclass

LANGUAGES = ("en", "ja", "de")


@dataclass(frozen=True)
class Provision:
    """An article, or several of one law, as each language writes it."""

    en: str
    ja: str
    de: str

    def told(self, language: str) -> str:
        """Return it as `language` writes it."""
        return str(getattr(self, language))

    def of(self, law: "Provision") -> "Provision":
        """Return it with the name of its law: before it in Japanese, after it elsewhere."""
        return Provision(f"{self.en} {law.en}", f"{law.ja}{self.ja}", f"{self.de} {law.de}")


def _article(number: str, paragraph: str = "") -> Provision:
    return Provision(
        f"Article {number}({paragraph})" if paragraph else f"Article {number}",
        f"第{number}条" + (f"第{paragraph}項" if paragraph else ""),
        f"Art. {number}" + (f" Abs. {paragraph}" if paragraph else ""),
    )


def _section(number: str) -> Provision:
    return Provision(f"section {number}", f"第{number}条", f"Section {number}")


def _code_section(number: str) -> Provision:
    """Return a section of a code, which German gives the sign of its own codes."""
    return Provision(f"section {number}", f"第{number}条", f"§ {number}")


_GDPR = Provision("GDPR", "GDPR", "DSGVO")
_UK_GDPR = Provision("UK GDPR", "英国GDPR", "UK GDPR")
_DPA = Provision(
    "of the Data Protection Act 2018",
    "英国2018年データ保護法",
    "des britischen Data Protection Act 2018",
)
_BGB = Provision("of the German Civil Code (BGB)", "ドイツ民法典（BGB）", "BGB")
_CONSOMMATION = Provision(
    "of the French Consumer Code",
    "フランス消費法典",
    "des französischen Verbrauchergesetzbuchs (Code de la consommation)",
)
_FADP = Provision(
    "of Switzerland’s Federal Act on Data Protection (FADP)",
    "スイス連邦データ保護法",
    "des schweizerischen Datenschutzgesetzes (DSG)",
)
_DPO = Provision(
    "of Switzerland’s Data Protection Ordinance (DPO)",
    "スイス連邦データ保護令",
    "der schweizerischen Datenschutzverordnung (DSV)",
)
_APPI = Provision(
    "of Japan’s Act on the Protection of Personal Information",
    "個人情報の保護に関する法律",
    "des japanischen Gesetzes zum Schutz personenbezogener Daten",
)
_MAIL_JP = Provision(
    "of Japan’s Act on Regulation of Transmission of Specified Electronic Mail",
    "特定電子メールの送信の適正化等に関する法律",
    "des japanischen Gesetzes über bestimmte elektronische Post",
)
_CAL_CIVIL = Provision(
    "of the California Civil Code", "カリフォルニア州民法典", "des kalifornischen Zivilgesetzbuchs"
)
_CAL_BUSINESS = Provision(
    "of the California Business and Professions Code",
    "カリフォルニア州事業・職業法典",
    "des kalifornischen Business and Professions Code",
)
_CAL_ANSWER = Provision(
    "section 7021(b) of Title 11 of the California Code of Regulations",
    "カリフォルニア州規則集第11編第7021条(b)",
    "Titel 11 § 7021(b) des kalifornischen Code of Regulations",
)
_CAN_SPAM = Provision(
    "the CAN-SPAM Act (15 U.S.C. § 7704(a)(4))",
    "米国CAN-SPAM法（合衆国法典第15編第7704条(a)(4)）",
    "15 U.S.C. § 7704(a)(4) (CAN-SPAM Act der USA)",
)
_PIPEDA = Provision(
    "of Canada’s Personal Information Protection and Electronic Documents Act (PIPEDA)",
    "カナダ個人情報保護・電子文書法（PIPEDA）",
    "des kanadischen Datenschutzgesetzes (PIPEDA)",
)
_CASL = Provision(
    "of Canada’s Anti-Spam Legislation (CASL)",
    "カナダ迷惑メール防止法（CASL）",
    "des kanadischen Anti-Spam-Gesetzes (CASL)",
)
_LGPD = Provision(
    "of Brazil’s General Data Protection Law (LGPD)",
    "ブラジル一般データ保護法（LGPD）",
    "des brasilianischen Datenschutzgesetzes (LGPD)",
)
_NZ_PRIVACY = Provision(
    "of New Zealand’s Privacy Act 2020",
    "ニュージーランド2020年プライバシー法",
    "des neuseeländischen Privacy Act 2020",
)
_KR_PIPA = Provision(
    "of Korea’s Personal Information Protection Act (PIPA)",
    "大韓民国個人情報保護法",
    "des südkoreanischen Datenschutzgesetzes (PIPA)",
)
_CN_PIPL = Provision(
    "of China’s Personal Information Protection Law (PIPL)",
    "中華人民共和国個人情報保護法",
    "des chinesischen Datenschutzgesetzes (PIPL)",
)
_POPIA = Provision(
    "of South Africa’s Protection of Personal Information Act (POPIA)",
    "南アフリカ個人情報保護法（POPIA）",
    "des südafrikanischen Datenschutzgesetzes (POPIA)",
)

# What both GDPRs are cited with.
_ERASURE = Provision(
    "Articles 17(1) and 19", "第17条第1項および第19条", "Art. 17 Abs. 1 und Art. 19"
)
_RECTIFICATION = Provision("Articles 16 and 19", "第16条および第19条", "Art. 16 und Art. 19")
_OBJECTION = Provision(
    "Article 21(2) and (3)", "第21条第2項および第3項", "Art. 21 Abs. 2 und Abs. 3"
)
_MARKETING = Provision(
    "Articles 21(2), 21(3) and 7(3)",
    "第21条第2項、第21条第3項および第7条第3項",
    "Art. 21 Abs. 2 und Abs. 3 sowie Art. 7 Abs. 3",
)


def _australian(number: str) -> Provision:
    return Provision(
        f"Australian Privacy Principle {number}",
        f"オーストラリア・プライバシー原則（APP）第{number}原則",
        f"Grundsatz {number} der Australian Privacy Principles",
    )


def _new_zealand(number: str) -> Provision:
    return Provision(
        f"information privacy principle {number}",
        f"の情報プライバシー原則{number}",
        f"Datenschutzgrundsatz {number}",
    ).of(_NZ_PRIVACY)


_CH_OTHER = Provision("Articles 30 and 32", "第30条および第32条", "Art. 30 und Art. 32").of(_FADP)

PROVISIONS: dict[tuple[str, str], tuple[Provision, ...]] = {
    ("EU-GDPR-DSR", "erasure"): (_ERASURE.of(_GDPR),),
    ("EU-GDPR-DSR", "access"): (_article("15").of(_GDPR),),
    ("EU-GDPR-DSR", "portability"): (_article("20").of(_GDPR),),
    ("EU-GDPR-DSR", "rectification"): (_RECTIFICATION.of(_GDPR),),
    ("EU-GDPR-DSR", "objection"): (_OBJECTION.of(_GDPR),),
    ("EU-GDPR-MARKETING", "objection"): (_MARKETING.of(_GDPR),),
    ("EU-GDPR-MARKETING", "unsubscribe"): (_MARKETING.of(_GDPR),),
    ("UK-GDPR-DSR", "erasure"): (_ERASURE.of(_UK_GDPR),),
    ("UK-GDPR-DSR", "access"): (_article("15").of(_UK_GDPR),),
    ("UK-GDPR-DSR", "portability"): (_article("20").of(_UK_GDPR),),
    ("UK-GDPR-DSR", "rectification"): (_RECTIFICATION.of(_UK_GDPR),),
    ("UK-GDPR-DSR", "objection"): (_OBJECTION.of(_UK_GDPR),),
    ("UK-PECR-MKT", "objection"): (_OBJECTION.of(_UK_GDPR),),
    ("UK-PECR-MKT", "unsubscribe"): (_OBJECTION.of(_UK_GDPR),),
    ("DE-BGB-312K", "cancellation"): (_code_section("312k").of(_BGB),),
    ("DE-BGB-309-9", "cancellation"): (
        Provision("section 309 no. 9", "第309条第9号", "§ 309 Nr. 9").of(_BGB),
    ),
    ("FR-RESIL-3CLICS", "cancellation"): (_article("L215-1-1").of(_CONSOMMATION),),
    ("CH-FADP-ACCESS", "access"): (_article("25").of(_FADP),),
    ("CH-FADP-ACCESS", "portability"): (_article("28").of(_FADP),),
    ("CH-FADP-OTHER", "erasure"): (_CH_OTHER,),
    ("CH-FADP-OTHER", "objection"): (_CH_OTHER,),
    ("CH-FADP-OTHER", "rectification"): (_CH_OTHER,),
    ("JP-APPI-DSR", "access"): (_article("33", "1").of(_APPI),),
    ("JP-APPI-DSR", "rectification"): (_article("34", "1").of(_APPI),),
    ("JP-APPI-DSR", "erasure"): (_article("35", "5").of(_APPI),),
    ("JP-APPI-DSR", "objection"): (_article("35", "5").of(_APPI),),
    ("JP-ANTISPAM", "unsubscribe"): (_article("3", "3").of(_MAIL_JP),),
    ("US-CA-CCPA-DSR", "erasure"): (_code_section("1798.105").of(_CAL_CIVIL),),
    ("US-CA-CCPA-DSR", "access"): (_code_section("1798.110").of(_CAL_CIVIL),),
    ("US-CA-CCPA-DSR", "portability"): (_code_section("1798.110").of(_CAL_CIVIL),),
    ("US-CA-CCPA-DSR", "rectification"): (_code_section("1798.106").of(_CAL_CIVIL),),
    ("US-CA-ARL", "cancellation"): (_code_section("17602").of(_CAL_BUSINESS),),
    ("US-CANSPAM", "unsubscribe"): (_CAN_SPAM,),
    ("CA-PIPEDA", "access"): (_section("8").of(_PIPEDA),),
    ("CA-PIPEDA", "rectification"): (_section("8").of(_PIPEDA),),
    ("CA-CASL", "unsubscribe"): (_section("11").of(_CASL),),
    ("BR-LGPD-ACCESS", "access"): (_article("19").of(_LGPD),),
    ("BR-LGPD-OTHER", "erasure"): (_article("18").of(_LGPD),),
    ("BR-LGPD-OTHER", "objection"): (_article("18").of(_LGPD),),
    ("BR-LGPD-OTHER", "portability"): (_article("18").of(_LGPD),),
    ("BR-LGPD-OTHER", "rectification"): (_article("18").of(_LGPD),),
    ("AU-APP", "access"): (_australian("12"),),
    ("AU-APP", "rectification"): (_australian("13"),),
    ("NZ-PA", "access"): (_new_zealand("6"),),
    ("NZ-PA", "rectification"): (_new_zealand("7"),),
    ("KR-PIPA", "access"): (_article("35").of(_KR_PIPA),),
    ("KR-PIPA", "erasure"): (_article("36").of(_KR_PIPA),),
    ("KR-PIPA", "rectification"): (_article("36").of(_KR_PIPA),),
    ("CN-PIPL", "access"): (_article("45").of(_CN_PIPL),),
    ("CN-PIPL", "portability"): (_article("45").of(_CN_PIPL),),
    ("CN-PIPL", "rectification"): (_article("46").of(_CN_PIPL),),
    ("CN-PIPL", "erasure"): (_article("47").of(_CN_PIPL),),
    ("ZA-POPIA", "access"): (_section("23").of(_POPIA),),
    ("ZA-POPIA", "erasure"): (_section("24").of(_POPIA),),
    ("ZA-POPIA", "rectification"): (_section("24").of(_POPIA),),
}

# The article that sets the date of the answer, where a law does.
DEADLINES: dict[str, Provision] = {
    "EU-GDPR-DSR": _article("12", "3").of(_GDPR),
    "EU-GDPR-MARKETING": _article("12", "3").of(_GDPR),
    "UK-GDPR-DSR": _article("12", "3").of(_UK_GDPR),
    "UK-PECR-MKT": _article("12", "3").of(_UK_GDPR),
    "CH-FADP-ACCESS": _article("18").of(_DPO),
    "US-CA-CCPA-DSR": _CAL_ANSWER,
    "US-CANSPAM": _CAN_SPAM,
    "CA-PIPEDA": _section("8").of(_PIPEDA),
    "CA-CASL": _section("11").of(_CASL),
    "BR-LGPD-ACCESS": _article("19").of(_LGPD),
    "NZ-PA": _section("44").of(_NZ_PRIVACY),
}
# What a refusal has to give its reasons by.
REASONS: dict[str, Provision] = {
    "EU-GDPR-DSR": _article("12", "4").of(_GDPR),
    "UK-GDPR-DSR": _article("12", "4").of(_UK_GDPR),
    "JP-APPI-DSR": _article("36").of(_APPI),
}
# What a complaint to the controller itself rests on.
COMPLAINTS: dict[str, Provision] = {"UK-GDPR-DSR": _section("164A").of(_DPA)}


def allowed(rule: str, kind: str) -> frozenset[Provision]:
    """Return every article that a letter about a request of `kind` under `rule` may name."""
    named = {*PROVISIONS.get((rule, kind), ())}
    if kind in _PRIVACY:
        named |= {table[rule] for table in (DEADLINES, REASONS, COMPLAINTS) if rule in table}
    return frozenset(named)


_PRIVACY = frozenset(
    {"erasure", "access", "portability", "rectification", "objection", "unsubscribe"}
)
