"""What the palette knows: accounts by everything they are called, plans, tags with their notes, what is used lately."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Integer, bindparam, func, select

from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.account_row import AccountRow
from app.operations.accounts import account_rows
from app.operations.finding import FoundRow, Snippet
from app.operations.quick_log_aid import often_used_tags
from app.search.fold import fold
from app.search.names import Named, NameIndex

__all__ = ["NameIndex", "Named", "PaletteIndex", "PlanName", "Recents", "palette_index", "recents_of", "tagged_notes"]

RECENTS = "palette.recents"
"""The draft that keeps them: inside the book, for they name customers."""
_MOST = 200
_HALF_DAYS = 14
_LEAST = 0.05


@dataclass(frozen=True)
class PlanName:
    """A success plan as the palette finds it, by its own name and by whose it is."""

    id: str
    name: str
    account: str
    is_closed: bool


@dataclass(frozen=True)
class PaletteIndex:
    """All accounts and plans as they are at one time, ready to be asked at every key."""

    accounts: Mapping[str, AccountRow]
    names: NameIndex
    tags: tuple[str, ...]
    plans: Mapping[str, PlanName] = field(default_factory=dict)
    plan_names: NameIndex = field(default_factory=lambda: NameIndex(()))

    def find_plans(self, typed: str, limit: int) -> list[PlanName]:
        """Return the plans that `typed` may mean, best first."""
        return [self.plans[one.id] for one in self.plan_names.find(typed, limit=limit)]

    def find(self, typed: str, favour: Mapping[str, float], limit: int) -> list[AccountRow]:
        """Return the accounts that `typed` may mean, best first."""
        return [self.accounts[one.id] for one in self.names.find(typed, favour=favour, limit=limit)]

    def tags_like(self, typed: str, limit: int) -> list[str]:
        """Return the tags that begin with `typed`, then those that hold it."""
        asked = fold(typed)
        holding = [tag for tag in self.tags if asked in fold(tag)]
        return sorted(holding, key=lambda tag: not fold(tag).startswith(asked))[:limit]

    def tagged(self, tag: str, limit: int) -> list[AccountRow]:
        """Return the accounts with a tag, in the order of the list."""
        asked = fold(tag)
        return [row for row in self.accounts.values() if any(fold(one) == asked for one in row.tags)][:limit]


def palette_index(session: Session, *, today: date) -> PaletteIndex:
    """Return everything the palette finds at a key; made off the UI thread, once per change of the book."""
    account = tables.account
    others = {
        row["id"]: tuple(filter(None, (row["domain"], row["external_id"])))
        for row in session.rows(select(account.c.id, account.c.domain, account.c.external_id))
    }
    rows = account_rows(session, today=today)
    names = NameIndex(Named(row.id, row.name, row.reading, others.get(row.id, ())) for row in rows)
    counted = Counter(tag for row in rows for tag in row.tags)
    tags = dict.fromkeys([*(tag for tag, _n in counted.most_common()), *often_used_tags(session)])
    plans = _plans(session)
    called = NameIndex(Named(plan.id, plan.name, "", (plan.account,)) for plan in plans)
    return PaletteIndex({row.id: row for row in rows}, names, tuple(tags), {plan.id: plan for plan in plans}, called)


def _plans(session: Session) -> list[PlanName]:
    """Return every plan, those that are open first."""
    plan, account = tables.plan, tables.account
    asked = (
        select(plan.c.id, plan.c.name, plan.c.closed_on, account.c.name.label("account"))
        .join(account, account.c.id == plan.c.account_id)
        .where(plan.c.deleted_at.is_(None), account.c.deleted_at.is_(None))
        .order_by(plan.c.closed_on.is_not(None), plan.c.no.desc())
    )
    return [PlanName(row["id"], row["name"], row["account"], bool(row["closed_on"])) for row in session.rows(asked)]


_touchpoint, _account = tables.touchpoint, tables.account
_TAGGED = Prepared(
    select(_touchpoint.c.id, _touchpoint.c.account_id, _touchpoint.c.on_date, _touchpoint.c.body, _account.c.name)
    .join(_account, _account.c.id == _touchpoint.c.account_id)
    .where(
        _touchpoint.c.deleted_at.is_(None),
        _touchpoint.c.tags.is_not(None),
        bindparam("tag").in_(select(func.json_each(_touchpoint.c.tags).table_valued("value").c.value)),
    )
    .order_by(_touchpoint.c.on_date.desc(), _touchpoint.c.no.desc())
    .limit(bindparam("most", type_=Integer))
)


def tagged_notes(session: Session, tag: str, *, limit: int) -> tuple[FoundRow, ...]:
    """Return the newest touchpoints with a tag."""
    return tuple(
        FoundRow(
            "touchpoint", row["id"], row["account_id"], row["name"], date.fromisoformat(row["on_date"]),
            Snippet(" ".join(row["body"].split())[:120], ()),
        )
        for row in _TAGGED.rows(session, tag=tag, most=limit)
    )  # fmt: skip


@dataclass(frozen=True)
class Use:
    """How much something was used until a day; half of it is forgotten in two weeks."""

    weight: float
    on: date

    def at(self, today: date) -> float:
        """Return what is left of it."""
        return float(self.weight * 0.5 ** (max((today - self.on).days, 0) / _HALF_DAYS))


@dataclass(frozen=True)
class Recents:
    """What was used in the palette, by key ("account:…", "command:…"), the last used last."""

    uses: Mapping[str, Use] = field(default_factory=dict)

    def used(self, key: str, today: date) -> Recents:
        """Return them with one more use."""
        before = self.uses.get(key, Use(0.0, today))
        kept = {other: use for other, use in self.uses.items() if other != key and use.at(today) >= _LEAST}
        kept[key] = Use(before.at(today) + 1, today)
        return replace(self, uses=dict(list(kept.items())[-_MOST:]))

    def latest(self) -> list[str]:
        """Return the keys, the last used first."""
        return list(self.uses)[::-1]

    def favour(self, prefix: str, today: date) -> dict[str, float]:
        """Return how much each thing of a kind is favoured now, by its key without the kind."""
        return {key.removeprefix(prefix): use.at(today) for key, use in self.uses.items() if key.startswith(prefix)}

    def text(self) -> str:
        """Return them as they are kept."""
        kept = [[key, round(use.weight, 3), use.on.isoformat()] for key, use in self.uses.items()]
        return json.dumps(kept, ensure_ascii=False)


def recents_of(body: str | None) -> Recents:
    """Return what was kept; nothing where there is none or it was written by another version."""
    try:
        return Recents({str(key): Use(float(n), date.fromisoformat(on)) for key, n, on in json.loads(body or "[]")})
    except (ValueError, TypeError):
        return Recents()
