"""Draws the parts of a slide with native, editable shapes: a table, a chart with its workbook, cards, text."""

from __future__ import annotations

from typing import Any

from app.reports.layout import Box
from app.reports.native_shapes import EMU, add_shape, add_text
from app.reports.native_table import draw_table
from app.reports.office_text import Pen
from app.reports.review.drawn import Polygon
from app.reports.review.flow import BULLET, PAD, POINT_GAP, SIGN
from app.reports.review.native_chart import draw_chart
from app.reports.review.paint import card_sign
from app.reports.review.parts import CardPart, ChartPart, Part, PointsPart, Slide, SourcePart, TablePart, joined
from app.reports.review.signs import tone_sign
from app.reports.rows import Span


def draw_parts(target: Any, slide: Slide, pen: Pen, lang: str) -> None:
    """Draw what stands below the headline onto a python-pptx slide."""
    for part in slide.parts:
        _draw(target, part, slide, pen, lang)


def _draw(target: Any, part: Part, slide: Slide, pen: Pen, lang: str) -> None:
    if isinstance(part, TablePart):
        draw_table(target, part.table, part.box, pen, slide.kicker)
    elif isinstance(part, ChartPart):
        draw_chart(target, part.chart, part.box, pen, lang)
    elif isinstance(part, CardPart):
        _card(target, part, pen)
    elif isinstance(part, PointsPart):
        _points(target, part, pen)
    else:
        assert isinstance(part, SourcePart)
        add_text(target, part.box, [((Span(part.text, "text3"),), "small")], pen)


def _card(target: Any, part: CardPart, pen: Pen) -> None:
    """Draw a number as one shape with its texts inside, and its sign."""
    box = part.box
    fill = pen.filling("surfaceAlt") if pen.own else "<a:noFill/>"
    corner = round(0.07 / min(box.width, box.height) * 100_000)
    looks = (
        f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {corner}"/></a:avLst></a:prstGeom>{fill}'
        f'<a:ln w="9525">{pen.filling("border")}</a:ln>'
    )
    described = " ".join((part.label, part.value, *part.remark))
    body = add_shape(target, part.label, described, box, looks, PAD)
    paragraphs = [((Span(part.label, "text2"),), "small"), ((Span(part.value, "text", True),), part.type)]
    if part.remark:
        paragraphs.append(((Span(joined(part.remark), "text2"),), "small"))
    pen.write_body(body, [(spans, pen.layout.types[name]) for spans, name in paragraphs])
    for piece in tone_sign(part.figure.tone, *card_sign(part, pen.layout), SIGN):
        _polygon(target, piece, pen)


def _points(target: Any, part: PointsPart, pen: Pen) -> None:
    """Write a person's own lines with real bullets, so that more of them can be typed."""
    from lxml import etree
    from pptx.util import Pt

    spans: list[tuple[tuple[Span, ...], str]] = [((Span(joined(lines)),), part.type) for lines in part.points]
    shape = add_text(target, part.box, spans, pen)
    name = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = Pt(POINT_GAP * 72)
    for properties in shape.element.iter(f"{name}pPr"):
        properties.set("marL", str(round(BULLET * EMU)))
        properties.set("indent", str(-round(BULLET * EMU)))
        etree.SubElement(properties, f"{name}buChar").set("char", "•")


def _polygon(target: Any, piece: Polygon, pen: Pen) -> None:
    """Draw a closed shape as one that can be edited by its points."""
    left, top = (min(point[at] for point in piece.points) for at in (0, 1))
    right, bottom = (max(point[at] for point in piece.points) for at in (0, 1))
    places = [f'<a:pt x="{round((x - left) * EMU)}" y="{round((y - top) * EMU)}"/>' for x, y in piece.points]
    drawn = f"<a:moveTo>{places[0]}</a:moveTo>" + "".join(f"<a:lnTo>{one}</a:lnTo>" for one in places[1:])
    box = Box(left, top, right - left, bottom - top)
    fill = pen.filling(piece.fill) if piece.fill else "<a:noFill/>"
    edge = pen.filling(piece.edge) if piece.edge else "<a:noFill/>"
    looks = (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{round(box.width * EMU)}" h="{round(box.height * EMU)}">{drawn}<a:close/></a:path></a:pathLst>'
        f'</a:custGeom>{fill}<a:ln w="{round(piece.thick * 12_700)}">{edge}</a:ln>'
    )
    add_shape(target, "Sign", "", box, looks)
