"""What is written about moves, ties, succession and sameness, for the machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations import people_sameness, people_ties
from app.operations.book import Book
from app.operations.moves import deciding, evidence, silence
from app.operations.people_succession import hand_over_role
from tests.builders import TODAY
from tests.journal.tab_writers import DAYS, NAMES, Draw, Write, on, one_of

SAID = st.sampled_from(["", "本人から", "<b>噂</b>"])


def ties(book: Book, draw: Draw, _folder: Path) -> str | None:
    account, one, other = (one_of(book, entity, draw) for entity in ("account", "person", "person"))
    if account is None or one is None or other is None:
        return None
    return book.write(people_ties.tie_people, account, one, other, note=draw.draw(SAID))[0].id


def two(operation: Any) -> Write:
    def write(book: Book, draw: Draw, _folder: Path) -> str | None:
        one, other = one_of(book, "person", draw), one_of(book, "person", draw)
        return book.write(operation, one, other)[0].id if one and other else None

    return write


def splits(book: Book, draw: Draw, _folder: Path) -> str | None:
    def merged(session: Session) -> list[str]:
        person = tables.person
        statement = select(person.c.id).where(person.c.merged_into.is_not(None), person.c.deleted_at.is_not(None))
        return [row["id"] for row in session.rows(statement.order_by(person.c.no))]

    known = book.read(merged)
    return book.write(people_sameness.split_people, draw.draw(st.sampled_from(known)))[0].id if known else None


def hands_over(book: Book, draw: Draw, _folder: Path) -> str | None:
    position = one_of(book, "position", draw)
    successor = one_of(book, "person", draw) if draw.draw(st.booleans(), "known") else None
    if position is None:
        return None
    values = {"on": draw.draw(DAYS), "successor_id": successor, "name": draw.draw(NAMES), "title": draw.draw(SAID)}
    return book.write(hand_over_role, position, **values)[0].id


def bounces(book: Book, draw: Draw, _folder: Path) -> str | None:
    address = draw.draw(st.sampled_from(["h@midori.example", " H@Midori.example", "nobody@x.example", ""]))
    return book.write(evidence.note_bounce, address, on=draw.draw(DAYS), evidence=draw.draw(SAID))[0].id


def notes(book: Book, draw: Draw, _folder: Path) -> str | None:
    person, account = one_of(book, "person", draw), one_of(book, "account", draw)
    if person is None:
        return None
    row = {
        "person_id": person, "account_id": account, "direction": draw.draw(st.sampled_from(["departure", "arrival"])),
        "source": "network", "evidence": draw.draw(SAID) or None, "confidence": draw.draw(st.integers(0, 100)),
        "on_date": draw.draw(DAYS).isoformat(),
    }  # fmt: skip
    return book.write(evidence.note_moves, [row])[0].id


def confirms(book: Book, draw: Draw, _folder: Path) -> str | None:
    move = one_of(book, "move", draw)
    there = one_of(book, "account", draw) if draw.draw(st.booleans(), "there") else None
    if move is None:
        return None
    return book.write(deciding.confirm_move, move, on=draw.draw(DAYS), today=TODAY, to_account=there)[0].id


def _because(draw: Draw) -> dict[str, Any]:
    return {"reason": draw.draw(SAID), "today": TODAY}


PEOPLE: Mapping[str, Write] = {
    "moves.deciding.confirm_move": confirms,
    "moves.deciding.dismiss_move": on("move", deciding.dismiss_move, _because),
    "moves.evidence.note_bounce": bounces,
    "moves.evidence.note_moves": notes,
    "moves.evidence.note_rumour": on(
        "position", evidence.note_rumour, lambda draw: {"on": draw.draw(DAYS), "evidence": draw.draw(SAID)}
    ),
    "moves.silence.wave_silence_aside": on(
        "position", silence.wave_silence_aside, lambda draw: {**_because(draw), "last_met": draw.draw(DAYS)}
    ),
    "people_sameness.keep_apart": two(people_sameness.keep_apart),
    "people_sameness.merge_people": two(people_sameness.merge_people),
    "people_sameness.split_people": splits,
    "people_succession.hand_over_role": hands_over,
    "people_ties.tie_people": ties,
    "people_ties.untie_people": on("tie", people_ties.untie_people, lambda _draw: {}),
}
