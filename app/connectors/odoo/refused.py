"""What Odoo answers in place of a result, by either of its interfaces: refused for good, or only for now.

An error that has a name was rolled back: nothing of such a call was written. The server's traceback is never kept.
"""

from __future__ import annotations

import re

from app.connectors.errors import ConnectorError, Forbidden, SchemaChanged, Unavailable

# The same call may well succeed in a moment: another transaction was in its way.
_PASSING = ("SerializationFailure", "DeadlockDetected", "LockNotAvailable", "ConcurrencyError", "LockError",
            "OperationalError", "InterfaceError", "PoolError", "QueryCanceled")  # fmt: skip
_FIELD = re.compile(
    r"Invalid field (?:(?P<model>[a-z0-9_.]+)\.(?P<a>\w+) in|'(?P<b>\w+)' (?:in|on))|(?P<c>\w+)\Z", re.IGNORECASE
)
_ABSENT = re.compile(r"the (?:model|method) '", re.IGNORECASE)
_LONGEST = 300


class Refused(Exception):
    """Odoo refused a call for good, and rolled it back. `name` is its error's, `said` what it told."""

    def __init__(self, name: str, said: str, status: int) -> None:
        super().__init__(f"{name}: {said}")
        self.name = name
        self.said = said
        self.status = status

    @property
    def kind(self) -> str:
        """Return the last part of the error's name."""
        return self.name.rpartition(".")[2]

    @property
    def is_access(self) -> bool:
        """Tell whether the user lacks a right."""
        return self.kind in ("AccessError", "AccessDenied") or self.status == 403

    @property
    def is_missing(self) -> bool:
        """Tell whether a record is not there."""
        return self.kind == "MissingError"

    @property
    def is_absent(self) -> bool:
        """Tell whether this Odoo has no such model: its app is not installed."""
        return self.status == 404 and is_absence(self.said)

    @property
    def field(self) -> str:
        """Return the field that this Odoo does not know, "" where that is not what is wrong."""
        if self.kind not in ("ValueError", "KeyError"):
            return ""
        found = _FIELD.match(self.said)
        if found is None or (found["c"] and self.kind != "KeyError"):
            return ""
        return found["a"] or found["b"] or found["c"] or ""

    def told_of(self, model: str) -> ConnectorError:
        """Return what it means for who only asked."""
        if self.is_access:
            return Forbidden(self.said)
        if self.field:
            return SchemaChanged(model, (self.field,))
        if self.is_absent:
            return SchemaChanged(model, ("*",))
        return Unavailable(f"{model}: {self}")


def is_absence(said: str) -> bool:
    """Tell whether an error says that there is no such model or method."""
    return _ABSENT.match(said) is not None


def is_passing(name: str) -> bool:
    """Tell whether the error of this name goes away by itself."""
    return name.endswith(_PASSING)


def cut(said: str) -> str:
    """Return what an error says on one line, and no more of it than a person reads."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
