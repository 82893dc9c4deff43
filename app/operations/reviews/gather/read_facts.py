"""A measure as a review says it: what it came to in the period, what it was before, and its course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.health.inputs import Reading
from app.health.values import micro
from app.operations.reviews.gather import courses
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.measured import Gauge, Measured, answers_of, mean_of, sources_of, total_of
from app.reports.review.facts import Event, Fact, Series, Span

MEAN, TOTAL, LAST = "mean", "total", "last"
"""How the readings of a period become one value."""

ENOUGH_FOR_MEAN = 4
ENOUGH_TO_DRAW = 3


def read_fact(measured: Measured, gauge: Gauge, asked: Asked) -> Fact | None:
    """Return what a measure came to in the period; None where nothing was read."""
    now = measured.readings(gauge, Span(asked.period.start, asked.until))
    if not now:
        return None
    how = TOTAL if gauge.counted else MEAN if len(now) >= ENOUGH_FOR_MEAN else LAST
    values = {
        "measure": gauge.key,
        "name_ja": gauge.name_ja,
        "name_en": gauge.name_en,
        "unit": gauge.unit,
        "how": how,
        "better": gauge.better,
        "origin": now[-1].source,
        "value": text(_one(now, how)),
        "n": str(len(now)),
    }
    behind = list(_used(now, how))
    before = _before(measured, gauge, asked, how)
    if before:
        values["before"] = text(_one(before, how))
        behind += _used(before, how)
        if how != LAST and asked.until < asked.period.end:
            values["so_far"] = "yes"
    if how == LAST:
        values["answers"] = answers_of(now[-1].note)
    return Fact(
        f"reading:{gauge.key}", "measured", values, sources_of(behind), now[-1].on,
        valid_days(gauge.validity_days, now[-1].on, asked),
    )  # fmt: skip


def share_fact(measured: Measured, gauge: Gauge, asked: Asked, fact: Fact) -> Fact | None:
    """Return a measure as a share of what was bought; None where that is not known."""
    if not gauge.whole or fact.values["how"] == TOTAL:
        return None
    whole = measured.newest(gauge.whole, asked.until)
    if whole is None or not whole.value:
        return None
    part = Fraction(fact.values["value"])
    values = {
        "measure": gauge.key,
        "name_ja": gauge.share[0],
        "name_en": gauge.share[1],
        "how": fact.values["how"],
        "better": gauge.better,
        "origin": fact.values["origin"],
        "value": text(part * 100 / whole.value),
        "part": fact.values["value"],
        "whole": text(whole.value),
    }
    now = measured.readings(gauge, Span(asked.period.start, asked.until))
    behind = (*_used(now, fact.values["how"]), whole)
    return Fact(f"share:{gauge.key}", "share", values, sources_of(behind), fact.observed_on, fact.valid_days)


def read_series(measured: Measured, gauge: Gauge, asked: Asked, events: Sequence[Event] = ()) -> Series | None:
    """Return the course of a measure over the period; None where there is too little to draw."""
    now = measured.readings(gauge, Span(asked.period.start, asked.until))
    weekly = courses.by_weeks(asked.period, now)
    then = measured.readings(gauge, asked.compared) if asked.compared is not None else []
    weekday = courses.usual_weekday([*now, *then])
    made = courses.places(asked.period, weekly, (one.on for one in now), weekday)
    values = courses.values(made, now, gauge.counted)
    if sum(value is not None for value in values) < ENOUGH_TO_DRAW:
        return None
    before: tuple[Decimal | None, ...] = ()
    behind = list(now)
    if asked.compared is not None:
        others = courses.places(asked.compared, weekly, (one.on for one in then), weekday)
        before = courses.beside(courses.values(others, then, gauge.counted), len(made))
        behind += then if before else []
    return Series(
        gauge.key, gauge.name_ja, gauge.unit, "columns" if gauge.counted else "line",
        courses.shown_days(made, weekly), values, before, tuple(events), sources_of(behind),
    )  # fmt: skip


def valid_days(validity: int | None, observed_on: date, asked: Asked) -> int | None:
    """Return for how long a figure of the period holds: for good, where it was read when the period ended."""
    if validity is None:
        return None
    over = asked.until == asked.period.end
    return None if over and (asked.until - observed_on).days <= validity else validity


def text(value: Fraction | Decimal) -> str:
    """Return a number as exact decimal text, to a millionth."""
    made = micro(value).normalize()
    return format(made, "f")


def _before(measured: Measured, gauge: Gauge, asked: Asked, how: str) -> list[Reading]:
    if asked.compared is None:
        return []
    if how == LAST:  # what stands at the end is held against what stood at the end
        return measured.readings(gauge, asked.compared)
    return measured.readings(gauge, courses.like_for_like(asked.period, asked.compared, asked.until))


def _one(readings: Sequence[Reading], how: str) -> Fraction:
    if how == TOTAL:
        return total_of(readings)
    return mean_of(_used(readings, how))


def _used(readings: Sequence[Reading], how: str) -> Sequence[Reading]:
    return readings[-1:] if how == LAST else readings
