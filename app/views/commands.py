"""What a person can ask for: the one list that menus, the palette and the sheet of keys read.

A command has its words, its keys and what it does. Those of the window stand in `app/views/window_commands.py`, those
of a screen are returned by its `Page.commands`. Single letters act only while a list has the focus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Reach(Enum):
    """Where the keys of a command work."""

    ANYWHERE = "anywhere"
    LISTS = "lists"  # while a list or table has the focus


@dataclass(frozen=True)
class Command:
    """One thing to ask for. `keys` as Qt writes them ("Ctrl+L", "G, T", "E"), `act` None where only the keys do it."""

    key: str
    words: str
    keys: str = ""
    icon: str = ""
    act: Callable[[], object] | None = None
    reach: Reach = Reach.ANYWHERE


def always(_account_id: str) -> bool:
    """Tell that something can be done with every account."""
    return True


@dataclass(frozen=True)
class AccountCommand:
    """One thing to do with an account, wherever it is named; `act` and `fits` get its id."""

    key: str
    words: str
    act: Callable[[str], object]
    keys: str = ""
    icon: str = ""
    fits: Callable[[str], bool] = always
