"""Which row a change touched, in its own words: a name, a first line, a figure with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from app.journal.door import present
from app.language import current, number
from app.models import tables
from app.models.database import Session
from app.operations.signals.shipped import shipped_rules
from app.reports.review.facts import Chapter
from app.reports.review.names import chapter_name

_TITLE: Mapping[str, str] = {
    "account": "name", "person": "name", "touchpoint": "body", "touchpoint_person": "name", "promise": "text",
    "contract_line": "product", "request": "words", "csql": "signal", "response": "comment", "gathering": "name",
    "indicator": "note", "position": "title",
    "feeling": "reason", "score_override": "reason", "reading": "note", "move": "evidence", "tie": "note",
    "plan": "name", "objective": "title", "objective_reading": "value", "milestone": "title", "commitment": "by_name",
    "plan_version": "number", "plan_return": "by_name", "plan_comment": "words", "onboarding": "first_value",
    "review": "period", "review_section": "title", "decision": "text", "forecast_call": "reason",
}  # fmt: skip
_RULES: Mapping[str, str] = {"cta": "rule", "signal_rule": "key"}


def titles(session: Session, rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return what says which row each (table, id) is, in the words that were written there."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for entity, row_id in rows:
        wanted[entity].append(row_id)
    found: dict[tuple[str, str], str] = {}
    for entity, ids in wanted.items():
        there = present(session, entity, ids)
        people = _people(session, there.values()) if entity in _OF_PEOPLE else {}
        series = _series(session) if entity == "reading" else {}
        rules = {rule.key: rule.name.get(current(), rule.key) for rule in shipped_rules()} if entity in _RULES else {}
        for row_id, row in there.items():
            title = f"{_figure(entity, row)} {row.get(_TITLE.get(entity, '')) or ''}".strip().split("\n", 1)[0]
            named = [people[str(row[key])] for key in _PERSON_KEYS if str(row.get(key)) in people]
            who = " – ".join(named) or series.get(str(row.get("measure_no")), "")
            who = who or rules.get(str(row.get(_RULES.get(entity, ""))), "")
            found[entity, row_id] = " ".join(part for part in (who, title) if part)
    return found


def _figure(entity: str, row: Mapping[str, Any]) -> str:
    """Return what was judged or read, as a number, or which section it is; nothing for anything else."""
    if entity == "feeling":
        return number(row["effect"]) if row["effect"] <= 0 else f"+{row['effect']}"
    if entity == "score_override":
        return str(row["score"])
    if entity == "review_section" and row["chapter"] != Chapter.OWN:
        return chapter_name(Chapter(row["chapter"]), current())
    if entity == "reading":
        return "—" if row["value"] is None else f"{row['value']:g}".replace("-", "−")
    return ""


_PERSON_KEYS = ("person_id", "one_id", "other_id")
_OF_PEOPLE = frozenset({"position", "participation", "move", "tie", "sameness"})


def _people(session: Session, rows: Iterable[Mapping[str, object]]) -> dict[str, str]:
    ids = list({str(row[key]) for row in rows for key in _PERSON_KEYS if row.get(key)})
    return {row_id: str(row["name"]) for row_id, row in present(session, "person", ids).items()}


def _series(session: Session) -> dict[str, str]:
    measure = tables.measure
    name = measure.c.name_ja if current() == "ja" else measure.c.name_en
    return {str(row[0]): row[1] or row[2] for row in session.execute(select(measure.c.no, name, measure.c.key))}
