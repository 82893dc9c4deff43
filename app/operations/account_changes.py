"""Every change that touched an account: what it made, changed and removed there, and what stands in the way of undo."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import select, text

from app.clock import parse_stamp
from app.journal.door import key_of, present, table_of
from app.journal.undo import by_name
from app.language import minor_digits, money
from app.models import tables
from app.models.database import Session, json_text
from app.operations.change_titles import titles

Deed = Literal["created", "changed", "removed", "restored"]

_HIDDEN = frozenset({
    "deleted_at", "name_key", "merged_into", "custom", "origin_id", "external_id", "by_id", "state", "params",
    "subject", "rule", "playbook", "place", "gathering_id", "digest", "facts", "frozen_at", "attendees", "left_out",
    "touchpoint_id", "hidden_because",
})  # fmt: skip
_BELONG = (
    "handover", "position", "participation", "contract", "touchpoint", "promise", "request", "request_account", "csql",
    "response", "indicator", "put_off", "walk", "feeling", "score_override", "cta", "move", "tie",
    "plan", "objective", "objective_reading", "milestone", "commitment", "plan_version", "plan_return", "plan_comment",
    "onboarding", "review", "review_section", "decision",
)  # fmt: skip
# Each table beside the rows of it that are the account's.
_MINE: Mapping[str, str] = {
    "account": "SELECT id FROM account WHERE id = :account",
    **{name: f"SELECT id FROM {name} WHERE account_id = :account" for name in _BELONG},
    "person": "SELECT person_id FROM position WHERE account_id = :account",
    "sameness": "SELECT s.id FROM sameness s JOIN position o ON o.person_id IN (s.one_id, s.other_id)"
    " WHERE o.account_id = :account",
    "contract_line": "SELECT l.id FROM contract_line l JOIN contract c ON c.id = l.contract_id"
    " WHERE c.account_id = :account",
    "touchpoint_person": "SELECT p.id FROM touchpoint_person p JOIN touchpoint t ON t.id = p.touchpoint_id"
    " WHERE t.account_id = :account",
    # Only what a person wrote: what files and the book itself tell comes in hundreds.
    "reading": "SELECT r.no FROM reading r JOIN account a ON a.no = r.account_no WHERE a.id = :account"
    " AND r.by_id IS NOT NULL",
}
KINDS = (
    "account", "person", "contract", "touchpoint", "promise", "plan", "health", "review", "handover", "voice", "other",
)  # fmt: skip
"""What changes can be sifted by."""
_KIND: Mapping[str, str] = {
    "position": "person", "participation": "person", "move": "person", "tie": "person", "sameness": "person",
    "contract_line": "contract", "forecast_call": "contract", "touchpoint_person": "touchpoint",
    "request": "voice", "request_account": "voice", "response": "voice", "csql": "voice", "indicator": "voice",
    "put_off": "other", "walk": "other", "cta": "other",
    "feeling": "health", "score_override": "health", "reading": "health", "objective": "plan",
    "objective_reading": "plan", "milestone": "plan", "commitment": "plan", "plan_version": "plan",
    "plan_return": "plan", "plan_comment": "plan", "onboarding": "plan", "review_section": "review",
    "decision": "review",
}  # fmt: skip
_NAMED: Mapping[str, str] = {
    "owner_id": "member", "taken_by_id": "member", "parent_id": "account", "person_id": "person",
    "one_id": "person", "other_id": "person", "position_id": "position",
    "account_id": "account", "plan_id": "plan", "objective_id": "objective", "milestone_id": "milestone",
    "follows_id": "objective", "request_id": "request",
}  # fmt: skip


@dataclass(frozen=True)
class FieldStep:
    """One field before and after, as stored; of another row its name stands."""

    name: str
    old: object
    new: object


@dataclass(frozen=True)
class Touched:
    """What a change did to one row; `title` says which one in its own words."""

    entity: str
    row_id: str
    deed: Deed
    title: str
    fields: tuple[FieldStep, ...] = ()

    @property
    def kind(self) -> str:
        """Return what it is sifted by, one of KINDS."""
        return _KIND.get(self.entity, self.entity)


@dataclass(frozen=True)
class AccountChange:
    """One change with what it did at the account; `number` orders changes as they were written."""

    number: int
    id: str
    at: datetime
    by: str
    cause: str
    undone: bool
    undoes: str | None
    """The cause of the change that this one took back."""
    touched: tuple[Touched, ...]


def _in_history(name: str) -> str:
    """Return the rows of a table that are the account's as history names them: a number is found there as text."""
    mine = _MINE[name]
    return mine if key_of(name) == "id" else f"SELECT CAST(no AS TEXT) FROM ({mine})"


_PARTS = " UNION ".join(
    f"SELECT change_id FROM {name} WHERE {key_of(name)} IN ({mine})"
    f" UNION SELECT change_id FROM history WHERE entity = '{name}' AND row_id IN ({_in_history(name)})"
    for name, mine in _MINE.items()
)
_CHANGES = text(
    "SELECT c.rowid AS number, c.id, c.at, c.cause, c.state, u.cause AS undone_cause, c.undoes, m.name AS by"
    " FROM change c LEFT JOIN member m ON m.id = c.by_id LEFT JOIN change u ON u.id = c.undoes"
    f" WHERE c.rowid < :before AND c.state <> 'open' AND c.id IN ({_PARTS}) ORDER BY c.rowid DESC LIMIT :limit"
)


def account_changes(
    session: Session, account_id: str, *, limit: int = 200, before: int | None = None
) -> list[AccountChange]:
    """Return the changes that touched an account, as they were written, the newest first.

    `before` is the number of the last one known, for the page that follows it.
    """
    found = session.rows(_CHANGES, account=account_id, limit=limit, before=2**62 if before is None else before)
    touched = _touched(session, account_id, [row["id"] for row in found])
    return [
        AccountChange(
            row["number"],
            row["id"],
            parse_stamp(row["at"]),
            row["by"] or "",
            row["cause"],
            row["state"] == "undone",
            row["undone_cause"] if row["undoes"] else None,
            tuple(touched.get(row["id"], ())),
        )
        for row in found
    ]


def _touched(session: Session, account_id: str, changes: Sequence[str]) -> dict[str, list[Touched]]:
    asked = {"account": account_id, "changes": json_text(list(changes))}
    within = "(SELECT value FROM json_each(:changes))"
    made: list[tuple[str, str, str]] = []
    steps: dict[tuple[str, str, str], dict[str, FieldStep]] = defaultdict(dict)
    for name, mine in _MINE.items():
        key = key_of(name)
        created = text(
            f"SELECT {key} AS id, change_id FROM {name} WHERE {key} IN ({mine}) AND change_id IN {within} ORDER BY no"
        )
        made += [(row["change_id"], name, str(row["id"])) for row in session.rows(created, **asked)]
        history = text(
            "SELECT change_id, row_id, field, old, new FROM history"
            f" WHERE change_id IN {within} AND entity = '{name}' AND row_id IN ({_in_history(name)}) ORDER BY no"
        )
        for row in session.rows(history, **asked):
            step = FieldStep(row["field"], json.loads(row["old"]), json.loads(row["new"]))
            steps[row["change_id"], name, row["row_id"]][row["field"]] = step
    called = titles(session, {(key[1], key[2]) for key in (*made, *steps)})
    names = _names(session, steps.values())
    found: dict[str, list[Touched]] = defaultdict(list)
    for change_id, entity, row_id in made:
        found[change_id].append(Touched(entity, row_id, "created", called[entity, row_id]))
    currencies = _currencies(session, steps)
    for (change_id, entity, row_id), fields in steps.items():
        if (change_id, entity, row_id) in made:
            continue
        currency = currencies.get(row_id, "")
        shown = [_named(step, names, currency) for name, step in fields.items() if name not in _HIDDEN]
        shown += own_steps(fields["custom"]) if "custom" in fields else []
        found[change_id].append(Touched(entity, row_id, _deed(fields), called[entity, row_id], tuple(shown)))
    return found


def own_steps(step: FieldStep) -> list[FieldStep]:
    """Return what a change did to own fields, one by one; what is no text there is the book's own."""
    old, new = (one if isinstance(one, dict) else {} for one in (step.old, step.new))
    return [
        FieldStep(f"custom.{name}", old.get(name), new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name) and not isinstance(old.get(name) or new.get(name), list | dict)
    ]


def _deed(fields: Mapping[str, FieldStep]) -> Deed:
    step = fields.get("deleted_at")
    if step is None:
        return "changed"
    return "removed" if step.new is not None else "restored"


def _names(session: Session, steps: Iterable[Mapping[str, FieldStep]]) -> dict[str, str]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for fields in steps:
        for name, step in fields.items():
            if name in _NAMED:
                wanted[_NAMED[name]] |= {str(value) for value in (step.old, step.new) if value}
    return {
        row_id: next((str(row[key]) for key in ("name", "title", "words") if row.get(key)), "")
        for entity, ids in wanted.items()
        for row_id, row in present(session, entity, list(ids)).items()
    }


def _currencies(session: Session, steps: Mapping[tuple[str, str, str], Mapping[str, FieldStep]]) -> dict[str, str]:
    """Return the currency of each contract line whose amount changed."""
    lines = {row_id for (_id, _entity, row_id), fields in steps.items() if "amount_minor" in fields}
    if not lines:
        return {}
    line, contract = tables.contract_line, tables.contract
    statement = (
        select(line.c.id, contract.c.currency)
        .join(contract, contract.c.id == line.c.contract_id)
        .where(line.c.id.in_(lines))
    )
    return {row["id"]: row["currency"] for row in session.rows(statement)}


def _amount(value: object, currency: str) -> str:
    if value is None:
        return ""
    return money(Decimal(int(str(value))).scaleb(-minor_digits(currency)), currency)


def _named(step: FieldStep, names: Mapping[str, str], currency: str) -> FieldStep:
    if step.name == "amount_minor" and currency:
        return FieldStep(step.name, _amount(step.old, currency), _amount(step.new, currency))
    if step.name not in _NAMED:
        return step
    return FieldStep(step.name, names.get(str(step.old), ""), names.get(str(step.new), ""))


# What stands in the way of taking one back

_BY_HAND: Mapping[str, str] = {"reading": " AND t.by_id IS NOT NULL"}


@dataclass(frozen=True)
class Standing:
    """How much of a change still stands as it left it, and how much later changes have gone over."""

    stands: int
    overtaken: int
    accounts: int
    """How many accounts it touched; taking it back touches them all."""


def standing_of(session: Session, change_id: str) -> Standing:
    """Return what of a change undo can still take back: its values as they stand, its rows nobody changed since."""
    stands = overtaken = 0
    for entity, rows in _last_values(session, change_id).items():
        now = present(session, entity, list({row["row_id"] for row in rows}))
        still = sum(_stands(now[row["row_id"]], row) for row in rows)
        stands, overtaken = stands + still, overtaken + len(rows) - still
    for name in _MINE:
        key = key_of(name)
        changed_since = text(
            f"SELECT t.{key} AS id, EXISTS (SELECT 1 FROM history h JOIN change c ON c.id = h.change_id"
            f" WHERE h.entity = '{name}' AND h.row_id = CAST(t.{key} AS TEXT) AND h.change_id <> :change"
            " AND c.state <> 'undone' AND c.undoes IS NULL) AS changed"
            f" FROM {name} t WHERE t.change_id = :change AND t.deleted_at IS NULL{_BY_HAND.get(name, '')}"
        )
        for row in session.rows(changed_since, change=change_id):
            stands, overtaken = (stands, overtaken + 1) if row["changed"] else (stands + 1, overtaken)
    return Standing(stands, overtaken, _accounts(session, change_id))


def _stands(now: Mapping[str, object], step: Mapping[str, Any]) -> bool:
    old, new = json.loads(step["old"]), json.loads(step["new"])
    if step["field"] == "custom":
        return by_name(now["custom"], old, new)[0]
    return bool(now[step["field"]] == new)


def _last_values(session: Session, change_id: str) -> dict[str, list[Mapping[str, Any]]]:
    history = tables.history
    rows = session.rows(history.select().where(history.c.change_id == change_id).order_by(history.c.no))
    last = {(row["entity"], row["row_id"], row["field"]): row for row in rows}
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in last.values():
        if row["field"] in table_of(row["entity"]).c:
            found[row["entity"]].append(row)
    return found


def _accounts(session: Session, change_id: str) -> int:
    parts = " UNION ".join(
        f"SELECT account_id FROM {name} WHERE change_id = :change"
        f" UNION SELECT t.account_id FROM {name} t JOIN history h ON h.row_id = t.id"
        f" WHERE h.entity = '{name}' AND h.change_id = :change"
        for name in _BELONG
    )
    parts += (
        " UNION SELECT a.id FROM reading t JOIN account a ON a.no = t.account_no"
        f" WHERE t.change_id = :change{_BY_HAND['reading']}"
    )
    whole = (
        "SELECT id FROM account WHERE change_id = :change"
        " UNION SELECT row_id FROM history WHERE entity = 'account' AND change_id = :change"
    )
    return int(session.rows(text(f"SELECT count(*) AS n FROM ({whole} UNION {parts})"), change=change_id)[0]["n"])
