"""Looks every second whether another process wrote to the book, and tells the screens what it touched."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.news import News, newest_mark, news
from app.views.workspace import Workspace

EVERY_MS = 1000


class Watch(QObject):
    """Emits `workspace.changed` for writes of others; the window's own were told when they were made."""

    def __init__(self, workspace: Workspace, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._book = workspace, book
        self._version = book.data_version()
        self._mark = book.read(newest_mark)
        self._opened: frozenset[str] = frozenset()
        self._own: set[str] = set()
        self._asking = False
        workspace.changed.connect(self._remember)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Ask the file, which costs nothing, and only where it moved the book, off the UI thread."""
        version = self._book.data_version()
        if version == self._version or self._asking:
            return
        self._version, self._asking = version, True
        book, mark, opened, own = self._book, self._mark, self._opened, frozenset(self._own)
        self._workspace.run(
            lambda _report, _cancelled: book.read(news, mark, opened, own),
            owner=self,
            done=self._tell,
            failed=lambda _error: self._again(),
        )

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _again(self) -> None:
        # The book could not be read just now: ask anew at the next look.
        self._asking, self._version = False, -1

    def _remember(self, changes: Changes) -> None:
        if changes.id is not None:
            self._own.add(changes.id)

    def _tell(self, found: News) -> None:
        self._asking = False
        self._mark, self._opened = found.mark, found.opened
        for changes in found.changes:
            # A change of our own may have been announced while the book was being asked.
            if changes.id not in self._own:
                self._workspace.changed.emit(changes)
                self._own.discard(changes.id or "")
