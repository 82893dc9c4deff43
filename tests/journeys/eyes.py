"""The eyes of a person at the window: what is shown, said and in front. They change nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.palette.card import PaletteCard
from app.views.palette.lines import Line
from tests.journeys.hands import press, wait_until, write

Kind = TypeVar("Kind", bound=Page)


def main_window() -> MainWindow:
    """Return the main window, once it is shown."""
    wait_until(lambda: _windows(), "the main window is shown")
    return _windows()[0]


def _windows() -> list[MainWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]


def page_of(kind: type[Kind]) -> Kind:
    """Return the page that is shown, once it is one of this kind."""
    wait_until(lambda: isinstance(main_window().page(), kind), f"the page is a {kind.__name__}")
    found = main_window().page()
    assert isinstance(found, kind)
    return found


def opened_accounts(total: int) -> AccountsPage:
    """Return the list of accounts, once the book is open and the list whole."""
    found = page_of(AccountsPage)
    wait_until(lambda: found.has_book and found.table.total == total, f"{total} accounts")
    return found


def ask(question: Any, *args: Any, **kw: Any) -> Any:
    """Return what the book behind the window says now."""
    return main_window().workspace.read(question, *args, **kw)


def is_said(words: str) -> bool:
    """Tell whether a toast says these words now."""
    return any(part.isVisible() and part.accessibleName() == words for part in main_window().findChildren(QWidget))


def has_focus(name: str) -> bool:
    """Tell whether what has the focus is called so."""
    now = QApplication.focusWidget()
    return now is not None and now.accessibleName() == name


def names_with(words: str) -> list[str]:
    """Return the names of what is shown that hold these words."""
    shown = [part.accessibleName() for part in main_window().findChildren(QWidget) if part.isVisible()]
    return [name for name in shown if words.strip() in name]


def choose_in_palette(words: str, line: str, first_key: str = "Down") -> None:
    """Open the palette, write, and go down until the line called so is chosen."""
    press("Ctrl+K")
    cards = [part for part in main_window().findChildren(PaletteCard) if part.isVisible()]
    assert len(cards) == 1
    write(words)
    wait_until(lambda: _line(cards[0], line), f"the palette offers {line!r}")
    press(first_key)
    for _press in range(30):
        now = cards[0].current()
        if now is not None and now.words == line:
            break
        press("Down")
    now = cards[0].current()
    assert now is not None
    assert now.words == line
    press("Return")


def _line(card: PaletteCard, words: str) -> bool:
    return any(isinstance(item, Line) and item.words == words for item in card.model.items)
