"""The sheets over the page of syncing: connect, sign in, settings, mapping, proposals, differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import BansoError
from app.language import _
from app.operations.syncing.rows import Connection, Kind
from app.views.dialogs.error import show_error
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from app.views.sync.connecting import ConnectDialog
    from app.views.sync.live import SyncLive


class Sheets(QObject):
    """`done` after whatever changed how things stand."""

    done = Signal()

    def __init__(self, workspace: Workspace, window: MainWindow, live: SyncLive, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._window, self._live = workspace, window, live

    def _write(self, operation: Callable[..., Any], *args: Any) -> bool:
        try:
            self._workspace.write(operation, *args)
        except BansoError as error:
            show_error(self._window, error)
            return False
        self._live.state.ask()
        self.done.emit()
        return True

    def connect_system(self, kind: Kind | None = None) -> None:
        """Show the sheet that makes a connection, at a kind where one is named."""
        from app.operations.syncing.kinds import kinds
        from app.views.sync.connecting import ConnectDialog
        from app.views.sync.trust import trusted

        taken = [one.name for one in self._live.state.connections()]
        there = kinds(trusted=trusted(self._window.settings))
        dialog = ConnectDialog(self._window, self._workspace, there, taken, self._window.settings)
        dialog.connected.connect(lambda made: self._connected(made, dialog))
        dialog.start(kind)

    def _connected(self, connection_id: int, dialog: ConnectDialog) -> None:
        if not dialog.for_good:
            self._window.toast(_("Kept until Banso is closed: this computer has no keyring"))
        self._looked()
        if dialog.up is not None and dialog.up.kind.sign_in == "web":
            self._sign_in_on_web(connection_id, dialog.up.name.text())
        else:
            self._live.schedule.sync(connection_id)

    def sign_in(self, shown: Connection) -> None:
        """Sign in again: on the system's page where it has one, else by what is typed."""
        from app.operations.syncing.kinds import kind_of

        kind = kind_of(shown.connector)
        if kind is not None and kind.sign_in == "web":
            self._sign_in_on_web(shown.id, shown.name)
        else:
            self.amend(shown, only_secrets=True)

    def _sign_in_on_web(self, connection_id: int, name: str) -> None:
        from app.views.sync.web_sign_in import WebSignIn

        def signed_in() -> None:
            self._looked()
            self._live.schedule.sync(connection_id)

        waiting = WebSignIn(self._workspace, self._window, connection_id, name)
        waiting.signed_in.connect(signed_in)
        waiting.failed.connect(lambda error: show_error(self._window, error))

    def amend(self, shown: Connection, only_secrets: bool = False) -> None:
        """Show the settings of a connection, or just what it signs in with."""
        from app.operations.syncing.kinds import kind_of
        from app.views.sync.keeping import names_apart

        kind = kind_of(shown.connector)
        if kind is None or kind.broken:
            why = kind.broken.strip().rsplit("\n", 1)[-1] if kind is not None else ""
            show_error(self._window, BansoError("sync.broken_connector", id=shown.connector, why=why))
            return
        has_secrets = any(param.kind == "password" for param in kind.params)
        if not has_secrets or only_secrets:
            self._amend(shown, kind, (), only_secrets=only_secrets and has_secrets)
            return
        self._workspace.run_apart(
            names_apart, self._workspace.book, shown.id, owner=self,
            done=lambda names: self._amend(shown, kind, names, only_secrets=False),
            failed=self._tell,
        )  # fmt: skip

    def _tell(self, error: BansoError) -> None:
        show_error(self._window, error)

    def _amend(self, shown: Connection, kind: Kind, kept: Sequence[str], *, only_secrets: bool) -> None:
        from app.operations.syncing.connections import config_of
        from app.views.sync.amending import AmendDialog
        from app.views.sync.keeping import amend_apart

        book: Any = self._workspace.book
        dialog = AmendDialog(
            self._window, shown, kind.params, self._workspace.read(config_of, shown.id), kept,
            builtin=kind.builtin, encrypted=book.key is not None, only_secrets=only_secrets,
        )  # fmt: skip

        def given() -> None:
            values = {} if only_secrets else dialog.form.values()
            dialog.set_busy(True)
            self._workspace.run_apart(
                amend_apart, book, shown.id, values, dialog.form.secrets(), owner=dialog, done=amended,
                failed=dialog.tell,
            )  # fmt: skip

        def amended(for_good: bool) -> None:
            dialog.set_busy(False)
            dialog.accept()
            self._looked()
            if not for_good:
                self._window.toast(_("Kept until Banso is closed: this computer has no keyring"))
            if shown.state != "paused":
                self._live.schedule.sync(shown.id)

        dialog.given.connect(given)
        dialog.open()

    def rename(self, shown: Connection) -> None:
        """Ask for another name."""
        from app.operations.syncing.connections import rename_connection
        from app.views.sync.amending import NameDialog

        dialog = NameDialog(self._window, shown.name)

        def named(name: str) -> None:
            try:
                self._workspace.write(rename_connection, shown.id, name)
            except BansoError as error:
                dialog.tell(error)
                return
            dialog.accept()
            self._live.state.ask()
            self.done.emit()

        dialog.named.connect(named)
        dialog.open()

    def mapping(self, shown: Connection) -> None:
        """Show which field goes with which."""
        from app.views.sync.mapping import MappingDialog

        dialog = MappingDialog(self._workspace, shown.id, shown.name, self._window)
        dialog.finished.connect(lambda _result: self._looked())
        dialog.start()

    def links(self, shown: Connection) -> None:
        """Show the proposals of a first sync."""
        from app.views.sync.links import LinksDialog

        dialog = LinksDialog(self._workspace, self._window, shown.id, shown.name, self._window)
        dialog.finished.connect(lambda _result: self._looked())
        dialog.start()

    def differences(self) -> None:
        """Show what differs, to settle it."""
        from app.views.sync.differences import open_differences

        open_differences(self._window, self._workspace)

    def _looked(self) -> None:
        self._live.state.ask()
        self.done.emit()
