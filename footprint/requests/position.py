"""Where a request stands on its ladder, and what is said about the next rung."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from footprint.i18n import _
from footprint.model.requests import Request
from footprint.requests.bodies import Body
from footprint.requests.log import Reading
from footprint.requests.surroundings import Surroundings
from footprint.requests.table import Practical, Rule, Table


class NextAction(NamedTuple):
    """What to do, from which day on, and why.

    `action` is one of `names.ACTION_NAMES`; `rung` names this occasion of it, so that the person
    can skip it and be asked again on the next. `of_account` says that it is about a direct debit
    from a bank account, not about a card.
    """

    action: str
    on: date
    because: str
    values: Mapping[str, object] = MappingProxyType({})
    rung: str = ""
    of_account: bool = False

    @property
    def number(self) -> str | None:
        """The telephone number to call, where this is done by telephone."""
        body = self.values.get("body")
        return self.their_number or (body.phone if isinstance(body, Body) else None)

    @property
    def their_number(self) -> str | None:
        """The same, where it is the other party itself that is called."""
        if self.values.get("call"):
            return str(self.values["call"])
        address = str(self.values.get("address") or "")
        return (
            address if self.action == "other_channel" and address and "@" not in address else None
        )

    def sentence(self) -> str:
        """Return the reason in the language spoken now."""
        from footprint import formats

        return _(self.because).format(
            **{
                key: formats.day(value) if isinstance(value, date) else str(value)
                for key, value in self.values.items()
            }
        )


class Position:
    """What decides the next action of a request that was sent and is not settled."""

    def __init__(
        self,
        request: Request,
        reading: Reading,
        rule: Rule,
        table: Table,
        around: Surroundings,
        today: date,
        *,
        due: date | None,
        is_practical: bool,
    ) -> None:
        self.request, self.reading, self.rule, self.table = request, reading, rule, table
        self.around, self.today = around, today
        self.due, self.is_practical = due, is_practical

    @property
    def practice(self) -> Practical:
        """The program's own intervals for this kind under this rule."""
        return self.rule.practice(self.request.kind)

    def days(self, name: str) -> timedelta:
        """Return one of the practical intervals; nothing where the rule has none."""
        return timedelta(days=getattr(self.practice, name) or 0)
