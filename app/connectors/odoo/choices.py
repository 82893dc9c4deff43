"""Lists of Odoo's that people choose from, such as tags and industries: asked for once something refers to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from app.connectors.odoo.kinds import EVERYTHING
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc

MANY = 5_000
"""So many of a list are known, no more."""


class Choices:
    """One list: nothing of it where it may not be seen, and no more than fits.

    What an earlier conversation asked for is good enough to read by, as long as it has what is read; not to write by.
    """

    def __init__(self, rpc: Rpc, model: str) -> None:
        self._rpc, self._model = rpc, model
        self._is_fresh = False

    @property
    def names(self) -> Mapping[int, str]:
        """Return the names by their ids; of several of the same name one that is in use comes first."""
        if self._model not in self._rpc.memory.names:
            self._is_fresh = False
            self._ask()
        return self._rpc.memory.names[self._model]

    def cover(self, ids: Collection[int]) -> None:
        """Ask for the list where one of these has no name that is remembered."""
        if ids and not set(ids) <= self.names.keys():
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list, once in a conversation."""
        self._ask()

    def _ask(self) -> None:
        if self._is_fresh:
            return
        try:
            # Archived ones too, for records keep them.
            rows = self._rpc.call(
                self._model, "search_read", domain=[], fields=["display_name"], limit=MANY, context=EVERYTHING
            )
            names = {row["id"]: str(row["display_name"]) for row in rows}
            times = Counter(names.values())
            alike = [id for id, name in names.items() if times[name] > 1]
            used = set(self._rpc.call(self._model, "search", domain=[["id", "in", alike]])) if alike else set()
        except Refused:
            names, used = {}, set()
        self._rpc.memory.names[self._model] = {
            id: names[id] for id in sorted(names, key=lambda id: (id not in used, id))
        }
        self._is_fresh = True
