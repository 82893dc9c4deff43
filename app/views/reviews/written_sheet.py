"""What to look at before presenting: a calm list over what was just written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


def show_warnings(parent: QWidget, warnings: Sequence[str], to: Path) -> QDialog:
    """Open a calm list of what to look at before presenting, with a way to the folder of the deck."""
    dialog = QDialog(parent)
    dialog.setObjectName("deck-warnings")
    as_sheet(dialog, parent)
    title = _("Look at these before you present")
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    dialog.setAccessibleDescription("\n".join(warnings))
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(24, 20, 24, 16)
    whole.setSpacing(12)
    heading = PlainLabel(title, "subtitle")
    whole.addWidget(heading)
    whole.addWidget(PlainLabel(_("The deck is written: {name}", name=to.name), "body", tone="text2", wrap=True))
    for warning in warnings:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(IconView("info", 16, "text2"))
        words = PlainLabel(warning, "body", wrap=True)
        words.setMinimumWidth(380)
        line.addWidget(words, 1)
        whole.addLayout(line)
    buttons = QHBoxLayout()
    folder = Button(_("Show in folder"), icon="folder-open")
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(to.parent))))
    close = Button(_("Close"), kind="primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    buttons.addWidget(folder)
    buttons.addStretch(1)
    buttons.addWidget(close)
    whole.addSpacing(4)
    whole.addLayout(buttons)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
