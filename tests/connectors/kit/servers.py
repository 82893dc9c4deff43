"""A small HTTP server for the kit's tests, and a clock that stands until it is moved."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.connectors.kit.context import RunContext
from app.connectors.kit.line import Line
from app.connectors.kit.reply import Headers
from app.connectors.kit.ticking import Ticking
from app.connectors.kit.wire import Limits


@dataclass(frozen=True)
class Asked:
    """What the server was asked."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What it says. `body` as text or bytes goes as it is, anything else as JSON."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Server:
    """Answers with what `answer` returns, and remembers what it was asked."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self.asked: list[Asked] = []
        self.answer = answer
        self.connections = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def setup(self) -> None:
                super().setup()
                outer.connections += 1

            def handle_any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, Headers(self.headers.items()), self.rfile.read(length))
                outer.asked.append(asked)
                said = outer.answer(asked)
                body = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
                headers = {"Content-Type": "application/json", **said.headers}
                if "Transfer-Encoding" not in headers:
                    headers["Content-Length"] = str(len(body))
                self.send_response(said.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD" and said.status not in {204, 304}:
                    self.wfile.write(body)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = handle_any

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Say nothing of clients that left."""

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.socket = self._http
        self.port = int(self._http.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        if not self._thread.is_alive():
            return
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def serving(answer: Callable[[Asked], Answer] | Any = None) -> Iterator[Server]:
    """Serve what `answer` returns, or always the same."""
    server = Server(answer if callable(answer) else lambda _: Answer(answer))
    try:
        yield server
    finally:
        server.close()


class Moment:
    """A clock that moves when somebody sleeps or a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.slept: list[float] = []
        self.wall = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds

    @property
    def ticking(self) -> Ticking:
        return Ticking(
            lambda: self.seconds,
            self.sleep,
            lambda: self.wall + timedelta(seconds=self.seconds - 1_000.0),
        )


@contextmanager
def running(
    secrets: Mapping[str, str] | None = None, *, moment: Moment | None = None, line: Line | None = None, **more: Any
) -> Iterator[RunContext]:
    """Give a context whose waits take no time."""
    line = line or Line(ticking=(moment or Moment()).ticking)
    with RunContext("test", secrets or {}, line=line, **more) as context:
        yield context


QUICK = Limits(connect=1.0, read=0.15, total=5.0)
