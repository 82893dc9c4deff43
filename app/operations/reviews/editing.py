"""Sections of a review: what a person writes over what is told, accepting, hiding, moving, sections of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.reviews.loading import Row, facts_of, review_of, section_of, sections_of
from app.reports.review.facts import Chapter
from app.reports.review.telling.tell import tell
from app.sync.sections import WORDED, state_of


def edit_section(session: Session, section_id: str, **values: Any) -> int:
    """Write what is given of a section: headline, points, left_out, metric, speaker_notes, note, title.

    With a headline, points, figures left out or another metric it counts as edited; without any it is as it is told.
    A headline as it is told is none of one's own. KeyError for a field that cannot be written this way; BansoError
    "review.no_title" where a section of one's own would lose its title.
    """
    if unknown := set(values) - {*WORDED, "speaker_notes", "note", "title"}:
        raise KeyError(min(unknown))
    row = section_of(session, section_id)
    fields: dict[str, object] = {}
    if "headline" in values:
        said = " ".join(str(values["headline"] or "").split())
        fields["headline"] = said if said and said != told_headline(session, row) else None
    if "points" in values:
        fields["points"] = [line for one in values["points"] or () if (line := " ".join(str(one).split()))] or None
    if "left_out" in values:
        fields["left_out"] = sorted({str(key) for key in values["left_out"] or ()}) or None
    if "metric" in values:
        fields["metric"] = str(values["metric"] or "") or None
    for name in ("speaker_notes", "note"):
        if name in values:
            fields[name] = str(values[name] or "").strip() or None
    if "title" in values:
        fields["title"] = _title(values["title"])
    if row["state"] in ("auto", "edited", "accepted") and set(values) & {*WORDED, "title"}:
        fields["state"] = state_of({**row, **fields})
    return door.amend(session, "review_section", {section_id: fields})


def told_headline(session: Session, row: Row) -> str:
    """Return the headline of a section as the facts say it."""
    if row["chapter"] == Chapter.OWN:
        return row["title"] or ""
    review = review_of(session, row["review_id"])
    facts = facts_of(review)
    if facts is None:
        return ""
    chapter, left_out = Chapter(row["chapter"]), frozenset(row["left_out"] or ())
    return tell(chapter, facts, review["lang"], metric=row["metric"] or "", left_out=left_out).headline


def accept_section(session: Session, section_id: str) -> int:
    """Let a section stand as it is told: looked at, nothing to change. What was edited is accepted by that."""
    row = section_of(session, section_id)
    if row["state"] != "auto":
        return 0
    return door.amend(session, "review_section", {section_id: {"state": "accepted"}})


def hide_section(session: Session, section_id: str, *, because: str = "") -> int:
    """Leave a section off the slides; what was written in it stays."""
    return door.amend(session, "review_section", {section_id: {"state": "hidden", "hidden_because": because or None}})


def show_section(session: Session, section_id: str) -> int:
    """Show a section again; raises BansoError "review.section_empty" where there is nothing to show."""
    row = section_of(session, section_id)
    if row["state"] != "hidden":
        return 0
    worded = any(row[name] for name in WORDED)
    if row["chapter"] != Chapter.OWN and not (row["headline"] or row["points"]):
        facts = facts_of(review_of(session, row["review_id"]))
        if facts is None or facts.chapter(Chapter(row["chapter"])).nothing:
            raise BansoError("review.section_empty")
    state = "edited" if worded or row["chapter"] == Chapter.OWN else "auto"
    return door.amend(session, "review_section", {section_id: {"state": state, "hidden_because": None}})


def move_section(session: Session, section_id: str, *, by: int) -> bool:
    """Move a section up (−1) or down (1) in the order; tells whether it moved."""
    row = section_of(session, section_id)
    order = [one["id"] for one in sections_of(session, [row["review_id"]])[row["review_id"]]]
    at = order.index(section_id)
    to = max(0, min(len(order) - 1, at + by))
    if to == at:
        return False
    order.insert(to, order.pop(at))
    _put(session, order)
    return True


def add_section(session: Session, review_id: str, *, title: str, after: str | None = None) -> str:
    """Add a section of one's own, behind another one or at the end, and return its id."""
    review = review_of(session, review_id)
    order = [one["id"] for one in sections_of(session, [review_id])[review_id]]
    [made] = door.create(
        session,
        "review_section",
        [
            {
                "account_id": review["account_id"],
                "review_id": review_id,
                "chapter": str(Chapter.OWN),
                "place": len(order),
                "state": "edited",
                "title": _title(title),
            }
        ],
    )
    order.insert(order.index(after) + 1 if after in order else len(order), made)
    _put(session, order)
    return made


def remove_section(session: Session, section_id: str) -> int:
    """Remove a section of one's own; raises BansoError "review.section_stays" for any other, which is hidden."""
    if section_of(session, section_id)["chapter"] != Chapter.OWN:
        raise BansoError("review.section_stays")
    return door.remove(session, "review_section", [section_id])


def _put(session: Session, order: Iterable[str]) -> None:
    door.amend(session, "review_section", {one: {"place": place} for place, one in enumerate(order)})


def _title(value: object) -> str:
    said = " ".join(str(value or "").split())
    if not said:
        raise BansoError("review.no_title", field="title")
    return said
