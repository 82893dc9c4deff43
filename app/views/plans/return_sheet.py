"""Taking in what a customer sent back: a file or a pasted code, then what it would change, chosen by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, ngettext, number
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.page import Host, toast_undoable
from app.views.plans import return_words
from app.views.plans.return_list import ReturnList
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.operations.plans.returns import PlanReturn, TakenIn


class ReturnSheet(QDialog):
    """`done(plan id)` is called once answers were taken in; with `plan_id` only an answer to that plan is read."""

    def __init__(
        self, window: QWidget, workspace: Workspace, host: Host, plan_id: str | None, taken: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self.setObjectName("plan-return")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        as_sheet(self, window)
        title = _("Take in an answer")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._workspace, self._host, self._plan_id, self._taken = workspace, host, plan_id, taken
        self._window = window
        self._today: date = workspace.clock.today()
        self.found: PlanReturn | None = None
        self.code = QPlainTextEdit()
        self.code.setAccessibleName(_("Text code from the mail"))
        self.code.setPlaceholderText(_("Paste the mail or its code here: ((BANSO1 …))"))
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(themes.current().px(110))
        self.choose = Button(_("Choose a file…"), icon="folder-open")
        self.read = Button(_("Read the code"), kind="primary")
        self.list = ReturnList(self._today)
        self.about = PlainLabel("", "body", tone="text2", wrap=True)
        self.fault = PlainLabel("", "body", tone="risk_text", wrap=True)
        self.fault.hide()
        self.apply = Button(_("Take in"), kind="primary", icon="check")
        self._stack = QStackedWidget()
        self._title = title
        self._build()
        self.choose.clicked.connect(self._choose)
        self.read.clicked.connect(self.read_code)
        self.apply.clicked.connect(self.take_in)
        self.list.changed.connect(self._count)
        self.code.textChanged.connect(self._typed)
        self._typed()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go)

    def _build(self) -> None:
        ask = QWidget()
        first = QVBoxLayout(ask)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(10)
        said = _("The file that the customer saved or sent back: HTML, Excel, or a mail (.eml) with either.")
        first.addWidget(PlainLabel(said, "body", tone="text2", wrap=True))
        line = QHBoxLayout()
        line.addWidget(self.choose)
        line.addStretch(1)
        first.addLayout(line)
        first.addWidget(PlainLabel(_("Or the text code from the reply"), "label", tone="text2"))
        first.addWidget(self.code)
        first.addStretch(1)
        shown = QWidget()
        second = QVBoxLayout(shown)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        second.addWidget(self.about)
        second.addWidget(self.list, 1)
        self._stack.addWidget(ask)
        self._stack.addWidget(shown)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.apply.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (leave, self.read, self.apply):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(self._title, "dialogTitle"))
        whole.addWidget(self.fault)
        whole.addWidget(self._stack, 1)
        whole.addLayout(buttons)
        px = themes.current().px
        self.setMinimumWidth(min(px(760), self._window.width() - 48))

    # What is read

    def read_file(self, path: Path) -> None:
        """Read a file that came back, off the UI thread."""
        self._run(_read_file, path)

    def read_code(self) -> None:
        """Read the code that was pasted."""
        self._run(_read_text, self.code.toPlainText())

    def _run(self, job: Callable[..., Any], what: object) -> None:
        self.fault.hide()
        self._workspace.run(
            job, self._workspace.book, what, self._plan_id, owner=self, done=self.show_return, failed=self._refused
        )

    def _refused(self, error: BansoError) -> None:
        title, message = error_words(error)
        self.fault.setText(f"{title}\n{message}")
        self.fault.show()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_return(self, found: PlanReturn) -> None:
        """Show what an answer would change."""
        self.found = found
        self.about.setText("\n".join(part for part in (
            return_words.about(found, self._today), return_words.outcome(found, self._today),
            *return_words.unread(found)) if part))  # fmt: skip
        self.list.show_changes(found.changes)
        self._stack.setCurrentIndex(1)
        self.read.hide()
        self.apply.setVisible(bool(found.changes))
        self.apply.setDefault(True)
        self._count()
        self.adjustSize()
        self.list.begin()

    def _count(self) -> None:
        chosen = len(self.list.chosen())
        self.apply.setText(
            ngettext("Take in {n} answer", "Take in {n} answers", chosen) if chosen else _("Take in none")
        )
        said = _("{n} of {all}", n=number(chosen), all=number(len(self.list.boxes)))
        self.apply.setAccessibleDescription(said)

    # What is done

    def _typed(self) -> None:
        self.read.setEnabled(bool(self.code.toPlainText().strip()))

    def _go(self) -> None:
        if self.found is None:
            if self.read.isEnabled():
                self.read_code()
        elif self.found.changes:
            self.take_in()

    def take_in(self) -> None:
        """Write what was chosen, as one change."""
        from app.operations.plans.returns import take_in

        found = self.found
        if found is None:
            return
        try:
            done: TakenIn = self._workspace.write(
                take_in, found.answers, found.key, chosen=self.list.chosen(), today=self._today
            )
        except BansoError as error:
            self._refused(error)
            return
        toast_undoable(self._host, return_words.taken(len(done.changes)), self._workspace.last_change)
        self.accept()
        self._taken(found.plan_id)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Answers (*.html *.htm *.xlsx *.eml *.txt)"))
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _read_file(_report: object, _cancelled: object, book: Any, path: Path, plan_id: str | None) -> PlanReturn:
    from app.operations.plans.returns import read_return

    return read_return(book, path, plan_id=plan_id)


def _read_text(_report: object, _cancelled: object, book: Any, words: str, plan_id: str | None) -> PlanReturn:
    from app.operations.plans.returns import read_returned_text

    return read_returned_text(book, words, plan_id=plan_id)
