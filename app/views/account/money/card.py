"""The contract lines of an account and the movements of its money; a movement leads to its line, a line to its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, ngettext
from app.operations.money.account_movements import AccountMoney, account_movements
from app.views.account.money import words
from app.views.account.money.row import PAD, MoneyRow, Told
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.in_view import bring
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Book, Running, Workspace

_LINES, _MOVES = 6, 6


class MoneyCard(Card):
    """Asks on a worker thread; until the answer for another account is there, it shows nothing of the last one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("Contract lines and movements"))
        self._workspace = workspace
        self._money: AccountMoney | None = None
        self._asked: Running | None = None
        self._total = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._total)
        self.head.setContentsMargins(PAD, 0, PAD, 0)
        self.body.setContentsMargins(16 - PAD, 14, 16 - PAD, 12)
        self.body.setSpacing(4)
        self._said = PlainLabel("", "body", tone="text2", wrap=True)
        self._said.setContentsMargins(PAD, 0, PAD, 0)
        self.lines = _Rows(_("Contract lines"), _LINES, checkable=True)
        self.moves = _Rows(_("Movements"), _MOVES)
        self._rule = rule()
        self._head = PlainLabel("", "caption", tone="text2")
        self._head.setContentsMargins(PAD, 4, PAD, 0)
        for part in (self._said, self.lines, self._rule, self._head, self.moves):
            self.body.addWidget(part)
        self.lines.pressed.connect(self._filter)
        self.moves.pressed.connect(self._lead)
        self._show()

    def show_account(self, account_id: str, today: date) -> None:
        """Ask for the money of an account."""
        if self._asked is not None:
            self._asked.cancel()
        if self._money is not None and self._money.account_id != account_id:
            self._money = None
            self._show()
        self._asked = self._workspace.run(
            _read, self._workspace.book, account_id, today, owner=self, done=self._answered, failed=self._refused
        )  # fmt: skip

    def _answered(self, found: AccountMoney) -> None:
        self._money = found
        self._show()

    def _refused(self, error: BansoError) -> None:
        self._money = None
        self._show(error_words(error)[1])

    def _show(self, wrong: str = "") -> None:
        found = self._money
        self._said.setText(
            wrong or (_("No contract is recorded yet.") if found is not None and not found.lines else "")
        )
        self._said.setVisible(bool(self._said.text()))
        self._total.setText(words.total(found.mrr, found.currency) if found is not None and found.lines else "")
        kept = self.lines.checked()
        rows = [(line.id, words.line(line)) for line in found.lines] if found is not None else []
        self.lines.show_rows(rows, kept)
        self._filter()

    def _filter(self) -> None:
        """Show the movements of the line that is checked, else all."""
        only = self.lines.checked()
        moves = self._money.moves if self._money is not None else ()
        some = [(str(at), words.move(one)) for at, one in enumerate(moves) if not only or only in one.lines]
        self._head.setText(_("Movements of this line") if only else _("Movements"))
        self.moves.show_rows(some)
        for part in (self._rule, self._head):
            part.setVisible(bool(some))

    def _lead(self) -> None:
        """Go to the contract line that a movement comes from."""
        at = self.moves.last
        if self._money is not None and at:
            move = self._money.moves[int(at)]
            if move.lines:
                self.lines.go_to(move.lines[-1] if move.amount > 0 else move.lines[0])


class _Rows(QWidget):
    """Rows that are made once and used again; what is more than `most` appears when it is asked for."""

    pressed = Signal()

    def __init__(self, name: str, most: int, *, checkable: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._most, self._open, self._checkable = most, False, checkable
        self._told: Sequence[tuple[str, Told]] = ()
        self.rows: list[MoneyRow] = []
        self.last = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # Tab goes through widgets as they were made: the first row stands before what follows it.
        self._make()
        self.more = Button(_("Show more"), kind="link")
        self.more.clicked.connect(self._all)
        self._column.addWidget(self.more)

    def show_rows(self, told: Sequence[tuple[str, Told]], checked: str = "") -> None:
        """Show other rows; one stays checked where it is still there."""
        if [key for key, _told in told] != [key for key, _told in self._told]:
            self._open = False
        self._told = told
        self._lay(checked)

    def _make(self) -> None:
        row = MoneyRow()
        row.setCheckable(self._checkable)
        row.clicked.connect(lambda _on=False: self._press(row))
        self._column.insertWidget(len(self.rows), row)
        if self.rows:
            QWidget.setTabOrder(self.rows[-1], row)
        self.rows.append(row)

    def _lay(self, checked: str) -> None:
        shown = self._told if self._open else self._told[: self._most]
        while len(self.rows) < len(shown):
            self._make()
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))
            row.setChecked(at < len(shown) and bool(checked) and shown[at][0] == checked)
            if at < len(shown):
                row.tell(*shown[at])
        left = len(self._told) - len(shown)
        self.more.setText(ngettext("Show {n} more", "Show {n} more", left))
        self.more.setVisible(left > 0)
        self.setVisible(bool(self._told))

    def checked(self) -> str:
        """Return the key of the row that is checked, or ""."""
        return next((row.key for row in self.rows if row.isChecked() and not row.isHidden()), "")

    def go_to(self, key: str) -> None:
        """Give the focus to a row."""
        if any(each == key for each, _told in self._told[self._most :]):
            self._open = True
            self._lay(self.checked())
        row = next((row for row in self.rows if row.key == key and not row.isHidden()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            bring(row, row.rect())

    def _press(self, pressed: MoneyRow) -> None:
        self.last = pressed.key
        for row in self.rows:
            if row is not pressed:
                row.setChecked(False)
        self.pressed.emit()

    def _all(self) -> None:
        self._open = True
        self._lay(self.checked())
        self.rows[self._most].setFocus(Qt.FocusReason.OtherFocusReason)


def _read(
    _report: Callable[..., None], _cancelled: Callable[[], bool], book: Book, account_id: str, today: date
) -> Any:  # fmt: skip
    return book.read(account_movements, account_id, today=today)
