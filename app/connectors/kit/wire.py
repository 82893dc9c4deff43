"""One request over one socket: time limits at every step, and a stop that is heard while the socket waits.

The talking is done on a thread of its own. The caller looks twenty times a second whether somebody stopped the run or
the time is up; then the socket is closed under the thread, which ends by itself.
"""

from __future__ import annotations

import http.client
import queue
import selectors
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from app.connectors.errors import Cancelled
from app.connectors.kit.call import Call, Origin
from app.connectors.kit.reply import Headers, Reply, inflated
from app.connectors.kit.ticking import Ticking

LOOK = 0.05
IDLE = 30.0
# A write on a connection that the server is just closing would leave it unknown whether it arrived.
IDLE_FOR_WRITE = 2.0
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts; `total` is for a request with all its repetitions, `wait` for a place in the budget.

    `attempts` is how often a reading request is sent at most.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 180.0
    wait: float = 10.0
    body: int = 64 << 20
    attempts: int = 3
    redirects: int = 5


class Lost(Exception):
    """No whole reply came. `again`: the same may work at once, for an idle connection had died."""

    def __init__(self, why: str, *, again: bool = False, lasting: bool = False) -> None:
        super().__init__(why)
        self.again = again
        self.lasting = lasting


@dataclass
class _Talk:
    """A conversation that may be dropped from outside."""

    connection: http.client.HTTPConnection
    reused: bool
    # Kept here too: a connection that is to close lets go of its socket before the body is read.
    sock: socket.socket | None = None
    idle_since: float = 0.0
    dropped: bool = False

    def drop(self) -> None:
        self.dropped = True
        sock = self.sock or self.connection.sock
        if sock is not None:
            # By the plain method: that of a TLS socket takes it apart while the other thread reads.
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


class Wire:
    """The sockets of one run, kept open between its requests."""

    def __init__(
        self,
        limits: Limits,
        ticking: Ticking,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        proxies: Callable[[], Mapping[str, str]] = getproxies,
    ) -> None:
        self._limits = limits
        self._ticking = ticking
        self._tls = tls
        self._proxies = proxies
        self._context: ssl.SSLContext | None = None
        self._idle: dict[Origin, _Talk] = {}
        self._lock = threading.Lock()
        self.requests = 0
        self.bytes = 0

    def send(self, call: Call, deadline: float, cancelled: Callable[[], bool]) -> Reply:
        """Send once and return the whole reply; Lost where none came, Cancelled where the run was stopped."""
        talk = self._talk_for(call)
        answers: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()
        threading.Thread(target=self._speak, args=(talk, call, answers), name="banso-request", daemon=True).start()
        while True:
            try:
                answer = answers.get(timeout=LOOK)
                break
            except queue.Empty:
                late = self._ticking.monotonic() > deadline
                if late or cancelled():
                    talk.drop()
                    raise (Lost("took too long", lasting=True) if late else Cancelled("stopped")) from None
        if isinstance(answer, Reply):
            return answer
        if cancelled():
            raise Cancelled("stopped") from None
        if isinstance(answer, Lost):
            raise answer
        raise _lost(answer, talk.reused) from None

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            idle, self._idle = list(self._idle.values()), {}
        for talk in idle:
            talk.connection.close()

    def _speak(self, talk: _Talk, call: Call, answers: queue.SimpleQueue[Reply | BaseException]) -> None:
        keep = False
        try:
            connection = talk.connection
            if connection.sock is None:
                connection.connect()
            if talk.dropped:
                # Stopped while it connected: what was to be written must not go now.
                raise Lost("stopped before it went")
            talk.sock = connection.sock
            talk.sock.settimeout(self._limits.read)
            target, headers = self._as_spoken(call)
            connection.request(call.method, target, call.body, headers)
            response = connection.getresponse()
            try:
                reply = self._whole(call, response)
            finally:
                response.close()
            keep = not response.will_close and not talk.dropped
            if keep:
                self._put_aside(call.origin, talk)
            answers.put(reply)
        # Whatever happens here is told to the caller, who waits for it.
        except BaseException as error:
            answers.put(error)
        finally:
            if not keep:
                talk.connection.close()

    def _whole(self, call: Call, response: http.client.HTTPResponse) -> Reply:
        limit, expected = self._limits.body, response.length
        headers = Headers(response.getheaders())
        if expected is not None and expected > limit:
            raise Lost(f"the reply is larger than {limit} bytes", lasting=True)
        parts, size = [], 0
        while part := response.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Lost(f"the reply is larger than {limit} bytes", lasting=True)
        with self._lock:
            self.bytes += size + len(call.body or b"")
        bodiless = call.method == "HEAD" or response.status in {204, 304}
        if expected is not None and size < expected and not bodiless:
            raise Lost("the reply was cut off")
        told = expected is not None or response.chunked or "close" in headers.get("connection", "").lower()
        if response.version == 11 and not (told or bodiless or size):
            # Whoever keeps to HTTP/1.1 says where a reply ends: this one was cut off within its headers.
            raise Lost("the reply was cut off within its headers")
        if not size and (bodiless or response.chunked or expected is not None):
            return Reply(response.status, headers, b"", call.origin.host)
        try:
            body = inflated(b"".join(parts), headers.get("content-encoding", "").strip().lower(), limit)
        except ValueError as error:
            raise Lost(f"the reply cannot be used: {error}") from None
        return Reply(response.status, headers, body, call.origin.host)

    def _put_aside(self, origin: Origin, talk: _Talk) -> None:
        talk.idle_since = self._ticking.monotonic()
        with self._lock:
            other = self._idle.get(origin)
            self._idle[origin] = talk
        if other is not None:
            other.connection.close()

    def _talk_for(self, call: Call) -> _Talk:
        with self._lock:
            self.requests += 1
            talk = self._idle.pop(call.origin, None)
        if talk is not None:
            age = self._ticking.monotonic() - talk.idle_since
            if age <= (IDLE_FOR_WRITE if call.write else IDLE) and _is_silent(talk.connection.sock):
                return _Talk(talk.connection, reused=True)
            talk.connection.close()
        return _Talk(self._connection(call.origin), reused=False)

    def _connection(self, origin: Origin) -> http.client.HTTPConnection:
        proxy = self._proxy(origin)
        host, port = (proxy.hostname or "", proxy.port or 80) if proxy else (origin.host, origin.port)
        if origin.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._limits.connect)
        if self._context is None:
            self._context = self._tls()
        secure = http.client.HTTPSConnection(host, port, timeout=self._limits.connect, context=self._context)
        if proxy:
            secure.set_tunnel(origin.host, origin.port, _sign_in(proxy.username, proxy.password))
        return secure

    def _as_spoken(self, call: Call) -> tuple[str, Mapping[str, str]]:
        proxy = self._proxy(call.origin) if call.origin.scheme == "http" else None
        if proxy is None:
            return call.target, call.headers
        return call.url, {**call.headers, **_sign_in(proxy.username, proxy.password)}

    def _proxy(self, origin: Origin) -> SplitResult | None:
        if origin.is_loopback or proxy_bypass(origin.host):
            return None
        address = self._proxies().get(origin.scheme, "")
        if not address:
            return None
        return urlsplit(address if "://" in address else f"http://{address}")


def _sign_in(user: str | None, password: str | None) -> dict[str, str]:
    if not user:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(pair).decode()}"}


def _is_silent(sock: socket.socket | None) -> bool:
    # What is readable before anything was asked is the end of the connection.
    if sock is None:
        return False
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return not selector.select(0)


def _lost(error: BaseException, reused: bool) -> Exception:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Lost(f"the certificate of the server is not to be trusted: {error.verify_message}", lasting=True)
    if isinstance(error, socket.gaierror):
        return Lost("the name of the server was not found")
    if isinstance(error, TimeoutError):
        return Lost("no answer in time")
    if isinstance(error, ConnectionRefusedError):
        return Lost("nobody answers there")
    if isinstance(error, OSError | http.client.HTTPException):
        gone = isinstance(error, ConnectionError)
        return Lost(f"the line broke ({type(error).__name__})", again=reused and gone)
    return error if isinstance(error, Exception) else RuntimeError(type(error).__name__)
