"""The context of a session under test: the real one, on a clock that is wound on instead of waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from app.connectors.kit.context import RunContext
from app.connectors.kit.line import Line
from app.connectors.kit.ticking import Ticking


class _Wound:
    """A clock that a wait winds on."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        self._ahead += seconds

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)


class _Signed:
    """Who signed in on a web page, with a token that is not renewed."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self, http: object) -> str:
        return self._token

    def refused(self, token: str) -> None:
        """Leave it at that: the kit asks for another once, gets the same, and tells that the sign-in is over."""


def context(
    connector: object, secrets: Mapping[str, str], cancelled: Callable[[], bool], token: str = ""
) -> RunContext:
    """Return the context of one run, which waits for nothing and goes past every proxy."""
    clock = _Wound()
    line = Line.of(connector, Ticking(clock.monotonic, clock.sleep, clock.now))
    source = _Signed(token) if token else None
    return RunContext("conformance", secrets, cancelled=cancelled, token=source, line=line, proxies=dict)
