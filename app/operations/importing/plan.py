"""What a draft will do to the book, worked out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from app.clock import stamp
from app.health.ranges import Range
from app.imports.drafts import Draft
from app.models.database import Session
from app.operations.account_index import AccountIndex
from app.operations.forgotten import Forgotten
from app.revenue.overlap import ProductTerm

CHUNK = 500
LineKey = tuple[str, str, str, str]
"""A line by its account, its product, its first and its last day."""


@dataclass(frozen=True)
class Twice:
    """The earlier row that a row contradicts, in which column, and why it stays out, by key."""

    row: int
    column: str
    why: str


@dataclass
class Run:
    """What one run of an import knows while it goes through its files."""

    at: str
    today: date
    zone: str
    accounts: AccountIndex
    members: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)  # what a measure may hold, by its key and its names
    forgotten: Forgotten = field(default_factory=Forgotten)  # what was erased for good and does not come back
    empty: frozenset[str] = frozenset()  # tables without a row when the run began: nothing to look up there
    seen: Counter[str] = field(default_factory=Counter)  # rows of the present file by key
    answered: set[str] = field(default_factory=set)  # accounts whose answers to a survey came in
    posts: set[tuple[str, str, str]] = field(default_factory=set)  # (person, account, post) the file has spoken of
    base: str | None = None  # the currency reported in, once it was asked for
    rated: set[tuple[str, str]] = field(default_factory=set)  # (currency, base) of which a rate is known
    renamed: dict[LineKey, str] = field(default_factory=dict)  # lines whose contract the file has given its number to
    overlaps: Mapping[int, ProductTerm] = field(default_factory=dict)  # rows of the file and what they overlap
    twice: Mapping[int, Twice] = field(default_factory=dict)  # rows of the file that contradict an earlier one

    def begin_file(self) -> None:
        """Forget what only counts within one file."""
        self.seen.clear()
        self.posts.clear()
        self.renamed.clear()
        self.overlaps = {}
        self.twice = {}

    def day(self, value: date | datetime) -> str:
        """Return the day on which a moment of a file falls in the profile's zone, as a row holds it."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(ZoneInfo(self.zone))
        return value.isoformat()[:10]

    def instant(self, value: date | datetime) -> str:
        """Return a moment of a file as an instant; a day counts from its midnight in the profile's zone."""
        if not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(self.zone))
        elif value.tzinfo is None:
            value = value.replace(tzinfo=ZoneInfo(self.zone))
        return stamp(value)


@dataclass(frozen=True)
class Item:
    """A draft whose account and key are known; `row_id` is the row of its last import, where that still stands."""

    draft: Draft
    key: str
    account_id: str | None
    row_id: str | None


@dataclass
class Planned:
    """The rows a draft makes and changes. `row_id` is the row it stands for; `why` refuses it, by key."""

    item: Item
    row_id: str = ""
    is_new: bool = False
    is_known: bool = False  # equal to its own last import
    creates: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    amends: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    why: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    column: str = ""

    def create(self, entity: str, row: dict[str, object]) -> None:
        """Plan a new row."""
        self.creates.append((entity, row))

    def amend(self, entity: str, present: Mapping[str, object] | None, row_id: str, values: dict[str, object]) -> None:
        """Plan to change a row where it differs; `present` is None where a dry run has not written it."""
        differs = {f: v for f, v in values.items() if present is None or present[f] != v}
        if differs:
            self.amends.append((entity, row_id, differs))

    def refuse(self, column: str, why: str, **params: object) -> Planned:
        """Leave the row out and say why."""
        self.why, self.column, self.params = why, column, params
        return self


def rows_by(
    session: Session, table: Table, column: str, values: Iterable[object], *, live: bool = True
) -> list[Mapping[str, object]]:
    """Return rows whose column is one of many values."""
    wanted = list(dict.fromkeys(values))
    found: list[Mapping[str, object]] = []
    for start in range(0, len(wanted), CHUNK):
        statement = select(table).where(table.c[column].in_(wanted[start : start + CHUNK]))
        if live:
            statement = statement.where(table.c.deleted_at.is_(None))
        found += session.rows(statement)
    return found


def rows_by_id(session: Session, table: Table, ids: Iterable[str | None]) -> dict[str, Mapping[str, object]]:
    """Return live rows by id."""
    return {str(row["id"]): row for row in rows_by(session, table, "id", [i for i in ids if i])}


def given(draft: Draft, names: Sequence[str], renamed: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return the columns that a draft gives, as a row holds them: days as ISO text, lists as JSON."""
    found: dict[str, object] = {}
    for name in names:
        if name in draft.given:
            found[(renamed or {}).get(name, name)] = plain(draft.given[name])
    return found


def plain(value: object) -> object:
    """Return a value as a column holds it."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value
