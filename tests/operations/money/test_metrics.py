"""Figures of money out of a book: what is loaded, whose they are, in which currency, as which customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.accounts import account_rows, amend_accounts
from app.operations.book import Book
from app.operations.contracts import standings
from app.operations.money.figures import Metrics
from app.operations.money.metrics import metrics
from app.operations.money.series import by_month
from app.operations.rates import put_rate
from app.operations.settings import choose
from app.revenue.losses import by_reason
from app.revenue.periods import Period, parse_period
from app.revenue.retention import Method
from app.vocabulary import Segment
from tests.builders import made_up_profile, new_book, opened
from tests.operations.money.books import TODAY, contract, customer

HALF = parse_period("2026-04..2026-09")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def _asked(book: Book, period: Period = HALF, **how: object) -> Metrics:
    return book.read(metrics, period=period, today=TODAY, **how)  # type: ignore[arg-type]


def test_that_an_empty_book_has_no_figures_and_no_fault(book: Book) -> None:
    found = _asked(book)
    assert (found.start, found.end, found.retention.nrr, found.retention.logos.of) == (0, 0, None, 0)
    assert found.bridge.reconciles
    assert (found.renewals.decided, found.ttv.median, found.lifetime.expected) == (None, None, None)
    months = book.read(by_month, period=HALF, today=TODAY)
    assert len(months) == 6
    assert all(month.reconciles and not month.end for month in months)
    with pytest.raises(BansoError, match=r"metrics\.ahead"):
        _asked(book, parse_period("2027-01"))


def test_that_the_made_up_book_reconciles_in_every_period_and_segment(tmp_path: Path) -> None:
    with opened(made_up_profile(tmp_path / "profile")) as made:
        for words in ("2025-04..2026-03", "2026Q2", "2026-11-01..2026-11-20"):
            whole = _asked(made, parse_period(words))
            parts = [_asked(made, parse_period(words), segment=segment) for segment in Segment]
            for found in (whole, *parts):
                assert found.bridge.reconciles
                assert found.start + sum(found.terms.values()) == found.end
            assert sum(part.bridge.end for part in parts) == whole.bridge.end
        year = Period(date(2025, 12, 1), TODAY, "")
        found = _asked(made, year)
        assert found.bridge.terms["reactivation"] > 0
        assert {loss.reasons for loss in found.losses} >= {("merger",), ()}
        assert by_reason(found.losses)["price"][0].full
        assert "late" in {due.state for due in found.renewals.due}
        assert found.leads.accepted.of > 0
        assert found.onboarding.rate.of > 0
        # The same fact on every screen.
        rows = made.read(account_rows, today=TODAY)
        assert found.end == sum(row.mrr for row in rows)
        months = made.read(by_month, period=year, today=TODAY)
        assert (months[0].start, months[-1].end) == (found.start, found.end)
        assert all(one.end == two.start for one, two in pairwise(months))


def test_that_a_renewal_that_was_signed_is_not_counted_beside_what_renews_by_itself(book: Book) -> None:
    def fill(session: Session) -> str:
        account = customer(session, "A")
        how = {"auto_renew": True, "renewal_term_months": 12}
        contract(session, account, 1000, end=date(2026, 3, 31), outcome="renewed", **how)
        contract(session, account, 1200, start=date(2026, 4, 1), **how)
        return account

    account = book.write(fill)[1]
    found = _asked(book)
    assert (found.start, found.terms["price"], found.end) == (1000, 200, 1200)
    assert book.read(standings, TODAY)[account].mrr == 1200


def test_that_a_line_bought_within_a_term_ends_with_the_term_of_its_contract(book: Book) -> None:
    def fill(session: Session) -> None:
        how = {"auto_renew": True, "notified_on": "2026-05-01"}
        contract_id = contract(
            session, customer(session, "A"), 1000, start=date(2024, 4, 1), end=date(2025, 3, 31), **how
        )
        more = {
            "contract_id": contract_id, "product": "Board", "quantity": "1", "unit_price": "50", "amount_minor": 50,
            "billing": "monthly", "start_on": "2024-11-01", "end_on": "2025-03-31",
        }  # fmt: skip
        door.create(session, "contract_line", [more])

    book.write(fill)
    found = book.read(metrics, period=parse_period("2027-04"), today=date(2027, 5, 1))
    assert (found.start, found.terms["churn"], found.end) == (1050, -1050, 0)


def test_that_money_follows_a_change_of_segment_on_its_day(book: Book) -> None:
    def fill(session: Session) -> str:
        account = customer(session, "A", segment="low")
        contract(session, account, 1000)
        return account

    account = book.write(fill)[1]
    book.write(amend_accounts, [account], {"segment": "high"}, today=date(2026, 7, 1))
    high, low = _asked(book, segment=Segment.HIGH), _asked(book, segment=Segment.LOW)
    assert (high.start, high.terms["transferred"], high.end) == (0, 1000, 1000)
    assert (low.start, low.terms["transferred"], low.end) == (1000, -1000, 0)
    assert (low.retention.nrr, high.retention.nrr) == (1, None)
    months = book.read(by_month, period=HALF, today=TODAY, segment=Segment.HIGH)
    assert [month.terms["transferred"] for month in months] == [0, 0, 0, 1000, 0, 0]
    mine = _asked(book, holder_id="nobody")
    assert mine.start == mine.end == 0


def test_that_parents_are_customers_where_that_is_chosen(book: Book) -> None:
    def fill(session: Session) -> tuple[str, str]:
        parent, below = customer(session, "Parent"), customer(session, "Below")
        contract(session, parent, 1000)
        contract(session, below, 400, end=date(2026, 6, 30), outcome="churned", churn_tags=["full", "merger"])
        contract(session, parent, 400, start=date(2026, 7, 1))
        return parent, below

    parent, below = book.write(fill)[1]
    book.write(amend_accounts, [below], {"parent_id": parent}, today=date(2026, 7, 1))
    apart = _asked(book)
    assert (apart.retention.logos.of, apart.terms["churn"]) == (2, -400)
    book.write(choose, "money_unit", "parent")
    one = _asked(book)
    assert (one.retention.logos.of, one.retention.grr, one.terms["churn"]) == (1, 1, 0)
    assert set(one.accounts([parent])) == {parent, below}
    assert one.name(parent) == "Parent"


def test_that_other_currencies_count_at_the_rates_of_the_eve_and_the_change_stands_apart(book: Book) -> None:
    def fill(session: Session) -> None:
        contract(session, customer(session, "A"), 10_000, currency="USD")
        contract(session, customer(session, "B"), 5000)

    book.write(fill)
    with pytest.raises(BansoError, match=r"metrics\.rate_missing"):
        _asked(book)
    for day, rate in ((date(2026, 1, 1), "150"), (date(2026, 8, 1), "140")):
        book.write(put_rate, currency="USD", base="JPY", on=day, rate=rate, today=TODAY)
    found = _asked(book)
    assert (found.start, found.terms["fx"], found.end) == (20_000, -1000, 19_000)
    assert found.money(found.committed.cmrr) == 19_000
    assert found.retention.nrr == found.retention.grr == 1
    [(eve, last)] = found.rates
    assert (eve.on, last.on) == (date(2026, 1, 1), date(2026, 8, 1))
    book.write(choose, "currency", "USD")
    dollars = _asked(book)
    assert (dollars.currency, dollars.start) == ("USD", Decimal("133.33"))
    assert dollars.start + sum(dollars.terms.values()) == dollars.end


def test_that_a_figure_has_the_target_of_its_fiscal_year_and_segment(book: Book) -> None:
    def fill(session: Session) -> None:
        rows = [("nrr", None, "FY2026", "1.06"), ("grr", None, "FY2025", "0.90"), ("grr", "high", "FY2026", "0.95")]
        names = ("metric", "segment", "fiscal_year", "value")
        door.create(session, "target", [dict(zip(names, row, strict=True)) for row in rows])

    book.write(fill)
    assert _asked(book).targets == {"nrr": Decimal("1.06")}
    assert _asked(book, parse_period("2026-01..2026-03")).targets == {"grr": Decimal("0.90")}
    assert _asked(book, segment=Segment.HIGH).targets == {"grr": Decimal("0.95"), "logo_retention": 1}
    assert _asked(book, segment=Segment.LOW).targets == {}


def test_that_the_margin_makes_lifetime_value_one_of_profit(book: Book) -> None:
    book.write(lambda session: contract(session, customer(session, "A"), 1000))
    sales = _asked(book).lifetime
    book.write(choose, "gross_margin", 80)
    profit = _asked(book).lifetime
    assert (sales.by_sales, profit.by_sales) == (True, False)
    assert profit.realised == sales.realised * Fraction(4, 5)
    assert sales.expected is not None
    assert (sales.expected.months, sales.expected.capped) == (60, True)
    for key, wrong in (("gross_margin", 101), ("gross_margin", "a lot"), ("money_unit", "group")):
        with pytest.raises(BansoError):
            book.write(choose, key, wrong)


def test_that_a_removed_account_is_no_customer_and_a_method_is_only_another_reading(book: Book) -> None:
    def fill(session: Session) -> str:
        account = customer(session, "A")
        contract(session, account, 1000)
        return account

    account = book.write(fill)[1]
    asked = _asked(book, method=Method.FLOW)
    assert asked.retention is asked.retentions[Method.FLOW]
    assert replace(asked, method=Method.CLOSED).bridge == _asked(book).bridge
    book.write(lambda session: door.remove(session, "account", [account]))
    assert _asked(book).start == 0
