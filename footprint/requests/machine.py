"""The one state machine of all requests: where one stands, computed from its log alone.

DESIGN 2 and 4: drafted is not sent, asked is not cancelled. An acknowledgement never clears a
deadline and a reminder never moves it; only a complete answer, a verification or closing it as
done settles a request. An answer of any outcome stops the clock: after a partial or refused one
it is the person's turn, and what they send then starts a clock of its own.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from footprint.i18n import N_
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.requests import deadlines
from footprint.requests.charges import answer_by, came_to_light, owed_before
from footprint.requests.coming import aside
from footprint.requests.ladder import ACKNOWLEDGE_COMPLAINT, complains_first, is_to_them
from footprint.requests.log import Reading, is_owed, read_log
from footprint.requests.next_action import look_beside, next_action
from footprint.requests.position import NextAction, Position
from footprint.requests.proof import proof, proves
from footprint.requests.surroundings import Surroundings, around
from footprint.requests.table import Basis, Rule, Table, load

# What means one thing or another by what is around the request.
_JUDGED = frozenset({"verification", "escalation"})


class Due(NamedTuple):
    """The last day on which the other party is still in time; overdue from the day after."""

    date: date
    basis: Basis
    rule: str


class Standing(NamedTuple):
    """Where a request stands on a day.

    `status` is draft, sent, acknowledged, info_requested, extended, answered, verified, overdue
    or closed; `outcome` the answer's (complete, partial, refused) or the closing's (done,
    abandoned). `sent_on` is the day it was first sent, `awaited_since` that of the message whose
    answer is awaited now, which began the latest round; `given_on` the day they were really told:
    by what did not come back, else by when they did it all the same. `due` is None while nothing
    is awaited. `trouble` is "bounced" while nothing they could have read was sent, "broken" when
    something came after they had said it was done, "charged" when a charge from before that was
    found only then. `charged_on` is the last day on which they charged for what was cancelled and
    had ended. `look` is a look at a statement whose day has come while another step is still
    `next`. `heard_from`: they said something since they were asked, a receipt, a question, more
    time; who did was not silent.
    """

    request: str
    status: str
    rule: str
    outcome: str | None = None
    due: Due | None = None
    acknowledge_by: date | None = None
    acknowledged_on: date | None = None
    sent_on: date | None = None
    given_on: date | None = None
    last_out_on: date | None = None
    answered_on: date | None = None
    extended_until: date | None = None
    settled: bool = False
    given_up: bool = False
    is_overdue: bool = False
    trouble: str | None = None
    next: NextAction | None = None
    look: NextAction | None = None
    awaited_since: date | None = None
    charged_on: date | None = None
    heard_from: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it was sent and is neither settled nor given up; a draft is not open."""
        return self.sent_on is not None and not self.settled and not self.given_up


def standings(records: Records, today: date, table: Table | None = None) -> Mapping[str, Standing]:
    """Return the standing of every request of `records`, by its id."""
    return {
        request.id: stand(request, around(records, request), today, table)
        for request in records.requests.values()
    }


def standing(
    request: Request,
    item: Item | None,
    today: date,
    table: Table | None = None,
    *,
    country: str | None = None,
) -> Standing:
    """Return where `request` about `item` stands on `today`, by itself.

    `country` is that of the party it goes to, where the item itself does not say
    (`countries.country_of`).
    """
    country = country or (item.country if item else None)
    return stand(request, Surroundings(item, country), today, table)


def stand(
    request: Request, around: Surroundings, today: date, table: Table | None = None
) -> Standing:
    """Return where `request` stands on `today`, in what is around it."""
    table = table or load()
    reading = reading_of(request, around, today)
    first = reading.first_request
    rule = rule_of(request, around.country, first.on if first else today, table)
    if reading.closing or first is None:
        return _without_clock(request, around, rule, reading, today)
    return Clock(request, around, rule, table, reading, today).standing()


def reading_of(request: Request, around: Surroundings, today: date) -> Reading:
    """Return what the log of `request` says, in what is around it."""
    reading = read_log(request.log, today)
    if not (reading.broken_by or any(entry.type in _JUDGED for entry in reading.entries)):
        return reading
    owed, proof_of = owed_before(request, around, reading), proves(request, around, reading)
    return read_log(request.log, today, owed, proof_of, aside(request, around, reading))


def rule_of(request: Request, country: str | None, on: date, table: Table) -> Rule:
    """Return the rule a request stands under: its regime, else what is suggested for `on`."""
    return table.find(request.regime) or table.suggest(request.kind, country, on)


def _without_clock(
    request: Request, around: Surroundings, rule: Rule, reading: Reading, today: date
) -> Standing:
    """Return the standing of what is closed, or was never sent."""
    closing, first = reading.closing, reading.first_request
    if closing is None:
        rung, because = f"send:{request.id}", N_("It is drafted, and not sent yet.")
        if reading.unsent:
            because = N_("It is written, but it was never sent.")
        values = {} if reading.unsent else around.call(request)
        if values:
            because = N_("It is drafted, and they were not called yet.")
        action = NextAction("send", today, because, values, rung)
        is_skipped = any(skip.rung == rung for skip in around.skipped)
        return Standing(request.id, "draft", rule.id, next=None if is_skipped else action)
    return Standing(
        request.id,
        "closed",
        rule.id,
        outcome=closing.outcome,
        acknowledged_on=reading.acknowledged_on,
        sent_on=first.on if first else None,
        given_on=reading.given_on or (closing.on if closing.outcome == "done" else None),
        last_out_on=reading.last_out_on,
        answered_on=reading.answer.on if reading.answer else None,
        settled=closing.outcome == "done",
        given_up=closing.outcome != "done",
        charged_on=_charged_on(request, around, reading),
    )


def _charged_on(request: Request, around: Surroundings, reading: Reading) -> date | None:
    charges = [entry for entry in reading.entries if entry.what == "charge"]
    if request.kind != "cancellation" or not charges:
        return None
    owed = owed_before(request, around, reading)
    return max((entry.on for entry in charges if not is_owed(entry, owed)), default=None)


class Clock:
    """What is needed to tell the dates of a request that was sent and is not closed.

    `country` is the place whose holidays count: theirs, else the one that the rule names.
    """

    def __init__(
        self,
        request: Request,
        around: Surroundings,
        rule: Rule,
        table: Table,
        reading: Reading,
        today: date,
    ) -> None:
        self.request, self.around, self.rule, self.table = request, around, rule, table
        self.reading, self.today = reading, today
        self.country = around.country or rule.calendar
        self.received_on = self._received_on()

    def standing(self) -> Standing:
        reading = self.reading
        first = reading.first_request
        assert first is not None
        due, extended_until = self.due()
        yes = reading.answer if reading.answer and reading.answer.outcome == "complete" else None
        settled = (reading.verified or yes is not None) and self.trouble() is None
        is_overdue = due is not None and due.date < self.today
        following = self.next(due, settled)
        return Standing(
            request=self.request.id,
            status="overdue" if is_overdue else self.status(extended_until),
            rule=self.rule.id,
            outcome=reading.answer.outcome if reading.answer else None,
            due=due,
            acknowledge_by=self.acknowledge_by(),
            acknowledged_on=reading.acknowledged_on,
            sent_on=first.on,
            given_on=reading.given_on or (yes.on if yes else None),
            last_out_on=reading.last_out_on,
            answered_on=reading.answer.on if reading.answer else None,
            extended_until=extended_until,
            settled=settled,
            is_overdue=is_overdue,
            trouble=self.trouble(),
            next=following,
            look=look_beside(self.position(due), following) if following and not settled else None,
            awaited_since=self._awaited_since(),
            charged_on=_charged_on(self.request, self.around, reading),
            heard_from=reading.heard_from,
        )

    def _awaited_since(self) -> date | None:
        began_with = self.reading.start or next(iter(self.reading.asks), None)
        return began_with.on if began_with else None

    def next(self, due: Due | None, settled: bool) -> NextAction | None:
        if self.reading.verified:
            return None
        position = self.position(due)
        if not settled:
            return next_action(position)
        look = proof(position)
        skipped = {skip.rung for skip in self.around.skipped}
        return None if look is None or look.rung in skipped else look

    def trouble(self) -> str | None:
        if self.reading.broken_by:
            return "broken"
        if came_to_light(self.request, self.around, self.reading):
            return "charged"
        waits = not (self.reading.answer or self.reading.verified)
        return "bounced" if waits and self.reading.start is None else None

    def status(self, extended_until: date | None) -> str:
        reading = self.reading
        if reading.verified:
            return "verified"
        if reading.answer:
            return "answered"
        if reading.asks_last:
            return "info_requested"
        if extended_until:
            return "extended"
        return "acknowledged" if reading.acknowledged_on else "sent"

    def _received_on(self) -> date | None:
        """The day the round's first request that did not bounce arrived.

        Where the law counts from the day it was made, that day.
        """
        start = self.reading.start
        if start is None:
            return None
        if self.rule.clock == "request_date":
            return start.on
        if start.received_on:
            return start.received_on
        channel = start.channel or self.request.channel
        return deadlines.received(start.on, channel, self.country)

    def due(self) -> tuple[Due | None, date | None]:
        """Return what is due in this round, and the day an extension moved it to."""
        received_on = self.received_on
        if received_on is None or self.reading.verified or self.reading.answer:
            return None, None
        start = self.reading.start
        if self.reading.is_second_round and start and start.type != "request":
            days = self._patience(start)
            day = answer_by(self.position(None), start) or deadlines.practical(
                self.rule, received_on, self.country, days
            )
            moved = self._extended(received_on, day, by_law=False)
            return Due(moved or day, "practical", self.rule.id), moved
        by_law = self._by_law(received_on)
        initial = by_law or self._by_practice(received_on)
        moved = self._extended(received_on, initial, by_law is not None)
        return Due(moved or initial, self._basis(start), self.rule.id), moved

    def _by_practice(self, received_on: date) -> date:
        days = self.rule.practice(self.request.kind).first_followup_days or 0
        return deadlines.practical(self.rule, received_on, self.country, days)

    def _patience(self, start: Entry) -> int:
        """How many days the answer to what began a further round is waited for."""
        practice = self.rule.practice(self.request.kind)
        is_further = start.type == "escalation" and not is_to_them(
            self.position(None), start, self.reading.arrived
        )
        if is_further and practice.regulator_check_days:
            return practice.regulator_check_days
        if not is_further and complains_first(self.rule, self.table, start.on):
            return ACKNOWLEDGE_COMPLAINT
        return practice.second_notice_days or 0

    def _by_law(self, received_on: date, *, extended: bool = False) -> date | None:
        return self._statutory(received_on, self._stopped_days(received_on), extended=extended)

    def _statutory(self, received_on: date, skip_days: int, *, extended: bool) -> date | None:
        return deadlines.statutory(
            self.rule,
            received_on,
            self.country,
            self.table,
            extended=extended,
            skip_days=skip_days,
        )

    def _basis(self, start: Entry | None) -> Basis:
        in_force = start is None or self.rule.in_force(start.on)
        return self.rule.basis if in_force or self.rule.basis == "practical" else "uncertain"

    def _extended(self, received_on: date, initial: date, by_law: bool) -> date | None:
        """Return the date that an extension moves the deadline to, if it does.

        A law's deadline is moved only by a law's extension, announced in time, and not beyond
        it; where the law has no number, the date they name counts. One that moves nothing is only
        logged: the request is not extended.
        """
        extension = self.reading.extension
        if extension is None:
            return None
        named = extension.until and deadlines.practical(self.rule, extension.until, self.country, 0)
        if not by_law:
            return _later(named, initial)
        if self.rule.extension is None or extension.on > initial:
            return None
        longest = self._by_law(received_on, extended=True)
        candidates = [day for day in (named, longest) if day is not None]
        return _later(min(candidates, default=None), initial)

    def _stopped_days(self, received_on: date) -> int:
        """How many days the clock stood still, both ends included (UK: access requests only).

        A question that is asked when the time has run out stops nothing; a day on which one ends
        and the next begins stands still once.
        """
        stopped, stood_until = 0, date.min
        if self.request.kind not in self.rule.pause_kinds:
            return stopped
        for asked_on, sent_on in self.reading.questions:
            moved = self.reading.extension is not None
            last = self._statutory(received_on, stopped, extended=moved)
            last = last or self._statutory(received_on, stopped, extended=False)
            if last is None or asked_on > last:
                break
            until = sent_on or max(self.today, asked_on)
            running_on = max(asked_on, stood_until + timedelta(days=1))
            stopped += max(0, (until - running_on).days + 1)
            stood_until = max(stood_until, until)
        return stopped

    def acknowledge_by(self) -> date | None:
        received_on = self.received_on
        if received_on is None or self.reading.verified or self.reading.answer:
            return None
        return deadlines.acknowledgement(self.rule, received_on, self.country, self.table)

    def position(self, due: Due | None) -> Position:
        return Position(
            self.request,
            self.reading,
            self.rule,
            self.table,
            self.around,
            self.today,
            due=due.date if due else None,
            is_practical=due is not None and due.basis == "practical",
        )


def _later(day: date | None, than: date) -> date | None:
    """Return the day, if there is one and it is later."""
    return day if day and day > than else None
