"""What the tabs of an account write, for the machine: touchpoints, people, programmes and promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.people import (
    add_person,
    amend_person,
    amend_position,
    change_position,
    end_position,
    move_person,
    remove_position,
    start_position,
)
from app.operations.programmes import join_programme, leave_programme, note_asked
from app.operations.promises import add_promise, amend_promise, drop_promise, reopen_promise
from app.operations.touchpoints import amend_touchpoint, plan_touchpoint
from app.vocabulary import Programme, Role, Side, TouchpointKind
from tests.builders import TODAY

Draw = st.DataObject
Write = Callable[[Book, Draw, Path], str | None]

DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days))
NAMES = st.sampled_from(["佐藤 花子", "Ken Sato", "", "渡辺 <b>一郎</b>", "🍣"])
PERSON: Mapping[str, st.SearchStrategy[Any]] = {
    "name": NAMES,
    "reading": st.sampled_from(["", "さとう"]),
    "email": st.sampled_from(["", "h@midori.example", "not an address"]),
    "phone": st.sampled_from(["", "03-0000-0000"]),
}
POSITION: Mapping[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["", "課長", "CIO"]),
    "department": st.sampled_from(["", "生産部"]),
    "role": st.sampled_from([None, *Role]),
    "since": st.one_of(st.none(), DAYS),
}
TOUCHPOINT: Mapping[str, st.SearchStrategy[Any]] = {
    "body": st.sampled_from(["", "解約の話", "# 見出し\n- **太字**"]),
    "kind": st.sampled_from(list(TouchpointKind)),
    "date": DAYS,
    "time": st.sampled_from([None, time(9), time(23, 59)]),
    "people": st.lists(NAMES, max_size=3),
    "tags": st.lists(st.sampled_from(["活用", "#重点", " "]), max_size=3),
    "sentiment": st.sampled_from([None, -2, 0, 2, 3]),
    "minutes": st.sampled_from([None, 0, 90, -1]),
    "purpose": st.sampled_from([None, "renewal"]),
    "two_way": st.booleans(),
    "shown": st.booleans(),
}


def some_of(draw: Draw, fields: Mapping[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """Draw values for some of the fields."""
    names = draw.draw(st.lists(st.sampled_from(sorted(fields)), unique=True))
    return {name: draw.draw(fields[name], name) for name in names}


def one_of(book: Book, entity: str, draw: Draw) -> str | None:
    """Draw the id of a row that stands, or None where there is none."""
    table = tables.metadata.tables[entity]

    def known(session: Session) -> list[str]:
        rows = session.rows(select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no))
        return [row["id"] for row in rows]

    ids = book.read(known)
    return draw.draw(st.sampled_from(ids), entity) if ids else None


def on(entity: str, operation: Callable[..., Any], make: Callable[[Draw], dict[str, Any]]) -> Write:
    """Return what runs an operation on some row with drawn arguments."""

    def write(book: Book, draw: Draw, _folder: Path) -> str | None:
        there = one_of(book, entity, draw)
        return book.write(operation, there, **make(draw))[0].id if there else None

    return write


def adds_person(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    values = {**some_of(draw, PERSON), **some_of(draw, POSITION)}
    return book.write(add_person, account, **{"name": "佐藤 花子", **values})[0].id if account else None


def starts_position(book: Book, draw: Draw, _folder: Path) -> str | None:
    person, account = one_of(book, "person", draw), one_of(book, "account", draw)
    values = some_of(draw, POSITION)
    return book.write(start_position, person, account, values)[0].id if person and account else None


def moves_person(book: Book, draw: Draw, _folder: Path) -> str | None:
    position, account = one_of(book, "position", draw), one_of(book, "account", draw)
    on_day = draw.draw(DAYS)
    return book.write(move_person, position, to_account=account, on=on_day)[0].id if position and account else None


def joins(book: Book, draw: Draw, _folder: Path) -> str | None:
    person, account = one_of(book, "person", draw), one_of(book, "account", draw)
    programme = draw.draw(st.sampled_from(list(Programme)))
    if person is None or account is None:
        return None
    return book.write(join_programme, person, account, programme=programme, since=draw.draw(DAYS))[0].id


def plans(draw: Draw) -> dict[str, Any]:
    day = draw.draw(DAYS)
    return {"kind": TouchpointKind.CALL, "on": day, "body": "話す", "people": ["だれか"], "today": TODAY, "by_id": None}


def promises(draw: Draw) -> dict[str, Any]:
    text, side = draw.draw(st.sampled_from(["", "見積を送る"])), draw.draw(st.sampled_from(list(Side)))
    return {"text": text, "side": side, "who": "佐藤", "due": draw.draw(st.one_of(st.none(), DAYS)), "today": TODAY}


def values(fields: Mapping[str, st.SearchStrategy[Any]], **more: Any) -> Callable[[Draw], dict[str, Any]]:
    """Return what draws the argument `values`."""
    return lambda draw: {"values": some_of(draw, fields), **more}


TABS: Mapping[str, Write] = {
    "people.add_person": adds_person,
    "people.amend_person": on("person", amend_person, values(PERSON)),
    "people.amend_position": on("position", amend_position, values({**POSITION, "until": st.one_of(st.none(), DAYS)})),
    "people.change_position": on("position", change_position, values(POSITION)),
    "people.end_position": on("position", end_position, lambda draw: {"on": draw.draw(DAYS)}),
    "people.move_person": moves_person,
    "people.remove_position": on("position", remove_position, lambda _draw: {}),
    "people.start_position": starts_position,
    "programmes.join_programme": joins,
    "programmes.leave_programme": on("participation", leave_programme, lambda _draw: {}),
    "programmes.note_asked": on("participation", note_asked, lambda draw: {"on": draw.draw(DAYS)}),
    "promises.add_promise": on("account", add_promise, promises),
    "promises.amend_promise": on(
        "promise", amend_promise, values({"text": NAMES, "who": NAMES, "side": st.sampled_from(list(Side))})
    ),
    "promises.drop_promise": on("promise", drop_promise, lambda draw: {"on": draw.draw(DAYS)}),
    "promises.reopen_promise": on("promise", reopen_promise, lambda _draw: {}),
    "touchpoints.amend_touchpoint": on("touchpoint", amend_touchpoint, values(TOUCHPOINT, today=TODAY)),
    "touchpoints.plan_touchpoint": on("account", plan_touchpoint, plans),
}
