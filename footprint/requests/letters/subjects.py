"""What a letter of the log was for, told by its subject: the purpose itself is not kept."""

import re
from functools import cache

from footprint.requests.letters.provisions import LANGUAGES
from footprint.requests.letters.wording import texts


def purpose_of(subject: str) -> str | None:
    """Return the purpose of the letter that has such a subject; None for one of one's own words."""
    return next((purpose for purpose, begins in _patterns() if begins.match(subject)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how the subject of each purpose begins; any name may stand in its places."""
    return tuple(
        (purpose, re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", text)))))
        for language in LANGUAGES
        for purpose, text in texts(language)["subject"].items()
        if purpose != "with_login"
    )
