"""What must be true of a row as a whole, and what follows from its fields, before what they say is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.journal import door
from app.language import minor_digits
from app.models.database import Session
from app.revenue.agreed import (
    OVERLAPPING_TERM,
    UNKNOWN_CURRENCY,
    amount_minor,
    call_faults,
    contract_faults,
    line_faults,
)
from app.revenue.leads import LEAD_ORDER, lead_faults
from app.search.fold import fold, fold_name
from app.sync import sections
from app.sync.entities import OWN_CHAPTER, Entity
from app.sync.overlaps import overlap_faults
from app.sync.rules import Route, Rule
from app.sync.sql import ANY, ask, listed
from app.sync.values import Canon, Unfit

BESIDE = "beside"
"""Why a field is not taken over that only makes sense with one that cannot be."""

ONE_ONLY = "one_only"
HELD = frozenset({
    "end_before_start", "outside_contract", OVERLAPPING_TERM, UNKNOWN_CURRENCY, "negative", "call_order", LEAD_ORDER,
    ONE_ONLY, BESIDE,
})  # fmt: skip
"""Why something cannot be taken over as long as it, or what it belongs to, says what it does."""

TOGETHER: Mapping[str, tuple[frozenset[str], ...]] = {
    "contract": (frozenset({"start_on", "end_on"}), frozenset({"currency"})),
    "contract_line": (
        frozenset(
            {"contract_id", "quantity", "unit_price", "amount_minor", "billing", "start_on", "end_on", "free_months"}
        ),
        frozenset({"product"}),
    ),
    "forecast_call": (frozenset({"contract_id", "committed_minor", "best_minor", "worst_minor", "currency"}),),
    "review_section": (frozenset({"review_id", "chapter"}),),
    "csql": (
        frozenset({"submitted_on", "accepted_on", "won_on", "lost_on"}),
        frozenset({"amount_minor", "currency"}),
    ),
}
"""By noun the columns of which none is taken over where one of them cannot be."""

Values = Mapping[str, Any]


class Refused(Unfit):
    """A row that cannot be as it is told; it is looked at again, for what it belongs to may be told otherwise."""

    def __init__(self, column: str, code: str) -> None:
        super().__init__(f"{column}: {code}")
        self.column, self.code = column, code


def is_checked(entity: Entity) -> bool:
    """Tell whether a row of a noun is looked at as a whole."""
    return entity.name in TOGETHER


def check(
    session: Session,
    connection: int,
    route: Route,
    before: Mapping[str, Values],
    values: Mapping[str, dict[str, dict[str, object]]],
    today: str,
) -> dict[str, dict[str, str]]:
    """Take out of the `values` of rows by table what cannot be so, and put in what follows from the rest.

    Returns, by row and field of theirs, why it is not taken over.
    """
    refused: dict[str, dict[str, str]] = {}
    mine = values[route.entity.table]
    if not is_checked(route.entity) or not mine:
        return refused
    told = {row_id: {**before[row_id], **fields} for row_id, fields in mine.items()}
    for row_id, wrong in _faults(session, connection, route.entity, told, before, today).items():
        parts = [part for part in TOGETHER[route.entity.name] if part & wrong.keys()]
        not_taken = [column for column in mine[row_id] if any(column in part for part in parts)]
        if not_taken:
            refused[row_id] = {route.by_column[column]: wrong.get(column, BESIDE) for column in not_taken}
        for column in not_taken:
            del mine[row_id][column]
    if route.entity.name == "contract":
        _restate(session, before, mine)
    for row_id, fields in mine.items():
        _complete(session, route.entity, fields, before[row_id])
    return refused


def check_new(
    session: Session, connection: int, route: Route, rows: Sequence[dict[str, object]], today: str
) -> dict[str, Refused]:  # fmt: skip
    """Put into new rows what follows from their fields; return, by id, why some cannot be."""
    if not is_checked(route.entity):
        return {}
    told = {str(row["id"]): row for row in rows}
    wrong = _faults(session, connection, route.entity, told, {}, today)
    for row_id, row in told.items():
        if row_id not in wrong:
            _complete(session, route.entity, row, {})
    return {row_id: Refused(*min(some.items())) for row_id, some in wrong.items()}


def _faults(
    session: Session,
    connection: int,
    entity: Entity,
    rows: Mapping[str, Values],
    before: Mapping[str, Values],
    today: str,
) -> dict[str, dict[str, str]]:
    if entity.name == "contract":
        found = {row_id: contract_faults(row) for row_id, row in rows.items()}
    elif entity.name == "forecast_call":
        found = {row_id: call_faults(row) for row_id, row in rows.items()}
    elif entity.name == "csql":
        found = {row_id: lead_faults(row) for row_id, row in rows.items()}
    elif entity.name == "review_section":
        found = _second_sections(session, rows)
    else:
        found = _line_faults(session, connection, rows, before, today)
    return {row_id: some for row_id, some in found.items() if some}


def _line_faults(
    session: Session, connection: int, rows: Mapping[str, Values], before: Mapping[str, Values], today: str
) -> dict[str, dict[str, str]]:
    contracts = door.present(session, "contract", sorted({str(row["contract_id"]) for row in rows.values()}))
    sql = (
        "SELECT b.local_id FROM binding b, json_each(b.blocked) f WHERE b.connection_id = ? AND b.entity = 'contract' "
        f"AND b.local_id IN {ANY} AND json_extract(f.value, '$.code') = ?"
    )
    # What its lines are told in is not the currency of the contract here.
    strange = {row[0] for row in ask(session, sql, connection, listed(contracts), UNKNOWN_CURRENCY)}
    found = overlap_faults(session, connection, rows, contracts, before, today)
    for row_id, row in rows.items():
        contract = str(row["contract_id"])
        found[row_id] = {**found.get(row_id, {}), **line_faults(row, contracts[contract])}
        if contract in strange:
            found[row_id]["amount_minor"] = UNKNOWN_CURRENCY
    return found


def _second_sections(session: Session, rows: Mapping[str, Values]) -> dict[str, dict[str, str]]:
    sql = (
        "SELECT id, review_id, chapter FROM review_section WHERE deleted_at IS NULL AND chapter <> ? "
        f"AND review_id IN {ANY}"
    )
    taken: dict[tuple[str, str], str] = {}
    for row_id, review, chapter in ask(session, sql, OWN_CHAPTER, listed({str(r["review_id"]) for r in rows.values()})):
        taken[review, chapter] = row_id
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row_id, row in rows.items():
        if taken.setdefault((row["review_id"], row["chapter"]), row_id) != row_id and row["chapter"] != OWN_CHAPTER:
            found[row_id]["chapter"] = ONE_ONLY
    return found


def currencies(
    session: Session,
    route: Route,
    many: Mapping[str, Mapping[str, Canon]],
    refs: Mapping[str, Mapping[str, str]],
    before: Mapping[str, Values],
) -> dict[str, str]:
    """Return the currency that the amounts of rows are told in: what is told of it, else what stands."""
    if not route.money:
        return {}
    ref, _dot, own = route.money[0].local.currency.rpartition(".")
    rule = route.by_local.get(ref or own)
    there = {row_id: before[row_id][route.entity.fields[ref or own].kept_in] for row_id in many if row_id in before}
    for row_id, fields in many.items():
        said = fields.get(rule.remote.name) if rule is not None else None
        if rule is not None and said is not None:
            there[row_id] = refs[ref].get(str(said)) if ref else _kept(rule, said)
    if not ref:
        return {row_id: str(code) for row_id, code in there.items() if code}
    known = _currency_of(session, {str(row) for row in there.values()})
    return {row_id: known[str(row)] for row_id, row in there.items() if str(row) in known}


def _kept(rule: Rule, said: Canon) -> object:
    try:
        return rule.here(said)
    except Unfit:
        return None


def _currency_of(session: Session, contracts: Iterable[str]) -> dict[str, str]:
    return dict(ask(session, f"SELECT id, currency FROM contract WHERE id IN {ANY}", listed(contracts)))


def derive(entity: Entity, row: dict[str, object], other: dict[str, object]) -> None:
    """Put in what names are looked up by; it is kept beside them."""
    if entity.name == "account" and row.get("name") is not None:
        row["name_key"] = fold_name(str(row["name"]))
    if entity.joined == "person" and other.get("name") is not None:
        other["name_key"] = fold(str(other["name"])).replace(" ", "")


def _complete(session: Session, entity: Entity, fields: dict[str, object], before: Values) -> None:
    row = {**before, **fields}
    if entity.name == "review_section":
        fields |= sections.stands(row)
    elif entity.name == "contract_line" and row.get("amount_minor") is None:
        currency = _currency_of(session, [str(row["contract_id"])])[str(row["contract_id"])]
        price = Decimal(str(row["unit_price"]))
        fields["amount_minor"] = amount_minor(Decimal(str(row["quantity"])), price, currency)


def _restate(session: Session, before: Mapping[str, Values], puts: Mapping[str, Values]) -> None:
    """Let the lines of contracts whose currency changes cost as many units of the new one as of the old one."""
    shifts = {
        row_id: minor_digits(str(fields["currency"])) - minor_digits(str(before[row_id]["currency"]))
        for row_id, fields in puts.items()
        if fields.get("currency") is not None
    }
    moved = {row_id: by for row_id, by in shifts.items() if by}
    sql = (
        "SELECT id, contract_id, amount_minor FROM contract_line WHERE amount_minor IS NOT NULL "
        f"AND contract_id IN {ANY}"
    )
    lines = ask(session, sql, listed(moved)) if moved else []
    restated = {
        line: {"amount_minor": int(Decimal(amount).scaleb(moved[contract]).quantize(Decimal(1), ROUND_HALF_UP))}
        for line, contract, amount in lines
    }
    door.amend(session, "contract_line", restated)
