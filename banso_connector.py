"""The public face for authors of connectors: the contract, the kit, and what tests a connector.

The contract and the kit need the standard library only. What tests a connector needs pytest and is imported when it is
asked for, so that a connector in use never loads it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.connectors.base import (
    API,
    Auth,
    Change,
    Connector,
    Context,
    Duplicate,
    Field,
    FieldPreset,
    Gone,
    HttpClient,
    HttpReply,
    Identity,
    NoAuth,
    OAuth2,
    Ok,
    Op,
    Outcome,
    Page,
    Param,
    Preset,
    Rejected,
    Scalar,
    SecretAuth,
    Session,
    Stale,
    TypeInfo,
    Unsure,
)
from app.connectors.errors import (
    AuthExpired,
    BadConfig,
    Cancelled,
    ConnectorError,
    CursorExpired,
    Forbidden,
    RateLimited,
    SchemaChanged,
    Unavailable,
)
from app.connectors.kit.addresses import base_url
from app.connectors.kit.bisect import bisected
from app.connectors.kit.budget import Rate
from app.connectors.kit.convert import (
    date_of_ms,
    datetime_of_ms,
    from_datetime,
    from_decimal,
    ms_of_date,
    ms_of_datetime,
    to_bool,
    to_date,
    to_datetime,
    to_decimal,
    to_int,
)
from app.connectors.kit.cursor import KeysetCursor
from app.connectors.kit.pages import in_pieces

if TYPE_CHECKING:
    from app.connectors.conformance.bench import Bench
    from app.connectors.conformance.server import Answer, Asked, FakeServer
    from app.connectors.memory.bench import MemoryBench
    from app.connectors.memory.records import Request as MemoryRequest
    from app.connectors.memory.server import MemoryServer

_TESTING = {
    "Answer": "app.connectors.conformance.server:Answer",
    "Asked": "app.connectors.conformance.server:Asked",
    "Bench": "app.connectors.conformance.bench:Bench",
    "FakeServer": "app.connectors.conformance.server:FakeServer",
    "MemoryBench": "app.connectors.memory.bench:MemoryBench",
    "MemoryRequest": "app.connectors.memory.records:Request",
    "MemoryServer": "app.connectors.memory.server:MemoryServer",
}


def __getattr__(name: str) -> Any:
    if name not in _TESTING:
        raise AttributeError(name)
    module, _, member = _TESTING[name].partition(":")
    return getattr(import_module(module), member)


__all__ = [
    "API", "Auth", "AuthExpired", "BadConfig", "Cancelled", "Change", "Connector", "ConnectorError", "Context",
    "CursorExpired", "Duplicate", "Field", "FieldPreset", "Forbidden", "Gone", "HttpClient", "HttpReply", "Identity",
    "KeysetCursor", "NoAuth", "OAuth2", "Ok", "Op", "Outcome", "Page", "Param", "Preset", "Rate", "RateLimited",
    "Rejected", "Scalar", "SchemaChanged", "SecretAuth", "Session", "Stale", "TypeInfo", "Unavailable", "Unsure",
    "base_url", "bisected", "date_of_ms", "datetime_of_ms", "from_datetime", "from_decimal", "in_pieces", "ms_of_date",
    "ms_of_datetime", "to_bool", "to_date", "to_datetime", "to_decimal", "to_int",
    "Answer", "Asked", "Bench", "FakeServer", "MemoryBench", "MemoryRequest", "MemoryServer",
]  # fmt: skip
