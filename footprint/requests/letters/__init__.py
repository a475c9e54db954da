"""Letters: what to write about a request, in the other party's language, by its own law alone.

The texts are package data (`footprint/data/letters`), made of sentences; one whose facts are not
recorded is left out, so that no letter has a blank.
"""

from footprint.requests.letters.case import Case, case_of
from footprint.requests.letters.provisions import LANGUAGES
from footprint.requests.letters.purposes import PURPOSES, entry_type, purpose_name, purposes_for
from footprint.requests.letters.writing import Letter, language_of, write

__all__ = [
    "LANGUAGES",
    "PURPOSES",
    "Case",
    "Letter",
    "case_of",
    "entry_type",
    "language_of",
    "purpose_name",
    "purposes_for",
    "write",
]
