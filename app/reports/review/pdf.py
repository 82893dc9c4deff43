"""A review as a PDF: the same slides as the deck, drawn, with the Japanese font inside the file."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from app import paths
from app.errors import Cancelled
from app.reports.layout import Layout
from app.reports.review.drawn import Item, Line, Polygon, Polyline, Rect, Text
from app.reports.review.paint import painted
from app.reports.review.parts import Plan, Slide

FONT = "IPAexGothic"
_BOLD = 0.028  # of the type size: how thick the outline of a bold letter is, as the font has one weight
_MISSING = "〓"
_DASH = (4.0, 3.0)


def pdf_of(
    plan: Plan,
    layout: Layout,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return the pages of a plan; raises Cancelled when `cancelled()` says so."""
    from reportlab.pdfgen.canvas import Canvas

    register()
    out = io.BytesIO()
    size = (layout.width * 72, layout.height * 72)
    canvas = Canvas(out, pagesize=size, invariant=1, lang=plan.lang, pageCompression=1)
    canvas.setTitle(plan.title)
    canvas.setAuthor("")
    canvas.setCreator("Banso")
    canvas.setProducer("Banso")
    for at, slide in enumerate(plan.slides, 1):
        if cancelled():
            raise Cancelled
        _page(canvas, slide, layout)
        if progress is not None:
            progress(at, len(plan.slides))
    canvas.save()
    return out.getvalue()


@cache
def register() -> None:
    """Make the font that is inside the file known."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(FONT, str(paths.resource("fonts", "ipaexg.ttf"))))


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how many points a text takes on the page."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    register()
    return float(stringWidth(writable(text), FONT, size)) + (size * _BOLD if bold else 0.0)


def writable(text: str) -> str:
    """Return a text in letters the font has: plain ones for those with marks, the printer's 〓 where there is none."""
    return "".join(_letter(char) for char in text)


@cache
def _letter(char: str) -> str:
    from reportlab.pdfbase.pdfmetrics import getFont

    known = getFont(FONT).face.charToGlyph
    if ord(char) in known:
        return char
    if unicodedata.combining(char) or char in "\u200b\u200d\ufe0f":
        return ""
    bare = unicodedata.normalize("NFKD", char)
    found = "".join(one for one in bare if ord(one) in known and not unicodedata.combining(one))
    return found or _MISSING


def _page(canvas: Any, slide: Slide, layout: Layout) -> None:
    canvas.bookmarkPage(str(slide.at))
    canvas.addOutlineEntry(writable(slide.headline), str(slide.at), 0)
    for item in painted(slide, layout):
        _draw(canvas, item, layout)
    canvas.showPage()


def _draw(canvas: Any, item: Item, layout: Layout) -> None:
    if isinstance(item, Text):
        _text(canvas, item, layout)
    elif isinstance(item, Rect):
        _rect(canvas, item, layout)
    elif isinstance(item, Line):
        _stroke(canvas, (item.start, item.end), item.color, item.thick, item.dashed, layout)
    elif isinstance(item, Polyline):
        _stroke(canvas, item.points, item.color, item.thick, item.dashed, layout)
    else:
        _polygon(canvas, item, layout)


def _text(canvas: Any, item: Text, layout: Layout) -> None:
    from reportlab.lib.colors import HexColor

    for at, line in enumerate(item.lines):
        taken = sum(width(span.text, item.size, span.bold) for span in line)
        spare = item.width * 72 - taken
        left = item.left * 72 + {"left": 0.0, "center": spare / 2, "right": spare}[item.align]
        # The letters stand in the middle of their line; a Japanese one rises 0.88 of its size above the baseline.
        base = layout.height * 72 - item.top * 72 - at * item.leading - item.leading / 2 - item.size * 0.38
        canvas.saveState()
        text = canvas.beginText(left, base)
        text.setFont(FONT, item.size)
        canvas.setLineWidth(item.size * _BOLD)
        for span in line:
            colour = HexColor(layout.colors[span.tone])
            text.setFillColor(colour)
            text.setStrokeColor(colour)
            text.setTextRenderMode(2 if span.bold else 0)
            text.textOut(writable(span.text))
        canvas.drawText(text)
        canvas.restoreState()


def _rect(canvas: Any, item: Rect, layout: Layout) -> None:
    _colours(canvas, item.fill, item.edge, 0.75, layout)
    box = (item.left * 72, (layout.height - item.top - item.height) * 72, item.width * 72, item.height * 72)
    shown = {"fill": int(bool(item.fill)), "stroke": int(bool(item.edge))}
    if item.radius:
        canvas.roundRect(*box, item.radius * 72, **shown)
    else:
        canvas.rect(*box, **shown)


def _stroke(
    canvas: Any, points: tuple[tuple[float, float], ...], colour: str, thick: float, dashed: bool, layout: Layout
) -> None:
    _colours(canvas, "", colour, thick, layout)
    canvas.setDash(*([list(_DASH)] if dashed else []))
    canvas.setLineJoin(1)
    canvas.drawPath(_path(canvas, points, layout), stroke=1, fill=0)
    canvas.setDash()


def _polygon(canvas: Any, item: Polygon, layout: Layout) -> None:
    _colours(canvas, item.fill, item.edge, item.thick, layout)
    path = _path(canvas, item.points, layout)
    path.close()
    canvas.drawPath(path, stroke=int(bool(item.edge)), fill=int(bool(item.fill)))


def _path(canvas: Any, points: tuple[tuple[float, float], ...], layout: Layout) -> Any:
    path = canvas.beginPath()
    for at, (x, y) in enumerate(points):
        (path.lineTo if at else path.moveTo)(x * 72, (layout.height - y) * 72)
    return path


def _colours(canvas: Any, fill: str, edge: str, thick: float, layout: Layout) -> None:
    from reportlab.lib.colors import HexColor

    if fill:
        canvas.setFillColor(HexColor(layout.colors[fill]))
    if edge:
        canvas.setStrokeColor(HexColor(layout.colors[edge]))
        canvas.setLineWidth(thick)
