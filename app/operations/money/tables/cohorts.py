"""Time to value by cohort: by quarter of the start and by segment, from either clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.language import name_of, period, tr
from app.models.database import Session
from app.operations.export_view import Cell, Sheet, SheetColumn
from app.operations.money.cohorts import Cohort
from app.operations.money.cohorts import cohorts as ask
from app.operations.money.tables.asked import Asked
from app.revenue.terms import add_months


def cohorts(session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheet of the cohorts."""
    lang, found = asked.lang, asked.metrics
    told = ask(session, period=found.period, today=asked.today, segment=found.segment)
    columns = (
        SheetColumn(tr(lang, "Where the clock begins"), width=24), SheetColumn(tr(lang, "Cohort"), width=24),
        *(
            SheetColumn(words, "number", 16)
            for words in (
                tr(lang, "Customers"), tr(lang, "Median in days"), tr(lang, "Nine in ten, days"),
                tr(lang, "Still waiting"), tr(lang, "Never reached"),
            )
        ),
    )  # fmt: skip
    clocks = (
        (tr(lang, "From the contract start"), told.contract),
        (tr(lang, "From the kick-off"), told.kick_off),
    )
    rows = [
        _row(words, one, lang)
        for words, clock in clocks
        if clock.whole.rows
        for one in (clock.whole, *clock.quarters, *clock.segments)
    ]
    said = tr(lang, "Kaplan–Meier; an empty cell is a share that has not been reached.")
    return (asked.sheet(tr(lang, "Time to value by cohort"), columns, rows, said),)


def _row(clock: str, one: Cohort, lang: str) -> Sequence[Cell]:
    if one.first is not None:
        name = period(one.first, add_months(one.first, 3) - timedelta(1), lang)
    elif one.key:
        name = name_of(one.segment, lang) if one.segment else tr(lang, "No segment")
    else:
        name = tr(lang, "All")
    curve = one.curve
    return clock, name, len(one.rows), curve.median, curve.p90, len(one.waiting()), len(one.never())
