"""How long an answer can take: for planning steps that nobody has asked for yet."""

from datetime import date

from footprint.requests.deadlines import answer_due
from footprint.requests.table import Table, load

_DAYS = {"calendar_day": 1, "week": 7, "calendar_month": 31}


def expected_days(
    kind: str,
    country: str | None,
    on: date | None = None,
    table: Table | None = None,
    regime: str | None = None,
) -> int:
    """Return the days until an answer, by the rule `regime`, else by the one suggested.

    No calendar is read.
    A month counts 31 days, five business days a week; where the law has no number, the
    practical interval counts.
    """
    table = table or load()
    rule = table.find(regime) or table.suggest(kind, country, on)
    deadline = rule.deadline
    if deadline is None or deadline.value is None:
        return rule.practice(kind).first_followup_days or 0
    if deadline.unit == "business_day":
        return -(-deadline.value * 7 // 5)
    return deadline.value * _DAYS[deadline.unit]


def expected_by(
    kind: str,
    country: str | None,
    asked_on: date,
    table: Table | None = None,
    regime: str | None = None,
) -> date:
    """Return the day an answer is due when it is asked for on `asked_on` by other than post.

    The arithmetic is that of a request that is really sent, holidays included.
    """
    table = table or load()
    rule = table.find(regime) or table.suggest(kind, country, asked_on)
    return answer_due(rule, kind, asked_on, country, table)
