"""A template of one's own lends its layouts, and says clearly where it cannot."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from app.errors import BansoError
from app.language import error_words
from app.reports.deck import write_review
from tests.reports.examples import review


def template(folder: Path, without: str = "", slides: int = 2) -> Path:
    deck: Any = Presentation()
    deck.core_properties.author = "Somebody Else"
    for one in list(deck.slide_layouts):
        if one.name == without:
            deck.slide_layouts.remove(one)
    for at in range(slides):
        page = deck.slides.add_slide(deck.slide_layouts[0])
        page.shapes.title.text = f"old slide {at}"
    path = folder / "house.pptx"
    deck.save(str(path))
    return path


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_template_lends_layouts_and_size_and_no_slides(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "review.pptx"
    written = write_review(review(lang), path, template=template(tmp_path))
    deck = Presentation(str(path))
    assert len(deck.slides) == written.slides == 7
    assert deck.slide_width == 9144000
    assert {slide.slide_layout.name for slide in deck.slides} == {"Title Slide", "Title Only"}
    everything = b"".join(zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist())
    assert b"old slide" not in everything and b"Somebody" not in everything
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("missing", ["Title Slide", "Title Only"])
def test_that_a_missing_layout_is_named(missing: str, tmp_path: Path) -> None:
    with pytest.raises(BansoError) as caught:
        write_review(review(), tmp_path / "r.pptx", template=template(tmp_path, without=missing, slides=0))
    assert caught.value.key == "deck.template_layout"
    assert missing in error_words(caught.value, "en")[1]
    assert not (tmp_path / "r.pptx").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html>"])
def test_that_another_file_is_no_template(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(content)
    with pytest.raises(BansoError) as caught:
        write_review(review(), tmp_path / "r.pptx", template=path)
    assert caught.value.key == "deck.template_unreadable"
    assert error_words(caught.value, "ja")[0] == "テンプレートを読めません"


def test_that_a_template_without_room_below_its_headline_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path)
    deck: Any = Presentation(str(path))
    title = next(p for p in deck.slide_layouts[5].placeholders if p.placeholder_format.idx == 0)
    title.left, title.top, title.width, title.height = 0, 5_000_000, 9_000_000, 900_000
    deck.save(str(path))
    with pytest.raises(BansoError) as caught:
        write_review(review(), tmp_path / "r.pptx", template=path)
    assert caught.value.key == "deck.template_room"
