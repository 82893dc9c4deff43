"""What a failure of PostgreSQL means to Banso."""

from __future__ import annotations

import psycopg
from psycopg import errors

from app.connectors.errors import AuthExpired, BadConfig, ConnectorError, Forbidden, Unavailable
from app.connectors.hub import words
from app.connectors.hub.settings import Settings


def at_connecting(error: psycopg.Error, settings: Settings) -> ConnectorError:
    """Return why there is no connection. libpq gives no code for that, and the server speaks its own language; but
    every one quotes the name of what it is about."""
    said, line = str(error), error.pgconn
    if "server does not support SSL" in said:
        return BadConfig("tls", words.NO_TLS)
    if "certificate" in said or "SSL error" in said:
        return BadConfig("ca", words.TLS_REFUSED)
    if "resolve host" in said or "translate host" in said:
        return Unavailable(words.UNKNOWN_HOST)
    # Of these the server says whom they are about, as of a wrong password.
    if "pg_hba.conf" in said:
        return Unavailable(words.NOT_LET_IN)
    if "too many connections" in said or "too many clients" in said:
        return Unavailable(words.FULL)
    if "not permitted to log in" in said:
        return Forbidden(words.NO_MEMBER)
    if "FATAL" in said or (line is not None and (line.needs_password or line.used_password)):
        if f'"{settings.user}"' in said or "no password supplied" in said:
            return AuthExpired("the name or the password is not accepted")
        if f'"{settings.database}"' in said:
            return BadConfig("database", words.NO_DATABASE)
    return Unavailable(words.OUT_OF_REACH)


def at_asking(error: psycopg.Error) -> ConnectorError:
    """Return what it means that a question was not answered."""
    if isinstance(error, errors.InsufficientPrivilege):
        return Forbidden(words.NO_RIGHT)
    if isinstance(error, errors.UndefinedTable | errors.UndefinedFunction | errors.InvalidSchemaName):
        return BadConfig("database", words.NOT_PREPARED)
    if isinstance(error, errors.UndefinedColumn):
        return Unavailable(words.OLDER)
    return Unavailable(words.OUT_OF_REACH)
