"""Strikes secrets out of whatever is logged, shown or raised: known values, and what looks like one.

A known value is found as it is, and as addresses, JSON, Python and base64 spell it; turned into something else, such
as a hash, in capitals or cut into pieces, it is not.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

STRUCK = "***"
SHORTEST = 4
"""Characters: a shorter value would strike half of every sentence; it is still struck where it is named as a secret."""

_NAMES = (
    r"(?:access|refresh|id)?[_-]?token|api[_-]?key|access[_-]?key|client[_-]?secret|secret|password|passwd|passphrase"
    r"|code[_-]?verifier|signature"
)
_LOOKS_SECRET = (
    (re.compile(r"(?i)((?:proxy-)?authorization[\"']?\s*[:=,]\s*[\"']?)(?:[a-z]+[ ]+)?[^\s\"',;]+"), rf"\1{STRUCK}"),
    (re.compile(r"(?i)\b(bearer|basic)([ ]+)[a-z0-9._~+/=-]{8,}"), rf"\1\2{STRUCK}"),
    (re.compile(r"(?i)((?:set-)?cookie[\"']?\s*[:=,]\s*[\"']?)[^\s\"']+"), rf"\1{STRUCK}"),
    (re.compile(r"(?<=://)[^/?#\s@]+@"), f"{STRUCK}@"),
    (re.compile(rf"(?i)([?&](?:{_NAMES}|code|sig)=)[^&\s\"'#]+"), rf"\1{STRUCK}"),
    (re.compile(rf"(?i)([\"']?(?:[a-z]+[_-])*(?:{_NAMES})[\"']?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&\"'{{}}]+)"),
     rf"\1{STRUCK}"),
)  # fmt: skip


class Redactor:
    """Knows the secrets of one connection; more are added as they come, such as a renewed token."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        for secret in secrets:
            self.add(secret)

    def __repr__(self) -> str:
        return f"<Redactor of {len(self._known)} spellings>"

    def add(self, secret: str) -> None:
        """Strike this value out from now on, in each of its usual spellings."""
        spellings = {spelling for spelling in _spellings(secret) if len(spelling) >= SHORTEST}
        if spellings <= self._known:
            return
        self._known |= spellings
        # The longest first, so that no tail of one is left behind.
        self._pattern = re.compile("|".join(re.escape(known) for known in sorted(self._known, key=len, reverse=True)))

    def text(self, text: str) -> str:
        """Return `text` without secrets."""
        if self._pattern is not None:
            text = self._pattern.sub(STRUCK, text)
        for pattern, struck in _LOOKS_SECRET:
            text = pattern.sub(struck, text)
        return text

    def trace(self, error: BaseException) -> str:
        """Return the traceback of an error, without secrets."""
        return self.text("".join(traceback.format_exception(error)))


def _spellings(secret: str) -> set[str]:
    bare = secret.strip()
    if not bare:
        return set()
    found: set[str] = set()
    for value in {secret, bare}:
        found |= {
            value, quote(value), quote(value, safe=""), quote_plus(value), repr(value)[1:-1],
            json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1],
            b64encode(value.encode("utf-8", "surrogatepass")).decode(),
        }  # fmt: skip
    return found


class SafeLogger(logging.Logger):
    """A logger of one run: what it passes on, and what its children pass on, holds no secret."""

    def __init__(self, name: str, redactor: Redactor, parent: logging.Logger) -> None:
        super().__init__(name)
        self._redactor = redactor
        self.parent = parent

    def handle(self, record: logging.LogRecord) -> None:
        """Strike secrets out of the message, its error and its stack, then pass it on."""
        record.msg, record.args = self._redactor.text(record.getMessage()), ()
        if record.exc_info:
            error = record.exc_info[1]
            record.exc_text = self._redactor.trace(error) if error is not None else None
            # Else a handler could print the error itself, with what it holds.
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = self._redactor.text(record.exc_text)
        if record.stack_info:
            record.stack_info = self._redactor.text(record.stack_info)
        super().handle(record)

    def getChild(self, suffix: str) -> SafeLogger:
        """Return a child that strikes the same secrets out."""
        return SafeLogger(f"{self.name}.{suffix}", self._redactor, self)

    def isEnabledFor(self, level: int) -> bool:
        """Ask the parent: a logger that the logging module does not know has no manager to ask."""
        return not self.disabled and level >= self.getEffectiveLevel()
