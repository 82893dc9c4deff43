"""Is this the same? The proposals of a first sync, one by one: both records side by side, and two answers.

Proposed is only what has an equal key, such as a domain or an address; a name alone proposes nothing. What is not
answered stays as it is on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, ngettext, number
from app.operations.syncing import links as operations
from app.operations.syncing.rows import Link
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.page import Host
from app.views.row_table import RowTable
from app.views.sync.links_rows import Comparison, ComparisonHead, equal_words, link_columns, pairs
from app.views.sync.mapping_words import entity_words
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import RadioButton
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.workspace import Workspace

_WIDTH, _HEIGHT, _LIST = 1080, 680, 300
_NO_LIMIT = 16_777_215


class LinkList(RowTableView):
    """The list of proposals, two lines each."""

    def __init__(self, table: RowTable[Link], name: str) -> None:
        super().__init__(table, name)
        self.horizontalHeader().hide()

    def _measure(self) -> None:
        super()._measure()
        self.verticalHeader().setDefaultSectionSize(themes.current().px(52))


class LinksDialog(QDialog):
    """`start` opens it. Keys: 1 the same, 2 two records, ↑↓ another one, Ctrl+Enter save and next; Escape is later."""

    saved = Signal()

    def __init__(
        self,
        workspace: Workspace,
        host: Host,
        connection_id: int,
        system: str,
        parent: QWidget,
        doors: Any = operations,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._host, self._doors = workspace, host, doors
        self._id, self._system = connection_id, system
        self.answers: dict[int, bool] = {}
        as_sheet(self, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("links")
        self.setWindowTitle(_("Is this the same?"))
        self.setAccessibleName(self.windowTitle())
        self._model: RowTable[Link] = RowTable(
            link_columns(lambda link: self.answers.get(link.id)), lambda link: link.id, parent=self
        )
        self.view = LinkList(self._model, _("Proposals"))
        self.count = PlainLabel("", "label", tone="text2")
        self.comparison = Comparison()
        self._title = ElidedLabel("", "subtitle")
        self._equal = PlainLabel("", "label", tone="text2", wrap=True)
        self.same = RadioButton(_("The same"))
        self.two = RadioButton(_("Two records"))
        self._group = QButtonGroup(self)
        self.all_same = Button(_("All the same"))
        self.later = Button(_("Later"), kind="quiet")
        self.save = Button(_("Save and next"), kind="primary")
        self._nothing = EmptyState("check", _("Every proposal is answered."))
        self._build()
        self.view.chosen.connect(self._show)
        self.view.installEventFilter(self)
        self.same.clicked.connect(lambda: self.answer(True))
        self.two.clicked.connect(lambda: self.answer(False))
        self.all_same.clicked.connect(self.answer_all)
        self.later.clicked.connect(self.reject)
        self.save.clicked.connect(self.keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)

    def start(self) -> None:
        """Ask for the proposals and open."""
        self.ask()
        self.open()
        part: QWidget = self.view if self._model.total else self.later
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    # How it is laid out

    def _build(self) -> None:
        px = themes.current().px
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 14)
        head.addWidget(PlainLabel(self.windowTitle(), "dialogTitle"))
        head.addSpacing(8)
        head.addWidget(self.count)
        head.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.view.setFixedWidth(px(_LIST))
        middle.addWidget(self.view)
        self._between = rule()
        self._between.setFixedWidth(1)
        self._between.setMaximumHeight(_NO_LIMIT)
        middle.addWidget(self._between)
        middle.addWidget(self._side(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 16)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addLayout(self._foot())
        self.resize(px(_WIDTH), px(_HEIGHT))

    def _side(self) -> QWidget:
        self._detail = QWidget()
        column = QVBoxLayout(self._detail)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._equal)
        column.addSpacing(4)
        column.addLayout(self._two_answers())
        column.addSpacing(4)
        column.addWidget(ComparisonHead(self._system))
        column.addWidget(self.comparison)
        column.addStretch(1)
        column.addWidget(
            PlainLabel(
                _("Proposed is only what has an equal key, never a name alone.")
                + ("" if current() == "ja" else " ")
                + _("Until you answer, nothing is sent and nothing is added."),
                "label",
                tone="text2",
                wrap=True,
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._detail)
        inner.addWidget(self._nothing)
        area.setWidget(holder)
        holder.setAutoFillBackground(False)
        return area

    def _two_answers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for button, words in (
            (self.same, _("They become one record. Where they differ, you are asked which value holds.")),
            (self.two, _("They stay apart: theirs is added here, and ours is added there once Banso may write.")),
        ):
            self._group.addButton(button)
            button.setAccessibleDescription(words)
            card = Card()
            card.body.setContentsMargins(10, 8, 12, 10)
            card.body.setSpacing(2)
            card.body.addWidget(button)
            about = PlainLabel(words, "label", tone="text2", wrap=True)
            about.setContentsMargins(27, 0, 0, 0)
            card.body.addWidget(about)
            card.body.addStretch(1)
            row.addWidget(card, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 14, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.all_same)
        row.addSpacing(8)
        for keys, words in (("1", _("same")), ("2", _("two")), ("Ctrl+Return", _("save"))):
            row.addWidget(KeyHint(keys, words))
            row.addSpacing(6)
        row.addStretch(1)
        self.later.setToolTip(_("Closes. What is not saved stays open, and nothing happens to it."))
        row.addWidget(self.later)
        row.addWidget(self.save)
        return row

    # What is shown

    def ask(self) -> None:
        """Ask for the proposals that are open now."""
        rows: Sequence[Link] = self._workspace.read(self._doors.links, self._id)
        here = {link.id for link in rows}
        self.answers = {one: said for one, said in self.answers.items() if one in here}
        self._model.set_rows(rows)
        if self.view.current_row() is None:
            self.view.go_to(0)
        self._show(self.view.current_row())
        self._tell()

    def _show(self, link: Link | None) -> None:
        self._detail.setVisible(link is not None)
        self._nothing.setVisible(link is None)
        if link is None:
            return
        title = link.mine if link.mine == link.theirs else f"{link.mine} ・ {link.theirs}"
        self._title.setText(title)
        self._equal.setText(_("{noun}: on both sides {equal}", noun=entity_words(link.entity), equal=equal_words(link)))
        self.comparison.show_rows(pairs(link))
        said = self.answers.get(link.id)
        self._group.setExclusive(False)
        self.same.setChecked(said is True)
        self.two.setChecked(said is False)
        self._group.setExclusive(True)

    def _tell(self) -> None:
        total = self._model.total
        for part in (self.view, self._between, self.all_same, self.save):
            part.setVisible(total > 0)
        self.later.setText(_("Later") if total else _("Close"))
        self.count.setText(ngettext("{n} to answer", "{n} to answer", total - len(self.answers)) if total else "")
        n = len(self.answers)
        self.save.setText(_("Save {n} and go on", n=number(n)) if n > 1 else _("Save and next"))
        self.save.setEnabled(bool(n))
        self.all_same.setEnabled(len(self.answers) < total)
        self.view.viewport().update()

    # What a person says

    def answer(self, same: bool) -> None:
        """Say of the chosen proposal whether it is the same."""
        link: Link | None = self.view.current_row()
        if link is not None:
            self.answers[link.id] = same
            self._show(link)
            self._tell()

    def answer_all(self) -> None:
        """Say of all that are not answered that they are the same."""
        for link in self._model.all_rows():
            self.answers.setdefault(link.id, True)
        self._show(self.view.current_row())
        self._tell()

    def keep(self) -> None:
        """Save what is answered, and go on with the next one; close after the last."""
        if not self.answers:
            return
        answers, before = dict(self.answers), self._workspace.last_change
        try:
            self._workspace.write(self._doors.answer_links, answers, today=self._workspace.clock.today())
        except BansoError as error:
            show_error(self, error)
            return
        self.answers = {}
        change = self._workspace.last_change
        words = ngettext("{n} answer is saved", "{n} answers are saved", len(answers))
        undo = (lambda: self._host.take_back(change)) if change is not None and change != before else None
        self._host.toast(words, undo)
        self.ask()
        self.saved.emit()
        if self._model.total == 0:
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """1 and 2 answer in the list, and the next one is shown at once by ↓."""
        if watched is self.view and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in (Qt.Key.Key_1, Qt.Key.Key_2):
                self.answer(event.key() == Qt.Key.Key_1)
                return True
        return False
