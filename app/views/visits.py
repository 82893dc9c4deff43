"""The way a person took through the places of a window, with a way back and forward."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 100
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Visit:
    """Where we were: a place and what of it."""

    place: str
    argument: object

    @property
    def record(self) -> str | None:
        """Return the id of the record looked at, for the next start; never words, which may be a customer's."""
        said = self.argument
        return said if isinstance(said, str) and _ID.fullmatch(said) else None


class Visits:
    """A list of visits and where in it we are."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._at = -1

    @property
    def here(self) -> Visit | None:
        """Return where we are."""
        return self._visits[self._at] if self._at >= 0 else None

    @property
    def can_back(self) -> bool:
        """Tell whether there is a way back."""
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        """Tell whether we came back from somewhere."""
        return self._at < len(self._visits) - 1

    def go(self, visit: Visit) -> None:
        """Remember a new visit; what lay ahead is forgotten, and so are the oldest of very many."""
        if visit != self.here:
            self._visits[self._at + 1 :] = [visit]
            del self._visits[:-MOST]
            self._at = len(self._visits) - 1

    def back(self) -> bool:
        """Go where we were before; False where there was nothing before."""
        if not self.can_back:
            return False
        self._at -= 1
        return True

    def forward(self) -> bool:
        """Go where we came back from; False where there is nothing."""
        if not self.can_forward:
            return False
        self._at += 1
        return True
