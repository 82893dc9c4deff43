"""What Portfolio asks of the book, by name; each is answered on a worker thread and imports what it needs there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from app.operations.money.scopes import Period, Scope
from app.views.workspace import Book
from app.vocabulary import Segment

Question = tuple[str, Any]
"""A name of `READERS` and what more is asked; hashable, an answer is kept by it."""
PeriodAndSegment = tuple[Period, Segment | None]
"""What is asked where the method does not matter."""

ANSWERS: Final = "answers"
BACKTEST: Final = "backtest"
LEADS: Final = "leads"
CONTRACTS: Final = "contracts"
METRICS: Final = "metrics"
COHORTS: Final = "cohorts"
OWN_TIME: Final = "own_time"
RENEWALS: Final = "renewals"
MONTHS: Final = "months"
TO_DATE: Final = "to_date"
WHITESPACE: Final = "whitespace"
OVERVIEW: Final[Question] = ("overview", None)


def _overview(book: Book, _more: object, today: date) -> object:
    from app.operations.health.overview import overview

    return book.read(overview, today=today)


def _answers(book: Book, horizon: int, today: date) -> object:
    from app.operations.health.answers import answers

    return book.read(answers, horizon=horizon, today=today)


def _backtest(book: Book, strict: bool, today: date) -> object:
    from app.operations.health.backtest import backtest
    from app.operations.health.models import model_at

    return book.read(backtest, strict=strict, today=today), book.read(model_at, as_of=today)


def _metrics(book: Book, scope: Scope, today: date) -> object:
    from app.operations.money.metrics import metrics

    return book.read(metrics, period=scope.period, today=today, method=scope.method, segment=scope.segment)


def _months(book: Book, scope: Scope, today: date) -> object:
    from app.operations.money.series import by_month

    return book.read(by_month, period=scope.period, today=today, segment=scope.segment)


def _whitespace(book: Book, asked: tuple[date, Segment | None], _today: date) -> object:
    from app.operations.money.whitespace import whitespace

    return book.read(whitespace, day=asked[0], segment=asked[1])


def _leads(book: Book, period: Period, _today: date) -> object:
    from app.operations.money.growth import leads_submitted

    return book.read(leads_submitted, period=period)


def _cohorts(book: Book, asked: PeriodAndSegment, today: date) -> object:
    from app.operations.money.cohorts import cohorts

    return book.read(cohorts, period=asked[0], segment=asked[1], today=today)


def _own_time(book: Book, asked: PeriodAndSegment, today: date) -> object:
    from app.operations.money.own_time import own_time

    return book.read(own_time, period=asked[0], segment=asked[1], today=today)


def _to_date(book: Book, scope: Scope, today: date) -> object:
    from app.operations.money.to_date import retention_to_date

    return book.read(
        retention_to_date, period=scope.period, today=today, method=scope.method, segment=scope.segment
    )  # fmt: skip


def _contracts(book: Book, _more: object, _today: date) -> object:
    from app.operations.money.contracts_told import contracts_told

    return book.read(contracts_told)


def _renewals(book: Book, asked: PeriodAndSegment, today: date) -> object:
    from app.operations.money.renewals import renewals

    return book.read(renewals, period=asked[0], segment=asked[1], today=today)


READERS: dict[str, Callable[[Book, Any, date], object]] = {
    OVERVIEW[0]: _overview,
    ANSWERS: _answers,
    BACKTEST: _backtest,
    LEADS: _leads,
    METRICS: _metrics,
    COHORTS: _cohorts,
    OWN_TIME: _own_time,
    RENEWALS: _renewals,
    MONTHS: _months,
    TO_DATE: _to_date,
    CONTRACTS: _contracts,
    WHITESPACE: _whitespace,
}
