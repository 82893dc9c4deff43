"""Accounts: the list that screens and scripts show, and the facts about them that carry a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, literal_column, select

from app.alerts.cadence import Cadence, cadence_days
from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.tables import DATED_FIELDS
from app.operations.account_index import Doubt, account_index
from app.operations.contracts import NOTHING, Standing, standings
from app.operations.settings import Settings, settings
from app.vocabulary import Band, Phase, Segment

# Indexed look-ups of one row each: a GROUP BY over all touchpoints costs four times as much.
LAST_TOUCH = """(SELECT t.on_date FROM touchpoint t WHERE t.account_id = account.id AND t.state = 'done'
 AND t.two_way = 1 AND t.deleted_at IS NULL ORDER BY t.on_date DESC LIMIT 1)"""
NEXT_STEP = """(SELECT p.text FROM promise p WHERE p.account_id = account.id AND p.done_on IS NULL
 AND p.dropped_on IS NULL AND p.deleted_at IS NULL ORDER BY p.due IS NULL, p.due, p.no LIMIT 1)"""


@dataclass(frozen=True)
class AccountRow:
    """One line of the accounts list. `mrr` is in major units; health is not judged until scores exist."""

    id: str
    name: str
    reading: str
    segment: Segment | None
    phase: Phase | None
    owner: str
    tags: tuple[str, ...]
    mrr: Decimal
    currency: str
    renewal_date: date | None
    notice_date: date | None
    notice_estimated: bool
    last_touch: date | None
    cadence_days: int | None
    next_step: str
    sample: bool
    score: int | None = None
    band: Band = Band.UNKNOWN
    coverage: Decimal = Decimal(0)


def account_rows(session: Session, *, today: date) -> list[AccountRow]:
    """Return every account, by reading (よみ) and name."""
    chosen = settings(session)
    cadence = cadence_of(chosen)
    money = standings(session, today)
    rows = session.rows(list_statement())
    return sorted((_row(row, money.get(row["id"], NOTHING), cadence) for row in rows), key=order_of)


def account_count(session: Session) -> int:
    """Return how many accounts there are, for a screen that has to choose how to ask for them."""
    account = tables.account
    return int(session.scalar(select(func.count()).select_from(account).where(account.c.deleted_at.is_(None))))


def list_statement() -> Select[*tuple[Any, ...]]:
    """Return the question for the list; the first rows of a starting window are asked by the same SQL."""
    account, member = tables.account, tables.member
    return (
        select(
            account.c.id, account.c.name, account.c.reading, account.c.segment, account.c.phase, account.c.tags,
            account.c.sample, member.c.name.label("owner"), literal_column(LAST_TOUCH).label("last_touch"),
            literal_column(NEXT_STEP).label("next_step"),
        )
        .outerjoin(member, member.c.id == account.c.owner_id)
        .where(account.c.deleted_at.is_(None))
    )  # fmt: skip


def _row(row: Mapping[str, Any], money: Standing, cadence: Cadence) -> AccountRow:
    segment = Segment(row["segment"]) if row["segment"] else None
    phase = Phase(row["phase"]) if row["phase"] else None
    return AccountRow(
        id=row["id"],
        name=row["name"],
        reading=row["reading"] or "",
        segment=segment,
        phase=phase,
        owner=row["owner"] or "",
        tags=tuple(row["tags"] or ()),
        mrr=money.mrr,
        currency=money.currency,
        renewal_date=money.renewal_date,
        notice_date=money.notice_date,
        notice_estimated=money.estimated,
        last_touch=date.fromisoformat(row["last_touch"]) if row["last_touch"] else None,
        cadence_days=cadence_days(segment, phase, cadence) if segment else None,
        next_step=row["next_step"] or "",
        sample=bool(row["sample"]),
    )


def order_of(row: AccountRow) -> tuple[str, str, str]:
    """Return the order of the list: by reading where there is one, else by name."""
    return (row.reading or row.name).casefold(), row.name, row.id


def cadence_of(chosen: Settings) -> Cadence:
    """Return the contact cadence that the settings say."""
    return Cadence(
        {Segment.HIGH: chosen.cadence_high, Segment.LOW: chosen.cadence_low},
        {Segment.HIGH: chosen.cadence_onboarding_high, Segment.LOW: chosen.cadence_onboarding_low},
    )


def find_account(session: Session, words: str) -> str:
    """Return the id of the account that an argument means: id, external id, domain or unique name."""
    found = account_index(session).resolve(words)
    if isinstance(found, Doubt):
        raise BansoError("account.ambiguous", field="account", name=words, candidates=list(found.candidates))
    if found is None:
        raise BansoError("account.unknown", field="account", name=words)
    return found


def dated_facts(
    account_id: str, values: Mapping[str, object], *, effective_on: str, recorded_at: str
) -> Iterator[dict[str, object]]:
    """Yield the dated facts that new values of an account's dated fields make."""
    for name in DATED_FIELDS:
        if name in values:
            yield {
                "id": uuid7(),
                "account_id": account_id,
                "field": name,
                "value": values[name],
                "effective_on": effective_on,
                "recorded_at": recorded_at,
            }


def amend_accounts(session: Session, ids: Sequence[str], values: Mapping[str, object], *, today: date) -> int:
    """Change fields of accounts; the dated ones are kept as facts from `today` on. Returns how many differ now."""
    before = door.present(session, "account", list(ids))
    changed = door.amend(session, "account", {account_id: values for account_id in ids})
    if changed:
        recorded = door.change_of(session).at
        facts = [
            fact
            for account_id in ids
            for fact in dated_facts(
                account_id,
                {f: v for f, v in values.items() if before[account_id][f] != v},
                effective_on=today.isoformat(),
                recorded_at=recorded,
            )
        ]
        door.create(session, "account_fact", facts)
    return changed
