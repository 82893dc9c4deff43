"""A sheet as one HTML file: nothing is loaded, nothing runs, it prints to A4, and every word of the book is escaped."""

from __future__ import annotations

import re
from html import escape

from app.reports.sheet import Line, Part, Sheet

# What XML forbids; a browser shows it as a box at best.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# Exports are always light. Fonts are asked for by name: a file that brings its own would load them.
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f5f5f2; color: #1b1d22; font: 13px/1.55 Inter, "Yu Gothic UI", "Yu Gothic",
  "Hiragino Sans", "Hiragino Kaku Gothic ProN", Meiryo, "Noto Sans CJK JP", "Noto Sans JP", IPAexGothic, sans-serif; }
main { max-width: 940px; margin: 24px auto; padding: 28px 32px; background: #fff; border: 1px solid #e3e3dd;
  border-radius: 12px; }
.banner { display: inline-block; margin: 0 0 12px; padding: 2px 10px; border-radius: 10px; background: #fcefd6;
  color: #7a4100; font-size: 11px; font-weight: 600; }
h1 { margin: 0; font-size: 22px; line-height: 1.35; font-weight: 600; overflow-wrap: anywhere; }
.subtitle { margin: 2px 0 0; color: #54575f; }
dl.facts { display: flex; flex-wrap: wrap; gap: 8px 26px; margin: 14px 0 0; padding: 12px 0;
  border-top: 1px solid #ecece7; border-bottom: 1px solid #ecece7; }
dl.facts dt { color: #54575f; font-size: 11px; }
dl.facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: 3fr 2fr; gap: 0 32px; align-items: start; }
section { margin-top: 18px; break-inside: avoid; }
h2 { margin: 0 0 4px; font-size: 13px; font-weight: 600; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: 4px 0; border-top: 1px solid #ecece7; overflow-wrap: anywhere; }
li:first-child { border-top: none; }
li p { margin: 0; white-space: pre-wrap; }
.meta { color: #64676f; font-size: 11px; }
.late .meta { color: #8c1530; }
.customer { border-left: 3px solid #7a3e9d; padding-left: 8px; }
.vendor { border-left: 3px solid #3d4fb8; padding-left: 8px; }
.quiet p, .nothing { color: #64676f; }
.nothing { margin: 0; }
footer { margin-top: 22px; padding-top: 10px; border-top: 1px solid #ecece7; color: #64676f; font-size: 11px; }
@media (max-width: 700px) { .columns { grid-template-columns: 1fr; } main { margin: 0; border: none; } }
@page { size: A4; margin: 14mm; }
@media print { body { background: #fff; font-size: 11px; }
  main { max-width: none; margin: 0; padding: 0; border: none; }
  .banner { border: 1px solid #7a4100; } }
"""


def page(sheet: Sheet) -> str:
    """Return the sheet as one HTML document."""
    wide = "".join(_part(part) for part in sheet.parts if part.wide)
    narrow = "".join(_part(part) for part in sheet.parts if not part.wide)
    facts = "".join(f"<div><dt>{_safe(caption)}</dt><dd>{_safe(text)}</dd></div>" for caption, text in sheet.facts)
    body = f'<div class="columns"><div>{wide}</div><div>{narrow}</div></div>' if narrow else wide
    return f"""<!DOCTYPE html>
<html lang="{_safe(sheet.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{_safe(sheet.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<p class="banner">{_safe(sheet.banner)}</p>
<h1>{_safe(sheet.title)}</h1>
<p class="subtitle">{_safe(sheet.subtitle)}</p>
<dl class="facts">{facts}</dl>
{body}
<footer>{_safe(sheet.foot)}</footer>
</main>
</body>
</html>
"""


def _part(part: Part) -> str:
    lines = "".join(_line(line) for line in part.lines)
    inside = f"<ul>{lines}</ul>" if lines else f'<p class="nothing">{_safe(part.nothing)}</p>'
    return f"<section><h2>{_safe(part.title)}</h2>{inside}</section>"


def _line(line: Line) -> str:
    tone = f' class="{_safe(line.tone)}"' if line.tone else ""
    meta = f'<div class="meta">{_safe(line.meta)}</div>' if line.meta else ""
    return f"<li{tone}><p>{_safe(line.text)}</p>{meta}</li>"


def _safe(text: str) -> str:
    return escape(_UNPRINTABLE.sub("", text), quote=True)
