"""Beside the slide: what is said to it, which goes out in 発表用 only, and what stays inside."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, number
from app.operations.reviews.rows import SectionRow
from app.views.reviews.note_edit import NoteEdit
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

_A_MINUTE = {"ja": 300, "en": 800}


class NotesCard(Card):
    """`written(field, text)` with each key in speaker_notes or note, `left` when the focus goes."""

    written = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Speaker notes"))
        self._id = ""
        self.notes = NoteEdit(_("Speaker notes"), 9)
        self.notes.setPlaceholderText(_("What to say here, and what to ask"))
        self.inside = NoteEdit(_("Internal note"), 3, 3)
        self._time = PlainLabel("", "caption", tone="text2")
        self.body.addLayout(_head(PlainLabel(_("Speaker notes"), "bodyStrong"), _("in the deck for presenting only")))
        self.body.addWidget(self.notes, 1)
        self.body.addSpacing(4)
        lock = QHBoxLayout()
        lock.setSpacing(6)
        lock.addWidget(IconView("lock", 14, "watch_text"))
        lock.addWidget(PlainLabel(_("Internal note"), "bodyStrong", tone="watch_text"))
        lock.addStretch(1)
        lock.addWidget(PlainLabel(_("never goes out"), "caption", tone="text2"))
        self.body.addLayout(lock)
        self.body.addWidget(self.inside)
        self.body.addWidget(self._time)
        for name, field in (("speaker_notes", self.notes), ("note", self.inside)):
            field.written.connect(lambda text, name=name: self.written.emit(name, text))
            field.left.connect(self.left)

    def show_section(self, row: SectionRow, lang: str, all_notes: str) -> None:
        """Show the notes of a section; `all_notes` are those of the whole review, for how long it takes."""
        for field, text in ((self.notes, row.speaker_notes), (self.inside, row.note)):
            if row.id != self._id:
                field.put(text)
            else:
                field.show_text(text)
        self._id = row.id
        here, whole = minutes(row.speaker_notes, lang), minutes(all_notes, lang)
        self._time.setText(_("about {n} min of {all}", n=number(here), all=number(whole)) if whole else "")
        self._time.setVisible(bool(whole))


def minutes(text: str, lang: str) -> int:
    """Return how long notes take to say, in whole minutes."""
    signs = len("".join(text.split()))
    return -(-signs // _A_MINUTE.get(lang, 800)) if signs else 0


def _head(title: QWidget, remark: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(title)
    line.addStretch(1)
    line.addWidget(PlainLabel(remark, "caption", tone="text2"))
    return line
