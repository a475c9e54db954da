"""What a letter can say of a case: the values of the places in its sentences."""

from datetime import date, timedelta

from footprint.model.requests import Entry
from footprint.requests.bodies import in_language
from footprint.requests.jurisdictions import EU_AND_EEA
from footprint.requests.letters.case import Case
from footprint.requests.letters.provisions import (
    COMPLAINTS,
    DEADLINES,
    PROVISIONS,
    REASONS,
    Provision,
)
from footprint.requests.letters.purposes import PRIVACY
from footprint.requests.letters.wording import Wording
from footprint.requests.log import ASKS
from footprint.requests.surroundings import TO_OTHERS

# Where direct debits are those of the Single Euro Payments Area, as far as German letters go.
_SEPA = EU_AND_EEA | {"CH", "GB"}
_NO_DATE_BEFORE_DUE = ("second_notice", "complaint_to_them", "complaint")


class Known(Wording):
    """The wording of a letter with all that is known; None for what is not, which is left out."""

    def __init__(self, case: Case, language: str, purpose: str) -> None:
        super().__init__(case, language, purpose)
        self._values = self._known()

    def _known(self) -> dict[str, str | None]:
        base = {**self._of_them(), **self._of_law(), **self._of_days(), **self._charge_words()}
        prices = [price for _day, price in self._case.charges if price]
        base["total"] = self._total(prices)
        base["amount"] = base["total"] or base.get("amount")
        base["came"] = self._came(self._case.reading.broken_by)
        base["until"] = self._until(self._final(), base)
        last = self._last_answer()
        base["told_on"] = self._day(last.on if last else None)
        base["came_since"] = self._came(self._came_since(last) if last else None)
        base["stands"] = self._stands(base)
        base["what"] = self._fill([self._texts["what"][self._case.request.kind]], base)
        return {key: value or None for key, value in base.items()}

    # -- who and what --------------------------------------------------------------------------

    def _of_them(self) -> dict[str, str | None]:
        """Return who writes about what, how it is paid, and whom they may turn to."""
        case, noun = self._case, self._texts.get("card_noun")
        return {
            "item": case.item.name,
            "party": case.party,
            "name": case.person.name,
            "list_address": self._list_address(),
            "card": self._card(),
            "card_noun": None if case.charged in ("bank_account", "wallet") else noun,
            "mandate": self._mandate(),
            "recipient": self._recipient_name(),
            "tried_with": case.party if self._has_tried() else None,
            "unheard_item": None if self._was_heard_from() else case.item.name,
            "body": self._body(),
            "reply_to": self._texts.get("reply_to") if self._is_reachable() else None,
        }

    def _of_law(self) -> dict[str, str | None]:
        """Return the articles: what it rests on, what sets the date, what a refusal needs."""
        case, kind = self._case, self._case.request.kind
        cited = PROVISIONS.get((case.rule.id, kind), ())
        deadline = DEADLINES.get(case.rule.id) if kind in (*PRIVACY, "unsubscribe") else None
        by_law = case.standing.due is None or case.standing.due.basis == "statutory"
        return {
            "provisions": self._list(cited),
            "deadline_law": self._deadline_law(deadline, cited) if by_law else None,
            "reasons": self._told(REASONS.get(case.rule.id) if kind in PRIVACY else None),
            "complaint_law": self._told(COMPLAINTS.get(case.rule.id)),
        }

    def _of_days(self) -> dict[str, str | None]:
        """Return when what was sent and what came, and by when something is expected."""
        case, reading = self._case, self._case.reading
        days = {
            "first_sent": reading.given_on,
            "asked_on": reading.questions[-1][0] if reading.questions else None,
            "answered_on": reading.answer.on if reading.answer else None,
            "escalated_on": case.escalated_on,
            "next_charge": case.next_charge,
            "reminded_on": self._reminded_on(),
            "bounced_on": self._bounced_on(),
            "final": self._final(),
            "end": self._end(),
            "cancelled_on": case.cancelled_on,
            "confirmed_on": case.confirmed_on,
            "due": self._due(),
            "passed_on": case.due,
        }
        return {name: self._day(day) for name, day in days.items()}

    def _due(self) -> date | None:
        """Return by when they answer: a date that has passed is no wish any more."""
        if self._has_passed():
            is_again = self._purpose == self._case.request.kind
            return self._case.final if is_again else self._case.due
        return None if self._purpose in _NO_DATE_BEFORE_DUE else self._case.due

    def _final(self) -> date:
        """Return the last date that is set; nobody is asked for anything before it is due."""
        case = self._case
        if self._purpose == "platform":
            return case.platform_final
        if self._purpose == "refund" and case.paid_back_by:
            return case.paid_back_by
        if self._has_passed() or case.due is None:
            return case.final
        return max(case.final, case.due)

    def _has_passed(self) -> bool:
        return self._case.due is not None and self._case.due < self._case.today

    def _deadline_law(self, law: Provision | None, cited: tuple[Provision, ...]) -> str | None:
        """Return what sets the date; what the letter rests on anyway is not written out twice."""
        if law is None:
            return None
        return str(self._texts["same_law"]) if law in cited else law.told(self._language)

    def _card(self) -> str | None:
        case = self._case
        named = self._texts.get("card_named", {}).get(case.charged)
        return named.format(card=case.card) if named and case.card else case.card

    def _mandate(self) -> str | None:
        """Return the mandate that ends with the contract; None where nobody collects anything."""
        case = self._case
        texts: dict[str, str] = self._texts.get("mandate", {})
        if getattr(case.item, "paid_by", None) and case.charged is None:
            return None
        if case.charged in ("card", "wallet"):
            return texts.get(case.charged)
        if case.country and case.country[:2] not in _SEPA:
            return texts.get("abroad")
        return texts.get("sepa" if case.charged else "unknown")

    def _end(self) -> date | None:
        """Return when the contract ends; tomorrow is what comes out where no terms are known."""
        end, today = self._case.ends_on, self._case.today
        return end if end and end > today + timedelta(days=1) else None

    def _has_tried(self) -> bool:
        """Whether the other party was written to since it charged; of no charge, whether at all."""
        since = self._case.charges[0][0] if self._case.charges else date.min
        return any(
            entry.direction == "out" and entry.type in ASKS and entry.type != "escalation"
            for kind, entry in self._case.history
            if kind not in TO_OTHERS and entry.on >= since
        )

    def _was_heard_from(self) -> bool:
        entries = self._case.reading.entries
        return any(e.direction == "in" and e.type not in ("bounce", "incident") for e in entries)

    def _is_reachable(self) -> bool:
        case = self._case
        person = case.person
        return bool(case.contact or person.email or person.address or person.phone)

    def _reminded_on(self) -> date | None:
        """Return when they were last reminded of what they have not answered since."""
        arrived, last = self._case.reading.arrived, self._last_answer()
        given_on = self._case.reading.given_on
        days = [e.on for e in arrived if e.type == "reminder" and e.on != given_on]
        return days[-1] if days and not (last and last.on > days[-1]) else None

    def _bounced_on(self) -> date | None:
        """Return when the last message came back, where none has reached them."""
        reading = self._case.reading
        days = [entry.on for entry in reading.entries if entry.type == "bounce"]
        return days[-1] if days and reading.given_on is None else None

    def _charge_words(self) -> dict[str, str | None]:
        known = self._texts.get("charge_words", {})
        number = len(self._case.charges)
        return dict(known.get("none" if number == 0 else "one" if number == 1 else "several", {}))

    def _until(self, final: date, values: dict[str, str | None]) -> str | None:
        """Return by when something is to be done: within weeks, where that is what is given."""
        texts = self._texts.get("until")
        if not texts:
            return None
        period = texts.get(str((final - self._case.today).days))
        if final == self._case.due or period is None:
            return self._fill([texts["date"]], values)
        return self._fill([texts["period"]], {**values, "period": period})

    # -- how it stands, whom to turn to ---------------------------------------------------------

    def _stands(self, values: dict[str, str | None]) -> str | None:
        """Return the sentence on how the request stands, where it was sent to them at all."""
        texts, kind = self._texts.get("stands"), self._case.request.kind
        to_others = kind in TO_OTHERS and self._purpose == "complaint"
        if not texts or self._case.reading.given_on is None or to_others:
            return None
        state = self._state()
        text = texts.get(f"{state}_{kind}") or texts.get(state)
        return self._fill([text], values) if text else None

    def _body(self) -> str | None:
        """Return whom one would turn to, by name: how it is reached is nothing to the other party.

        Nobody is told in a letter to that body itself, or where it has been turned to already.
        """
        body = self._case.body
        if body is None or self._recipient == "body" or self._case.body_has_it:
            return None
        return body.name_in(self._language)

    def _list_address(self) -> str | None:
        """Return the address that is mailed to: what a letter that ends it has to name."""
        case = self._case
        if case.list_address or case.request.kind != "unsubscribe":
            return case.list_address
        if case.contact and "@" in case.contact:
            return case.contact
        return case.person.email[0] if len(case.person.email) == 1 else None

    def _recipient_name(self) -> str | None:
        """Return whom the letter goes to by name, where that is not the other party."""
        case = self._case
        body = case.body.name_in(self._language) if case.body else None
        if self._purpose == "inquiry":
            # Only whoever got something is asked how it stands.
            named = in_language(case.escalated_to, self._language) if case.escalated_to else None
            return named or (body if case.escalated_to_body else None)
        return {"platform": case.platform, "issuer": case.issuer, "body": body}.get(self._recipient)

    def _came(self, incident: Entry | None) -> str | None:
        """Return the sentence on what came although they had said that it was done."""
        if incident is None:
            return None
        text = self._texts["came"][incident.what or "mail"]
        return self._fill([text], {"came_on": self._day(incident.on)})
