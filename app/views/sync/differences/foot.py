"""The foot of the differences: choose one side for all, which keys there are, put it off, save."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint

_LONGEST = 18


class Foot(QWidget):
    """Buttons at both ends; the hints between them go where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.all_mine = Button(_("All from this PC"))
        self.all_theirs = Button(_("All from {system}", system="…"))
        self.later = Button(_("Later"), kind="quiet")
        self.later.setToolTip(_("What you leave for later is not sent. Everything else syncs as usual."))
        self.save = Button(_("Save and next"), kind="primary")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(8)
        row.addWidget(self.all_mine)
        row.addWidget(self.all_theirs)
        row.addSpacing(4)
        self._hints: list[KeyHint] = []
        self._at = row.count()
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.save)

    def show_system(self, system: str, *, both: bool, last: bool) -> None:
        """Name the other side, and say whether there is a third way and a next record."""
        short = shortened(system)
        full = _("All from {system}", system=system)
        self.all_theirs.setText(_("All from {system}", system=short))
        self.all_theirs.setAccessibleName(full)
        self.all_theirs.setToolTip(full if short != system else "")
        self.save.setText(_("Save and close") if last else _("Save and next"))
        for hint in self._hints:
            self._row.removeWidget(hint)
            hint.hide()
            hint.deleteLater()
        keys = [("Up", ""), ("Down", _("field")), ("1", _("this PC")), ("2", short), ("Ctrl+Return", _("save"))]
        if both:
            keys.insert(4, ("3", _("both")))
        self._hints = [KeyHint(key, words, self) for key, words in keys]
        for at, hint in enumerate(self._hints):
            self._row.insertWidget(self._at + at, hint)
            hint.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how many hints have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        buttons = (self.all_mine, self.all_theirs, self.later, self.save)
        taken = sum(button.sizeHint().width() + gap for button in buttons)
        room = self.width() - margins.left() - margins.right() - taken - 3 * gap
        for hint in self._hints:
            room -= hint.sizeHint().width() + gap
            hint.setVisible(room >= 0)


def shortened(name: str) -> str:
    """Return as much of a system's name as a button has room for."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
