"""What a table file is to those who read and change records, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from app.connectors.folder.files import Stamp


class Row(NamedTuple):
    """A record's cells as the file has them, in the order of the headings; `number` finds it again in the same file."""

    number: int
    cells: Sequence[Any]


@dataclass
class Edit:
    """What is to become of a table: cells by row and heading, rows that go, rows that come, columns that come."""

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    changed: dict[int, Mapping[str, str]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    added: list[Mapping[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.first or self.last or self.changed or self.removed or self.added)


Watch = Callable[[], None]
"""What is called again and again while a file is read or written: raises Cancelled where the person wants to stop."""


class Table(Protocol):
    """A file with a line of headings and a record per line; `names` are the columns for which its headings stand."""

    path: Path
    stamp: Stamp
    headings: tuple[str, ...]
    names: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Yield the records; MovedError as soon as the file is another one."""

    def text(self, cell: Any) -> str:
        """Return what a cell of a row says."""

    def holds(self, text: str) -> bool:
        """Tell whether the file's encoding has all signs of a text."""

    def write(self, target: Path, edit: Edit) -> None:
        """Write the file anew with the edit; whatever the edit does not name stays as it is."""
