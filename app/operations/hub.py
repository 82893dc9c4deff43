"""The team hub: what an administrator prepares, and giving an account to a colleague."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.connectors.errors import Unavailable
from app.errors import BansoError, Cancelled
from app.journal.changes import Changes
from app.models.database import Session
from app.models.schema import metadata
from app.operations.account_fields import write_field
from app.operations.book import Book
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import in_words, kept_connection, never
from app.operations.syncing.rows import HUB
from app.operations.syncing.running import Report, run_sync, silent
from app.operations.syncing.secrets import secrets_for
from app.operations.syncing.waiting import waiting
from app.sync.entities import ENTITIES
from app.sync.sql import ask

if TYPE_CHECKING:
    from app.connectors.hub.session import HubSession
    from app.connectors.hub.settings import Settings

GIVING = "giving"
"""What is reported once all is sent and the account itself is given: from then on nothing stops it."""
_TURNS, _TURN_S = 150, 0.2
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ROLE = re.compile(r"[a-z_][a-z0-9_.-]{0,62}", re.ASCII)
_OWN_KEYS = {"host", "port", "dbname", "user", "sslmode", "sslrootcert"}
_BOUND = (
    "SELECT b.remote_id, a.name FROM binding b JOIN account a ON a.id = b.local_id WHERE b.connection_id = ? "
    "AND b.entity = 'account' AND b.local_id = ? AND b.state = 'live'"
)

_HELD = (
    "SELECT entity, local_id FROM binding WHERE connection_id = ? AND blocked IS NOT NULL AND state = 'live' "
    "UNION SELECT entity, local_id FROM unsent WHERE connection_id = ? "
    "UNION SELECT entity, local_id FROM outbox WHERE connection_id = ? "
    "UNION SELECT entity, local_id FROM sync_conflict WHERE connection_id = ? AND closed_at IS NULL"
)


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


@dataclass(frozen=True)
class HandedOver:
    """What was given, and to whom; `changes`: who holds it is known in this book too. `synced`: what the run before
    it brought here.
    """

    changes: Changes
    account: str
    to: str
    synced: Changes


@dataclass(frozen=True)
class Peer:
    """Somebody in the hub beside us: the name they sign in with, what they are called, their teams."""

    role: str
    name: str
    teams: tuple[str, ...]


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
    with in_words(), connect(where, password) as db:
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

    with in_words(), connect(_settings(dsn), password) as db:
        dismiss(db, role)


def colleagues(book: Book, connection_id: int, *, cancelled: Callable[[], bool] = never) -> list[Peer]:
    """Return who is in the hub beside us."""
    with _conversing(book, connection_id, cancelled) as session:
        return [Peer(one.role, one.name, one.teams) for one in session.members() if not one.me]


def hand_over(
    book: Book,
    connection_id: int,
    account_id: str,
    to: str,
    *,
    report: Report = silent,
    cancelled: Callable[[], bool] = never,
) -> HandedOver:
    """Give an account, with all that is shared of it, to the colleague who signs in as `to`.

    What is not sent yet is sent first: afterwards it may be theirs alone. While anything of it cannot be
    sent nothing is handed over. `report` tells how far the sending is, then "giving". `cancelled` stops it before it
    is given, never after. "hub.unsure" where the line broke at that very moment.
    """
    name = kept_connection(book, connection_id).name
    if not book.read(ask, "SELECT writes FROM connection WHERE id = ?", connection_id)[0][0]:
        raise BansoError("hub.reads_only", field="account", name=name)
    synced = _send_all(book, connection_id, report, cancelled)
    bound = book.read(ask, _BOUND, connection_id, account_id)
    if not bound:
        raise BansoError("hub.not_shared", field="account", name=name)
    remote_id, account = str(bound[0][0]), str(bound[0][1])
    if book.read(_waits, connection_id, account_id):
        raise BansoError("hub.waits", field="account", account=account)
    given = threading.Event()
    with _conversing(book, connection_id, lambda: cancelled() and not given.is_set()) as session:
        if to not in {one.role for one in session.members()}:
            raise BansoError("hub.no_member", field="to", role=to)
        if cancelled():
            raise Cancelled
        given.set()
        report(0, None, GIVING)
        try:
            to_name = session.hand_over(remote_id, to)
        except Unavailable as error:
            # It was on its way: whether it arrived nobody here knows, and it is not asked for twice.
            raise BansoError("hub.unsure", field="account", account=account) from error
    changes, _done = book.write(write_field, account_id, "owner_id", to_name, today=book.clock.today())
    return HandedOver(changes, account, to_name, synced)


def _send_all(book: Book, connection_id: int, report: Report, cancelled: Callable[[], bool]) -> Changes:
    """Bring book and hub together; refused in words where that does not come to its end."""
    for _turn in range(_TURNS):
        changes, result = run_sync(book, connection_id, pressed=True, report=report, cancelled=cancelled)
        if result.result != "busy":
            break
        # A run of its own goes on in the window; it is waited for.
        if cancelled():
            break
        time.sleep(_TURN_S)
    if result.result == "cancelled" or cancelled():
        raise Cancelled
    if result.result == "offline":
        raise BansoError("hub.out_of_reach", field="account", name=result.name)
    if result.result != "done":
        raise BansoError("hub.not_synced", field="account", name=result.name)
    return changes


def _waits(session: Session, connection_id: int, account_id: str) -> bool:
    """Tell whether anything of an account is not sent, refused or asked about, or any row is still to be sent."""
    if waiting(session, connection_id):
        return True
    for entity, local_id in ask(session, _HELD, *(connection_id,) * 4):
        if entity == "account":
            mine = local_id == account_id
        elif "account_id" in metadata.tables[ENTITIES[entity].table].columns:
            sql = f"SELECT 1 FROM {ENTITIES[entity].table} WHERE id = ? AND account_id = ?"
            mine = bool(ask(session, sql, local_id, account_id))
        else:
            # What belongs to no one account, such as a person, is not handed over with any.
            mine = False
        if mine:
            return True
    return False


@contextmanager
def _conversing(book: Book, connection_id: int, cancelled: Callable[[], bool]) -> Iterator[HubSession]:
    """Open a conversation with the hub itself, for what other systems cannot do."""
    from app.connectors.hub import HubConnector
    from app.connectors.kit.context import RunContext

    kept = kept_connection(book, connection_id)
    if kept.connector != HUB:
        raise BansoError("hub.no_hub", field="name", name=kept.name)
    found = connector(HUB)
    assert isinstance(found, HubConnector)
    with in_words(), RunContext(HUB, secrets_for(book, connection_id), cancelled=cancelled) as context:
        session = found.open(kept.config, context)
        try:
            yield session
        finally:
            session.close()


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
    with in_words():
        tls = "off" if told.get("sslmode") == "disable" else "full"
        where = settings({**given, "tls": tls})
        local = "sslmode" not in told and "sslrootcert" not in told and is_loopback(where.host)
        return replace(where, tls="off") if local else where
