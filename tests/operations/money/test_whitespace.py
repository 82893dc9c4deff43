"""The whitespace, what was lost and what came on top, out of a book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.growth import grown, leads_at, leads_submitted
from app.operations.money.lost import KINDS, lost, total
from app.operations.money.metrics import metrics
from app.operations.money.scopes import Scope
from app.operations.money.whitespace import whitespace
from app.operations.money.workbook import write_money_workbook
from app.operations.settings import choose
from app.revenue.periods import Period
from app.vocabulary import Segment
from tests.builders import made_up_profile, new_book, opened
from tests.operations.money.books import TODAY, contract, customer

YEAR = Period(date(2025, 11, 21), TODAY, "")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def test_that_an_empty_book_has_no_whitespace_and_nothing_lost(book: Book) -> None:
    found = book.read(whitespace, day=TODAY)
    assert (found.products, found.rows, found.room) == ((), (), 0)
    m = book.read(metrics, period=YEAR, today=TODAY)
    nothing = lost(m)
    assert (nothing.losses, nothing.customers.value, nothing.monthly, nothing.yearly) == ((), None, None, None)
    assert (nothing.reasons, nothing.fits, nothing.sellers) == ({}, (), ())
    assert not (grown(m, "upsell") or grown(m, "cross_sell") or leads_at(m, "submitted", TODAY))


def test_that_the_whitespace_is_of_the_segment_and_of_every_product_of_the_book(book: Book) -> None:
    def fill(session: Session) -> None:
        high, low = customer(session, "High", segment="high"), customer(session, "Low", segment="low")
        contract(session, high, 1000, product="Desk")
        contract(session, high, 300, product="Board", end=date(2026, 3, 31), outcome="churned")
        contract(session, low, 500, product="Chart")
        contract(session, low, 100, product="Desk")

    book.write(fill)
    found = book.read(whitespace, day=TODAY)
    assert [(one.name, one.holders) for one in found.products] == [("Chart", 1), ("Desk", 2), ("Board", 0)]
    assert [found.name(row.customer) for row in found.rows] == ["High", "Low"]
    assert found.money(found.rows[0].amount) == 1000
    # Nobody holds Board any more, so that there is no room for it.
    assert found.room == 1
    assert [found.name(row.customer) for row in found.without("Board")] == ["High", "Low"]
    low = book.read(whitespace, day=TODAY, segment=Segment.LOW)
    assert [(one.name, one.holders) for one in low.products] == [("Chart", 1), ("Desk", 1), ("Board", 0)]
    assert [low.name(row.customer) for row in low.rows] == ["Low"]
    # What another segment buys is room in this one.
    high = book.read(whitespace, day=TODAY, segment=Segment.HIGH)
    assert [(one.name, one.holders, one.lacking) for one in high.products][:2] == [("Chart", 0, 1), ("Desk", 1, 0)]
    assert (high.room, low.room) == (1, 0)
    early = book.read(whitespace, day=date(2026, 3, 31))
    assert {one.name: one.holders for one in early.products} == {"Desk": 2, "Board": 1, "Chart": 1}


def test_that_a_currency_without_a_rate_is_named(book: Book) -> None:
    book.write(lambda session: contract(session, customer(session, "A"), 1000, currency="USD"))
    with pytest.raises(BansoError, match=r"metrics\.rate_missing"):
        book.read(whitespace, day=TODAY)


def test_that_the_grace_of_the_book_holds_for_the_whitespace_too(book: Book) -> None:
    book.write(lambda session: contract(session, customer(session, "A"), 1000, end=date(2026, 11, 10)))
    [row] = book.read(whitespace, day=TODAY).rows
    assert row.late == {"Desk"}
    book.write(choose, "grace", 5)
    assert book.read(whitespace, day=TODAY).rows == ()


def test_that_losses_are_told_by_kind_reason_fit_and_seller(book: Book) -> None:
    def fill(session: Session) -> list[str]:
        ids = [customer(session, name) for name in "ABCD"]
        contract(
            session,
            ids[0],
            1000,
            end=date(2026, 3, 31),
            outcome="churned",
            notified_on="2026-01-15",
            churn_tags=["full", "voluntary", "avoidable", "mature", "price", "competitor:Northwind"],
        )
        contract(session, ids[1], 500)
        contract(session, ids[2], 400, end=date(2026, 6, 30), outcome="contracted")
        contract(session, ids[2], 100, start=date(2026, 7, 1))
        contract(session, ids[3], 600, start=date(2026, 12, 1))
        door.amend(session, "account", {ids[0]: {"fit": "poor"}, ids[1]: {"fit": "good"}, ids[2]: {"fit": "good"}})
        sold = [
            {"account_id": one, "kind": "sales", "given_by": who} for one, who in ((ids[0], "中村"), (ids[1], "中村"))
        ]
        door.create(session, "handover", sold)
        return ids  # fmt: skip

    a, _b, c, _d = book.write(fill)[1]
    found = lost(book.read(metrics, period=YEAR, today=TODAY))
    assert (found.customers.n, found.customers.of, found.gone) == (1, 3, (a,))
    told = {kind: tuple(loss.customer for loss in found.of_kind(kind)) for kind in KINDS}
    assert (told["full"], told["partial"], told["voluntary"], told["untold"]) == ((a,), (c,), (a,), (c,))
    assert (told["mature"], told["early"]) == ((a,), (c,))
    assert {reason: [loss.customer for loss in some] for reason, some in found.reasons.items()} == {
        "competitor": [a], "price": [a], "": [c],
    }  # fmt: skip
    [poor, good] = found.fits
    assert (poor.value, poor.customers.n, poor.customers.of, float(poor.amount or 0)) == ("poor", 1, 1, 1.0)
    assert (good.value, good.customers.n, good.customers.of, good.gone) == ("good", 0, 2, (c,))
    assert {(share.value, share.customers.n, share.customers.of) for share in found.sellers} == {
        ("中村", 1, 2),
        ("", 0, 1),
    }
    assert total(found.losses) == 1300 * 10_000
    assert found.monthly is not None
    assert found.yearly is not None
    # Twelve months: the year is the period again.
    assert abs(found.yearly - 1 / 3) < 1e-9


def test_that_what_came_on_top_and_the_leads_of_the_cohort_are_told_one_by_one(book: Book) -> None:
    def fill(session: Session) -> tuple[list[str], list[str]]:
        ids = [customer(session, name) for name in "AB"]
        contract(session, ids[0], 1000)
        contract(session, ids[0], 200, product="Board", start=date(2026, 5, 1))
        contract(session, ids[1], 300, start=date(2026, 5, 1))
        contract(session, ids[1], 100, product="Board", start=date(2026, 6, 1))
        days = [
            ("2026-02-01", "2026-02-10", "2026-03-01", None),
            ("2026-04-01", "2026-04-02", None, "2026-05-01"),
            ("2026-06-01", None, None, None),
            ("2025-01-01", None, None, None),
        ]
        names = ("submitted_on", "accepted_on", "won_on", "lost_on")
        rows = [
            {"account_id": ids[0], "origin": "usage", "signal": f"lead {n}", **dict(zip(names, some, strict=True))}
            for n, some in enumerate(days)
        ]
        return ids, door.create(session, "csql", rows)

    ids, leads = book.write(fill)[1]
    m = book.read(metrics, period=YEAR, today=TODAY)
    assert [(part.customer, part.product) for part in grown(m, "cross_sell")] == [(ids[0], "Board")]
    told = {
        step: [one.id for one in leads_at(m, step, TODAY)]
        for step in ("submitted", "accepted", "won", "lost", "pending")
    }
    assert told == {
        "submitted": [leads[2], leads[1], leads[0]], "accepted": [leads[1], leads[0]], "won": [leads[0]],
        "lost": [leads[1]], "pending": [leads[2]],
    }  # fmt: skip
    assert (m.leads.accepted.n, m.leads.accepted.of, m.leads.won.n, m.leads.won.of) == (2, 3, 1, 2)
    assert {key: row.signal for key, row in book.read(leads_submitted, period=YEAR).items()} == {
        leads[0]: "lead 0", leads[1]: "lead 1", leads[2]: "lead 2",
    }  # fmt: skip


def test_that_the_made_up_book_says_the_same_as_the_bridge(tmp_path: Path) -> None:
    with opened(made_up_profile(tmp_path / "profile")) as made:
        found = made.read(whitespace, day=TODAY)
        m = made.read(metrics, period=YEAR, today=TODAY)
        assert sum(row.amount for row in found.rows) == m.bridge.end
        assert {row.customer for row in found.rows} == set(m.bridge.ends)
        assert found.room > 0
        whole = lost(m)
        assert total(whole.losses) == -(m.bridge.terms["churn"] + m.bridge.terms["contraction"])
        assert sum(share.customers.n for share in whole.fits) == whole.customers.n
        for term in ("upsell", "cross_sell"):
            assert {part.customer for part in grown(m, term)} == set(
                (m.upsell if term == "upsell" else m.cross_sell).who
            )


def test_that_the_workbook_holds_shares_whitespace_and_funnel(tmp_path: Path) -> None:
    with opened(made_up_profile(tmp_path / "profile")) as made:
        path = tmp_path / "metrics.xlsx"
        write_money_workbook(made, path, Scope(YEAR, YEAR), lang="en")
        m = made.read(metrics, period=YEAR, today=TODAY)
        found = made.read(whitespace, day=TODAY)
    book = CalamineWorkbook.from_path(str(path))

    def rows(name: str, first: str) -> list[list[object]]:
        sheet: list[list[object]] = [list(row) for row in book.get_sheet_by_name(name).to_python()]
        return sheet[next(at for at, row in enumerate(sheet) if row[0] == first) :]

    fits = {str(row[0]): row for row in rows("Churn by fit", "Fit")[1:]}
    assert sum(int(str(row[1]).split(".")[0]) for row in fits.values()) == len(m.retention.lost)
    assert fits["Poor fit"][4] == "34–100 %"
    head, *matrix = rows("Whitespace", "Account")
    assert head[3] == f"{found.products[0].name} ({found.products[0].holders} of {len(found.rows)})"
    assert [row[0] for row in matrix] == [found.name(row.customer) for row in found.rows]
    assert sum(float(str(row[2])) for row in matrix) == float(m.end)
    steps = {str(row[0]): row[1:5] for row in rows("CSQL funnel", "Step")[1:]}
    assert steps["CSQLs accepted"][:2] == [m.leads.accepted.n, m.leads.accepted.of]
    assert steps["CSQLs pending"][0] == len(m.leads.pending)
    losses = rows("Losses", "Account")
    assert "price, competitor: ツムギ帳票" in [row[7] for row in losses]
