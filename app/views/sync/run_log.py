"""Every run as a table: when, how it went, what it moved. Enter shows its notes; the whole run can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from app.clock import Clock
from app.language import _, number
from app.operations.syncing.rows import Run
from app.views import theme as themes
from app.views.row_table import Column, RowTable
from app.views.sync.words import result_words, when_words
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card

_MOST_SHOWN, _RESULT = 10, 190
_RIGHT = Qt.AlignmentFlag.AlignRight


class RunLog(Card):
    """`opened(run)` to see its notes, `undo_wanted(run)` to take back what it wrote."""

    opened = Signal(object)
    undo_wanted = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(_("Log"))
        self.notes = Button(_("What it did…"), icon="file-text")
        self.undo = Button(_("Take this sync back"), icon="undo-2")
        self.notes.clicked.connect(lambda: self._current(self.opened))
        self.undo.clicked.connect(lambda: self._current(self.undo_wanted))
        self.head.addWidget(self.notes)
        self.head.addWidget(self.undo)
        self._model: RowTable[Run] = RowTable(run_columns(clock), lambda run: run.id, parent=self)
        self.view = RowTableView(self._model, _("Log of syncs"))
        self.view.opened.connect(self.opened)
        self.view.chosen.connect(lambda _run: self._weigh())
        self.view.resized.connect(self._fit)
        self.body.addWidget(self.view)
        self._weigh()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show them, the newest first."""
        newest = self.view.currentIndex().row() <= 0
        self._model.set_rows(runs)
        if newest and runs and not self.view.hasFocus():
            # Who looked at the newest wants to see the one that came.
            self.view.go_to(0)
        theme = themes.current()
        shown = max(1, min(len(runs), _MOST_SHOWN))
        self.view.setFixedHeight(theme.size.row_compact + 6 + shown * theme.size.row_default)
        self._weigh()

    def _fit(self) -> None:
        """Share the room out: numbers take little, the words of the result what is left."""
        px = themes.current().px
        widths = [px(146), px(180), *[px(86)] * 4]
        room = self.view.viewport().width()
        if sum(widths) + px(_RESULT) > room:
            widths = [px(136), px(124), *[px(70)] * 4]
        # The calls are in the notes too.
        self.view.setColumnHidden(5, sum(widths) + px(_RESULT) > room)
        for at, width in enumerate(widths):
            self.view.setColumnWidth(at, width)

    def _current(self, signal: object) -> None:
        run = self.view.current_row()
        if run is not None:
            signal.emit(run)  # type: ignore[attr-defined]

    def _weigh(self) -> None:
        run = self.view.current_row()
        self.notes.setEnabled(run is not None)
        self.undo.setEnabled(run is not None and can_undo(run))


def can_undo(run: Run) -> bool:
    """Tell whether a run wrote anything here that still stands."""
    return bool(run.change_id) and not run.undone


def run_columns(clock: Clock) -> Sequence[Column[Run]]:
    """Return the columns of the log."""

    def count(key: str, title: str) -> Column[Run]:
        return Column(key, title, lambda run: number(getattr(run, key)), lambda run: getattr(run, key), _RIGHT, 104)

    return (
        Column("started", _("When"), lambda run: when_words(run.started, clock), lambda run: run.started, width=150),
        Column("connection", _("Connection"), lambda run: run.connection, lambda run: run.connection, width=190),
        count("pulled", _("Received")),
        count("pushed", _("Sent")),
        count("conflicts", _("Differences")),
        count("requests", _("Calls")),
        Column("result", _("Result"), result_words, result_words, width=240, strong=True),
    )
