from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.plans.timeline import Lane, Mark, timeline
from app.views import theme as themes
from app.views.plans.timeline_view import TimelineView
from app.vocabulary import PlanStatus

TODAY = date(2026, 11, 20)


def view(qtbot: QtBot, *, marks: int = 3, apart: int = 1) -> TimelineView:
    found = tuple(
        Mark(f"m{n}", f"段取り {n}", date(2026, 10, 1) + timedelta(n * apart), status)
        for n, status in enumerate([*PlanStatus][:marks])
    )
    lane = Lane("g", "棚卸し工数", date(2026, 9, 8), date(2026, 12, 28), PlanStatus.ON_TRACK, found)
    made = TimelineView()
    made.show_timeline(timeline([lane], today=TODAY))
    made.resize(800, made.sizeHint().height())
    qtbot.addWidget(made)
    made.show()
    return made


def spots(made: TimelineView) -> list[tuple[QRectF, Mark]]:
    theme = themes.current()
    assert made.told is not None
    return made.marks_of(made.told.lanes[0], made.lane_box(0, made.axis(theme), theme), theme)


@pytest.mark.parametrize("apart", [0, 1, 10])
def test_that_milestones_never_lie_on_each_other(qtbot: QtBot, apart: int) -> None:
    boxes = [box for box, _mark in spots(view(qtbot, marks=7, apart=apart))]
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_that_no_month_is_written_under_the_sign_of_today(qtbot: QtBot) -> None:
    made = view(qtbot)
    theme = themes.current()
    axis = made.axis(theme)
    for back in range(60):
        assert made.told is not None
        told = timeline(made.told.lanes, today=TODAY - timedelta(back))
        assert told is not None
        made.show_timeline(told)
        pill = made.pill(axis, theme)
        assert pill is not None
        boxes = [box for box, _words in made.months(axis, pill, theme)]
        assert boxes
        assert not any(box.intersects(pill) for box in boxes)
        assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_that_a_click_on_a_milestone_goes_there(qtbot: QtBot) -> None:
    made = view(qtbot, apart=20)
    box, mark = spots(made)[1]
    went: list[str] = []
    made.chosen.connect(went.append)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPointF(20, box.center().y()).toPoint())
    assert went == [mark.id, "g"]


def test_that_it_says_aloud_what_it_draws(qtbot: QtBot) -> None:
    said = view(qtbot).accessibleDescription()
    for words in ("棚卸し工数", "段取り 0", "順調", "9/8"):
        assert words in said
