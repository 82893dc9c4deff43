"""The health score at the end of the period, as its page gives it, with dimensions and what data made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from app.health.inputs import Inputs
from app.health.model import Kind, Take
from app.health.score import Part, Score, score
from app.models.database import Session
from app.operations.health.inputs import known_of
from app.operations.health.known import Known
from app.operations.health.models import model_at
from app.operations.reviews.gather import courses
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.measured import NPS, answers_of, sources_of
from app.operations.reviews.gather.read_facts import ENOUGH_TO_DRAW, text
from app.reports.content import Source
from app.reports.review.facts import Chapter, ChapterFacts, Fact, Series, Span

KEY = "health"
_NOT_TOLD = frozenset({"book", "billing"})
"""Where readings come from that say nothing of the customer's work."""


def health(session: Session, known: Asked) -> ChapterFacts:
    """Return the score at the end of the period, or today where it still runs, with its course."""
    rows = known_of(session, known.account_id)
    now = _score(session, rows, known.until)
    if now.score is None or now.exact is None:
        return ChapterFacts(Chapter.HEALTH, nothing="no_health")
    inputs = rows.inputs(known.until)
    sources = _sources(now.parts, inputs)
    values = {
        "value": str(now.score),
        "exact": text(now.exact),
        "band": str(now.band),
        "coverage": text(now.coverage),
    }
    if known.compared is not None:
        end = _day_before(known.period, known.compared, known.until)
        then = _score(session, rows, end)
        if then.score is not None:
            values["before"] = str(then.score)
            sources = tuple(dict.fromkeys((*sources, *_sources(then.parts, rows.inputs(end)))))
    facts = [Fact(f"{KEY}:score", "score", values, sources, known.until)]
    facts += _dimensions(now, inputs, known.until)
    course = _course(session, rows, known)
    return ChapterFacts(Chapter.HEALTH, tuple(facts), (course,) if course is not None else ())


def _score(session: Session, rows: Known, day: date) -> Score:
    return score(model_at(session, as_of=day), rows.inputs(day))


def _day_before(period: Span, compared: Span, until: date) -> date:
    """Return the day that a score is held against: the eve of the period, or the same day of another year."""
    if compared.end < period.start and (period.start - compared.end).days == 1:
        return compared.end
    return courses.like_for_like(period, compared, until).end


def _dimensions(now: Score, inputs: Inputs, day: date) -> list[Fact]:
    """Return the dimensions that data tell of; one of our own judgement alone is not told."""
    found = []
    for dimension in now.model.dimensions:
        value = (now.dimensions or {}).get(dimension.key)
        parts = [part for part in now.parts if part.dimension.key == dimension.key]
        if value is None or all(part.measure.kind is Kind.PULSE for part in parts):
            continue
        values = {
            "name_ja": dimension.name.get("ja", dimension.key),
            "name_en": dimension.name.get("en", dimension.key),
            "letter": dimension.letter,
            "origin": "score",
            "value": text(value),
        }
        told = _telling(parts)
        values |= _reason(told[0]) if told else {}
        sources = _sources(parts, inputs)
        found.append(Fact(f"{KEY}:{dimension.key}", "dimension", values, sources, day))
    return found


def _telling(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that were measured, those first that move the score most; what the book says of us is none."""
    told = [one for one in parts if _is_told(one) and one.value.score is not None and one.effective_weight]
    return sorted(told, key=lambda one: -abs(one.effect))


def _is_told(part: Part) -> bool:
    reading = part.value.reading
    if part.measure.kind is not Kind.DATA or reading is None or reading.source in _NOT_TOLD:
        return False
    return part.measure.reading != NPS or bool(answers_of(reading.note))


def _reason(part: Part) -> Mapping[str, str]:
    measure = part.measure
    note = part.value.reading.note if part.value.reading is not None else ""
    return {
        "reason_ja": measure.name.get("ja", measure.key),
        "reason_en": measure.name.get("en", measure.key),
        "reason": text(part.value.raw or Decimal(0)),
        "reason_unit": measure.unit,
        "reason_take": str(measure.take),
        "reason_days": str(measure.window_days or 28),
        "reason_n": answers_of(note) if measure.reading == NPS else "",
    }


def _sources(parts: Sequence[Part], inputs: Inputs) -> tuple[Source, ...]:
    """Return the readings that made parts of a score: those of a window all of them, pulses none."""
    found = []
    for part in parts:
        newest, measure = part.value.reading, part.measure
        if measure.kind is Kind.PULSE or newest is None or part.value.score is None:
            continue
        series = inputs.series(measure.reading)
        whole = (measure.window_days or 28) * (2 if measure.take is Take.CHANGE else 1)
        back = 1 if measure.take is Take.LATEST else whole
        found += [one for one in series if one.value is not None and 0 <= (newest.on - one.on).days < back]
        if measure.per is not None:
            found += [one for one in inputs.series(measure.per) if one.value][-1:]
    return tuple(dict.fromkeys(sources_of(found)))


def _course(session: Session, rows: Known, known: Asked) -> Series | None:
    """Return the score at the end of each week or month, as known then."""
    weekly = (known.period.end - known.period.start).days <= courses.LONGEST_IN_WEEKS
    # The last day is a point of its own, also in a week that is cut off: the figure beside the course says the same.
    made = courses.places(known.period, weekly, (known.period.end,))
    scores = [
        _score(session, rows, min(place.end, known.until)) if place.start <= known.until else None for place in made
    ]
    values = tuple(_shown(one) for one in scores)
    if sum(value is not None for value in values) < ENOUGH_TO_DRAW:
        return None
    before: tuple[Decimal | None, ...] = ()
    if known.compared is not None:
        others = courses.places(known.compared, weekly, (known.compared.end,))
        then = tuple(_shown(_score(session, rows, place.end)) for place in others)
        before = courses.beside(then, len(made))
    sources = dict.fromkeys(
        source
        for one in scores
        if one is not None and one.score is not None
        for source in _sources(one.parts, rows.inputs(one.as_of))
    )
    return Series(KEY, "", "points", "line", courses.shown_days(made, weekly), values, before, sources=tuple(sources))


def _shown(one: Score | None) -> Decimal | None:
    return None if one is None or one.score is None else Decimal(one.score)
