"""A presentation of one's own as the ground of a deck: its layouts, fonts and colours, none of its slides."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import BansoError
from app.reports.layout import Box, Layout
from app.reports.own_theme import theme_part

LARGEST = 300_000_000
"""Bytes a template may have when unpacked."""

LEAST_BODY = 2.6
"""Inches that must be free below the headline."""

FOOT = 0.55
"""Inches from the lower edge of a slide to the top of its foot."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COVER = ("title", {"Title Slide", "タイトル スライド", "表紙"})
"""The type and the names of a layout that is a cover."""
PLAIN = ("titleOnly", {"Title Only", "タイトルのみ"})
"""The type and the names of a layout with a headline and room below."""


def read_template(path: Path) -> Any:
    """Return the presentation in `path` without its slides; BansoError where it cannot be read."""
    from pptx import Presentation

    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST:
                raise BansoError("deck.template_large", field="template", file=path.name)
        presentation = Presentation(str(path))
        _remove_slides(presentation)
    except BansoError:
        raise
    # A broken package fails in as many ways as there are parts in it; each means the same here.
    except Exception as fault:
        raise BansoError("deck.template_unreadable", field="template", file=path.name) from fault
    return presentation


def _remove_slides(presentation: Any) -> None:
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    root = presentation.element
    for entry in [e for e in root.iter() if str(e.tag).endswith("}sldId")]:
        if entry.get(relation):
            presentation.part.drop_rel(entry.get(relation))
        entry.getparent().remove(entry)
    # Named sections list the ids of slides that are gone.
    for extension in [e for e in root.iter() if str(e.tag).endswith(("}sectionLst", "}custShowLst"))]:
        extension.getparent().remove(extension)


def layout_like(presentation: Any, type_: str, names: set[str]) -> Any:
    """Return the slide layout of a type, else of one of the names, else None."""
    every = [one for master in presentation.slide_masters for one in master.slide_layouts]
    for one in every:
        if one.element.get("type") == type_:
            return one
    return next((one for one in every if one.name in names), None)


def measured(layout: Layout, presentation: Any, path: Path, cover_on: Any, plain_on: Any) -> Layout:
    """Return the layout with its boxes where the template leaves room; BansoError where it leaves too little."""
    inch = 914_400
    width, height = presentation.slide_width / inch, presentation.slide_height / inch
    title = title_box(plain_on, Box(0.6, 0.4, width - 1.2, 1.0))
    cover = title_box(cover_on, Box(0.8, 2.0, width - 1.6, 1.5))
    foot = height - FOOT
    body = body_of(title, presentation)
    if body.height < LEAST_BODY:
        raise BansoError("deck.template_room", field="template", file=path.name)
    return replace(layout, width=width, height=height).with_boxes(
        title=title,
        body=body,
        body_high=body,
        cover_title=cover,
        cover_subtitle=Box(cover.left, cover.bottom + 0.1, cover.width, 0.5),
        cover_lines=Box(cover.left, cover.bottom + 0.7, cover.width, 0.9),
        cover_by=Box(cover.left, cover.bottom + 0.6, cover.width, 0.4),
        cover_footer=Box(title.left, foot, title.width * 0.7, 0.3),
        footer=Box(title.left, foot, title.width * 0.7, 0.3),
        number=Box(title.left + title.width * 0.75, foot, title.width * 0.25, 0.3),
    )


def body_of(title: Box, presentation: Any) -> Box:
    """Return the room between a headline and the foot of a slide."""
    foot = presentation.slide_height / 914_400 - FOOT
    return Box(title.left, title.bottom + 0.15, title.width, foot - 0.15 - title.bottom - 0.15)


def title_box(slide_layout: Any, otherwise: Box) -> Box:
    """Return where a layout has its headline, or another place where it does not say."""
    inch = 914_400
    title = next(p for p in slide_layout.placeholders if p.placeholder_format.idx == 0)
    sides = (title.left, title.top, title.width, title.height)
    return otherwise if None in sides else Box(*(side / inch for side in sides))


def east_asian_font(presentation: Any, otherwise: str) -> str:
    """Return the Japanese typeface of the template's theme, or `otherwise` where it names none."""
    from lxml import etree

    root = etree.fromstring(theme_part(presentation).blob)
    minor = next(root.iter(f"{_A}minorFont"), None)
    if minor is None:
        return otherwise
    named = [e.get("typeface", "") for e in minor.iter(f"{_A}ea")]
    named += [e.get("typeface", "") for e in minor.iter(f"{_A}font") if e.get("script") == "Jpan"]
    return next((name for name in named if name and not name.startswith("+")), otherwise)
