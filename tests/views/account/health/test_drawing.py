"""The drawings of the health tab: columns that keep apart, a span with all of it in, numbers that do not overlap."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.operations.health.course import (
    INDICATOR,
    OWNER,
    PHASE,
    ROLE_LEFT,
    Course,
    CourseEvent,
    CoursePoint,
)
from app.views import theme as themes
from app.views.account.health.columns import columns_of, span_of
from app.views.account.health.course_card import apart, bounds
from app.views.account.health.course_words import event_whole, event_words, spoken
from app.views.account.health.fall import paint_fall, paint_tints
from app.views.account.health.lines import FEELING, PART, Line
from app.views.charting import draw, look_of
from app.vocabulary import Band
from tests.builders import TODAY


@pytest.fixture(params=[("light", 100), ("dark", 150)])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[themes.Theme]:
    name, scale = request.param
    yield themes.use(qapp, name, scale)
    themes.use(qapp, "light")


def course(*scores: int | None) -> Course:
    days = [TODAY - timedelta(7 * back) for back in range(len(scores) - 1, -1, -1)]
    points = [
        CoursePoint(on, score, None if score is None else float(score), Band.WATCH)
        for on, score in zip(days, scores, strict=True)
    ]
    return Course(tuple(points), ())


@pytest.mark.parametrize("width", [560, 780, 1100])
def test_that_columns_stand_side_by_side_at_any_width(theme: themes.Theme, width: int) -> None:
    made = columns_of(float(width * theme.scale / 100), theme)
    order = [made.mark, made.name, made.value, made.fresh, made.weight, made.score, made.fall, made.effect]
    assert all(left < right for left, right in order)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(order))
    assert made.fall[1] - made.fall[0] >= theme.px(96)


@given(st.lists(st.floats(-60, 160), max_size=30))
def test_that_the_span_holds_both_edges_and_every_total_of_the_scale(totals: list[float]) -> None:
    span = span_of(totals, 45, 70)
    places = [span.x(total, 0, 100) for total in (*totals, span.watch, span.good)]
    assert span.low < span.watch < span.good < span.high
    assert all(0 <= place <= 100 for place in places)
    assert all(span.low <= total <= span.high for total in totals if 0 <= total <= 100)
    assert span.x(span.watch, 0, 100) < span.x(50, 0, 100) < span.x(span.good, 0, 100)


@given(st.lists(st.floats(0, 26), max_size=5).map(sorted))
def test_that_the_numbers_of_events_keep_apart(places: list[float]) -> None:
    made = apart(places, 1.9, 26)
    assert all(after - before >= 1.9 - 1e-6 for before, after in itertools.pairwise(made))
    assert not made or made[-1] <= 26


def painted(theme: themes.Theme, line: Line) -> QImage:
    image = QImage(200, 26, QImage.Format.Format_RGB32)
    image.fill(theme.color.surface)
    painter = QPainter(image)
    box, span = QRectF(0, 0, 200, 26), span_of([50, 60], 45, 70)
    paint_tints(painter, box, span, theme)
    paint_fall(painter, box, line, span, theme)
    painter.end()
    return image


def inks(image: QImage) -> set[str]:
    return {QColor(image.pixel(x, 13)).name() for x in range(200)}


def test_that_steps_hands_and_what_is_stale_look_different(theme: themes.Theme) -> None:
    up = inks(painted(theme, Line("a", PART, "", "+5.0", 50, 58)))
    down = inks(painted(theme, Line("a", PART, "", "−5.0", 58, 50)))
    hand = inks(painted(theme, Line("f", FEELING, "", "+5.0", 50, 58)))
    stale = inks(painted(theme, Line("a", PART, "", "0.0", 50, 50, out=True, ghost=8.0)))
    good, risk = theme.meaning["good"].fill.name(), theme.meaning["risk"].fill.name()
    assert good in up
    assert risk in down
    assert good not in hand | stale
    assert risk not in hand | stale
    assert theme.color.accent.name() in hand


def test_that_the_chart_shows_all_of_a_course_and_says_it() -> None:
    made = course(80, None, 40)
    low, high = bounds(made)
    assert low < 40
    assert high > 80
    assert spoken(made) == "6か月の推移：11/6 は 80、11/20 は 40。最低 40（11/20）、最高 80（11/6）"
    assert spoken(course(None)) == "6か月間、判定保留"


def test_that_a_chart_is_drawn_in_the_looks_of_the_theme(theme: themes.Theme) -> None:
    image = draw(look_of(theme), 120, 60, 2.0, lambda axes, look: axes.plot([1, 2], color=look.colors["risk"]))
    assert (image.width(), image.height(), image.devicePixelRatio()) == (240, 120, 2.0)
    assert image.pixelColor(1, 1).name() == theme.color.surface.name()


def test_that_events_are_told_in_words() -> None:
    left = CourseEvent(TODAY, ROLE_LEFT, "sponsor", note="渡辺")
    assert event_words(left, TODAY) == "11/20 スポンサーが離任"
    assert event_whole(left, TODAY) == "11/20 スポンサーが離任 · 渡辺"
    assert event_words(CourseEvent(TODAY, INDICATOR, "merger"), TODAY) == "11/20 合併"
    assert event_words(CourseEvent(TODAY, PHASE, "adoption"), TODAY) == "11/20 フェーズ：活用"
    assert event_words(CourseEvent(TODAY, OWNER), TODAY) == "11/20 担当の交代"
