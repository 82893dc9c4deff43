"""The sheet that hands an account over in a team hub: to whom, what goes along, what stays; then how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.errors import BansoError
from app.language import _, number
from app.operations.account_giving import Giving
from app.operations.hub import GIVING, HandedOver, Peer, colleagues, hand_over
from app.views import theme as themes
from app.views.account.giving.peer_list import PeerList
from app.views.account.giving.words import counted
from app.views.settings.confirm import Confirm
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Running, Workspace

_WIDTH, _COLUMNS = 520, 3


class GiveSheet(Confirm):
    """`given(HandedOver)` when it was done. Asks the hub for its members when it opens, off the UI thread."""

    given = Signal(object)

    def __init__(self, window: QWidget, workspace: Workspace, what: Giving) -> None:
        title = _("Hand over {account}", account=what.account)
        super().__init__(window, title, [], _("Hand over"))
        self._workspace, self.what = workspace, what
        self._running: Running | None = None
        self._hub = what.hubs[0]
        self.setObjectName("give")
        self.peers = PeerList()
        self.asking = PlainLabel("", "body", tone="text2", wrap=True)
        self.body.setSpacing(12)
        self.body.addWidget(PlainLabel(_("To a colleague in {hub}", hub=self._hub.name), "bodyStrong", wrap=True))
        self.body.addWidget(self.asking)
        self.body.addWidget(self.peers)
        self.body.addWidget(self._along())
        self.body.addWidget(self._stays())
        self.peers.hide()
        self.peers.chosen.connect(lambda _peer: self._weigh())
        self.peers.entered.connect(lambda: self.go.setFocus(Qt.FocusReason.TabFocusReason))
        self.agreed.connect(self._give)
        self.finished.connect(lambda _result: self._stop())
        self._weigh()

    def _along(self) -> QWidget:
        card = Card(_("Goes along"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        facts = counted(self.what.counts)
        for at, (name, count) in enumerate(facts):
            line, column = divmod(at, _COLUMNS)
            grid.addWidget(PlainLabel(name, "label", tone="text2"), line, 2 * column)
            grid.addWidget(PlainLabel(count, "bodyStrong"), line, 2 * column + 1, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(2 * column + 1, 1)
        if facts:
            card.body.addLayout(grid)
        first = _("What is not sent yet is sent first. All that is shared goes with the account.")
        card.body.addWidget(PlainLabel(first, "label", tone="text2", wrap=True))
        return card

    def _stays(self) -> QWidget:
        card = Card(_("Stays only in your book"))
        words = _(
            "Feelings, drafts, internal notes, readings of health and what you said of a status."
            " The account stays in your book too. Undo does not bring it back from your colleague."
        )
        card.body.addWidget(PlainLabel(words, "label", tone="text2", wrap=True))
        return card

    def start(self) -> None:
        """Open it and ask who is in the hub."""
        self.appear()
        self.ask()

    def appear(self) -> None:
        """Open it, without asking yet."""
        self.setFixedWidth(themes.current().px(_WIDTH))
        self.open()

    def ask(self) -> None:
        """Ask the hub for its members."""
        self.asking.setText(_("Asking the team hub who is in it…"))
        self.asking.show()
        self._running = self._workspace.run_apart(
            _colleagues, self._workspace.book, self._hub.connection_id, owner=self, done=self.show_peers,
            failed=self._unasked,
        )  # fmt: skip

    def show_peers(self, peers: Sequence[Peer]) -> None:
        """Show whom it can go to."""
        self._running = None
        self.asking.hide()
        self.peers.show()
        self.peers.show_peers(peers)
        self.peers.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._weigh()
        self._fit()

    def _unasked(self, error: BansoError) -> None:
        self._running = None
        self.asking.hide()
        self.notice.tell(error)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _fit(self) -> None:
        # Once the layout knows what is shown.
        QTimer.singleShot(0, self, self.adjustSize)

    def _weigh(self) -> None:
        super()._weigh()
        if not hasattr(self, "peers"):
            # Its frame weighs before the list is made.
            return
        peer = self.peers.current() if self.peers.isVisibleTo(self) else None
        self.go.setText(_("Hand over to {name}", name=peer.name) if peer is not None else _("Hand over"))
        self.go.setEnabled(peer is not None and self._running is None)

    # Handing over

    def _give(self) -> None:
        peer = self.peers.current()
        if peer is None or self._running is not None:
            return
        self._running = self._workspace.run_apart(
            _hand_over, self._workspace.book, self._hub.connection_id, self.what.account_id, peer.role, owner=self,
            progress=self.show_progress, done=self._given, failed=self._refused,
        )  # fmt: skip
        self._running.ended.connect(self._ended)
        self.show_progress(0, 0, "")

    def show_progress(self, n: int, total: int, step: str) -> None:
        """Say how far it is; once the account itself is given nothing stops it."""
        self.notice.hide()
        self.peers.setEnabled(False)
        self.go.setEnabled(False)
        self.leave.setText(_("Stop"))
        self.leave.setEnabled(step != GIVING)
        if step == GIVING:
            words = _("Handing over…")
        elif total:
            words = _("Sending what is not sent yet: {n} / {total}", n=number(n), total=number(total))
        else:
            words = _("Sending what is not sent yet…")
        self.busy.setText(words)

    def _given(self, done: HandedOver) -> None:
        self._running = None
        self.leave.setEnabled(True)
        self.accept()
        self.given.emit(done)

    def _refused(self, error: BansoError) -> None:
        self._rest()
        self.notice.tell(error)
        self._fit()

    def _ended(self) -> None:
        if self._running is not None and self._running.finished:
            # It was stopped.
            self._rest()

    def _rest(self) -> None:
        self._running = None
        self.busy.setText("")
        self.peers.setEnabled(True)
        self.leave.setText(_("Leave"))
        self.leave.setEnabled(True)
        self._weigh()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Stop what is under way, else leave."""
        if self._running is not None and self.busy.text():
            if self.leave.isEnabled():
                self._running.cancel()
                self.busy.setText(_("Stopping…"))
                self.leave.setEnabled(False)
            return
        super().reject()

    def _stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.cancel()


def _colleagues(_report: object, cancelled: Callable[[], bool], book: Any, connection_id: int) -> list[Peer]:
    return colleagues(book, connection_id, cancelled=cancelled)


def _hand_over(
    report: Callable[[int, int, str], None], cancelled: Callable[[], bool], book: Any, connection_id: int,
    account_id: str, to: str,
) -> HandedOver:  # fmt: skip
    return hand_over(
        book, connection_id, account_id, to, cancelled=cancelled,
        report=lambda n, total, words: report(n, total or 0, words if words == GIVING else ""),
    )  # fmt: skip
