"""The fields of an account as a person writes them one by one: read, checked and kept, each as one small change.

A value is what was said: words for a text, the key of a segment, the number of a month, the name of an account. What
cannot be meant is refused in words and changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.account_index import Doubt, account_index
from app.operations.accounts import amend_accounts
from app.search.fold import fold_name
from app.vocabulary import Phase, Segment

FIELDS = (
    "name", "reading", "domain", "industry", "segment", "phase", "owner_id", "parent_id", "tags", "fiscal_year_end",
)  # fmt: skip
"""What `write_field` takes. Fit is judged, with a reason: app.operations.fit."""

_LONGEST = 200
_HOST = re.compile(r"(?=.{4,253}$)(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,63}")
_BETWEEN_TAGS = re.compile(r"[,、，;；\s]+")


@dataclass(frozen=True)
class Choice:
    """Something to choose for a field: what is kept, and its name."""

    value: str
    name: str


def write_field(session: Session, account_id: str, field: str, said: str, *, today: date) -> int:
    """Write one field of an account; empty clears it. Returns how many rows differ now."""
    if field not in FIELDS:
        raise KeyError(field)
    values = _READ.get(field, _plain)(session, account_id, field, said.strip())
    return amend_accounts(session, [account_id], values, today=today)


def restore_field(session: Session, account_id: str, field: str, value: object, *, today: date) -> int:
    """Write back what a field was once; refused where what it named is gone."""
    there = {"parent_id": tables.account, "owner_id": tables.member}.get(field)
    if there is not None and value is not None:
        known = select(there.c.id).where(there.c.id == value, there.c.deleted_at.is_(None))
        if session.scalar(known) is None:
            raise BansoError("field.gone", field=field)
    values: dict[str, object] = {field: value}
    if field == "parent_id" and value is not None:
        _refuse_circle(session, account_id, str(value))
    if field == "name":
        values = dict(_name(session, account_id, field, str(value or "")))
    return amend_accounts(session, [account_id], values, today=today)


def members(session: Session) -> list[Choice]:
    """Return who may hold an account, by name."""
    member = tables.member
    rows = session.rows(select(member.c.id, member.c.name).where(member.c.deleted_at.is_(None)))
    return sorted((Choice(row["id"], row["name"]) for row in rows), key=lambda choice: (choice.name, choice.value))


def parents(session: Session, account_id: str) -> list[Choice]:
    """Return the accounts that may be the parent of one: all but itself and those below it."""
    account = tables.account
    rows = session.rows(select(account.c.id, account.c.name, account.c.parent_id).where(account.c.deleted_at.is_(None)))
    above = {row["id"]: row["parent_id"] for row in rows}
    found = [Choice(row["id"], row["name"]) for row in rows if account_id not in _way_up(above, row["id"])]
    return sorted(found, key=lambda choice: (choice.name, choice.value))


def tags_in(said: str) -> list[str]:
    """Return the tags in words such as 「食品、#関西」, each once, without the sign before them."""
    words = (word.lstrip("#＃") for word in _BETWEEN_TAGS.split(said))
    return list(dict.fromkeys(word for word in words if word))


def _plain(_session: Session, _account: str, field: str, said: str) -> Mapping[str, object]:
    if len(said) > _LONGEST:
        raise BansoError("field.too_long", field=field, most=_LONGEST)
    return {field: said or None}


def _name(session: Session, account_id: str, field: str, said: str) -> Mapping[str, object]:
    name = " ".join(said.split())
    if not fold_name(name):
        raise BansoError("account.no_name", field=field)
    account = tables.account
    same = select(account.c.id).where(
        account.c.name == name, account.c.id != account_id, account.c.deleted_at.is_(None)
    )
    if session.scalar(same) is not None:
        raise BansoError("account.same_name", field=field, name=name)
    return {**_plain(session, account_id, field, name), "name_key": fold_name(name)}


def _domain(session: Session, account_id: str, field: str, said: str) -> Mapping[str, object]:
    # A whole address is what people have at hand: https://www.midori.example/about, or somebody's mail.
    host = re.sub(r"^[a-z]+://", "", unicodedata.normalize("NFKC", said).strip().casefold())
    host = host.rpartition("@")[2].split("/")[0].removeprefix("www.")
    if host and not _HOST.fullmatch(host):
        raise BansoError("field.no_domain", field=field, text=said)
    return {field: host or None}


def _one_of(kind: type[Segment] | type[Phase]) -> Callable[[Session, str, str, str], Mapping[str, object]]:
    def read(_session: Session, _account: str, field: str, said: str) -> Mapping[str, object]:
        return {field: str(kind(said)) if said else None}

    return read


def _month(_session: Session, _account: str, field: str, said: str) -> Mapping[str, object]:
    if said and not (said.isdecimal() and 1 <= int(said) <= 12):
        raise BansoError("field.no_month", field=field, text=said)
    return {field: int(said) if said else None}


def _tags(session: Session, account_id: str, field: str, said: str) -> Mapping[str, object]:
    _plain(session, account_id, field, said)
    return {field: tags_in(said) or None}


def _owner(session: Session, account_id: str, field: str, said: str) -> Mapping[str, object]:
    """Return the member of a name; one nobody knows yet is added."""
    name = " ".join(said.split())
    if not name:
        return {field: None}
    _plain(session, account_id, field, name)
    wanted = fold_name(name)
    found = [one.value for one in members(session) if wanted in (fold_name(one.name), fold_name(one.value))]
    return {field: found[0] if found else door.create(session, "member", [{"name": name}])[0]}


def _parent(session: Session, account_id: str, field: str, said: str) -> Mapping[str, object]:
    if not said:
        return {field: None}
    found = account_index(session).resolve(said)
    if isinstance(found, Doubt):
        raise BansoError("account.ambiguous", field=field, name=said, candidates=list(found.candidates))
    if found is None:
        raise BansoError("account.unknown", field=field, name=said)
    _refuse_circle(session, account_id, found)
    return {field: found}


def _refuse_circle(session: Session, account_id: str, parent_id: str) -> None:
    account = tables.account
    rows = session.rows(select(account.c.id, account.c.parent_id))
    if account_id in _way_up({row["id"]: row["parent_id"] for row in rows}, parent_id):
        raise BansoError("account.parent_circle", field="parent_id")


def _way_up(above: Mapping[str, str | None], account_id: str) -> list[str]:
    way = [account_id]
    while (parent := above.get(way[-1])) is not None and parent not in way:
        way.append(parent)
    return way


_READ: Mapping[str, Callable[[Session, str, str, str], Mapping[str, object]]] = {
    "name": _name,
    "domain": _domain,
    "segment": _one_of(Segment),
    "phase": _one_of(Phase),
    "owner_id": _owner,
    "parent_id": _parent,
    "tags": _tags,
    "fiscal_year_end": _month,
}
