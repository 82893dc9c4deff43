"""The quick log as it is seen: the field, what may be meant, what was understood, and the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.quick_log import Reading
from app.views import theme as themes
from app.views.quick_log.interpretation import VOICE, Row
from app.views.quick_log.line_field import LineField
from app.views.quick_log.offers import NewAccount, Offer, Offers
from app.views.quick_log.row_view import HEIGHT, RowView
from app.views.quick_log.tint import Tint
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.icon_view import IconView
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.views.widgets.scrim import Scrim

WIDTH = 732
_ROWS = 7


class LogCard(Scrim):
    """`changed` when the text or the cursor moved, `submitted` to log, `toggled` with the promise to move or "voice".

    `edited` names the part of the line a row stands for, `added` an account to be made, `rested` that writing pauses.
    """

    changed = Signal()
    submitted = Signal()
    toggled = Signal(str)
    edited = Signal(str)
    added = Signal(str)
    rested = Signal()

    def __init__(self, window: QWidget, head: str) -> None:
        super().__init__(window, _("Log a touchpoint"), WIDTH)
        self.field = LineField(self.card)
        self.field.setAccessibleName(_("What happened"))
        self.field.setPlaceholderText(_("@Account what happened #tag next: promise by fri !risk ~4"))
        self.tint = Tint(self.field.document())
        self.offers = Offers(self.card)
        self.error = PlainLabel("", "label", tone="risk_text", wrap=True, parent=self.card)
        self.error.hide()
        self.button = Button(_("Log it"), kind="primary", icon="corner-down-left", parent=self.card)
        self.round = [self.field, self.button]
        self._rows: list[RowView] = []
        self._row = 0
        self._text = ""
        self.editing: str | None = None
        self._lay_out(head)
        self.field.textChanged.connect(self._text_changed)
        self.field.cursorPositionChanged.connect(self._cursor_moved)
        self.field.submitted.connect(self._enter)
        self.field.completed.connect(self._take_current)
        self.field.stepped.connect(self.offers.step)
        self.field.toggled.connect(lambda: self.toggled.emit(""))
        self.field.quoted.connect(lambda: self.toggled.emit(VOICE))
        self.field.rested.connect(self.rested)
        self.field.left.connect(self._leave)
        self.offers.taken.connect(self.take)
        self.button.clicked.connect(self.submitted)

    def _lay_out(self, said: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView("pen-line", 16, "accent_text"))
        head.addWidget(PlainLabel(_("Log a touchpoint"), "bodyStrong"), 1)
        head.addWidget(PlainLabel(said, "label", tone="text2"))
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(KeyHint("Tab", _("complete")))
        foot.addWidget(KeyHint("Shift+Enter", _("longer note")))
        foot.addWidget(KeyHint("Esc", _("keep as draft")))
        foot.addStretch(1)
        foot.addWidget(self.button)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        area = QWidget(self.card)
        area.setLayout(self._body)
        area.setMinimumHeight(themes.current().px(HEIGHT) * _ROWS)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addStretch(1)
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(24, 18, 24, 14)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addSpacing(12)
        whole.addWidget(self.field)
        whole.addSpacing(10)
        whole.addWidget(rule())
        whole.addWidget(self.offers)
        whole.addSpacing(6)
        whole.addWidget(area)
        whole.addWidget(self.error)
        whole.addSpacing(8)
        whole.addWidget(rule())
        whole.addSpacing(12)
        whole.addLayout(foot)

    # What is shown

    def show_reading(
        self, reading: Reading, rows: Sequence[Row], suggestions: Sequence[Offer], *, editing: bool = False
    ) -> None:
        """Show how the line is understood now; while `editing` a row, Enter takes what is offered for it."""
        self.tint.show_tokens(reading.line, reading.tokens)
        self.offers.offer(suggestions, chosen=editing)
        self.field.offering = bool(suggestions)
        while len(self._rows) < len(rows):
            view = RowView(self.card)
            view.toggled.connect(self.toggled)
            view.edited.connect(self.edited)
            view.left.connect(self.left)
            view.stepped.connect(self._step_row)
            self._body.insertWidget(len(self._rows), view)
            self._rows.append(view)
        for at, view in enumerate(self._rows):
            view.setVisible(at < len(rows))
            if at < len(rows):
                view.show_row(rows[at])
        self._stop_at(min(self._row, len(rows) - 1))
        self.place()

    def show_error(self, words: str) -> None:
        """Say why the line was not logged; the text stays."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        if words:
            self.error.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self.error, QAccessible.Event.Alert))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    def rows(self) -> list[Row]:
        """Return the rows that are shown."""
        return [view.row for view in self._rows if view.isVisibleTo(self)]

    # Rows are one stop of Tab; ↑ and ↓ go through them

    def _stop_at(self, at: int) -> None:
        self._row = at
        self.round = [self.field, *self._rows[at : at + 1], self.button]

    def _step_row(self, by: int) -> None:
        focused = next((at for at, view in enumerate(self._rows) if view.hasFocus()), 0)
        shown = sum(view.isVisibleTo(self) for view in self._rows)
        if focused + by < 0:
            self.field.setFocus(Qt.FocusReason.BacktabFocusReason)
        elif focused + by < shown:
            self._stop_at(focused + by)
            self._rows[self._row].setFocus(Qt.FocusReason.TabFocusReason)

    # What is typed

    def _text_changed(self) -> None:
        # Tinting changes the document too, but not its words.
        text = self.field.text()
        if text != self._text:
            self._text = text
            self.editing = None
            if self.error.isVisibleTo(self):
                self.show_error("")
            self.changed.emit()

    def _cursor_moved(self) -> None:
        # Where the words changed too, that is told next, and a line is read once a key.
        if self.field.text() == self._text:
            self.changed.emit()

    def _enter(self) -> None:
        if self.offers.was_stepped:
            self._take_current()
        else:
            self.submitted.emit()

    def _take_current(self) -> None:
        chosen = self.offers.current()
        if chosen is not None:
            self.take(chosen)

    def _leave(self) -> None:
        """Escape first closes what a row offered, then the card."""
        if self.editing is not None:
            self.edited.emit("")
        else:
            self.left.emit()

    def take(self, chosen: Offer, *, goes_on: bool = True) -> None:
        """Write what was chosen into the line, with a space where writing `goes_on`; or agree to a new account."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(chosen, NewAccount):
            self.added.emit(chosen.name)
            return
        text = self.field.text()
        follows = text[chosen.end : chosen.end + 1]
        gap = "" if follows and (follows.isspace() or not follows.isascii() or not follows.isalnum()) else " "
        gap = gap if goes_on and chosen.text and not chosen.text[-1:].isspace() else ""
        self.field.put(chosen.start, chosen.end, chosen.text + gap)
