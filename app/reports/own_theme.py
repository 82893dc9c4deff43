"""An empty 16:9 presentation in Banso's own light theme: colours, fonts, a cover layout and a title-only layout."""

from __future__ import annotations

from typing import Any

from app.reports.layout import Box, Layout
from app.reports.office_text import set_language

KICKER, BY = 13, 14
"""Placeholder numbers of the line above a headline and of the presenter's line on the cover."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_KEPT = ("Title Slide", "Title Only")
_PLACEHOLDER = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
<p:nvPr><p:ph type="body" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr>
<p:spPr/><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>
<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}" b="{bold}"><a:solidFill>
<a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>
<a:p><a:r><a:rPr/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"""


def new_presentation(layout: Layout, lang: str) -> Any:
    """Return an empty presentation in the own theme."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(layout.width), Inches(layout.height)
    for size in presentation.element.iter(f"{_P}sldSz"):
        size.attrib.pop("type", None)
    for unused in [one for one in presentation.slide_layouts if one.name not in _KEPT]:
        presentation.slide_layouts.remove(unused)
    _colour_theme(presentation, layout)
    _shape_master(presentation.slide_master, layout)
    cover, plain = presentation.slide_layouts
    _shape_cover(cover, layout)
    _shape_plain(plain, layout)
    for part in (presentation, presentation.slide_master, cover, plain):
        set_language(part.element, lang, layout.east_asian)
    return presentation


def theme_part(presentation: Any) -> Any:
    """Return the part of the package that holds the master's theme."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    return presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def _colour_theme(presentation: Any, layout: Layout) -> None:
    from lxml import etree

    part = theme_part(presentation)
    root = etree.fromstring(part.blob)
    root.set("name", "Banso")
    roles = {"dk1": "text", "lt1": "surface", "dk2": "text2", "lt2": "surfaceAlt", "hlink": "accentText"}
    roles |= {f"accent{n}": f"chart{n}" for n in range(1, 6)} | {"accent6": "chartMuted", "folHlink": "accentText"}
    for scheme in root.iter(f"{_A}clrScheme"):
        scheme.set("name", "Banso")
        for slot in scheme:
            for old in list(slot):
                slot.remove(old)
            etree.SubElement(slot, f"{_A}srgbClr").set("val", layout.color(roles[etree.QName(slot).localname]))
    for scheme in root.iter(f"{_A}fontScheme"):
        scheme.set("name", "Banso")
        for font in (*scheme.iter(f"{_A}majorFont"), *scheme.iter(f"{_A}minorFont")):
            for tag, typeface in (("latin", layout.latin), ("ea", layout.east_asian)):
                font.find(f"{_A}{tag}").set("typeface", typeface)
            for script in font.iter(f"{_A}font"):
                if script.get("script") == "Jpan":
                    script.set("typeface", layout.east_asian)
    part.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def place(shape: Any, box: Box) -> None:
    """Move a shape to a box."""
    from pptx.util import Inches

    shape.left, shape.top = Inches(box.left), Inches(box.top)
    shape.width, shape.height = Inches(box.width), Inches(box.height)


def _drop(owner: Any, type_: str) -> None:
    for shape in [s for s in owner.placeholders if s.element.find(f".//{_P}ph").get("type") == type_]:
        owner.shapes.element.remove(shape.element)


def _bare(shape: Any, anchor: str) -> None:
    """Take a placeholder's inner margins away so that texts stand on one edge, and keep its size fixed."""
    from lxml import etree

    body = shape.element.find(f".//{_A}bodyPr")
    for child in list(body):
        body.remove(child)
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", anchor)
    etree.SubElement(body, f"{_A}noAutofit")


def _shape_master(master: Any, layout: Layout) -> None:
    _drop(master, "dt")
    boxes = {"title": "title", "body": "body", "ftr": "footer", "sldNum": "number"}
    for shape in master.placeholders:
        kind = shape.element.find(f".//{_P}ph").get("type")
        place(shape, layout.boxes[boxes[kind]])
        _bare(shape, "t" if kind in {"title", "body"} else "ctr")
        for level in shape.element.iter(f"{_A}lvl1pPr"):
            level.set("algn", "r" if kind == "sldNum" else "l")
    for style, size in (("titleStyle", layout.types["title"].size), ("bodyStyle", layout.types["body"].size)):
        for level in master.element.find(f".//{_P}{style}"):
            if style == "titleStyle":
                level.set("algn", "l")
            for run in level.iter(f"{_A}defRPr"):
                run.set("sz", str(round(size * 100)))
                if style == "titleStyle":
                    run.set("b", "1")


def _add_placeholder(owner: Any, idx: int, name: str, box: Box, size: float, colour: str, **extra: str) -> None:
    from lxml import etree

    ids = [int(e.get("id")) for e in owner.element.iter(f"{_P}cNvPr")]
    words = {"bold": "0", "anchor": "t"} | extra
    filled = _PLACEHOLDER.format(id=max(ids) + 1, name=name, idx=idx, size=round(size * 100), colour=colour, **words)
    # python-pptx's own parser, so that the new element knows its class.
    from pptx.oxml import parse_xml

    owner.shapes.element.append(parse_xml(etree.tostring(etree.fromstring(filled))))
    place(next(s for s in owner.placeholders if s.placeholder_format.idx == idx), box)


def _add_bar(owner: Any, box: Box) -> None:
    """Draw the accent bar at the left edge, once per layout and behind everything."""
    from pptx.oxml import parse_xml
    from pptx.util import Inches

    ids = [int(e.get("id")) for e in owner.element.iter(f"{_P}cNvPr")]
    left, top, width, height = (int(Inches(v)) for v in (box.left, box.top, box.width, box.height))
    bar = f"""<p:sp xmlns:p="{_P[1:-1]}" xmlns:a="{_A[1:-1]}"><p:nvSpPr><p:cNvPr id="{max(ids) + 1}" name="Bar"/>
<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>
<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>
<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""
    owner.shapes.element.insert(2, parse_xml(bar))


def _shape_cover(cover: Any, layout: Layout) -> None:
    _drop(cover, "dt")
    _drop(cover, "sldNum")
    boxes = {"ctrTitle": "cover_title", "subTitle": "cover_subtitle", "ftr": "cover_footer"}
    types = {"ctrTitle": "cover", "subTitle": "subtitle", "ftr": "small"}
    for shape in cover.placeholders:
        kind = shape.element.find(f".//{_P}ph").get("type")
        place(shape, layout.boxes[boxes[kind]])
        _bare(shape, "ctr" if kind == "ftr" else "t")
        for level in shape.element.iter(f"{_A}lvl1pPr"):
            level.set("algn", "l")
        for run in shape.element.iter(f"{_A}defRPr"):
            run.set("sz", str(round(layout.types[types[kind]].size * 100)))
    boxed = layout.boxes
    _add_placeholder(cover, KICKER, "Kicker", boxed["cover_kicker"], layout.types["lead"].size, "accent1", bold="1")
    _add_placeholder(cover, BY, "Presenter", boxed["cover_by"], layout.types["body"].size, "tx2", anchor="b")
    _add_bar(cover, boxed["cover_bar"])


def _shape_plain(plain: Any, layout: Layout) -> None:
    _drop(plain, "dt")
    _add_placeholder(plain, KICKER, "Kicker", layout.boxes["kicker"], layout.types["kicker"].size, "accent1", bold="1")
    _add_bar(plain, layout.boxes["bar"])
