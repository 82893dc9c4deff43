"""The team hub between colleagues: who is in it, and giving an account to one of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.connectors.errors import Unavailable
from app.errors import BansoError, Cancelled
from app.journal.changes import Changes
from app.models.database import Session
from app.operations.account_fields import write_field
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.settings import settings
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import in_words, kept_connection, never
from app.operations.syncing.rows import HUB
from app.operations.syncing.running import Report, run_sync, silent
from app.operations.syncing.secrets import secrets_for
from app.operations.syncing.waiting import waiting
from app.sync.entities import ENTITIES
from app.sync.row_sql import cell
from app.sync.sql import ask

if TYPE_CHECKING:
    from app.connectors.hub.session import HubSession

GIVING = "giving"
"""What is reported once all is sent and the account itself is given: from then on nothing stops it."""
_TURNS, _TURN_S = 150, 0.2
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
    if book.read(waiting, connection_id):
        # It was written to meanwhile, by a person or by following what others have handed over.
        synced = synced.and_later(_send_all(book, connection_id, report, cancelled))
    bound = book.read(ask, _BOUND, connection_id, account_id)
    if not bound:
        raise BansoError("hub.not_shared", field="account", name=name)
    remote_id, account = str(bound[0][0]), str(bound[0][1])
    if book.read(_waits, connection_id, account_id):
        raise BansoError("hub.waits", field="account", account=account)
    given = threading.Event()
    with _conversing(book, connection_id, lambda: cancelled() and not given.is_set()) as session:
        found = next((one for one in session.members() if one.role == to), None)
        if found is None:
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
    changes, _done = book.write(_held_by, account_id, to_name, mine=found.me, today=book.clock.today())
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
        else:
            known = ENTITIES[entity]
            # Not every noun names its account itself: a line of a contract is its contract's.
            owner = cell(known, known.fields["account"].kept_in)
            mine = bool(
                ask(session, f"SELECT 1 FROM {known.table} t WHERE t.id = ? AND {owner} = ?", local_id, account_id)
            )
        if mine:
            return True
    return False


def _held_by(session: Session, account_id: str, name: str, *, mine: bool, today: date) -> None:
    """Say who holds an account; `mine`: it is ourselves, whatever the hub calls us."""
    me = settings(session).me if mine else None
    if me is None:
        write_field(session, account_id, "owner_id", name, today=today)
    else:
        amend_accounts(session, [account_id], {"owner_id": me}, today=today)


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
