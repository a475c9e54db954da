"""The table of deadlines: what the law of a place says, and what good practice is without one.

The table is package data (`footprint/data/deadlines.json`), our own compilation; every row names
its source, how sure it is and whether it is in force. What is not the table that the tests
found right is checked when it is loaded.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal
from zlib import crc32

from footprint.errors import Invalid, Refused
from footprint.i18n import N_
from footprint.model.base import Model, Unfit
from footprint.model.fields import Day, Line, Prose
from footprint.model.marks import after, limits, text
from footprint.model.trusted import trusted
from footprint.requests.jurisdictions import covers, places_of

Unit = Literal[
    "calendar_day",
    "business_day",
    "week",
    "calendar_month",
    "without_delay",
    "reasonable",
    "promptly",
    "stated_by_controller",
]
COUNTED = ("calendar_day", "business_day", "week", "calendar_month")
Rollover = Literal["sat_sun_hol_next", "sun_hol_next", "jp_civil_142", "none"]
Basis = Literal["statutory", "practical", "uncertain"]
GENERIC = "GENERIC"
EVERYWHERE = "*"
OLD_AFTER = timedelta(days=365)

Count = Annotated[int, limits(ge=0, le=3_660)]
RuleId = Annotated[str, text(pattern=r"^[A-Z0-9][A-Z0-9-]{0,63}$")]


class Span(Model):
    """A length of time in a law's own unit; `value` is None where the law has no number."""

    value: Count | None = None
    unit: Unit
    text: Prose | None = None

    def check(self) -> None:
        if self.value is not None and self.unit not in COUNTED:
            raise Unfit(
                N_("a number needs a unit that can be counted: {units}"), units=", ".join(COUNTED)
            )


class Extension(Span):
    """How far a deadline may be moved, once, counted from receipt like the deadline itself."""

    total_from_receipt_months: Count | None = None
    total_days: Count | None = None
    notice_by: Prose | None = None
    once: bool = True


class Practical(Model):
    """The program's own intervals in days, never a law; None: as the rule's others say."""

    first_followup_days: Count | None = None
    second_notice_days: Count | None = None
    escalate_days: Count | None = None
    regulator_check_days: Count | None = None


class Source(Model):
    """Where a row comes from: the provision or page, and its address."""

    ref: Prose
    where: Line | None = None


class Rule(Model):
    """One row: who must answer what, in which time, and what to do when they do not."""

    id: RuleId
    jurisdiction: Line
    name: Line
    kinds: tuple[Line, ...]
    deadline: Span | None
    ack: Span | None
    standard: Prose
    clock: Literal["receipt_next_day", "relevant_time", "request_date"]
    rollover: Rollover
    extension: Extension | None
    pause: Prose | None
    pause_kinds: tuple[Line, ...] = ()
    practical: Practical
    practical_basis: Literal["after_due", "after_send"]
    practical_by_kind: dict[str, Practical] = {}
    escalation: tuple[Prose, ...]
    holiday_calendar: Line | None
    in_force_from: Day | None
    in_force_note: Prose | None
    in_force_until: Day | None
    status: Literal["in_force", "not_in_force", "vacated"]
    comply_effect: Prose | None
    sources: tuple[Source, ...]
    verified: Literal["primary", "secondary", "mixed", "unchecked"]
    certainty: Literal["high", "medium", "low"]
    note: Prose

    def check(self) -> None:
        if self.practical.first_followup_days is None:
            raise Unfit(N_("a rule needs the days of its first follow-up"))
        if self.practical_basis == "after_due" and not self.has_number:
            raise Unfit(N_("a follow-up after the deadline needs a deadline with a number"))

    @property
    def has_number(self) -> bool:
        """Whether the law names a number of days, weeks or months."""
        return self.deadline is not None and self.deadline.value is not None

    @property
    def basis(self) -> Basis:
        """What its date is: a law's, our own practice, or a law's that nobody should rely on."""
        if not self.has_number or self.jurisdiction == EVERYWHERE:
            return "practical"
        if self.certainty == "low" or self.verified == "unchecked":
            return "uncertain"
        return "statutory"

    @property
    def calendar(self) -> str | None:
        """The place whose holidays count where the other party's is not known, if it names one."""
        named = self.holiday_calendar or ""
        return named if re.fullmatch(r"[A-Z]{2}(-[A-Z]{2,3})?", named) else None

    def practice(self, kind: str) -> Practical:
        """Return the practical intervals for requests of `kind`."""
        own = self.practical_by_kind.get(kind)
        if own is None:
            return self.practical
        days = {name: days for name, days in own.as_dict().items() if days is not None}
        return self.practical.changed(**days)

    def in_force(self, on: date | None) -> bool:
        """Tell whether the rule applies on the day `on` (None: whether it does at all)."""
        if on is None or self.in_force_from is None:
            return self.status == "in_force"
        begun = self.status != "vacated" and self.in_force_from <= on
        return begun and (self.in_force_until is None or on <= self.in_force_until)


class Rung(Model):
    """One step of a ladder: what to do, on which day after (or before) what."""

    step: Prose
    day: Count | None = None
    after: Line | None = None
    before: Line | None = None
    rule: Line | None = None


class OwnDeadline(Model):
    """A deadline of the person's own, or of their card's issuer."""

    id: RuleId | Annotated[str, text(pattern=r"^[A-Z0-9][A-Z0-9.-]{0,63}$")]
    who: Prose
    act: Prose
    value: Annotated[int, limits(ge=-3_660, le=3_660)] | None
    unit: Unit | Literal["before_payment"]
    from_: Prose
    then: Prose
    source: Prose
    verified: Literal["primary", "secondary", "mixed", "unchecked"]


def _month_day(value: str) -> str:
    date.fromisoformat(f"2000-{value}")
    return value


MonthDay = Annotated[str, after(_month_day)]


class Break(Model):
    """A stretch of every year that has no business days, as `MM-DD`, both inside it."""

    json_names = {"from_": "from"}
    from_: MonthDay
    until: MonthDay

    def has(self, day: date) -> bool:
        """Tell whether `day` lies in the stretch; it may run over the new year."""
        here = day.strftime("%m-%d")
        if self.from_ <= self.until:
            return self.from_ <= here <= self.until
        return here >= self.from_ or here <= self.until


class Table(Model):
    """All rules, in the order in which they are suggested."""

    json_names = {"schema_": "schema"}
    schema_: Literal["footprint-deadlines/1"]
    compiled: Day
    disclaimer: Prose
    units: tuple[Line, ...]
    practical_fields: Prose
    clocks: dict[str, Prose]
    month_rule: Prose
    rollover_rules: dict[str, Prose]
    business_day_breaks: dict[str, Break] = {}
    direction: Prose
    rules: tuple[Rule, ...]
    user_deadlines: tuple[OwnDeadline, ...]
    ladders: dict[str, tuple[Rung, ...]]

    def check(self) -> None:
        if len(self._by_id) != len(self.rules):
            raise Unfit(N_("a rule's id stands twice"))
        if GENERIC not in self._by_id:
            raise Unfit(N_("the rule GENERIC is missing"))

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    def is_old(self, today: date) -> bool:
        """Whether it was compiled over a year ago: laws may have changed since."""
        return today - self.compiled > OLD_AFTER

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all rules, in the table's order."""
        return tuple(self._by_id)

    def find(self, rule_id: str | None) -> Rule | None:
        """Return the rule of this id, or None."""
        return self._by_id.get(rule_id) if rule_id else None

    def rule(self, rule_id: str) -> Rule:
        """Return the rule of this id.

        Raises:
            Refused: there is none.
        """
        found = self.find(rule_id)
        if found is None:
            raise Refused(
                N_("There is no rule “{rule}”; one of them is {example}."),
                rule=rule_id,
                example=GENERIC,
            )
        return found

    def own(self, row_id: str) -> OwnDeadline:
        """Return the deadline of the person's own of this id."""
        return next(row for row in self.user_deadlines if row.id == row_id)

    def suggest(self, kind: str, country: str | None, on: date | None = None) -> Rule:
        """Return the first rule of the country and kind that is in force, else GENERIC.

        A subdivision's rules (US-CA) come before its country's, a country's before those of the
        European Union. `on` is the day the request was made.
        """
        for place in places_of(country):
            for rule in self._of(kind, place):
                if rule.in_force(on):
                    return rule
        return self._by_id[GENERIC]

    @cached_property
    def _found(self) -> dict[tuple[str, str], tuple[Rule, ...]]:
        return {}

    def _of(self, kind: str, place: str) -> tuple[Rule, ...]:
        """Return the rules of a kind and place, looked for once: every request asks for some."""
        found = self._found.get((kind, place))
        if found is None:
            rules = (rule for rule in self.rules if kind in rule.kinds)
            found = tuple(rule for rule in rules if covers(rule.jurisdiction, place))
            self._found[kind, place] = found
        return found


def read(text: str | bytes) -> Table:
    """Return the table written in `text`.

    Raises:
        Invalid: with the JSON path, at the first thing that is wrong.
    """
    try:
        document = json.loads(text)
    except ValueError:
        raise Invalid("", N_("this is not a JSON document")) from None
    return Table.from_json(document)


_adopted: list[Table] = []


def adopt(table: Table | None) -> None:
    """Let `table` be the one that counts in this program; None: its own."""
    _adopted[:] = [table] if table else []


def load() -> Table:
    """Return the table that counts: the program's own, unless another was adopted.

    Raises:
        Invalid: the package data is damaged.
    """
    return _adopted[0] if _adopted else _own()


# The table as it was when the tests last found nothing wrong in it. Only that one need not be
# looked through again, which takes longer than all requests of a vault.
CHECKED = 2_373_045_286


@cache
def _own() -> Table:
    text = (Path(__file__).parents[1] / "data" / "deadlines.json").read_bytes()
    if crc32(text) == CHECKED:
        return trusted(Table, json.loads(text))
    return read(text)
