"""A web server of one's own for a bench: answers by a function, shows faults when asked to, counts what arrives.

It listens on this machine only, on a free port; its faults are those of the wire: it is the client that is tested.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PORTAL = b"<!DOCTYPE html><html><body><h1>Welcome to our guest network</h1></body></html>"
SLOW = 5.0
"""Seconds for which a slow server says nothing."""

STATUSES = {"429": 429, "429_date": 429, "503": 503, "500": 500, "401": 401, "403": 403}


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body read as JSON."""
        return json.loads(self.body or b"null")


@dataclass(frozen=True)
class Answer:
    """What is answered: data as JSON, bytes as they are, with a status."""

    data: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def writes_by_method(asked: Asked) -> bool:
    """Tell whether a request writes, where methods mean what they should."""
    return asked.method not in ("GET", "HEAD")


class FakeServer:
    """Serves from a thread until it is closed. `now` is its clock, as the Date of its answers tells it.

    `answer` is called by one request at a time; what it raises becomes an answer with status 500.
    """

    def __init__(
        self,
        answer: Callable[[Asked], Answer],
        *,
        writing: Callable[[Asked], bool] = writes_by_method,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        retry_after: float = 7,
    ) -> None:
        self.answer = answer
        self.writing = writing
        self.now = now
        self.retry_after = retry_after
        self.requests = 0
        self.writes = 0
        self._fault = ("", False)
        self._go_on = threading.Event()
        self._alone = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fake": self}))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the address."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Let every request meet a fault from now on, or only those that write; "" ends it."""
        self._go_on.set()
        self._go_on = threading.Event()
        self._fault = (name, writes)

    def close(self) -> None:
        """Stop serving."""
        self._go_on.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def arrived(self, asked: Asked) -> str:
        """Count a request and return the fault that it meets."""
        with self._alone:
            writes = self.writing(asked)
            self.requests += 1
            self.writes += writes
            name, only_writes = self._fault
        if name == "slow":
            self._go_on.wait(SLOW)
        return name if writes or not only_writes else ""

    def carried_out(self, asked: Asked) -> Answer:
        """Let the answering function do its work."""
        with self._alone:
            try:
                return self.answer(asked)
            except Exception as problem:
                return Answer({"fault": repr(problem)}, 500)


class _Handler(BaseHTTPRequestHandler):
    """One connection, which may carry several requests."""

    fake: FakeServer
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    timeout = 30

    def _meet(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), headers, body)
        fault = self.fake.arrived(asked)
        if fault == "drop_before":
            self._hang_up()
            return
        if fault in STATUSES:
            self._say(STATUSES[fault], b'{"message": "not now"}', self._later(fault))
            return
        if fault == "html":
            self._say(200, PORTAL, {"Content-Type": "text/html; charset=utf-8"})
            return
        answer = self.fake.carried_out(asked)
        if fault == "drop_after":
            self._hang_up()
            return
        data = answer.data
        said = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
        self._say(answer.status, said, answer.headers, cut=fault == "truncated")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _meet

    def _say(self, status: int, body: bytes, headers: Mapping[str, str], *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | dict(headers)).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self._hang_up()

    def _later(self, fault: str) -> dict[str, str]:
        if fault == "429_date":
            moment = self.fake.now() + timedelta(seconds=self.fake.retry_after)
            return {"Retry-After": format_datetime(moment.astimezone(UTC), usegmt=True)}
        return {"Retry-After": f"{self.fake.retry_after:g}"} if fault == "429" else {}

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return what the Date of an answer says."""
        return format_datetime(self.fake.now().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is the test's."""

    def handle(self) -> None:
        """Serve until one side hangs up, which a client may do at any moment."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True
