"""Which lines that are told share days with the same product under another contract as no two may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.models.database import Session
from app.revenue.agreed import OVERLAPPING_TERM
from app.revenue.overlap import ProductTerm, clashes, counts, present_end
from app.search.fold import fold
from app.sync.sql import ANY, ask, listed

_DECIDES = ("contract_id", "product", "start_on", "end_on", "billing")
_CONTRACT = (
    "id", "account_id", "kind", "start_on", "end_on", "auto_renew", "renewal_term_months", "notified_on", "outcome",
    "outcome_on",
)  # fmt: skip
_LINE = ("id", "contract_id", "product", "start_on", "end_on", "billing")
_STANDING = (
    f"SELECT {', '.join(f'l.{name}' for name in _LINE)}, {', '.join(f'c.{name}' for name in _CONTRACT)}, "
    "EXISTS (SELECT 1 FROM binding b WHERE b.connection_id = ? AND b.entity = 'contract_line' AND b.local_id = l.id) "
    "FROM contract c JOIN contract_line l ON l.contract_id = c.id "
    f"WHERE c.deleted_at IS NULL AND l.deleted_at IS NULL AND c.account_id IN {ANY}"
)
_SOURCE = "here"
Values = Mapping[str, Any]
_Group = tuple[str, str]


def overlap_faults(
    session: Session,
    connection: int,
    rows: Mapping[str, Values],
    contracts: Mapping[str, Values],
    before: Mapping[str, Values],
    today: str,
) -> dict[str, dict[str, str]]:
    """Return, by line and column, what is told of it that no line beside it allows; of a new one its first day.

    What a system tells is judged together, whichever came first. A line whose days, product and contract stay as they
    were is left alone.
    """
    changed = {row_id: _changed(row, before.get(row_id)) for row_id, row in rows.items()}
    ours = {row_id: rows[row_id] for row_id, columns in changed.items() if columns}
    if not ours:
        return {}
    day = date.fromisoformat(today)
    standing = _standing(
        session, connection, {str(contracts[str(r["contract_id"])]["account_id"]) for r in ours.values()}, day
    )
    told: dict[_Group, list[ProductTerm]] = defaultdict(list)
    for row_id, row in ours.items():
        contract = contracts[str(row["contract_id"])]
        # What ends before it begins is refused for that.
        if counts(contract["kind"], row["billing"]) and str(row["start_on"]) <= str(row["end_on"]):
            told[_group(row, contract)].append(_term({**row, "id": row_id}, contract, True, day))
    found: dict[str, dict[str, str]] = {}
    for group, terms in told.items():
        for place in clashes(standing[group], terms):
            row_id = terms[place].line
            found[row_id] = dict.fromkeys(changed[row_id], OVERLAPPING_TERM)
    return found


def _changed(row: Values, before: Values | None) -> tuple[str, ...]:
    if before is None:
        return ("start_on",)
    return tuple(name for name in _DECIDES if row[name] != before[name])


def _standing(session: Session, connection: int, accounts: set[str], today: date) -> dict[_Group, list[ProductTerm]]:
    found: dict[_Group, list[ProductTerm]] = defaultdict(list)
    for cells in ask(session, _STANDING, connection, listed(accounts)):
        line = dict(zip(_LINE, cells, strict=False))
        contract = dict(zip(_CONTRACT, cells[len(_LINE) : -1], strict=True))
        if counts(contract["kind"], line["billing"]):
            found[_group(line, contract)].append(_term(line, contract, bool(cells[-1]), today))
    return found


def _group(line: Values, contract: Values) -> _Group:
    return str(contract["account_id"]), fold(str(line["product"]))


def _term(line: Values, contract: Values, is_theirs: bool, today: date) -> ProductTerm:
    start, end = date.fromisoformat(str(line["start_on"])), date.fromisoformat(str(line["end_on"]))
    until = present_end(contract, start, end, today)
    # A contract that is a record is told from others by that, with or without a number.
    owner = str(line["contract_id"])
    return ProductTerm(str(line["id"]), owner, start, end, until, _SOURCE if is_theirs else "", owner)
