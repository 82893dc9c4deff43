"""A hand-over sheet is written by and by, counts what is open, and hands the account on with a dated fact."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError, Cancelled
from app.journal import door
from app.models import tables
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.handover_parts import known_parts
from app.operations.handovers import (
    SECTIONS,
    HandoverSheet,
    accept_handover,
    answer_question,
    ask_question,
    handover_sheet,
    members,
    start_handover,
    write_handover,
)
from app.operations.pulses import pulses_of, say_pulse
from app.operations.sheet_files import write_handover_file
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        fill(made)
        yield made


def account(book: Book, name: str = NAMES[1]) -> str:
    found: str = book.read(find_account, name)
    return found


def sheet(book: Book, name: str = NAMES[1]) -> HandoverSheet:
    return book.read(handover_sheet, account(book, name), today=TODAY)


def write(book: Book, values: dict[str, object], name: str = NAMES[1]) -> str | None:
    return book.write(write_handover, account(book, name), values, today=TODAY)[0].id


def test_that_a_sheet_nobody_has_begun_has_every_section_open(book: Book) -> None:
    empty = sheet(book)
    assert (empty.handover_id, empty.kind, empty.open_count) == (None, "sales", len(SECTIONS))
    assert empty.empty == SECTIONS


def test_that_what_was_handed_over_is_shown_and_counted(book: Book) -> None:
    there = sheet(book, NAMES[0])
    assert there.texts["why_bought"] == "紙の日報をやめたい"
    assert there.questions == ("監査の権限は",)
    assert there.open_count == 4 + 1


def test_that_the_first_words_begin_the_sheet_and_nothing_begins_nothing(book: Book) -> None:
    assert write(book, {"known_risks": "  "}) is None
    assert sheet(book).handover_id is None
    write(book, {"known_risks": " 現場の反発 ", "given_by": "営業 中村", "handed_on": TODAY, "taken_by": "佐藤"})
    begun = sheet(book)
    assert (begun.texts["known_risks"], begun.given_by, begun.handed_on, begun.taken_by) == (
        "現場の反発", "営業 中村", TODAY, "佐藤",
    )  # fmt: skip
    write(book, {"known_risks": ""})
    assert sheet(book).open_count == len(SECTIONS)


def test_that_an_unknown_name_becomes_one_of_us_once(book: Book) -> None:
    write(book, {"taken_by": "伊藤"})
    write(book, {"taken_by": " 伊藤 "})
    assert book.read(members) == ["佐藤", "伊藤"]


def test_that_unknown_fields_and_kinds_are_refused(book: Book) -> None:
    with pytest.raises(KeyError):
        write(book, {"phone": "1"})
    with pytest.raises(BansoError, match=r"handover\.kind"):
        write(book, {"kind": "other"})


def test_that_questions_are_asked_once_and_closed_with_their_answer(book: Book) -> None:
    ask = lambda words: book.write(ask_question, account(book), words, today=TODAY)  # noqa: E731
    ask("範囲は")
    ask(" 範囲は ")
    ask("価格は")
    assert sheet(book).questions == ("範囲は", "価格は")
    with pytest.raises(BansoError, match=r"handover\.no_question"):
        ask(" ")
    changes, done = book.write(answer_question, account(book), "範囲は", " 第一工場だけ ", today=TODAY)
    closed = sheet(book)
    assert done == 1
    assert closed.questions == ("価格は",)
    assert [(one.question, one.answer, one.on) for one in closed.answered] == [("範囲は", "第一工場だけ", TODAY)]
    assert book.write(answer_question, account(book), "範囲は", "", today=TODAY)[1] == 0
    book.write(take_back, changes.id)
    assert sheet(book).questions == ("範囲は", "価格は")


def test_that_accepting_makes_the_holder_with_a_dated_fact_and_no_inherited_pulse(book: Book) -> None:
    there = account(book)
    book.write(say_pulse, there, "pulse_warmth", 4, "会えた", observed_on=TODAY, by_id=book.by_id)
    with pytest.raises(BansoError, match=r"handover\.no_taker"):
        book.write(accept_handover, there, today=TODAY)
    write(book, {"taken_by": "伊藤", "kind": "csm"})
    changes, _done = book.write(accept_handover, there, today=TODAY)
    taken = sheet(book)
    assert (taken.owner, taken.accepted_on, taken.handed_on) == ("伊藤", TODAY, TODAY)
    fact = tables.account_fact
    asked = select(fact.c.field, fact.c.effective_on).where(fact.c.account_id == there, fact.c.deleted_at.is_(None))
    assert book.read(lambda session: [tuple(row) for row in session.execute(asked)]) == [
        ("owner_id", TODAY.isoformat())
    ]
    assert book.write(accept_handover, there, today=TODAY)[1] == 0
    # Said on the very day, it may have been said on the way out; the day after it no longer stands.
    assert book.read(pulses_of, there, today=TODAY)[2].value == 4
    book.write(take_back, changes.id)
    assert (sheet(book).owner, sheet(book).accepted_on) == ("", None)


def test_that_handing_on_takes_everything_along_and_waits_for_the_next(book: Book) -> None:
    there = account(book, NAMES[0])
    write(book, {"taken_by": "佐藤"}, NAMES[0])
    book.write(accept_handover, there, today=TODAY)
    book.write(start_handover, there, given_by="", today=TODAY)
    onward = sheet(book, NAMES[0])
    assert (onward.kind, onward.given_by, onward.taken_by, onward.accepted_on) == ("csm", "佐藤", "", None)
    assert onward.texts["why_bought"] == "紙の日報をやめたい"
    assert onward.questions == ("監査の権限は",)
    # Begun once, it is gone on with.
    book.write(start_handover, there, given_by="", today=TODAY)
    count = select(tables.handover.c.id).where(tables.handover.c.deleted_at.is_(None))
    assert len(book.read(lambda session: session.rows(count))) == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_book_fills_every_part_in_either_language(book: Book, lang: str) -> None:
    for name in NAMES:
        parts = book.read(known_parts, account(book, name), today=TODAY, lang=lang)
        assert [part.key for part in parts] == [
            "money", "notice", "people", "mine", "theirs", "touchpoints", "requests", "fit", "rhythm", "gaps",
        ]  # fmt: skip
        assert all(part.title and (part.lines or part.nothing) for part in parts)
    known = {part.key: part for part in book.read(known_parts, account(book, NAMES[0]), today=TODAY, lang=lang)}
    assert [line.text for line in known["people"].lines] == ["佐藤 花子", "渡辺 一郎"]
    assert [line.text for line in known["mine"].lines] == ["手順書を送る"]
    assert [line.text for line in known["theirs"].lines] == ["利用者一覧をいただく"]
    assert len(known["touchpoints"].lines) == 2


class Outside(HTMLParser):
    """Collects what a page would load, run or leave open."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "link", "iframe", "object", "embed", "form", "a"}:
            self.found.append(tag)
        self.found += [name for name, _value in attrs if name in {"src", "href"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_file_needs_nothing_else_and_escapes_everything(book: Book, tmp_path: Path, lang: str) -> None:
    hostile = '<script>alert("1")</script> & <img src=x onerror=alert(1)> "\'\x00'
    write(book, {"why_bought": hostile, "known_risks": "url(http://evil.example) }</style>"}, NAMES[3])
    book.write(ask_question, account(book, NAMES[3]), "<b>太字</b>", today=TODAY)
    to = write_handover_file(book, account(book, NAMES[3]), to=tmp_path / "sheet.html", lang=lang)
    html = to.read_text("utf-8")
    page = Outside()
    page.feed(html)
    assert page.found == []
    assert "<b>太字</b>" in "".join(page.text)
    assert "\x00" not in html
    assert f'<html lang="{lang}">' in html
    assert "default-src 'none'" in html
    assert "@page { size: A4" in html
    assert ("社内用" in html) is (lang == "ja")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_that_cancelling_or_a_wrong_place_leaves_no_file(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        write_handover_file(book, account(book), to=folder / "a.html", lang="ja", cancelled=lambda: next(answers, True))
    with pytest.raises(BansoError, match=r"sheet\.not_html"):
        write_handover_file(book, account(book), to=folder / "a.pdf", lang="ja")
    with pytest.raises(BansoError, match=r"sheet\.not_written"):
        write_handover_file(book, account(book), to=tmp_path / "nowhere" / "a.html", lang="ja")
    (folder / "taken.html").mkdir()
    with pytest.raises(BansoError, match=r"sheet\.not_written"):
        write_handover_file(book, account(book), to=folder / "taken.html", lang="ja")
    assert [path.name for path in folder.iterdir()] == ["taken.html"]


def test_that_an_account_that_is_gone_is_told(book: Book) -> None:
    there = account(book)
    book.write(lambda session: door.remove(session, "account", [there]))
    with pytest.raises(BansoError, match=r"account\.unknown"):
        book.read(handover_sheet, there, today=TODAY)
