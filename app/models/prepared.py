"""Questions that are put together and compiled once, and then asked of the driver itself.

Putting a statement together, finding it in SQLAlchemy's cache and wrapping its rows costs ten times what SQLite needs
to answer a question for one account; what is asked per keystroke or per page is asked this way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from app.models.database import Session

_DIALECT = sqlite.dialect(paramstyle="named")


class Prepared:
    """A SELECT as SQL text, the names of its columns and what turns stored values into Python's (JSON, yes/no)."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._names = [str(column.key) for column in statement.selected_columns]
        self._turn: list[tuple[int, Callable[[Any], Any]]] = []
        for place, column in enumerate(statement.selected_columns):
            turn = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
            if turn is not None:
                self._turn.append((place, turn))

    def rows(self, session: Session, **values: object) -> Sequence[Mapping[str, Any]]:
        """Return the rows, by column name, in the session's transaction; `values` fill the bound parameters."""
        found = session.driver.execute(self._sql, {**self._fixed, **values})
        if not self._turn:
            return [dict(zip(self._names, row, strict=True)) for row in found]
        rows = []
        for row in found:
            cells = list(row)
            for place, turn in self._turn:
                cells[place] = turn(cells[place])
            rows.append(dict(zip(self._names, cells, strict=True)))
        return rows
