"""A written review, opened again: native charts with their numbers, whole or not there, and nothing that is ours."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from app.errors import BansoError, Cancelled
from app.reports.layout import own_layout
from app.reports.review.chart_room import chart_room
from app.reports.review.deck import write_review
from app.reports.review.parts import ChartPart
from app.reports.review.slides import plan_review
from app.reports.review.told import Chart, Document, Told
from tests.reports.review_examples import BEFORE, USERS, column_chart, document, line_chart

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOSTILE = "<b>太郎</b>_x000D_\x07\x1b 😀 שלום \u202eعالم\ud800 =1+1 &amp; "


def written(content: Document, folder: Path, **how: Any) -> Any:
    path = folder / "review.pptx"
    write_review(content, path, **how)
    return Presentation(str(path))


def charts(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def package(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "review.pptx") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def numbers(values: tuple[str | None, ...]) -> tuple[float | None, ...]:
    return tuple(None if value is None else float(value) for value in values)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_chart_is_native_and_its_numbers_are_those_of_the_book(lang: str, tmp_path: Path) -> None:
    content = document(lang)
    told = [section.told.chart for section in content.sections if section.told.chart is not None]
    found = charts(written(content, tmp_path))
    assert len(found) == len(told) == 2
    for shape, chart in zip(found, told, strict=True):
        series = list(shape.chart.plots[0].series)
        assert [one.name for one in series] == list(chart.names)
        assert [tuple(one.values) for one in series] == [numbers(values) for values in chart.values]
        assert tuple(shape.chart.plots[0].categories) == chart.categories
        assert chart.description in shape.element.xpath(".//p:cNvPr")[0].get("descr")


def test_that_the_workbook_of_a_chart_holds_the_same_numbers(tmp_path: Path) -> None:
    shape = charts(written(document(), tmp_path))[0]
    book = CalamineWorkbook.from_filelike(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][1:] == ["今四半期", "前四半期"]
    assert [row[1] for row in rows[1:]] == [int(value) for value in USERS]
    assert [row[2] for row in rows[1:]] == ["" if value is None else int(value) for value in BEFORE]


def test_that_the_plot_stands_where_the_preview_draws_it(tmp_path: Path) -> None:
    content, layout = document(), own_layout()
    parts = [part for slide in plan_review(content, layout).slides for part in slide.parts]
    drawn = [chart_room(part.chart, part.box, layout) for part in parts if isinstance(part, ChartPart)]
    for shape, room in zip(charts(written(content, tmp_path)), drawn, strict=True):
        assert shape.left == pytest.approx(room.frame.left * 914400, abs=2)
        assert shape.height == pytest.approx(room.frame.height * 914400, abs=2)
        manual = shape.chart.element.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
        share = {name: float(manual.find(f"{C}{name}").get("val")) for name in "xywh"}
        assert share["x"] * room.frame.width + room.frame.left == pytest.approx(room.plot.left, abs=1e-4)
        assert share["h"] * room.frame.height == pytest.approx(room.plot.height, abs=1e-4)
        axis = shape.chart.value_axis
        assert (axis.minimum_scale, axis.maximum_scale) == (room.scale.low, room.scale.high)


def test_that_lines_are_named_at_their_ends_by_their_own_series(tmp_path: Path) -> None:
    chart = charts(written(document(), tmp_path))[0].chart
    labels = chart.element.findall(f".//{C}dLbl")
    assert [label.find(f"{C}idx").get("val") for label in labels] == ["12", "12"]
    for label in labels:
        assert label.find(f"{C}showSerName").get("val") == label.find(f"{C}showVal").get("val") == "1"
        order = [child.tag.removeprefix(C) for child in label]
        schema = ["idx", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName"]
        schema += ["showPercent", "showBubbleSize", "separator"]
        assert order == [name for name in schema if name in order]
    assert "研修 12名 完了" in [
        text for slide in Presentation(str(tmp_path / "review.pptx")).slides for text in texts(slide)
    ]


def test_that_a_chart_with_gaps_money_and_negative_numbers_keeps_them(tmp_path: Path) -> None:
    values: tuple[tuple[str | None, ...], ...] = (("-1200000.5", None, "18400000"), (None, None, None))
    odd = replace(column_chart(), values=values)
    line = replace(line_chart(), categories=("7月",), values=(("61.25",), (None,)), marks=())
    sections = [replace(document().sections[1], told=Told("x", chart=chart)) for chart in (odd, line)]
    found = charts(written(document(sections=tuple(sections)), tmp_path))
    assert tuple(found[0].chart.plots[0].series[0].values) == (-1200000.5, None, 18400000)
    assert tuple(found[1].chart.plots[0].series[0].values) == (61.25,)


@pytest.mark.parametrize("with_notes", [False, True])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_run_has_typeface_language_and_a_readable_size(lang: str, with_notes: bool, tmp_path: Path) -> None:
    deck = written(document(lang), tmp_path, with_notes=with_notes)
    seen = 0
    for slide in deck.slides:
        for root in (slide.element, *([slide.notes_slide.element] if slide.has_notes_slide else [])):
            for run in root.iter(f"{A}r", f"{A}fld"):
                properties = run.find(f"{A}rPr")
                assert properties.find(f"{A}ea").get("typeface") == "Yu Gothic"
                assert properties.get("lang") == {"ja": "ja-JP", "en": "en-US"}[lang]
                assert int(properties.get("sz")) >= 1200
                seen += 1
    assert seen > 60
    for shape in charts(deck):
        for properties in shape.chart.element.iter(f"{A}defRPr"):
            assert properties.find(f"{A}ea").get("typeface") == "Yu Gothic"
            assert int(properties.get("sz", "1200")) >= 1200


def test_that_the_variant_handed_out_has_no_notes_and_names_no_record(tmp_path: Path) -> None:
    deck = written(document(), tmp_path)
    assert not any(slide.has_notes_slide for slide in deck.slides)
    parts = package(tmp_path)
    assert not [name for name in parts if "notes" in name.lower()]
    everything = b"".join(parts.values())
    assert "佐藤さんの実測から入る".encode() not in everything and b"0191-" not in everything


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_variant_presented_from_has_notes_date_and_sources(lang: str, tmp_path: Path) -> None:
    deck = written(document(lang), tmp_path, with_notes=True)
    pages = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    dated = {"ja": "データは 2026/11/16 時点", "en": "Data as of 16 Nov 2026"}[lang]
    assert all(dated in page for page in pages)
    assert {"ja": "佐藤さんの実測から入る。", "en": "Begin with Sato."}[lang] in pages[2]
    assert "[0191-reading-90]" in pages[2] and "[0191-promise-1]" in pages[1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_slides_are_numbered_dated_described_and_whole(lang: str, tmp_path: Path) -> None:
    deck = written(document(lang), tmp_path)
    dated = {"ja": "データは 2026/11/16 時点", "en": "Data as of 16 Nov 2026"}[lang]
    for at, slide in enumerate(deck.slides, 1):
        assert dated in texts(slide)
        assert at == 1 or f"{at} / 6" in texts(slide)
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
            if shape.has_chart or shape.has_table:
                assert shape.element.xpath(".//p:cNvPr")[0].get("descr")
                assert shape.top + shape.height <= 6.6 * 914400


def test_that_the_cover_says_who_when_and_to_whom(tmp_path: Path) -> None:
    said = texts(next(iter(written(document(), tmp_path).slides)))
    assert {"Acme Robotics 様", "定期レビュー", "2026年7–9月（第2四半期）", "山田 葵"} <= set(said)
    assert any("CIO 渡辺様、課長 佐藤様、田村様" in text and "2026/11/26" in text for text in said)
    assert not any("山田様" in text for text in said)


def test_that_cards_and_points_can_be_typed_over(tmp_path: Path) -> None:
    slides = list(written(document(), tmp_path).slides)
    assert "棚卸し時間 / 月\n27時間\n開始時 40 → 目標 20" in texts(slides[2])
    assert "研修のあと伸びました\n10月からは次の章で" in texts(slides[3])
    assert slides[3].element.findall(f".//{A}buChar")


@pytest.mark.parametrize("after", [0, 3, 6])
def test_that_cancelling_leaves_nothing_and_spares_what_was_there(after: int, tmp_path: Path) -> None:
    path = tmp_path / "review.pptx"
    path.write_bytes(b"before")
    asked = iter([False] * after + [True] * 20)
    with pytest.raises(Cancelled):
        write_review(document(), path, cancelled=lambda: next(asked))
    assert path.read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.pptx"]


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "review.pptx").mkdir()
    with pytest.raises(BansoError) as caught:
        write_review(document(), tmp_path / "review.pptx")
    assert (caught.value.key, caught.value.field) == ("deck.not_written", "to")
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.pptx"]


def test_that_progress_counts_every_slide_and_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_review(document(), tmp_path / "a.pptx", progress=lambda done, of: told.append((done, of)))
    write_review(document(), tmp_path / "b.pptx")
    assert told == [(at, 6) for at in range(1, 7)]
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()


def test_that_hostile_text_stays_text(tmp_path: Path) -> None:
    base = document()
    hostile: Chart = replace(line_chart(), caption=HOSTILE, names=(HOSTILE, "x" * 500), description=HOSTILE)
    figure = replace(base.sections[1].told.figures[0], label=HOSTILE * 9, value=HOSTILE * 9, remark=HOSTILE * 99)
    told = Told(HOSTILE * 50, figures=(figure,), chart=hostile, source_line=HOSTILE * 50)
    sections = (
        replace(base.sections[1], headline=HOSTILE * 50, told=told, name=HOSTILE),
        replace(base.sections[4], points=(HOSTILE, "長" * 9000)),
    )
    content = document(account=HOSTILE + "長" * 5000, presented_by=HOSTILE, sections=sections)
    result = write_review(content, tmp_path / "review.pptx")
    deck = Presentation(str(tmp_path / "review.pptx"))
    assert result.warnings
    assert any("<b>太郎</b>_x000D_ 😀 שלום عالم =1+1 &amp;" in text for slide in deck.slides for text in texts(slide))
    assert all(len(slide.shapes.title.text) < 200 for slide in deck.slides)
    assert sum("長" * 20 in text for slide in list(deck.slides)[1:] for text in texts(slide)) > 1


def test_that_figures_are_as_exact_as_the_book(tmp_path: Path) -> None:
    told = document().sections[1].told
    shown = " ".join(texts(list(written(document(), tmp_path).slides)[2]))
    for figure in told.figures:
        assert figure.value in shown
        assert Decimal(figure.exact).is_finite()
