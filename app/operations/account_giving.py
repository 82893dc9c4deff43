"""What a person is shown before an account is handed over in a team hub: what goes along, what stays, through what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import BansoError
from app.models.database import Session
from app.operations.settings import settings
from app.operations.syncing.rows import HUB
from app.sync import row_sql
from app.sync.entities import ENTITIES
from app.sync.sql import ask, one

_HUBS = (
    "SELECT c.id, c.name, c.writes FROM binding b JOIN connection c ON c.id = b.connection_id "
    "WHERE c.connector = ? AND b.entity = 'account' AND b.local_id = ? AND b.state IN ('live', 'hold') ORDER BY c.id"
)
_SENT = "SELECT DISTINCT entity FROM field_map WHERE connection_id = ? AND direction <> 'in'"
_HELD = (
    "SELECT c.name, m.name, b.state, (SELECT max(f.effective_on) FROM account_fact f WHERE f.account_id = a.id "
    "AND f.field = 'owner_id' AND f.deleted_at IS NULL) FROM binding b "
    "JOIN connection c ON c.id = b.connection_id JOIN account a ON a.id = b.local_id "
    "JOIN member m ON m.id = a.owner_id WHERE c.connector = ? AND b.entity = 'account' AND b.local_id = ? "
    "AND b.state IN ('live', 'hold', 'missing') AND a.owner_id IS NOT ? ORDER BY b.state = 'missing', c.id"
)
COUNTED = ("contact", "touchpoint", "task", "plan", "objective", "milestone", "request", "csql", "review", "contract")
"""Of these nouns it is told how many go along; what lies below them is not counted apart."""


@dataclass(frozen=True)
class Hub:
    """A connection to a team hub that holds an account too."""

    connection_id: int
    name: str
    writes: bool


@dataclass(frozen=True)
class Giving:
    """An account that can be handed over: through which hubs, and how many rows of each noun would go along."""

    account_id: str
    account: str
    hubs: tuple[Hub, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class HeldBy:
    """A colleague holds an account that is in a hub: who, since which day, and whether the hub still shows it to us."""

    hub: str
    name: str
    since: str
    shown: bool


def is_in_hub(session: Session, account_id: str) -> bool:
    """Tell whether an account can be handed over: a team hub holds it and shows it to us."""
    return bool(ask(session, _HUBS, HUB, account_id))


def giving(session: Session, account_id: str) -> Giving:
    """Return what would be handed over; "hub.not_shared" where no hub holds the account."""
    names = ask(session, "SELECT name FROM account WHERE id = ? AND deleted_at IS NULL", account_id)
    if not names:
        raise BansoError("account.unknown", field="account", name=account_id)
    hubs = tuple(Hub(number, name, bool(writes)) for number, name, writes in ask(session, _HUBS, HUB, account_id))
    if not hubs:
        raise BansoError("hub.not_shared", field="account", name=names[0][0])
    sent = {row[0] for row in ask(session, _SENT, hubs[0].connection_id)}
    counts = {name: _count(session, name, account_id) for name in COUNTED if name in sent}
    return Giving(account_id, names[0][0], hubs, counts)


def _count(session: Session, entity: str, account_id: str) -> int:
    noun = ENTITIES[entity]
    sql = f"SELECT count(*) FROM {row_sql.source(noun)} WHERE t.account_id = ? AND t.deleted_at IS NULL"
    return int(one(session, f"{sql} AND {row_sql.says(noun)}", account_id))


def held_by(session: Session, account_id: str) -> HeldBy | None:
    """Return the colleague who holds an account in a hub; None where we do, nobody does, or no hub has it."""
    rows = ask(session, _HELD, HUB, account_id, settings(session).me)
    if not rows:
        return None
    hub, name, state, since = rows[0]
    return HeldBy(hub, name, since or "", state != "missing")
