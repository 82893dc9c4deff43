"""The sheet that makes a connection: which kind, its settings, a test, a name. Nothing is kept before the last step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.syncing.rows import Identity, Kind
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.sync.form_area import FormArea
from app.views.sync.keeping import keep_apart
from app.views.sync.kind_list import KindList, kind_label
from app.views.sync.setting_up import SettingUp, default_name
from app.views.sync.trust import load_apart, package_of, trust, trusted
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Running, Workspace

_WIDTH, _HEIGHT = 600, 600


class ConnectDialog(QDialog):
    """`connected(connection id)` when one was made. `start` shows the kinds, or the form of one at once."""

    connected = Signal(int)

    def __init__(
        self, parent: QWidget, workspace: Workspace, kinds: Sequence[Kind], taken: Sequence[str], settings: QSettings
    ) -> None:
        super().__init__(parent)
        self._workspace, self._taken, self._settings = workspace, taken, settings
        self._testing: Running | None = None
        self._passed, self._web, self.for_good = False, False, True
        self._keeping = False
        self._made: int | None = None
        self.up: SettingUp | None = None
        as_sheet(self, parent)
        self.setObjectName("connect")
        self.finished.connect(self._end)
        self._title = PlainLabel("", "dialogTitle", wrap=True)
        self._about = PlainLabel("", "body", tone="text2", wrap=True)
        self.list = KindList(kinds)
        self.list.wanted.connect(self.set_up)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        # Room for the ring of what stands at the edge.
        self._column.setContentsMargins(2, 2, 8, 2)
        self._column.addWidget(self.list)
        self._area = FormArea(self._inner)
        self.back = Button(_("Other systems"), kind="quiet", icon="arrow-left")
        self.said = PlainLabel("", "label", tone="text2", wrap=True)
        self.leave = Button(_("Leave"))
        self.test = Button(_("Test connection"))
        self.go = Button(_("Connect"), kind="primary")
        self.back.clicked.connect(self.choose)
        self.leave.clicked.connect(self.reject)
        self.test.clicked.connect(self._press_test)
        self.go.clicked.connect(self._connect)
        self._lay_out()

    def _lay_out(self) -> None:
        px = themes.current().px
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addWidget(self.said, 1)
        for button in (self.leave, self.test, self.go):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 20, 16)
        whole.setSpacing(12)
        for part in (self._title, self._about):
            whole.addWidget(part)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)
        self.resize(px(_WIDTH), px(_HEIGHT))

    def start(self, kind: Kind | None = None) -> None:
        """Open at the kinds, or at one of them."""
        if kind is None:
            self.choose()
        else:
            self.set_up(kind)
        self.open()

    # Which kind

    def choose(self) -> None:
        """Show the kinds."""
        self._stop()
        self._drop_form()
        self._say_title(_("Connect a system"), _("What you write stays in your book, connected or not."))
        self.list.show()
        for button in (self.back, self.test, self.go):
            button.hide()
        self.list.focus_first()

    def set_up(self, kind: Kind) -> None:
        """Show the form of a kind."""
        self._drop_form()
        self.list.hide()
        book: Any = self._workspace.book
        self.up = SettingUp(
            kind, name=default_name(kind, self._taken), encrypted=getattr(book, "key", None) is not None,
            trusted=package_of(kind) in trusted(self._settings),
        )  # fmt: skip
        self.up.written.connect(self._written)
        self.up.trusted.connect(self._believe)
        self._column.addWidget(self.up)
        label = kind_label(kind)
        self._say_title(_("Connect: {label}", label=label), _("Test it first; then give it a name."))
        self._web = self._passed = kind.sign_in == "web"
        for button in (self.back, self.test, self.go):
            button.setVisible(button is not self.test or not self._web)
        if self._web:
            self._about.setText(_("The sign-in page of the system opens in your browser next."))
            self.up.ask_name()
        self._weigh()
        px = themes.current().px
        self.resize(px(_WIDTH), self._area.height_of_sheet(px(_WIDTH), px(_HEIGHT)))
        self.up.form.focus_first()

    def _believe(self) -> None:
        """Load the code of a stranger who is trusted from now on: only then it says what it asks for."""
        up = self.up
        if up is None or not up.may_go_on:
            return
        up.setEnabled(False)
        trust(self._settings, up.kind)
        self._workspace.run_apart(
            load_apart, up.kind.id, owner=self, done=lambda kind: self.set_up(kind) if self.up is up else None,
            failed=lambda error: up.distrust(error) if self.up is up else None,
        )  # fmt: skip

    def _say_title(self, title: str, about: str) -> None:
        self._title.setText(title)
        self._about.setText(about)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def _drop_form(self) -> None:
        self._passed = False
        self.said.setText("")
        if self.up is not None:
            self.up.hide()
            self.up.deleteLater()
            self.up = None

    # Test

    def _press_test(self) -> None:
        if self._testing is not None:
            self._stop()
        else:
            self.try_it()

    def try_it(self) -> None:
        """Ask the system who it is, off the UI thread."""
        up = self.up
        if up is None or self._testing is not None or not up.may_go_on or not up.form.look_over():
            return
        up.notice.hide()
        up.show_found(None)
        draft = (up.kind.id, up.form.values(), up.form.secrets())

        def still() -> bool:
            # An answer says nothing about what was written since, nor about another form, nor for one that is gone.
            return (
                self._testing is running
                and self.up is up
                and (up.kind.id, up.form.values(), up.form.secrets()) == draft
            )

        running = self._testing = self._workspace.run_apart(
            test_draft,
            self._workspace.book,
            draft,
            owner=self,
            done=lambda found: self.show_tested(found) if still() else None,
            failed=lambda error: self._not_tested(error) if still() else None,
        )
        running.ended.connect(self._over)
        self._weigh()

    def show_tested(self, found: Identity) -> None:
        if self.up is not None:
            self._passed = True
            self.up.show_found(found)
            self.up.name.selectAll()
            self.up.name.setFocus()
            self._weigh()
            # Once it is laid out: what was found stands above it.
            QTimer.singleShot(0, self.up.name, self._show_name)

    def _not_tested(self, error: BansoError) -> None:
        if self.up is not None and not self.up.form.tell(error):
            self.up.notice.tell(error)

    def _over(self) -> None:
        if self._testing is not None and self._testing.finished:
            self._testing = None
            self._weigh()

    def _show_name(self) -> None:
        if self.up is not None:
            self._area.ensureWidgetVisible(self.up.name, 0, 24)

    def _stop(self) -> None:
        # What it still answers is not waited for: a network may take its time.
        running, self._testing = self._testing, None
        if running is not None:
            running.cancel()
            self._weigh()

    def _written(self) -> None:
        if self._web:
            return
        self._stop()
        if self._made is None:
            self._passed = False
            if self.up is not None:
                self.up.show_found(None)
        if self.up is not None:
            self.up.notice.hide()
        self._weigh()

    def _weigh(self) -> None:
        testing, ready = self._testing is not None, self.up is not None and self.up.may_go_on
        self.test.setText(_("Stop") if testing else _("Test again") if self._passed else _("Test connection"))
        self.test.setEnabled(ready and not self._keeping)
        self.go.setEnabled(self._passed and ready and not testing and not self._keeping)
        # Return does the step that comes next.
        self.test.setDefault(not self._passed)
        self.go.setDefault(self._passed)
        self.said.setText(_("Asking the system…") if testing else _("Keeping what is secret…") if self._keeping else "")

    # Connect

    def _connect(self) -> None:
        from app.operations.syncing.connections import connect

        up = self.up
        if up is None or not self._passed or self._testing is not None or self._keeping:
            return
        if self._made is not None:
            self._keep(up, self._made)
            return
        if self._web and not (up.may_go_on and up.form.look_over()):
            return
        try:
            self._made = self._workspace.write(
                connect, name=up.name.text(), connector=up.kind.id, config=up.form.values()
            )
        except BansoError as error:
            if error.field == "name":
                up.name_fault.setText(error_words(error)[1])
                up.name_fault.show()
                up.name.setFocus()
            elif not up.form.tell(error):
                up.notice.tell(error)
            return
        self._keep(up, self._made)

    def _keep(self, up: SettingUp, made: int) -> None:
        """Keep what is secret, off the UI thread; a connection that is made is there from then on."""
        secrets = up.form.secrets()
        if not secrets:
            self._kept(True)
            return
        self._keeping = True
        up.notice.hide()
        up.only_secrets()
        for button in (self.back, self.test):
            button.hide()
        # From here on there is nothing that closing would take back.
        self.leave.setText(_("Close"))
        self._workspace.run_apart(
            keep_apart, self._workspace.book, made, secrets, owner=self, done=self._kept, failed=self._not_kept
        )
        self._weigh()

    def _kept(self, for_good: bool) -> None:
        self.for_good = for_good
        self.accept()
        self.connected.emit(self._made)

    def _not_kept(self, error: BansoError) -> None:
        self._keeping = False
        self._about.setText(
            _("The connection is made, but what is secret could not be kept. Try again, or sign in later.")
        )
        if self.up is not None and not self.up.form.tell(error):
            self.up.notice.tell(error)
        self._weigh()

    def _end(self, _result: int) -> None:
        self._stop()
        self.deleteLater()


def test_draft(_report: object, cancelled: Callable[[], bool], book: Any, draft: Any) -> Identity:
    """Try a connection that is not kept yet."""
    from app.operations.syncing.testing import test_connection

    found: Identity = test_connection(book, draft, cancelled=cancelled)
    return found


test_draft.__test__ = False  # type: ignore[attr-defined]
