"""Files that come by themselves: dropped on the window, or left by a calendar in the folder that is watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QFileSystemWatcher, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.language import _, ngettext
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.meetings.arriving import SUFFIXES
from app.operations.meetings.folder import Looked, Seen, calendar_folder, look_into_folder
from app.views.importing.arriving_words import done_words

if TYPE_CHECKING:
    from app.views.main_window import MainWindow

# A calendar writes several files at once, and a little later than it says.
_REST_MS = 1500
# Folders in a network say nothing of what happens in them.
_ANYWAY_MS = 10 * 60 * 1000


class Drops(QObject):
    """Lets files be dropped on the window: answers to plans, meetings and mails, and tables each go their way."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is a file of this computer."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            assert isinstance(event, QDragEnterEvent | QDropEvent)
            paths = paths_in(event.mimeData())
            if paths:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    # The one who drags waits for the drop to end, which a dialog would hold up.
                    QTimer.singleShot(0, self, lambda: bring_in(self._window, paths))
                return True
        return super().eventFilter(watched, event)


class FolderWatch(QObject):
    """Looks into the calendar's folder at the start, whenever it changes, and now and then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._workspace = window, window.workspace
        self._folder: Path | None = None
        self._seen: Seen = {}
        self._looking = self._again = False
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look)
        self._anyway = QTimer(self)
        self._anyway.setInterval(_ANYWAY_MS)
        self._anyway.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _path: self._rest.start())
        self._watcher.fileChanged.connect(lambda _path: self._rest.start())
        self._workspace.changed.connect(self._changed)
        self.follow()

    def follow(self) -> None:
        """Watch the folder that is chosen now; the book is asked off the UI thread."""
        self._workspace.run(_chosen, self._workspace.book, owner=self, done=self._follow)

    def _follow(self, folder: Path | None) -> None:
        if folder == self._folder:
            return
        before = [*self._watcher.directories(), *self._watcher.files()]
        if before:
            self._watcher.removePaths(before)
        self._folder, self._seen = folder, {}
        if folder is None:
            self._anyway.stop()
            return
        self._watcher.addPath(str(folder))
        self._anyway.start()
        self.look()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("setting"):
            self.follow()

    def look(self) -> None:
        """Look into the folder, off the UI thread."""
        if self._folder is None or self._looking:
            self._again = self._looking
            return
        self._looking = True
        folder, workspace = self._folder, self._workspace
        running = workspace.run(
            _look, workspace.book, folder, dict(self._seen), owner=self,
            done=lambda found: self._found(folder, found), failed=lambda _error: None,
        )  # fmt: skip
        running.ended.connect(self._ended)

    def _ended(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self.look()

    def _found(self, folder: Path, found: Looked) -> None:
        if folder != self._folder:
            return
        self._seen = found.seen
        # A folder does not tell of a file that is written over; a file that is put in its place is another one.
        fresh = {str(folder / name) for name in found.seen} - set(self._watcher.files())
        if fresh:
            self._watcher.addPaths(sorted(fresh))
        window, change = self._window, found.changes.id if found.changes is not None else None
        if found.changes is not None and change is not None:
            self._workspace.announce(found.changes)
        undo = (lambda: window.take_back(change)) if change is not None else None
        if found.asked:
            offer = (_("Choose…"), lambda: bring_in(window, found.asked))
            count = found.done.asked
            words = ngettext("{n} meeting fits no account", "{n} meetings fit no account", count)
            window.toast(_(" · ").join((done_words(found.done), words)) if found.done else words, undo, offer)
        elif found.done:
            window.toast(done_words(found.done), undo)


def paths_in(given: QMimeData) -> list[Path]:
    """Return the files in what is dragged."""
    return [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile() and Path(url.toLocalFile()).is_file()]


def bring_in(window: MainWindow, paths: Sequence[Path]) -> None:
    """Begin the import that fits each file: answers to plans first, which are looked for off the UI thread."""
    workspace = window.workspace
    workspace.run(_answers, paths, owner=window, done=lambda found: _bring_in(window, paths, found))


def _bring_in(window: MainWindow, paths: Sequence[Path], answers: Sequence[Path]) -> None:
    # A mail that brings an answer is a mail as well.
    rest = [path for path in paths if path not in answers or path.suffix.lower() in SUFFIXES]
    if answers:
        _take_answers(window, answers, rest)
    elif all(path.suffix.lower() in SUFFIXES for path in rest):
        from app.views.importing.arriving import ArrivalsDialog

        ArrivalsDialog(window.workspace, window, window).start(rest)
    elif rest:
        from app.views.importing.dialog import ImportDialog

        ImportDialog(window.workspace, window, window).start(rest)


def _take_answers(window: MainWindow, answers: Sequence[Path], rest: Sequence[Path]) -> None:
    """Take in one answer after the other, then what came with them."""
    from app.views.plans.return_sheet import ReturnSheet

    first, *others = answers

    def go_on() -> None:
        if others or rest:
            _bring_in(window, list(dict.fromkeys([*others, *rest])), others)

    sheet = ReturnSheet(window, window.workspace, window, None, lambda plan_id: window.open("plan", plan_id))
    sheet.finished.connect(go_on)
    sheet.open()
    sheet.read_file(first)


def _chosen(_report: object, _cancelled: Callable[[], bool], book: Book) -> Path | None:
    folder: Path | None = book.read(calendar_folder)
    return folder


def _look(_report: object, cancelled: Callable[[], bool], book: Book, folder: Path, seen: Seen) -> Looked:
    return look_into_folder(book, folder, seen, cancelled)


def _answers(_report: object, _cancelled: Callable[[], bool], paths: Sequence[Path]) -> list[Path]:
    from app.operations.plans.returns import answers_among

    return answers_among(paths)
