"""What the page of syncing does when a person asks for it: one operation each, with a question before some."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.errors import BansoError
from app.language import _, error_words
from app.operations.syncing.rows import Connection, Identity, Run
from app.views.sync.sheets import Sheets
from app.views.sync.words import reached_words

if TYPE_CHECKING:
    from app.operations.changes import Changes


class Acts(Sheets):
    """`do` leads to what was asked for by its key; the rest can be asked for by name."""

    def do(self, what: str, connection_id: int) -> None:
        """Do what was asked for one connection."""
        shown = self._live.state.connection(connection_id)
        if shown is None:
            return
        acts: dict[str, Callable[[Connection], object]] = {
            "sync": lambda one: self._live.schedule.sync(one.id),
            "cancel": lambda _one: self._live.schedule.cancel(),
            "again": self._resume,
            "sign-in": self.sign_in,
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

    # Running and resting

    def _pause(self, shown: Connection) -> None:
        from app.operations.syncing.connections import pause

        if self._write(pause, shown.id):
            self._window.toast(_("{name} rests now. What you write is kept for later.", name=shown.name))

    def _resume(self, shown: Connection) -> None:
        from app.operations.syncing.connections import resume

        if self._write(resume, shown.id):
            self._live.schedule.sync(shown.id)

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
        from app.views.sync.amending import remove_question
        from app.views.sync.keeping import remove_apart

        dialog = remove_question(self._window, shown)

        def agreed() -> None:
            dialog.set_busy(True)
            self._workspace.run_apart(
                remove_apart, self._workspace.book, shown.id, owner=dialog, done=removed, failed=dialog.tell
            )

        def removed(changes: Changes) -> None:
            dialog.set_busy(False)
            dialog.accept()
            self._workspace.announce(changes)
            self._live.state.ask()
            self.done.emit()
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
            self._workspace.weigh(run.change_id, run.pulled)
            self._window.take_back(run.change_id)


def _test(_report: object, cancelled: Callable[[], bool], book: Any, connection_id: int) -> Identity:
    from app.operations.syncing.testing import test_connection

    found: Identity = test_connection(book, connection_id, cancelled=cancelled)
    return found
