"""Writes a first review as a PowerPoint file with native charts and tables, whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import BansoError, Cancelled
from app.language import _, ngettext, number
from app.reports import fit, words
from app.reports.content import ReviewContent, Section, SpeakerNotes
from app.reports.draw_slide import draw
from app.reports.layout import Box, own_layout
from app.reports.notes import notes_lines
from app.reports.office_text import Pen, set_language
from app.reports.own_theme import BY, KICKER, new_presentation, place
from app.reports.rows import Span
from app.reports.seal import sealed
from app.reports.slides import Plan, Slide, plan_review
from app.reports.template import cover_layout, east_asian_font, measured, open_template, plain_layout


@dataclass(frozen=True)
class Written:
    """How many slides were written, and what the presenter should know, in the language in use."""

    slides: int
    warnings: tuple[str, ...]


def write_review(
    content: ReviewContent,
    path: Path,
    *,
    notes: SpeakerNotes | None = None,
    template: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write a review to `path`: 配布用, or with `notes` 発表用; on the layouts of `template` where given.

    `progress` is told (slides done, slides in all). Raises Cancelled when `cancelled()` says so, and BansoError for
    a template that cannot be used or a place that cannot be written; a file already there is then as it was.
    """
    presentation, pen = _ground(content, template)
    plan = plan_review(content, pen.layout)
    for at, slide in enumerate(plan.slides, 1):
        if cancelled():
            raise Cancelled
        target = _add(presentation, slide, pen, content, (at, len(plan.slides)))
        if notes is not None:
            _add_notes(target, notes_lines(slide, notes, content.lang), pen, content.lang)
        if progress is not None:
            progress(at, len(plan.slides))
    _properties(presentation, content)
    packed = io.BytesIO()
    presentation.save(packed)
    data = sealed(packed.getvalue(), content.data_as_of)
    if cancelled():
        raise Cancelled
    _replace(path, data)
    return Written(len(plan.slides), _warnings(content, plan))


def _ground(content: ReviewContent, template: Path | None) -> tuple[Any, Pen]:
    layout = own_layout()
    if template is None:
        return new_presentation(layout, content.lang), Pen(layout, own=True)
    presentation = open_template(template)
    layout = replace(layout, east_asian=east_asian_font(presentation, layout.east_asian))
    return presentation, Pen(measured(layout, presentation, template), own=False)


def _add(presentation: Any, slide: Slide, pen: Pen, content: ReviewContent, number_of: tuple[int, int]) -> Any:
    cover = slide.section is Section.COVER
    target = presentation.slides.add_slide(cover_layout(presentation) if cover else plain_layout(presentation))
    types = pen.layout.types
    texts = {0: (slide.title, "text", types["cover" if cover else "title"], True)}
    if pen.own:
        texts[KICKER] = (slide.kicker, "accentText", types["lead" if cover else "kicker"], True)
        texts[BY] = (slide.by, "text2", types["body"], False)
    if cover:
        said = slide.subtitle if pen.own else f"{slide.kicker}　{slide.subtitle}"
        texts[1] = (said, "text2", types["subtitle"], False)
    under = _under_title(slide, pen)
    for shape in list(target.placeholders):
        if cover and pen.own and shape.placeholder_format.idx == 1:
            place(shape, under)
        text, tone, type_, bold = texts.get(shape.placeholder_format.idx, ("", "text", types["body"], False))
        if text:
            pen.write(shape.text_frame, [((Span(text, tone, bold),), type_)])
        else:
            # An empty placeholder would show its prompt while editing.
            target.shapes.element.remove(shape.element)
    draw(target, slide, pen, content.lang)
    _foot(target, content, pen, number_of, cover)
    set_language(target.element, content.lang, pen.layout.east_asian)
    return target


def _under_title(slide: Slide, pen: Pen) -> Box:
    """Return the box of the cover's second line, which follows a name of one or two lines."""
    title, second, type_ = (
        pen.layout.boxes["cover_title"],
        pen.layout.boxes["cover_subtitle"],
        pen.layout.types["cover"],
    )
    lines = len(fit.lines(slide.title, title.width * 72, type_.size, bold=True))
    return replace(second, top=title.top + lines * type_.line / 72 + 0.18)


def _foot(target: Any, content: ReviewContent, pen: Pen, number_of: tuple[int, int], cover: bool) -> None:
    from pptx.oxml import parse_xml

    at, of = number_of
    data_date = _foot_shape(target, "ftr", pen.layout.boxes["cover_footer" if cover else "footer"])
    pen.write(data_date.text_frame, [((Span(words.data_line(content), "text3"),), pen.layout.types["small"])])
    if cover:
        return
    shape = _foot_shape(target, "sldNum", pen.layout.boxes["number"])
    pen.write(shape.text_frame, [((Span(f" / {number(of)}", "text3"),), pen.layout.types["small"])], "right")
    run = next(e for e in shape.element.iter() if str(e.tag).endswith("}r"))
    field = parse_xml(
        '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum"><a:rPr sz="1200"/><a:t>{at}</a:t></a:fld>'
    )
    colour = run.find("./{*}rPr/{*}solidFill")
    field[0].append(parse_xml(_serialised(colour)))
    run.addprevious(field)


def _serialised(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element))


def _foot_shape(target: Any, type_: str, box: Any) -> Any:
    """Return a footer placeholder like the layout's, or a text box where the layout has none."""
    from copy import deepcopy

    from pptx.util import Inches

    for shape in target.slide_layout.placeholders:
        holder = shape.element.find(".//{*}ph")
        if holder.get("type") != type_:
            continue
        copied = deepcopy(shape.element)
        for child in list(copied.find("./{*}spPr")):
            copied.find("./{*}spPr").remove(child)
        text = copied.find("./{*}txBody")
        for paragraph in text.findall("./{*}p")[1:]:
            text.remove(paragraph)
        for child in list(text.find("./{*}p")):
            text.find("./{*}p").remove(child)
        ids = [int(e.get("id")) for e in target.element.iter() if str(e.tag).endswith("}cNvPr")]
        copied.find(".//{*}cNvPr").set("id", str(max(ids) + 1))
        target.shapes.element.append(copied)
        return target.shapes[-1]
    return target.shapes.add_textbox(*(Inches(v) for v in (box.left, box.top, box.width, box.height)))


def _add_notes(target: Any, lines: list[str], pen: Pen, lang: str) -> None:
    page = target.notes_slide
    types = pen.layout.types
    pen.write(page.notes_text_frame, [((Span(line),), types["body"]) for line in lines])
    set_language(page.element, lang, pen.layout.east_asian)


def _properties(presentation: Any, content: ReviewContent) -> None:
    """Say in the file's properties what it is, and nothing about who made it or where."""
    properties = presentation.core_properties
    properties.title = fit.plain(words.deck_title(content))[:200]
    properties.author = properties.last_modified_by = "Banso"
    properties.revision = 1
    for blank in ("category", "comments", "content_status", "identifier", "keywords", "subject", "version"):
        setattr(properties, blank, "")
    properties.language = content.lang
    midnight = datetime(content.data_as_of.year, content.data_as_of.month, content.data_as_of.day)  # noqa: DTZ001
    properties.created = properties.modified = properties.last_printed = midnight


def _replace(path: Path, data: bytes) -> None:
    """Put a file in place whole: written beside it, flushed, then renamed over it."""
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            # Renaming over a device would replace the device itself.
            raise OSError(f"not a file: {path.name}")
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as fault:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise BansoError("deck.not_written", field="to", file=path.name) from fault


def _warnings(content: ReviewContent, plan: Plan) -> tuple[str, ...]:
    found = [
        _("Left out, nothing is recorded: {section}", section=words.section_name(section, content.lang))
        for section in plan.left_out
    ]
    found += [_("Slide {n}: a text was shortened to fit", n=number(at)) for at in plan.shortened]
    if content.data_as_of < content.period.end:
        found.append(_("The data date lies before the end of the period"))
    if content.renewal is not None and content.renewal.estimated:
        found.append(_("The notice date is an estimate: no notice term is recorded"))
    unsourced = sum(not slide.sources for slide in plan.slides if slide.section is not Section.COVER)
    if unsourced:
        found.append(ngettext("One slide names no source", "{n} slides name no source", unsourced))
    return tuple(found)
