"""A TCP proxy on 127.0.0.1 before a PostgreSQL that breaks the line where a test says: it reads the requests that pass.

A request is all that a client sends up to a Sync or a simple query. `fault(name)`: "drop_before" the server never hears
it, "drop_after" it is carried out and the answer is lost, "truncated" half of the answer comes, "503" nobody is let in,
"slow" nothing comes for 5 s; "" ends it. `chance` breaks lines at random with that share of requests.
"""

from __future__ import annotations

import random
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

_ENDS = {b"S", b"Q"}
_READY = b"Z\x00\x00\x00\x05"


class PgProxy:
    """Stands before one server; usable from any thread."""

    def __init__(self, port: int, chance: random.Random | None = None, share: float = 0.0) -> None:
        self.server = port
        self.met = ""
        self.only_writes = False
        self.requests = self.writes = self.broken = 0
        self.share = share
        self.at: Callable[[bool, bool], None] = lambda _writes, _after: None
        self._chance = chance or random.Random(0)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._welcome, daemon=True).start()

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Let every request from now on meet a fault, or only those that write."""
        self.met, self.only_writes = name, writes

    def cut(self) -> None:
        """Break every line there is."""
        with self._lock:
            for one in self._open:
                _end(one)

    def close(self) -> None:
        """Let nobody in any more."""
        _end(self._door)
        self.cut()

    def _welcome(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if self.met == "503" and not self.only_writes:
            _end(client)
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.server), 10)
        except OSError:
            _end(client)
            return
        server.settimeout(None)
        with self._lock:
            self._open |= {client, server}
        line = _Line(self, client, server)
        threading.Thread(target=line.back, daemon=True).start()
        line.forth()
        with self._lock:
            self._open -= {client, server}

    def chosen(self, writes: bool) -> str:
        """Return the fault that a request meets, and count it."""
        with self._lock:
            self.requests += 1
            self.writes += writes
            met = self.met if writes or not self.only_writes else ""
            if not met and self.share and self._chance.random() < self.share:
                self.broken += 1
                met = self._chance.choice(("drop_before", "drop_after", "drop_after", "truncated"))
            return met


class _Line:
    def __init__(self, proxy: PgProxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.fault = ""
        self.wrote = False
        self.over = threading.Event()

    def forth(self) -> None:
        with suppress(OSError, EOFError):
            (length,) = struct.unpack("!I", first := _exactly(self.client, 4))
            self.server.sendall(first + _exactly(self.client, length - 4))
            while True:
                self._request()
        self._end()

    def _request(self) -> None:
        held = b""
        while True:
            head = _exactly(self.client, 5)
            body = _exactly(self.client, struct.unpack("!I", head[1:])[0] - 4)
            held += head + body
            if head[:1] in _ENDS:
                break
            if head[:1] not in b"PBDEFCH":
                self.server.sendall(held)  # signing in, or leaving
                return
        self.wrote = b"INSERT INTO banso." in held or b"UPDATE banso." in held
        self.fault = self.proxy.chosen(self.wrote)
        self.proxy.at(self.wrote, False)
        if self.fault in ("drop_before", "503", "401"):
            raise EOFError
        if self.fault == "slow" and self.over.wait(5):
            raise EOFError
        self.server.sendall(held)

    def back(self) -> None:
        with suppress(OSError):
            while some := self.server.recv(1 << 16):
                if self.fault in ("drop_after", "truncated"):
                    while not some.endswith((_READY + b"I", _READY + b"E")) and (more := self.server.recv(1 << 16)):
                        some += more
                    self.proxy.at(self.wrote, True)
                    if self.fault == "truncated":
                        self.client.sendall(some[: len(some) // 2])
                    break
                if self.wrote:
                    self.proxy.at(True, True)
                self.client.sendall(some)
        self._end()

    def _end(self) -> None:
        self.over.set()
        _end(self.client)
        _end(self.server)


def _exactly(source: socket.socket, count: int) -> bytes:
    held = b""
    while len(held) < count:
        some = source.recv(count - len(held))
        if not some:
            raise EOFError
        held += some
    return held


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
