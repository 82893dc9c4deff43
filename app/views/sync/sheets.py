"""The sheets over the page of syncing: connect, sign in, settings, mapping, proposals, differences."""

from __future__ import annotations

from collections.abc import Callable
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

        taken = [one.name for one in self._live.state.connections()]
        dialog = ConnectDialog(self._window, self._workspace, kinds(), taken, self._window.settings)
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
        from app.operations.syncing.kinds import kinds

        if any(kind.id == shown.connector and kind.sign_in == "web" for kind in kinds()):
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
        from app.operations.syncing.connections import amend_config, config_of, resume
        from app.operations.syncing.kinds import kinds
        from app.operations.syncing.secrets import secret_names
        from app.views.sync.amending import AmendDialog
        from app.views.sync.connecting import keep_all

        book: Any = self._workspace.book
        kind = next((one for one in kinds() if one.id == shown.connector), None)
        if kind is None or kind.broken:
            why = kind.broken.strip().rsplit("\n", 1)[-1] if kind is not None else ""
            show_error(self._window, BansoError("sync.broken_connector", id=shown.connector, why=why))
            return
        if only_secrets and not any(param.kind == "password" for param in kind.params):
            only_secrets = False
        dialog = AmendDialog(
            self._window, shown, kind.params, self._workspace.read(config_of, shown.id),
            secret_names(book, shown.id), builtin=kind.builtin, encrypted=book.key is not None,
            only_secrets=only_secrets,
        )  # fmt: skip

        def given() -> None:
            try:
                if not only_secrets:
                    self._workspace.write(amend_config, shown.id, dialog.form.values())
                for_good = keep_all(book, shown.id, dialog.form.secrets())
                if shown.state in ("auth", "error"):
                    self._workspace.write(resume, shown.id)
            except BansoError as error:
                dialog.tell(error)
                return
            dialog.accept()
            self._live.state.ask()
            self.done.emit()
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
