"""Runs of a colleague's Banso that are struck by kill -9 at one of their requests: the Banso itself, or the server."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.sync import keeping
from tests.live.two_books import Bansos

_ROOT = Path(__file__).parents[2]
_LASTS_S = 120.0


def banso_struck(one: Bansos) -> bool:
    """Run in a process of its own that is killed; tells whether it was, for it may be done before."""
    secret = one.folder / "password.txt"
    secret.write_text(one.who.password)
    one.proxy.share = 0.0
    one.book.write(keeping.set_connection, one.number, {"config": one.hub.config(one.who, one.proxy.port)})
    words = ["--profile", str(one.folder), "--json", "sync", "hub", "--secret", f"password={secret}"]
    process: list[subprocess.Popen[bytes]] = []
    known = threading.Event()

    def strike() -> None:
        known.wait()
        process[0].kill()

    with _struck(one, strike):
        process.append(subprocess.Popen([sys.executable, "main.py", *words], cwd=_ROOT, stdout=subprocess.DEVNULL))
        known.set()
        try:
            code = process[0].wait(_LASTS_S)
        finally:
            process[0].kill()
            process[0].wait()
    assert code in (0, -signal.SIGKILL), code
    return code != 0


def server_struck(one: Bansos) -> bool:
    """Run while the server is killed, and start it again; tells whether it was killed."""
    server = one.hub.server
    with _struck(one, server.kill):
        result = one.sync().result
    if server.running:
        assert result == "done", result
        return False
    server.start()
    return True


@contextmanager
def _struck(one: Bansos, strike: Callable[[], None]) -> Iterator[None]:
    """Strike once, before some request is heard or after some write is done and before anybody is told."""
    after, left = one.chance.random() < 0.6, one.chance.randint(0, 2)
    counting, begun, over = threading.Lock(), threading.Event(), threading.Event()

    def met(_writes: bool, is_after: bool) -> None:
        nonlocal left
        if is_after != after:
            return
        with counting:
            left -= 1
            now = left == -1
        if now:
            begun.set()
            strike()
            over.set()

    one.proxy.at = met
    try:
        yield
    finally:
        one.proxy.at = lambda _writes, _after: None
        if begun.is_set():
            assert over.wait(_LASTS_S), "the strike does not end"
