"""What the list of accounts writes, for the machine of every operation in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.accounts import create_account
from app.operations.book import Book
from app.operations.bulk import hand_accounts, move_accounts, pin_accounts, tag_accounts
from app.operations.saved_views import remove_view, rename_view, save_view, update_view
from app.vocabulary import Segment
from tests.builders import TODAY

Draw = st.DataObject
_NAMES = st.sampled_from(["みどり食品", "Acme", "新しい会社", "株式会社 新しい会社", "", "🍣寿司"])
_TAGS = st.lists(st.sampled_from(["重点", "関西", "#IT", " "]), max_size=2)
_VIEWS = st.sampled_from(["90日以内", "スポンサー不在", "", "A", "a"])
_SPECS: st.SearchStrategy[Mapping[str, object]] = st.sampled_from(
    [{"filters": {"quick": "notice"}}, {"filters": {"chosen": {"tag": ["重点"]}}}, {}]
)


def _ids(session: Session, entity: str) -> list[str]:
    table = tables.metadata.tables[entity]
    statement = select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no)
    return [row[0] for row in session.execute(statement)]


def _some(book: Book, draw: Draw) -> list[str]:
    known = book.read(_ids, "account")
    return draw.draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []


def _creates(book: Book, draw: Draw, _folder: Path) -> str | None:
    values = {"segment": draw.draw(st.sampled_from([None, "high"])), "reading": draw.draw(st.sampled_from(["", "あ"]))}
    name = draw.draw(_NAMES)
    return book.write(create_account, name=name, today=TODAY, by_id=book.by_id, **values)[0].id  # type: ignore[arg-type]


def _tags(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(tag_accounts, _some(book, draw), add=draw.draw(_TAGS), remove=draw.draw(_TAGS))[0].id


def _moves(book: Book, draw: Draw, _folder: Path) -> str | None:
    segment = draw.draw(st.sampled_from([None, *Segment]))
    return book.write(move_accounts, _some(book, draw), segment=segment, today=TODAY)[0].id


def _hands(book: Book, draw: Draw, _folder: Path) -> str | None:
    to = draw.draw(st.sampled_from(["nobody", *book.read(_ids, "member")]))
    return book.write(hand_accounts, _some(book, draw), to=to, today=TODAY)[0].id


def _pins(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(pin_accounts, _some(book, draw), pinned=draw.draw(st.booleans()))[0].id


def _saves(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(save_view, place="accounts", name=draw.draw(_VIEWS), spec=draw.draw(_SPECS))[0].id


def _view(book: Book, draw: Draw) -> str | None:
    known = book.read(_ids, "saved_view")
    return draw.draw(st.sampled_from(known)) if known else None


def _renames(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _view(book, draw)
    return book.write(rename_view, there, name=draw.draw(_VIEWS))[0].id if there else None


def _updates(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _view(book, draw)
    return book.write(update_view, there, spec=draw.draw(_SPECS))[0].id if there else None


def _removes(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _view(book, draw)
    return book.write(remove_view, there)[0].id if there else None


LISTS: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "accounts.create_account": _creates,
    "bulk.hand_accounts": _hands,
    "bulk.move_accounts": _moves,
    "bulk.pin_accounts": _pins,
    "bulk.tag_accounts": _tags,
    "saved_views.remove_view": _removes,
    "saved_views.rename_view": _renames,
    "saved_views.save_view": _saves,
    "saved_views.update_view": _updates,
}
"""What each operation of the list does in the machine, by its name."""
