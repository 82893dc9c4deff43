"""What the made-up book says of itself week by week, as it was known on each Sunday: the story is told once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.alerts.cadence import cadence_days
from app.demo.chapters import Ledger
from app.health.derived import MEASURES, NOTHING, SOURCE, Known, derive, to_write
from app.plans.status import RECENT, Milestone, Objective, milestone_status, objective_status, reached
from app.plans.worth import Priced, worth
from app.revenue.mrr import ContractLine, mrr_on
from app.vocabulary import Billing, ContractKind, Phase, PlanStatus, Segment

REFRESH_DAYS = 27
"""A value that has not moved is written again in every fourth week: it is valid for thirty days."""
_VALID = 62
_HEARD = frozenset(
    {
        "account_fact", "position", "promise", "contract", "touchpoint", "reading", "plan", "objective", "milestone",
        "objective_reading",
    }
)  # fmt: skip


@dataclass
class _Told:
    """What was told of one customer so far."""

    facts: dict[str, Any] = field(default_factory=dict)
    positions: dict[str, dict[str, Any]] = field(default_factory=dict)
    promises: dict[str, dict[str, Any]] = field(default_factory=dict)
    contracts: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: list[Mapping[str, Any]] = field(default_factory=list)
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)
    objectives: dict[str, dict[str, Any]] = field(default_factory=dict)
    milestones: dict[str, dict[str, Any]] = field(default_factory=dict)
    read: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The last reading of each objective, and its day."""
    met: date | None = None
    value: tuple[float, date] | None = None
    written: dict[str, tuple[float | None, date]] = field(default_factory=dict)


def write_derived(ledger: Ledger, measures: Mapping[str, str]) -> None:
    """Write the readings that the book makes of itself, Sunday by Sunday, and when each customer began to pay."""
    told: dict[str, _Told] = defaultdict(_Told)
    owner: dict[str, str] = {}
    sunday: date | None = None
    keys = {measure_id: key for key, measure_id in measures.items()}
    for day, _cause, creates, amends in list(ledger.so_far()):
        sunday = sunday or day + timedelta(days=6 - day.weekday())
        while sunday < day:
            _week(ledger, told, measures, sunday)
            sunday += timedelta(days=7)
        for entity, rows in creates.items():
            for row in rows:
                _take(told, owner, entity, dict(row), keys)
        for entity, changed in amends.items():
            for row_id, values in changed.items():
                there = told[owner[row_id]] if row_id in owner else None
                if there is not None:
                    _rows(there)[entity][row_id].update(values)
    while sunday is not None and sunday < ledger.eve:
        _week(ledger, told, measures, sunday)
        sunday += timedelta(days=7)


def write_starts(ledger: Ledger) -> None:
    """Write from which day on each customer pays, on the day its first paid contract was written down."""
    first: dict[str, tuple[date, str]] = {}
    for day, _cause, creates, _amends in list(ledger.so_far()):
        for row in creates.get("contract", ()):
            start = str(row["start_on"])
            if row["kind"] == ContractKind.PAID and start < first.get(str(row["account_id"]), (day, "9"))[1]:
                first[str(row["account_id"])] = day, start
    for account_id, (day, start) in first.items():
        ledger.create(
            day,
            "demo_contracts",
            "account_fact",
            account_id=account_id,
            field="started_on",
            value=start,
            effective_on=day.isoformat(),
            recorded_at=ledger.written(day, "demo_contracts"),
        )


def _take(
    told: Mapping[str, _Told], owner: dict[str, str], entity: str, row: dict[str, Any], keys: Mapping[str, str]
) -> None:
    if entity == "contract_line":
        told[owner[row["contract_id"]]].lines.append(row)
        return
    if entity not in _HEARD:
        return
    there = told[row["account_id"]]
    if entity == "account_fact":
        there.facts[row["field"]] = row["value"]
    elif entity == "reading":
        if keys.get(row["measure_id"]) == "value_jpy":
            there.value = row["value"], date.fromisoformat(row["observed_at"][:10])
    elif entity == "objective_reading":
        there.read[row["objective_id"]] = row["value"], row["on_date"]
    elif entity == "touchpoint":
        on = date.fromisoformat(row["on_date"])
        if row["state"] == "done" and row["two_way"]:
            there.met = max(there.met or on, on)
    else:
        owner[row["id"]] = row["account_id"]
        _rows(there)[entity][row["id"]] = row


def _rows(there: _Told) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        "position": there.positions, "promise": there.promises, "contract": there.contracts, "plan": there.plans,
        "objective": there.objectives, "milestone": there.milestones,
    }  # fmt: skip


def _week(ledger: Ledger, told: Mapping[str, _Told], measures: Mapping[str, str], sunday: date) -> None:
    for account_id, there in told.items():
        known = _known(there, sunday)
        wanted = NOTHING if known is None else derive(known, sunday)
        for key in MEASURES:
            value = wanted[key]
            if to_write(value, there.written.get(key), sunday, REFRESH_DAYS):
                there.written[key] = value, sunday
                ledger.read(
                    sunday,
                    sunday + timedelta(days=1),
                    account_id=account_id,
                    measure_id=measures[key],
                    value=value,
                    source=SOURCE,
                    note=None,
                )


def _known(there: _Told, day: date) -> Known | None:
    phase = Phase(there.facts["phase"]) if there.facts.get("phase") else None
    if phase is Phase.CHURNED:
        return None
    iso = day.isoformat()
    begun = [row for row in there.positions.values() if row["from_on"] <= iso]
    paid = [row["start_on"] for row in there.contracts.values() if row["kind"] == ContractKind.PAID]
    start = date.fromisoformat(min(paid)) if paid else None
    value = _worth(there, day)
    return Known(
        cadence=cadence_days(Segment(there.facts["segment"]), phase),
        last_two_way=there.met,
        started_on=start if start and start <= day else None,
        people=bool(there.positions),
        roles=frozenset(row["role"] for row in begun if not row["to_on"] or row["to_on"] >= iso),
        had_sponsor=any(row["role"] == "sponsor" for row in begun),
        overdue=sum(_overdue(row, iso) for row in there.promises.values()),
        value=value,
        mrr=_mrr(there, day) if value is not None else Decimal(0),
        objectives=_reached(there, day),
    )


def _reached(there: _Told, day: date) -> tuple[int, int] | None:
    statuses = []
    for row_id, row in there.objectives.items():
        if _is_heard(there, row, day):
            closed = _day(there.plans[row["plan_id"]].get("closed_on"))
            statuses.append(_status(there, row_id, row, min(closed or day, day)))
    return reached(statuses)


def _worth(there: _Told, day: date) -> Decimal | None:
    """Return the agreed money a month: that of the plans, else what was written down not long ago."""
    agreed = worth(
        Priced(
            _number(row["baseline"]), _number(there.read.get(row_id, (None, ""))[0]), _number(row["target"]),
            row["value_minor"], row["currency"] or "", row["value_agreed_by"] or "",
        )
        for row_id, row in there.objectives.items()
        if _is_heard(there, row, day)
    ).get("JPY")  # fmt: skip
    if agreed is not None:
        return max(agreed, Decimal(0))
    fresh = there.value is not None and (day - there.value[1]).days <= _VALID
    return Decimal(str(there.value[0])) if there.value is not None and fresh else None


def _is_heard(there: _Told, row: Mapping[str, Any], day: date) -> bool:
    closed = _day(there.plans[row["plan_id"]].get("closed_on"))
    return closed is None or closed >= day - timedelta(RECENT)


def _status(there: _Told, row_id: str, row: Mapping[str, Any], day: date) -> PlanStatus:
    if row.get("status") and not row.get("met_on"):
        return PlanStatus(row["status"])
    below = tuple(
        milestone_status(Milestone(_day(step["due"]), _day(step.get("done_on"))), start=None, today=day)
        for step in there.milestones.values()
        if step["objective_id"] == row_id
    )
    actual, actual_on = there.read.get(row_id, (None, None))
    goal = Objective(
        start=_day(row["start_on"]),
        due=_day(row["due"]),
        baseline=_number(row["baseline"]),
        actual=_number(actual),
        actual_on=_day(actual_on),
        target=_number(row["target"]),
        met_on=_day(row.get("met_on")),
        below=below,
    )
    return objective_status(goal, today=day)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _overdue(row: Mapping[str, Any], iso: str) -> bool:
    ours = row["side"] in ("me", "internal")
    return bool(ours and row["due"] and row["due"] < iso and not row["done_on"] and not row["dropped_on"])


def _mrr(there: _Told, day: date) -> Decimal:
    lines = [
        ContractLine(
            date.fromisoformat(row["start_on"]),
            date.fromisoformat(row["end_on"]),
            int(row["amount_minor"]),
            billing=Billing(row["billing"]),
            kind=ContractKind(there.contracts[row["contract_id"]]["kind"]),
            free_months=int(row["free_months"] or 0),
        )
        for row in there.lines
    ]
    exact = mrr_on(lines, day).exact
    return Decimal(exact.numerator) / Decimal(exact.denominator)
