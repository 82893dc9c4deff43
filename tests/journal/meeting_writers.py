"""The writes of handing over, preparing a call and walking through the book, as the machine does them in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.operations.book import Book
from app.operations.call_sheet import replace_planned, write_questions
from app.operations.handovers import (
    accept_handover,
    answer_question,
    ask_question,
    handover_sheet,
    start_handover,
    write_handover,
)
from app.operations.pulses import ASPECTS, say_pulse
from app.operations.walk import VERDICTS, judge
from tests.builders import TODAY

Draw = st.DataObject
WORDS = st.sampled_from(["", "監査の権限は", "価格は据え置き", "<b>x</b>", "=1+1"])
NAMES = st.sampled_from(["", "佐藤", "伊藤", "新しい人"])


def one_of(book: Book, entity: str, draw: Draw) -> str | None:
    table = tables.metadata.tables[entity]
    statement = select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no)
    known = book.read(lambda session: [row[0] for row in session.execute(statement)])
    return draw.draw(st.sampled_from(known), entity) if known else None


def writes_handover(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    values = draw.draw(
        st.dictionaries(st.sampled_from(["why_bought", "known_risks", "given_by"]), WORDS)
        | st.fixed_dictionaries({"taken_by": NAMES, "kind": st.sampled_from(["sales", "csm", "other"])})
    )
    return book.write(write_handover, account, values, today=TODAY)[0].id if account else None


def starts_handover(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    return book.write(start_handover, account, given_by="佐藤", today=TODAY)[0].id if account else None


def accepts(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    return book.write(accept_handover, account, today=TODAY)[0].id if account else None


def asks(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    return book.write(ask_question, account, draw.draw(WORDS), today=TODAY)[0].id if account else None


def answers(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    if account is None:
        return None
    questions = book.read(handover_sheet, account, today=TODAY).questions
    question = draw.draw(st.sampled_from([*questions, "だれも聞いていない"]))
    return book.write(answer_question, account, question, draw.draw(WORDS), today=TODAY)[0].id


def says_pulse(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    key, value, reason = draw.draw(st.sampled_from(ASPECTS)), draw.draw(st.integers(0, 5)), draw.draw(WORDS)
    if account is None:
        return None
    return book.write(say_pulse, account, key, value, reason, observed_on=TODAY, by_id=book.by_id)[0].id


def judges(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    verdict, reason = draw.draw(st.sampled_from(VERDICTS)), draw.draw(WORDS)
    aspects = draw.draw(st.none() | st.sets(st.sampled_from(ASPECTS)))
    if account is None:
        return None
    return book.write(judge, account, verdict, reason=reason, aspects=aspects, today=TODAY, by_id=book.by_id)[0].id


def notes_questions(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "touchpoint", draw)
    questions = draw.draw(st.lists(WORDS, max_size=4))
    return book.write(write_questions, there, questions)[0].id if there else None


def replaces(book: Book, draw: Draw, _folder: Path) -> str | None:
    planned, logged = one_of(book, "touchpoint", draw), one_of(book, "touchpoint", draw)
    if planned is None or planned == logged:
        return None
    return book.write(replace_planned, planned, by_touchpoint=logged)[0].id


MEETINGS: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "call_sheet.replace_planned": replaces,
    "call_sheet.write_questions": notes_questions,
    "handovers.accept_handover": accepts,
    "handovers.answer_question": answers,
    "handovers.ask_question": asks,
    "handovers.start_handover": starts_handover,
    "handovers.write_handover": writes_handover,
    "pulses.say_pulse": says_pulse,
    "walk.judge": judges,
}
