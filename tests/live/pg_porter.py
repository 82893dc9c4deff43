"""Somebody at a door on 127.0.0.1 who speaks the first words of PostgreSQL and lets nobody in.

`says` is called with what a client sent, and answers with bytes, or None to hang up. All that was heard is kept.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

SSL_REQUEST = struct.pack("!II", 8, 80_877_103)
CLEAR_PASSWORD = b"R" + struct.pack("!II", 8, 3)
LET_IN = b"R" + struct.pack("!II", 8, 0)


def refusal(code: str, words: str) -> bytes:
    """Return the message by which a server refuses, in whatever language."""
    fields = {b"S": "致命的エラー", b"V": "FATAL", b"C": code, b"M": words}
    body = b"".join(kind + text.encode() + b"\0" for kind, text in fields.items()) + b"\0"
    return b"E" + struct.pack("!I", len(body) + 4) + body


class Porter:
    """Answers everybody in the same way; usable from any thread."""

    def __init__(self, says: Callable[[bytes], bytes | None]) -> None:
        self._says = says
        self.heard: list[bytes] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._welcome, daemon=True).start()

    def close(self) -> None:
        """Go away."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _welcome(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            while some := client.recv(1 << 16):
                self.heard.append(some)
                answer = self._says(some)
                if answer is None:
                    return
                client.sendall(answer)
                if answer.startswith(b"E"):
                    return
