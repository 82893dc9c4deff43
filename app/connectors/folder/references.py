"""Which record a cell means: by its id, else by the name, or what else it is called by, that one record alone has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b

Names = Callable[[], tuple[str, Iterable[tuple[str, Mapping[str, str]]]]]
"""Returns the state of the file that is read, and from it the cells of each record by its id."""


class Called:
    """The records of a table, read when somebody asks for the first time; `state` is then that of their file.

    `columns` are what a record is called by, its name first.
    """

    def __init__(self, rows: Names, columns: Sequence[str]) -> None:
        self._rows, self._columns = rows, columns
        self.state = ""
        self._ids: dict[str, str] | None = None
        self._by: dict[str, dict[str, str | None]] = {}

    def names(self) -> Mapping[str, str]:
        """Return the name of every record by its id."""
        if self._ids is None:
            self._by = {column: {} for column in self._columns}
            ids: dict[str, str] = {}
            state, rows = self._rows()
            for one, texts in rows:
                ids[one] = texts.get(self._columns[0], "")
                for column, found in self._by.items():
                    word = folded(texts.get(column, ""))
                    if word:
                        found[word] = None if word in found else one
            self._ids, self.state = ids, state
        return self._ids

    def named(self, words: str) -> str | None:
        """Return the id of the one record that is called so; None for none and for several."""
        self.names()
        word = folded(words)
        for found in self._by.values():
            if word in found:
                return found[word]
        return None


class Others:
    """The tables that others refer to, each read at most once in a question."""

    def __init__(self, called: Callable[[str], Called]) -> None:
        self._called = called
        self._known: dict[str, Called] = {}

    def of(self, kind: str) -> Called:
        """Return the records of one table."""
        if kind not in self._known:
            self._known[kind] = self._called(kind)
        return self._known[kind]

    def state(self, kinds: Iterable[str]) -> str:
        """Return the state in which tables were read."""
        states = []
        for kind in kinds:
            self.of(kind).names()
            states.append(self.of(kind).state)
        return state_of(states)


def state_of(states: Sequence[str]) -> str:
    """Return one state for those of several files; that of a single one is its own."""
    if len(states) == 1:
        return states[0]
    return blake2b("\x1f".join(states).encode("utf-8"), digest_size=16).hexdigest()


def folded(text: str) -> str:
    """Return a text without what people write differently: width, case and the number of spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
