"""What a person said about a file, and how headings were read the last time, remembered for the next file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.imports.headings import guess_kind
from app.imports.rows import Drafts
from app.imports.sheets import Sheet
from app.journal import door
from app.models import tables
from app.models.database import Session, json_text
from app.vocabulary import ImportKind


@dataclass(frozen=True)
class FileChoice:
    """What a person said about a file: its kind, and columns by heading ("" leaves a column out)."""

    kind: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)


def kind_and_mapping(
    session: Session, table: Sheet, file: str, choice: FileChoice
) -> tuple[ImportKind | None, Mapping[str, str] | None]:
    """Return what kind of table it is and how its headings were read the last time they came."""
    mapping = tables.column_mapping
    statement = select(mapping.c.kind, mapping.c.mapping).where(mapping.c.headings == _headings(table.headings))
    before = {ImportKind(row["kind"]): row["mapping"] for row in session.rows(statement)}
    kind = ImportKind(choice.kind) if choice.kind else guess_kind(table.headings, file, table.rows)
    if kind is None and len(before) == 1:
        [kind] = before
    return kind, before.get(kind) if kind else None


def _headings(headings: Sequence[str]) -> str:
    return json_text(list(headings))


def remember(session: Session, drafts: Drafts) -> None:
    """Keep how the headings were read, for the next file with the same ones."""
    mapping = {drafts.sheet.headings[index]: local for local, index in drafts.mapping.columns.items()}
    row = {"kind": str(drafts.kind), "headings": _headings(drafts.sheet.headings), "mapping": mapping}
    door.keep_up(session, "column_mapping", [row])
