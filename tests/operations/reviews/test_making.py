"""A review is filled from what is known, hides what is not, and follows the book only when it is asked to."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import BansoError
from app.journal import door
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.reviews.comparing import differences
from app.operations.reviews.editing import accept_section, edit_section
from app.operations.reviews.listing import review_rows
from app.operations.reviews.making import amend_review, refresh_review, remove_review
from app.operations.reviews.outcome import add_decision, hold_review
from app.reports.review.facts import Chapter
from tests.operations.plans.plan_books import TODAY, Made
from tests.operations.reviews.review_books import page, review, section


def test_that_every_chapter_stands_in_its_place_filled_or_hidden_with_its_reason(book: Book, made: Made) -> None:
    shown = page(book, review(book, made))
    assert [one.chapter for one in shown.sections] == [one for one in Chapter if one is not Chapter.OWN]
    for one in shown.sections:
        assert (one.state == "hidden") == bool(one.hidden_because), one.chapter
        assert one.state == "hidden" or (one.headline and not one.headline_is_own), one.chapter
    assert section(book, shown.row.id, Chapter.HEALTH).state == "hidden"
    assert (shown.row.period_text, shown.row.start, shown.row.end) == (
        "FY2026Q2", date(2026, 7, 1), date(2026, 9, 30),
    )  # fmt: skip
    assert shown.facts.compared is not None
    assert [one.name for one in shown.row.attendees] == ["渡辺 一郎", "佐藤"]
    assert (shown.row.ready, shown.row.sections) == (0, sum(not one.is_hidden for one in shown.sections))


def test_that_what_is_shown_stays_frozen_until_the_data_are_taken_again(book: Book, made: Made) -> None:
    first = review(book, made)
    before = page(book, first)
    book.write(lambda s: door.amend(s, "account", {made.account: {"name": "Acme 2"}}))
    open_one = next(f.key for f in before.facts.chapter(Chapter.PROMISES).facts if "棚番" in str(f.values))
    promise = open_one.split(":")[-1]
    book.write(lambda s: door.amend(s, "promise", {promise: {"text": "棚番と数量の一覧を送る"}}))
    assert page(book, first).sections == before.sections
    told = book.read(differences, first, now=book.clock.now(), today=TODAY)
    changed = next(one for one in told if one.key == open_one)
    assert changed.kind == "changed"
    assert "棚番の一覧" in changed.before
    assert "棚番と数量" in changed.after
    book.write(refresh_review, first, now=book.clock.now(), today=TODAY)
    assert book.read(differences, first, now=book.clock.now(), today=TODAY) == ()
    assert "棚番と数量" in str(section(book, first, Chapter.PROMISES).told)


def test_that_a_fact_that_went_and_one_that_came_are_told(book: Book, made: Made) -> None:
    first = review(book, made)
    [gone] = [one for one in page(book, first).facts.chapter(Chapter.PROMISES).facts if "説明会" in str(one.values)]
    book.write(lambda s: door.remove(s, "promise", [gone.key.split(":")[-1]]))
    row = {
        "account_id": made.account,
        "text": "帳票を揃える",
        "side": "customer",
        "made_on": "2026-09-01",
        "due": "2026-09-20",
    }
    book.write(lambda s: door.create(s, "promise", [{**row, "origin": "account", "shown": True}]))
    kinds = {
        one.kind
        for one in book.read(differences, first, now=book.clock.now(), today=TODAY)
        if one.chapter is Chapter.PROMISES
    }
    assert kinds == {"new", "gone"}


def test_that_what_was_accepted_waits_again_once_it_reads_otherwise_and_what_was_edited_stays(
    book: Book, made: Made
) -> None:
    first = review(book, made)
    promises, people = (section(book, first, one) for one in (Chapter.PROMISES, Chapter.PEOPLE))
    book.write(accept_section, promises.id)
    book.write(edit_section, people.id, headline="佐藤様と渡辺様が進めています")
    book.write(refresh_review, first, now=book.clock.now(), today=TODAY)
    assert section(book, first, Chapter.PROMISES).state == "accepted"
    key = page(book, first).facts.chapter(Chapter.PROMISES).facts[0].key
    book.write(lambda s: door.remove(s, "promise", [key.split(":")[-1]]))
    book.write(refresh_review, first, now=book.clock.now(), today=TODAY)
    assert section(book, first, Chapter.PROMISES).state == "auto"
    assert section(book, first, Chapter.PEOPLE).headline == "佐藤様と渡辺様が進めています"


def test_that_another_period_takes_the_data_again_and_another_day_does_not(book: Book, made: Made) -> None:
    first = review(book, made)
    frozen = page(book, first).row.frozen_at
    book.write(amend_review, first, now=book.clock.now(), today=TODAY, on=date(2026, 11, 26), at="10:00", lang="en")
    row = page(book, first).row
    assert (row.on, row.at, row.lang, row.frozen_at) == (date(2026, 11, 26), "10:00", "en", frozen)
    book.write(amend_review, first, now=book.clock.now(), today=TODAY, period="fy2026q1", comparison="last_year")
    shown = page(book, first)
    assert (shown.row.period_text, shown.row.start) == ("FY2026Q1", date(2026, 4, 1))
    assert shown.facts.compared is not None
    assert shown.facts.compared.start == date(2025, 4, 1)
    book.write(amend_review, first, now=book.clock.now(), today=TODAY, comparison="none")
    assert page(book, first).facts.compared is None


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"period": "いつか"}, "period.unreadable"),
        ({"comparison": "never"}, "review.comparison"),
        ({"lang": "fr"}, "review.lang"),
    ],
)
def test_that_what_makes_no_review_is_refused(book: Book, made: Made, values: dict[str, str], key: str) -> None:
    with pytest.raises(BansoError) as refused:
        review(book, made, **values)
    assert refused.value.key == key


def test_that_reviews_stand_by_the_day_of_their_meeting(book: Book, made: Made) -> None:
    later = review(book, made, on=date(2026, 12, 10))
    undated = review(book, made)
    sooner = review(book, made, on=date(2026, 11, 26))
    old, older = (review(book, made, period=one) for one in ("FY2026Q1", "FY2025Q4"))
    book.write(hold_review, old, on=date(2026, 7, 20), today=TODAY)
    book.write(hold_review, older, on=date(2026, 4, 20), today=TODAY)
    assert [row.id for row in book.read(review_rows, today=TODAY)] == [sooner, later, undated, old, older]
    assert page(book, older).next_id == old
    assert page(book, old).next_id == later


def test_that_a_removed_review_takes_everything_along_and_undo_brings_it_back(book: Book, made: Made) -> None:
    first = review(book, made)
    book.write(add_decision, first, "増席を見送る", today=TODAY)
    before = book.read(content_hash)
    changes, gone = book.write(remove_review, first)
    assert gone == 1 + 1 + (len(Chapter) - 1)
    assert book.read(review_rows, today=TODAY) == []
    with pytest.raises(BansoError, match=r"review\.unknown"):
        page(book, first)
    book.write(take_back, changes.id)
    assert book.read(content_hash) == before


def test_that_a_review_from_another_system_opens_and_is_filled_when_its_data_are_taken(book: Book, made: Made) -> None:
    row = {
        "account_id": made.account, "period": "FY2026Q2", "start_on": "2026-07-01", "end_on": "2026-09-30",
        "comparison": "previous", "lang": "ja",
    }  # fmt: skip
    [first] = book.write(lambda s: door.create(s, "review", [row]))[1]
    shown = page(book, first)
    assert (shown.sections, shown.row.frozen_at) == ((), None)
    assert book.read(differences, first, now=book.clock.now(), today=TODAY) == ()
    book.write(refresh_review, first, now=book.clock.now(), today=TODAY)
    shown = page(book, first)
    assert len(shown.sections) == len(Chapter) - 1
    assert shown.row.frozen_at is not None


def test_that_facts_of_a_later_format_are_taken_again_and_ones_own_words_stay(book: Book, made: Made) -> None:
    first = review(book, made)
    goals = section(book, first, Chapter.GOALS)
    book.write(edit_section, goals.id, headline="棚卸しは半日で済みます")
    book.write(lambda s: door.amend(s, "review", {first: {"facts": {"format": 99}}}))
    assert section(book, first, Chapter.GOALS).headline == "棚卸しは半日で済みます"
    assert section(book, first, Chapter.PROMISES).headline == ""
    book.write(refresh_review, first, now=book.clock.now(), today=TODAY)
    assert section(book, first, Chapter.PROMISES).headline != ""
    assert section(book, first, Chapter.GOALS).headline == "棚卸しは半日で済みます"
