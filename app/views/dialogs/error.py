"""An error in calm words: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


def show_error(parent: QWidget | None, error: BansoError) -> QDialog:
    """Open a dialog with the title and message of an error, without stopping the event loop; return it."""
    title, message = error_words(error)
    dialog = QDialog(parent)
    dialog.setObjectName("error")
    as_sheet(dialog, parent)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    dialog.setAccessibleDescription(message)
    heading = PlainLabel(title, "subtitle")
    heading.setWordWrap(True)
    words = PlainLabel(message, "body", tone="text2")
    words.setWordWrap(True)
    words.setMinimumWidth(360)
    close = Button(_("Close"), kind="primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    top = QHBoxLayout()
    top.setSpacing(12)
    top.addWidget(IconView("circle-alert", 18, "watch_text"))
    top.addWidget(heading, 1)
    bottom = QHBoxLayout()
    bottom.addStretch(1)
    bottom.addWidget(close)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(24, 20, 24, 16)
    whole.setSpacing(12)
    whole.addLayout(top)
    whole.addWidget(words)
    whole.addLayout(bottom)
    dialog.open()
    return dialog
