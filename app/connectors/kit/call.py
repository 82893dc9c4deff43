"""One request made ready: its address taken apart, its headers fit for the wire, its body packed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urljoin, urlsplit

from app.connectors.errors import BadConfig
from app.connectors.kit.reply import packed

READING = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
"""Methods that need not write; a POST may be a search. Every other one is a write, whatever its caller says."""

_SAFE = "/%:@!$&'()*+,;=~-._"
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")


class Origin(NamedTuple):
    """Where a request goes to: nothing secret follows to another one."""

    scheme: str
    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Return whether this is this very machine."""
        return self.host in {"localhost", "::1"} or re.fullmatch(r"127(\.\d{1,3}){3}", self.host) is not None

    @property
    def is_private(self) -> bool:
        """Return whether nobody on the way can read along."""
        return self.scheme == "https" or self.is_loopback


class Unsendable(ValueError):
    """A header cannot go over the wire; names it and never tells its value."""

    def __init__(self, header: str) -> None:
        super().__init__(f"the header {header} holds characters that cannot be sent")
        self.header = header


@dataclass(frozen=True)
class Call:
    """A request as it goes over the wire, its headers named in small letters; `write` must go but once."""

    method: str
    origin: Origin
    target: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    write: bool

    def __str__(self) -> str:
        # What is asked for may name a person: it stays out of messages and logs.
        return f"{self.method} {self.origin.host}{self.target.partition('?')[0]}"

    @property
    def url(self) -> str:
        """Return the whole address."""
        return f"{self.origin.scheme}://{_netloc(self.origin)}{self.target}"

    def signed(self, token: str) -> Call:
        """Return the request with a token, unless it is signed already."""
        if "authorization" in self.headers:
            return self
        return replace(self, headers={**self.headers, "authorization": sendable("authorization", f"Bearer {token}")})

    def moved(self, status: int, location: str) -> Call:
        """Return the request as a redirect wants it; to another origin nothing goes but the question."""
        origin, target = taken_apart(urljoin(self.url, location))
        method, body, headers = self.method, self.body, dict(self.headers)
        if status in {301, 302, 303} and method != "HEAD":
            method, body = "GET", None
        if body is None:
            headers.pop("content-type", None)
        if origin != self.origin:
            headers = {name: value for name, value in headers.items() if name in _HARMLESS}
        return replace(self, method=method, origin=origin, target=target, headers=headers, body=body)


_HARMLESS = {"accept", "accept-encoding", "accept-language", "user-agent"}


def prepared(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    query: Mapping[str, str] | None,
    json: Any,
    body: bytes | None,
    write: bool,
) -> Call:
    """Return a request ready to go."""
    origin, target = taken_apart(url)
    if query:
        target += ("&" if "?" in target else "?") + urlencode(query)
    ready = {name.lower(): sendable(name, value) for name, value in headers.items()}
    if json is not None:
        body = packed(json)
        ready.setdefault("content-type", "application/json")
    method = method.upper()
    return Call(method, origin, target, ready, body, write or method not in READING)


def taken_apart(url: str) -> tuple[Origin, str]:
    """Return the origin of an address and what is asked of it."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise BadConfig("url", "This address cannot be read.") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise BadConfig("url", "An address begins with https://.")
    if parts.username or parts.password:
        raise BadConfig("url", "An address holds no user and no password.")
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE + "?")
    return Origin(parts.scheme, host, port), target


def sendable(name: str, value: str) -> str:
    """Return a header's value, or raise Unsendable: what http.client raises would tell the value."""
    if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        raise Unsendable(name)
    return value


def _netloc(origin: Origin) -> str:
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    return host if origin.port == {"https": 443, "http": 80}[origin.scheme] else f"{host}:{origin.port}"
