"""The place of syncing: every connection with how it stands, what differs, what is not sent, and every run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _
from app.operations.syncing.rows import Blocked, Connection, Difference, Run
from app.views.commands import Command, Reach
from app.views.page import Page
from app.views.settings.model.tabbing import FocusFollower, tab_through
from app.views.sync.acts import Acts
from app.views.sync.beginning import Beginning
from app.views.sync.blocked_list import BlockedList
from app.views.sync.connection_card import ConnectionCard
from app.views.sync.differences_card import DifferencesCard
from app.views.sync.run_log import RunLog
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Running, Workspace

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from app.views.sync.live import SyncLive

_RUNS = 100


@dataclass(frozen=True)
class Beneath:
    """What stands under the connections."""

    differences: tuple[Difference, ...]
    runs: tuple[Run, ...]
    blocked: tuple[Blocked, ...] = ()


class SyncPage(Page):
    """`acts` does what is asked for; what is shown comes from `live` and from the book, off the UI thread."""

    def __init__(self, workspace: Workspace, window: MainWindow, live: SyncLive) -> None:
        super().__init__()
        self.workspace, self._live = workspace, live
        self.setAccessibleName(_("Sync & differences"))
        # F6 finds something to stand on before anything is known.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.acts = Acts(workspace, window, live, self)
        self.cards: dict[int, ConnectionCard] = {}
        self._asked: Running | None = None
        self._again = self._stale = False
        self.sync_all = Button(_("Sync now"), icon="refresh-cw")
        self.connect_more = Button(_("Connect a system…"), icon="plus")
        self.beginning = Beginning()
        self.differences = DifferencesCard()
        self.blocked_card = Card(_("Fields that are not sent"))
        self.blocked = BlockedList(workspace)
        self.blocked_card.body.addWidget(self.blocked)
        self.log = RunLog(workspace.clock)
        self._lay_out()
        self.sync_all.clicked.connect(live.sync_now)
        self.connect_more.clicked.connect(lambda: self.acts.connect_system())
        self.beginning.folder_wanted.connect(self.connect_folder)
        self.beginning.others_wanted.connect(lambda: self.acts.connect_system())
        self.differences.wanted.connect(self.acts.differences)
        self.blocked.opened.connect(lambda account_id: self.wants.emit("account", account_id))
        self.blocked.retried.connect(live.sync_now)
        self.log.opened.connect(self.acts.notes)
        self.log.undo_wanted.connect(self.acts.take_back)
        self.acts.done.connect(self.refresh)
        live.state.told.connect(self._told)
        live.schedule.moved.connect(self._progress)
        live.schedule.ended.connect(self._anew)
        workspace.changed.connect(self._anew)
        self._told()

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        inner = self._inner = QWidget()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Sync & differences"), "title"), 1)
        head.addWidget(self.sync_all)
        head.addWidget(self.connect_more)
        self._connections = QVBoxLayout()
        self._connections.setSpacing(12)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.beginning)
        column.addLayout(self._connections)
        for card in (self.differences, self.blocked_card, self.log):
            card.hide()
            column.addWidget(card)
        column.addStretch(1)
        # Nobody knows yet which of them is for now: what is hidden later would take the focus with it.
        for part in (self.sync_all, self.connect_more, self.beginning):
            part.hide()
        inner.setAutoFillBackground(False)
        self.area.setWidget(inner)
        self._follower = FocusFollower(self.area, inner, clicks=False)
        inner.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    # What is shown

    def go(self, argument: object) -> None:
        """Show how things stand; "differences" opens those at once."""
        self._live.state.ask()
        self.refresh()
        if argument == "differences":
            self.acts.differences()

    def refresh(self) -> None:
        """Ask the book for what stands under the connections; while the page is hidden, when it is shown again."""
        if not self.isVisible():
            self._stale = True
            return
        if self._asked is not None and not self._asked.finished:
            self._again = True
            return
        self._again = self._stale = False
        self._asked = self.workspace.run(_read, self.workspace.book, owner=self, done=self.show_beneath)
        # By its own method: a page that is gone meanwhile is not called.
        self._asked.ended.connect(self._ask_again)

    def _anew(self, *_told: object) -> None:
        self.refresh()

    def _ask_again(self) -> None:
        if self._again:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what changed while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def show_beneath(self, beneath: Beneath) -> None:
        there = bool(self._live.state.connections())
        self.differences.show_rows(beneath.differences)
        self.differences.setVisible(there)
        self.log.show_runs(beneath.runs)
        self.log.setVisible(bool(beneath.runs))
        self.blocked.show_rows(beneath.blocked)
        self.blocked_card.setVisible(bool(beneath.blocked))
        self._in_order()

    def _told(self) -> None:
        """Show the connections as they are told now; cards that go on being there stay, with their focus."""
        told = self._live.state.now
        if told is None:
            return
        there = {one.id: one for one in told.connections}
        for gone in set(self.cards) - set(there):
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
        for at, (number, shown) in enumerate(there.items()):
            if number in self.cards:
                self.cards[number].show_connection(shown, told.where.get(number, ""))
            else:
                self.cards[number] = self._card(shown, told.where.get(number, ""))
            self._connections.insertWidget(at, self.cards[number])
        held = self.beginning.isAncestorOf(focus) if (focus := self.focusWidget()) is not None else False
        self.sync_all.setVisible(bool(there))
        self.connect_more.setVisible(bool(there))
        if held and there:
            self.sync_all.setFocus(Qt.FocusReason.OtherFocusReason)
        self.beginning.setVisible(not there)
        self._progress()
        self._in_order()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self.hasFocus():
            self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _in_order(self) -> None:
        """Let Tab go from top to bottom, whenever a card was made."""
        tab_through(self._inner)

    def _card(self, shown: Connection, where: str) -> ConnectionCard:
        card = ConnectionCard(shown, self.workspace.clock, where)
        card.wanted.connect(self.acts.do)
        card.every.connect(self.acts.every)
        return card

    def _progress(self) -> None:
        schedule = self._live.schedule
        for number, card in self.cards.items():
            running = schedule.current == number
            card.show_progress(schedule.progress if running else None, waits=schedule.is_waiting(number))

    # Ways

    def connect_folder(self) -> None:
        """Set a folder up, the kind of system that needs no account."""
        from app.operations.syncing.kinds import kind_of

        self.acts.connect_system(kind_of("folder"))

    def panes(self) -> tuple[QWidget, ...]:
        """The connections, and the log where there is one."""
        if self._live.state.now is None:
            return (self,)
        parts: list[QWidget] = [next(iter(self.cards.values())).sync if self.cards else self.beginning.folder]
        if self.differences.isVisible() and self.differences.button.isVisible():
            parts.append(self.differences.button)
        if self.log.isVisible():
            parts.append(self.log.view)
        return tuple(parts)

    def commands(self) -> tuple[Command, ...]:
        """Connect, settle, and each connection by its name."""
        made = [
            Command("sync:connect", _("Connect a system…"), "Ctrl+N", "plus", lambda: self.acts.connect_system()),
        ]
        if self.cards:
            made.append(Command("sync:settle", _("Settle differences"), "", "git-merge", self.acts.differences))
            made.append(Command("sync:notes", _("What a sync did"), "Return", "file-text", None, Reach.LISTS))
        for number, card in self.cards.items():
            name = card.shown.name
            for what, words, icon in (
                ("sync", _("Sync {name} now", name=name), "refresh-cw"),
                ("mapping", _("Mapping of {name}", name=name), "arrow-left-right"),
                ("settings", _("Settings of {name}", name=name), "settings"),
            ):
                made.append(Command(f"sync:{what}:{number}", words, "", icon, self._asker(what, number)))
        return tuple(made)

    def _asker(self, what: str, connection_id: int) -> Callable[[], object]:
        return lambda: self.acts.do(what, connection_id)


def _read(_report: object, _cancelled: object, book: Any) -> Beneath:
    from app.operations.syncing.blocked import blocked
    from app.operations.syncing.differences import differences
    from app.operations.syncing.runs import runs

    return Beneath(
        tuple(book.read(differences)), tuple(book.read(runs, None, _RUNS)), tuple(book.read(blocked, None))
    )  # fmt: skip
