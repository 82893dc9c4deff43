"""The sheet that ? opens: keys and what they do, in two columns over a veil."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.views.commands import Command
from app.views.keys_sheet.sections import Keys, Section, sections
from app.views.page import Page
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint, native_keys
from app.views.widgets.labels import PlainLabel
from app.views.widgets.origin import Origin
from app.views.widgets.ring_area import RingArea
from app.views.widgets.scrim import Scrim

_WIDTH = 760


class KeysSheet(Scrim):
    """Lies over a window until Escape, ? or a click beside it; the focus then goes back where it was."""

    def __init__(self, window: QWidget, shown: Sequence[Section]) -> None:
        super().__init__(window, _("Keyboard shortcuts"), _WIDTH)
        self.shown = tuple(shown)
        self._origin = Origin()
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Keyboard shortcuts"), "dialogTitle"), 1)
        self.close_button = Button(kind="quiet", icon="x", name=_("Close"))
        self.close_button.clicked.connect(self.leave)
        head.addWidget(self.close_button)
        self._area = _Area(_("Keyboard shortcuts"))
        self._area.setWidget(_columns(self.shown))
        foot = PlainLabel(_("Single letters work while a list has the focus, also with a Japanese input method on."),
                          "label", tone="text2", wrap=True)  # fmt: skip
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(18, 18, 18, 18)
        head.setContentsMargins(8, 0, 0, 0)
        foot.setContentsMargins(8, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        whole.addWidget(foot)
        self.round = [self._area, self.close_button]
        self.left.connect(self.leave)

    @classmethod
    def open_over(cls, window: QWidget, commands: Iterable[Command], page: Page | None) -> KeysSheet:
        """Show the keys that do something in a window now."""
        open_now = next((one for one in window.findChildren(cls) if one.isVisible()), None)
        if open_now is not None:
            return open_now
        sheet = cls(window, sections(commands, page))
        sheet.appear()
        sheet._area.setFocus(Qt.FocusReason.MouseFocusReason)
        return sheet

    def leave(self) -> None:
        """Close it and give the focus back."""
        self.hide()
        self.deleteLater()
        self._origin.give_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it too."""
        if event.text() == "?":
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class _Area(RingArea):
    """As high as what it shows, where the window has the room."""

    def setWidget(self, widget: QWidget) -> None:
        """Take all of its height where the window has it."""
        super().setWidget(widget)
        widget.setAutoFillBackground(False)
        self.setMinimumHeight(min(widget.sizeHint().height(), 160))

    def sizeHint(self) -> QSize:
        """As high as what it shows, and its ring."""
        content = self.widget()
        return content.sizeHint() + QSize(0, 6) if content is not None else super().sizeHint()


def _columns(shown: Sequence[Section]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(6, 4, 12, 4)
    row.setSpacing(32)
    for part in (shown[:1], shown[1:]):
        column = QVBoxLayout()
        column.setSpacing(2)
        for at, section in enumerate(part):
            if at:
                column.addSpacing(14)
            column.addWidget(PlainLabel(section.title, "caption", tone="text2"))
            column.addSpacing(2)
            for keys in section.keys:
                column.addWidget(_Line(keys))
        column.addStretch(1)
        row.addLayout(column, 1)
    return made


class _Line(QWidget):
    """What is done, and the keys at the right."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.setAccessibleName(f"{keys.words}: {', '.join(native_keys(key) for key in keys.keys)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(6)
        row.addWidget(PlainLabel(keys.words, "body", wrap=True), 1)
        for key in keys.keys:
            row.addWidget(KeyHint(key))
