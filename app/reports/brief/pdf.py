"""One page of A4, and never two: lists give way until everything stands on it, figures do not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from app.language import tr
from app.reports.brief.columns import FONT, MM, TONES, Column, colour, paragraph, register
from app.reports.brief.content import ApprovalPage, Block, Card, ExecutiveBrief, foot
from app.reports.plan.words import line

_PAGE = (210 * MM, 297 * MM)
_MARGIN = 15 * MM
_WIDTH = _PAGE[0] - 2 * _MARGIN
_BOTTOM = 16 * MM
_GAP = 9 * MM
_CARD, _CARD_GAP = 54.0, 6.0
_SCALES = (1.2, 1.1, 1.0)
_TEXT, _QUIET, _LINE, _BACK = "#1B1D22", "#54575F", "#E3E3DD", "#F5F5F2"


def executive_pdf(content: ExecutiveBrief) -> bytes:
    """Return the page for our own executive, marked as ours only."""
    left = (content.asks, content.health, content.goals, content.worth)
    right = (content.words, content.ours, content.theirs, content.people)
    label = tr(content.lang, "Confidential · for us only")
    return _page(content, label, ((left, 0.56), (right, 0.44)))


def approval_pdf(content: ApprovalPage) -> bytes:
    """Return the page that a customer takes over into a document of their own."""
    blocks = (content.worth, content.use, content.price, content.options)
    return _page(content, "", ((blocks, 1.0),))


def _page(
    content: ExecutiveBrief | ApprovalPage, label: str, columns: Sequence[tuple[tuple[Block, ...], float]]
) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=_PAGE, invariant=1, lang=content.lang)
    canvas.setTitle(line(content.title))
    canvas.setAuthor("")
    canvas.setCreator("Banso")
    canvas.setProducer("Banso")
    top = _head(canvas, content, label)
    top = _cards(canvas, content.cards, top, content.lang)
    left = _MARGIN
    for column, width in _columns(columns, top - _BOTTOM, content.lang):
        column.draw(canvas, left, top)
        left += width + _GAP
    canvas.setStrokeColor(colour(_LINE))
    canvas.setLineWidth(0.6)
    canvas.line(_MARGIN, 12.5 * MM, _MARGIN + _WIDTH, 12.5 * MM)
    canvas.setFont(FONT, 7.5)
    canvas.setFillColor(colour(_QUIET))
    canvas.drawString(_MARGIN, 9 * MM, foot(content.data_as_of, content.lang))
    canvas.drawRightString(_MARGIN + _WIDTH, 9 * MM, label or "1 / 1")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _columns(columns: Sequence[tuple[tuple[Block, ...], float]], room: float, lang: str) -> list[tuple[Column, float]]:
    """Return the columns with their widths: in larger letters where little is known, shortened where it is much."""
    across = _WIDTH - _GAP * (len(columns) - 1)
    for scale in _SCALES:
        made = [(Column(blocks, across * share, lang, scale=scale), across * share) for blocks, share in columns]
        if all(column.height <= room for column, _width in made):
            return made
    return [(column.fitted(room), width) for column, width in made]


def _head(canvas: Any, content: ExecutiveBrief | ApprovalPage, label: str) -> float:
    """Draw what it is and for whom; return where the rest begins."""
    top = _PAGE[1] - _MARGIN
    kind = content.title.rpartition(" – ")[2]
    canvas.setFont(FONT, 9)
    canvas.setFillColor(colour(_QUIET))
    canvas.drawString(_MARGIN, top - 9, kind)
    if label:
        wide = canvas.stringWidth(label, FONT, 9)
        right = _MARGIN + _WIDTH
        canvas.setStrokeColor(colour(TONES["risk"]))
        canvas.setLineWidth(1)
        canvas.roundRect(right - wide - 14, top - 14, wide + 14, 16, 3, stroke=1, fill=0)
        canvas.setFillColor(colour(TONES["risk"]))
        canvas.drawString(right - wide - 7, top - 9, label)
    top -= 20
    for text, size, tone, after in ((content.account, 18.0, _TEXT, 2.0), (content.subtitle, 8.5, _QUIET, 8.0)):
        said = line(text)
        # A long name takes a second line; more than that says nothing more.
        made = paragraph(said[:90] + ("…" if len(said) > 90 else ""), size, tone, content.lang)
        high = made.wrap(_WIDTH, 200)[1]
        made.drawOn(canvas, _MARGIN, top - high)
        top -= high + (after if said else 0)
    return top


def _cards(canvas: Any, cards: Sequence[Card], top: float, lang: str) -> float:
    """Draw the figures of the head side by side; return where the rest begins."""
    if not cards:
        return top
    wide = (_WIDTH - _CARD_GAP * (len(cards) - 1)) / len(cards)
    for at, card in enumerate(cards):
        left = _MARGIN + at * (wide + _CARD_GAP)
        canvas.setFillColor(colour(_BACK))
        canvas.roundRect(left, top - _CARD, wide, _CARD, 4, stroke=0, fill=1)
        inside = wide - 16
        for text, size, tone, below in (
            (card.caption, 7.5, _QUIET, 14.0),
            (card.value, 15.0, TONES.get(card.tone, _TEXT), 32.0),
            (card.remark, 7.5, _QUIET, 46.0),
        ):
            canvas.setFillColor(colour(tone))
            canvas.setFont(FONT, _size(canvas, line(text), size, inside))
            canvas.drawString(left + 8, top - below, line(text))
    return top - _CARD - 14


def _size(canvas: Any, text: str, size: float, room: float) -> float:
    """Return the size at which a text stands whole in its room."""
    wide = canvas.stringWidth(text, FONT, size)
    return size if wide <= room else size * room / wide
