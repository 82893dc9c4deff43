"""What a connector is given to work with: the one way to the network, its secrets, a log, and when to stop."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from logging import Logger
from typing import Any, Protocol


class HttpReply(Protocol):
    """What came back of a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body read as JSON; Unavailable where it is none, such as the page of a captive portal."""


class HttpClient(Protocol):
    """The one way to the network: adds the sign-in, keeps the limits, and raises the contract's errors."""

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
    ) -> HttpReply:
        """Send one request; a `write` is never sent twice.

        Statuses that are no fault of the line are returned, and those that the connector itself understands.
        """


class Context(Protocol):
    """What a session is given. `secrets` are this connection's own; their values appear in no log."""

    @property
    def http(self) -> HttpClient:
        """Return the one way to the network."""

    @property
    def secrets(self) -> Mapping[str, str]:
        """Return what the person typed into the parameters of kind "password"."""

    @property
    def cancelled(self) -> Callable[[], bool]:
        """Return what tells that the person wants the run to stop."""

    @property
    def log(self) -> Logger:
        """Return a logger that strikes secrets out."""

    def server_now(self) -> datetime:
        """Return the system's present instant as its last reply told it, else this machine's."""
