"""The foot of a native slide: until when the data goes, and the number of the slide, in the layout's own places."""

from __future__ import annotations

from typing import Any

from app.language import number
from app.reports.layout import Box
from app.reports.office_text import Pen
from app.reports.rows import Span

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def draw_foot(target: Any, text: str, pen: Pen, number_of: tuple[int, int], cover: bool) -> None:
    """Write the foot of a python-pptx slide; a cover has no number."""
    at, of = number_of
    small = pen.layout.types["small"]
    body = _body(target, "ftr", pen.layout.boxes["cover_footer" if cover else "footer"])
    pen.write_body(body, [((Span(text, "text3"),), small)])
    if cover:
        return
    body = _body(target, "sldNum", pen.layout.boxes["number"])
    pen.write_body(body, [((Span(f" / {number(of)}", "text3"),), small)], "right")
    body.find(f"{_A}p/{_A}r").addprevious(_field(at, pen))


def _field(at: int, pen: Pen) -> Any:
    """Return the number of a slide that follows when slides are moved."""
    from pptx.oxml import parse_xml

    return parse_xml(
        f'<a:fld xmlns:a="{_A[1:-1]}" id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f'<a:rPr sz="1200">{pen.filling("text3")}</a:rPr><a:t>{at}</a:t></a:fld>'
    )


def _body(target: Any, type_: str, box: Box) -> Any:
    """Return the text of a footer placeholder like the layout's, or of a text box where the layout has none."""
    from copy import deepcopy

    from pptx.util import Inches

    holder = next((one for one in target.slide_layout.element.iter(f"{_P}ph") if one.get("type") == type_), None)
    if holder is None:
        shape = target.shapes.add_textbox(*(Inches(v) for v in (box.left, box.top, box.width, box.height)))
        return shape.element.find(f"{_P}txBody")
    copied = deepcopy(next(one for one in holder.iterancestors(f"{_P}sp")))
    looks, body = copied.find(f"{_P}spPr"), copied.find(f"{_P}txBody")
    for child in list(looks):
        looks.remove(child)
    ids = [int(one.get("id")) for one in target.element.iter(f"{_P}cNvPr")]
    copied.find(f".//{_P}cNvPr").set("id", str(max(ids) + 1))
    target.shapes.element.append(copied)
    return body
