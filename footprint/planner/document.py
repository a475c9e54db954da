"""The plan JSON (PLANNER 7), a contract: `footprint plan REF… --json`."""

from datetime import date
from decimal import Decimal
from typing import Any

from footprint.model.fields import Way
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.contracts import Charge
from footprint.planner.difference import Difference
from footprint.planner.result import (
    Affected,
    Amount,
    Deadlock,
    Dropped,
    Hazard,
    Plan,
    Step,
    Verdict,
)
from footprint.planner.telling import difference_told

Json = dict[str, Any]


def plan_document(plan: Plan, records: Records) -> Json:
    """Return the plan as the contract's document, its sentences in the language spoken now."""
    verdict = plan.verdict
    return {
        "format": "footprint-plan",
        "version": 1,
        "today": plan.today.isoformat(),
        "goal": list(plan.goal),
        "by": _day(plan.by),
        "verdict": {
            **_verdict(verdict),
            "hazards": [_hazard(hazard, records) for hazard in verdict.hazards],
        },
        "steps": [_step(step, records) for step in plan.steps],
        "dropped": [_dropped(dropped, records) for dropped in plan.dropped],
        "deadlocks": [_deadlock(deadlock, records) for deadlock in plan.deadlocks],
        "affected": [
            {"item": a.item, "decision": a.decision, "by": a.by, "to": a.to, "via": list(a.via)}
            for a in plan.affected
        ],
        "charges": {item: [day.isoformat() for day in days] for item, days in plan.charges.items()},
        "unavoidable_charges": [_charge(charge) for charge in plan.unavoidable],
        "contested_charges": [_charge(charge) for charge in plan.contested],
        "delay_cost_per_week": [_amount(cost) for cost in plan.delay_cost_per_week],
        "critical_path": list(plan.critical_path),
    }


def difference_document(found: Difference, records: Records) -> Json:
    """Return what is different between two plans: `footprint exit show EXIT --since DATE --json`.

    Steps are told by their ids; `sentences` say the same for a person.
    """
    return {
        "verdict": {
            "before": _verdict(found.verdict_before) if found.verdict_before else None,
            "after": _verdict(found.verdict),
        },
        "delay_cost_per_week": {
            "before": [_amount(cost) for cost in found.cost_before or ()],
            "after": [_amount(cost) for cost in found.cost],
        },
        "steps": {
            "added": [step.id for step in found.added],
            "gone": [step.id for step in found.gone],
            "changed": [
                {"step": c.after.id, "before": _standing(c.before), "after": _standing(c.after)}
                for c in found.changed
            ],
        },
        "hazards": {
            "added": [_hazard(hazard, records) for hazard in found.hazards_added],
            "gone": [_hazard(hazard, records) for hazard in found.hazards_gone],
            "accepted": [_hazard(hazard, records) for hazard in found.accepted],
        },
        "decisions": [
            {"item": c.item, "before": _treated(c.before), "after": _treated(c.after)}
            for c in found.decisions
        ],
        "deadlocks": {
            "closed": [list(deadlock.steps) for deadlock in found.deadlocks_closed],
            "opened": [list(deadlock.steps) for deadlock in found.deadlocks_opened],
        },
        "sentences": [line for told in difference_told(found, records) for line in told.sentences],
    }


def _standing(step: Step) -> Json:
    return {"state": step.state, "earliest": _day(step.earliest), "latest": _day(step.latest)}


def _treated(affected: Affected | None) -> Json | None:
    return {"decision": affected.decision, "to": affected.to} if affected else None


def _verdict(verdict: Verdict) -> Json:
    return {
        "safe": verdict.safe,
        "safe_on": _day(verdict.safe_on),
        "complete_on": _day(verdict.complete_on),
    }


def _hazard(hazard: Hazard, records: Records) -> Json:
    return {
        "hazard": hazard.hazard,
        "item": hazard.item,
        "place": hazard.place,
        "amount": _amount(hazard.amount),
        "accepted": hazard.accepted,
        "message": explain.hazard_message(hazard, records),
    }


def _step(step: Step, records: Records) -> Json:
    return {
        "id": step.id,
        "action": step.action,
        "item": step.item,
        "place": step.place,
        "title": explain.title(step, records),
        "stage": step.stage,
        "state": step.state,
        "automatic": step.automatic,
        "requires": [
            {
                "step": requirement.step,
                "rule": requirement.rule,
                "strength": requirement.strength,
                "because": explain.because(requirement, records),
            }
            for requirement in step.requires
        ],
        "earliest": _day(step.earliest),
        "latest": _day(step.latest),
        "expected_days": step.expected_days,
        "slack_days": step.slack_days,
        "how": _how(step.how),
        "request": step.request,
    }


def _how(way: Way) -> Json:
    return {
        "url": way.url,
        "email": list(way.email),
        "phone": way.phone,
        "form": way.form,
        "needs_login": way.needs_login,
        "difficulty": way.difficulty,
        "note": way.note,
    }


def _dropped(dropped: Dropped, records: Records) -> Json:
    return {
        "from": dropped.first,
        "to": dropped.then,
        "rule": dropped.requirement.rule,
        "because": explain.dropped_message(dropped, records),
    }


def _deadlock(deadlock: Deadlock, records: Records) -> Json:
    return {
        "items": list(deadlock.items),
        "steps": list(deadlock.steps),
        "message": explain.deadlock_message(deadlock, records),
        "try": {"item": deadlock.try_item, "decision": deadlock.try_decision},
    }


def _charge(charge: Charge) -> Json:
    price = charge.amount
    known = _money(price.amount, price.currency) if price else None
    return {"item": charge.item, "on": charge.on.isoformat(), "amount": known}


def _amount(amount: Amount | None) -> Json | None:
    return _money(amount.amount, amount.currency) if amount else None


def _money(amount: Decimal, currency: str | None) -> Json:
    return {"amount": format(amount, "f"), "currency": currency}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
