"""The one door to the network: adds the sign-in, repeats reads, never a write, and speaks the contract's errors."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from app.connectors.errors import AuthExpired, ConnectorError, Unavailable
from app.connectors.kit.call import Call, Unsendable, prepared
from app.connectors.kit.line import Line
from app.connectors.kit.redact import Redactor
from app.connectors.kit.reply import Reply
from app.connectors.kit.statuses import MOVED, Fault, fault_of
from app.connectors.kit.wire import Limits, Lost, Wire

BASE, CAP = 1.0, 300.0
"""Seconds: the wait before a repetition is drawn from 0 to BASE, doubled each time, never above CAP."""

AGENT = "Banso"


class TokenSource(Protocol):
    """Who knows the token of a connection that signs in on a web page."""

    def token(self, http: Door) -> str:
        """Return a token to use now, renewed where need be; AuthExpired where only a person can help."""

    def refused(self, token: str) -> None:
        """Note that the system did not take this one."""


class Door:
    """An HttpClient. `bare` is the same door without the sign-in, for whoever renews the token."""

    def __init__(
        self,
        wire: Wire,
        line: Line,
        limits: Limits,
        cancelled: Callable[[], bool],
        redactor: Redactor,
        token: TokenSource | None = None,
        chance: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._wire = wire
        self._line = line
        self._limits = limits
        self._cancelled = cancelled
        self._redactor = redactor
        self._token = token
        self._chance = chance
        self.bare = self if token is None else Door(wire, line, limits, cancelled, redactor, None, chance)

    def __repr__(self) -> str:
        return f"<Door after {self.requests} requests>"

    @property
    def requests(self) -> int:
        """Return how many requests went out, those for a token too."""
        return self._wire.requests

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        json: Any = None,
        body: bytes | None = None,
        write: bool = False,
        accept: Collection[int] = (),
    ) -> Reply:
        """Send one request and return its reply.

        A reading one is repeated where the line or the server failed; a `write` goes once and no more. Statuses of 4xx
        that are no fault of the line come back as they are, and so do those in `accept`: the caller understands them.
        """
        given = {name.lower(): value for name, value in (headers or {}).items()}
        known = {"accept": "application/json", "accept-encoding": "gzip", "user-agent": AGENT, **given}
        try:
            call = prepared(method, url, headers=known, query=query, json=json, body=body, write=write)
        except Unsendable as error:
            # A key pasted with half a web page around it: no server would take it.
            raise AuthExpired(str(error)) from None
        deadline = self._line.ticking.monotonic() + self._limits.total
        attempt = 0
        while True:
            attempt += 1
            outcome = self._sent_once(call, deadline, accept)
            if isinstance(outcome, Reply):
                return outcome
            if call.write or not outcome.again or attempt >= self._limits.attempts:
                raise outcome.error
            pause = outcome.after
            if pause is None:
                pause = self._chance(0.0, min(CAP, BASE * 2 ** (attempt - 1)))
            if self._line.ticking.monotonic() + pause >= deadline:
                raise outcome.error
            self._line.ticking.wait(pause, self._cancelled)

    def _sent_once(self, call: Call, deadline: float, accept: Collection[int]) -> Reply | Fault:
        token = None
        if self._token is not None:
            token, signed = self._signed(call, self._token)
        else:
            signed = call
        outcome = self._followed(signed, deadline, accept)
        if token is None or self._token is None or not _is_401(outcome):
            return outcome
        self._token.refused(token)
        if call.write:
            return outcome
        renewed, signed = self._signed(call, self._token)
        if renewed == token:
            return outcome
        outcome = self._followed(signed, deadline, accept)
        if _is_401(outcome):
            self._token.refused(renewed)
        return outcome

    def _signed(self, call: Call, source: TokenSource) -> tuple[str, Call]:
        if not call.origin.is_private:
            raise Unavailable("a sign-in never goes over plain http")
        token = source.token(self.bare)
        self._redactor.add(token)
        try:
            return token, call.signed(token)
        except Unsendable as error:
            raise AuthExpired(str(error)) from None

    def _followed(self, call: Call, deadline: float, accept: Collection[int]) -> Reply | Fault:
        for _ in range(self._limits.redirects + 1):
            outcome = self._exchanged(call, deadline, accept)
            if isinstance(outcome, Fault):
                return outcome
            location = outcome.headers.get("location", "")
            if outcome.status not in MOVED or outcome.status in accept:
                return outcome
            moved = self._moved(call, outcome.status, location)
            if moved is None:
                return Fault(Unavailable(f"{call}: status {outcome.status}, a move that cannot be followed"))
            call = moved
        return Fault(Unavailable(f"{call}: moved again and again"))

    def _moved(self, call: Call, status: int, location: str) -> Call | None:
        if not location:
            return None
        try:
            moved = call.moved(status, location)
        except (ConnectorError, ValueError):
            return None
        leaves = moved.origin != call.origin
        if (call.origin.scheme == "https" and moved.origin.scheme != "https") or (leaves and moved.body is not None):
            return None
        return moved

    def _exchanged(self, call: Call, deadline: float, accept: Collection[int]) -> Reply | Fault:
        self._line.admit(self._limits.wait, self._cancelled)
        try:
            reply = self._wire.send(call, deadline, self._cancelled)
        except Lost as lost:
            why = self._redactor.text(f"{call}: {lost}")
            return Fault(Unavailable(why), again=not lost.lasting, after=0.0 if lost.again else None)
        understood = reply.status in accept
        self._line.hear(reply, write=call.write, understood=understood)
        if understood or (reply.status in MOVED and not call.write):
            return reply
        fault = fault_of(call, reply, self._line.ticking.now())
        if fault is None:
            return reply
        retry = getattr(fault.error, "retry_after", None)
        if retry is not None:
            self._line.shut(retry)
        return fault


def _is_401(outcome: Reply | Fault) -> bool:
    return isinstance(outcome, Fault) and isinstance(outcome.error, AuthExpired)
