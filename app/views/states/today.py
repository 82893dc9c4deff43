"""The states of Today."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.views.stage import Shot, Stage
from app.views.today import words
from app.views.today.page import TodayPage
from app.vocabulary import TodayKind


def _today(stage: Stage, span: str = words.TODAY) -> TodayPage:
    window, _places = stage.main()
    window.activateWindow()
    stage.settle()
    page = window.open("today")
    assert isinstance(page, TodayPage)
    stage.settle()
    if span != words.TODAY:
        page.span.choose(span)
        page.span.chosen.emit(span)
    return page


def _asking(stage: Stage, key: Qt.Key, kind: TodayKind) -> bool:
    """Bring up what a key asks for a row of a kind."""
    page = _today(stage)
    row = next((row for row in page.rows() if row.kind is kind), None)
    if row is None:
        return False
    page.list.setCurrentIndex(
        page.list.rows.index(page.list.rows.place_of((row.account_id, str(kind), row.subject_id)), 0)
    )
    page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
    stage.settle()
    QTest.keyClick(page.list, key)
    return True


def _all_kept(stage: Stage) -> bool:
    page = _today(stage)
    if page.answer is None:
        return False
    page.show_answer(replace(page.answer, today=()))
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("today", lambda stage: _today(stage)),
    Shot("today-week", lambda stage: _today(stage, words.WEEK)),
    Shot("today-waiting", lambda stage: _today(stage, words.WAITING)),
    Shot("today-all-kept", _all_kept),
    Shot("today-empty", lambda stage: _today(stage), empty=True),
    Shot("today-later", lambda stage: _asking(stage, Qt.Key.Key_S, TodayKind.PROMISE)),
    Shot("today-move", lambda stage: _asking(stage, Qt.Key.Key_D, TodayKind.PROMISE)),
    Shot("today-intent", lambda stage: _asking(stage, Qt.Key.Key_E, TodayKind.RENEWAL)),
)
