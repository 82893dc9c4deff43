"""The plays of sponsors and champions who leave, beside the people of an account: steps with their days, to tick."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.alerts.rules import Evidence
from app.language import _
from app.operations.changes import Changes
from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import CtaRow
from app.views.account.flow import FlowLayout
from app.views.page import Host
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.signals import words
from app.views.signals.acts import CtaActs
from app.views.signals.steps import StepList
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import Painted
from app.views.workspace import Workspace

_SHOWN = ("cta", "promise", "person", "position", "playbook")


class PlayCards(QWidget):
    """A card for each departure that is open; hidden without one. Told of an account, it follows the book by itself."""

    def __init__(self, workspace: Workspace, host: Host) -> None:
        super().__init__()
        self._workspace, self._account = workspace, ""
        self._acts = CtaActs(self, workspace, host)
        self.cards: list[PlayCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        workspace.changed.connect(self._changed)
        self.hide()

    def show_account(self, account_id: str) -> None:
        """Show the departures of an account."""
        self._account = account_id
        today = self._workspace.clock.today()
        found = self._workspace.read(open_ctas, account_id, today=today)
        rows = [row for row in found if row.evidence is Evidence.PERSON_LEFT]
        while len(self.cards) < len(rows):
            card = PlayCard(self._acts)
            self.cards.append(card)
            self._column.addWidget(card)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(rows))
            if at < len(rows):
                card.show_row(rows[at])
        self.setVisible(bool(rows))

    def _changed(self, changes: Changes) -> None:
        if self._account and self.parentWidget() is not None and changes.touches(*_SHOWN):
            self.show_account(self._account)


class PlayCard(Card):
    """One departure: who, why, and the steps."""

    def __init__(self, acts: CtaActs) -> None:
        super().__init__()
        self._acts = acts
        self._row: CtaRow | None = None
        self._title = PlainLabel("", "bodyStrong", wrap=True)
        self._pill = Pill("", "risk")
        self._far = Painted(
            lambda painter, box, theme: paint_pill(painter, box, self._pill, theme), lambda theme: self._room(theme), ""
        )
        self._why = PlainLabel("", "label", tone="text2", wrap=True)
        self.steps = StepList()
        self.steps.ticked.connect(self._tick)
        self.start_button = Button(_("Start the playbook"), icon="workflow")
        self.start_button.clicked.connect(lambda: acts.start(self._row.id) if self._row else None)
        self.close_button = Button(_("Close…"), icon="check")
        self.close_button.clicked.connect(lambda: acts.ask_finish(self._row.id) if self._row else None)
        self.open_button = Button(_("Open the call to action"), kind="link")
        self.open_button.clicked.connect(lambda: acts.open(self._row.id) if self._row else None)
        top = Qt.AlignmentFlag.AlignTop
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView("user-minus", 16, "risk_text"), 0, top)
        head.addWidget(self._title, 1)
        head.addWidget(self._far, 0, top)
        foot = FlowLayout(8, 4)
        foot.addWidget(self.start_button)
        foot.addWidget(self.close_button)
        foot.addWidget(self.open_button)
        self.body.addLayout(head)
        self.body.addWidget(self._why)
        self.body.addWidget(self.steps)
        self.body.addLayout(foot)

    def show_row(self, row: CtaRow) -> None:
        """Show a departure as it is now."""
        today = self._acts.today
        self._row = row
        self._title.setText(words.what(row, today))
        self.setAccessibleName(self._title.text())
        self._pill = Pill(words.progress(row), "risk" if row.done < len(row.steps) else "good")
        self._far.setAccessibleName(self._pill.text)
        self._far.setVisible(bool(row.steps))
        self._far.updateGeometry()
        self._far.update()
        self._why.setText(words.gone(row, today) or words.why(row, today))
        self.steps.show_steps(row.steps, today)
        self.steps.setVisible(bool(row.steps))
        self.start_button.setVisible(not row.steps)
        self.close_button.setVisible(row.gone_on is not None or (bool(row.steps) and row.done == len(row.steps)))

    def _room(self, theme: Theme) -> QSize:
        size = pill_size(self._pill, theme)
        return QSize(ceil(size.width()) + 1, ceil(size.height()) + 1)

    def _tick(self, step_id: str, done: bool) -> None:
        if not self._acts.tick(step_id, done) and self._row is not None:
            self.show_row(self._row)
