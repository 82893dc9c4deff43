"""What a failure of PostgreSQL means to Banso."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import psycopg
from psycopg import errors

from app.connectors.errors import AuthExpired, BadConfig, ConnectorError, Forbidden, Unavailable
from app.connectors.hub import words
from app.connectors.hub.opening import Refused

_BY_CODE: Mapping[str, Callable[[], ConnectorError]] = {
    "28P01": lambda: AuthExpired("the name or the password is not accepted"),
    "3D000": lambda: BadConfig("database", words.NO_DATABASE),
    "42501": lambda: Forbidden(words.NO_MEMBER),  # nobody else may connect to this database
    "53300": lambda: Unavailable(words.FULL),
    "57P01": lambda: Unavailable(words.RESTING),
    "57P02": lambda: Unavailable(words.RESTING),
    "57P03": lambda: Unavailable(words.RESTING),
}


def at_connecting(refused: Refused) -> ConnectorError:
    """Return why there is no connection: by the code of the server; where none was heard libpq has the word."""
    if refused.code == "28000":
        return _not_let_in(refused)
    if refused.code:
        return _BY_CODE.get(refused.code, lambda: Unavailable(words.OUT_OF_REACH))()
    said = str(refused)
    if "server does not support SSL" in said:
        return BadConfig("tls", words.NO_TLS)
    if "authentication method requirement" in said:
        return BadConfig("tls", words.IN_THE_CLEAR)
    if "certificate" in said or "SSL error" in said:
        return BadConfig("ca", words.TLS_REFUSED)
    if "resolve host" in said or "translate host" in said:
        return Unavailable(words.UNKNOWN_HOST)
    if "no password supplied" in said:
        return AuthExpired("there is no password")
    return Unavailable(words.OUT_OF_REACH)


def _not_let_in(refused: Refused) -> ConnectorError:
    """Return what one and the same code means at its three moments."""
    if refused.accepted:  # a dismissed member's password is still the right one
        return Forbidden(words.NO_MEMBER)
    if refused.asked:  # by a directory that the server asks
        return AuthExpired("the name or the password is not accepted")
    return Unavailable(words.NOT_LET_IN)


def at_asking(error: psycopg.Error) -> ConnectorError:
    """Return what it means that a question was not answered."""
    if isinstance(error, errors.InsufficientPrivilege):
        return Forbidden(words.NO_RIGHT)
    if isinstance(error, errors.UndefinedTable | errors.UndefinedFunction | errors.InvalidSchemaName):
        return BadConfig("database", words.NOT_PREPARED)
    if isinstance(error, errors.UndefinedColumn):
        return Unavailable(words.OLDER)
    return Unavailable(words.OUT_OF_REACH)
