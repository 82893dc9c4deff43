"""Writes a review as a PowerPoint file or as a PDF, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.errors import Cancelled
from app.language import _, day, number, tr
from app.reports import fit, words
from app.reports.layout import own_layout
from app.reports.native_shapes import add_text
from app.reports.office_text import Pen, set_language
from app.reports.own_theme import BY, KICKER, new_presentation, place
from app.reports.review.native import draw_parts
from app.reports.review.paint import under_title
from app.reports.review.parts import Plan, Slide
from app.reports.review.pdf import pdf_of
from app.reports.review.slides import plan_review
from app.reports.review.told import Document
from app.reports.rows import Span
from app.reports.seal import sealed
from app.reports.slide_foot import draw_foot
from app.reports.template import east_asian_font, measured, read_template
from app.reports.template_layouts import chosen_layouts
from app.reports.whole_file import put_in_place

Progress = Callable[[int, int], None]
Paragraph = tuple[tuple[Span, ...], str]


@dataclass(frozen=True)
class Written:
    """How many slides were written, and what the presenter should know, in the language in use."""

    slides: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Ground:
    """The presentation slides are added to, and the layouts they stand on."""

    presentation: Any
    pen: Pen
    cover: Any
    section: Any


def write_review(
    document: Document,
    path: Path,
    *,
    with_notes: bool = False,
    template: Path | None = None,
    layouts: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write a review to `path`: 配布用, or 発表用 `with_notes`; on a template of one's own where given.

    `layouts` says which layout of the template plays "cover" and "section" (see template_layouts). `progress` is told
    (slides done, slides in all). Raises Cancelled when `cancelled()` says so, and BansoError for a template that cannot
    be used or a place that cannot be written; a file already there is then as it was.
    """
    ground = _ground(document.lang, template, layouts or {})
    plan = plan_review(document, ground.pen.layout)
    for slide in plan.slides:
        if cancelled():
            raise Cancelled
        target = _add(ground, slide, plan)
        if with_notes:
            _add_notes(target, notes_lines(slide, document), ground.pen, plan.lang)
        if progress is not None:
            progress(slide.at, len(plan.slides))
    _properties(ground.presentation, plan, document.data_as_of)
    packed = io.BytesIO()
    ground.presentation.save(packed)
    data = sealed(packed.getvalue(), document.data_as_of)
    put_in_place(path, data, cancelled, refused="deck.not_written")
    return Written(len(plan.slides), _warnings(document, plan))


def write_review_pdf(
    document: Document,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write a review to `path` as a PDF with its font inside, as `write_review` does; it never has notes."""
    layout = own_layout()
    plan = plan_review(document, layout)
    data = pdf_of(plan, layout, progress=progress, cancelled=cancelled)
    put_in_place(path, data, cancelled, refused="deck.not_written")
    return Written(len(plan.slides), _warnings(document, plan))


def notes_lines(slide: Slide, document: Document) -> list[str]:
    """Return what a presenter reads beside a slide: their own notes, then how old the data is and where it is from."""
    lang = document.lang
    own = [line for line in slide.speaker_notes.splitlines() if line.strip()]
    lines = [*own, *([""] if own else []), tr(lang, "Data as of {date}", date=day(document.data_as_of, lang))]
    if slide.sources:
        lines.append(tr(lang, "Sources:"))
        once = dict.fromkeys(words.source_line(source, lang) for source in slide.sources)
        lines += [f"・{line}" if lang == "ja" else f"- {line}" for line in once]
    return [fit.plain(line) for line in lines]


def _ground(lang: str, template: Path | None, layouts: Mapping[str, str]) -> _Ground:
    layout = own_layout()
    if template is None:
        presentation = new_presentation(layout, lang)
        cover, section = presentation.slide_layouts
        return _Ground(presentation, Pen(layout, own=True), cover, section)
    presentation = read_template(template)
    cover, section = chosen_layouts(presentation, layouts, template)
    layout = replace(layout, east_asian=east_asian_font(presentation, layout.east_asian))
    layout = measured(layout, presentation, template, cover, section)
    return _Ground(presentation, Pen(layout, own=False), cover, section)


def _add(ground: _Ground, slide: Slide, plan: Plan) -> Any:
    pen = ground.pen
    target = ground.presentation.slides.add_slide(ground.cover if slide.is_cover else ground.section)
    texts = _texts(slide, pen)
    there = set()
    for shape in list(target.placeholders):
        at = shape.placeholder_format.idx
        there.add(at)
        if at not in texts:
            # An empty placeholder would show its prompt while editing.
            target.shapes.element.remove(shape.element)
            continue
        if slide.is_cover and pen.own and at == 1:
            place(shape, under_title(slide, pen.layout))
        pen.write(shape.text_frame, [(spans, pen.layout.types[name]) for spans, name in texts[at]])
    if slide.is_cover and slide.lines and (pen.own or 1 not in there):
        lines = [((Span(line),), "body") for line in slide.lines]
        add_text(target, pen.layout.boxes["cover_lines"], lines, pen)
    draw_parts(target, slide, pen, plan.lang)
    draw_foot(target, slide.foot, pen, (slide.at, slide.of), slide.is_cover)
    set_language(target.element, plan.lang, pen.layout.east_asian)
    return target


def _texts(slide: Slide, pen: Pen) -> dict[int, list[Paragraph]]:
    """Return the paragraphs of each placeholder, by its number."""
    headline = (Span(slide.headline, "text", True),)
    found: dict[int, list[Paragraph]]
    under: list[Paragraph]
    if not slide.is_cover:
        found = {0: [(headline, "title")]}
        if pen.own:
            found[KICKER] = [((Span(slide.kicker, "accentText", True),), "kicker")]
        return found
    if pen.own:
        found = {0: [(headline, "cover")], KICKER: [((Span(slide.kicker, "accentText", True),), "lead")]}
        found[1] = [((Span(slide.subtitle, "text2"),), "subtitle")]
        if slide.by:
            found[BY] = [((Span(slide.by, "text2"),), "body")]
        return found
    # A template has one place for everything below the name.
    between = " · " if slide.kicker.isascii() else "　"
    under = [((Span(f"{slide.kicker}{between}{slide.subtitle}", "text2"),), "subtitle")]
    under += [((Span(line, "text2"),), "body") for line in (*slide.lines, *((slide.by,) if slide.by else ()))]
    return {0: [(headline, "cover")], 1: under}


def _add_notes(target: Any, lines: list[str], pen: Pen, lang: str) -> None:
    page = target.notes_slide
    types = pen.layout.types
    pen.write(page.notes_text_frame, [((Span(line),), types["body"]) for line in lines])
    set_language(page.element, lang, pen.layout.east_asian)


def _properties(presentation: Any, plan: Plan, on: date) -> None:
    """Say in the file's properties what it is, and nothing about who made it or where."""
    properties = presentation.core_properties
    properties.title = plan.title[:200]
    properties.author = properties.last_modified_by = "Banso"
    properties.revision = 1
    for blank in ("category", "comments", "content_status", "identifier", "keywords", "subject", "version"):
        setattr(properties, blank, "")
    properties.language = plan.lang
    midnight = datetime(on.year, on.month, on.day)  # noqa: DTZ001
    properties.created = properties.modified = properties.last_printed = midnight


def _warnings(document: Document, plan: Plan) -> tuple[str, ...]:
    found = [_("Slide {n}: a text was shortened to fit", n=number(at)) for at in plan.shortened]
    if document.data_as_of < document.period.end:
        found.append(_("The data date lies before the end of the period"))
    return tuple(found)
