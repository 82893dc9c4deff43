"""A real TCP proxy on 127.0.0.1 that does to HTTP requests what bad lines, proxies and servers do, by script.

`with FaultProxy(server_port) as proxy:` and talk to `proxy.url`. Each request takes the next fault of the script, and
none once it is through: `proxy.script(Drop(), None, DropAfter())`, or `proxy.rule(lambda request: … or None)` to choose
by request. What came is in `proxy.seen`, what was handed on to the server in `proxy.forwarded`.
"""

from __future__ import annotations

import queue
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

LONGEST = 10.0
"""Seconds after which a socket of a test that went wrong gives up."""


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str] = field(repr=False)
    body: bytes
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class Drop:
    """The connection ends before the server hears anything."""


@dataclass(frozen=True)
class DropAfter:
    """The server answers and the answer is lost: it may have been applied."""


@dataclass(frozen=True)
class Reset:
    """The connection is reset, before the server hears anything or after it answered."""

    after: bool = False


@dataclass(frozen=True)
class Twice:
    """The request is delivered to the server twice; the client hears the first answer."""


@dataclass(frozen=True)
class Late:
    """The connection ends, and the request is delivered when the test calls `deliver()`."""


@dataclass(frozen=True)
class Cut:
    """The answer ends in the middle: so many bytes of its body come, or, below 0, so many fewer of its headers."""

    body: int


@dataclass(frozen=True)
class Drip:
    """The answer comes byte by byte with so many seconds between, until the client gives up."""

    seconds: float = 0.02


@dataclass(frozen=True)
class Stall:
    """Nothing comes and nothing ends, until the client gives up."""


@dataclass(frozen=True)
class Says:
    """Another answer than the server's; with `after` the server has heard the request all the same."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    after: bool = False


Fault = Drop | DropAfter | Reset | Twice | Late | Cut | Drip | Stall | Says

TOO_MANY = Says(429, b"{}", (("Retry-After", "7"),))
SIGNED_OUT = Says(401, b"{}")
BROKEN = Says(500, b"{}")
CAPTIVE = Says(200, b"<html><body>Welcome to the hotel</body></html>", (("Content-Type", "text/html"),))


class FaultProxy:
    """See the module; usable from any thread."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._server = (host, port)
        self._faults: deque[Fault | None] = deque()
        self._rule: Callable[[Request], Fault | None] | None = None
        self._late: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._closed = threading.Event()
        self.seen: list[Request] = []
        self.forwarded: list[Request] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._start(self._welcome)

    def __enter__(self) -> FaultProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def script(self, *faults: Fault | None) -> None:
        """Let the next requests meet these faults, one each; None lets one through."""
        with self._lock:
            self._faults.extend(faults)

    def rule(self, rule: Callable[[Request], Fault | None] | None) -> None:
        """Ask `rule` about each request that the script has nothing for."""
        self._rule = rule

    def deliver(self) -> list[bytes]:
        """Deliver the late requests now, and return what the server said to them."""
        answers = []
        with suppress(queue.Empty):
            while True:
                answers.append(self._asked(self._late.get_nowait()))
        return answers

    def close(self) -> None:
        """End every connection and wait for the threads."""
        self._closed.set()
        with self._lock:
            sockets = [self._door, *self._open]
        for sock in sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for thread in list(self._threads):
            thread.join(LONGEST)

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _welcome(self) -> None:
        with suppress(OSError):
            while not self._closed.is_set():
                client, _ = self._door.accept()
                client.settimeout(LONGEST)
                with self._lock:
                    self._open.add(client)
                self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        try:
            with suppress(OSError), client.makefile("rb") as reader:
                while (request := read_request(reader)) is not None:
                    with self._lock:
                        self.seen.append(request)
                        fault = self._faults.popleft() if self._faults else None
                    if fault is None and self._rule is not None:
                        fault = self._rule(request)
                    if not self._treated(client, request, fault):
                        break
        finally:
            with self._lock:
                self._open.discard(client)
            client.close()

    def _treated(self, client: socket.socket, request: Request, fault: Fault | None) -> bool:
        """Do what the fault says; return whether the connection lives on."""
        if isinstance(fault, Drop | Stall | Late) or (isinstance(fault, Reset) and not fault.after):
            return self._unheard(client, request, fault)
        if isinstance(fault, Says):
            if fault.after:
                self._asked(request)
            client.sendall(spoken(fault))
            return True
        answer = self._asked(request)
        if isinstance(fault, Twice):
            self._asked(request)
        elif isinstance(fault, Cut):
            head, gap, body = answer.partition(b"\r\n\r\n")
            client.sendall(head[: fault.body] if fault.body < 0 else head + gap + body[: fault.body])
        elif isinstance(fault, Drip):
            for place in range(len(answer)):
                client.sendall(answer[place : place + 1])
                if self._closed.wait(fault.seconds):
                    break
        elif isinstance(fault, Reset):
            _reset(client)
        if fault is None or isinstance(fault, Twice):
            client.sendall(answer)
            return True
        return False

    def _unheard(self, client: socket.socket, request: Request, fault: Fault) -> bool:
        if isinstance(fault, Reset):
            _reset(client)
        elif isinstance(fault, Late):
            self._late.put(request)
        elif isinstance(fault, Stall):
            with suppress(OSError):
                client.recv(1)
        return False

    def _asked(self, request: Request) -> bytes:
        """Ask the server on a connection of its own, and return its whole answer."""
        with self._lock:
            self.forwarded.append(request)
        with socket.create_connection(self._server, timeout=LONGEST) as server:
            server.sendall(request.raw)
            with server.makefile("rb") as reader:
                return read_answer(reader, bodiless=request.method == "HEAD")


def spoken(says: Says) -> bytes:
    """Return an answer as it goes over the wire."""
    names = {name.lower() for name, _ in says.headers}
    lines = [f"HTTP/1.1 {says.status} Scripted", *(f"{name}: {value}" for name, value in says.headers)]
    if "content-type" not in names:
        lines.append("Content-Type: application/json")
    if "content-length" not in names:
        lines.append(f"Content-Length: {len(says.body)}")
    return "\r\n".join([*lines, "", ""]).encode() + says.body


def read_request(reader: BinaryIO) -> Request | None:
    """Return the next request of a connection, None at its end."""
    head = _head(reader)
    if not head:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = _headers(lines)
    body = _body(reader, headers, until_end=False)
    return Request(method, target, headers, body, head + body)


def read_answer(reader: BinaryIO, *, bodiless: bool = False) -> bytes:
    """Return a whole answer as it came."""
    head = _head(reader)
    lines = head.decode("latin-1").split("\r\n")
    status = int(lines[0].split(" ")[1]) if head else 204
    headers = _headers(lines[1:])
    return head if bodiless or status in {204, 304} else head + _body(reader, headers, until_end=True)


def _head(reader: BinaryIO) -> bytes:
    lines: list[bytes] = []
    while (line := reader.readline()) not in {b"", b"\r\n"}:
        lines.append(line)
    return b"".join([*lines, b"\r\n"]) if lines else b""


def _headers(lines: Iterable[str]) -> dict[str, str]:
    parted = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in parted}


def _body(reader: BinaryIO, headers: dict[str, str], *, until_end: bool) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        parts: list[bytes] = []
        while True:
            line = reader.readline()
            size = int(line.split(b";")[0], 16)
            parts += [line, reader.read(size + 2)]
            if not size:
                return b"".join(parts)
    if "content-length" in headers:
        return bytes(reader.read(int(headers["content-length"])))
    return bytes(reader.read()) if until_end else b""


def _reset(sock: socket.socket) -> None:
    # A socket that does not linger is closed with RST.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
