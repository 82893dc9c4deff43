"""What people answered in the period: an NPS with the number who answered, or the one answer there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.measured import NPS, Measured, answers_of, sources_of
from app.operations.reviews.gather.read_facts import text, valid_days
from app.operations.surveys import nps_of
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Fact, Span
from app.vocabulary import Survey

Row = Mapping[str, Any]
_VALID = 180


def survey_facts(session: Session, found: Measured, known: Asked) -> list[Fact]:
    """Return a fact for each kind of survey that was answered in the period."""
    now = _answers(session, known, Span(known.period.start, known.until))
    before = _answers(session, known, known.compared) if known.compared is not None else {}
    facts = []
    if str(Survey.NPS) in now:
        facts.append(_nps(now[str(Survey.NPS)], before.get(str(Survey.NPS), ()), known))
    else:
        read = _read_nps(found, known)
        facts += [read] if read is not None else []
    facts += [_mean(kind, rows, before.get(kind, ()), known) for kind, rows in now.items() if kind != str(Survey.NPS)]
    return facts


def _answers(session: Session, known: Asked, span: Span) -> dict[str, list[Row]]:
    # What people wrote beside their score is theirs, and whose it is is not told.
    response = tables.response
    statement = (
        select(response)
        .where(
            response.c.account_id == known.account_id,
            response.c.score.is_not(None),
            response.c.on_date.between(span.start.isoformat(), span.end.isoformat()),
            response.c.deleted_at.is_(None),
        )
        .order_by(response.c.on_date, response.c.no)
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in session.rows(statement):
        found[row["survey"]].append(row)
    return found


def _nps(now: Sequence[Row], before: Sequence[Row], known: Asked) -> Fact:
    made = nps_of([_said(row) for row in now])
    assert made is not None
    if made.n == 1:
        return Fact(
            "survey:nps", "answer", {"value": text(Decimal(now[-1]["score"])), "origin": "survey"},
            _sources(now), made.last, valid_days(_VALID, made.last, known),
        )  # fmt: skip
    values = {"survey": str(Survey.NPS), "value": str(made.value), "n": str(made.n), "origin": "survey"}
    then = nps_of([_said(row) for row in before])
    if then is not None and then.n > 1:
        values |= {"before": str(then.value), "before_n": str(then.n)}
    sources = _sources((*now, *before) if "before" in values else now)
    return Fact("survey:nps", "survey", values, sources, made.last, valid_days(_VALID, made.last, known))


def _read_nps(found: Measured, known: Asked) -> Fact | None:
    """Return the NPS as it was read, where its note says how many answered."""
    gauge = found.gauges.get(NPS)
    if gauge is None:
        return None
    now = [one for one in found.readings(gauge, Span(known.period.start, known.until)) if answers_of(one.note)]
    if not now or now[-1].value is None:
        return None
    one = now[-1]
    values = {"survey": str(Survey.NPS), "value": text(now[-1].value), "n": answers_of(one.note), "origin": one.source}
    then = found.readings(gauge, known.compared) if known.compared is not None else []
    then = [one for one in then if answers_of(one.note)]
    if then and then[-1].value is not None:
        values |= {"before": text(then[-1].value), "before_n": answers_of(then[-1].note)}
    behind = sources_of([*now[-1:], *then[-1:]])
    return Fact("survey:nps", "survey", values, behind, one.on, valid_days(gauge.validity_days, one.on, known))


def _mean(kind: str, now: Sequence[Row], before: Sequence[Row], known: Asked) -> Fact:
    values = {"survey": kind, "value": text(_average(now)), "n": str(len(now)), "origin": "survey"}
    if before:
        values |= {"before": text(_average(before)), "before_n": str(len(before))}
    last = date.fromisoformat(now[-1]["on_date"])
    return Fact(f"survey:{kind}", "survey", values, _sources((*now, *before)), last, valid_days(_VALID, last, known))


def _average(rows: Sequence[Row]) -> Fraction:
    return sum((Fraction(row["score"]) for row in rows), Fraction(0)) / len(rows)


def _said(row: Row) -> tuple[str, date, Decimal]:
    return str(row["person_id"] or row["name"] or ""), date.fromisoformat(row["on_date"]), Decimal(row["score"])


def _sources(rows: Sequence[Row]) -> tuple[Source, ...]:
    return tuple(
        Source(SourceKind.RESPONSE, row["id"], date.fromisoformat(row["on_date"]), row["survey"]) for row in rows
    )
