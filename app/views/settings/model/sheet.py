"""A sheet of the editor: a heading, fields that scroll, what is wrong, and the buttons at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.settings.model.tabbing import FocusFollower, tab_through
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.labels import PlainLabel

_WIDTH, _EDGE, _CHROME = 620, 72, 150


class Sheet(QDialog):
    """`removed` when what it shows is to go. A subclass builds `body`, and `take` gives what is written to the editor.

    Nothing is kept by a sheet: it changes what is being edited, which is saved with its reason.
    """

    removed = Signal()

    def __init__(self, window: QWidget, title: str, *, remove: str = "") -> None:
        super().__init__(window)
        self._window = window
        as_sheet(self, window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._inner = inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 4, 24, 8)
        self.body.setSpacing(14)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(inner)
        # A scroll area fills the ground of what it is given.
        inner.setAutoFillBackground(False)
        self._follower = FocusFollower(self.area, inner)
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        heading = PlainLabel(title, "dialogTitle", wrap=True)
        heading.setContentsMargins(24, 0, 24, 0)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(8)
        foot.addWidget(self._wrong)
        foot.addLayout(self._buttons(remove))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 20, 0, 16)
        whole.setSpacing(10)
        whole.addWidget(heading)
        whole.addWidget(self.area, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)

    def show_sheet(self) -> None:
        """Open it, as high as it needs to be and the window allows."""
        theme = themes.current()
        inner = self._inner
        width = min(theme.px(_WIDTH), self._window.width() - _EDGE)
        inner.setFixedWidth(width)
        height = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        room = self._window.height() - _EDGE - theme.px(_CHROME)
        self.area.setFixedHeight(max(min(height + 4, room), theme.px(120)))
        self.setFixedWidth(width)
        self.order()
        self.open()
        first = self.findChild(QLineEdit)
        if isinstance(first, QLineEdit):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> None:
        """Let Tab go through the sheet as it is laid out."""
        tab_through(self._inner, self.drop, self.leave, self.go)

    def take(self) -> None:
        """Give what is written to the editor; raises BansoError where it cannot be."""
        raise NotImplementedError

    def field_of(self, place: str) -> QWidget | None:
        """Return the field at which a fault is put right, where it is on this sheet."""
        del place
        return None

    def wrong(self) -> str:
        """Return what it says is wrong."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def go_on(self) -> None:
        """Give what is written to the editor and close, or say what is wrong with it."""
        try:
            self.take()
        except BansoError as error:
            self.refuse(error)
        else:
            self.accept()

    def refuse(self, error: BansoError) -> None:
        """Say what is wrong, at the field where it is put right."""
        self._wrong.setText(error_words(error)[1])
        self._wrong.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._wrong, QAccessible.Event.Alert))
        field = self.field_of(error.field or "")
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(field)

    def _buttons(self, remove: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.drop = Button(remove or _("Remove"), icon="trash-2", kind="quiet")
        if not remove:
            self.drop.hide()
        self.drop.clicked.connect(self._drop)
        self.leave = Button(_("Leave"))
        self.leave.clicked.connect(self.reject)
        self.go = Button(_("Use this"), kind="primary")
        self.go.setAutoDefault(True)
        self.go.setDefault(True)
        self.go.clicked.connect(self.go_on)
        row.addWidget(self.drop)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        return row

    def _drop(self) -> None:
        try:
            self.removed.emit()
        finally:
            self.reject()
