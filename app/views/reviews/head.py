"""The head of a review: for whom, when, over which period, how old its data are, and what goes out."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, short_day
from app.operations.reviews.periods import PeriodChoice
from app.operations.reviews.rows import COMPARISONS, ReviewRow
from app.views import theme as themes
from app.views.paint.pill import Pill
from app.views.reviews import words
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import pill_view
from app.views.widgets.segmented import SegmentedControl

CUSTOM = "custom"
_ROOM = 760


class ReviewHead(QWidget):
    """`export_wanted(suffix)`, `period_chosen(key)`, `comparison_chosen(key)`, and a signal for each other button."""

    meeting_wanted = Signal()
    rehearse_wanted = Signal()
    refresh_wanted = Signal()
    export_wanted = Signal(str)
    period_chosen = Signal(str)
    comparison_chosen = Signal(str)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.setAccessibleName(_("Review"))
        self._zone = zone
        self._choices: tuple[tuple[str, str], ...] = ()
        self.name = ElidedLabel("", "title")
        self.meeting = Button(_("Meeting"), kind="link")
        self.about = ElidedLabel("", "body", tone="text2")
        self._offline = pill_view(Pill(_("Works offline"), "unknown", "cloud-off"))
        self.rehearse = Button(_("Rehearse"), icon="monitor")
        self.pdf = Button("PDF", icon="file-text")
        self.deck = Button("PPTX", icon="presentation")
        self.period: SegmentedControl | None = None
        self.comparison = SegmentedControl(
            [(key, words.comparison_words(key)) for key in COMPARISONS], _("Compared with"), "previous"
        )
        self.frozen = PlainLabel("", "label", tone="text2")
        self.refresh = Button(_("Refresh and compare"), kind="link")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._chosen = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._period_part, self._compared_part, self._frozen_part = QWidget(), QWidget(), QWidget()
        self._periods = QHBoxLayout(self._period_part)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.pdf.setToolTip(_("Write a PDF of the slides"))
        self.deck.setToolTip(_("Write a PowerPoint deck"))
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.name)
        first.addWidget(self._offline)
        first.addStretch(1)
        for button in (self.rehearse, self.pdf, self.deck):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self.meeting)
        second.addWidget(self.about, 1)
        self._periods.setContentsMargins(0, 0, 0, 0)
        self._periods.setSpacing(8)
        self._periods.addWidget(PlainLabel(_("Period"), "label", tone="text2"))
        beside = QHBoxLayout(self._compared_part)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(PlainLabel(_("Compared with"), "label", tone="text2"))
        beside.addWidget(self.comparison)
        frozen = QHBoxLayout(self._frozen_part)
        frozen.setContentsMargins(0, 0, 0, 0)
        frozen.setSpacing(8)
        frozen.addWidget(IconView("history", 14))
        frozen.addWidget(self.frozen)
        frozen.addWidget(self.refresh)
        frozen.addStretch(1)
        self._line.setContentsMargins(0, 4, 0, 0)
        self._line.setSpacing(12)
        for part in (self._period_part, self._compared_part):
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._chosen.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self._chosen.setSpacing(16)
        self._line.addLayout(self._chosen)
        self._line.addWidget(self._frozen_part, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(self._line)

    def _connect(self) -> None:
        self.meeting.clicked.connect(self.meeting_wanted)
        self.rehearse.clicked.connect(self.rehearse_wanted)
        self.refresh.clicked.connect(self.refresh_wanted)
        self.pdf.clicked.connect(lambda: self.export_wanted.emit(".pdf"))
        self.deck.clicked.connect(lambda: self.export_wanted.emit(".pptx"))
        self.comparison.chosen.connect(self.comparison_chosen)

    def show_review(self, row: ReviewRow, periods: Sequence[PeriodChoice]) -> None:
        """Show a review as it is now; `periods` are those most often meant."""
        self.name.setText(_("{account} · QBR", account=row.account))
        self.meeting.setText(words.meeting(row))
        held = [_("held")] if row.is_held else []
        self.about.setText(_(" · ").join(["", *held, row.period_words, words.attendees(row) or _("nobody named yet")]))
        self._show_periods(row, periods)
        self.comparison.choose(row.comparison)
        at = row.frozen_at.astimezone(self._zone) if row.frozen_at is not None else None
        stamp = f"{short_day(at.date())} {at:%H:%M}" if at is not None else "—"
        self.frozen.setText(_("Data as of {when}", when=stamp))
        self._turn()

    def _show_periods(self, row: ReviewRow, periods: Sequence[PeriodChoice]) -> None:
        named = {"month": _("Last month"), "half": _("Half-year")}
        said = [(one.key, named.get(one.key) or quarter_words(one.text)) for one in periods]
        choices = (*said, (CUSTOM, _("Custom…")))
        if choices != self._choices:
            self._choices = choices
            if self.period is not None:
                self._periods.removeWidget(self.period)
                self.period.hide()
                self.period.deleteLater()
            self.period = SegmentedControl(choices, _("Period"), CUSTOM)
            self.period.chosen.connect(self.period_chosen)
            self._periods.addWidget(self.period)
        found = next((one.key for one in periods if (one.start, one.end) == (row.start, row.end)), CUSTOM)
        if self.period is not None:
            self.period.choose(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put how old the data are below the choices where both do not fit side by side."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Words of another length may need other lines."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()
        return done

    def _turn(self) -> None:
        self._offline.setVisible(self.width() >= themes.current().px(_ROOM))
        chosen = self._period_part.sizeHint().width() + self._compared_part.sizeHint().width() + 16
        _lay(self._chosen, across=chosen <= self.width(), gap=16)
        _lay(self._line, across=chosen + self._frozen_part.sizeHint().width() + 24 <= self.width(), gap=12)


def quarter_words(text: str) -> str:
    """Return a quarter as the choice of periods calls it: 2026年度 Q2, FY2026 Q2."""
    return _("FY{year} Q{quarter}", year=text[2:6], quarter=text[-1])


def _lay(line: QBoxLayout, *, across: bool, gap: int) -> None:
    wanted = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
    if line.direction() != wanted:
        line.setDirection(wanted)
        line.setSpacing(gap if across else 4)
