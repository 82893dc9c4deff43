"""My feeling without leaving the list: the card of the health tab as a sheet over the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, name_of
from app.operations.account_page import account_page
from app.operations.health.feelings import confirm_feeling, feelings_of, say_feeling, take_back_feeling
from app.views.account.health.feeling_card import FeelingCard
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.page import Host
from app.views.paint.chip import HealthChip
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel
from app.views.widgets.painted import chip_view
from app.views.workspace import Workspace

_WIDE = 460


class FeelingSheet(QDialog):
    """Closes itself once something was said; `more(account id, "")` for what only the health tab can do."""

    def __init__(self, window: QWidget, workspace: Workspace, account_id: str, more: Callable[..., object]) -> None:
        super().__init__(window)
        self._window, self._workspace, self._more = window, workspace, more
        self._account = account_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        account = workspace.read(account_page, account_id, today=self._today)
        self.setWindowTitle(_("My feeling: {account}", account=account.name))
        self.setAccessibleName(self.windowTitle())
        self.card = FeelingCard()
        # The sheet is a card itself.
        self.card.setObjectName("in_sheet")
        self.card.said.connect(self._say)
        self.card.confirmed.connect(lambda: self._write(_("The feeling still holds"), confirm_feeling, by_id=self._me))
        self.card.taken_back.connect(lambda: self._write(_("The feeling is withdrawn"), take_back_feeling))
        self.card.override_wanted.connect(self._leave)
        self.card.lifted.connect(self._leave)
        head = QHBoxLayout()
        head.setContentsMargins(17, 0, 8, 0)
        head.setSpacing(10)
        head.addWidget(ElidedLabel(account.name, "dialogTitle"), 1)
        known = workspace.scores.of(account_id)
        if known is not None:
            head.addWidget(chip_view(HealthChip(known.band, name_of(known.band), known.score)))
        close = Button(kind="quiet", icon="x", name=_("Close (Esc)"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        head.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 14, 8, 8)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self.card)
        self.setMinimumWidth(_WIDE)
        self.card.show_own(account_id, workspace.read(feelings_of, account_id), self._today)
        as_sheet(self, window)

    @property
    def _today(self) -> date:
        return self._workspace.clock.today()

    @property
    def _me(self) -> str | None:
        return getattr(self._workspace.book, "by_id", None)

    def _say(self, effect: int, reason: str, expires: date) -> None:
        self._write(_("The feeling is noted"), say_feeling, effect, reason, expires_on=expires, by_id=self._me)

    def _write(self, said: str, operation: Callable[..., Any], *args: Any, **kw: Any) -> None:
        try:
            self._workspace.write(operation, self._account, *args, today=self._today, **kw)
        except BansoError as error:
            self.card.refuse(error)
            return
        change, host = self._workspace.last_change, self._window
        self.accept()
        if change is not None and hasattr(host, "take_back"):
            tell(host, said, change)

    def _leave(self) -> None:
        self.accept()
        self._more(self._account, "")


def tell(host: Any, said: str, change: str) -> None:
    """Say what was done, with the way back."""
    shown: Host = host
    shown.toast(said, lambda: shown.take_back(change))


def ask_feeling(
    window: QWidget, workspace: Workspace, account_id: str, more: Callable[..., object]
) -> FeelingSheet | None:
    """Open the sheet for an account; None where it is gone."""
    try:
        sheet = FeelingSheet(window, workspace, account_id, more)
    except BansoError as error:
        show_error(window, error)
        return None
    sheet.open()
    sheet.card.begin()
    return sheet
