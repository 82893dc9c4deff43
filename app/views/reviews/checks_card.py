"""What is looked at before presenting: each kind with its sign; Enter goes to the section that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from app.language import _, number
from app.operations.reviews.rows import Check, CheckKind
from app.views import icons
from app.views.account.row_delegate import RowDelegate
from app.views.account.rows import RowModel
from app.views.paint.pill import Pill
from app.views.paint.text import RIGHT, paint_text
from app.views.reviews.fitted import FittedView
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import Painted, pill_view

_ROW, _PAD = 28, 16
# What a check names of what it found; the number of a slide says less than its section.
_TOLD = ("what", "words")


@dataclass(frozen=True)
class Line:
    """One thing to put right, or a kind in which all is well."""

    id: str
    ok: bool
    words: str
    where: str
    about: str
    section_id: str


def kind_words(kind: CheckKind, *, ok: bool) -> str:
    """Return what was looked at."""
    if ok:
        return {
            CheckKind.UNSOURCED: _("Every figure has a source"),
            CheckKind.STALE: _("No figure is stale"),
            CheckKind.ABOUT_US: _("Headlines speak of the customer"),
            CheckKind.INTERNAL_WORDS: _("No internal words"),
            CheckKind.SMALL_TEXT: _("Text is at least 12 pt"),
            CheckKind.OVERFLOW: _("All text fits"),
        }[kind]
    return {
        CheckKind.UNSOURCED: _("Figure without a source"),
        CheckKind.STALE: _("Stale figure"),
        CheckKind.ABOUT_US: _("Headline about us"),
        CheckKind.INTERNAL_WORDS: _("Internal words"),
        CheckKind.SMALL_TEXT: _("Text under 12 pt"),
        CheckKind.OVERFLOW: _("Text that does not fit"),
    }[kind]


def lines_of(checks: Sequence[Check], places: dict[str, int]) -> list[Line]:
    """Return what is to be put right first, then what is well; `places` numbers the sections."""
    wrong = [
        Line(
            f"{one.kind}:{at}", False, kind_words(one.kind, ok=False),
            _("sec. {n}", n=number(places[one.section_id] + 1)) if one.section_id in places else "",
            ", ".join(value for name, value in one.params.items() if value and name in _TOLD), one.section_id,
        )
        for at, one in enumerate(checks) if not one.ok
    ]  # fmt: skip
    bad = {one.kind for one in checks if not one.ok}
    well = [
        Line(kind.value, True, kind_words(kind, ok=True), "", "", "")
        for kind in CheckKind if kind not in bad and any(one.kind is kind for one in checks)
    ]  # fmt: skip
    return [*wrong, *well]


class CheckDelegate(RowDelegate):
    """A sign, what it is, and the section."""

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """One line."""
        return theme.px(_ROW)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw a line."""
        c = theme.color
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        side = theme.px(14)
        name, tone = ("circle-check", "good_text") if row.ok else ("triangle-alert", "watch_text")
        spot = QRectF(inner.left(), round(box.center().y() - side / 2), side, side)
        icons.paint_icon(painter, spot, name, theme.tone(tone))
        wide = theme.width(row.where, "label", 600)
        room = QRectF(spot.right() + 8, inner.top(), inner.right() - wide - 8 - spot.right() - 8, inner.height())
        x = paint_text(painter, room, row.words, theme, c.text2 if row.ok else c.text, "body", 400 if row.ok else 500)
        room.setLeft(min(x + 8, room.right()))
        paint_text(painter, room, row.about, theme, c.text2, "label")
        at = QRectF(inner.right() - wide - 1, inner.top(), wide + 1, inner.height())
        paint_text(painter, at, row.where, theme, theme.tone("watch_text"), "label", 600, RIGHT)


class ChecksCard(Card):
    """`wanted(section id)` for what is to be put right."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Before you present"))
        self.flush()
        self.view = FittedView(RowModel(spoken), _("Before you present"))
        self.view.draw_by(CheckDelegate(self.view))
        self._pill: Painted | None = None
        title = PlainLabel(_("Before you present"), "bodyStrong")
        title.setContentsMargins(_PAD - 1, 0, 0, 0)
        self.head.setContentsMargins(0, 10, _PAD - 1, 4)
        self.head.addWidget(title)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self.body.addWidget(self.view)
        self.body.addSpacing(8)
        self.view.keys = {Qt.Key.Key_Return: self._go}
        self.view.clicked.connect(lambda _index: self._go())

    def show_checks(self, checks: Sequence[Check], places: dict[str, int]) -> None:
        """Show what was found."""
        lines = lines_of(checks, places)
        self.view.show_rows(lines)
        open_ones = sum(not line.ok for line in lines)
        if self._pill is not None:
            self.head.removeWidget(self._pill)
            self._pill.hide()
            self._pill.deleteLater()
            self._pill = None
        if open_ones:
            self._pill = pill_view(Pill(number(open_ones), "watch"))
            self.head.addWidget(self._pill)

    def _go(self) -> None:
        line: Line | None = self.view.current()
        if line is not None and line.section_id:
            self.wanted.emit(line.section_id)


def spoken(line: Line) -> str:
    """Return a line as a screen reader says it."""
    return _(", ").join(part for part in (line.words, line.where, line.about) if part)
