"""A sheet that makes something new for a customer: it begins with the line that says for whom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.people_page import account_choices
from app.views.settings.model.sheet import Sheet
from app.views.widgets.fields import captioned
from app.views.workspace import Workspace


class NewSheet(Sheet):
    """`made(id)` once it is written; `account_id` is chosen beforehand where it is given."""

    made = Signal(str)

    def __init__(self, window: QWidget, workspace: Workspace, title: str, account_id: str | None) -> None:
        super().__init__(window, title)
        self._workspace, self._today = workspace, workspace.clock.today()
        self._accounts: dict[str, str] = dict(workspace.read(account_choices))
        self._chosen = account_id
        self.account = QLineEdit(self._accounts.get(account_id or "", ""))
        offered = QCompleter(list(self._accounts.values()), self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.account.setCompleter(offered)
        self.body.addLayout(captioned(_("Account"), self.account))

    def named(self) -> list[str]:
        """Return the accounts that the line may mean: those of just that name, else those that have it in theirs."""
        said = " ".join(self.account.text().split()).casefold()
        exact = [one for one, name in self._accounts.items() if name.casefold() == said]
        return exact or [one for one, name in self._accounts.items() if said and said in name.casefold()]

    def the_account(self, otherwise: BansoError) -> str:
        """Return the one account that is meant; raises `otherwise` where it is none or several."""
        found = self.named()
        if len(found) != 1:
            raise otherwise
        return found[0]
