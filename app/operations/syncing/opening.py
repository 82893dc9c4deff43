"""Opens a conversation with another system for as long as one piece of work takes, and always closes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.connectors import base
from app.connectors.errors import (
    AuthExpired,
    BadConfig,
    ConnectorError,
    Forbidden,
    RateLimited,
    Unavailable,
)
from app.connectors.errors import Cancelled as Stopped
from app.connectors.fence import Fenced, fence
from app.connectors.kit.context import RunContext
from app.connectors.kit.line import Line
from app.connectors.kit.oauth import Tokens
from app.errors import BansoError, Cancelled
from app.language import _
from app.operations.book import Book
from app.operations.syncing.kept import kept
from app.operations.syncing.kinds import connector
from app.operations.syncing.secrets import SecretStore, secrets_for
from app.operations.syncing.why import sentence
from app.sync import plan

_lines: dict[tuple[str, int], Line] = {}
_guard = threading.Lock()


@dataclass(frozen=True)
class Open:
    """An open conversation and what it was opened with; `own` is the connector's session without the fence."""

    session: base.Session
    context: RunContext
    own: base.Session

    def counted(self) -> tuple[int, int]:
        """Return the requests and the bytes so far."""
        return self.context.requests, self.context.bytes


def never() -> bool:
    """Tell that nobody stops this."""
    return False


def kept_connection(book: Book, connection_id: int) -> plan.Kept:
    """Return a connection as it is kept; "connection.unknown" where there is none of that number."""
    return book.read(kept, connection_id)


@contextmanager
def conversing(book: Book, connection_id: int, *, cancelled: Callable[[], bool] = never) -> Iterator[Open]:
    """Open a conversation as a connection says; ConnectorError and "sync.broken_connector" as they come."""
    known = kept_connection(book, connection_id)
    found = connector(known.connector)
    token = None
    if isinstance(found.auth, base.OAuth2):
        token = Tokens(found.auth, known.config, SecretStore(book, connection_id))
    with _guard:
        line = _lines.setdefault((str(book.folder), connection_id), Line.of(found))
    context = RunContext(known.connector, secrets_for(book, connection_id), cancelled=cancelled, token=token, line=line)
    with _opened(found, known.config, context) as opened:
        yield opened


@contextmanager
def trying(
    kind: str, config: Mapping[str, Any], secrets: Mapping[str, str], *, cancelled: Callable[[], bool] = never
) -> Iterator[Open]:
    """Open a conversation that no connection is kept for yet."""
    found = connector(kind)
    with _opened(found, config, RunContext(kind, secrets, cancelled=cancelled, line=Line.of(found))) as opened:
        yield opened


@contextmanager
def _opened(found: base.Connector, config: Mapping[str, Any], context: RunContext) -> Iterator[Open]:
    with context:
        redact = context.redactor.text
        with fence(redact):
            own = found.open(config, context)
        session = Fenced(own, redact)
        try:
            yield Open(session, context, own)
        finally:
            session.close()


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what a connector raises into an error that a person can read; nothing secret is in it."""
    try:
        yield
    except Stopped as error:
        raise Cancelled from error
    except ConnectorError as error:
        raise told(error) from error


def told(error: ConnectorError) -> BansoError:
    """Return a connector's error as the one that a person reads."""
    if isinstance(error, BadConfig):
        said = sentence(error.message) or (_(error.message) if error.message else "")
        return BansoError("sync.bad_config", field=error.field, message=said, gap=gap(said))
    if isinstance(error, AuthExpired):
        return BansoError("sync.auth", field="secret")
    if isinstance(error, Forbidden):
        words = str(error)
        said = sentence(words) or (words if words.endswith("…") else "")  # theirs, cut as too long
        return BansoError("sync.forbidden", reason=said, gap=gap(said))
    if isinstance(error, RateLimited):
        return BansoError("sync.rate_limited", seconds=max(1, round(error.retry_after)))
    if isinstance(error, Unavailable):
        said = sentence(str(error))
        return BansoError("sync.out_of_reach", reason=said, gap=gap(said)) if said else BansoError("sync.offline")
    return BansoError("sync.failed", kind=type(error).__name__)


def gap(said: str) -> str:
    """Return what stands between a sentence and the next one."""
    return "" if not said or said.endswith("。") else " "
