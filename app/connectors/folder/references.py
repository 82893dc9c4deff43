"""Which account a cell means: by id, else by the name, external id or domain that one account alone has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

Names = Callable[[], tuple[str, Iterable[tuple[str, Mapping[str, str]]]]]
"""Returns the state of the file that is read, and from it the cells of each account by its id."""


class Accounts:
    """The accounts of a folder, read when somebody asks for the first time; `state` is then that of their file."""

    def __init__(self, rows: Names) -> None:
        self._rows = rows
        self.state = ""
        self._ids: dict[str, str] | None = None
        self._by: dict[str, dict[str, str | None]] = {}

    def names(self) -> Mapping[str, str]:
        """Return the name of every account by its id."""
        if self._ids is None:
            self._by = {column: {} for column in ("name", "external_id", "domain")}
            ids: dict[str, str] = {}
            state, rows = self._rows()
            for one, texts in rows:
                ids[one] = texts.get("name", "")
                for column, found in self._by.items():
                    word = folded(texts.get(column, ""))
                    if word:
                        found[word] = None if word in found else one
            self._ids, self.state = ids, state
        return self._ids

    def named(self, words: str) -> str | None:
        """Return the id of the one account of that name, external id or domain; None for none and for several."""
        self.names()
        word = folded(words)
        for found in self._by.values():
            if word in found:
                return found[word]
        return None


def folded(text: str) -> str:
    """Return a text without what people write differently: width, case and the number of spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
