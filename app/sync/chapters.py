"""Two reviews became one: one section of each chapter keeps its place, and what was written in the other is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.journal import door
from app.language import keyed
from app.models import tables
from app.models.database import Session
from app.sync.entities import OWN_CHAPTER
from app.sync.sections import SCORE_STAYS_HERE, WORDED

_SAYS = (*WORDED, "title", "speaker_notes", "note")

Row = Mapping[str, Any]


def unite_chapters(session: Session, loser: str, winner: str) -> None:
    """Let no chapter be in a review twice, once the sections of `loser` are those of `winner`.

    A section in which nobody wrote gives way. Where somebody wrote in both, the one of the lost review becomes a
    chapter of one's own: of its words none is put into another's mouth, and none is left behind.
    """
    there = _sections(session, winner)
    taken = {row["chapter"]: row for row in there if row["chapter"] != OWN_CHAPTER}
    last = max((row["place"] or 0 for row in there), default=0)
    away: list[str] = []
    changed: dict[str, dict[str, object]] = {}
    for row in _sections(session, loser):
        stays = taken.get(row["chapter"])
        if stays is None:
            continue
        if not _says(row):
            away.append(row["id"])
        elif not _says(stays):
            away.append(stays["id"])
            changed[row["id"]] = {"place": stays["place"], **_as_hidden(stays)}
        else:
            last += 1
            changed[row["id"]] = {"place": last, **_as_own(session, row, loser, winner)}
    door.remove(session, "review_section", away)
    door.amend(session, "review_section", changed)


def _sections(session: Session, review: str) -> list[Row]:
    section = tables.review_section
    statement = select(section).where(section.c.review_id == review, section.c.deleted_at.is_(None))
    return list(session.rows(statement.order_by(section.c.place, section.c.no)))


def _says(row: Row) -> bool:
    return any(row[name] for name in _SAYS)


def _as_hidden(stays: Row) -> dict[str, object]:
    """Return what was hidden here by a person, or is our own judgement: it stays so, whoever wrote in it."""
    if stays["state"] != "hidden" or stays["hidden_because"] not in (None, SCORE_STAYS_HERE):
        return {}
    return {"state": "hidden", "hidden_because": stays["hidden_because"]}


def _as_own(session: Session, row: Row, loser: str, winner: str) -> dict[str, object]:
    of = door.present(session, "review", [loser, winner])
    title = row["title"] or keyed("deck.section", row["chapter"], str(of[winner]["lang"]))
    if not row["title"] and of[loser]["period"] != of[winner]["period"]:
        title = f"{title} ({of[loser]['period']})"
    state = "hidden" if row["state"] == "hidden" else "edited"
    return {"chapter": OWN_CHAPTER, "title": title, "state": state}
