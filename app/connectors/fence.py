"""A conversation whose own mistakes stay its own: whatever a connector raises comes out as an error of the contract."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from app.connectors.base import Change, Identity, Op, Outcome, Page, Session, TypeInfo
from app.connectors.errors import BadConfig, ConnectorError, SchemaChanged

_log = logging.getLogger(__name__)
T = TypeVar("T")


Redact = Callable[[str], str]


def as_it_is(text: str) -> str:
    """Return a text that holds nothing to strike out."""
    return text


@contextmanager
def fence(redact: Redact = as_it_is) -> Iterator[None]:
    """Let errors of the contract through, without secrets, and turn any other into one; what that said stays here."""
    try:
        yield
    except ConnectorError as error:
        error.args = tuple(_struck(part, redact) for part in error.args)
        if isinstance(error, BadConfig):
            error.message = redact(str(error.message))
        elif isinstance(error, SchemaChanged):
            error.fields = tuple(redact(str(field)) for field in error.fields)
        raise
    except Exception as error:
        # Its words may hold a secret, the place where it happened does not.
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        where = f", {Path(frame.tb_frame.f_code.co_filename).name} {frame.tb_lineno}" if frame is not None else ""
        _log.error("a connector failed in its own code: %s%s", type(error).__name__, where)
        raise ConnectorError(f"{type(error).__name__}{where}.") from error


def _struck(part: object, redact: Redact) -> object:
    """Return what an error carries, as text without secrets unless it is a number: an error within says them too."""
    return part if isinstance(part, int | float) else redact(str(part))


class Fenced:
    """A session of a connector behind the fence."""

    def __init__(self, session: Session, redact: Redact = as_it_is) -> None:
        self._session = session
        self._redact = redact

    def identity(self) -> Identity:
        """Return which system this is and who signed in."""
        with fence(self._redact):
            return self._session.identity()

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the types that this user sees."""
        with fence(self._redact):
            return self._session.describe(types)

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Yield what changed since `cursor`."""
        return _each(lambda: self._session.pull(type, fields, cursor), self._redact)

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Return records as they stand at this instant."""
        with fence(self._redact):
            return self._session.read(type, fields, ids, keys)

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Yield the ids of all records that this user sees."""
        return _each(lambda: self._session.sweep(type), self._redact)

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write; what comes out of a failure is not known, as the contract has it."""
        with fence(self._redact):
            return self._session.push(type, ops)

    def close(self) -> None:
        """End the conversation; one that cannot even be closed is over all the same."""
        try:
            with fence(self._redact):
                self._session.close()
        except ConnectorError:
            _log.warning("a conversation could not be closed")


def _each(begin: Callable[[], Iterator[T]], redact: Redact) -> Iterator[T]:
    with fence(redact):
        some = iter(begin())
    try:
        while True:
            with fence(redact):
                try:
                    one = next(some)
                except StopIteration:
                    return
            yield one
    finally:
        # Whoever stops in the middle closes the connector's own iterator too.
        close = getattr(some, "close", None)
        if close is not None:
            with fence(redact):
                close()
