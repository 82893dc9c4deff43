"""What a rule would find today as it is being edited: worked out off the UI thread, the accounts shown on Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, keyed, ngettext, number
from app.operations.signals.rules import WouldFire
from app.views.settings.rows import make_room
from app.views.widgets.autosave import WAIT_MS
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Running, Workspace

_MOST = 60


class Preview(QWidget):
    """Ask `look` with what is written now: `read` returns the body, or raises BansoError where it cannot be."""

    def __init__(self, workspace: Workspace, key: str, read: Callable[[], Mapping[str, object]]) -> None:
        super().__init__()
        self._workspace, self._key, self._read = workspace, key, read
        self._running: Running | None = None
        self.found: WouldFire | None = None
        self.said = PlainLabel("", "body", wrap=True)
        self.show_button = Button(_("Show the accounts"), kind="link", icon="chevron-down")
        self.show_button.setAutoDefault(True)
        self.show_button.clicked.connect(self._turn)
        self.accounts = PlainLabel("", "label", tone="text2", wrap=True)
        self.accounts.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.said)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.accounts)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.look)

    def later(self) -> None:
        """Look once typing has ended."""
        self._soon.start()

    def look(self) -> None:
        """Look now."""
        self._soon.stop()
        self.leave()
        try:
            body = self._read()
        except BansoError:
            self._say(_("The preview waits for what is wrong above."), None)
            return
        self._say(_("Looking what it would find…"), None)
        scores = self._workspace.scores
        self._running = self._workspace.run(
            _look, self._workspace.book, self._key, body, self._workspace.clock.today(),
            scores.rows() if scores.ready else None, owner=self, done=self._tell, failed=self._failed,
        )  # fmt: skip

    def leave(self) -> None:
        """Ask for nothing any more."""
        self._soon.stop()
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _tell(self, found: WouldFire) -> None:
        accounts = len(found.accounts)
        if not accounts:
            said = _("Today it would find nothing.")
        elif found.count == accounts:
            said = ngettext("Today it would fire for {n} account.", "Today it would fire for {n} accounts.", accounts)
        else:
            said = ngettext(
                "Today it would fire {count} times, for {n} account.",
                "Today it would fire {count} times, for {n} accounts.", accounts, count=number(found.count),
            )  # fmt: skip
        self._say(said, found)

    def _failed(self, _error: BansoError) -> None:
        self._say(_("The preview could not be made."), None)

    def _say(self, said: str, found: WouldFire | None) -> None:
        self.found = found
        self.said.setText(said)
        names = [name for _id, name in found.accounts] if found is not None else []
        listed = keyed("today.join", "comma").join(names[:_MOST])
        if len(names) > _MOST:
            listed += " " + ngettext("and {n} more", "and {n} more", len(names) - _MOST)
        self.accounts.setText(listed)
        self.show_button.setVisible(bool(names))
        self.accounts.setVisible(bool(names) and self.show_button.property("open") is True)
        make_room(self)

    def _turn(self) -> None:
        is_open = self.show_button.property("open") is not True
        self.show_button.setProperty("open", is_open)
        self.show_button.setText(_("Hide the accounts") if is_open else _("Show the accounts"))
        self.accounts.setVisible(is_open and bool(self.accounts.text()))
        make_room(self)


def _look(
    _report: object, _cancelled: object, book: Any, key: str, body: Mapping[str, object], today: date, health: Any
) -> WouldFire:
    from app.operations.signals.rules import would_fire

    found: WouldFire = book.read(would_fire, key, body, today=today, health=health)
    return found
