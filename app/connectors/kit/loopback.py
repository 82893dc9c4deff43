"""Waits on this machine's own address for the browser to come back with a code (RFC 8252)."""

from __future__ import annotations

import hmac
import queue
import socketserver
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.connectors.errors import BadConfig, Cancelled, Unavailable
from app.connectors.kit.ticking import SLICE, Ticking

HOST = "127.0.0.1"
PATH = "/callback"
_LONGEST = 8_192
_PAGE = (
    "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Banso</title>"
    "<body style='font:16px system-ui,sans-serif;margin:15vh auto;max-width:32em;padding:0 1em'><p>{text}"
)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that opens a socket and thinks better of it is no event."""


class Loopback:
    """Listens from when it is made until it is closed; takes the answer that carries the right state, and only that."""

    def __init__(self, state: str, said: str, refused: str, port: int = 0) -> None:
        self._answers: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
        try:
            self._server = _Server((HOST, port), _handler(state, said, refused, self._answers))
        except OSError:
            raise BadConfig("port", f"Port {port} is in use by another program.") from None
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Return the address to which the system sends the browser back."""
        return f"http://{HOST}:{self.port}{PATH}"

    def answer(self, ticking: Ticking, timeout: float, cancelled: Callable[[], bool]) -> dict[str, str]:
        """Wait for the browser; Cancelled where the person stops it, Unavailable where nobody comes."""
        end = ticking.monotonic() + timeout
        while True:
            try:
                return self._answers.get(timeout=SLICE)
            except queue.Empty:
                if cancelled():
                    raise Cancelled("stopped while signing in") from None
                if ticking.monotonic() > end:
                    raise Unavailable("nobody signed in within the time") from None

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(
    state: str, said: str, refused: str, answers: queue.SimpleQueue[dict[str, str]]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        # A browser may open a socket ahead and send nothing.
        timeout = 10.0
        server_version, sys_version = "Banso", ""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            # A page elsewhere whose name was made to point here sends its own name along.
            host = self.headers.get("Host", "").rpartition(":")[0]
            given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            mine = parts.path == PATH and host in {HOST, "localhost"} and len(self.path) <= _LONGEST
            if not mine or not hmac.compare_digest(given.get("state", "").encode(), state.encode()):
                self._say(404, "")
            else:
                self._say(200, said if "code" in given else refused)
                answers.put(given)

        def _say(self, status: int, text: str) -> None:
            page = _PAGE.format(text=text).encode()
            self.send_response(status)
            for name, value in (
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(page))),
                ("Cache-Control", "no-store"),
                ("Referrer-Policy", "no-referrer"),
                ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
                ("Connection", "close"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: the address holds the code."""

    return Handler
