"""Slides of a review: every figure, row and line is on one of them, and every text fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.layout import own_layout
from app.reports.review.chart_room import chart_room
from app.reports.review.drawn import Item, Line, Polygon, Polyline, Rect, Text
from app.reports.review.facts import Chapter
from app.reports.review.layout_checks import layout_checks
from app.reports.review.paint import painted
from app.reports.review.paint_chart import painted_chart
from app.reports.review.parts import CardPart, ChartPart, PointsPart, TablePart
from app.reports.review.slides import plan_review
from app.reports.review.told import Document, Section, Told
from tests.reports.review_examples import column_chart, document, figure, line_chart, statement

LAYOUT = own_layout()


def drawn_words(content: Document) -> str:
    items = [item for slide in plan_review(content, LAYOUT).slides for item in painted(slide, LAYOUT)]
    return "\n".join(
        "".join(span.text for span in line) for item in items if isinstance(item, Text) for line in item.lines
    )


def one(told: Told, *points: str, headline: str = "見出し") -> Document:
    return document(sections=(Section(Chapter.OUTCOMES, "成果", headline, told, points),))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_an_ordinary_review_has_nothing_to_put_right(lang: str) -> None:
    plan = plan_review(document(lang), LAYOUT)
    assert layout_checks(plan, LAYOUT) == ()
    assert [slide.section for slide in plan.slides] == [-1, 0, 1, 2, 3, 4]
    assert [slide.at for slide in plan.slides] == list(range(1, 7))


def test_that_a_text_that_was_cut_or_is_too_small_is_named() -> None:
    plan = plan_review(one(Told(""), headline="長い" * 100), LAYOUT)
    assert [(fault.kind, fault.slide, fault.section) for fault in layout_checks(plan, LAYOUT)] == [("overflow", 2, 0)]
    small = replace(LAYOUT, types={**LAYOUT.types, "small": replace(LAYOUT.types["small"], size=11.5)})
    found = {fault.kind for fault in layout_checks(plan_review(document(), small), small)}
    assert found == {"small_text"}


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 9),
    st.integers(0, 30),
    st.lists(st.text("あ亜aM 。", max_size=300), max_size=12),
    st.sampled_from([None, "line", "columns"]),
    st.text("見出しHeadline ", max_size=120),
)
def test_that_everything_stands_once_and_nothing_beyond_its_room(
    figures: int, rows: int, points: list[str], drawn: str | None, headline: str
) -> None:
    columns = document().sections[0].told.columns
    told = Told(
        headline,
        columns if rows else (),
        tuple(statement(at, "済", "内容" * (at * 7 % 60 + 1), "弊社", "9/30") for at in range(rows)),
        tuple(figure(at, f"数{at}", f"{at}件", str(at), "注" * (at * 5)) for at in range(figures)),
        {None: None, "line": line_chart(), "columns": column_chart()}[drawn],
        source_line="出典: 利用データ",
    )
    plan = plan_review(one(told, *points, headline=headline), LAYOUT)
    parts = [part for slide in plan.slides for part in slide.parts]
    assert [part.label for part in parts if isinstance(part, CardPart)] == [f"数{at}" for at in range(figures)]
    assert sum(len(part.table.rows) for part in parts if isinstance(part, TablePart)) == rows
    assert sum(isinstance(part, ChartPart) for part in parts) == (drawn is not None)
    said = "".join(line for part in parts if isinstance(part, PointsPart) for p in part.points for line in p)
    assert said.replace(" ", "") == "".join(points).replace(" ", "")
    for slide in plan.slides:
        for part in slide.parts:
            assert part.box.top >= LAYOUT.boxes["body_high"].top - 1e-6
            assert part.box.bottom <= LAYOUT.boxes["footer"].top + 1e-6
        assert not [fault for fault in layout_checks(replace(plan, slides=(slide,)), LAYOUT) if not slide.cut]
    assert {source.id for source in sources_of(told)} <= {s.id for slide in plan.slides for s in slide.sources}


def sources_of(told: Told) -> list[Any]:
    held: list[Any] = [*told.figures, *told.statements, *([told.chart] if told.chart else [])]
    return [source for item in held for source in item.sources]


def test_that_a_chart_has_its_cards_beside_it_and_the_rest_on_the_next_slide() -> None:
    many = tuple(figure(at, f"数{at}", "1", "1", "") for at in range(5))
    slides = plan_review(one(Told("", figures=many, chart=line_chart())), LAYOUT).slides
    assert [len([p for p in slide.parts if isinstance(p, CardPart)]) for slide in slides] == [0, 3, 2]
    assert [slide.headline for slide in slides[1:]] == ["見出し（1/2）", "見出し（2/2）"]


def test_that_what_is_drawn_says_what_the_deck_says() -> None:
    said = drawn_words(document())
    for words in (
        "棚卸しは月 40時間 → 27時間。目標まであと 7時間",
        "27時間",
        "今四半期 81",
        "前四半期 60",
        "研修 12名 完了",
    ):
        assert words in said
    assert "2026年7–9月（第2四半期）の成果" in said and "3 / 6" in said


def test_that_the_end_of_a_line_stands_at_the_height_of_its_value() -> None:
    slide = plan_review(document(), LAYOUT).slides[2]
    part = next(part for part in slide.parts if isinstance(part, ChartPart))
    room = chart_room(part.chart, part.box, LAYOUT)
    lines = [item for item in painted(slide, LAYOUT) if isinstance(item, Polyline) and not item.dashed]
    assert lines[0].points[-1] == pytest.approx((room.plot.left + room.plot.width, room.y(81)))
    assert lines[0].points[0] == pytest.approx((room.plot.left, room.y(61)))
    dashed = [item for item in painted(slide, LAYOUT) if isinstance(item, Polyline) and item.dashed]
    assert [len(item.points) for item in dashed] == [3, 9]


def test_that_two_ends_at_one_height_are_told_apart_by_a_legend() -> None:
    near = replace(line_chart(), values=(("61", "81") + (None,) * 11, ("60", "80.9") + (None,) * 11))
    slide = plan_review(one(Told("", chart=near)), LAYOUT).slides[1]
    said = [
        "".join(span.text for span in line)
        for item in painted(slide, LAYOUT)
        if isinstance(item, Text)
        for line in item.lines
    ]
    assert any("■ 今四半期" in text and "■ 前四半期" in text for text in said)


def test_that_every_column_has_its_words_drawn_where_a_line_has_no_room_for_them() -> None:
    terms = ("New", "Reactivation", "Upsell", "Cross-sell", "Price", "Contraction", "Churn")
    chart = replace(line_chart(), drawn="columns", categories=terms, names=("x",), values=(("1",) * 7,), marks=())
    box = replace(LAYOUT.boxes["body"], width=5.2)
    room = chart_room(chart, box, LAYOUT)
    assert room.every == 2
    texts = [item for item in painted_chart(chart, box, LAYOUT) if isinstance(item, Text)]
    said = {line[0].text: item for item in texts for line in item.lines if line and line[0].text in terms}
    assert tuple(said) == terms
    level = [len(said[term].lines) for term in terms]
    assert level == [1, 2, 1, 2, 1, 2, 1]
    assert all(said[term].top + 2 * said[term].leading / 72 <= box.bottom + 0.05 for term in terms)


@pytest.mark.parametrize(
    "values", [(None, None), ("0", "0"), ("5", "5"), ("-3", "-9"), ("0.001", "0.002"), ("1e9", "3")]
)
@pytest.mark.parametrize("drawn", ["line", "columns"])
def test_that_any_values_have_a_scale_that_holds_them(values: tuple[str | None, ...], drawn: str) -> None:
    chart = replace(line_chart(), drawn=drawn, categories=("a", "b"), names=("x",), values=(values,), marks=())
    scale = chart_room(chart, LAYOUT.boxes["body"], LAYOUT).scale
    known = [float(value) for value in values if value is not None]
    assert all(scale.low - 1e-9 <= value <= scale.high + 1e-9 for value in known)
    assert scale.high > scale.low and len(scale.ticks) <= 9
    items: list[Item] = list(painted(plan_review(one(Told("", chart=chart)), LAYOUT).slides[1], LAYOUT))
    assert any(isinstance(item, (Polyline, Rect, Polygon, Line)) for item in items)
