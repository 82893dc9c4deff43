"""肌感 and override: the manager's own word on a score, with a reason and an end; a later word replaces an earlier one.

Nothing is written over. Taking back removes what is in force, so that no earlier word comes to life again; taking that
change back brings it back as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session

EFFECTS = (-10, -5, 0, 5, 10)
LEAST, MOST = 0, 100
DEFAULT_DAYS, MOST_DAYS = 28, 90


@dataclass(frozen=True)
class Said:
    """One word on a score: `value` is the effect of a feeling, or the score that an override sets."""

    id: str
    value: int
    reason: str
    by: str
    by_id: str | None
    said_at: str
    on: date
    expires: date

    def holds(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return self.on <= day <= self.expires


@dataclass(frozen=True)
class OwnWord:
    """What the manager last said of an account, whether it still holds or has expired; None where nothing stands."""

    feeling: Said | None = None
    override: Said | None = None


def say_feeling(
    session: Session,
    account_id: str,
    effect: int,
    reason: str,
    *,
    expires_on: date | None = None,
    today: date,
    by_id: str | None,
) -> str:
    """Say how an account feels against its score, until a day inclusive (28 days unless said); return its id."""
    if effect not in EFFECTS:
        raise BansoError("feeling.effect", field="effect", effect=effect)
    return _say(session, "feeling", account_id, {"effect": effect}, reason, expires_on, today, by_id)


def confirm_feeling(session: Session, account_id: str, *, today: date, by_id: str | None) -> str:
    """Say the last feeling again for as long as a new one holds: still so, for the same reason."""
    last = feelings_of(session, account_id).feeling
    if last is None:
        raise BansoError("feeling.none")
    return say_feeling(session, account_id, last.value, last.reason, today=today, by_id=by_id)


def take_back_feeling(session: Session, account_id: str, *, today: date) -> None:
    """Take back the feeling in force; the score is that of the model again."""
    if not door.remove(session, "feeling", _in_force(session, tables.feeling, account_id, today)):
        raise BansoError("feeling.none")


def set_override(
    session: Session,
    account_id: str,
    score: int,
    reason: str,
    *,
    expires_on: date | None = None,
    today: date,
    by_id: str | None,
) -> str:
    """Set the score of an account until a day inclusive, because of something no reading tells; return its id."""
    if isinstance(score, bool) or not isinstance(score, int) or not LEAST <= score <= MOST:
        raise BansoError("override.score", field="score", score=score)
    return _say(session, "score_override", account_id, {"score": score}, reason, expires_on, today, by_id)


def lift_override(session: Session, account_id: str, *, today: date) -> None:
    """Lift the override in force; the score is worked out again."""
    if not door.remove(session, "score_override", _in_force(session, tables.score_override, account_id, today)):
        raise BansoError("override.none")


def feelings_of(session: Session, account_id: str) -> OwnWord:
    """Return the last feeling and override of an account, expired ones too: they are asked about again."""
    return OwnWord(
        next(iter(_said(session, tables.feeling, "effect", account_id)), None),
        next(iter(_said(session, tables.score_override, "score", account_id)), None),
    )


def _say(
    session: Session,
    entity: str,
    account_id: str,
    value: Mapping[str, int],
    reason: str,
    expires_on: date | None,
    today: date,
    by_id: str | None,
) -> str:
    kind = "feeling" if entity == "feeling" else "override"
    reason = " ".join(reason.split())
    if not reason:
        raise BansoError(f"{kind}.reason", field="reason")
    expires = today + timedelta(DEFAULT_DAYS) if expires_on is None else expires_on
    if not today <= expires <= today + timedelta(MOST_DAYS):
        raise BansoError(f"{kind}.expiry", field="expires_on", day=expires, most=MOST_DAYS)
    account = tables.account
    there = select(account.c.id).where(account.c.id == account_id, account.c.deleted_at.is_(None))
    if session.scalar(there) is None:
        raise BansoError("account.unknown", field="account", name=account_id)
    row = {
        "account_id": account_id,
        **value,
        "reason": reason,
        "said_at": door.change_of(session).at,
        "on_date": today.isoformat(),
        "expires_on": expires.isoformat(),
        "by_id": by_id or door.change_of(session).by_id,
    }
    return door.create(session, entity, [row])[0]


def _in_force(session: Session, table: Table, account_id: str, today: date) -> list[str]:
    statement = select(table.c.id).where(
        table.c.account_id == account_id, table.c.deleted_at.is_(None), table.c.expires_on >= today.isoformat()
    )
    return [row["id"] for row in session.rows(statement)]


def _said(session: Session, table: Table, value: str, account_id: str) -> list[Said]:
    statement = (
        select(table, tables.member.c.name.label("by_name"))
        .outerjoin(tables.member, tables.member.c.id == table.c.by_id)
        .where(table.c.account_id == account_id, table.c.deleted_at.is_(None))
        .order_by(table.c.said_at.desc(), table.c.no.desc())
    )
    return [_of(row, value) for row in session.rows(statement)]


def _of(row: Mapping[str, Any], value: str) -> Said:
    return Said(
        row["id"], row[value], row["reason"], row["by_name"] or "", row["by_id"], row["said_at"],
        date.fromisoformat(row["on_date"]), date.fromisoformat(row["expires_on"]),
    )  # fmt: skip
