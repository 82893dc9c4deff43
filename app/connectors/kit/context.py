"""What a session is given for one run: the door to the network, its secrets, a clock, a logger, a way to be stopped."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from urllib.request import getproxies

from app.connectors.kit.http import Door, TokenSource
from app.connectors.kit.line import Line
from app.connectors.kit.redact import Redactor, SafeLogger
from app.connectors.kit.wire import Limits, Wire

_log = logging.getLogger("app.connectors")


class Secrets(Mapping[str, str]):
    """Secrets by name. What it shows of itself are the names."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Secrets: {', '.join(sorted(self._values)) or 'none'}>"

    def __reduce__(self) -> str:
        raise TypeError("secrets are not to be stored")


class RunContext:
    """A Context. `line` is what outlives the run: hand the same one to every run of a connection."""

    def __init__(
        self,
        name: str,
        secrets: Mapping[str, str],
        *,
        cancelled: Callable[[], bool] = lambda: False,
        token: TokenSource | None = None,
        line: Line | None = None,
        limits: Limits | None = None,
        log: logging.Logger = _log,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        proxies: Callable[[], Mapping[str, str]] = getproxies,
    ) -> None:
        self._secrets = Secrets(secrets)
        self._cancelled = cancelled
        self._redactor = Redactor(secrets.values())
        self._line = line or Line()
        self._log = SafeLogger(f"{log.name}.{name}", self._redactor, log)
        limits = limits or Limits()
        self._wire = Wire(limits, self._line.ticking, tls, proxies)
        self._http = Door(self._wire, self._line, limits, cancelled, self._redactor, token)

    def __enter__(self) -> RunContext:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def http(self) -> Door:
        """Return the one way to the network."""
        return self._http

    @property
    def secrets(self) -> Mapping[str, str]:
        """Return what the person typed into the parameters of kind "password"."""
        return self._secrets

    @property
    def cancelled(self) -> Callable[[], bool]:
        """Return what tells that the person wants the run to stop."""
        return self._cancelled

    @property
    def log(self) -> logging.Logger:
        """Return a logger that strikes secrets out."""
        return self._log

    def server_now(self) -> datetime:
        """Return the system's present instant as its last reply told it, else this machine's."""
        return self._line.server_now()

    @property
    def redactor(self) -> Redactor:
        """Return what strikes this connection's secrets out of any text, such as that of an error."""
        return self._redactor

    @property
    def requests(self) -> int:
        """Return how many requests this run sent."""
        return self._http.requests

    @property
    def bytes(self) -> int:
        """Return how many bytes of bodies this run sent and received."""
        return self._wire.bytes

    @property
    def quota_left(self) -> float | None:
        """Return the share of the day's requests that the system's headers say is left, None where they do not."""
        return self._line.budget.quota_left

    def close(self) -> None:
        """Close the sockets that are still open."""
        self._wire.close()
