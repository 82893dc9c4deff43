"""The queue of questions: where data and pulse lie far apart, each with its three answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.operations.health.disagreements import Disagreement, Disagreements, accept_disagreement, judge_anew
from app.views import theme as themes
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.portfolio.beside import Beside, bare
from app.views.portfolio.columns import disagreement_columns
from app.views.portfolio.disagreement_card import DisagreementCard
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import OVERVIEW, Question
from app.views.portfolio.scope import Scope
from app.views.portfolio.sheets import AcceptSheet, JudgeSheet
from app.views.row_table import RowTable
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

_WAITING, _ACCEPTED = "waiting", "accepted"
_SIDE, _LIST_LEAST = 360, 240


class DisagreementsSection(Section):
    """The questions that wait, widest first, or those answered for a while; the one with the focus beside them."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Data against feeling"))
        self._workspace, self._host = workspace, host
        self._all = Disagreements((), ())
        self.table: RowTable[Disagreement] = RowTable(
            disagreement_columns(), lambda one: one.row.account_id, parent=self
        )
        self.list = TableCard(self.table, _("Data against feeling"))
        self.span = SegmentedControl([(_WAITING, _("Waiting")), (_ACCEPTED, _("Put off"))], _("Which questions"))
        self.list.tools.addWidget(self.span)
        self.one = DisagreementCard()
        self.area = QScrollArea()
        bare(self.area)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.one)
        column.addStretch(1)
        held.setAutoFillBackground(False)
        self.area.setWidget(held)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.list.setMinimumHeight(themes.current().px(_LIST_LEAST))
        self._beside = Beside(self.list, self.area, _SIDE, self.area)
        whole.addWidget(self._beside)
        self.span.chosen.connect(lambda _key: self._show())
        self.list.view.chosen.connect(lambda _row: self._tell())
        self.list.view.opened.connect(lambda _row: self.open_account())
        self.one.open_wanted.connect(self.open_account)
        self.one.judge_wanted.connect(self.judge)
        self.one.accept_wanted.connect(self.accept)

    # What is shown

    def asks(self, _scope: Scope) -> tuple[Question, ...]:
        """Return the question of the whole book."""
        return (OVERVIEW,)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show the queue."""
        self.show_disagreements(answer.disagreements)

    def show_disagreements(self, found: Disagreements) -> None:
        """Show the queue."""
        self._all = found
        self._show()

    def _show(self) -> None:
        waiting = self.span.key() == _WAITING
        rows = self._all.waiting if waiting else self._all.accepted
        title = _("Data against feeling") if waiting else _("Put off with a reason")
        self.list.tell(title, ngettext("{n} question", "{n} questions", len(rows)))
        empty = _("Data and pulse agree within 30 points everywhere.") if waiting else _("Nothing is put off.")
        self.list.show_rows(rows, ("circle-check", empty))
        if rows and self.current() is None:
            self.list.view.go_to(0)
        self._tell()

    def current(self) -> Disagreement | None:
        """Return the question with the focus."""
        found = self.list.row()
        return found if isinstance(found, Disagreement) else None

    def _tell(self) -> None:
        one = self.current()
        self.one.show_one(one, self._today())
        self.area.setVisible(one is not None)
        self._beside.fit()

    def _today(self) -> date:
        return self._workspace.clock.today()

    # The three answers

    def open_account(self) -> None:
        """Look at the account."""
        one = self.current()
        if one is not None:
            self.opened.emit(one.row.account_id)

    def judge(self) -> QDialog | None:
        """Ask for the pulse anew."""
        one = self.current()
        if one is None:
            return None

        def write(values: dict[str, int], reason: str) -> None:
            self._write(_("Judged anew"), judge_anew, one.row.account_id, values, reason)

        return _opened(JudgeSheet(self.window(), one.row.name, one.pulses, write))

    def accept(self) -> QDialog | None:
        """Ask why the difference is fine."""
        one = self.current()
        if one is None:
            return None

        def write(reason: str, until: date) -> None:
            self._write(_("Put off"), accept_disagreement, one.row.account_id, reason, until=until)

        return _opened(AcceptSheet(self.window(), one.row.name, self._today(), write))

    def _write(self, said: str, operation: Callable[..., object], *args: object, **more: object) -> None:
        by_id = getattr(self._workspace.book, "by_id", None)
        self._workspace.write(operation, *args, today=self._today(), by_id=by_id, **more)
        change = self._workspace.last_change
        self._host.toast(said, lambda: self._host.take_back(change) if change is not None else None)

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, which questions, and the one with the focus."""
        if not self.table.rowCount():
            return (self.span,)
        return (self.list.view, self.span, self.one)

    def account_here(self) -> str | None:
        """Return the account of the question with the focus."""
        one = self.current()
        return one.row.account_id if one is not None else None

    def commands(self) -> tuple[Command, ...]:
        """Return the three answers."""
        here = self.current() is not None
        return (
            Command("portfolio.open", _("Open the account"), "Return", "arrow-right",
                    self.open_account if here else None, Reach.LISTS),
            Command("portfolio.judge", _("Judge anew"), "H", "heart-handshake", self.judge if here else None,
                    Reach.LISTS),
            Command("portfolio.accept", _("Say why it is fine"), "S", "clock", self.accept if here else None,
                    Reach.LISTS),
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """H judges anew, S puts off, while the list has the focus."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        acts: dict[int, Callable[[], object]] = {Qt.Key.Key_H: self.judge, Qt.Key.Key_S: self.accept}
        if plain and self.list.view.hasFocus() and event.key() in acts:
            acts[event.key()]()
        else:
            super().keyPressEvent(event)


def _opened(sheet: QDialog) -> QDialog:
    sheet.open()
    return sheet
