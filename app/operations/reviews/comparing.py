"""What a review would say otherwise if its data were taken again today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from app.models.database import Session
from app.operations.reviews.loading import attendees_of, facts_of, review_of
from app.operations.reviews.making import gathered
from app.operations.reviews.rows import Difference
from app.reports.review.facts import Chapter, ReviewFacts
from app.reports.review.names import chapter_name
from app.reports.review.telling.tell import tell
from app.reports.review.told import Told


def differences(session: Session, review_id: str, *, now: datetime, today: date) -> tuple[Difference, ...]:
    """Return what is new, gone and changed since the data of a review were taken, in the words of its sections.

    What only counts days on and reads the same is no difference. A review that came without data has none.
    """
    row = review_of(session, review_id)
    before = facts_of(row)
    if before is None:
        return ()
    after = gathered(
        session, row["account_id"], row["period"], row["comparison"], attendees_of(row), now=now, today=today
    )
    return tuple(
        one for chapter in Chapter if chapter is not Chapter.OWN for one in _of(chapter, before, after, row["lang"])
    )


def _of(chapter: Chapter, before: ReviewFacts, after: ReviewFacts, lang: str) -> Iterator[Difference]:
    name = chapter_name(chapter, lang)
    old, new = said(chapter, before, lang), said(chapter, after, lang)
    known = {one.key for facts in (before, after) for one in facts.chapter(chapter).facts}
    known |= {one.key for facts in (before, after) for one in facts.chapter(chapter).series}
    # What is said without being known by a key of its own, such as a rate of several, follows from what is.
    for key in [*dict.fromkeys((*old, *new))]:
        if key in known and old.get(key, "") != new.get(key, ""):
            kind = "new" if key not in old else "gone" if key not in new else "changed"
            yield Difference(chapter, name, key, kind, old.get(key, ""), new.get(key, ""))


def said(chapter: Chapter, facts: ReviewFacts, lang: str) -> dict[str, str]:
    """Return what a section says of each fact and each series, by its key."""
    told = tell(chapter, facts, lang)
    found = _lines(told)
    for series in facts.chapter(chapter).series:
        chart = tell(chapter, facts, lang, metric=series.key).chart
        if chart is not None and chart.metric == series.key and series.key not in found:
            last = next((value for value in reversed(chart.values[0]) if value is not None), "")
            found[series.key] = f"{chart.caption} {last}".strip()
    return found


def _lines(told: Told) -> dict[str, str]:
    found = {
        one.key: " · ".join(text for cell in one.cells if (text := "".join(span.text for span in cell).strip()))
        for one in told.statements
    }
    return found | {
        one.key: " ".join(part for part in (one.label, one.value, f"({one.remark})" if one.remark else "") if part)
        for one in told.figures
    }
