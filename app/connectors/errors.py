"""Everything that a connector may raise: a closed set, so that the engine knows what to do about each."""

from __future__ import annotations

from collections.abc import Sequence


class ConnectorError(Exception):
    """Any failure. Raised from `push`, every op without an outcome may or may not have been written."""


class AuthExpired(ConnectorError):
    """The sign-in is not accepted, or no longer."""


class Forbidden(ConnectorError):
    """This user may not do that, to the whole type or the whole system."""


class Unavailable(ConnectorError):
    """No answer, a broken one, or a fault on their side; the same may work later."""


class Cancelled(ConnectorError):
    """The person stopped the run."""


class RateLimited(ConnectorError):
    """Too many requests; try again after so many seconds."""

    def __init__(self, retry_after: float, why: str = "") -> None:
        super().__init__(why or f"retry after {retry_after:g} s")
        self.retry_after = retry_after


class CursorExpired(ConnectorError):
    """The cursor is not known there any more: everything is pulled anew and merged."""


class BadConfig(ConnectorError):
    """A parameter of the settings cannot work."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class SchemaChanged(ConnectorError):
    """Fields that were asked for are not there any more, or of another type."""

    def __init__(self, type: str, fields: Sequence[str]) -> None:
        super().__init__(f"{type}: {', '.join(fields)}")
        self.type = type
        self.fields = tuple(fields)
