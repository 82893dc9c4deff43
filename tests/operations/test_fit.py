from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.operations.account_page import account_page
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.fit import ASKED_AFTER, fit_asked, judge_fit, suggested_fit
from app.vocabulary import Criterion, Fit
from tests.builders import TODAY, new_book
from tests.operations.test_account_fields import facts
from tests.views.accounts.books import NAMES, fill

DAYS = st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def test_that_a_judgement_is_kept_with_its_reason_its_day_and_as_a_dated_fact(book: Book) -> None:
    account_id = book.read(find_account, NAMES[0])
    criteria = {Criterion.PROBLEM: True, Criterion.SIZE: False}
    before = book.read(content_hash)
    changes, _n = book.write(
        judge_fit, account_id, fit=Fit.PARTIAL, reason=" 予算が半分 ", criteria=criteria, today=TODAY
    )
    page = book.read(account_page, account_id, today=TODAY)
    assert (page.fit, page.fit_reason, page.fit_on) == (Fit.PARTIAL, "予算が半分", TODAY)
    assert page.fit_criteria == {"problem": True, "size": False}
    assert facts(book, "fit") == ["partial"]
    book.write(take_back, changes.id)
    assert book.read(content_hash) == before


def test_that_a_judgement_without_a_reason_is_refused(book: Book) -> None:
    account_id = book.read(find_account, NAMES[0])
    before = book.read(content_hash)
    for reason, key in (("  ", "fit.no_reason"), ("あ" * 2001, "field.too_long")):
        with pytest.raises(BansoError) as refused:
            book.write(judge_fit, account_id, fit=Fit.GOOD, reason=reason, criteria={}, today=TODAY)
        assert refused.value.key == key
    assert book.read(content_hash) == before


@given(st.dictionaries(st.sampled_from(Criterion), st.booleans()))
def test_that_criteria_suggest_something_once_all_five_are_judged(criteria: dict[Criterion, bool]) -> None:
    suggested = suggested_fit(criteria)
    if len(criteria) < 5:
        assert suggested is None
    else:
        met = sum(criteria.values())
        assert suggested is (Fit.GOOD if met == 5 else Fit.PARTIAL if met >= 3 else Fit.POOR)


def test_that_fit_is_asked_at_the_handover_and_at_day_90() -> None:
    start, handed = date(2026, 1, 10), date(2026, 1, 5)

    def asked(today: date, judged: date | None) -> date | None:
        return fit_asked(fit_on=judged, handed_on=handed, start=start, today=today)

    assert asked(date(2026, 1, 4), None) is None
    assert asked(date(2026, 1, 6), None) == handed
    assert asked(date(2026, 1, 6), handed) is None
    assert asked(date(2026, 4, 9), handed) is None
    assert asked(date(2026, 4, 10), handed) == date(2026, 4, 10)
    assert asked(date(2026, 11, 20), date(2026, 4, 10)) is None


@given(judged=DAYS, handed=DAYS, start=DAYS, days=st.integers(0, 800))
def test_that_who_judged_today_is_not_asked_today(
    judged: date | None, handed: date | None, start: date | None, days: int
) -> None:
    today = date(2025, 1, 1) + timedelta(days)
    asked = fit_asked(fit_on=judged, handed_on=handed, start=start, today=today)
    assert asked is None or (asked <= today and (judged is None or judged < asked))
    assert fit_asked(fit_on=today, handed_on=handed, start=start, today=today) is None
    if handed is None and start is not None and judged is None:
        assert (asked is None) is (today < start + ASKED_AFTER)
