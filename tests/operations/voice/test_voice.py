"""Requests with who wants them and what hangs on it, answers to surveys, leads at their gates, the table of it all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from app.errors import BansoError
from app.journal import door
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.voice import answers, leads, requests
from app.operations.voice.amounts import minor
from app.operations.voice.exporting import cells, columns, write_requests
from app.operations.voice.questions import account_voice, request_rows
from app.operations.voice.rows import AccountVoice, RequestRow
from app.vocabulary import Gate, LeadOrigin
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as book:
        fill(book)
        yield book


def account(book: Book, at: int = 0) -> str:
    return str(book.read(find_account, NAMES[at]))


def voice(book: Book, at: int = 0) -> AccountVoice:
    found: AccountVoice = book.read(account_voice, account(book, at), today=TODAY)
    return found


def only(book: Book, at: int = 0) -> RequestRow:
    (row,) = voice(book, at).requests
    return row


def add(book: Book, words: str = "閲覧だけの権限がほしい", at: int = 0) -> str:
    return str(book.write(requests.add_request, account(book, at), words=words, area="権限", today=TODAY)[1])


def test_that_a_request_counts_the_money_of_all_who_want_it_until_a_person_says_otherwise(book: Book) -> None:
    request = add(book)
    row = only(book)
    assert (row.words, row.area, row.raised_on, row.state) == ("閲覧だけの権限がほしい", "権限", TODAY, "open")
    assert [(one.amount, one.currency) for one in row.at_stake] == [(Decimal(12_000_000), "JPY")]
    book.write(requests.want_too, request, account(book, 1))
    assert book.write(requests.want_too, request, account(book, 1))[0].id is None
    assert [one.account for one in only(book).wanted] == list(NAMES[:2])
    assert only(book).at_stake[0].amount == Decimal(36_000_000)
    assert only(book).renewal == date(2027, 2, 28)
    assert only(book, 1).id == request
    book.write(requests.amend_request, request, {"amount": "375万"})
    assert only(book).at_stake[0].amount == Decimal(3_750_000)
    book.write(requests.amend_request, request, {"amount": ""})
    assert only(book).at_stake[0].amount == Decimal(36_000_000)
    book.write(requests.want_no_more, request, account(book, 1))
    assert voice(book, 1).requests == ()


def test_that_a_shipped_request_stays_in_front_until_everybody_was_told(book: Book) -> None:
    request = add(book)
    add(book, "もっと大きな字")
    book.write(requests.want_too, request, account(book, 1))
    book.write(requests.ship_request, request, on=TODAY - timedelta(3))
    first = voice(book).requests[0]
    assert (first.id, first.state, len(first.to_tell)) == (request, "shipped", 2)
    book.write(requests.tell_account, request, account(book), on=TODAY)
    assert [one.account for one in only(book, 1).to_tell] == [NAMES[1]]
    changes, _done = book.write(requests.tell_account, request, account(book, 1), on=TODAY)
    assert only(book, 1).state == "told"
    assert [row.state for row in voice(book).requests] == ["open", "told"]
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert only(book, 1).state == "shipped"
    book.write(requests.close_request, request, on=TODAY)
    assert (only(book, 1).state, only(book, 1).to_tell) == ("closed", ())
    book.write(requests.reopen_request, request)
    assert only(book, 1).state == "open"


def test_that_a_request_that_is_taken_away_goes_with_who_wants_it_and_comes_back(book: Book) -> None:
    request = add(book)
    book.write(requests.want_too, request, account(book, 1))
    changes, _count = book.write(requests.remove_request, request)
    assert voice(book, 1).requests == voice(book).requests == ()
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert len(only(book, 1).wanted) == 2


def test_that_an_archived_account_wants_nothing_any_more(book: Book) -> None:
    request = add(book)
    book.write(requests.want_too, request, account(book, 1))
    book.write(lambda session: door.remove(session, "account", [account(book)]))
    (row,) = book.read(request_rows, today=TODAY)
    assert [one.account for one in row.wanted] == [NAMES[1]]


@pytest.mark.parametrize(
    ("values", "key"),
    [({"words": " "}, "voice.no_words"), ({"words": "x" * 4001}, "voice.too_long"),
     ({"amount": "たくさん"}, "voice.amount"), ({"raised_on": None}, "voice.no_day")],
)  # fmt: skip
def test_that_what_cannot_be_kept_is_refused_in_words(book: Book, values: dict[str, object], key: str) -> None:
    request = add(book)
    with pytest.raises(BansoError, match=key.replace(".", r"\.")):
        book.write(requests.amend_request, request, values)
    assert only(book).words == "閲覧だけの権限がほしい"


@pytest.mark.parametrize(
    ("said", "currency", "kept"),
    [("3,744,000", "JPY", 3_744_000), ("１．２億円", "JPY", 120_000_000), ("¥375万", "JPY", 3_750_000),
     ("12.5", "USD", 1250), ("", "JPY", None)],
)  # fmt: skip
def test_that_an_amount_is_read_as_people_write_it(said: str, currency: str, kept: int | None) -> None:
    assert minor(said, currency) == kept


@given(st.integers(0, 10**14))
def test_that_any_whole_amount_is_read_as_it_is_written(amount: int) -> None:
    assert minor(f"{amount:,}円", "JPY") == amount


@pytest.mark.parametrize("said", ["-1", "0.5", "1e99", "NaN", "いくらか"])
def test_that_what_is_no_amount_is_refused(said: str) -> None:
    with pytest.raises(BansoError, match=r"voice\.amount"):
        minor(said, "JPY")


def answered(book: Book, **fields: object) -> str:
    row = {"account_id": account(book), "survey": "nps", "score": "3", "on_date": "2026-11-01", **fields}
    [made] = book.write(lambda session: door.create(session, "response", [row]))[1]
    return str(made)


def test_that_a_detractor_waits_until_somebody_asks_why_or_makes_a_request(book: Book) -> None:
    happy = answered(book, score="9", on_date="2026-11-05")
    sad = answered(book, name="田村", comment="夜勤で使えない")
    silent = answered(book, score="6")
    answered(book, score="0", on_date="2026-04-01")
    answered(book, survey="csat", score="1")
    assert {one.id for one in voice(book).answers if one.is_open} == {sad, silent}
    assert voice(book).answers[2].id == happy
    request = book.write(answers.request_of_answer, sad)[1]
    assert (only(book).id, only(book).words, only(book).raised_on) == (request, "夜勤で使えない", date(2026, 11, 1))
    with pytest.raises(BansoError, match=r"voice\.request_there"):
        book.write(answers.request_of_answer, sad)
    with pytest.raises(BansoError, match=r"voice\.no_comment"):
        book.write(answers.request_of_answer, silent)
    book.write(answers.follow_answer, silent, on=TODAY)
    assert not any(one.is_open for one in voice(book).answers)
    book.write(requests.remove_request, request)
    assert [one.id for one in voice(book).answers if one.is_open] == [sad]


def test_that_a_lead_is_submitted_once_it_passes_its_gates_and_goes_step_by_step(book: Book) -> None:
    lead = book.write(leads.add_lead, account(book), signal="席が足りない", origin=LeadOrigin.USAGE)[1]
    for gate in (Gate.SIGNAL, Gate.FIT):
        book.write(leads.judge_gate, lead, gate, passed=True)
    book.write(leads.judge_gate, lead, Gate.TIMING, passed=False)
    with pytest.raises(BansoError, match=r"lead\.gates"):
        book.write(leads.step_lead, lead, "submitted", on=TODAY)
    (row,) = voice(book).leads
    assert (row.state, row.passed) == ("found", 2)
    with pytest.raises(BansoError, match=r"lead\.step"):
        book.write(leads.step_lead, lead, "accepted", on=TODAY)
    book.write(leads.judge_gate, lead, Gate.TIMING, passed=True)
    for step in ("submitted", "accepted", "won"):
        book.write(leads.step_lead, lead, step, on=TODAY)
        assert voice(book).leads[0].state == step
    book.write(leads.step_lead, lead, "lost", on=TODAY)
    assert voice(book).leads[0].state == "lost"
    for left in ("accepted", "submitted", "found", "found"):
        book.write(leads.reopen_lead, lead)
        assert voice(book).leads[0].state == left
    book.write(leads.amend_lead, lead, {"amount": "66万", "origin": LeadOrigin.REQUEST, "signal": " 席  が "})
    assert (voice(book).leads[0].signal, voice(book).leads[0].amount.amount) == ("席 が", Decimal(660_000))  # type: ignore[union-attr]
    book.write(leads.remove_lead, lead)
    assert voice(book).leads == ()


def test_that_somebody_who_arrives_elsewhere_suggests_a_lead_once(book: Book) -> None:
    def moved(session: object) -> None:
        [position] = [row for row in door.present(session, "position", _positions(book)).values()][:1]  # type: ignore[arg-type]
        door.create(session, "move", [{  # type: ignore[arg-type]
            "person_id": position["person_id"], "company": "若葉商事", "direction": "arrival", "source": "said",
            "on_date": "2026-11-10", "state": "confirmed",
        }])  # fmt: skip

    book.write(moved)
    (arrival,) = voice(book).arrivals
    assert (arrival.name, arrival.company) == ("佐藤 花子", "若葉商事")
    signal = f"{arrival.name}さんが{arrival.company}に着任"
    book.write(leads.add_lead, account(book), signal=signal, origin=LeadOrigin.CONVERSATION)
    assert voice(book).arrivals == ()


def _positions(book: Book) -> list[str]:
    from sqlalchemy import select

    from app.models import tables

    return [row["id"] for row in book.read(lambda session: session.rows(select(tables.position.c.id)))]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_that_the_table_for_the_product_team_runs_nothing_and_is_in_the_order_of_renewals(
    book: Book, tmp_path: Path, ending: str
) -> None:
    add(book, '=HYPERLINK("http://x")', at=1)
    add(book, "+1 しかできない")
    rows = book.read(request_rows, today=TODAY)
    path = tmp_path / f"out.{ending}"
    heads = columns()
    assert write_requests(lambda _n, _of: None, lambda: False, path, "要望", heads, cells(rows)) == 2
    if ending == "csv":
        table = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert [row[2] for row in table[1:]] == ["'+1 しかできない", '\'=HYPERLINK("http://x")']
        assert (table[1][0], table[1][1]) == ("2027-02-28", "12000000 JPY")
    else:
        sheet = load_workbook(path).get_sheet_by_index(0).to_python()
        assert [row[2] for row in sheet[1:]] == ["+1 しかできない", '=HYPERLINK("http://x")']
        assert sheet[1][1] == 12_000_000
        assert sheet[1][6] == NAMES[0]
        with ZipFile(path) as parts:
            assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_that_a_table_that_cannot_be_written_leaves_nothing_behind(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "there.csv"
    folder.mkdir()
    with pytest.raises(BansoError, match=r"export_view\.failed"):
        write_requests(lambda _n, _of: None, lambda: False, folder, "要望", columns(), [])
    assert not list(tmp_path.glob(".*.part"))
