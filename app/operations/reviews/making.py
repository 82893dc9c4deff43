"""Making a review from what is known on the day, changing what it is about, taking its data again, removing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select

from app.clock import stamp
from app.errors import BansoError
from app.journal import door
from app.language import LANGUAGES
from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather.all import gather
from app.operations.reviews.gather.asked import spans
from app.operations.reviews.loading import attendees_of, facts_of, review_of, sections_of, stored_attendees
from app.operations.reviews.rows import COMPARISONS
from app.operations.settings import settings
from app.reports.review import codec
from app.reports.review.facts import Attendee, Chapter, ChapterFacts, ReviewFacts
from app.sync.sections import SCORE_STAYS_HERE, WORDED, section_id
from app.vocabulary import Role

_CHAPTERS = tuple(chapter for chapter in Chapter if chapter is not Chapter.OWN)
_ASKED = (Role.SPONSOR, Role.DECISION_MAKER, Role.CHAMPION)


def create_review(
    session: Session,
    account_id: str,
    *,
    period: str,
    comparison: str = "previous",
    lang: str,
    on: date | None = None,
    at: str = "",
    attendees: Sequence[Attendee] | None = None,
    now: datetime,
    today: date,
) -> str:
    """Make a review of an account over a period, filled from what is known now, and return its id.

    Without `attendees` those who decide and drive at the customer are asked. Raises BansoError where the period cannot
    be read.
    """
    asked = usual_attendees(session, account_id, today=today) if attendees is None else tuple(attendees)
    facts = gathered(session, account_id, period, comparison, asked, now=now, today=today)
    [review_id] = door.create(
        session,
        "review",
        [
            {
                "account_id": account_id,
                "on_date": on.isoformat() if on else None,
                "at": at.strip() or None,
                "lang": _lang(lang),
                "attendees": stored_attendees(asked),
                "touchpoint_id": _meeting(session, account_id, on) if on else None,
                **frozen(facts),
            }
        ],
    )
    _begin_sections(session, review_id, facts, _CHAPTERS)
    return review_id


def amend_review(session: Session, review_id: str, *, now: datetime, today: date, **values: Any) -> int:
    """Change on, at, lang, attendees, period, comparison or note of a review; returns how many rows differ now.

    Another period or comparison takes the data again. KeyError for a field that cannot be written this way.
    """
    row = review_of(session, review_id)
    if unknown := set(values) - {"on", "at", "lang", "attendees", "period", "comparison", "note"}:
        raise KeyError(min(unknown))
    fields: dict[str, object] = {}
    if "on" in values:
        on: date | None = values["on"]
        fields["on_date"] = on.isoformat() if on else None
        if row["touchpoint_id"] is None and on is not None:
            fields["touchpoint_id"] = _meeting(session, row["account_id"], on)
    for name in ("at", "note"):
        if name in values:
            fields[name] = str(values[name] or "").strip() or None
    if "lang" in values:
        fields["lang"] = _lang(values["lang"])
    asked = attendees_of(row)
    if "attendees" in values:
        asked = tuple(values["attendees"])
        fields["attendees"] = stored_attendees(asked)
    period = str(values.get("period", row["period"]))
    comparison = str(values.get("comparison", row["comparison"]))
    if (period.strip().upper(), comparison) != (row["period"], row["comparison"]):
        facts = gathered(session, row["account_id"], period, comparison, asked, now=now, today=today)
        return door.amend(session, "review", {review_id: fields | frozen(facts)}) + _settle(session, row, facts)
    known = facts_of(row)
    if "attendees" in values and known is not None:
        fields["facts"] = codec.dump(replace(known, attendees=asked))
    return door.amend(session, "review", {review_id: fields})


def refresh_review(session: Session, review_id: str, *, now: datetime, today: date) -> int:
    """Take the data of a review again, as they are now; what a person wrote stays. Returns how many rows differ.

    A section that was accepted and reads otherwise now waits to be looked at again.
    """
    row = review_of(session, review_id)
    facts = gathered(
        session, row["account_id"], row["period"], row["comparison"], attendees_of(row), now=now, today=today
    )
    there = {one["chapter"] for one in sections_of(session, [review_id]).get(review_id, [])}
    # One that came from another system has no sections until its data are taken for the first time.
    _begin_sections(session, review_id, facts, [one for one in _CHAPTERS if str(one) not in there])
    return door.amend(session, "review", {review_id: frozen(facts)}) + _settle(session, row, facts)


def remove_review(session: Session, review_id: str) -> int:
    """Remove a review with its sections and decisions; promises made in it stay. Returns how many rows went."""
    gone = 0
    for entity in ("review_section", "decision"):
        table = tables.metadata.tables[entity]
        ids = session.execute(select(table.c.id).where(table.c.review_id == review_id, table.c.deleted_at.is_(None)))
        gone += door.remove(session, entity, [row[0] for row in ids])
    return gone + door.remove(session, "review", [review_id])


def gathered(
    session: Session,
    account_id: str,
    period: str,
    comparison: str,
    attendees: Sequence[Attendee],
    *,
    now: datetime,
    today: date,
) -> ReviewFacts:
    """Return what is known now for a period as a person writes it, beside the one it is compared with."""
    if comparison not in COMPARISONS:
        raise BansoError("review.comparison", field="comparison", comparison=comparison)
    span, compared = spans(session, account_id, period.strip().upper(), comparison)
    return gather(
        session,
        account_id,
        period=span,
        compared=compared,
        comparison=comparison,
        attendees=tuple(attendees),
        now=now,
        today=today,
    )


def usual_attendees(session: Session, account_id: str, *, today: date) -> tuple[Attendee, ...]:
    """Return who is usually in a review: those at the customer who pay for it, decide and drive it, and we."""
    person, position = tables.person, tables.position
    statement = (
        select(person.c.id, person.c.name, position.c.title, position.c.department, position.c.role)
        .join(position, position.c.person_id == person.c.id)
        .where(
            position.c.account_id == account_id,
            position.c.role.in_([str(role) for role in _ASKED]),
            position.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
            or_(position.c.to_on.is_(None), position.c.to_on >= today.isoformat()),
        )
        .order_by(position.c.no)
    )
    rows = sorted(session.rows(statement), key=lambda row: _ASKED.index(Role(row["role"])))
    found = {
        row["id"]: Attendee(row["name"], row["title"] or "", row["department"] or "", True, row["id"]) for row in rows
    }
    me = settings(session).me
    ours = session.scalar(select(tables.member.c.name).where(tables.member.c.id == me)) if me else None
    return (*found.values(), *((Attendee(ours, is_customer=False),) if ours else ()))


def _begin_sections(session: Session, review_id: str, facts: ReviewFacts, chapters: Sequence[Chapter]) -> None:
    ids = {one: section_id(review_id, one) for one in chapters}
    section = tables.review_section
    # One that was removed keeps its id.
    taken = {row[0] for row in session.execute(select(section.c.id).where(section.c.id.in_(ids.values())))}
    rows = [
        {
            **({} if ids[one] in taken else {"id": ids[one]}),
            "account_id": facts.account_id,
            "review_id": review_id,
            "chapter": str(one),
            "place": _CHAPTERS.index(one),
            **first_state(facts, one),
        }
        for one in chapters
    ]
    door.create(session, "review_section", rows)


def _lang(lang: object) -> str:
    if lang not in LANGUAGES:
        raise BansoError("review.lang", field="lang", lang=str(lang))
    return str(lang)


def frozen(facts: ReviewFacts) -> dict[str, object]:
    """Return the fields of a review that hold what is known."""
    return {
        "period": facts.period.text,
        "start_on": facts.period.start.isoformat(),
        "end_on": facts.period.end.isoformat(),
        "comparison": facts.comparison,
        "frozen_at": stamp(facts.frozen_at),
        "facts": codec.dump(facts),
    }


def first_state(facts: ReviewFacts, chapter: Chapter) -> dict[str, object]:
    """Return how a section begins: hidden with the reason where nothing is known, or where the score stays with us."""
    because = facts.chapter(chapter).nothing or (SCORE_STAYS_HERE if chapter is Chapter.HEALTH else "")
    return {"state": "hidden", "hidden_because": because} if because else {"state": "auto", "hidden_because": None}


def _settle(session: Session, row: Mapping[str, Any], facts: ReviewFacts) -> int:
    """Let the sections follow what is known now; what a person wrote or hid is theirs."""
    before = facts_of(row)
    changes: dict[str, dict[str, object]] = {}
    for section in sections_of(session, [row["id"]]).get(row["id"], []):
        chapter = Chapter(section["chapter"])
        if chapter is Chapter.OWN or section["state"] == "edited":
            continue
        if section["state"] == "hidden":
            # A person gave no reason: what they hid stays hidden.
            if section["hidden_because"]:
                changes[section["id"]] = first_state(facts, chapter) | _kept(section, facts.chapter(chapter))
        elif facts.chapter(chapter).nothing:
            changes[section["id"]] = {"state": "hidden", "hidden_because": facts.chapter(chapter).nothing}
        elif section["state"] == "accepted" and (before is None or before.chapter(chapter) != facts.chapter(chapter)):
            changes[section["id"]] = {"state": "auto"}
    return door.amend(session, "review_section", changes)


def _kept(section: Mapping[str, Any], known: ChapterFacts) -> dict[str, object]:
    """Return that a section with a person's words comes back as edited once something is known for it."""
    worded = any(section[name] for name in WORDED)
    stays = known.nothing or section["hidden_because"] == SCORE_STAYS_HERE
    return {"state": "edited"} if worded and not stays else {}


def _meeting(session: Session, account_id: str, on: date) -> str | None:
    """Return the review that stands in the calendar on that day, if there is one."""
    touchpoint = tables.touchpoint
    found: str | None = session.scalar(
        select(touchpoint.c.id)
        .where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.on_date == on.isoformat(),
            touchpoint.c.kind == "review",
            touchpoint.c.deleted_at.is_(None),
        )
        .order_by(touchpoint.c.no)
        .limit(1)
    )
    return found
