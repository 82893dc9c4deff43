"""The foot of the walk: every key as a button, in the order in which they are used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from app.views.account.flow import FlowLayout
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint


class Foot(QWidget):
    """`pressed(what)`: a verdict, "log", "back", "next" or "leave"."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Keys of the walk"))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons: dict[str, Button] = {}
        flow = FlowLayout(14, 8, self)
        for what, words, icon, key in (
            ("same", _("As before"), "check", "="),
            ("better", _("Better"), "trending-up", "+"),
            ("worse", _("Worse"), "trending-down", "-"),
            ("log", _("Log touchpoint"), "pen-line", "L"),
            ("back", _("Account before"), "arrow-left", "Left"),
            ("next", _("Next account"), "arrow-right", "N"),
            ("leave", _("Leave the walk"), "x", "Esc"),
        ):
            button = Button(words, icon=icon, kind="primary" if what == "same" else "secondary")
            button.clicked.connect(lambda _checked=False, what=what: self.pressed.emit(what))
            self.buttons[what] = button
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(button)
            row.addWidget(KeyHint(key))
            flow.addWidget(pair)

    def show_at(self, *, first: bool) -> None:
        """Say which ways are open."""
        self.buttons["back"].setEnabled(not first)
