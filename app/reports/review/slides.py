"""The slides of a review: a cover, then each section on as many slides as it takes, with texts that fit."""

from __future__ import annotations

from dataclasses import replace

from app.language import day, keyed, tr
from app.reports import fit
from app.reports.addressing import addressed
from app.reports.layout import Box, Layout
from app.reports.review.facts import Attendee, Chapter
from app.reports.review.flow import Page, pages
from app.reports.review.parts import Part, Plan, Slide, SourcePart
from app.reports.review.told import Document, Section
from app.reports.words import honoured

TITLE_LINES = 2
"""A headline longer than this many lines ends in an ellipsis."""

COVER_LINES = 2
"""Lines of the meeting's day and of who is there."""

SOURCE_ROOM = 0.42
"""Inches at the foot of the body that the line of sources takes."""

_OF_THE_PERIOD = {Chapter.OUTCOMES, Chapter.USE, Chapter.SUPPORT}


def plan_review(document: Document, layout: Layout) -> Plan:
    """Return the slides of a review on a layout, in order, numbered."""
    slides = [_cover(document, layout)]
    for at, section in enumerate(document.sections):
        slides += _section(at, section, document, layout)
    foot = tr(document.lang, "Data as of {date}", date=day(document.data_as_of, document.lang))
    numbered = tuple(replace(slide, foot=foot, at=at, of=len(slides)) for at, slide in enumerate(slides, 1))
    return Plan(numbered, review_title(document), document.lang)


def review_title(document: Document) -> str:
    """Return what the file calls itself: Acme Robotics 様 定期レビュー 2026年7–9月（第2四半期）."""
    if document.title:
        return fit.plain(f"{document.title} {document.period_words}")
    name = keyed("deck.section", "cover", document.lang)
    return fit.plain(f"{honoured(document.account, document.lang)} {name} {document.period_words}")


def _cover(document: Document, layout: Layout) -> Slide:
    lang, boxes, types = document.lang, layout.boxes, layout.types
    name = fit.plain(document.title or honoured(document.account, lang))
    title, cut = _broken(name, boxes["cover_title"], layout, "cover", TITLE_LINES)
    subtitle = _one(document.period_words, boxes["cover_subtitle"].width, types["subtitle"].size)
    by = _one(document.presented_by, boxes["cover_by"].width, types["body"].size)
    when = day(document.meeting_on, lang) if document.meeting_on else ""
    between = "、" if lang == "ja" else "; "
    there = between.join(_named(one, lang) for one in document.attendees if one.is_customer)
    room = boxes["cover_lines"].width * 72
    whole = fit.elided(there, room, types["body"].size, COVER_LINES)
    lines = (*((when,) if when else ()), *(fit.lines(whole, room, types["body"].size) if whole else ()))
    said = (subtitle, by, whole) == (fit.plain(document.period_words), fit.plain(document.presented_by), there)
    return Slide(
        None,
        -1,
        "" if document.title else keyed("deck.section", "cover", lang),
        title,
        subtitle=subtitle,
        lines=lines,
        by=by,
        cut=cut or not said,
    )


def _named(one: Attendee, lang: str) -> str:
    if lang == "ja":
        return fit.plain(addressed(one.name, one.title, lang))
    return fit.plain(f"{one.name}, {one.title}" if one.title else one.name)


def _section(at: int, section: Section, document: Document, layout: Layout) -> list[Slide]:
    """Return the slides of a section: one at least, also where only its headline is known."""
    lang, body = document.lang, _body(section, layout)
    origin = _one(section.told.source_line, body.width, layout.types["small"].size)
    room = replace(body, height=body.height - SOURCE_ROOM) if origin else body
    made = pages(section, room, layout, lang) or [Page(())]
    found = []
    for number, page in enumerate(made, 1):
        counted = tr(lang, " ({page}/{pages})", page=number, pages=len(made)) if len(made) > 1 else ""
        title, cut = _headline(section.headline, counted, layout)
        parts: tuple[Part, ...] = page.parts
        if origin:
            # Below a table, which may end lower than what else there is.
            low = max((part.box.bottom for part in parts), default=body.top)
            foot = Box(body.left, max(low + 0.1, body.bottom - 0.3), body.width, 0.3)
            parts = (*parts, SourcePart(foot, origin))
        found.append(
            Slide(
                section.chapter,
                at,
                _kicker(section, document),
                title,
                parts,
                speaker_notes=section.speaker_notes,
                sources=page.sources if number > 1 else section.told.sources + page.sources,
                cut=cut or page.cut or (bool(origin) and origin != fit.plain(section.told.source_line)),
            )
        )
    return found


def _body(section: Section, layout: Layout) -> Box:
    """Return the room below the headline, more of it where that takes one line."""
    # Room for a count of pages is kept: whether there is one is known only afterwards.
    lines, _ = _broken(fit.plain(section.headline) + "（9/9）", layout.boxes["title"], layout, "title", TITLE_LINES)
    return layout.boxes["body_high" if len(lines) == 1 else "body"]


def _kicker(section: Section, document: Document) -> str:
    name = fit.plain(section.name)
    if section.chapter not in _OF_THE_PERIOD:
        return name
    return tr(document.lang, "{section} in {period}", section=name, period=document.period_words)


def _headline(text: str, counted: str, layout: Layout) -> tuple[tuple[str, ...], bool]:
    """Return the lines of a headline and whether it was cut; the count of pages always stays."""
    whole, box = fit.plain(text), layout.boxes["title"]
    lines, cut = _broken(whole + counted, box, layout, "title", TITLE_LINES)
    if not cut or not counted:
        return lines, cut
    # A little less each time, until what is left takes its lines together with the count.
    kept = whole
    while kept and cut:
        kept = kept[:-2]
        lines, cut = _broken(kept.rstrip() + "…" + counted, box, layout, "title", TITLE_LINES)
    return lines, True


def _broken(text: str, box: Box, layout: Layout, name: str, most: int) -> tuple[tuple[str, ...], bool]:
    """Return a text as at most so many bold lines in a box, and whether it was cut."""
    type_ = layout.types[name]
    whole = fit.elided(text, box.width * 72, type_.size, most, bold=True)
    return tuple(fit.lines(whole, box.width * 72, type_.size, bold=True)), whole != text


def _one(text: str, width: float, size: float) -> str:
    return fit.elided(fit.plain(text), width * 72, size, 1)
