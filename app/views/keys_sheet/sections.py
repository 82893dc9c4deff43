"""Which keys there are: those of the window, those of the page shown, and how one moves in its list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from app.language import _
from app.views.commands import Command, Reach
from app.views.page import Page


@dataclass(frozen=True)
class Keys:
    """One thing to do and its keys, each as Qt writes it; any of them does it."""

    words: str
    keys: tuple[str, ...]
    reach: Reach


@dataclass(frozen=True)
class Section:
    """Keys that belong together."""

    title: str
    keys: tuple[Keys, ...]


def sections(commands: Iterable[Command], page: Page | None) -> list[Section]:
    """Return the keys that do something now, in the order they are shown."""
    searched = page is not None and page.search_field() is not None
    anywhere = [command for command in commands if command.key != "search-here" or searched]
    here = [] if page is None else list(page.commands())
    made = [
        Section(_("Anywhere"), _keys(anywhere)),
        Section(_("In this place"), _keys(command for command in here if command.reach is Reach.ANYWHERE)),
    ]
    view = None if page is None else list_of(page)
    own = _keys(command for command in here if command.reach is Reach.LISTS and (view or command.act))
    if view is not None:
        moves = _moves(view, letters=any("J" in one.keys for one in own))
        own = (*moves, *(one for one in own if not any(set(one.keys) <= set(move.keys) for move in moves)))
    made.append(Section(_("In the list") if view is not None else _("Outside of fields"), own))
    return [section for section in made if section.keys]


def list_of(page: Page) -> QAbstractItemView | None:
    """Return the list of a page that is shown and holds something; None where there is none."""
    for view in page.findChildren(QAbstractItemView):
        if isinstance(view, QHeaderView):
            continue
        model = view.model()
        if view.isVisible() and model is not None and model.rowCount() and view.focusPolicy().value:
            return view
    return None


def _keys(commands: Iterable[Command]) -> tuple[Keys, ...]:
    found: dict[str, Keys] = {}
    for command in commands:
        if command.keys and command.key not in found:
            # Keys for lists are single ones: several are several ways.
            alone = command.reach is Reach.LISTS
            keys = tuple(command.keys.split(", ")) if alone else (command.keys,)
            found[command.key] = Keys(command.words, keys, command.reach)
    return tuple(found.values())


def _moves(view: QAbstractItemView, *, letters: bool) -> tuple[Keys, ...]:
    from app.views.table_view import RowTableView

    both = ("Up", "Down", "J", "K") if letters or isinstance(view, RowTableView) else ("Up", "Down")
    made = [Keys(_("Move"), both, Reach.LISTS)]
    if view.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection:
        made.append(Keys(_("Select more"), ("Shift+Up", "Shift+Down"), Reach.LISTS))
    return tuple(made)
