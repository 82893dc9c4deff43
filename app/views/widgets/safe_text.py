"""Formatted text from elsewhere that can load nothing and follows a link only after asking."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.language import _
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel

SCHEMES = frozenset({"http", "https", "mailto"})


def may_open(url: QUrl) -> bool:
    """Tell whether a link may be opened at all: web and mail, nothing on this machine."""
    return url.isValid() and url.scheme().lower() in SCHEMES


class SafeText(QTextBrowser):
    """A reader for notes and mails: no picture, sheet or file is ever loaded."""

    def __init__(
        self, name: str, opener: Callable[[QUrl], object] = QDesktopServices.openUrl, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self._opener = opener
        self.anchorClicked.connect(self._ask)

    def loadResource(self, kind: int, _name: QUrl | str) -> QByteArray | QImage:
        """Refuse everything: an answer that holds nothing stops Qt from looking on the disk."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            nothing = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
            nothing.fill(Qt.GlobalColor.transparent)
            return nothing
        return QByteArray()

    def _ask(self, url: QUrl) -> None:
        if not may_open(url):
            return
        dialog = QDialog(self)
        dialog.setObjectName("open-link")
        as_sheet(dialog, self)
        dialog.setWindowTitle(_("Open this link?"))
        address = PlainLabel(url.toDisplayString(), "body", tone="text2", wrap=True)
        address.setMinimumWidth(320)
        stay, go = Button(_("Stay here")), Button(_("Open in browser"), kind="primary", icon="external-link")
        stay.clicked.connect(dialog.reject)
        go.clicked.connect(dialog.accept)
        dialog.accepted.connect(lambda: self._opener(url))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(stay)
        buttons.addWidget(go)
        whole = QVBoxLayout(dialog)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(_("Open this link?"), "subtitle"))
        whole.addWidget(address)
        whole.addLayout(buttons)
        dialog.open()
