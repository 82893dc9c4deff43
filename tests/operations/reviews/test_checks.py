"""What is looked at before presenting: each kind is found where it is, and where nothing is, all is well."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import BansoError
from app.journal import door
from app.operations.book import Book
from app.operations.reviews.checks import review_checks
from app.operations.reviews.document import document
from app.operations.reviews.editing import edit_section, hide_section
from app.operations.reviews.exporting import export_review
from app.operations.reviews.rows import Check, CheckKind
from app.reports.layout import own_layout
from app.reports.review.facts import Chapter
from app.reports.review.slides import plan_review
from tests.operations.plans.plan_books import Made
from tests.operations.reviews.review_books import page, review, section


def checks(book: Book, review_id: str, *, today: date | None = None) -> list[Check]:
    shown = page(book, review_id) if today is None else page(book, review_id, today=today)
    plan = plan_review(document(shown), own_layout())
    return list(book.read(review_checks, shown, plan))


def wrong(book: Book, review_id: str, **more: date) -> list[tuple[CheckKind, Chapter | None, dict[str, str]]]:
    return [(one.kind, one.chapter, dict(one.params)) for one in checks(book, review_id, **more) if not one.ok]


def test_that_a_review_as_it_is_told_has_nothing_to_put_right(book: Book, made: Made) -> None:
    found = checks(book, review(book, made))
    assert [(one.kind, one.ok) for one in found] == [(kind, True) for kind in CheckKind]


def test_that_a_number_written_by_hand_needs_one_that_is_known(book: Book, made: Made) -> None:
    first = review(book, made)
    goals = section(book, first, Chapter.GOALS)
    book.write(edit_section, goals.id, headline="棚卸しは月 27時間、欠品は 3.5% になりました")
    assert wrong(book, first) == [(CheckKind.UNSOURCED, Chapter.GOALS, {"what": "3.5"})]
    book.write(edit_section, goals.id, headline="棚卸しは月 ２７時間になりました")
    assert wrong(book, first) == []


@pytest.mark.parametrize(
    "words", ["弊社は約束を守りました", "当社の支援で進みました", "We kept our word", "Our team kept it"]
)
def test_that_a_headline_about_us_is_told(book: Book, made: Made, words: str) -> None:
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, headline=words)
    assert wrong(book, first) == [(CheckKind.ABOUT_US, Chapter.PROMISES, {"words": words})]


@pytest.mark.parametrize("words", ["貴社では西の倉庫が先に進みました", "Western warehouses went first"])
def test_that_a_headline_about_the_customer_is_none_about_us(book: Book, made: Made, words: str) -> None:
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, headline=words)
    assert wrong(book, first) == []


@pytest.mark.parametrize(
    "words", ["解約リスクが高い", "アップセルの好機", "まだ at risk of leaving", "ＣＨＵＲＮ の前に"]
)
def test_that_words_nobody_says_to_a_customer_are_told(book: Book, made: Made, words: str) -> None:
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, points=[words])
    assert [kind for kind, _c, _p in wrong(book, first)] == [CheckKind.INTERNAL_WORDS]


def test_that_a_note_of_ours_in_the_text_is_told_and_keeps_the_deck_from_being_written(
    book: Book, made: Made, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    row = {"account_id": made.account, "effect": -5, "on_date": "2026-11-01", "expires_on": "2026-12-01"}
    reason = "部長が乗り気でなく 予算も見直し中"
    book.write(
        lambda s: door.create(s, "feeling", [{**row, "reason": reason, "said_at": "2026-11-01T00:00:00.000000Z"}])
    )
    first = review(book, made)
    people = section(book, first, Chapter.PEOPLE)
    book.write(edit_section, people.id, points=["・部長が乗り気でなく予算も見直し中 とのこと"])
    assert [(kind, chapter) for kind, chapter, _p in wrong(book, first)] == [(CheckKind.INTERNAL_WORDS, Chapter.PEOPLE)]
    with pytest.raises(BansoError, match=r"deck\.internal"):
        export_review(book, first, tmp_path / "d.pptx")
    assert list(tmp_path.glob("d*")) == []
    book.write(hide_section, people.id)
    assert wrong(book, first) == []
    export_review(book, first, tmp_path / "d.pptx")


def test_that_a_stale_figure_is_told_on_the_day_it_becomes_one(book: Book, made: Made) -> None:
    first = review(book, made)
    assert not page(book, first).row.warnings
    later = date(2028, 1, 1)
    stale = {(chapter, params["on"]) for kind, chapter, params in wrong(book, first, today=later) if kind == "stale"}
    limited = {
        (chapter.chapter, one.observed_on)
        for chapter in page(book, first).facts.chapters
        for one in chapter.facts
        if one.valid_days is not None and one.observed_on is not None
    }
    assert bool(stale) == bool(limited)
    assert page(book, first, today=later).row.warnings == len({chapter for chapter, _on in stale})


def test_that_a_text_too_long_for_its_slide_is_told(book: Book, made: Made) -> None:
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, headline="約束は" + "半分ずつ進んで" * 40)
    found = [one for one in wrong(book, first) if one[0] is CheckKind.OVERFLOW]
    assert [chapter for _k, chapter, _p in found] == [Chapter.PROMISES] * len(found)
    assert found
