"""Calls to action as rows of Today: those that have a group of their own only add a play to a row that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from app.alerts.rules import Evidence
from app.operations.contracts import days_until
from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import BY_HAND, CtaRow
from app.operations.today_causes import Found, Ground
from app.vocabulary import Band, TodayKind


@dataclass(frozen=True)
class Calls:
    """What is open of the customers of a ground."""

    rows: tuple[CtaRow, ...]

    @cached_property
    def _signals(self) -> frozenset[str]:
        return frozenset(row.id for row in self.rows if row.group is TodayKind.SIGNAL)

    def signals(self, ground: Ground) -> Iterator[Found]:
        """Yield those that stand in the first group."""
        for row in self.rows:
            if row.group is TodayKind.SIGNAL:
                yield found_of(row, ground)

    def beside(self, found: Iterable[Found]) -> Iterator[Found]:
        """Yield rows of another group, each with the call to action that adds a play to it."""
        known = {(row.account_id, row.group, row.subject): row for row in self.rows}
        for one in found:
            row = known.get((one.account.id, one.kind, one.subject_id))
            yield one if row is None else replace(one, cta=row.id, params={**one.params, **_progress(row)})

    def is_step(self, cta_id: str) -> bool:
        """Tell whether a promise of a call to action is a step of a play that the first group tells of."""
        return cta_id in self._signals


def calls_of(ground: Ground) -> Calls:
    """Return what is open of the customers of a ground."""
    found = open_ctas(ground.session, today=ground.today, rules=ground.rules or None)
    return Calls(tuple(row for row in found if row.account_id in ground.accounts))


def found_of(row: CtaRow, ground: Ground) -> Found:
    """Return a call to action as a cause of Today; its day is that of the next step where a play runs."""
    reason, params = said_of(row, ground.today)
    step = row.next_step
    due = step.due if step is not None else row.due
    return Found(
        ground.accounts[row.account_id], TodayKind.SIGNAL, reason, {**params, **_progress(row)}, row.subject_id,
        str(row.facts.get("text") or ""), due, cta=row.id, urgency=_urgency(row),
    )  # fmt: skip


def _urgency(row: CtaRow) -> int:
    """Return how pressing it is: what is only likely presses as much as it is likely."""
    confidence = row.facts.get("confidence")
    return row.urgency if confidence is None else max(1, row.urgency * int(confidence) // 100)


def said_of(row: CtaRow, today: date) -> tuple[str, Mapping[str, Any]]:
    """Return the reason and its parameters, by which `today_words` says what a call to action is about."""
    facts = dict(row.facts)
    if row.rule == BY_HAND or row.evidence is None:
        return "cta.by_hand", {"on": row.opened_on, "text": str(facts.get("text") or "")}
    if row.evidence is Evidence.SCORE_FELL:
        down = facts.pop("down", False)
        return ("signal.band" if down else "signal.fall"), {
            **facts, "band": Band(facts["band"]), "was": Band(facts["was"]), "cause": "", "names": (),
        }  # fmt: skip
    if row.evidence is Evidence.DISAGREEMENT:
        return ("signal.data_higher" if facts.pop("higher", False) else "signal.data_lower"), facts
    return f"cta.{row.evidence}{_variant(row.evidence, facts, today)}", _counted(facts, today)


def _variant(evidence: Evidence, facts: Mapping[str, Any], today: date) -> str:
    if evidence is Evidence.PERSON_LEFT:
        if facts.get("confidence") is not None:
            return ".suspected"
        on = facts.get("on")
        return ".ahead" if isinstance(on, date) and on >= today else ""
    if evidence is Evidence.PAYMENT and facts.get("days") is None:
        return f".{facts.get('event')}"
    if evidence is Evidence.ONBOARDING:
        return "" if facts.get("agreed") else ".target"
    if evidence is Evidence.OVERDUE:
        return ".promise" if "promise" in facts else ""
    if evidence is Evidence.QUIET and facts.get("last") is None:
        return ".never"
    if evidence is Evidence.NOTICE:
        notice = facts.get("notice")
        return ".passed" if isinstance(notice, date) and notice < today else ""
    return ""


def _counted(facts: dict[str, Any], today: date) -> dict[str, Any]:
    """Return facts with the days that have passed since, or are left until, the day that they turn on."""
    for key in ("last", "due", "notice"):
        day = facts.get(key)
        if isinstance(day, date):
            facts["left"] = days_until(day, today)
            facts["ago"] = abs(facts["left"])
            break
    return facts


def _progress(row: CtaRow) -> dict[str, Any]:
    """Return how far a play is, and whether the cause is still there."""
    step = row.next_step
    return {
        "steps_done": row.done, "steps": len(row.steps), "next_step": step.text if step is not None else "",
        "gone": row.gone_on, "rule": row.rule,
    }  # fmt: skip
