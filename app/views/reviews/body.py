"""The middle of the builder: the outline, and beside it headline, slide, strip, grounds, lines of one's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, keyed
from app.operations.reviews.preview import Preview
from app.operations.reviews.rows import SectionRow
from app.views import theme as themes
from app.views.reviews.checks_card import ChecksCard
from app.views.reviews.grounds_card import GroundsCard
from app.views.reviews.headline_field import HeadlineField
from app.views.reviews.note_edit import NoteEdit
from app.views.reviews.outline import OutlineCard
from app.views.reviews.slide_view import SlideView, Strip
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

_OUTLINE = 232


class ReviewBody(QWidget):
    """Filled by `show_section`; `show_slide` where a section has several."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The section"))
        self._shown: Preview | None = None
        self._section, self._at = "", -1
        self._left: tuple[QWidget, ...] = ()
        self.headline = HeadlineField()
        self.slide = SlideView()
        self.strip = Strip()
        self.points = NoteEdit(_("Lines of your own"), 2, 4)
        self.points.setPlaceholderText(_("A point on each line; they stand on the slide"))
        self.grounds = GroundsCard()
        self.show_again = Button(_("Show the section again"), icon="eye")
        self._why = PlainLabel("", "body", tone="text2", wrap=True)
        self._build()

    def _build(self) -> None:
        hidden = Card()
        hidden.body.addStretch(1)
        hidden.body.addWidget(IconView("eye-off", 26, "text3"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        hidden.body.addWidget(self._why)
        hidden.body.addWidget(self.show_again, 0, Qt.AlignmentFlag.AlignHCenter)
        hidden.body.addStretch(1)
        self._hidden = hidden
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.headline)
        column.addWidget(self.slide)
        column.addWidget(hidden)
        column.addWidget(self.strip)
        column.addWidget(self.grounds)
        own = QVBoxLayout()
        own.setSpacing(4)
        own.addWidget(PlainLabel(_("Lines of your own"), "caption", tone="text2"))
        own.addWidget(self.points)
        column.addLayout(own)
        column.addStretch(1)

    def with_outline(self, outline: OutlineCard, checks: ChecksCard) -> QWidget:
        """Return the outline over the checks, and this beside them."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(12)
        self._left = (outline, checks)
        for card in self._left:
            left.addWidget(card)
        self._measure()
        left.addStretch(1)
        row.addLayout(left)
        row.addWidget(self, 1)
        return both

    def _measure(self) -> None:
        for card in self._left:
            card.setFixedWidth(themes.current().px(_OUTLINE))

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_left"):
            self._measure()

    def slide_at(self) -> int:
        """Return which slide is shown, the cover where a section has none."""
        return max(self._at, 0)

    def show_section(self, shown: Preview, row: SectionRow, *, waits: bool) -> None:
        """Show a section as it is now."""
        stays = row.id == self._section and 0 <= self._at < len(shown.slides)
        keeps = stays and shown.slides[self._at].section_id in (row.id, "")
        other = row.id != self._section
        self._shown, self._section = shown, row.id
        self.headline.show_section(row, shown.page.row.lang, waits=waits)
        said = "\n".join(row.points)
        if other:
            self.points.put(said)
        else:
            self.points.show_text(said)
        self.grounds.show_section(row, shown.grounds.get(row.id, ()))
        self._why.setText(because(row))
        self.show_slide(self._at if keeps else shown.slide_of(row.id))

    def show_slide(self, at: int) -> None:
        """Show a slide; −1 stands for a section that has none."""
        shown = self._shown
        if shown is None:
            return
        self._at = at
        has = 0 <= at < len(shown.slides)
        self.slide.setVisible(has)
        self._hidden.setVisible(not has)
        self._hidden.setMinimumHeight(self.slide.high(self.width()) // 2)
        if has:
            self.slide.show_slide(shown.slides[at], shown.layout)
        self.strip.show_slides(shown.slides, at, shown.layout)


def because(row: SectionRow) -> str:
    """Return why a section is not on the slides."""
    if not row.hidden_because:
        return _("This section is hidden.")
    return keyed("review.nothing", row.hidden_because)
