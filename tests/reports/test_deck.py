"""A written deck, opened again: native, complete, safe to hand out, whole or not there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from app.errors import BansoError, Cancelled
from app.reports.content import AgreedItem, PersonLine, PromiseItem, Renewal, ReviewContent
from app.reports.deck import write_review
from app.vocabulary import Side
from tests.reports.examples import TEXTS, review, speaker_notes

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HOSTILE = "<b>太郎</b>_x000D_\x07\x1b 😀 שלום \u202eعالم\ud800 =1+1 &amp; "


def written(content: ReviewContent, folder: Path, **how: Any) -> Any:
    path = folder / "review.pptx"
    write_review(content, path, **how)
    return Presentation(str(path))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def rows(deck: Any) -> Iterator[tuple[str, ...]]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                for row in list(shape.table.rows)[1:]:
                    yield tuple(cell.text for cell in row.cells)


def chart_of(deck: Any) -> Any:
    return next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_chart_holds_the_counts_and_can_be_edited(lang: str, tmp_path: Path) -> None:
    content = review(lang)
    chart = chart_of(written(content, tmp_path))
    assert [tuple(series.values) for series in chart.plots[0].series] == list(content.activity.counts)
    assert list(chart.plots[0].categories) == (["7月", "8月", "9月"] if lang == "ja" else ["Jul", "Aug", "Sep"])
    workbook = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert "xl/worksheets/sheet1.xml" in workbook.namelist()


def test_that_another_count_changes_the_chart_and_the_headline(tmp_path: Path) -> None:
    activity = replace(review().activity, counts=((1, 1, 3), (1, 2, 1), (1, 0, 1)))
    deck = written(review(activity=activity), tmp_path)
    assert chart_of(deck).plots[0].series[0].values == (1, 1, 3)
    assert "7–9月は 11回お話ししました（前四半期 9回）" in titles(deck)


@pytest.mark.parametrize("notes", [False, True])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_run_has_typeface_language_and_a_readable_size(lang: str, notes: bool, tmp_path: Path) -> None:
    deck = written(review(lang), tmp_path, notes=speaker_notes(lang) if notes else None)
    seen = 0
    for slide in deck.slides:
        roots = [slide.element, *([slide.notes_slide.element] if slide.has_notes_slide else [])]
        for root in roots:
            for run in root.iter(f"{A}r", f"{A}fld"):
                properties = run.find(f"{A}rPr")
                assert properties.find(f"{A}ea").get("typeface") == "Yu Gothic"
                assert properties.get("lang") == {"ja": "ja-JP", "en": "en-US"}[lang]
                assert int(properties.get("sz")) >= 1200
                seen += 1
    assert seen > 80
    for properties in chart_of(deck).element.iter(f"{A}defRPr"):
        assert properties.find(f"{A}ea").get("typeface") == "Yu Gothic"
        assert int(properties.get("sz", "1200")) >= 1200


def test_that_the_theme_names_the_japanese_typeface(tmp_path: Path) -> None:
    written(review(), tmp_path)
    theme = zipfile.ZipFile(tmp_path / "review.pptx").read("ppt/theme/theme1.xml").decode()
    assert theme.count('<a:ea typeface="Yu Gothic"') == 2
    assert "3D4FB8" in theme


def test_that_the_handed_out_variant_has_no_notes_at_all(tmp_path: Path) -> None:
    deck = written(review(), tmp_path)
    assert not any(slide.has_notes_slide for slide in deck.slides)
    package = zipfile.ZipFile(tmp_path / "review.pptx")
    assert not [name for name in package.namelist() if "notes" in name.lower()]
    everything = b"".join(package.read(name) for name in package.namelist())
    assert b"0190-touchpoint" not in everything


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_presented_variant_names_sources_date_and_last_words(lang: str, tmp_path: Path) -> None:
    deck = written(review(lang), tmp_path, notes=speaker_notes(lang))
    pages = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    date_words = {"ja": "データは 2026/11/21 時点", "en": "Data as of 21 Nov 2026"}[lang]
    assert all(date_words in page and str(TEXTS[lang]["words"]) in page for page in pages)
    assert sum("[0190-touchpoint-11]" in page for page in pages) == 1
    assert "[0190-contract-5]" in pages[5]


def test_that_slides_are_numbered_and_dated(tmp_path: Path) -> None:
    deck = written(review(), tmp_path)
    for at, slide in enumerate(deck.slides, 1):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert "データは 2026/11/21 時点" in texts
        if at > 1:
            assert f"{at} / 7" in texts


def test_that_sizes_are_wide_and_charts_and_tables_are_described(tmp_path: Path) -> None:
    deck = written(review(), tmp_path)
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    described = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 6:
                assert shape.element.xpath(".//p:cNvPr")[0].get("descr")
                described += 1
    assert described == 6


def test_that_shapes_stay_on_the_slide_and_off_the_footer(tmp_path: Path) -> None:
    deck = written(review(promises=many_promises(60)), tmp_path)
    for slide in list(deck.slides)[1:]:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            if shape.has_table:
                assert shape.top + sum(row.height for row in shape.table.rows) <= 6.6 * 914400
            elif shape.has_chart:
                assert shape.top + shape.height <= 6.6 * 914400


def test_that_tables_hold_the_rows_in_order(tmp_path: Path) -> None:
    found = list(rows(written(review(), tmp_path)))
    assert ("課長 佐藤 健一様", "生産管理部", "推進のご担当", "2025/4/1") in found
    states = [row[0] for row in found[3:8]]
    assert states == ["8/28 完了", "9/12 完了", "期限経過", "進行中", "進行中"]
    assert ("進行中", "セキュリティチェックシートの回答をまとめてお送りする", "● 弊社", "2026/11/30") in found
    assert ("2026/11/26", "会議: 2拠点目の進め方", "双方") in found


def many_promises(n: int) -> tuple[PromiseItem, ...]:
    return tuple(
        PromiseItem(
            f"#{at:03} " + "毎月のご報告をお送りする" * (at % 5 + 1),
            Side.CUSTOMER if at % 2 else Side.ME,
            "佐藤",
            date(2026, 9, at % 28 + 1),
            date(2026, 9, 2) if at % 3 else None,
        )
        for at in range(n)
    )


def test_that_sixty_promises_each_stand_once_on_numbered_slides(tmp_path: Path) -> None:
    promises = many_promises(60)
    deck = written(review(promises=promises, agreed=(), people=(), next_steps=()), tmp_path)
    texts = [row[1] for row in rows(deck)]
    assert sorted(texts) == sorted(promise.text for promise in promises)
    pages = [title for title in titles(deck) if title.startswith("お約束 60件のうち 40件")]
    assert len(pages) > 3
    assert pages[0].endswith(f"（1/{len(pages)}）") and pages[-1].endswith(f"（{len(pages)}/{len(pages)}）")


def test_that_empty_chapters_are_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "review.pptx"
    content = review(agreed=(), renewal=None, activity=type(review().activity)())
    result = write_review(content, path)
    assert result.slides == len(Presentation(str(path)).slides) == 4
    assert len(result.warnings) == 3
    assert "記録がないため省きました: 契約更新" in result.warnings


def test_that_estimates_and_early_data_are_pointed_out(tmp_path: Path) -> None:
    content = review(
        data_as_of=date(2026, 9, 1),
        renewal=Renewal(date(2027, 2, 28), date(2027, 1, 28), estimated=True),
    )
    result = write_review(content, tmp_path / "review.pptx")
    assert "データの時点が、対象期間の終わりより前です" in result.warnings
    assert "通知期限は推定です。通知期間が記録されていません" in result.warnings
    assert "出典のないスライドが 1枚あります" in result.warnings


@pytest.mark.parametrize("after", [0, 3, 7])
def test_that_cancelling_leaves_nothing_and_spares_what_was_there(after: int, tmp_path: Path) -> None:
    path = tmp_path / "review.pptx"
    path.write_bytes(b"before")
    asked = iter([False] * after + [True] * 20)
    with pytest.raises(Cancelled):
        write_review(review(), path, cancelled=lambda: next(asked))
    assert path.read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.pptx"]


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "review.pptx"
    folder.mkdir()
    with pytest.raises(BansoError) as caught:
        write_review(review(), folder)
    assert (caught.value.key, caught.value.field) == ("deck.not_written", "to")
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.pptx"]


def test_that_progress_counts_every_slide(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_review(review(), tmp_path / "review.pptx", progress=lambda done, of: told.append((done, of)))
    assert told == [(at, 7) for at in range(1, 8)]


def test_that_hostile_text_stays_text(tmp_path: Path) -> None:
    content = review(
        account=HOSTILE + "長" * 5000,
        presented_by=HOSTILE,
        agreed=(AgreedItem(HOSTILE * 50, None, "x" * 5000),),
        promises=(PromiseItem(HOSTILE, Side.CUSTOMER, HOSTILE, None, None),),
        people=(PersonLine("名" * 5000, HOSTILE, HOSTILE),),
    )
    deck = written(content, tmp_path, notes=replace(speaker_notes(), last_words=None))
    shown = "<b>太郎</b>_x000D_ 😀 שלום عالم =1+1 &amp;"
    assert any(shown in cell for row in rows(deck) for cell in row)
    assert titles(deck)[0].startswith("<b>太郎</b>_x000D_") and titles(deck)[0].endswith("…")
    assert all(len(title) < 200 for title in titles(deck))


def test_that_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pptx", tmp_path / "b.pptx"
    write_review(review(), first)
    write_review(review(), second)
    assert first.read_bytes() == second.read_bytes()


def test_that_the_file_names_neither_people_nor_machines(tmp_path: Path) -> None:
    deck = written(review(), tmp_path)
    properties = deck.core_properties
    assert (properties.author, properties.last_modified_by) == ("Banso", "Banso")
    assert properties.title == "Acme Robotics 様 定期レビュー 2026年7–9月（第2四半期）"
    package = zipfile.ZipFile(tmp_path / "review.pptx")
    everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Canny" not in everything and b"Macintosh" not in everything
    named = re.findall(r'PartName="/([^"]+)"', package.read("[Content_Types].xml").decode())
    assert set(named) <= set(package.namelist())
