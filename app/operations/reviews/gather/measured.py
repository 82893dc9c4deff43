"""What was measured at an account, as known on the day of a review: readings of a period, which measure is of what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import select

from app.health.inputs import Inputs, Reading
from app.health.model import Direction, Kind, Loyalty, Measure, Model, NullRule, Take
from app.models import tables
from app.models.database import Session
from app.operations.health.inputs import inputs_of
from app.operations.health.models import model_at
from app.operations.pulses import ASPECTS
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Span
from app.reports.review.telling.figures import CURRENCIES

TICKETS, SATISFACTION, NPS = "tickets", "csat", "nps"
_ANSWERS = re.compile(r"(?<![A-Za-z])n\s*=\s*(\d+)")
_PAYMENT = "invoices_paid_days"
_BOOK = "book_"
_HELPDESK = "helpdesk"
_NOT_USE = frozenset({_HELPDESK, "billing", "contract", "plan", "customer", "survey", "book"})
_COUNTED = frozenset({"times", "tickets", "回", "件"})


class Subject(StrEnum):
    """What a measure tells of, for a review."""

    USE = "use"
    SUPPORT = "support"


@dataclass(frozen=True)
class Gauge:
    """A measure of the book. `whole` is the series of what was bought, `share` what its share of that is called.

    `counted`: its readings add up; `better` is up, down or nothing.
    """

    key: str
    name_ja: str
    name_en: str
    unit: str
    zero_is_missing: bool
    validity_days: int | None
    subject: Subject | None
    counted: bool = False
    better: str = ""
    whole: str = ""
    share: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Measured:
    """The measures of an account, those of the health model first, and their readings as known on a day."""

    gauges: Mapping[str, Gauge]
    inputs: Inputs

    def about(self, subject: Subject) -> list[Gauge]:
        """Return the measures that tell of a subject."""
        return [gauge for gauge in self.gauges.values() if gauge.subject is subject]

    def readings(self, gauge: Gauge, span: Span) -> list[Reading]:
        """Return what was read in a span, oldest first; of several for one instant the one recorded last."""
        last: dict[str, Reading] = {}
        for one in self.inputs.series(gauge.key):
            if span.start <= one.on <= span.end and says(gauge, one):
                last[one.observed_at] = one
        return list(last.values())

    def newest(self, key: str, until: date) -> Reading | None:
        """Return the last reading of a series that says something, up to a day."""
        known = [one for one in self.inputs.series(key) if one.on <= until and one.value]
        return known[-1] if known else None


def measured(session: Session, account_id: str, *, today: date) -> Measured:
    """Return what was measured at an account as known at the end of a day."""
    inputs = inputs_of(session, account_id, as_of=today)
    model = model_at(session, as_of=today)
    measure = tables.measure
    rows = {row["key"]: row for row in session.rows(select(measure).where(measure.c.deleted_at.is_(None)))}
    order = [measure.reading for _dimension, measure in model.measures()]
    keys = [key for key in dict.fromkeys((*order, *sorted(rows))) if key in rows and inputs.series(key)]
    return Measured({key: _gauge(key, rows[key], model, inputs.series(key)) for key in keys}, inputs)


def says(gauge: Gauge, reading: Reading) -> bool:
    """Tell whether a reading says something: nothing was read, or a zero that means that nobody answered."""
    return reading.value is not None and (reading.value != 0 or not gauge.zero_is_missing)


def sources_of(readings: Sequence[Reading]) -> tuple[Source, ...]:
    """Return readings as records behind a figure: their number, their day and their series."""
    return tuple(Source(SourceKind.READING, str(one.no), one.on, one.series) for one in readings)


def answers_of(note: str) -> str:
    """Return how many answered, where the note of a reading says so (n=5): nothing else of a note is told."""
    found = _ANSWERS.search(note)
    return found[1] if found else ""


def mean_of(readings: Sequence[Reading]) -> Fraction:
    """Return the mean of readings that all say something."""
    return total_of(readings) / len(readings)


def total_of(readings: Sequence[Reading]) -> Fraction:
    """Return what readings add up to."""
    return sum((one.value for one in readings if one.value is not None), Fraction(0))


def _gauge(key: str, row: Mapping[str, object], model: Model, readings: Sequence[Reading]) -> Gauge:
    mine = [one for _dimension, one in model.measures() if one.reading == key and one.kind is Kind.DATA]
    read = {one.reading for _dimension, one in model.measures()}
    of = next((one for one in mine if one.per and one.per not in read), None)
    unit = str(row["unit"] or "")
    own = next((one for one in mine if one.per is None and one.take is not Take.CHANGE), None)
    name_ja, name_en = str(row["name_ja"] or ""), str(row["name_en"] or "")
    validity = next((one.validity_days for one in mine if one.validity_days), row["validity_days"])
    return Gauge(
        key,
        name_ja or name_en or key,
        name_en or name_ja or key,
        unit,
        _zero_is_missing(own, row),
        int(str(validity)) if validity else None,
        _subject(key, row, unit, model, readings),
        counted=unit in _COUNTED or any(one.take is Take.SUM for one in mine),
        better=_better(mine, key),
        whole=of.per or "" if of else "",
        share=(of.name.get("ja", key), of.name.get("en", key)) if of else ("", ""),
    )


def _zero_is_missing(own: Measure | None, row: Mapping[str, object]) -> bool:
    rule = own.null_rule if own is not None else row["null_rule"]
    return rule == NullRule.ZERO_IS_MISSING


def _better(mine: Sequence[Measure], key: str) -> str:
    if key == TICKETS:
        return "down"
    known = {one.direction for one in mine} - {Direction.TARGET}
    return str(known.pop()) if len(known) == 1 else ""


def _subject(
    key: str, row: Mapping[str, object], unit: str, model: Model, readings: Sequence[Reading]
) -> Subject | None:
    """Return what a measure tells of; nothing of what we judge, of the book's own, of money and of other papers."""
    source = readings[-1].source
    if key in ASPECTS or key.startswith(_BOOK) or source == "book" or key == NPS:
        return None
    if key in (TICKETS, SATISFACTION) or source == _HELPDESK:
        return Subject.SUPPORT
    bought = {one.per for _d, one in model.measures()} - {one.reading for _d, one in model.measures()}
    if key == _PAYMENT or source in _NOT_USE or key in bought or unit in CURRENCIES:
        return None
    return None if row["loyalty"] == str(Loyalty.PSYCHOLOGICAL) else Subject.USE
