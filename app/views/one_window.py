"""One window per profile: a lock in its folder, and a way for a second start to call the first window up."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.errors import BansoError

LOCK = "window.lock"
_PATIENCE_MS = 2000


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

    def take(self, milliseconds: int = 0) -> bool:
        """Take the profile for this window; False where another has it. "profile.folder_unusable" where none can."""
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise BansoError("profile.folder_unusable", field="profile", folder=str(self._folder)) from error
        if not self._lock.tryLock(milliseconds):
            if self._lock.error() is QLockFile.LockError.LockFailedError:
                return False
            raise BansoError("profile.folder_unusable", field="profile", folder=str(self._folder))
        # What a killed process left under the name is nobody's now.
        QLocalServer.removeServer(self._name())
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name())
        return True

    def call_first(self) -> bool:
        """Ask the window that has the profile to come to the front; False where it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name())
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
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
        return "banso-" + hashlib.sha256(os.path.realpath(self._folder).encode()).hexdigest()[:24]
