"""What the page of syncing does when a person asks for it: each is one operation, a question before it, or a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import BansoError
from app.language import _, error_words
from app.operations.syncing.rows import Connection, Identity, Kind, Run
from app.views.dialogs.error import show_error
from app.views.sync.words import reached_words
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from app.views.sync.live import SyncLive


class Acts(QObject):
    """`done` after whatever changed how things stand."""

    done = Signal()

    def __init__(self, workspace: Workspace, window: MainWindow, live: SyncLive, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._window, self._live = workspace, window, live

    def do(self, what: str, connection_id: int) -> None:
        """Do what was asked for one connection."""
        shown = self._live.state.connection(connection_id)
        if shown is None:
            return
        acts: dict[str, Callable[[Connection], object]] = {
            "sync": lambda one: self._live.schedule.sync(one.id),
            "cancel": lambda _one: self._live.schedule.cancel(),
            "again": self._again,
            "sign-in": lambda one: self.amend(one, only_secrets=True),
            "guard": self.guard,
            "pause": self._pause,
            "resume": self._resume,
            "writes": self.writes,
            "test": self.test,
            "mapping": self.mapping,
            "links": self.links,
            "differences": lambda _one: self.differences(),
            "rename": self.rename,
            "settings": self.amend,
            "full": self._full,
            "forget": self.forget,
            "remove": self.remove,
        }
        acts[what](shown)

    def _write(self, operation: Callable[..., Any], *args: Any) -> bool:
        try:
            self._workspace.write(operation, *args)
        except BansoError as error:
            show_error(self._window, error)
            return False
        self._live.state.ask()
        self.done.emit()
        return True

    # Running and resting

    def _pause(self, shown: Connection) -> None:
        from app.operations.syncing.connections import pause

        if self._write(pause, shown.id):
            self._window.toast(_("{name} rests now. What you write is kept for later.", name=shown.name))

    def _resume(self, shown: Connection) -> None:
        from app.operations.syncing.connections import resume

        if self._write(resume, shown.id):
            self._live.schedule.sync(shown.id)

    def _again(self, shown: Connection) -> None:
        self._resume(shown)

    def _full(self, shown: Connection) -> None:
        from app.operations.syncing.connections import full_resync

        if self._write(full_resync, shown.id):
            self._live.schedule.sync(shown.id)

    def every(self, connection_id: int, minutes: int) -> None:
        """Let it run so often by itself."""
        from app.operations.syncing.connections import set_every

        self._write(set_every, connection_id, minutes)

    def guard(self, shown: Connection) -> None:
        """Show what was stopped, and do what is chosen."""
        from app.operations.syncing.connections import full_resync, pause, resume
        from app.operations.syncing.runs import allow_once, guarded
        from app.views.sync.guard import GuardDialog

        dialog = GuardDialog(self._window, shown.name, self._workspace.read(guarded, shown.id))

        def chosen(answer: str) -> None:
            steps = {"leave": (pause,), "apply": (allow_once,), "full": (full_resync, resume)}[answer]
            if all(self._write(step, shown.id) for step in steps) and answer != "leave":
                self._live.schedule.sync(shown.id)

        dialog.chosen.connect(chosen)
        dialog.open()

    # What it may do

    def writes(self, shown: Connection) -> None:
        """Switch write-back off, or ask once before it is on."""
        from app.operations.syncing.connections import set_writes
        from app.views.sync.amending import writes_question

        if shown.writes:
            if self._write(set_writes, shown.id, False):
                self._window.toast(_("{name} is read-only again", name=shown.name))
            return
        dialog = writes_question(self._window, shown)

        def agreed() -> None:
            dialog.accept()
            if self._write(set_writes, shown.id, True):
                self._live.schedule.sync(shown.id)

        dialog.agreed.connect(agreed)
        dialog.open()

    def test(self, shown: Connection) -> None:
        """Ask the system who it is."""

        def found(who: Identity) -> None:
            self._window.toast(f"{shown.name}: {reached_words(who)}")

        def failed(error: BansoError) -> None:
            self._window.toast(" ".join(error_words(error)))

        running = self._workspace.run_apart(
            _test, self._workspace.book, shown.id, owner=self, done=found, failed=failed
        )
        self._window.follow(running, _("Testing {name}", name=shown.name))

    # Sheets

    def connect_system(self, kind: Kind | None = None) -> None:
        """Show the sheet that makes a connection, at a kind where one is named."""
        from app.operations.syncing.kinds import kinds
        from app.views.sync.connecting import ConnectDialog

        taken = [one.name for one in self._live.state.connections()]
        dialog = ConnectDialog(self._window, self._workspace, kinds(), taken, self._window.settings)
        dialog.connected.connect(self._connected)
        dialog.start(kind)

    def _connected(self, connection_id: int) -> None:
        self._live.state.ask()
        self.done.emit()
        self._live.schedule.sync(connection_id)

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

    # What undo cannot reach

    def forget(self, shown: Connection) -> None:
        """Ask before it is forgotten which record is which row."""
        from app.operations.syncing.connections import forget_bindings
        from app.views.sync.amending import forget_question

        dialog = forget_question(self._window, shown)

        def agreed() -> None:
            dialog.accept()
            self._write(forget_bindings, shown.id)

        dialog.agreed.connect(agreed)
        dialog.open()

    def remove(self, shown: Connection) -> None:
        """Ask before a connection is removed."""
        from app.operations.syncing.connections import remove_connection
        from app.operations.syncing.secrets import forget_secrets
        from app.views.sync.amending import remove_question

        dialog = remove_question(self._window, shown)

        def agreed() -> None:
            try:
                forget_secrets(self._workspace.book, shown.id)  # type: ignore[arg-type]
            except BansoError as error:
                dialog.tell(error)
                return
            dialog.accept()
            if self._write(remove_connection, shown.id):
                self._window.toast(_("{name} is removed. What it brought stays.", name=shown.name))

        dialog.agreed.connect(agreed)
        dialog.open()

    # Runs

    def notes(self, run: Run) -> None:
        """Show what a run did."""
        from app.operations.syncing.runs import notes
        from app.views.sync.run_notes import NotesDialog

        dialog = NotesDialog(self._window, run, self._workspace.read(notes, run.id), self._workspace.clock)
        dialog.undo_wanted.connect(lambda: self.take_back(run))
        dialog.open()

    def take_back(self, run: Run) -> None:
        """Take back what a run wrote here; redo brings it again."""
        if run.change_id:
            self._window.take_back(run.change_id)


def _test(_report: object, cancelled: Callable[[], bool], book: Any, connection_id: int) -> Identity:
    from app.operations.syncing.testing import test_connection

    found: Identity = test_connection(book, connection_id, cancelled=cancelled)
    return found
