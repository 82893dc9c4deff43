"""What the window knows of a screen: where it stands, what F6 walks through, what / searches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.language import _
from app.views.commands import Command
from app.views.wardrobe import freshen, wear
from app.views.workspace import Running


@dataclass(frozen=True)
class Crumb:
    """One step of the way shown in the top bar; `place` None where it is the page itself."""

    text: str
    place: str | None = None
    argument: object = None


class Page(QWidget):
    """A screen. It asks to go elsewhere by `wants(place, argument)` and says `moved` when its crumbs changed."""

    wants = Signal(str, object)
    moved = Signal()

    def go(self, argument: object) -> None:
        """Show what `argument` stands for, such as an account; called on every arrival."""

    def dress(self) -> None:
        """Follow the theme from now on; what holds much that is hidden lets each part of it follow on its own."""
        wear(self, lazily=True)

    def freshen(self) -> None:
        """Take the theme in use before it is shown, where a switch passed it by."""
        freshen(self)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the way here, the page itself last; empty stands for the title of the place."""
        return ()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the parts that F6 goes through, in order."""
        return (self,)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here now, for the palette and the sheet of keys."""
        return ()

    def account_here(self) -> str | None:
        """Return the account that is shown, which a line of the quick log without @ means."""
        return None

    def search_field(self) -> QWidget | None:
        """Return what / gives the focus to."""
        return None


class Waiting(Page):
    """An empty page, while the book that a place needs is being opened."""

    def __init__(self) -> None:
        super().__init__()
        # F6 finds something to stand on.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Opening the book"))


class Host(Protocol):
    """What a page may ask of the window around it."""

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; `undo` takes it back."""

    def follow(self, running: Running, name: str) -> object:
        """Show a card for work under way."""

    def undo(self) -> None:
        """Take back the last change."""

    def take_back(self, change_id: str) -> None:
        """Take back one change, whatever came after it."""


def toast_undoable(host: Host, words: str, change: str | None) -> None:
    """Say what was done, and offer to take `change` back; None where nothing was written."""
    host.toast(words, (lambda: host.take_back(change)) if change is not None else None)


@dataclass(frozen=True)
class Place:
    """Somewhere to go: its title is asked anew in each language, its page made at the first visit."""

    key: str
    icon: str
    title: Callable[[], str]
    factory: Callable[[], Page]
    shortcut: str = ""
    in_sidebar: bool = True
    bottom: bool = False  # among those at the foot of the sidebar
