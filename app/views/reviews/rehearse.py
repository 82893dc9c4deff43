"""The slides on the whole screen with their notes and a clock, for saying it all once before the meeting."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, number
from app.operations.reviews.preview import Preview
from app.views.reviews.note_edit import NoteEdit
from app.views.reviews.notes_card import minutes
from app.views.reviews.slide_view import SlideView
from app.views.wardrobe import wear
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel

_TICK_MS = 250
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace, Qt.Key.Key_PageUp)


class Rehearse(QDialog):
    """The arrows, Space and Enter turn the slides, T stops the clock and lets it go on, R begins anew, Esc leaves."""

    def __init__(self, shown: Preview, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rehearse")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Rehearse"))
        self.setAccessibleName(_("Rehearse"))
        wear(self)
        self._shown, self.at = shown, at
        self._clock = QElapsedTimer()
        self._before, self._runs = 0, True
        self.slide, self.following = SlideView(fills=True), SlideView()
        self.notes = NoteEdit(_("Speaker notes"), 6)
        self.notes.setReadOnly(True)
        # Every key is for the slides; the notes scroll by the wheel, and by themselves begin at their first line.
        self.notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count = PlainLabel("", "subtitle")
        self.elapsed = PlainLabel("0:00", "title")
        self._planned = PlainLabel("", "label", tone="text2")
        self._name = ElidedLabel("", "subtitle")
        self.pause = Button(_("Stop the clock"), kind="quiet", icon="pause")
        self.leave = Button(_("Leave"), icon="x")
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._build()
        self.pause.clicked.connect(self.turn_clock)
        self.leave.clicked.connect(self.reject)
        self._show()

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        times = QHBoxLayout()
        times.addWidget(self.elapsed)
        times.addStretch(1)
        times.addWidget(self.count)
        side.addLayout(times)
        side.addWidget(self._planned)
        side.addSpacing(8)
        side.addWidget(PlainLabel(_("Speaker notes"), "caption", tone="text2"))
        side.addWidget(self.notes, 1)
        side.addSpacing(8)
        side.addWidget(PlainLabel(_("Next slide"), "caption", tone="text2"))
        side.addWidget(self.following)
        beside = QWidget()
        beside.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        main = QVBoxLayout()
        main.setSpacing(10)
        main.addWidget(self._name)
        main.addWidget(self.slide, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        for keys, words in (
            ("Right", _("next slide")),
            ("Left", _("back")),
            ("T", _("stop the clock")),
            ("R", _("begin anew")),
        ):
            foot.addWidget(KeyHint(keys, words))
        foot.addStretch(1)
        foot.addWidget(self.pause)
        foot.addWidget(self.leave)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addLayout(main, 3)
        both.addWidget(beside, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(32, 24, 32, 20)
        whole.setSpacing(12)
        whole.addLayout(both, 1)
        whole.addLayout(foot)

    def begin(self) -> None:
        """Show it on the whole screen and start the clock."""
        self.setModal(True)
        self.showFullScreen()
        self.slide.setFocus(Qt.FocusReason.OtherFocusReason)
        self._clock.start()
        self._timer.start()

    # Slides

    def _show(self) -> None:
        shown = self._shown
        picture = shown.slides[self.at]
        self.slide.show_slide(picture, shown.layout)
        following = shown.slides[self.at + 1] if self.at + 1 < len(shown.slides) else None
        self.following.show_slide(following, shown.layout)
        self.notes.put(picture.notes)
        self.notes.setPlaceholderText(_("No notes for this slide"))
        self._name.setText(picture.name)
        self.count.setText(f"{number(self.at + 1)} / {number(len(shown.slides))}")
        lang = shown.page.row.lang
        here, whole = minutes(picture.notes, lang), minutes("".join(one.notes for one in shown.slides), lang)
        self._planned.setText(_("about {n} min of {all}", n=number(here), all=number(whole)) if whole else "")
        self.setAccessibleDescription(f"{self.count.text()} {picture.words} {picture.notes}")

    def go(self, at: int) -> None:
        """Show the slide at a place, where there is one."""
        if 0 <= at < len(self._shown.slides) and at != self.at:
            self.at = at
            self._show()

    # The clock

    def seconds(self) -> int:
        """Return how long it has gone."""
        running = self._clock.elapsed() if self._runs and self._clock.isValid() else 0
        return (self._before + running) // 1000

    def turn_clock(self) -> None:
        """Stop the clock, or let it go on."""
        if self._runs:
            self._before += self._clock.elapsed() if self._clock.isValid() else 0
        else:
            self._clock.restart()
        self._runs = not self._runs
        self.pause.setText(_("Stop the clock") if self._runs else _("Let the clock go on"))
        self._tick()

    def begin_anew(self) -> None:
        """Go back to the first slide, with the clock at nothing."""
        self._before = 0
        self._clock.restart()
        self.go(0)
        self._tick()

    def _tick(self) -> None:
        whole = self.seconds()
        self.elapsed.setText(f"{whole // 60}:{whole % 60:02}")

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn slides, stop the clock, leave."""
        key = event.key()
        if key in _NEXT:
            self.go(self.at + 1)
        elif key in _BACK:
            self.go(self.at - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else len(self._shown.slides) - 1)
        elif key == Qt.Key.Key_T:
            self.turn_clock()
        elif key == Qt.Key.Key_R:
            self.begin_anew()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the clock stop with it."""
        self._timer.stop()
        super().closeEvent(event)
