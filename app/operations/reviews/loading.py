"""A review and its sections as they are stored, with the facts it was frozen with."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from app.clock import parse_stamp
from app.errors import BansoError
from app.models import tables
from app.models.database import Session, json_text
from app.operations.reviews.rows import ReviewRow
from app.reports.review import codec
from app.reports.review.facts import Attendee, Chapter, ReviewFacts
from app.revenue.periods import Period, period_words

Row = Mapping[str, Any]


def review_of(session: Session, review_id: str) -> Row:
    """Return a review as stored; raises BansoError "review.unknown" where it was removed meanwhile."""
    review, account = tables.review, tables.account
    statement = (
        select(review, account.c.name.label("account"), account.c.fiscal_year_end)
        .join(account, account.c.id == review.c.account_id)
        .where(review.c.id == review_id, review.c.deleted_at.is_(None))
    )
    found = session.rows(statement)
    if not found:
        raise BansoError("review.unknown")
    return found[0]


def sections_of(session: Session, review_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return the sections of reviews in their order."""
    section = tables.review_section
    statement = (
        select(section)
        .where(section.c.review_id.in_(review_ids), section.c.deleted_at.is_(None))
        .order_by(section.c.place, section.c.no)
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in session.rows(statement):
        found[row["review_id"]].append(row)
    return found


def section_of(session: Session, section_id: str) -> Row:
    """Return a section as stored; raises BansoError "review.section_unknown" where it was removed meanwhile."""
    section = tables.review_section
    found = session.rows(select(section).where(section.c.id == section_id, section.c.deleted_at.is_(None)))
    if not found:
        raise BansoError("review.section_unknown")
    return found[0]


def facts_of(row: Row) -> ReviewFacts | None:
    """Return what a review was frozen with; None where it came without, or of a format this Banso cannot read."""
    if not row["facts"] or row["facts"].get("format") != codec.FORMAT:
        # Its data are taken again then; what a person wrote stands all the while.
        return None
    return _read(json_text(row["facts"]))


@lru_cache(maxsize=16)
def _read(text: str) -> ReviewFacts:
    return codec.load(json.loads(text))


def attendees_of(row: Row) -> tuple[Attendee, ...]:
    """Return who is in the meeting."""
    return tuple(attendee(one) for one in row["attendees"] or ())


def attendee(stored: Mapping[str, Any]) -> Attendee:
    """Return somebody in the meeting as stored."""
    return Attendee(
        str(stored.get("name") or ""),
        str(stored.get("title") or ""),
        str(stored.get("department") or ""),
        bool(stored.get("customer", True)),
        str(stored.get("person_id") or ""),
    )


def stored_attendees(attendees: Iterable[Attendee]) -> list[dict[str, object]] | None:
    """Return who is in the meeting, as it is stored."""
    kept: list[dict[str, object]] = [
        {"name": one.name, "title": one.title, "department": one.department, "customer": one.is_customer,
         "person_id": one.person_id or None}
        for one in attendees
        if one.name.strip()
    ]  # fmt: skip
    return kept or None


def fiscal_start_of(row: Row, ours: int) -> int:
    """Return the month in which the customer's fiscal year begins, ours where theirs is not known."""
    end = row["fiscal_year_end"]
    return int(end) % 12 + 1 if end else ours


def span_of(row: Row) -> Period:
    """Return the days of a review."""
    return Period(date.fromisoformat(row["start_on"]), date.fromisoformat(row["end_on"]), row["period"])


def day_of(text: str | None) -> date | None:
    """Return a stored day."""
    return date.fromisoformat(text) if text else None


def stale_keys(facts: ReviewFacts | None, section: Row, today: date) -> tuple[str, ...]:
    """Return the keys of the facts of a section that are older than they may be and are shown all the same."""
    if facts is None or section["state"] == "hidden" or section["chapter"] == Chapter.OWN:
        return ()
    left_out = set(section["left_out"] or ())
    known = facts.chapter(Chapter(section["chapter"]))
    return tuple(one.key for one in known.facts if one.key not in left_out and one.is_stale(today))


def review_row(row: Row, sections: Sequence[Row], *, fiscal_start: int, lang: str, today: date) -> ReviewRow:
    """Return a review as its row in the list; what was held is no longer looked over."""
    shown = [one for one in sections if one["state"] != "hidden"]
    facts = None if row["held_on"] else facts_of(row)
    span = span_of(row)
    return ReviewRow(
        id=row["id"],
        account_id=row["account_id"],
        account=row["account"],
        on=day_of(row["on_date"]),
        at=row["at"] or "",
        period_text=row["period"],
        period_words=period_words(span, lang, fiscal_start),
        start=span.start,
        end=span.end,
        comparison=row["comparison"],
        lang=row["lang"],
        attendees=attendees_of(row),
        held_on=day_of(row["held_on"]),
        frozen_at=parse_stamp(row["frozen_at"]) if row["frozen_at"] else None,
        ready=sum(one["state"] in ("edited", "accepted") for one in shown),
        sections=len(shown),
        warnings=sum(bool(stale_keys(facts, one, today)) for one in shown),
    )
