"""A currency without a rate is refused by its row; of what a system brought the contracts are named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import BansoError
from app.imports.words import RowError, row_error_words
from app.journal import door
from app.language import error_words
from app.models.database import Session
from app.operations.book import Book
from app.operations.importing.run import import_paths
from app.operations.money.metrics import metrics
from app.operations.money.scopes import Scope
from app.operations.money.workbook import write_money_workbook
from app.operations.rates import choose_currency, put_rate
from app.revenue.periods import parse_period
from tests.builders import TODAY, new_book
from tests.operations.importing.test_contract_faults import NUMBERED, faults
from tests.operations.importing.test_run import LINES, bring, counts, lines, live, traces

DOLLARS = NUMBERED.replace("JPY", "USD")
PERIOD = parse_period("2026-04..2026-09")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def files(folder: Path) -> list[Path]:
    """Write contracts in dollars beside what a dollar is worth."""
    accounts, contracts, rates = (folder / name for name in ("a_accounts.csv", "b_contracts.csv", "z_rates.csv"))
    accounts.write_text("顧客名,顧客ID\nみどり食品,A-1\n", "utf-8")
    contracts.write_text(LINES + DOLLARS + "\n", "utf-8")
    rates.write_text("通貨,日付,レート\nUSD,2026/4/1,150\n", "utf-8")
    return [contracts, accounts, rates]


def test_that_a_row_without_a_rate_is_named_and_changes_nothing(book: Book, folder: Path) -> None:
    lines(book, folder, NUMBERED)
    before = traces(book)
    euros = "A-1,2027/4/1,2028/3/31,Cloud,1,9,EUR,,,C-2,"
    report = lines(book, folder, euros)
    assert (counts(report), faults(report)) == ((0, 0, 0, 1), [(2, "通貨", "no_rate")])
    assert traces(book) == before
    [bad] = report.rejected
    for lang in ("ja", "en"):
        words = row_error_words(RowError(2, "", bad.key, bad.params), lang)
        assert "EUR" in words and "JPY" in words and "{" not in words
    # A rate of another pair is none; the way round does not matter.
    bring(book, folder, "rates", "通貨,日付,レート,基準通貨\nEUR,2026/4/1,1.1,USD\n")
    assert faults(lines(book, folder, euros)) == [(2, "通貨", "no_rate")]
    bring(book, folder, "rates", "通貨,日付,レート,基準通貨\nJPY,2026/4/1,0.006,EUR\n")
    assert counts(lines(book, folder, euros)) == (1, 0, 0, 0)


@pytest.mark.parametrize("dry_run", [False, True])
def test_that_rates_of_the_same_import_are_enough_in_any_order(book: Book, folder: Path, *, dry_run: bool) -> None:
    paths = files(folder)
    import_paths(book, [paths[1]])
    assert faults(import_paths(book, [paths[0]], dry_run=dry_run)) == [(2, "通貨", "no_rate")]
    report = import_paths(book, [paths[0], paths[2]], dry_run=dry_run)
    assert (counts(report), faults(report)) == ((2, 0, 0, 0), [])
    assert len(live(book, "contract")) == (0 if dry_run else 1)


def test_that_the_reported_currency_needs_no_rate(book: Book, folder: Path) -> None:
    book.write(choose_currency, "USD")
    assert counts(lines(book, folder, DOLLARS)) == (1, 0, 0, 0)
    assert faults(lines(book, folder, NUMBERED.replace("C-1", "C-2").replace("A-1", "A-2"))) == [(2, "通貨", "no_rate")]


def told_in_dollars(session: Session, names: list[str]) -> None:
    """Write contracts in dollars as a system brings them: whether there is a rate is no matter to it."""
    for at, name in enumerate(names):
        [account] = door.create(session, "account", [{"name": name, "name_key": name, "segment": "high"}])
        term = {"start_on": "2026-04-01", "end_on": "2027-03-31"}
        number = None if at == 0 else f"U-{at}"
        contract = {
            "account_id": account,
            "external_id": number,
            "kind": "paid",
            "currency": "USD",
            "auto_renew": False,
        }
        [owner] = door.create(session, "contract", [{**contract, **term}])
        line = {"product": "Desk", "quantity": "1", "unit_price": "10", "amount_minor": 1000, "billing": "monthly"}
        door.create(session, "contract_line", [{"contract_id": owner, **line, **term}])


@pytest.mark.parametrize(
    ("names", "en", "ja"),
    [
        (["Aoi"], "Aoi (1 Apr 2026).", "Aoi（2026/4/1）。"),
        (["Aoi", "Kita"], "Aoi (1 Apr 2026), Kita (U-1).", "Aoi（2026/4/1）、Kita（U-1）。"),
        (
            ["Aoi", "Kita", "Nishi", "Higashi", "Minami"],
            "Aoi (1 Apr 2026), Kita (U-1), Nishi (U-2) and 2 more.",
            "Aoi（2026/4/1）、Kita（U-1）、Nishi（U-2）ほか 2 件。",
        ),
    ],
)
def test_that_refused_figures_name_the_contracts_behind_the_currency(
    book: Book, folder: Path, names: list[str], en: str, ja: str
) -> None:
    book.write(told_in_dollars, names)
    with pytest.raises(BansoError) as raised:
        book.read(metrics, period=PERIOD, today=TODAY)
    assert (raised.value.key, raised.value.field) == ("metrics.rate_missing", "currency")
    assert raised.value.params["currency"] == "USD"
    assert en in error_words(raised.value, "en")[1]
    assert ja in error_words(raised.value, "ja")[1]
    assert "Aoi" not in str(raised.value)
    to = folder / "money.xlsx"
    with pytest.raises(BansoError) as same:
        write_money_workbook(book, to, Scope(PERIOD, PERIOD))
    assert en in error_words(same.value, "en")[1]
    assert not to.exists()
    book.write(put_rate, currency="USD", base="JPY", on=date(2026, 4, 1), rate="150", today=TODAY)
    assert book.read(metrics, period=PERIOD, today=TODAY).end == 1500 * len(names)


def test_that_a_contract_that_is_not_paid_for_or_is_gone_is_not_named(book: Book, folder: Path) -> None:
    book.write(told_in_dollars, ["Aoi", "Kita"])
    [first, second] = live(book, "contract")
    book.write(door.amend, "contract", {first["id"]: {"currency": "JPY"}})
    with pytest.raises(BansoError) as raised:
        book.read(metrics, period=PERIOD, today=TODAY)
    assert "Aoi" not in error_words(raised.value, "en")[1]
    assert "Kita (U-1)" in error_words(raised.value, "en")[1]
    book.write(door.amend, "contract", {second["id"]: {"kind": "trial"}})
    assert book.read(metrics, period=PERIOD, today=TODAY).end == 1000
