"""Text boxes and bare shapes on a native slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from app.reports import fit
from app.reports.layout import Box
from app.reports.office_text import Pen
from app.reports.rows import Span

EMU = 914_400
"""The units of office files in an inch."""

_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def add_shape(target: Any, name: str, description: str, box: Box, looks: str, inset: float = 0.0) -> Any:
    """Add a shape without a theme's effects and return its text body.

    `looks` is the XML of its geometry, fill and line; `inset` the inches left and right of its text.
    """
    from pptx.oxml import parse_xml

    number = max(int(one.get("id")) for one in target.element.iter(f"{_P}cNvPr")) + 1
    left, top, width, height = (round(side * EMU) for side in (box.left, box.top, box.width, box.height))
    beside = round(inset * EMU)
    said = f"name={quoteattr(name)} descr={quoteattr(fit.plain(description))}"
    made = parse_xml(
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" {said}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{looks}</p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" lIns="{beside}" rIns="{beside}" tIns="0" bIns="0" anchor="ctr"'
        "/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    target.shapes.element.append(made)
    return made.find(f"{_P}txBody")


def add_text(
    target: Any, box: Box, paragraphs: Sequence[tuple[tuple[Span, ...], str]], pen: Pen, align: str = "left"
) -> Any:
    """Add a text box without inner margins; each paragraph in its type."""
    from pptx.util import Inches

    shape = target.shapes.add_textbox(*(Inches(v) for v in (box.left, box.top, box.width, box.height)))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    pen.write(frame, [(spans, pen.layout.types[name]) for spans, name in paragraphs], align)
    return shape


def without_style(shape: Any) -> None:
    """Take away the theme's effects (shadows) from a shape that is coloured by hand."""
    for style in shape.element.findall("./{*}style"):
        shape.element.remove(style)
