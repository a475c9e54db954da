"""What a plan says: ids, dates and amounts, without a sentence in it (PLANNER 7)."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from footprint.model.fields import Way
from footprint.planner.contracts import Charge

State = Literal["done", "accepted", "waiting", "overdue", "blocked", "ready"]


class Amount(NamedTuple):
    """How much of what: `currency` is ISO 4217 or, for a balance, its unit."""

    amount: Decimal
    currency: str | None


class Requirement(NamedTuple):
    """A step that comes before, by a rule: `must` blocks, `should` is only better.

    `first`, `then` and `about` are the items that the rule's sentence is about.
    """

    step: str
    rule: str
    strength: Literal["must", "should"]
    first: str
    then: str
    about: str


class Step(NamedTuple):
    """One step, as it stands on the day of the plan.

    `stage` counts from 1. `expected_days` are days until an answer, or of watching. `automatic`:
    it happens by itself. `due_on`: when the answer to its request is due. `waits_for` and
    `better_first`: the required steps that are not behind the person, by `must` and by `should`.
    `watched_until`: when a watch that goes on is over, or was, if it is known when it began.
    """

    id: str
    action: str
    item: str
    place: str
    stage: int
    state: State
    automatic: bool
    requires: tuple[Requirement, ...]
    earliest: date
    latest: date | None
    expected_days: int
    slack_days: int | None
    how: Way
    request: str | None
    due_on: date | None
    done_on: date | None
    waits_for: tuple[str, ...]
    better_first: tuple[str, ...]
    watched_until: date | None = None

    @property
    def is_behind(self) -> bool:
        """Whether it is behind the person: done, or its risk accepted."""
        return self.state in ("done", "accepted")

    @property
    def is_watch(self) -> bool:
        """Whether it only waits to see that nothing comes any more."""
        return self.action in ("watch_charges", "watch_mail", "verify_closed")

    @property
    def over_on(self) -> date:
        """The day on which a watch is over: it stays the same once it has come."""
        return self.watched_until or self.earliest + timedelta(days=self.expected_days)

    @property
    def is_wait(self) -> bool:
        """Whether nobody has to do it: it only takes time."""
        return self.automatic or self.is_watch


class Hazard(NamedTuple):
    """What goes wrong if the goal ends today, because of one step that is not behind you."""

    hazard: str
    item: str
    place: str
    step: str
    amount: Amount | None
    accepted: bool


class Verdict(NamedTuple):
    """Whether it is safe to take the last step, since when, and when all is over.

    The days are None where a deadlock stands in the way.
    """

    safe: bool
    safe_on: date | None
    complete_on: date | None
    hazards: tuple[Hazard, ...]

    @property
    def can_leave(self) -> bool:
        """Whether the last step can be taken: nothing goes wrong, and no circle is in its way."""
        return self.safe and self.safe_on is not None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """When it is safe, and when all is over."""
        return self.safe_on, self.complete_on


class Dropped(NamedTuple):
    """A `should` that is left out: it closes a circle, or does not fit before a last day."""

    first: str
    then: str
    requirement: Requirement
    because: Literal["circle", "too_late"]
    latest: date | None = None


class Deadlock(NamedTuple):
    """Steps that require each other; `loop` is the shortest circle among them.

    `try_item` and `try_decision`: the decision that opens it. `lacks_contact`: to move it takes
    another address or number, and none that stays is recorded.
    """

    items: tuple[str, ...]
    steps: tuple[str, ...]
    loop: tuple[Requirement, ...]
    try_item: str
    try_decision: Literal["move", "keep"]
    lacks_contact: bool = False


class Affected(NamedTuple):
    """An item that ends, moves or is kept; `via` leads up to the goal."""

    item: str
    decision: Literal["end", "move", "keep"]
    by: Literal["goal", "default", "decision"]
    to: str | None
    via: tuple[str, ...]


class _Said(NamedTuple):
    """What a plan says; `steps` stand in the order to do them."""

    goal: tuple[str, ...]
    by: date | None
    today: date
    verdict: Verdict
    steps: tuple[Step, ...]
    dropped: tuple[Dropped, ...]
    deadlocks: tuple[Deadlock, ...]
    affected: tuple[Affected, ...]
    charges: dict[str, tuple[date, ...]]
    unavoidable: tuple[Charge, ...]
    contested: tuple[Charge, ...]
    delay_cost_per_week: tuple[Amount, ...]
    critical_path: tuple[str, ...]


class Plan(_Said):
    """The plan of an exit on one day, with what is looked up in it."""

    @property
    def progress(self) -> tuple[int, int]:
        """How many steps are behind the person, and how many there are."""
        return sum(step.is_behind for step in self.steps), len(self.steps)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left for the person to do: what is open only takes time."""
        return self.verdict.can_leave and all(s.is_behind or s.is_wait for s in self.steps)

    @cached_property
    def treated(self) -> dict[str, Affected]:
        """What becomes of each affected item, by its id."""
        return {affected.item: affected for affected in self.affected}

    def step(self, step_id: str) -> Step | None:
        """Return the step of this id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)
