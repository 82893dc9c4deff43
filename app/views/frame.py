"""What a window is made of: the sidebar at the left, the top bar, and the pages below it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.views.sidebar import Sidebar
from app.views.top_bar import TopBar
from app.views.wardrobe import wear


class Frame(QWidget):
    """The central widget of a window, in the language of now; a switch of language puts another in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.sidebar, self.top, self.stack = Sidebar(), TopBar(), QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        wear(self.sidebar)
        wear(self.top)

    def put_into(self, window: QMainWindow) -> None:
        """Take the place of the frame before."""
        old = window.takeCentralWidget()
        window.setCentralWidget(self)
        if old is not None:
            old.hide()
            old.deleteLater()
