"""Which rows of a contracts file overlap a term of the same product: of the book, or of another row of the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.imports.drafts import ContractLineDraft, Draft
from app.imports.keys import row_hash
from app.imports.terms import Term
from app.models.database import Session
from app.operations.importing.contract_book import ContractBook, Row
from app.operations.importing.keys import key_of, print_key
from app.operations.importing.plan import CHUNK, Item, Run
from app.operations.importing.prints import prints_of
from app.operations.importing.rated import is_rated
from app.revenue.overlap import ProductTerm, clashes, counts, present_end
from app.search.fold import fold
from app.vocabulary import ImportKind

_FILE = "file"
_Known = Mapping[str, tuple[str, str]]


def overlaps(session: Session, run: Run, drafts: Sequence[Draft]) -> dict[int, ProductTerm]:
    """Return the rows of a file that cannot be, each with the term that it overlaps.

    All rows of the file are looked at together, so that their order says nothing. What a row that is not new says of
    its term is only looked at where it differs from what stands.
    """
    items = _items(run, drafts)
    known = _prints(session, [item.key for item in items])
    items = [replace(item, row_id=known[item.key][1] if item.key in known else None) for item in items]
    same = {item.key for item in items if item.key in known and known[item.key][0] == row_hash(item.draft)}
    # Where an account has nothing new, nothing of it can have come to overlap.
    spoken = {item.account_id for item in items if item.key not in same}
    items = [item for item in items if item.account_id in spoken]
    book = ContractBook(session, list(dict.fromkeys(str(item.account_id) for item in items)), {})
    standing = _standing(book, run.today)
    told: dict[tuple[str, str], list[tuple[int, ProductTerm]]] = defaultdict(list)
    for item in items:
        draft = item.draft
        assert isinstance(draft, ContractLineDraft)
        line = book.line(item, draft)
        group = (str(item.account_id), fold(draft.product))
        is_same = item.key in same
        term = None if is_same else _told(book, item, draft, line, run.today)
        stands = standing[group].get(str(line["id"])) if line is not None else None
        if stands is not None and (is_same or (term is not None and _days(term) == _days(stands))):
            standing[group][stands.line] = replace(stands, source=_FILE)
        elif term is not None and is_rated(session, run, draft.currency):
            told[group].append((draft.row, term))
    found: dict[int, ProductTerm] = {}
    for group, rows in told.items():
        refused = clashes(list(standing[group].values()), [term for _row, term in rows])
        found |= {rows[place][0]: other for place, other in refused.items()}
    return found


def _items(run: Run, drafts: Sequence[Draft]) -> list[Item]:
    """Return the rows whose account is known, with their keys as the import itself counts them."""
    seen: Counter[str] = Counter()
    items = []
    for draft in drafts:
        assert isinstance(draft, ContractLineDraft)
        account = run.accounts.resolve(draft.account)
        if isinstance(account, str):
            key = key_of(draft, account)
            seen[key] += 1
            items.append(Item(draft, print_key(key, seen[key]), account, None))
    return items


def _prints(session: Session, keys: Sequence[str]) -> _Known:
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(keys), CHUNK):
        found |= prints_of(session, ImportKind.CONTRACTS, keys[start : start + CHUNK])
    return found


def _standing(book: ContractBook, today: date) -> defaultdict[tuple[str, str], dict[str, ProductTerm]]:
    found: defaultdict[tuple[str, str], dict[str, ProductTerm]] = defaultdict(dict)
    for line in book.lines.values():
        contract = book.contracts[str(line["contract_id"])]
        if counts(contract["kind"], line["billing"]):
            start, end = date.fromisoformat(str(line["start_on"])), date.fromisoformat(str(line["end_on"]))
            until = present_end(contract, start, end, today)
            number = str(contract["external_id"] or "")
            term = ProductTerm(str(line["id"]), str(contract["id"]), start, end, until, number=number)
            found[str(contract["account_id"]), fold(str(line["product"]))][term.line] = term
    return found


def _told(
    book: ContractBook, item: Item, draft: ContractLineDraft, line: Row | None, today: date
) -> ProductTerm | None:  # fmt: skip
    """Return the term that a row tells of; None where nothing is paid for again and again."""
    contract = book.contract(item, draft, line)
    given = draft.given
    kind = given.get("kind", contract["kind"] if contract else "paid")
    if not counts(kind, given.get("billing", line["billing"] if line else "monthly")):
        return None
    number = str(given.get("contract", contract["external_id"] if contract else None) or "")
    owner = str(contract["id"]) if contract else f"{fold(number)}|" if number else f"|{draft.start}|{draft.end}"
    start, end = draft.start.isoformat(), draft.end.isoformat()
    said: dict[str, object] = {
        "auto_renew": False, **(contract or {}), **{n: given[n] for n in ("auto_renew", "outcome") if n in given},
        "start_on": min(start, str(contract["start_on"])) if contract else start,
        "end_on": max(end, str(contract["end_on"])) if contract and number else end,
    }  # fmt: skip
    if isinstance(renewal := given.get("renewal_term"), Term):
        said["renewal_term_months"] = renewal.value
    until = present_end(said, draft.start, draft.end, today)
    key = str(line["id"]) if line else f"{owner}|{start}"
    return ProductTerm(key, owner, draft.start, draft.end, until, _FILE, number)


def _days(term: ProductTerm) -> tuple[date, date]:
    return term.start, term.end
