"""The team hub as its administrator has it: preparing it, letting members in, letting one go."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.connectors.errors import AuthExpired, BadConfig, ConnectorError
from app.errors import BansoError
from app.operations.syncing.opening import gap
from app.operations.syncing.why import sentence

if TYPE_CHECKING:
    from app.connectors.hub.settings import Settings

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ROLE = re.compile(r"[a-z_][a-z0-9_.-]{0,62}", re.ASCII)
_OWN_KEYS = {"host", "port", "dbname", "user", "sslmode", "sslrootcert"}


@dataclass(frozen=True)
class NewMember:
    """Who is to be let in; `sees`: "team" for every account of the team, "own" for those they hold, None as before."""

    role: str
    name: str
    team: str
    sees: str | None = None


@dataclass(frozen=True)
class MemberRow:
    """Who is in the hub. `password` stands here once: when it was made."""

    role: str
    name: str
    team: str
    sees: str
    password: str = ""


@dataclass(frozen=True)
class HubPrepared:
    """What was prepared and where members find it; `before` is 0 for a database that was no hub yet."""

    name: str
    host: str
    port: int
    database: str
    encrypted: bool
    before: int
    version: int
    restored: bool
    teams: tuple[str, ...]
    members: tuple[MemberRow, ...]


def prepare_hub(
    dsn: str, password: str, *, name: str, teams: Sequence[str] = (), members: Sequence[NewMember] = ()
) -> HubPrepared:
    """Make a hub in a database, or bring it up to date; what is there already stays."""
    from app.connectors.hub.prepare import Member, connect, prepare

    where = _settings(dsn)
    for one in members:
        if not _ROLE.fullmatch(one.role) or one.role.startswith("pg_"):
            raise BansoError("hub.bad_role", field="member", role=one.role)
    given = [Member(one.role, one.name, one.team, one.sees, _password()) for one in members]
    with _for_the_administrator(), connect(where, password) as db:
        done = prepare(db, name, teams, given)
    new = {one.role: one.password for one in given if one.role in done.new}
    rows = [MemberRow(one.role, one.name, one.team, one.sees or "team", new.get(one.role, "")) for one in done.members]
    return HubPrepared(
        done.name, where.host, where.port, where.database, where.tls == "full", done.before, done.version,
        done.restored, done.teams, tuple(rows),
    )  # fmt: skip


def dismiss_member(dsn: str, password: str, role: str) -> None:
    """Let somebody see nothing of the hub any more; what they wrote stays."""
    from app.connectors.hub.prepare import connect, dismiss

    with _for_the_administrator(), connect(_settings(dsn), password) as db:
        dismiss(db, role)


@contextmanager
def _for_the_administrator() -> Iterator[None]:
    """Say what was refused to whoever looks after the server: why, and that nothing is half done."""
    try:
        yield
    except AuthExpired as error:
        raise BansoError("hub.no_sign_in", field="password") from error
    except ConnectorError as error:
        said = sentence(error.message if isinstance(error, BadConfig) else str(error))
        field = error.field if isinstance(error, BadConfig) else "dsn"
        raise BansoError("hub.refused", field=field, reason=said, gap=gap(said)) from error


def _password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(5)) for _group in range(4))


def _settings(dsn: str) -> Settings:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from app.connectors.hub.settings import is_loopback, settings

    try:
        told = {name: str(value) for name, value in conninfo_to_dict(dsn).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise BansoError("hub.bad_dsn", field="dsn") from error
    if "password" in told:
        # What stands on a command line can be read by everybody on the machine.
        raise BansoError("hub.password_in_dsn", field="dsn")
    if set(told) - _OWN_KEYS or told.get("sslmode", "verify-full") not in ("verify-full", "disable"):
        raise BansoError("hub.bad_dsn", field="dsn")
    given = {"host": told.get("host"), "port": told.get("port"), "database": told.get("dbname"),
             "user": told.get("user"), "ca": told.get("sslrootcert")}  # fmt: skip
    with _for_the_administrator():
        tls = "off" if told.get("sslmode") == "disable" else "full"
        where = settings({**given, "tls": tls})
        local = "sslmode" not in told and "sslrootcert" not in told and is_loopback(where.host)
        return replace(where, tls="off") if local else where
