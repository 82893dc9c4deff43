"""Asks for a hand-over from wherever an account is named, and says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import BansoError
from app.language import _
from app.views.dialogs.error import show_error

if TYPE_CHECKING:
    from app.operations.hub import HandedOver
    from app.views.account.giving.sheet import GiveSheet
    from app.views.main_window import MainWindow


def can_be_given(window: MainWindow, account_id: str) -> bool:
    """Tell whether an account is in a team hub."""
    from app.operations.account_giving import is_in_hub

    found: bool = window.workspace.read(is_in_hub, account_id)
    return found


def ask_to_give(window: MainWindow, account_id: str) -> GiveSheet | None:
    """Open the sheet that hands an account over; None where it cannot be, which is said."""
    from app.operations.account_giving import giving
    from app.views.account.giving.sheet import GiveSheet

    try:
        what = window.workspace.read(giving, account_id)
    except BansoError as error:
        show_error(window, error)
        return None
    sheet = GiveSheet(window, window.workspace, what)
    sheet.given.connect(lambda done: tell_given(window, done))
    sheet.start()
    return sheet


def tell_given(window: MainWindow, done: HandedOver) -> None:
    """Let every screen know, and say it. It is no step of undo: what a colleague has is not taken back here."""
    workspace = window.workspace
    for changes in (done.synced, done.changes):
        if changes.id is not None:
            workspace.tell(changes)
    workspace.synced.emit()
    window.toast(_("{account} is with {name} from now on. It stays in your book.", account=done.account, name=done.to))
