from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.reviews import periods
from app.operations.reviews.periods import PeriodChoice, period_read, review_periods
from tests.builders import TODAY, new_book


def firm(session: Session, month: int | None) -> str:
    return door.create(session, "account", [{"name": "青葉", "name_key": "青葉", "fiscal_year_end": month}])[0]


def test_that_the_quarter_offered_follows_the_fiscal_year_of_the_customer(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        _changes, december = book.write(firm, 12)
        _changes, unknown = book.write(firm, None)
        offered = {one.key: one for one in book.read(review_periods, december, today=TODAY, lang="en")}
        assert offered["quarter"] == PeriodChoice(
            "quarter", "FY2026Q3", date(2026, 7, 1), date(2026, 9, 30), "Jul–Sep 2026 (Q3)"
        )
        later = book.read(review_periods, unknown, today=date(2027, 2, 1), lang="ja")
        assert {one.key: one for one in later}["quarter"].text == "FY2026Q3"
        assert book.read(period_read, unknown, " FY2026 ", lang="ja").words == "2026年4月–2027年3月（2026年度）"
        with pytest.raises(BansoError, match="period"):
            book.read(period_read, unknown, "いつか", lang="ja")


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 12))
def test_that_the_periods_offered_have_ended_and_the_quarter_last_of_all_quarters(today: date, begins: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(periods, "fiscal_start", lambda _session, _account: begins)
        offered = review_periods(None, "", today=today, lang="ja")  # type: ignore[arg-type]
    assert all(one.end < today for one in offered)
    quarter = next(one for one in offered if one.key == "quarter")
    assert (today - quarter.end).days <= 92
