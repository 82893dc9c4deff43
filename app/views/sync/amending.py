"""Sheets over one connection: its settings and secrets, its name, and what write-back means before it is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.syncing.rows import Connection, Param
from app.views.settings.confirm import Confirm
from app.views.sync.form import ParamForm, Value, where_secrets_are_kept
from app.views.sync.words import guard_words
from app.views.widgets.labels import PlainLabel


class AmendDialog(Confirm):
    """The settings of a connection as a form; `given` when they are to be kept. With `only_secrets` just those."""

    given = Signal()

    def __init__(
        self,
        window: QWidget,
        shown: Connection,
        params: Sequence[Param],
        values: Mapping[str, Value],
        kept: Sequence[str],
        *,
        builtin: bool,
        encrypted: bool,
        only_secrets: bool = False,
    ) -> None:
        title = _("Sign in: {name}", name=shown.name) if only_secrets else _("Settings of {name}", name=shown.name)
        line = (
            _("The system no longer accepts the sign-in. What you wrote meanwhile is on this PC and is sent next.")
            if only_secrets
            else _("Another folder or server is another system: for that, make a connection of its own.")
        )
        verb = _("Sign in") if only_secrets else _("Keep the settings")
        super().__init__(window, title, [line], verb, busy=_("Keeping what is secret…"))
        wanted = [param for param in params if param.kind == "password" or not only_secrets]
        # To sign in again something new has to be written.
        self.form = ParamForm(wanted, builtin=builtin, values=values, kept=() if only_secrets else kept)
        self.body.addWidget(self.form)
        if self.form.asks_secrets:
            self.body.addWidget(PlainLabel(where_secrets_are_kept(encrypted), "label", tone="text2", wrap=True))
        if not wanted:
            self.body.addWidget(PlainLabel(_("There is nothing to set here."), wrap=True))
            self.go.hide()
        self.agreed.connect(self._give)
        self.form.focus_first()

    def _give(self) -> None:
        if self.form.look_over():
            self.given.emit()

    def tell(self, error: BansoError) -> None:
        """Say at the field what is wrong, else in a notice."""
        self.set_busy(False)
        if not self.form.tell(error):
            self.notice.tell(error)


class NameDialog(Confirm):
    """Asks for another name; `named(name)`."""

    named = Signal(str)

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window, _("Rename the connection"), [], _("Rename"))
        self.line = QLineEdit(name)
        self.line.setAccessibleName(_("Name of the connection"))
        self.line.selectAll()
        self.body.addWidget(self.line)
        self.agreed.connect(lambda: self.named.emit(self.line.text()))
        self.line.setFocus()


def writes_question(window: QWidget, shown: Connection) -> Confirm:
    """Return the question that is asked once, before anything is ever sent."""
    lines = [
        _("From the next sync on, what you change here is sent to {name}, and its colleagues see it.", name=shown.name),
        _("Only mapped fields that you changed are sent. Where both sides changed the same field, you are asked."),
        guard_words(shown),
        _("Before each write the value it replaces is kept, so that it can be brought back."),
    ]
    return Confirm(window, _("Switch write-back on?"), lines, _("Switch write-back on"))


def forget_question(window: QWidget, shown: Connection) -> Confirm:
    """Return the question before it is forgotten which record is which row."""
    lines = [
        _("Rows and records stay as they are, here and there."),
        _("The next sync proposes anew what belongs together, as if it were the first."),
    ]
    return Confirm(window, _("Forget what belongs together?"), lines, _("Forget it"))


def remove_question(window: QWidget, shown: Connection) -> Confirm:
    """Return the question before a connection is removed."""
    lines = [
        _("Rows and records stay as they are, here and there; only the connection goes, with its secrets and its log."),
        _("What was not sent yet is not sent. Open differences keep what this PC says."),
        _("Undo does not bring a connection back."),
    ]
    return Confirm(window, _("Remove {name}?", name=shown.name), lines, _("Remove the connection"))
