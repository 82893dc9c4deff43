"""Goes through files in the order in which they depend on each other and writes what their rows say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from app.errors import Cancelled
from app.imports.drafts import Draft, PersonDraft, ReadingDraft, TouchpointDraft
from app.imports.keys import row_hash
from app.imports.rows import Drafts, drafts_in
from app.imports.sheets import read_sheet
from app.imports.words import RowError
from app.journal import door
from app.journal.change import LongChange, result
from app.journal.changes import Changes
from app.models import tables
from app.models.database import Session
from app.operations.account_index import Doubt, account_index
from app.operations.account_names import remember_names
from app.operations.book import Book
from app.operations.forgotten import forgotten
from app.operations.importing import (
    accounts,
    attendance,
    contracts,
    events,
    network,
    people,
    readings,
    surveys,
    touchpoints,
)
from app.operations.importing.contract_overlaps import overlaps
from app.operations.importing.keys import key_of, print_key
from app.operations.importing.moved import drop_known, left_elsewhere
from app.operations.importing.plan import CHUNK, Item, Planned, Run
from app.operations.importing.prints import keep_prints, prints_of
from app.operations.importing.remembered import FileChoice, kind_and_mapping, remember
from app.operations.importing.told_twice import told_twice
from app.operations.settings import settings
from app.operations.surveys import keep_survey_readings
from app.vocabulary import ImportKind

ORDER = tuple(ImportKind)
PLANS: Mapping[ImportKind, Callable[[Session, Run, Sequence[Item]], list[Planned]]] = {
    ImportKind.ACCOUNTS: accounts.plan,
    ImportKind.PEOPLE: people.plan,
    ImportKind.CONTRACTS: contracts.plan,
    ImportKind.TOUCHPOINTS: touchpoints.plan,
    ImportKind.READINGS: readings.plan,
    ImportKind.EVENTS: events.plan_events,
    ImportKind.NETWORK: network.plan,
    ImportKind.ATTENDANCE: attendance.plan,
    ImportKind.SURVEYS: surveys.plan,
    ImportKind.RATES: events.plan_rates,
}
CREATED_IN_ORDER = [table.name for table in tables.metadata.sorted_tables]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Rejected(RowError):
    """A row that stays out, with the file it stands in."""

    file: str = ""


@dataclass
class Report:
    """What an import did, or with a dry run would do; rejected rows name file, row and column."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    change_id: str | None = None
    changes: Changes = field(default_factory=Changes)


def import_paths(
    book: Book,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    given: Mapping[str, str] | None = None,
    choices: Mapping[Path, FileChoice] | None = None,
    named: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring in files, good rows in and bad rows named; every file is read before anything is written.

    One change for all of them, which an error, a cancellation or a killed process takes back. Raises BansoError
    where a file cannot be read, `Cancelled` where `cancelled()` says so. `choices` says for single files what `kind`
    and `given` say for all. `named` says which account (or `account_names.ANOTHER`) a name in doubt means; the next
    file is not asked about it again.
    """
    for_all = FileChoice(kind, given or {})
    read = [(path, _drafts(book, path, (choices or {}).get(path, for_all))) for path in paths]
    read.sort(key=lambda pair: ORDER.index(pair[1].kind))
    report = Report()
    total = sum(len(drafts.drafts) for _path, drafts in read)
    with ExitStack() as stack:
        change = stack.enter_context(book.long("import", {"files": [path.name for path in paths]}))
        run = _begin(book, change)
        for name, account_id in (named or {}).items():
            run.accounts.say(name, account_id)
        for path, drafts in read:
            heading = {local: drafts.sheet.headings[index] for local, index in drafts.mapping.columns.items()}
            errors = list(drafts.errors)
            for outcome in _written(book, change, run, drafts, dry_run=dry_run):
                if cancelled():
                    raise Cancelled
                errors += _count(report, outcome, heading)
                progress(report.imported + report.updated + report.unchanged, total)
            report.rejected += [
                Rejected(e.row, e.column, e.key, e.params, path.name) for e in sorted(errors, key=lambda e: e.row)
            ]
            if not dry_run:
                with change.step() as session:
                    remember(session, drafts)
                    keep_survey_readings(session, run.answered, at=run.at, zone=run.zone)
        if named and not dry_run:
            with change.step() as session:
                remember_names(session, named)
        report.changes = result(change.change)
        report.change_id = report.changes.id
    return report


def _drafts(book: Book, path: Path, choice: FileChoice) -> Drafts:
    table = read_sheet(path)
    kind, remembered = book.read(kind_and_mapping, table, path.name, choice)
    return drafts_in(table, path.name, kind, choice.given, remembered)


def _begin(book: Book, change: LongChange) -> Run:
    def begun(session: Session) -> Run:
        members = session.rows(select(tables.member.c.name, tables.member.c.id))
        watched = ("touchpoint", "reading")
        empty = frozenset(
            name for name in watched if not session.scalar(select(func.count()).select_from(door.table_of(name)))
        )
        return Run(
            at=change.change.at,
            today=book.clock.today(),
            zone=settings(session).zone,
            accounts=account_index(session),
            members={row["name"]: row["id"] for row in members},
            forgotten=forgotten(session),
            empty=empty,
        )

    return book.read(begun)


def _written(book: Book, change: LongChange, run: Run, drafts: Drafts, *, dry_run: bool) -> Iterator[Planned]:
    """Yield what became of each draft, chunk by chunk."""
    parents: list[Item] = []
    run.begin_file()
    if drafts.kind is ImportKind.CONTRACTS:
        run.twice = told_twice(run, drafts.drafts)
        run.overlaps = book.read(overlaps, run, [one for one in drafts.drafts if one.row not in run.twice])
    for chunk in _chunks(drafts.drafts):
        if dry_run:
            planned = book.read(_planned, run, chunk, drafts.kind)
        else:
            with change.step() as session:
                planned = _planned(session, run, chunk, drafts.kind)
                _write(session, planned)
        parents += [
            Item(p.item.draft, p.item.key, p.item.account_id, p.row_id)
            for p in planned
            if drafts.kind is ImportKind.ACCOUNTS and not p.why and not p.is_known and p.item.draft.given.get("parent")
        ]
        yield from planned
    if parents and dry_run:
        yield from (p for p in book.read(accounts.plan_parents, run, parents) if p.why)
    elif parents:
        with change.step() as session:
            planned = accounts.plan_parents(session, run, parents)
            _write(session, planned, keep=False)
            # A row whose parent is not known yet is looked at again next time.
            mark = {"kind": str(drafts.kind), "change_id": door.change_of(session).id}
            refused = [{**mark, "key": p.item.key} for p in planned if p.why]
            door.let_go(session, "import_print", refused)
        yield from (p for p in planned if p.why)


def _chunks(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield drafts in pieces in which no key stands twice: the second of two speaks of a row that is there by then."""
    piece: list[Draft] = []
    keys: set[str] = set()
    for draft in drafts:
        # Equal touchpoints are counted while they are read, so that their natural keys differ anyway.
        counted = isinstance(draft, TouchpointDraft) and "external_id" not in draft.given
        key = "" if counted else key_of(draft, None)
        if len(piece) >= CHUNK or key in keys:
            yield piece
            piece, keys = [], set()
        piece.append(draft)
        if key:
            keys.add(key)
    if piece:
        yield piece


def _planned(session: Session, run: Run, drafts: Sequence[Draft], kind: ImportKind) -> list[Planned]:
    items: list[Item] = []
    done: list[Planned] = []
    for draft in drafts:
        written = getattr(draft, "account", None)
        account = run.accounts.resolve(written) if isinstance(written, str) else None
        key = key_of(draft, account if isinstance(account, str) else None)
        run.seen[key] += 1
        item = Item(draft, print_key(key, run.seen[key]), None, None)
        if isinstance(account, Doubt):
            done.append(Planned(item).refuse("account", "account_in_doubt", value=written, **account.params))
        elif written is not None and account is None:
            done.append(Planned(item).refuse("account", "unknown_account", value=written))
        else:
            items.append(Item(draft, item.key, account if isinstance(account, str) else None, None))
    if kind is ImportKind.PEOPLE and done:
        left_elsewhere(session, run, done)
        drop_known(session, done)
    known_prints = prints_of(session, kind, [item.key for item in items])
    rest: list[Item] = []
    for item in items:
        known = known_prints.get(item.key)
        if known is not None and known[0] == row_hash(item.draft):
            done.append(Planned(item, row_id=known[1], is_known=True))
            if isinstance(item.draft, PersonDraft):
                run.posts.add((known[1], str(item.account_id), people.post_of(item.draft)))
        else:
            rest.append(Item(item.draft, item.key, item.account_id, known[1] if known else None))
    return [*done, *PLANS[kind](session, run, rest)] if rest else done


def _write(session: Session, planned: Sequence[Planned], *, keep: bool = True) -> None:
    creates: dict[str, list[dict[str, object]]] = defaultdict(list)
    amends: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    for one in planned:
        for entity, row in one.creates:
            creates[entity].append(row)
        for entity, row_id, values in one.amends:
            amends[entity].setdefault(row_id, {}).update(values)
    for entity in CREATED_IN_ORDER:
        if entity in creates:
            rows = creates[entity]
            door.create(session, entity, readings.with_numbers(session, rows) if entity == "reading" else rows)
        if entity in amends:
            door.amend(session, entity, amends[entity])
    if keep:
        keep_prints(session, planned)


def _count(report: Report, one: Planned, headings: Mapping[str, str]) -> list[RowError]:
    if one.why:
        draft, column = one.item.draft, headings.get(one.column, one.column)
        if isinstance(draft, ReadingDraft) and column == "value":
            # In a wide file a value stands under the name of its measure.
            column = draft.measure
        return [RowError(draft.row, column, one.why, one.params)]
    if one.is_new:
        report.imported += 1
    elif one.creates or one.amends:
        report.updated += 1
    else:
        report.unchanged += 1
    return []
