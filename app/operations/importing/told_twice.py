"""Which rows of a contracts file contradict an earlier row of the same file, about a line or about its contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.imports.drafts import ContractLineDraft, Draft
from app.operations.importing.plan import Run, Twice
from app.search.fold import fold
from app.vocabulary import ContractKind

_OF_LINE = ("quantity", "unit_price", "currency", "end", "billing", "free_months")
_OF_CONTRACT = ("kind", "auto_renew", "renewal_term", "outcome")
_Key = tuple[str, ...]
_Said = dict[str, tuple[int, object]]


@dataclass
class _Told:
    """What rows have said so far: of each line and of each contract, by column, the first row to say it and what."""

    lines: dict[_Key, _Said] = field(default_factory=dict)
    contracts: dict[_Key, _Said] = field(default_factory=dict)


def told_twice(run: Run, drafts: Sequence[Draft]) -> Mapping[int, Twice]:
    """Return the rows that contradict an earlier one, by their row.

    One file tells a line once, and what holds for a whole contract in one way: of two amounts neither corrects the
    other, and which of them is meant, or both, nobody can know. A row that says the same again contradicts nothing, nor
    does one that leaves a column open; but a contract whose first row leaves open what kind it is, is paid for.
    """
    told = _Told()
    found: dict[int, Twice] = {}
    for draft in drafts:
        assert isinstance(draft, ContractLineDraft)
        account = run.accounts.resolve(draft.account)
        if isinstance(account, str):
            twice = _of_line(told, draft, account) or _of_contract(told, draft, account)
            if twice is not None:
                found[draft.row] = twice
    return found


def _of_line(told: _Told, draft: ContractLineDraft, account: str) -> Twice | None:
    line = (account, fold(draft.product), draft.start.isoformat())
    number = _number(draft)
    # A number that comes later is taken by the line that stands without one, where all its days are the same.
    as_days = ("days", *line, draft.end.isoformat())
    own = ("number", number, *line) if number else ("none", *line)
    earlier = told.lines.get(own) or (told.lines.get(as_days) if number else None) or {}
    said = {name: draft.given[name] for name in _OF_LINE if name in draft.given}
    twice = _against(earlier, said, draft.row, "line_told_twice")
    if twice is None:
        earlier |= {name: (draft.row, value) for name, value in said.items() if name not in earlier}
        told.lines[own] = earlier
        if not number:
            told.lines.setdefault(as_days, earlier)
    return twice


def _of_contract(told: _Told, draft: ContractLineDraft, account: str) -> Twice | None:
    number = _number(draft)
    days = ("days", account, draft.start.isoformat(), draft.end.isoformat())
    earlier = told.contracts.setdefault(("number", account, number) if number else days, {})
    said = {name: draft.given[name] for name in _OF_CONTRACT if name in draft.given}
    twice = _against(earlier, said, draft.row, "contract_told_twice")
    if twice is None:
        for name, value in {"kind": ContractKind.PAID, **said}.items():
            earlier.setdefault(name, (draft.row, value))
    return twice


def _against(earlier: _Said, said: Mapping[str, object], row: int, why: str) -> Twice | None:
    """Return what a row contradicts of what was said, in the first column that does."""
    for name, value in said.items():
        before, held = earlier.get(name, (row, value))
        if value != held:
            return Twice(before, name, why)
    return None


def _number(draft: ContractLineDraft) -> str:
    return fold(str(draft.given.get("contract") or ""))
