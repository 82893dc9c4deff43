from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations import review_periods
from app.operations.review_periods import period_choices
from app.operations.reviews.periods import PeriodChoice, period_read
from tests.builders import TODAY, new_book


def firm(session: Session, month: int | None) -> str:
    return door.create(session, "account", [{"name": "青葉", "name_key": "青葉", "fiscal_year_end": month}])[0]


def test_that_quarters_follow_the_fiscal_year_of_the_customer(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        _changes, december = book.write(firm, 12)
        _changes, unknown = book.write(firm, None)
        this, before = book.read(period_choices, december, today=TODAY, lang="en")
        assert this == PeriodChoice("quarter", "FY2026Q4", date(2026, 10, 1), date(2026, 12, 31), "Oct–Dec 2026 (Q4)")
        assert before.text == "FY2026Q3"
        assert book.read(period_choices, unknown, today=date(2027, 2, 1), lang="ja")[0].text == "FY2026Q4"
        assert book.read(period_read, unknown, " FY2026 ", lang="ja").words == "2026年4月–2027年3月（2026年度）"
        with pytest.raises(BansoError, match="period"):
            book.read(period_read, unknown, "いつか", lang="ja")


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 12))
def test_that_the_two_quarters_touch_and_the_first_holds_the_day(today: date, begins: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review_periods, "fiscal_start", lambda _session, _account: begins)
        this, before = period_choices(None, "", today=today, lang="ja")  # type: ignore[arg-type]
    assert this.start <= today <= this.end
    assert before.end == this.start - timedelta(1)
