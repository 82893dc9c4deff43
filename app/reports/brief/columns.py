"""A column of blocks on a page of fixed height: how high it is, what gives way where it is too high, and drawing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from app import paths
from app.language import trn
from app.reports.brief.content import Block, Item
from app.reports.plan.words import clean, line

FONT = "IPAexGothic"
MM = 72 / 25.4
TONES = {"good": "#07594E", "watch": "#7A4100", "risk": "#8C1530", "late": "#8C1530"}
_TEXT, _QUIET, _LINE, _ACCENT, _TRACK = "#1B1D22", "#54575F", "#E3E3DD", "#3D4FB8", "#E6E6E1"
_LETTERS = (320, 200, 120, 70, 40)
"""How many letters of a text are shown; the next shorter length comes where dropping lines is not enough."""

_HEAD, _BETWEEN, _ITEM_GAP, _BAR = 17.0, 9.0, 4.5, 8.0
_MOST_VALUE = 0.62
_MOST = 50
"""Lines of one block; no page holds more."""

# A figure, with its unit, that a cut would leave a part of.
_FIGURE_AT_END = re.compile(r"[\d０-９][\d０-９.,．，:/%％]*$")


@cache
def register() -> None:
    """Make the Japanese font known; it has every Latin letter too."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(FONT, str(paths.resource("fonts", "ipaexg.ttf"))))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=FONT, italic=FONT, boldItalic=FONT)


def colour(text: str) -> Any:
    """Return a colour as the maker of PDFs has it."""
    from reportlab.lib.colors import HexColor

    return HexColor(text)


def paragraph(text: str, size: float, tone: str, lang: str, *, right: bool = False) -> Any:
    """Return a text that wraps."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "line", fontName=FONT, fontSize=size, leading=size * 1.4, textColor=colour(tone),
        wordWrap="CJK" if lang == "ja" else None, alignment=2 if right else 0, splitLongWords=1,
    )  # fmt: skip
    return Paragraph(escape(clean(text)).replace("\n", "<br/>"), style)


def within(text: str, most: int) -> str:
    """Return a text of at most so many letters; where it is cut, never inside a figure."""
    said = line(text)
    if len(said) <= most:
        return said
    cut = said[: most - 1]
    if re.match(r"[\d０-９.,．，%％]", said[most - 1]):
        cut = _FIGURE_AT_END.sub("", cut)
    return cut.rstrip(" 　、，,・") + "…"


@dataclass(frozen=True)
class _Row:
    """A paragraph where it stands below the head of its block, or a bar."""

    made: Any
    left: float
    down: float
    high: float
    way: float | None = None


class Column:
    """Blocks one below the other in a width; `kept` says how many items of each are shown."""

    def __init__(
        self,
        blocks: Sequence[Block],
        width: float,
        lang: str,
        kept: Sequence[int] | None = None,
        letters: int = _LETTERS[0],
        scale: float = 1.0,
        laid: dict[tuple[object, int], tuple[list[_Row], float]] | None = None,
    ) -> None:
        self._blocks = tuple(one for one in blocks if one.items or one.nothing)
        self._width, self._lang, self._letters, self._scale = width, lang, letters, scale
        self._kept = tuple(kept) if kept is not None else tuple(min(_MOST, len(one.items)) for one in self._blocks)
        # Breaking lines takes long, and each line is laid out again and again until all fit.
        self._memo = laid if laid is not None else {}
        self._laid = [self._lay(block, n) for block, n in zip(self._blocks, self._kept, strict=True)]

    @property
    def height(self) -> float:
        """Return how much room it takes."""
        return sum(high for _rows, high in self._laid) + _BETWEEN * self._scale * max(0, len(self._laid) - 1)

    def fitted(self, room: float) -> Column:
        """Return it with as many items, and as much of their words, as there is room for."""
        column = self
        for letters in _LETTERS:
            column = Column(self._blocks, self._width, self._lang, self._kept, letters, laid=self._memo)
            while column.height > room:
                # The longest list gives way first; of equals the last, which matters least.
                most = max(column._kept, default=0)
                if most <= (2 if letters > _LETTERS[2] else 1):
                    break
                at = len(column._kept) - 1 - column._kept[::-1].index(most)
                kept = [n - 1 if here == at else n for here, n in enumerate(column._kept)]
                column = Column(self._blocks, self._width, self._lang, kept, letters, laid=self._memo)
            if column.height <= room:
                return column
        return column

    def draw(self, canvas: Any, left: float, top: float) -> None:
        """Draw it below a height of the page."""
        for block, (rows, high) in zip(self._blocks, self._laid, strict=True):
            size = 10 * self._scale
            canvas.setFont(FONT, size)
            canvas.setFillColor(colour(_TEXT))
            canvas.drawString(left, top - size, block.title)
            canvas.setStrokeColor(colour(_LINE))
            canvas.setLineWidth(0.6)
            canvas.line(left, top - size - 4.5, left + self._width, top - size - 4.5)
            for row in rows:
                if row.way is not None:
                    self._bar(canvas, left, top - row.down - 4, row.way)
                else:
                    row.made.drawOn(canvas, left + row.left, top - row.down - row.high)
            top -= high + _BETWEEN * self._scale

    def _bar(self, canvas: Any, left: float, low: float, way: float) -> None:
        canvas.setFillColor(colour(_TRACK))
        canvas.roundRect(left, low, self._width, 3, 1.5, stroke=0, fill=1)
        far = self._width * min(1.0, max(0.0, way))
        if far >= 3:
            canvas.setFillColor(colour(_ACCENT))
            canvas.roundRect(left, low, far, 3, 1.5, stroke=0, fill=1)

    def _lay(self, block: Block, kept: int) -> tuple[list[_Row], float]:
        rows: list[_Row] = []
        down = _HEAD - 10 + 10 * self._scale
        gap = _ITEM_GAP * self._scale
        for item in block.items[:kept]:
            down = self._put(item, 9, _TEXT, rows, down) + gap
        rest = len(block.items) - kept
        if rest:
            down = self._put(trn(self._lang, "one more", "{n} more", rest), 8, _QUIET, rows, down) + gap
        if not block.items:
            down = self._put(within(block.nothing, 120), 8.5, _QUIET, rows, down) + gap
        if block.note:
            down = self._put(block.note, 7.5, _QUIET, rows, down) + gap
        return rows, down - gap

    def _put(self, said: Item | str, size: float, tone: str, rows: list[_Row], down: float) -> float:
        """Put a line below what is there; return where the next one begins."""
        key = (said, self._letters)
        if key not in self._memo:
            self._memo[key] = self._item(said) if isinstance(said, Item) else self._line(said, size, tone)
        made, high = self._memo[key]
        rows += [replace(row, down=down + row.down) for row in made]
        return down + high

    def _item(self, item: Item) -> tuple[list[_Row], float]:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        tone = TONES.get(item.tone, _TEXT)
        value, size = line(item.value), 9 * self._scale
        wide = min(stringWidth(value, FONT, size) + 2, self._width * _MOST_VALUE) if value else 0.0
        said = paragraph(within(item.text, self._letters), size, _TEXT, self._lang)
        down = float(said.wrap(self._width - (wide + 8 if value else 0), 10_000)[1])
        rows = [_Row(said, 0, 0, down)]
        if value:
            figure = paragraph(value, size, tone, self._lang, right=True)
            beside = float(figure.wrap(wide, 10_000)[1])
            rows.append(_Row(figure, self._width - wide, 0, beside))
            down = max(down, beside)
        if item.way is not None:
            rows.append(_Row(None, 0, down, _BAR, item.way))
            down += _BAR
        if item.meta:
            below, high = self._line(within(item.meta, self._letters), 7.5, tone if item.tone == "late" else _QUIET)
            rows += [replace(row, down=down) for row in below]
            down += high
        return rows, down

    def _line(self, text: str, size: float, tone: str) -> tuple[list[_Row], float]:
        made = paragraph(text, size * self._scale, tone, self._lang)
        high = float(made.wrap(self._width, 10_000)[1])
        return [_Row(made, 0, 0, high)], high
