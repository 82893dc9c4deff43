"""The weekly report says what the book holds of seven days, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.database import Session
from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.health.account_health import account_health
from app.operations.health.movement import shown
from app.operations.money.calls import call_renewal
from app.operations.promises import add_promise, keep_promise
from app.operations.weekly import weekly
from app.operations.weekly_parts import weekly_document
from app.vocabulary import Phase, Side
from tests.builders import TODAY, made_up_profile, opened


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path)) as made:
        yield made


def rows(session: Session, sql: str) -> list[str]:
    return [str(row[0]) for row in session.execute(text(sql))]


@pytest.mark.parametrize("today", [TODAY, TODAY - timedelta(21), TODAY - timedelta(70)])
def test_that_a_change_of_band_is_what_the_health_of_both_days_says(book: Book, today: date) -> None:
    report = book.read(weekly, today=today)
    told = {one.account_id: one for one in report.bands}
    for row in book.read(account_rows, today=today):
        if row.phase is Phase.CHURNED:
            continue
        before = book.read(account_health, row.id, as_of=today - timedelta(7)).score
        now = book.read(account_health, row.id, as_of=today).score
        assert (row.id in told) is (shown(before.band) is not shown(now.band)), row.name
        if row.id in told:
            assert (told[row.id].score_before, told[row.id].score) == (before.score, now.score)


def test_that_touchpoints_are_counted_by_kind_and_a_note_is_none(book: Book) -> None:
    report = book.read(weekly, today=TODAY)
    asked = "SELECT count(*) FROM touchpoint WHERE state = 'done' AND deleted_at IS NULL AND kind != 'note'"
    span = f" AND on_date BETWEEN '{TODAY - timedelta(6)}' AND '{TODAY}'"
    assert [str(sum(report.by_kind.values()))] == book.read(rows, asked + span)
    assert sum(len(one.touches) for one in report.met) == sum(report.by_kind.values()) > 0


def test_that_a_forecast_and_what_a_colleague_owes_come_and_go(book: Book) -> None:
    [contract, account] = book.read(rows, "SELECT id FROM contract WHERE kind = 'paid' LIMIT 1") + book.read(
        rows, "SELECT account_id FROM contract WHERE kind = 'paid' LIMIT 1"
    )
    quiet = book.read(weekly, today=TODAY)
    book.write(
        call_renewal, contract, committed=Decimal(90), best=Decimal(100), worst=Decimal(0), reason="予算が削られた",
        today=TODAY, by_id=None,
    )  # fmt: skip
    promise = book.write(
        add_promise,
        account,
        text="見積もりの承認",
        side=Side.INTERNAL,
        who="法務 大森",
        due=TODAY - timedelta(2),
        today=TODAY,
    )[1]
    report = book.read(weekly, today=TODAY)
    assert (contract, "予算が削られた") in {(one.now.contract_id, one.now.reason) for one in report.calls}
    assert len(report.help) == len(quiet.help) + 1
    ja, en = (weekly_document(report, lang=lang).plain() for lang in ("ja", "en"))
    assert "見積もりの承認" in ja
    assert "期限超過" in ja
    assert "overdue" in en
    assert "予算が削られた" in ja
    book.write(keep_promise, promise, on=TODAY)
    assert book.read(weekly, today=TODAY).help == quiet.help
    later = book.read(weekly, today=TODAY + timedelta(8))
    assert contract not in {one.now.contract_id for one in later.calls}


def test_that_where_the_commitment_stays_it_is_said_what_moved_beside_it(book: Book) -> None:
    [contract] = book.read(rows, "SELECT id FROM contract WHERE kind = 'paid' AND currency = 'JPY' LIMIT 1")
    for best, reason, day in ((100, "一度目", TODAY - timedelta(9)), (120, "二度目", TODAY)):
        book.write(
            call_renewal, contract, committed=Decimal(90), best=Decimal(best), worst=Decimal(80), reason=reason,
            today=day, by_id=None,
        )  # fmt: skip
    lines = weekly_document(book.read(weekly, today=TODAY), lang="ja").plain().splitlines()
    [line] = [line for line in lines if "二度目" in line]
    assert "最良 月額 100円 → 120円" in line
    assert "最悪" not in line
    assert "90円" not in line
