"""Runs of text in office files: size, colour, language and the Japanese typeface that shared kanji need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from app.reports import fit
from app.reports.layout import Layout, Type
from app.reports.rows import Span

LANGUAGE_TAGS = {"ja": "ja-JP", "en": "en-US"}
SIGNS = {"good", "watch", "risk"}
"""Colours that mean something, the same on every ground."""
_SLOTS = {"text": "tx1", "accent": "accent1", "vendor": "accent1"} | {f"chart{n}": f"accent{n}" for n in range(1, 6)}
_ALIGNED = {"left": "l", "right": "r", "center": "ctr"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# What follows the typefaces in the schema's order; a:ea stands before all of it.
_AFTER = {f"{_A}{name}" for name in ("cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")}


@dataclass(frozen=True)
class Pen:
    """How text and shapes are coloured: by Banso's own roles, or by the theme of a template of one's own."""

    layout: Layout
    own: bool

    def colour(self, format_: Any, role: str) -> None:
        """Give a python-pptx colour format the colour of a role."""
        from pptx.dml.color import RGBColor
        from pptx.enum.dml import MSO_THEME_COLOR

        slot, value = self.ink(role)
        if slot:
            format_.theme_color = MSO_THEME_COLOR.from_xml(slot)
        else:
            format_.rgb = RGBColor.from_string(value)  # type: ignore[no-untyped-call]

    def ink(self, role: str) -> tuple[str, str]:
        """Return the slot of the theme that a role takes, else "" and the colour itself as RRGGBB."""
        slot = _SLOTS.get(role) or ("tx2" if role == "text2" and self.own else "")
        if slot:
            return slot, ""
        if self.own or role in SIGNS:
            return "", self.layout.color(role)
        # Readable as a line on light and on dark backgrounds alike.
        grey = {"grid": "C8C8C8", "border": "A0A0A0", "borderStrong": "A0A0A0", "chartMuted": "A0A0A0"}.get(role, "")
        return ("", grey) if grey else ("accent1" if role == "accentText" else "tx1", "")

    def filling(self, role: str) -> str:
        """Return the XML of a fill in the colour of a role, within an element that names the namespace a."""
        slot, value = self.ink(role)
        inner = f'<a:schemeClr val="{slot}"/>' if slot else f'<a:srgbClr val="{value}"/>'
        return f"<a:solidFill>{inner}</a:solidFill>"

    def write(self, frame: Any, paragraphs: Sequence[tuple[Sequence[Span], Type]], align: str = "left") -> None:
        """Replace the text of a frame by paragraphs of spans, each in its type and with exact line heights."""
        self.write_body(frame._txBody, paragraphs, align)  # noqa: SLF001

    def write_body(self, body: Any, paragraphs: Sequence[tuple[Sequence[Span], Type]], align: str = "left") -> None:
        """Replace the text below the XML element of a text body."""
        from pptx.oxml import parse_xml

        # Put together as text and parsed once: by its properties one by one it takes four times as long.
        body.find(f"{_A}bodyPr").set("wrap", "square")
        for old in body.findall(f"{_A}p"):
            body.remove(old)
        made = "".join(self._paragraph(spans, type_, align) for spans, type_ in paragraphs) or "<a:p/>"
        for paragraph in list(parse_xml(f'<a:txBody xmlns:a="{_A[1:-1]}">{made}</a:txBody>')):
            body.append(paragraph)

    def _paragraph(self, spans: Sequence[Span], type_: Type, align: str) -> str:
        none = '<a:spcPts val="0"/>'
        runs = "".join(self._run(span, type_) for span in spans)
        return (
            f'<a:p><a:pPr algn="{_ALIGNED[align]}"><a:lnSpc><a:spcPts val="{round(type_.line * 100)}"/></a:lnSpc>'
            f"<a:spcBef>{none}</a:spcBef><a:spcAft>{none}</a:spcAft></a:pPr>{runs}</a:p>"
        )

    def _run(self, span: Span, type_: Type) -> str:
        # A space at an edge stays: a sign before a name is a span of its own.
        before, after = (" " if edge else "" for edge in (span.text.startswith(" "), span.text.endswith(" ")))
        text = escape(f"{before}{fit.plain(span.text)}{after}")
        looks = f'sz="{round(type_.size * 100)}" b="{int(span.bold)}"'
        return f"<a:r><a:rPr {looks}>{self.filling(span.tone)}</a:rPr><a:t>{text}</a:t></a:r>"


def set_language(root: Any, lang: str, east_asian: str) -> None:
    """Give every run, field and default below `root` its language and the Japanese typeface."""
    from lxml import etree

    for run in root.iter(f"{_A}r", f"{_A}fld"):
        if run.find(f"{_A}rPr") is None:
            run.insert(0, etree.SubElement(run, f"{_A}rPr"))
    for properties in root.iter(f"{_A}rPr", f"{_A}defRPr", f"{_A}endParaRPr"):
        properties.set("lang", LANGUAGE_TAGS[lang])
        if lang == "ja":
            properties.set("altLang", "en-US")
        for old in properties.findall(f"{_A}ea"):
            properties.remove(old)
        typeface = etree.SubElement(properties, f"{_A}ea")
        typeface.set("typeface", east_asian)
        later = next((at for at, child in enumerate(properties) if child.tag in _AFTER), None)
        if later is not None:
            properties.insert(later, typeface)


def describe(shape: Any, name: str, description: str) -> None:
    """Give a shape its name and the alternative text that a screen reader says."""
    properties = next(e for e in shape.element.iter() if e.tag.endswith("}cNvPr"))
    properties.set("name", name)
    properties.set("descr", fit.plain(description))
