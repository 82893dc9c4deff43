"""The page for the executive tells what the book tells elsewhere; the champion's tells nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.errors import BansoError, Cancelled
from app.health.printed import printed
from app.journal import door
from app.language import number
from app.operations.account_page import account_page
from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.briefs.approval import approval_page
from app.operations.briefs.executive import MOST_SAID, executive_brief
from app.operations.briefs.writing import CHAMPION, EXECUTIVE, write_approval_page, write_brief
from app.operations.health.replay import replay
from app.operations.money.metrics import metrics
from app.operations.plans.objectives import amend_objective
from app.reports.brief.content import ApprovalPage, ExecutiveBrief
from app.revenue.periods import parse_period
from tests.builders import TODAY, made_up_profile, new_book, opened
from tests.operations.plans.plan_books import Made, stock_plan
from tests.operations.reviews.test_review_canary import canary, hide, plant
from tests.reports.pdf_text import Pdf
from tests.reports.scanner import found_in


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path_factory.mktemp("brief") / "profile")) as made:
        yield made


def champion(book: Book, account: str, lang: str = "ja") -> tuple[ApprovalPage, tuple[str, ...]]:
    return book.read(approval_page, account, now=book.clock.now(), today=TODAY, lang=lang)


def executive(book: Book, account: str, lang: str = "ja") -> ExecutiveBrief:
    return book.read(executive_brief, account, now=book.clock.now(), today=TODAY, lang=lang)[0]


def contract(book: Book, account: str, amount: int = 100_000, **more: Any) -> str:
    row = {"account_id": account, "kind": "paid", "start_on": "2026-04-01", "end_on": "2027-03-31", "currency": "JPY"}
    made: str = book.write(lambda s: door.create(s, "contract", [{**row, **more}]))[1][0]
    line = {
        "contract_id": made, "product": "Premium", "quantity": "50", "unit_price": "2000", "amount_minor": amount,
        "billing": "monthly", "start_on": row["start_on"] if "start_on" not in more else more["start_on"],
        "end_on": more.get("end_on", row["end_on"]),
    }  # fmt: skip
    book.write(lambda s: door.create(s, "contract_line", [line]))
    return made


def stock(book: Book) -> Made:
    made: Made = book.write(stock_plan)[1]
    return made


def price(book: Book, made: Made) -> None:
    values = {"value_minor": 4800, "currency": "JPY", "value_agreed_by": "佐藤 花子"}
    book.write(amend_objective, made.hours, values)


def test_that_the_executive_reads_the_score_that_health_tells(made_up: Book) -> None:
    for row in made_up.read(account_rows, today=TODAY)[::13]:
        found, _document = made_up.read(replay, row.id, as_of=TODAY, since=None, today=TODAY)
        page = executive(made_up, row.id)
        [card] = [one for one in page.cards if one.caption == "ヘルス"]
        if found.score.score is not None:
            assert card.value.split()[0] == number(found.score.score)
            effects = {number(abs(effect), 1) for effect in printed(found.score).parts if effect}
            assert {item.value[1:] for item in page.health.items} & effects
        else:
            assert not card.value[0].isdigit()
        assert len(page.asks.items) <= MOST_SAID


def test_that_money_is_that_of_the_metrics(book: Book) -> None:
    made = stock(book)
    contract(book, made.account)
    told = book.read(metrics, period=parse_period("2026-11", 4), today=TODAY)
    account = book.read(account_page, made.account, today=TODAY)
    assert told.end == account.mrr == 100_000
    page = executive(book, made.account)
    assert (page.cards[0].value, page.cards[0].remark) == ("1,200,000円", "MRR 100,000円")
    assert champion(book, made.account)[0].cards[1].value == "1,200,000円"


def test_that_value_is_only_what_the_customer_agreed_to(book: Book) -> None:
    made = stock(book)
    page, warnings = champion(book, made.account)
    assert page.cards[0].value == "–"
    assert any("効果額" in one for one in warnings)
    price(book, made)
    page, warnings = champion(book, made.account)
    # From 40 to 27 hours, 4,800 yen each.
    assert page.cards[0].value == "月 62,400円"
    assert page.cards[0].remark == "年換算 748,800円"
    assert "課長 佐藤様と合意" in page.worth.items[0].meta
    assert executive(book, made.account).cards[3].value == "月 62,400円"
    assert [item.value for item in executive(book, made.account).goals.items][1] == "40 h → 27 h → 20 h"


def test_that_what_is_not_known_is_said_and_not_made_up(book: Book) -> None:
    made = stock(book)
    page, _warnings = champion(book, made.account)
    assert (page.price.items, page.options.items) == ((), ())
    contract(book, made.account)
    page, warnings = champion(book, made.account)
    assert page.price.items[0].value == "100,000円 / 月額"
    assert page.options.items[0].value == "年 1,200,000円"
    assert "通知期限" in page.options.note
    assert all("通知期限" not in card.remark for card in page.cards)
    assert len(warnings) == 3


def test_that_a_price_of_a_reseller_is_not_told(book: Book) -> None:
    made = stock(book)
    contract(book, made.account, reseller="中央販売")
    page, warnings = champion(book, made.account)
    assert "100,000" not in page.words()
    assert "1,200,000" not in page.words()
    assert "中央販売" in page.price.items[0].value
    assert any("販売店" in one for one in warnings)


def test_that_a_signed_contract_to_come_and_a_trial_are_options(book: Book) -> None:
    made = stock(book)
    contract(book, made.account, notice_value=2, notice_unit="m")
    contract(book, made.account, 130_000, start_on="2027-04-01", end_on="2028-03-31")
    contract(book, made.account, 0, kind="trial", start_on="2026-11-01", end_on="2026-12-31")
    options = champion(book, made.account)[0].options
    assert [item.value for item in options.items] == ["年 1,200,000円", "130,000円 / 月額", ""]
    assert options.note == ""


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_nothing_internal_is_on_the_champions_page(tmp_path: Path, lang: str) -> None:
    with opened(made_up_profile(tmp_path / "profile")) as book:
        rows = book.read(account_rows, today=TODAY)
        [planned] = [row.id for row in rows if row.name == "北斗ロジスティクス"]
        secrets = book.write(plant)[1] | book.write(hide, planned)[1]
        # From whom they buy, the customer knows.
        book.write(lambda s: s.driver.execute("UPDATE contract SET reseller = NULL"))
        secrets.discard(canary("contract", "reseller"))
        for row in [one for one in rows if one.id == planned] + rows[::13]:
            write_approval_page(book, row.id, to=tmp_path / "a.pdf", lang=lang)
            made = (tmp_path / "a.pdf").read_bytes()
            assert found_in(made, secrets) == set(), row.name
            assert len(Pdf(made).sizes()) == 1


def test_that_words_of_a_note_of_ours_stop_the_champions_page(book: Book) -> None:
    made = stock(book)
    book.write(amend_objective, made.hours, {"note": "棚卸し時間を半分にする"})
    book.write(amend_objective, made.hours, {"metric": "棚卸し時間を半分にする"})
    with pytest.raises(BansoError) as refused:
        write_brief(book, made.account, readers=CHAMPION, to=Path("/nowhere/a.pdf"), lang="ja")
    assert refused.value.key == "brief.internal"


@pytest.mark.parametrize("readers", [EXECUTIVE, CHAMPION])
def test_that_a_refusal_or_a_cancellation_leaves_no_file(book: Book, tmp_path: Path, readers: str) -> None:
    made = stock(book)
    with pytest.raises(BansoError):
        write_brief(book, made.account, readers=readers, to=tmp_path / "a.docx", lang="ja")
    with pytest.raises(Cancelled):
        write_brief(book, made.account, readers=readers, to=tmp_path / "a.pdf", lang="ja", cancelled=lambda: True)
    assert [one.name for one in tmp_path.iterdir()] == ["profile"]
    done = write_brief(book, made.account, readers=readers, to=tmp_path / "a.pdf", lang="en")
    assert done.data_as_of == date(2026, 11, 20)
    assert len(Pdf(done.path.read_bytes()).sizes()) == 1


def test_that_every_customer_of_the_made_up_book_has_both_pages(made_up: Book) -> None:
    for row in made_up.read(account_rows, today=TODAY)[::13]:
        assert champion(made_up, row.id, "en")[0].account == row.name
        said = " ".join(one.meta for one in executive(made_up, row.id, "en").asks.items)
        assert not re.search(r"[{}]", said)
