"""The rows of time to value: a cohort with its figures, and an account with how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.language import _, day, keyed, name_of, ngettext, number, period
from app.operations.money.cohorts import Cohort, StartRow
from app.revenue.survival import Wait
from app.revenue.terms import add_months
from app.views.paint.text import RIGHT
from app.views.portfolio.parts import account_column, heading_width, number_column
from app.views.portfolio.words import NOTHING
from app.views.row_table import Column

ALL = "all"


@dataclass(frozen=True)
class Line:
    """One account in the list; `state` is that of its wait, or of its onboarding where that is what is asked."""

    row: StartRow
    state: str


def wait_state(wait: Wait | None) -> str:
    """Return how a wait stands, as a key."""
    if wait is None:
        return "unclocked"
    return "reached" if wait.reached else "never" if wait.never else "waiting"


def lines_of(rows: Sequence[StartRow]) -> list[Line]:
    """Return accounts with the states of their waits: the reached first, each by their days."""
    order = ("reached", "waiting", "never", "unclocked")
    lines = [Line(row, wait_state(row.wait)) for row in rows]
    return sorted(
        lines, key=lambda one: (order.index(one.state), one.row.wait.days if one.row.wait else 0, one.row.name)
    )


def cohort_name(cohort: Cohort, *, by_segment: bool = False) -> str:
    """Return what a cohort is called."""
    if cohort.first is not None:
        return period(cohort.first, add_months(cohort.first, 3) - timedelta(1))
    if cohort.segment is not None:
        return name_of(cohort.segment)
    return _("No segment") if by_segment and cohort.key != "" else _("All")


def days_words(days: int | None) -> str:
    """Return a quantile in words."""
    return _("not reached") if days is None else ngettext("{n} day", "{n} days", days)


def cohort_columns() -> Sequence[Column[Cohort]]:
    """Return the columns of the cohorts."""
    return (
        Column("cohort", _("Cohort"), lambda one: cohort_name(one, by_segment=True), width=134, strong=True),
        number_column("n", _("Customers"), lambda one: len(one.rows), lambda one: number(len(one.rows))),
        _quantile("median", _("Median"), lambda one: one.curve.median),
        _quantile("p90", _("Nine in ten"), lambda one: one.curve.p90),
        number_column("waiting", _("Waiting"), lambda one: len(one.waiting()), lambda one: number(len(one.waiting()))),
        number_column("never", _("Never"), lambda one: len(one.never()), lambda one: number(len(one.never()))),
    )


def _quantile(key: str, title: str, value: Callable[[Cohort], int | None]) -> Column[Cohort]:
    return Column(
        key, title, lambda one: days_words(value(one)), align=RIGHT, width=heading_width(title, 98),
        sort_key=value,
    )  # fmt: skip


def line_columns() -> Sequence[Column[Line]]:
    """Return the columns of the accounts."""
    return (
        account_column(_("Account"), lambda one: one.row.name, 220),
        Column("segment", _("Segment"), _segment, sort_key=_segment, width=120, tone="text2"),
        _date("start", _("Contract start"), lambda one: one.row.contract_start),
        _date("kick_off", _("Kick-off"), lambda one: one.row.kick_off),
        _date("due", _("First agreed due date"), lambda one: one.row.agreed_due),
        _date("value", _("First value"), lambda one: one.row.first_value),
        number_column("days", _("Days"), lambda one: one.row.wait.days if one.row.wait else None, _days),
        Column("state", _("State"), lambda one: keyed("value.state", one.state),
               sort_key=lambda one: keyed("value.state", one.state), width=180),
    )  # fmt: skip


def _segment(one: Line) -> str:
    return name_of(one.row.segment) if one.row.segment else NOTHING


def _days(one: Line) -> str:
    if one.row.wait is None:
        return NOTHING
    shown = number(one.row.wait.days)
    # Who waits has waited so long at least.
    return shown if one.row.wait.reached else f"≥ {shown}"


def _date(key: str, title: str, value: Callable[[Line], date | None]) -> Column[Line]:
    def words(one: Line) -> str:
        found = value(one)
        return day(found) if found else NOTHING

    return Column(key, title, words, sort_key=value, width=heading_width(title, 100), tone="text2")
