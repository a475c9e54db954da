"""Which law's place a country belongs to: ISO 3166 codes against a rule's jurisdiction."""

from collections.abc import Iterator

# Member states of the European Union, and Iceland, Liechtenstein and Norway, where the GDPR
# applies by the EEA agreement; with the parts of member states that have a code of their own
# and where Union law applies (Art. 355(1) and (4) TFEU).
EU_AND_EEA = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
        *("IS", "LI", "NO"),
        *("AX", "GF", "GP", "MF", "MQ", "RE", "YT"),
    ]
)
_EU = "EU/EEA"


def places_of(country: str | None) -> Iterator[str]:
    """Yield the places whose law counts for `country`, the most specific first.

    `US-CA` is in US-CA, then in US; DE in DE, then in EU/EEA; GB (and GB-SCT) in UK.
    """
    if not country:
        return
    nation = country[:2]
    if nation == "GB":
        yield "UK"
        return
    if country != nation:
        yield country
    yield nation
    if nation in EU_AND_EEA:
        yield _EU


def covers(jurisdiction: str, place: str) -> bool:
    """Tell whether a rule's jurisdiction is, or lists, `place`.

    A list names its nation once: `US-VA,CO,CT`.
    """
    first, *others = jurisdiction.split(",")
    nation = first.partition("-")[0]
    return place == first or any(place == f"{nation}-{other.strip()}" for other in others)
