"""Templates of one's own: their master, fonts and size stay, and what they lack is said by name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Inches

from app.errors import BansoError
from app.language import error_words
from app.operations.reviews.templates import layouts_of, remember_layouts, template_offer
from app.reports.review.deck import write_review
from app.reports.template_layouts import template_layouts
from tests.builders import new_book
from tests.reports.review_examples import document

BAND = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="99" name="House band"/>
<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="{low}"/><a:ext cx="{right}" cy="91440"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent2"/></a:solidFill>
</p:spPr></p:sp>"""
MASTER = "ppt/slideMasters/slideMaster1.xml"


def narrow(folder: Path) -> Path:
    """4:3, as PowerPoint used to ship it, with a line of the house on its master."""
    deck: Any = Presentation()
    band = BAND.format(right=deck.slide_width, low=deck.slide_height - 91440)
    deck.slide_masters[0].shapes.element.append(parse_xml(band))
    deck.core_properties.author = "Somebody Else"
    page = deck.slides.add_slide(deck.slide_layouts[0])
    page.shapes.title.text = "old slide"
    return saved(deck, folder / "narrow.pptx")


def wide(folder: Path) -> Path:
    """16:9 with fonts and layout names of its own."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.idx == 0:
                place.left, place.top, place.width, place.height = (Inches(v) for v in (0.7, 0.4, 11.9, 1.1))
    path = saved(deck, folder / "wide.pptx")
    parts = {name: data for name, data in unpacked(path).items()}
    theme = parts["ppt/theme/theme1.xml"].decode()
    theme = re.sub(r'<a:latin typeface="[^"]*"', '<a:latin typeface="Noto Serif"', theme)
    theme = re.sub(r'<a:ea typeface="[^"]*"', '<a:ea typeface="Noto Serif CJK JP"', theme)
    parts["ppt/theme/theme1.xml"] = theme.encode()
    return packed(parts, path)


def lacking(folder: Path) -> Path:
    """Without a title-only layout, and with names nobody can guess."""
    deck: Any = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name == "Title Only":
            deck.slide_layouts.remove(layout)
    for at, layout in enumerate(deck.slide_layouts):
        layout.name = f"House {at}"
        if at:
            layout.element.attrib.pop("type", None)
    return saved(deck, folder / "lacking.pptx")


def saved(deck: Any, path: Path) -> Path:
    deck.save(str(path))
    return path


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("make", [narrow, wide])
def test_that_the_master_the_theme_and_the_size_survive(make: Any, lang: str, tmp_path: Path) -> None:
    template, path = make(tmp_path), tmp_path / "review.pptx"
    write_review(document(lang), path, template=template)
    before, after = unpacked(template), unpacked(path)
    assert after[MASTER] == before[MASTER] and (make is wide or b"House band" in after[MASTER])
    assert after["ppt/theme/theme1.xml"] == before["ppt/theme/theme1.xml"]
    deck = Presentation(str(path))
    assert deck.slide_width == Presentation(str(template)).slide_width
    everything = b"".join(after.values())
    assert b"old slide" not in everything and b"Somebody" not in everything
    found = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
            found += shape.has_chart
    assert found == 2


def test_that_the_fonts_of_a_template_are_used(tmp_path: Path) -> None:
    path = tmp_path / "review.pptx"
    write_review(document(), path, template=wide(tmp_path))
    slide = unpacked(path)["ppt/slides/slide2.xml"].decode()
    assert set(re.findall(r'<a:ea typeface="([^"]*)"', slide)) == {"Noto Serif CJK JP"}
    assert "Segoe" not in slide and "Yu Gothic" not in slide


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_texts_fit_the_template_or_are_named(lang: str, tmp_path: Path) -> None:
    assert not write_review(document(lang), tmp_path / "r.pptx", template=wide(tmp_path)).warnings
    told = write_review(document(lang), tmp_path / "r.pptx", template=narrow(tmp_path)).warnings
    cut = [at for at, slide in enumerate(Presentation(str(tmp_path / "r.pptx")).slides, 1) if ends_early(slide)]
    assert len(told) == len(cut)


def ends_early(slide: Any) -> bool:
    return any("…" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_that_a_missing_layout_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    template = lacking(tmp_path)
    with pytest.raises(BansoError) as caught:
        write_review(document(), tmp_path / "r.pptx", template=template)
    assert caught.value.key == "deck.template_layout"
    assert "Title Only" in error_words(caught.value, "en")[1]
    assert not (tmp_path / "r.pptx").exists()


def test_that_another_layout_may_play_the_part(tmp_path: Path) -> None:
    template, path = lacking(tmp_path), tmp_path / "review.pptx"
    offered = template_layouts(template)
    assert (offered.cover, offered.section) == ("0/0", "")
    assert "House 1" in [one.name for one in offered.sections]
    key = next(one.key for one in offered.sections if one.name == "House 1")
    write_review(document(), path, template=template, layouts={"cover": offered.cover, "section": key})
    deck = Presentation(str(path))
    assert [slide.slide_layout.name for slide in deck.slides] == ["House 0", *["House 1"] * 5]
    # The layout's own place for text has gone, so that its prompt is not shown.
    assert all("Click" not in shape.text_frame.text for s in deck.slides for shape in s.shapes if shape.has_text_frame)


def test_that_what_was_chosen_is_remembered_for_this_very_file(tmp_path: Path) -> None:
    template = lacking(tmp_path)
    with new_book(tmp_path / "profile") as book:
        offered, first = book.read(template_offer, template)
        assert first["cover"] == "0/0" and first["section"] not in {"", "0/0"}
        chosen = {"cover": "0/0", "section": offered.sections[-1].key}
        book.write(remember_layouts, offered.digest, chosen)
        assert book.read(template_offer, template)[1] == chosen
        assert book.read(layouts_of, template) == chosen
        with template.open("ab") as file:
            file.write(b" ")
        assert book.read(layouts_of, template) == {}
        assert book.read(layouts_of, None) == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html>"])
def test_that_another_file_offers_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(content)
    with pytest.raises(BansoError) as caught:
        template_layouts(path)
    assert caught.value.key == "deck.template_unreadable"


def test_that_a_template_without_room_or_headline_says_which(tmp_path: Path) -> None:
    deck: Any = Presentation()
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.idx == 0:
                place.left, place.top, place.width, place.height = 0, 5_000_000, 9_000_000, 900_000
    with pytest.raises(BansoError) as caught:
        template_layouts(saved(deck, tmp_path / "low.pptx"))
    assert caught.value.key == "deck.template_room"
    for layout in deck.slide_layouts:
        for place in [one for one in layout.placeholders if one.placeholder_format.idx == 0]:
            layout.shapes.element.remove(place.element)
    with pytest.raises(BansoError) as caught:
        template_layouts(saved(deck, tmp_path / "bare.pptx"))
    assert caught.value.key == "deck.template_layout"
