"""The states of Today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations.today import TodayRow
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.views.today import words
from app.views.today.model import key_of
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


def _asked_again(stage: Stage) -> bool:
    """Stand on the first judgement that is asked about again; where none ends, on one that is only shown."""
    page = _today(stage)
    if page.answer is None or not page.rows():
        return False
    row = next((row for row in page.rows() if row.kind is TodayKind.REJUDGE), None)
    if row is None:
        today = stage.book.clock.today()
        said = {"effect": -5, "days": 1, "on": today + timedelta(1), "from": today - timedelta(27)}
        said["said"] = in_words("返事が短くなった", "Their answers have become short")
        row = replace(
            page.rows()[0], kind=TodayKind.REJUDGE, subject_id="feeling", text="", reason="rejudge.feeling.tomorrow",
            params=said, due=today + timedelta(1), ranked=None,
        )  # fmt: skip
        page.show_answer(replace(page.answer, today=(*page.answer.today, row)))
    return _stand_on(page, row)


def _late(stage: Stage) -> bool:
    """Stand on a renewal that is late; where none is, on one that is only shown."""
    page = _today(stage)
    if page.answer is None or not page.rows():
        return False
    row = next((row for row in page.rows() if words.is_late(row)), None)
    if row is None:
        some = next((row for row in page.rows() if row.kind is TodayKind.RENEWAL), page.rows()[0])
        end = stage.book.clock.today() - timedelta(12)
        said = {"days": 12, "end": end, "until": end + timedelta(30), "products": some.params.get("products", ())}
        row = replace(some, kind=TodayKind.RENEWAL, reason="renewal.late", params=said, due=end, ranked=None)
        others = tuple(row for row in page.answer.today if row is not some)
        page.show_answer(replace(page.answer, today=(*others, row)))
    return _stand_on(page, row)


def _stand_on(page: TodayPage, row: TodayRow) -> bool:
    page.list.setCurrentIndex(page.list.rows.index(page.list.rows.place_of(key_of(row)), 0))
    page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
    page.list.scrollTo(page.list.currentIndex(), page.list.ScrollHint.PositionAtCenter)
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
    Shot("today-rejudge", _asked_again),
    Shot("today-late", _late),
    Shot("today-intent", lambda stage: _asking(stage, Qt.Key.Key_E, TodayKind.RENEWAL)),
)
