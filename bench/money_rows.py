"""Rows of money: 36 months of bridges, and all figures of a year, of 5,000 accounts; beside pandas grouping lines."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pandas as pd

from app.operations.money.loading import MoneyBook
from app.operations.money.metrics import of_book
from app.revenue.exchange import Exchange
from app.revenue.mrr import ContractLine
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.scope import Dated
from app.revenue.series import months_in, series
from app.revenue.terms import add_months
from app.vocabulary import Outcome
from bench.measure import Row, side_by_side

ACCOUNTS, YEARS = 5_000, 4
SPAN = Period(date(2023, 4, 1), date(2026, 3, 31), "FY2023..FY2025")
YEAR = Period(date(2025, 4, 1), date(2026, 3, 31), "FY2025")
YEN = Exchange("JPY")
_PRODUCTS = ("Desk", "Board", "Chart")
_KINDS = ("new", "churn", "cross_sell", "contraction", "upsell", "price")


def lines() -> list[BookLine]:
    """Return four years of yearly contracts of one to three products, with seats and prices that change and losses."""
    rng = random.Random(7)
    found = []
    for number in range(ACCOUNTS):
        account, start = f"a{number}", date(2022, rng.randrange(1, 13), 1)
        held = {product: rng.randrange(5, 200) for product in _PRODUCTS[: rng.randrange(1, 4)]}
        price = rng.choice((900, 1200, 1500))
        for year in range(YEARS):
            first, after = add_months(start, 12 * year), add_months(start, 12 * (year + 1))
            last = date.fromordinal(after.toordinal() - 1)
            lost = rng.random() < 0.08
            for product, seats in held.items():
                signed = ContractLine(
                    first, last, seats * price, product, outcome=Outcome.CHURNED if lost else Outcome.RENEWED
                )
                found.append(BookLine(account, f"{account}-{year}", signed, Decimal(seats), first, last))
            if lost:
                break
            held = {product: max(1, seats + rng.choice((0, 0, -5, 20))) for product, seats in held.items()}
            price += rng.choice((0, 0, 50))
    return found


def frame(some: list[BookLine]) -> pd.DataFrame:
    """Return the lines as a data frame, ready to be grouped."""
    return pd.DataFrame(
        {
            "account": pd.Categorical([one.account_id for one in some]),
            "product": pd.Categorical([one.line.product for one in some]),
            "start": pd.to_datetime([one.line.start for one in some]),
            "end": pd.to_datetime([one.line.end for one in some]),
            "mrr": [one.line.amount for one in some],
            "seats": [int(one.quantity) for one in some],
        }
    )


def grouped(table: pd.DataFrame, ends: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the sums of the bridge of every month: lines by month end, grouped, held against the month before."""
    days = pd.DataFrame({"day": ends, "at": range(len(ends))})
    each = table.merge(days, how="cross")
    each = each[(each["start"] <= each["day"]) & (each["day"] <= each["end"])]
    sums = each.groupby(["account", "product", "at"], observed=True)[["mrr", "seats"]].sum()
    money = sums["mrr"].unstack("at", fill_value=0)
    seats = sums["seats"].unstack("at", fill_value=0)
    change, more = money.diff(axis=1), seats.diff(axis=1)
    whole = money.groupby("account", observed=True).transform("sum")
    before = whole.shift(axis=1, fill_value=0)
    kinds = {
        "new": change.where(before == 0, 0),
        "churn": change.where(whole == 0, 0),
        "cross_sell": change.where((before > 0) & (money.shift(axis=1) == 0) & (change > 0), 0),
        "contraction": change.where((whole > 0) & (change < 0), 0),
        "upsell": change.where((before > 0) & (money.shift(axis=1) > 0) & (more > 0) & (change > 0), 0),
        "price": change.where((before > 0) & (money.shift(axis=1) > 0) & (more <= 0) & (change > 0), 0),
    }
    return pd.DataFrame({"mrr": money.sum(), **{kind: kinds[kind].sum() for kind in _KINDS}})


def all_rows() -> list[Row]:
    """Return every row of money."""
    some = lines()
    table = frame(some)
    months = months_in(SPAN)
    ends = pd.DatetimeIndex([SPAN.eve, *(month.end for month in months)])
    names = {one.account_id: one.account_id for one in some}
    own = {name: Dated((date.min,), (None,)) for name in names}
    book = MoneyBook(some, YEN, names, own, own, own, dict.fromkeys(names), {}, {}, [], [], False, None)
    note = f"{ACCOUNTS:,} accounts, {len(some):,} lines"
    return [
        side_by_side(
            "bridges of 36 months", lambda: grouped(table, ends), lambda: series(some, YEN, months), 5.0,
            note=f"{note}; the floor is pandas",
        ),
        side_by_side(
            "all figures of a year", lambda: grouped(table, ends[-13:]), lambda: of_book(book, [], YEAR, YEAR.end),
            20.0, note=f"{note}; the floor is pandas grouping twelve months",
        ),
    ]  # fmt: skip
