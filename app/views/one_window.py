"""One window per profile: a lock in its folder, and a way for a second start to call the first window up."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QTimer, Signal

from app.errors import BansoError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LOCK = "window.lock"
_PATIENCE_MS = 2000
_LISTEN_MS = 150
# A living process writes into its lock in the moment it makes it.
_YOUNG_S = 1.0


class OneWindow(QObject):
    """Held as long as the window lives; `called` when a second start wants it in front."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock = QLockFile(str(folder / LOCK))
        # A lock does not grow stale by its age: a window may be open for weeks. A dead process's is taken over.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._ended = False

    def take(self, milliseconds: int = 0) -> bool:
        """Take the profile for this window; False where another has it. "profile.folder_unusable" where none can."""
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise BansoError("profile.folder_unusable", field="profile", folder=str(self._folder)) from error
        self._sweep()
        if not self._lock.tryLock(milliseconds):
            if self._lock.error() is QLockFile.LockError.LockFailedError:
                return False
            raise BansoError("profile.folder_unusable", field="profile", folder=str(self._folder))
        # The library behind it takes a tenth of a start: it comes after the first paint.
        QTimer.singleShot(_LISTEN_MS, self, self._listen)
        return True

    def _sweep(self) -> None:
        """Take a lock away that says nothing: whoever made it was killed before a word was written into it.

        Qt never takes such a one over. Where its maker lives, it is young, or held by the system, and stays.
        """
        try:
            found = (self._folder / LOCK).stat()
        except OSError:
            return
        if found.st_size == 0 and time.time() - found.st_mtime > _YOUNG_S:
            self._lock.removeStaleLockFile()

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.isLocked() or self._ended:
            return
        # What a killed process left under the name is nobody's now.
        QLocalServer.removeServer(self._name())
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name())

    def call_first(self) -> bool:
        """Ask the window that has the profile to come to the front; False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        until = time.monotonic() + _PATIENCE_MS / 1000
        socket.connectToServer(self._name())
        while not socket.waitForConnected(_PATIENCE_MS):
            if time.monotonic() > until:
                return False
            # The first may be so young that it does not listen yet.
            time.sleep(_LISTEN_MS / 3000)
            socket.connectToServer(self._name())
        # It answers by a byte: one that is on its way out accepts and never says a word.
        answered = socket.waitForReadyRead(_PATIENCE_MS)
        socket.close()
        return answered

    def let_go(self) -> None:
        """Give the profile back; calls are not answered from here on."""
        self.stop_answering()
        self._lock.unlock()

    def stop_answering(self) -> None:
        """Answer no more calls, while the profile is still held."""
        self._ended = True
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answer(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.write(b"\n")
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()

    def _name(self) -> str:
        place = os.path.realpath(self._folder).encode()
        made = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex()
        return "banso-" + bytes(made.data()).decode()[:24]
