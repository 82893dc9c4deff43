"""Changing many accounts at once: each is one change, so that one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.vocabulary import Segment


def members(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of everybody who can hold an account."""
    member = tables.member
    statement = select(member.c.id, member.c.name).where(member.c.deleted_at.is_(None)).order_by(member.c.name)
    return [(row[0], row[1]) for row in session.execute(statement)]


def tag_accounts(session: Session, ids: Sequence[str], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> int:
    """Put tags on accounts and take others off; returns how many accounts differ now."""
    added = list(dict.fromkeys(filter(None, (clean_tag(tag) for tag in add))))
    gone = set(remove)
    values: dict[str, dict[str, object]] = {}
    for account_id, row in door.present(session, "account", list(ids)).items():
        before = row["tags"]
        now = [tag for tag in before or () if tag not in gone] if isinstance(before, list) else []
        now += [tag for tag in added if tag not in now]
        values[account_id] = {"tags": now if now or before is not None else None}
    return door.amend(session, "account", values)


def clean_tag(tag: str) -> str:
    """Return a tag as it is kept: without its sign and without spaces, which would part it in a quick log line."""
    return "_".join(tag.strip().lstrip("#＃").split())


def move_accounts(session: Session, ids: Sequence[str], *, segment: Segment | None, today: date) -> int:
    """Put accounts into a segment from `today` on; returns how many differ now."""
    return amend_accounts(session, ids, {"segment": segment.value if segment else None}, today=today)


def hand_accounts(session: Session, ids: Sequence[str], *, to: str, today: date) -> int:
    """Make a member the holder of accounts from `today` on; returns how many differ now."""
    if to not in {member_id for member_id, _name in members(session)}:
        raise BansoError("member.gone", field="owner")
    return amend_accounts(session, ids, {"owner_id": to}, today=today)


def pin_accounts(session: Session, ids: Sequence[str], *, pinned: bool) -> int:
    """Pin accounts to the sidebar, or let them go; returns how many differ now."""
    wanted = {
        account_id: {"pinned": pinned}
        for account_id, row in door.present(session, "account", list(ids)).items()
        if bool(row["pinned"]) is not pinned
    }
    return door.amend(session, "account", wanted)
