"""What is asked for of one account from anywhere in the window, and said when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import BansoError
from app.language import _
from app.views.dialogs.error import show_error

if TYPE_CHECKING:
    from app.views.main_window import MainWindow


def pin(window: MainWindow, account_id: str) -> None:
    """Pin an account, or let it go where it is pinned."""
    from app.operations.pins import is_pinned, pin_account

    workspace = window.workspace
    try:
        pinned = not workspace.read(is_pinned, account_id)
        workspace.write(pin_account, account_id, pinned=pinned)
    except BansoError as error:
        show_error(window, error)
        return
    change = workspace.last_change
    words = _("Pinned to the sidebar") if pinned else _("No longer pinned")
    window.toast(words, lambda: window.take_back(change) if change is not None else None)


def make_deck(window: MainWindow, account_id: str) -> None:
    """Ask for a review deck of an account."""
    from app.operations.account_page import account_page
    from app.views.account import deck

    workspace = window.workspace
    try:
        account = workspace.read(account_page, account_id, today=workspace.clock.today())
        deck.ask(window, workspace, window, account_id, account.name)
    except BansoError as error:
        show_error(window, error)
