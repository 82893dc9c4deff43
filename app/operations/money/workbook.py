"""Everything that Portfolio says of money as one workbook: the figures of a scope with the lists behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.errors import BansoError, Cancelled
from app.language import current
from app.models.database import Session
from app.operations.book import Book
from app.operations.export_view import Sheet, write_sheets
from app.operations.money.contracts_told import contracts_told
from app.operations.money.metrics import metrics
from app.operations.money.scopes import Scope
from app.operations.money.series import by_month
from app.operations.money.tables import providers
from app.operations.money.tables.asked import Asked
from app.operations.settings import settings

SUFFIX = ".xlsx"


def write_money_workbook(
    book: Book,
    to: Path,
    scope: Scope,
    *,
    lang: str | None = None,
    report: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the figures of a scope and return how many rows stand in the workbook; an error leaves no file.

    "money_workbook.suffix" for another kind of file; else what `metrics` raises.
    """
    if to.suffix.lower() != SUFFIX:
        raise BansoError("money_workbook.suffix", field="to", file=to.name)
    sheets = book.read(money_sheets, scope, today=book.clock.today(), lang=lang or current(), cancelled=cancelled)
    return write_sheets(report, cancelled, to, sheets)


def money_sheets(
    session: Session,
    scope: Scope,
    *,
    today: date,
    lang: str,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Sheet, ...]:
    """Return the sheets of a scope, as every provider gives them; raises Cancelled between two of them."""
    asked = Asked(
        metrics(session, period=scope.period, today=today, method=scope.method, segment=scope.segment),
        by_month(session, period=scope.period, today=today, segment=scope.segment),
        contracts_told(session),
        today,
        settings(session).fiscal_year_start,
        lang,
    )
    sheets: list[Sheet] = []
    for provider in providers():
        if cancelled():
            raise Cancelled
        sheets += provider(session, asked)
    return tuple(sheets)
