"""The writes of reviews, as the machine does them in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from app.operations.book import Book
from app.operations.reviews import editing, making, outcome, templates
from app.reports.review.facts import Attendee
from app.vocabulary import Side
from tests.builders import TODAY
from tests.journal.tab_writers import Draw, Write, on, one_of

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAYS = st.integers(-60, 60).map(lambda days: TODAY + timedelta(days))
WORDS = st.sampled_from(["", "棚卸しが半日で済むように", "<b>字</b>", "=1+1"])
PERIODS = st.sampled_from(["FY2026Q2", "2026-07..2026-09", "2026Q3", "いつか"])
ATTENDEES = st.sampled_from([None, (), (Attendee("佐藤 花子", "課長"), Attendee("私", is_customer=False))])
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "headline": WORDS,
    "points": st.lists(WORDS, max_size=2),
    "left_out": st.lists(st.sampled_from(["promise:1", "reading:2"]), max_size=2),
    "metric": st.sampled_from(["", "logins"]),
    "speaker_notes": WORDS,
    "note": WORDS,
    "title": WORDS,
}


def creates(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    how = {
        "period": draw.draw(PERIODS),
        "comparison": draw.draw(st.sampled_from(["previous", "last_year", "none", "never"])),
        "on": draw.draw(st.none() | DAYS),
        "attendees": draw.draw(ATTENDEES),
    }
    return book.write(making.create_review, account, lang="ja", now=NOW, today=TODAY, **how)[0].id if account else None


def amends(draw: Draw) -> dict[str, Any]:
    some = {
        "on": st.none() | DAYS,
        "at": WORDS,
        "lang": st.sampled_from(["ja", "en", "fr"]),
        "period": PERIODS,
        "comparison": st.sampled_from(["previous", "last_year", "none"]),
        "attendees": st.just((Attendee("渡辺", "CIO"),)),
        "note": WORDS,
    }
    return {"now": NOW, "today": TODAY, **draw.draw(st.fixed_dictionaries({}, optional=some))}


def words(draw: Draw) -> dict[str, Any]:
    return draw.draw(st.fixed_dictionaries({}, optional=dict(VALUES)))


def nothing(_draw: Draw) -> dict[str, Any]:
    return {}


def told(operation: Callable[..., Any]) -> Write:
    """Return what writes a text down on a review."""

    def write(book: Book, draw: Draw, _folder: Path) -> str | None:
        review = one_of(book, "review", draw)
        if review is None:
            return None
        return book.write(operation, review, draw.draw(WORDS), today=TODAY)[0].id

    return write


def acts(book: Book, draw: Draw, _folder: Path) -> str | None:
    review = one_of(book, "review", draw)
    step = draw.draw(st.none() | st.just(one_of(book, "milestone", draw)))
    if review is None:
        return None
    side, due = draw.draw(st.sampled_from(Side)), draw.draw(st.none() | DAYS)
    how: dict[str, Any] = {"side": side, "due": due, "milestone_id": step, "today": TODAY}
    return book.write(outcome.add_action, review, draw.draw(WORDS), **how)[0].id


def remembers(book: Book, draw: Draw, _folder: Path) -> str | None:
    chosen = draw.draw(st.fixed_dictionaries(dict.fromkeys(templates.PARTS, st.sampled_from(["0/0", "0/5"]))))
    return book.write(templates.remember_layouts, draw.draw(st.sampled_from(["a1", "b2"])), chosen)[0].id


REVIEWS: Mapping[str, Write] = {
    "reviews.editing.accept_section": on("review_section", editing.accept_section, nothing),
    "reviews.editing.add_section": on("review", editing.add_section, lambda draw: {"title": draw.draw(WORDS)}),
    "reviews.editing.edit_section": on("review_section", editing.edit_section, words),
    "reviews.editing.hide_section": on("review_section", editing.hide_section, nothing),
    "reviews.editing.move_section": on(
        "review_section", editing.move_section, lambda draw: {"by": draw.draw(st.integers(-3, 3))}
    ),
    "reviews.editing.remove_section": on("review_section", editing.remove_section, nothing),
    "reviews.editing.show_section": on("review_section", editing.show_section, nothing),
    "reviews.making.amend_review": on("review", making.amend_review, amends),
    "reviews.making.create_review": creates,
    "reviews.making.refresh_review": on("review", making.refresh_review, lambda _d: {"now": NOW, "today": TODAY}),
    "reviews.making.remove_review": on("review", making.remove_review, nothing),
    "reviews.outcome.add_action": acts,
    "reviews.outcome.add_decision": told(outcome.add_decision),
    "reviews.outcome.amend_decision": on(
        "decision", outcome.amend_decision, lambda draw: {"text": draw.draw(WORDS), "shown": draw.draw(st.booleans())}
    ),
    "reviews.outcome.hold_review": on(
        "review", outcome.hold_review, lambda draw: {"on": draw.draw(DAYS), "today": TODAY}
    ),
    "reviews.outcome.remove_decision": on("decision", outcome.remove_decision, nothing),
    "reviews.outcome.reopen_review": on("review", outcome.reopen_review, nothing),
    "reviews.templates.remember_layouts": remembers,
}
