"""The list of accounts: its figures, and facts that keep their date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.models.database import Session
from app.operations.accounts import AccountRow, account_rows, amend_accounts, find_account
from app.operations.book import Book
from app.operations.importing.run import import_paths
from app.operations.rates import put_rate
from tests.builders import TODAY, new_book

HEAD = "会社名,開始日,終了日,製品,数量,単価,通貨,請求,通知期限,自動更新,更新期間,契約番号,種類\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        path = tmp_path / "accounts.csv"
        path.write_text(
            "顧客名,顧客ID,ドメイン,よみ\nみどり食品,A-1,midori.example,みどり\n青葉,A-2,,あおば\nAcme,A-3,,\n", "utf-8"
        )
        import_paths(opened, [path])
        yield opened


def lines(book: Book, tmp_path: Path, *rows: str) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    report = import_paths(book, [path], kind="contracts")
    assert report.rejected == []


def listed(book: Book, today: date = TODAY) -> dict[str, AccountRow]:
    return {row.name: row for row in book.read(account_rows, today=today)}


def test_that_the_list_stands_by_reading_and_then_name(book: Book) -> None:
    assert [row.name for row in book.read(account_rows, today=TODAY)] == ["Acme", "青葉", "みどり食品"]


def test_that_recurring_revenue_is_what_is_in_force(book: Book, tmp_path: Path) -> None:
    book.write(put_rate, currency="USD", base="JPY", on=TODAY, rate="150", today=TODAY)
    lines(
        book, tmp_path,
        "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,月額,1か月前,,,C-1,",
        "A-1,2026/4/1,2027/3/31,初期設定,1,90000,JPY,一回限り,,,,C-1,",
        "A-1,2026/4/1,2027/3/31,保守,1,120000,JPY,年額,,,,C-1,",
        "A-2,2026/4/1,2027/3/31,Cloud,5,1000,JPY,月額,30日前,,,,トライアル",
        "A-3,2025/1/1,2025/12/31,Cloud,2,10.5,USD,月額,,はい,1年,,",
    )  # fmt: skip
    rows = listed(book)
    assert (rows["みどり食品"].mrr, rows["みどり食品"].currency) == (Decimal(25000), "JPY")
    assert rows["青葉"].mrr == 0
    assert (rows["Acme"].mrr, rows["Acme"].currency) == (Decimal("21.00"), "USD")


def test_that_notice_comes_before_the_end_and_is_flagged_where_guessed(book: Book, tmp_path: Path) -> None:
    lines(
        book, tmp_path,
        "A-1,2026/3/1,2027/2/28,Cloud,10,1500,JPY,,1か月前,,,,", "A-2,2026/4/1,2027/3/31,Cloud,1,1000,JPY,,,,,,",
        "A-3,2025/1/1,2025/12/31,Cloud,2,10,JPY,,30日前,はい,1年,,",
    )  # fmt: skip
    rows = listed(book)
    told = {name: (row.renewal_date, row.notice_date, row.notice_estimated) for name, row in rows.items()}
    assert told == {
        "みどり食品": (date(2027, 2, 28), date(2027, 1, 28), False),
        "青葉": (date(2027, 3, 31), date(2027, 2, 28), True),
        "Acme": (date(2026, 12, 31), date(2026, 12, 1), False),
    }


def test_that_a_contract_that_ended_has_no_renewal(book: Book, tmp_path: Path) -> None:
    lines(book, tmp_path, "A-1,2025/3/1,2026/2/28,Cloud,10,1500,JPY,,1か月前,,,,")
    row = listed(book)["みどり食品"]
    assert (row.mrr, row.renewal_date, row.notice_date) == (0, None, None)
    earlier = listed(book, date(2026, 2, 28))["みどり食品"]
    assert (earlier.mrr, earlier.renewal_date) == (Decimal(15000), date(2026, 2, 28))


def facts(session: Session) -> list[tuple[str, str, str]]:
    fact = tables.account_fact
    return [tuple(row) for row in session.execute(select(fact.c.field, fact.c.value, fact.c.effective_on))]  # type: ignore[misc]


def test_that_an_amended_field_is_a_dated_fact_and_other_fields_are_none(book: Book) -> None:
    ids = [book.read(find_account, name) for name in ("A-1", "A-2")]
    values = {"segment": "high", "phase": "adoption", "industry": "食品"}
    _changes, count = book.write(amend_accounts, ids, values, today=TODAY)
    assert count == 2
    assert sorted(book.read(facts)) == sorted(
        [("phase", "adoption", "2026-11-20"), ("segment", "high", "2026-11-20")] * 2
    )
    changes, count = book.write(amend_accounts, ids, values, today=TODAY)
    assert (count, changes.id) == (0, None)
    book.write(amend_accounts, ids[:1], {"segment": "low", "phase": "adoption"}, today=date(2026, 12, 1))
    assert len(book.read(facts)) == 5


@pytest.mark.parametrize(
    "words", ["A-1", "midori.example", "みどり食品", "㈱みどり食品", " ﾐﾄﾞﾘ食品 ", "MIDORI.example"]
)
def test_that_an_account_is_found_by_everything_that_names_it(book: Book, words: str) -> None:
    assert book.read(find_account, words) == listed(book)["みどり食品"].id


def test_that_a_name_nobody_has_is_refused(book: Book) -> None:
    with pytest.raises(BansoError, match=r"account\.unknown"):
        book.read(find_account, "だれか")
