"""Asks the book what Portfolio shows, on a worker thread; an answer stays until something it stands on changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.views.dialogs.error import show_error
from app.views.portfolio.questions import READERS, Question
from app.views.workspace import Book, Running, Workspace

if TYPE_CHECKING:
    from app.operations.changes import Changes

_SHOWN = (
    "account", "account_fact", "contract", "contract_line", "csql", "feeling", "forecast_call", "health_model",
    "indicator", "measure", "member", "milestone", "objective", "onboarding", "put_off", "rate", "reading",
    "score_override", "setting", "target", "touchpoint",
)  # fmt: skip

RATE_MISSING = "metrics.rate_missing"


class Asking(QObject):
    """`ask(question)` leads to `arrived(question, answer)`, at once where it is known; `changed` when all are old.

    `refused(question, error)` where a rate is missing, which a person can write down; any other error is shown.
    """

    arrived = Signal(object, object)
    changed = Signal()
    refused = Signal(object, object)

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._known: dict[Question, Any] = {}
        self._asked: dict[Question, Running] = {}
        self._day = workspace.clock.today()
        workspace.changed.connect(self._note)

    def _note(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._forget()
            self.changed.emit()

    def _forget(self) -> None:
        for running in self._asked.values():
            running.cancel()
        self._asked.clear()
        self._known.clear()

    def known(self, question: Question) -> bool:
        """Tell whether the answer is there."""
        return question in self._known

    def ask(self, question: Question) -> None:
        """Ask; what is under way already is not asked twice."""
        today = self._workspace.clock.today()
        if today != self._day:
            self._day = today
            self._forget()
        if question in self._known:
            self.arrived.emit(question, self._known[question])
        elif question not in self._asked:
            running = self._workspace.run(
                _read, self._workspace.book, question, today,
                owner=self,
                done=lambda answer: self._answered(running, question, answer),
                failed=lambda error: self._refused(running, question, error),
            )  # fmt: skip
            self._asked[question] = running

    def _answered(self, running: Running, question: Question, answer: object) -> None:
        # One that was overtaken by a change may still be on its way.
        if self._asked.get(question) is running:
            del self._asked[question]
            self._known[question] = answer
            self.arrived.emit(question, answer)

    def _refused(self, running: Running, question: Question, error: BansoError) -> None:
        if self._asked.get(question) is running:
            del self._asked[question]
            if error.key == RATE_MISSING:
                self.refused.emit(question, error)
            else:
                show_error(self._page.window(), error)


def _read(
    _report: Callable[..., None], _cancelled: Callable[[], bool], book: Book, question: Question, today: date
) -> object:
    what, more = question
    return READERS[what](book, more, today)
