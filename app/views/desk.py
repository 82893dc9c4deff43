"""What is open in one process: the gate or the main window, and the book behind it, from a start to the back-up."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from app import language
from app.clock import Clock
from app.errors import BansoError
from app.language import _
from app.operations.presence import exists
from app.views.aside import aside
from app.views.garbage import Garbage
from app.views.main_window import MainWindow
from app.views.opening import ShutBook, look_first, open_unlocked
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.operations.book import Book
    from app.operations.first_rows import FirstLook, FirstRows
    from app.views.gate import Gate
    from app.views.idle import Idle
    from app.views.places import Places
    from app.views.tray import Tray
    from app.views.watch import Watch
    from app.views.workspace import Running

# Loading the database would take turns with the painting of the first rows.
_PAINT_MS = 80
# A keyring that answers at once needs no card, and the first paint does not wait for one.
_KEYRING_MS = 300
_PATIENCE_MS = 1_500
# The system is asked about its tray when there is nothing better to do.
_TRAY_MS = 600
# Rows are painted and answer first; their scores come a moment later, and what the book says of itself after those.
_SCORES_MS, _KEEP_MS = 300, 3_000


def tell_error(parent: QWidget | None, error: BansoError) -> QDialog:
    """Say what is wrong; most starts need no such dialog."""
    from app.views.dialogs.error import show_error

    return show_error(parent, error)


class Desk(QObject):
    """What is open in this process: the gate or the main window, and the book behind it."""

    def __init__(self, folder: Path, settings: QSettings, arguments: Namespace) -> None:
        super().__init__()
        self._folder, self._settings = folder, settings
        self._today, self._lang = arguments.today, arguments.lang
        self.book: Book | None = None
        self.gate: Gate | None = None
        self.window: MainWindow | None = None
        self.places: Places | None = None
        self._first_run: Any = None
        self._watch: Watch | None = None
        self._garbage: Garbage | None = None
        self._tray: Tray | None = None
        self._idle: Idle | None = None
        self._leaving = False

    def start(self) -> None:
        """Show the first window there is: the first run, or the main window while the book is being opened."""
        if exists(self._folder):
            self._open_behind_window()
        else:
            self._first_start()
        QTimer.singleShot(0, self, self._collect)

    def come_to_front(self) -> None:
        """Show the window that is open before all others."""
        shown = self._shown()
        if shown is not None:
            state = shown.windowState() & ~Qt.WindowState.WindowMinimized
            shown.setWindowState(state | Qt.WindowState.WindowActive)
            shown.show()
            shown.raise_()
            shown.activateWindow()

    def finish(self) -> None:
        """Make the day's back-up, after the windows have gone, and close the book."""
        self._leaving = True
        if self._idle is not None:
            self._idle.stop()
        if self._tray is not None:
            self._tray.take_away()
            self._tray = None
        if self._watch is not None:
            self._watch.stop()
        if self._first_run is not None:
            self._first_run.leave()
        if self.book is not None:
            from app.views.closing import back_up_before_leaving

            back_up_before_leaving(self.book, self)
            if self.window is not None:
                # Its timers went on meanwhile: what they asked must not hold the file when that is closed.
                self.window.workspace.close()
            self.book.close()
            self.book = None
        if self._garbage is not None:
            self._garbage.stop()

    # The ways to an open book

    def _first_start(self) -> None:
        from app.views.first_run.flow import FirstRun

        gate = self._gate()
        flow = self._first_run = FirstRun(gate, self._folder, self._today)
        flow.ready.connect(self._begin)
        flow.restore_wanted.connect(lambda: self._unlock(gate).restore(flow.start))
        flow.start()
        gate.show()

    def _open_behind_window(self) -> None:
        looking = aside(
            look_first, self._folder, today=self._today, owner=self, done=self._looked, failed=self._refused
        )
        window = self._main()
        window.show()
        QTimer.singleShot(_KEYRING_MS, self, lambda: self._follow(looking))

    def _looked(self, look: FirstLook) -> None:
        """Show the first rows, where there are any, and open the book once they are painted."""
        if look.first is not None:
            self._show_first(look.first)
        shown = look.first is not None
        QTimer.singleShot(_PAINT_MS if shown else 0, self, lambda: self._open_unlocked(look.key, shown=shown))

    def _show_first(self, first: FirstRows) -> None:
        from app.views.places import Places

        window = self._main()
        window.workspace.clock = first.clock
        self._speak(window, first.language)
        self.places = Places(window, first)
        self.places.start()

    def _open_unlocked(self, key: bytes | None, *, shown: bool) -> None:
        opening = aside(
            open_unlocked, self._folder, key, today=self._today, owner=self,
            done=lambda opened: self._opened(*opened), failed=self._refused,
        )  # fmt: skip
        # Where rows are shown, only a book that keeps them waiting is worth a word.
        QTimer.singleShot(_PATIENCE_MS if shown else 0, self, lambda: self._follow(opening))

    def _follow(self, running: Running) -> None:
        # The way out of waiting for a keyring is its own prompt, or closing the window.
        if not running.finished and self.window is not None:
            self.window.follow(running, _("Opening the book")).cancel_button.hide()

    def _speak(self, window: MainWindow, lang: str | None) -> None:
        """Speak the language of the book, unless the command line named one."""
        if self._lang is None and lang in language.LANGUAGES and lang != language.current():
            window.set_language(str(lang))

    def _refused(self, error: BansoError) -> None:
        gate = self._gate()
        window = self._main()
        gate.setGeometry(window.geometry())
        self._unlock(gate).start(error)
        gate.show()
        window.hide()

    def _unlock(self, gate: Gate) -> Any:
        from app.views.unlock.flow import Unlock

        unlock = Unlock(gate, self._folder, self._today)
        unlock.opened.connect(self._opened)
        return unlock

    def _restore(self, file: Path) -> None:
        """Let go of the book and put a back-up in its place; the window comes back with it, or as it was."""
        book, window = self.book, self.window
        if book is None or window is None:
            return
        gate, key = self._gate(), book.key
        gate.setGeometry(window.geometry())
        self._unlock(gate).restore(lambda: self._open_unlocked(key, shown=False))
        gate.show()
        self._let_go(book, window)
        page: Any = gate.page
        page.take(file)
        page.wanted.emit(str(file), "", "")

    def _let_go(self, book: Book, window: MainWindow) -> None:
        if self._tray is not None:
            self._tray.take_away()
            self._tray = None
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        window.workspace.close()
        window.hide()
        window.deleteLater()
        self.window = self.places = self.book = None
        book.close()

    def _begin(self, book: Book, want: str) -> None:
        # Whatever was open last belonged to another book.
        self._settings.remove("window/place")
        self._opened(book, None, begin_at="today" if want == "samples" else None)
        if want == "spreadsheet" and self.places is not None:
            self.places.start_import()

    def _opened(self, book: Book, unmended: BansoError | None, *, begin_at: str | None = None) -> None:
        from app.views.places import Places
        from app.views.watch import Watch

        window = self._main()
        self.book = book
        workspace = window.workspace
        workspace.book, workspace.clock = book, book.clock
        self._speak(window, book.language)
        window.language_changed.connect(self._keep_language)
        window.restore_wanted.connect(self._restore)
        if self.places is None:
            self.places = Places(window)
            self.places.start(begin_at)
        else:
            self.places.book_opened()
        self._watch = Watch(workspace, book, self)
        self._show_main(window)
        QTimer.singleShot(_TRAY_MS, self, self._enter_tray)
        QTimer.singleShot(_SCORES_MS, self, self._score)
        QTimer.singleShot(_KEEP_MS, self, self._keep_up)
        if unmended is not None:
            tell_error(window, unmended)

    # Windows

    def _score(self) -> None:
        if self.window is not None and self.book is not None and not self._leaving:
            self.window.workspace.scores.begin()

    def _keep_up(self) -> None:
        if self.window is not None and self.book is not None and not self._leaving:
            from app.views.idle import Idle

            self.window.workspace.scores.keep_up()
            if self.places is not None and self.places.sync is not None:
                self.places.sync.schedule.begin()
            if self._idle is not None:
                # It was of a book that has been replaced by a back-up.
                self._idle.stop()
            # Not a child of the window: leaving takes it away after the window has gone.
            self._idle = Idle(self.window.workspace, self)

    def _enter_tray(self) -> None:
        from app.views.tray import tray_of

        # Timers go on during the back-up: an entry made then would bring a window back whose book is being closed.
        if self.window is not None and self._tray is None and self.book is not None and not self._leaving:
            self._tray = tray_of(self.window, self.come_to_front)

    def _main(self) -> MainWindow:
        if self.window is None:
            workspace = Workspace(ShutBook(), Clock())
            self.window = MainWindow(workspace, self._settings, log=self._log)
        return self.window

    def _log(self) -> None:
        if self.places is not None:
            self.places.log()

    def _gate(self) -> Gate:
        if self.gate is None:
            from app.views.gate import Gate

            self.gate = Gate(self._settings)
        return self.gate

    def _show_main(self, window: MainWindow) -> None:
        gate, self.gate = self.gate, None
        if gate is not None:
            window.setGeometry(gate.geometry())
        window.show()
        if gate is not None:
            gate.hide()
            gate.deleteLater()
            self._first_run = None

    def _shown(self) -> QWidget | None:
        return self.gate if self.gate is not None else self.window

    def _keep_language(self, lang: str) -> None:
        from app.operations.settings import choose

        if self.book is None or self.window is None:
            return
        try:
            # Not through the workspace: nobody means the language by "undo".
            self.book.write(choose, "language", lang)
        except BansoError as error:
            tell_error(self.window, error)

    def _collect(self) -> None:
        self._garbage = Garbage(self)
