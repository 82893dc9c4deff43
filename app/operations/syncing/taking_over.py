"""Who holds an account is known in every book that sees it in a team hub: what was handed over is followed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.connectors.errors import ConnectorError
from app.connectors.fence import fence
from app.journal import door
from app.journal.changes import Changes
from app.models.database import Session
from app.operations.account_fields import write_field
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.settings import settings
from app.operations.syncing.opening import Open
from app.operations.syncing.rows import CameOver
from app.sync import handed
from app.sync.released import release
from app.sync.sql import ask

if TYPE_CHECKING:
    from app.connectors.hub.session import HandOver

_log = logging.getLogger(__name__)
_HERE = (
    "SELECT a.id, a.name, a.owner_id FROM binding b JOIN account a ON a.id = b.local_id AND a.deleted_at IS NULL "
    "WHERE b.connection_id = ? AND b.entity = 'account' AND b.remote_id = ? AND b.state IN ('live', 'hold', 'missing')"
)


@dataclass(frozen=True)
class Told:
    """A hand-over with the day here on which it was made."""

    what: HandOver
    on: date


def take_over(book: Book, connection_id: int, opened: Open) -> tuple[Changes, tuple[CameOver, ...]]:
    """Ask the hub of a conversation who holds what, and follow what is new; returns what came to us.

    What cannot be asked now is asked at the next run; nothing is asked where the newest hand-over was followed.
    """
    from app.connectors.hub.session import HubSession

    if not isinstance(opened.own, HubSession):
        return Changes(), ()
    known = book.read(handed.known, connection_id)
    try:
        with fence(opened.context.redactor.text):
            newest = opened.own.newest_hand_over()
            if newest is None or {newest, handed.ALL} <= known:
                return Changes(), ()
            told = [Told(one, book.clock.day_of(one.at)) for one in opened.own.hand_overs()]
    except ConnectorError as error:
        _log.warning("who holds what could not be asked: %s", type(error).__name__)
        return Changes(), ()
    if {one.what.number for one in told} <= known:
        return Changes(), ()
    return book.write(follow_hand_overs, connection_id, told, today=book.clock.today())


def follow_hand_overs(
    session: Session, connection_id: int, told: Sequence[Told], *, today: date
) -> tuple[CameOver, ...]:
    """Say of each account who holds it now; what came to us gets a hand-over sheet that names who gave it.

    One whose account is not here yet is followed once it is.
    """
    known, followed, came = handed.known(session, connection_id), set(), []
    seen: set[str] = set()
    me = settings(session).me
    for one in told:
        rows = ask(session, _HERE, connection_id, one.what.account)
        if not rows:
            continue
        followed.add(one.what.number)
        if one.what.number in known:
            continue
        account_id, name, owner = rows[0]
        seen.add(account_id)
        if not one.what.mine:
            write_field(session, account_id, "owner_id", one.what.name, today=today)
        elif me is not None and owner != me:
            amend_accounts(session, [account_id], {"owner_id": me}, today=today)
            if not one.what.ours:
                _open_sheet(session, account_id, one, me)
                came.append(CameOver(account_id, name, one.what.by))
    # What was refused of them while they were out of our sight has its right again.
    release(session, connection_id, seen)
    if len(followed) == len(told):
        followed.add(handed.ALL)
    handed.keep_known(session, connection_id, followed)
    return tuple(came)


def _open_sheet(session: Session, account_id: str, one: Told, me: str) -> None:
    on = one.on.isoformat()
    sheet = {
        "account_id": account_id, "kind": "csm", "given_by": one.what.by or None, "taken_by_id": me, "handed_on": on,
        "accepted_on": on,
    }  # fmt: skip
    door.create(session, "handover", [sheet])
