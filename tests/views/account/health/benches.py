"""A bench for the health tab: a small book whose account has a score, and what a person does there."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.views.account.health.tab import HealthTab
from tests.operations.health.portfolio_book import begin, tell
from tests.views.account.tabs import Bench

NAME = "みどり食品"


def filled(book: Book) -> str:
    """Write an account of which enough is known for a score."""
    [made] = begin(book, NAME)
    tell(book, made, 200, use=80, paid=90, pulse_backing=4, pulse_warmth=4)
    tell(book, made, 10, use=30, paid=90, pulse_backing=4, pulse_warmth=3)
    return made


class HealthBench(Bench):
    """A window with the health tab."""

    tab: HealthTab

    def __init__(self, book: Book, qtbot: QtBot, name: str = NAME) -> None:
        assert book.read(find_account, name)
        super().__init__(book, qtbot, HealthTab, name)
        self.settle()
