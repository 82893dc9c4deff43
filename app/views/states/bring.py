"""What brings a stage to a state, shared by the states of several places."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.language import current
from app.views.account.page import AccountPage
from app.views.stage import Stage


def in_words(ja: str, en: str) -> str:
    """Return what somebody would type in the language of now."""
    return ja if current() == "ja" else en


def open_account(stage: Stage, tab: int) -> bool:
    """Open an account that has something to show at a tab; False where there is none."""
    account_id = stage.account()
    if account_id is None:
        return False
    window, _places = stage.main()
    page = window.open("account", account_id)
    if isinstance(page, AccountPage):
        page.tabs.setCurrentIndex(tab)
    return True


def press(*keys: Qt.Key) -> None:
    """Press keys where the focus is."""
    for key in keys:
        focus = QApplication.focusWidget()
        if focus is not None:
            QTest.keyClick(focus, key)
