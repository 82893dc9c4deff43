"""Runs of text in office files: size, colour, language and the Japanese typeface that shared kanji need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.reports import fit
from app.reports.layout import Layout, Type
from app.reports.rows import Span

LANGUAGE_TAGS = {"ja": "ja-JP", "en": "en-US"}
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

        theme = {"text": MSO_THEME_COLOR.TEXT_1, "accent": MSO_THEME_COLOR.ACCENT_1, "vendor": MSO_THEME_COLOR.ACCENT_1}
        if self.own:
            theme["text2"] = MSO_THEME_COLOR.TEXT_2
        if role in theme:
            format_.theme_color = theme[role]
        elif self.own:
            format_.rgb = RGBColor(*bytes.fromhex(self.layout.color(role)))  # type: ignore[no-untyped-call]
        elif role in {"border", "borderStrong", "grid"}:
            # Readable as a line on light and on dark backgrounds alike.
            format_.rgb = RGBColor(0xA0, 0xA0, 0xA0)  # type: ignore[no-untyped-call]
        else:
            format_.theme_color = MSO_THEME_COLOR.ACCENT_1 if role == "accentText" else MSO_THEME_COLOR.TEXT_1

    def fill(self, shape: Any, role: str) -> None:
        """Fill a shape with the colour of a role and take its outline away."""
        shape.fill.solid()
        self.colour(shape.fill.fore_color, role)
        shape.line.fill.background()

    def write(self, frame: Any, paragraphs: Sequence[tuple[Sequence[Span], Type]], align: str = "left") -> None:
        """Replace the text of a frame by paragraphs of spans, each in its type and with exact line heights."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        for at, (spans, type_) in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
            paragraph.line_spacing = Pt(type_.line)
            paragraph.space_before = paragraph.space_after = Pt(0)
            for span in spans:
                run = paragraph.add_run()
                # A space at an edge stays: a sign before a name is a span of its own.
                before, after = (" " if edge else "" for edge in (span.text.startswith(" "), span.text.endswith(" ")))
                run.text = f"{before}{fit.plain(span.text)}{after}"
                run.font.size = Pt(type_.size)
                run.font.bold = span.bold
                self.colour(run.font.color, span.tone)


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
