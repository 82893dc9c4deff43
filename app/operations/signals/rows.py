"""Calls to action as screens show them: the row with its steps, and the names that its facts stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.alerts.rules import Evidence, Rule
from app.models import tables
from app.models.database import Session, json_text
from app.models.prepared import Prepared
from app.operations.put_off import KINDS_OF_SUBJECT, hidden_until
from app.vocabulary import Side, TodayKind

BY_HAND = "by_hand"
"""The rule of a call to action that a person raised."""
BY_HAND_URGENCY = 5
_cta, _promise = tables.cta, tables.promise


@dataclass(frozen=True)
class Step:
    """One step of a play: a promise that came of a call to action."""

    id: str
    text: str
    side: Side
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class CtaRow:
    """One call to action. `facts` are what it says, with names in the place of ids and days in that of their text.

    `subject_id` names its row in Today. `proposed` is the playbook that its rule proposes, `playbook` the one that
    runs. `gone_on` since when its cause is not there any more. `place` is where the evidence is seen: a tab of the
    account.
    """

    id: str
    account_id: str
    account: str
    rule: str
    rule_name: Mapping[str, str]
    evidence: Evidence | None
    group: TodayKind
    subject: str
    facts: Mapping[str, Any]
    opened_on: date
    fired_on: date
    due: date | None
    state: str
    gone_on: date | None
    closed_on: date | None
    outcome: str
    reason: str
    playbook: str | None
    proposed: str | None
    urgency: int
    place: str
    steps: tuple[Step, ...] = ()
    hidden_until: date | None = None

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(step.done_on is not None for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        """Return the first step that is not done."""
        return next((step for step in self.steps if step.done_on is None), None)

    @property
    def subject_id(self) -> str:
        """Return what names its row in Today."""
        return KINDS_OF_SUBJECT.get(self.rule, self.id)


PLACES: Mapping[Evidence, str] = {
    Evidence.PERSON_LEFT: "people", Evidence.PERSON_SILENT: "people", Evidence.MOVES: "people",
    Evidence.SHIPPED: "voice",
    Evidence.OVERDUE: "plan", Evidence.ONBOARDING: "plan", Evidence.QUIET: "touchpoints",
    Evidence.NOTICE: "overview", Evidence.DATA_GAP: "overview", Evidence.OUTAGES: "history",
}  # fmt: skip
"""The tab of the account that shows the evidence; the health where nothing is said."""

_account = tables.account
_rows = (
    select(_cta, _account.c.name.label("account"))
    .join(_account, _account.c.id == _cta.c.account_id)
    .where(_cta.c.deleted_at.is_(None), _account.c.deleted_at.is_(None))
)


def asked(*conditions: Any) -> Select[Any]:
    """Return the question for calls to action that meet conditions, as they were opened."""
    return _rows.where(*conditions).order_by(_cta.c.opened_on, _cta.c.no)


_STEPS = Prepared(
    select(
        _promise.c.id, _promise.c.origin_id, _promise.c.text, _promise.c.side, _promise.c.due, _promise.c.done_on
    )
    .where(
        _promise.c.origin == "cta", _promise.c.dropped_on.is_(None), _promise.c.deleted_at.is_(None)
    )
    .order_by(_promise.c.no)
)  # fmt: skip


def cta_rows(
    session: Session, found: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule], *, today: date
) -> list[CtaRow]:
    """Return rows of the table as screens show them, with few questions for all of them."""
    steps = _steps(session) if found else {}
    names = {**_names(session, found), **_series(session, found)}
    hidden = hidden_until(session, str(TodayKind.SIGNAL), today=today)
    made = []
    for row in found:
        rule = rules.get(row["rule"])
        evidence = rule.evidence if rule is not None else None
        facts = {key: _fact(key, value, names) for key, value in (row["params"] or {}).items()}
        one = CtaRow(
            row["id"], row["account_id"], row["account"], row["rule"], rule.name if rule is not None else {},
            evidence, rule.group if rule is not None else TodayKind.SIGNAL, row["subject"], facts,
            date.fromisoformat(row["opened_on"]), date.fromisoformat(row["fired_on"]), _day(row["due"]),
            row["state"], _day(row["gone_on"]), _day(row["closed_on"]), row["outcome"] or "", row["reason"] or "",
            row["playbook"], rule.playbook if rule is not None else None,
            rule.urgency if rule is not None else BY_HAND_URGENCY,
            PLACES.get(evidence, "health") if evidence is not None else "overview",
            tuple(steps.get(row["id"], ())), None,
        )  # fmt: skip
        until = hidden.get((one.account_id, one.subject_id))
        made.append(one if until is None else replace(one, hidden_until=until))
    return made


def _steps(session: Session) -> Mapping[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for row in _STEPS.rows(session):
        found[row["origin_id"]].append(
            Step(row["id"], row["text"], Side(row["side"]), _day(row["due"]), _day(row["done_on"]))
        )
    return found


_DAYS = frozenset({"on", "told_on", "last", "due", "start", "since", "notice", "end", "event_on"})
_NAMED: Mapping[str, tuple[str, str]] = {
    "person": ("person", "name"), "people": ("person", "name"), "milestone": ("milestone", "title"),
    "promise": ("promise", "text"), "request": ("request", "words"),
}  # fmt: skip


def _names(session: Session, found: Iterable[Mapping[str, Any]]) -> Mapping[tuple[str, str], str]:
    """Return what the ids in facts are called: a call to action keeps no name, so that who is forgotten is gone."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in found:
        for key, value in (row["params"] or {}).items():
            if key in _NAMED and value:
                wanted[key] |= set(value) if isinstance(value, list) else {value}
    names: dict[tuple[str, str], str] = {}
    for key, ids in wanted.items():
        entity, column = _NAMED[key]
        table = tables.metadata.tables[entity]
        asked_for = select(table.c.id, table.c[column]).where(
            table.c.id.in_(select(func.json_each(json_text(sorted(ids))).table_valued("value").c.value)),
            table.c.deleted_at.is_(None),
        )
        names |= {(key, row[0]): row[1] for row in session.execute(asked_for)}
    return names


def _series(session: Session, found: Iterable[Mapping[str, Any]]) -> Mapping[tuple[str, str], Any]:
    """Return what series are called in each language, by the key that a rule names them by."""
    measure = tables.measure
    if not any("measure" in (row["params"] or {}) for row in found):
        return {}
    rows = session.execute(
        select(measure.c.key, measure.c.name_ja, measure.c.name_en).where(measure.c.deleted_at.is_(None))
    )
    return {("measure", row[0]): {"ja": row[1] or row[2] or row[0], "en": row[2] or row[1] or row[0]} for row in rows}


def _fact(key: str, value: Any, names: Mapping[tuple[str, str], Any]) -> Any:
    if key == "measure":
        return names.get((key, str(value)), {"ja": str(value), "en": str(value)})
    if key == "people" and isinstance(value, list):
        return tuple(names[key, one] for one in value if (key, one) in names)
    if key in _NAMED:
        return names.get((key, str(value)), "")
    return date.fromisoformat(value) if key in _DAYS and value else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
