"""The builder of a review under the keys: sections, headline, notes, what is left out, what came of the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.promises import open_promises
from app.reports.review.facts import Chapter
from app.views.reviews.page import ReviewPage
from app.views.reviews.rehearse import Rehearse
from tests.builders import new_book
from tests.journeys.hands import write
from tests.views.accounts.books import fill
from tests.views.plans.desk import plan_for
from tests.views.reviews.desk import Builder

Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Builder]:
    with new_book(tmp_path / "profile", name="高橋") as book:
        fill(book)
        plan_for(book)
        yield Builder(book, qtbot)


def test_that_every_section_stands_in_the_outline_with_how_it_stands(desk: Builder) -> None:
    page: ReviewPage = desk.page
    rows = page.outline.view.of.rows
    assert [row.chapter for row in rows] == [one for one in Chapter if one is not Chapter.OWN]
    assert page.outline.view.hasFocus()
    assert {row.state for row in rows} == {"auto", "hidden"}
    assert page.shown is not None
    shown = [row.id for row in rows if not row.is_hidden]
    assert next(slide.section_id for slide in page.shown.slides if slide.section_id) == shown[0]
    # The cover and at least one slide for each section that is shown.
    assert {slide.section_id for slide in page.shown.slides} == {"", *shown}


def test_that_e_accepts_a_section_and_goes_on_to_the_next_one(desk: Builder) -> None:
    first = desk.stand_on(Chapter.PROMISES)
    desk.press(Key.Key_E)
    assert desk.section(Chapter.PROMISES).state == "accepted"
    now = desk.page.section()
    assert now is not None
    assert now.id != first.id
    assert now.state == "auto"
    desk.workspace.undo()
    desk.settle()
    assert desk.section(Chapter.PROMISES).state == "auto"


def test_that_a_headline_keeps_itself_and_goes_back_to_what_the_data_say(desk: Builder, qtbot: QtBot) -> None:
    told = desk.stand_on(Chapter.OUTCOMES).headline
    desk.press(Key.Key_Return)
    field = desk.page.body.headline.field
    assert field.hasFocus()
    field.selectAll()
    write("棚卸しは月 27時間になりました")
    qtbot.waitUntil(lambda: desk.section(Chapter.OUTCOMES).headline == "棚卸しは月 27時間になりました")
    desk.settle()
    row = desk.section(Chapter.OUTCOMES)
    assert (row.headline, row.state) == ("棚卸しは月 27時間になりました", "edited")
    assert field.text() == "棚卸しは月 27時間になりました"
    assert desk.page.body.slide.picture is not None
    assert "棚卸しは月 27時間になりました" in desk.page.body.slide.picture.words
    desk.page.body.headline.back.click()
    desk.settle()
    assert desk.section(Chapter.OUTCOMES).headline == told
    assert desk.section(Chapter.OUTCOMES).state == "auto"


def test_that_notes_of_one_section_never_land_in_another(desk: Builder) -> None:
    desk.stand_on(Chapter.PROMISES)
    desk.page.notes.notes.setFocus()
    write("数字から入る")
    desk.page.notes.inside.setFocus()
    write("値引きの話はしない")
    desk.stand_on(Chapter.GOALS)
    assert desk.page.notes.notes.toPlainText() == ""
    kept = desk.section(Chapter.PROMISES)
    assert (kept.speaker_notes, kept.note) == ("数字から入る", "値引きの話はしない")
    assert desk.section(Chapter.GOALS).speaker_notes == ""
    # Notes are no other words on the slide.
    assert kept.state == "auto"
    assert desk.page.shown is not None
    assert not any("値引き" in slide.notes + slide.words for slide in desk.page.shown.slides)


def test_that_v_hides_a_section_and_shows_it_again(desk: Builder) -> None:
    row = desk.stand_on(Chapter.GOALS)
    desk.press(Key.Key_V)
    assert desk.section(Chapter.GOALS).is_hidden
    assert desk.page.shown is not None
    assert desk.page.shown.slide_of(row.id) == -1
    assert not desk.page.body.slide.isVisible()
    desk.press(Key.Key_V)
    assert not desk.section(Chapter.GOALS).is_hidden


def test_that_a_section_with_nothing_known_says_why_and_stays_hidden(desk: Builder) -> None:
    desk.stand_on(Chapter.ROADMAP)
    desk.press(Key.Key_V)
    assert desk.section(Chapter.ROADMAP).is_hidden
    assert desk.around.toasts


def test_that_a_line_is_left_out_with_v_and_its_record_opened_with_enter(desk: Builder) -> None:
    row = desk.stand_on(Chapter.GOALS)
    page: ReviewPage = desk.page
    opened: list[tuple[str, object]] = []
    page.source_wanted.connect(lambda account, source: opened.append((account, source)))
    view = page.body.grounds.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Key.Key_Down, Key.Key_V)
    chosen = view.current()
    assert chosen.left_out
    assert desk.section(Chapter.GOALS).left_out == {chosen.key}
    assert len(desk.section(Chapter.GOALS).told.statements) == len(row.told.statements) - 1
    desk.press(Key.Key_Return)
    assert opened[0][0] == desk.shown.row.account_id
    assert opened[0][1] in chosen.sources
    view.setFocus()
    desk.press(Key.Key_V)
    assert desk.section(Chapter.GOALS).left_out == frozenset()


def test_that_a_section_of_ones_own_is_added_moved_and_removed(desk: Builder) -> None:
    desk.stand_on(Chapter.PROMISES)
    desk.page.acts.add()
    desk.settle()
    sheet = desk.sheet("review-section")
    sheet.text.setText("次の一年")
    sheet.go_on()
    desk.settle()
    row = desk.page.section()
    assert row is not None
    assert (row.chapter, row.name) == (Chapter.OWN, "次の一年")
    desk.page.outline.view.setFocus()
    desk.press(Key.Key_Down, held=Qt.KeyboardModifier.AltModifier)
    assert [one.name for one in desk.shown.sections].index("次の一年") == 2
    desk.page.outline.view.setFocus()
    desk.press(Key.Key_Delete)
    assert "次の一年" not in [one.name for one in desk.shown.sections]
    desk.page.outline.view.setFocus()
    desk.stand_on(Chapter.PROMISES)
    desk.press(Key.Key_Delete)
    assert desk.section(Chapter.PROMISES).chapter is Chapter.PROMISES


def test_that_what_is_agreed_after_the_meeting_becomes_a_decision_and_a_promise(desk: Builder) -> None:
    page: ReviewPage = desk.page
    page.outcome.decide.click()
    desk.settle()
    sheet = desk.sheet("review-decision")
    sheet.text.setText("2拠点目は 1月に始める")
    sheet.go_on()
    desk.settle()
    page.outcome.act.click()
    desk.settle()
    sheet = desk.sheet("review-action")
    sheet.text.setText("手順書を送る準備")
    sheet.go_on()
    desk.settle()
    assert [one.text for one in desk.shown.decisions] == ["2拠点目は 1月に始める"]
    assert [one.text for one in desk.shown.actions] == ["手順書を送る準備"]
    assert "手順書を送る準備" in [row.text for row in desk.book.read(open_promises)]
    assert len(page.outcome.view.of.rows) == 2


def test_that_another_period_takes_the_data_anew(desk: Builder) -> None:
    before = desk.shown.row.period_text
    desk.page.whole.choose_period("month")
    desk.settle()
    assert desk.shown.row.period_text == "2026-10" != before
    assert desk.page.head.period is not None
    assert desk.page.head.period.key() == "month"
    desk.workspace.undo()
    desk.settle()
    assert desk.shown.row.period_text == before


def test_that_rehearsing_turns_slides_by_keys_and_leaves_on_escape(desk: Builder) -> None:
    stage = desk.page.rehearse()
    assert isinstance(stage, Rehearse)
    desk.settle()
    first = stage.at
    desk.press(Key.Key_End)
    assert desk.page.shown is not None
    assert stage.at == len(desk.page.shown.slides) - 1
    desk.press(Key.Key_Home, Key.Key_Space)
    assert stage.at == 1
    desk.press(Key.Key_T)
    stopped = stage.seconds()
    QApplication.processEvents()
    assert stage.seconds() == stopped
    desk.press(Key.Key_Escape)
    assert not any(isinstance(one, Rehearse) and one.isVisible() for one in QApplication.topLevelWidgets())
    assert first >= 0


def test_that_the_deck_goes_out_from_the_dialog_and_says_how_many_slides(
    desk: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = desk.page.export()
    assert dialog is not None
    to = tmp_path / "review.pptx"
    dialog.set_place(str(to))
    dialog.write_button.click()
    desk.settle()
    assert to.is_file()
    from pptx import Presentation

    slides = Presentation(str(to)).slides
    assert desk.page.shown is not None
    assert len(slides) == len(desk.page.shown.slides)
    assert not any(slide.has_notes_slide for slide in slides)


def test_that_a_review_that_has_gone_says_so(desk: Builder) -> None:
    desk.page.go("gone")
    desk.settle()
    assert desk.page.shown is None
    assert desk.page.panes()[0].isVisible()


def test_that_a_template_is_asked_for_its_layouts_and_they_are_remembered(desk: Builder, tmp_path: Path) -> None:
    from pptx import Presentation

    template = tmp_path / "house.pptx"
    Presentation().save(str(template))
    dialog = desk.page.export()
    assert dialog is not None
    dialog.set_template(template)
    desk.settle()
    assert dialog.template == template
    assert dialog.layouts.asks
    section = dialog.layouts.section
    section.setCurrentIndex(section.count() - 1)
    chosen = dialog.layouts.chosen()
    dialog.set_place(str(tmp_path / "review.pptx"))
    dialog.write_button.click()
    desk.settle()
    assert (tmp_path / "review.pptx").is_file()
    again = desk.page.export()
    assert again is not None
    again.set_template(template)
    desk.settle()
    assert again.layouts.chosen() == chosen
    again.reject()


def test_that_a_file_that_is_no_template_is_refused_in_words(desk: Builder, tmp_path: Path) -> None:
    wrong = tmp_path / "notes.pptx"
    wrong.write_text("no deck", "utf-8")
    dialog = desk.page.export()
    assert dialog is not None
    dialog.set_template(wrong)
    desk.settle()
    assert dialog.template is None
    assert dialog.write_button.isEnabled()
    [error] = [one for one in QApplication.topLevelWidgets() if one.objectName() == "error" and one.isVisible()]
    error.close()
    dialog.reject()


def test_that_what_differs_is_shown_before_the_data_are_taken_again(desk: Builder) -> None:
    from app.operations.promises import amend_promise

    promise = next(row for row in desk.book.read(open_promises) if row.account_id == desk.shown.row.account_id)
    desk.workspace.write(amend_promise, promise.id, {"text": "別の手順書を送る"})
    desk.settle()
    desk.page.head.refresh.click()
    desk.settle()
    sheet = desk.sheet("review-differences")
    assert any("別の手順書を送る" in one.after for one in sheet.found)
    before = desk.shown.row.frozen_at
    assert not any("別の手順書を送る" in slide.words for slide in desk.page.shown.slides)
    sheet.go_on()
    desk.settle()
    assert desk.shown.row.frozen_at == before  # the clock of the test stands still
    grounds = [line.label for lines in desk.page.shown.grounds.values() for line in lines]
    assert any("別の手順書を送る" in label for label in grounds)
