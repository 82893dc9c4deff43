"""Settles what differs, record by record: choose for each field, save, next; or leave it for later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import BansoError
from app.language import _, error_words, ngettext
from app.operations.syncing.rows import Difference
from app.views.page import Host
from app.views.sync.differences.frame import Frame
from app.views.sync.differences.record import Answers, Key, Record, records
from app.views.sync.differences.record_list import Entry
from app.views.widgets.origin import Origin
from app.views.workspace import Workspace

Ask = Callable[..., list[Difference]]
Settle = Callable[..., object]
# What was chosen and not saved: a click beside the sheet loses nothing.
_unsaved: WeakKeyDictionary[Workspace, Answers] = WeakKeyDictionary()


class DifferencesSheet(Frame):
    """Lies over `window`. `ask` is the question for what is open, `settle` the operation that writes one record.

    `merged` is the question for how many changes came together by themselves.
    """

    def __init__(
        self, window: QWidget, workspace: Workspace, ask: Ask, settle: Settle, merged: Callable[..., int] | None = None
    ) -> None:
        answers = _unsaved.setdefault(workspace, Answers())
        super().__init__(window, workspace, answers)
        self._workspace, self._ask, self._settle, self._merged_now = workspace, ask, settle, merged
        self._origin = Origin()
        self._order: list[Key] = []
        self._known: dict[Key, Record] = {}
        self._settled: set[Key] = set()
        self._saved: list[str] = []
        self._saving = False
        self.list.picked.connect(self._pick)
        self.list.entered.connect(self._enter)
        self.foot.all_mine.clicked.connect(lambda: self._all("mine"))
        self.foot.all_theirs.clicked.connect(lambda: self._all("theirs"))
        self.foot.save.clicked.connect(self.save)
        for button in (self.foot.later, self.close_button):
            button.clicked.connect(self.leave)
        self.left.connect(self.leave)
        workspace.changed.connect(self._book_changed)

    # What is open

    def open_at(self, key: Key | None = None) -> bool:
        """Show it, a record first where it is named; False where nothing is open."""
        self._read()
        first = key if key in self._known else self._next(None)
        if first is None:
            self.deleteLater()
            return False
        if self._merged_now is not None:
            self.say_merged(self._workspace.read(self._merged_now))
        self.appear()
        self._pick(first)
        self.place()
        self._enter()
        return True

    def _read(self) -> None:
        found = {record.key: record for record in records(self._workspace.read(self._ask))}
        self._order += [key for key in found if key not in self._order]
        # What was settled by an undo or elsewhere meanwhile: only what was saved here stays to be seen.
        self._settled -= set(found)
        kept = {key: self._known[key] for key in self._settled if key in self._known}
        self._known = {**kept, **found}
        self._order = [key for key in self._order if key in self._known]

    def open_records(self) -> list[Record]:
        """Return the records that are not settled."""
        return [self._known[key] for key in self._order if key not in self._settled]

    def _next(self, after: Key | None) -> Key | None:
        still = [record.key for record in self.open_records() if record.key != after]
        if after in self._order:
            at = self._order.index(after)
            still = [key for key in still if self._order.index(key) > at] or still
        return still[0] if still else None

    def _list_entries(self) -> None:
        entries = [
            Entry(record, self._answers.count(record), record.key in self._settled)
            for record in (self._known[key] for key in self._order)
        ]
        self.list.show_entries(entries, self.form.record.key if self.form is not None else None)
        self.say_left(len(self.open_records()))

    # Choosing

    def _pick(self, key: Key) -> None:
        record = self._known.get(key)
        if record is None or key in self._settled:
            # A settled one is there to be seen ticked off; its undo is in the toast and on Ctrl+Z.
            self._list_entries()
            return
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        """Show the questions about a record, and the buttons that go with them."""
        super().show_record(record)
        both = any(question.both is not None for question in record.questions)
        self.foot.show_system(record.system, both=both, last=len(self.open_records()) <= 1)

    def refresh(self) -> None:
        """Show what is chosen now, here and in the list."""
        super().refresh()
        self._list_entries()

    def _enter(self) -> None:
        if self.form is not None:
            self.form.go_to(self.form.here())

    def _all(self, side: str) -> None:
        """Fill in one side for every question; nothing is saved by it."""
        form = self.form
        if form is not None:
            for question in form.record.questions:
                self._answers.choose(question, "mine" if side == "mine" else "theirs")
            form.show_answers()
            self.refresh()
            self.foot.save.setFocus(Qt.FocusReason.OtherFocusReason)

    # Saving

    def save(self) -> None:
        """Write one record and go to the next; say what is missing where something is."""
        form = self.form
        if form is None:
            return
        record = form.record
        missing = next((one for one in record.questions if self._answers.of(one) is None), None)
        if missing is not None:
            form.go_to(missing)
            self.say(_("Choose for each field first. What you leave for later stays as it is."))
            return
        if self._has_moved(record):
            return
        self._saving = True
        try:
            today = self._workspace.clock.today()
            self._workspace.write(self._settle, self._answers.choices(record), today=today)
        except BansoError as error:
            self.say(" ".join(error_words(error)))
            return
        finally:
            self._saving = False
        self._settled.add(record.key)
        self._tell(record)
        self._go_on(record.key)

    def _has_moved(self, record: Record) -> bool:
        """Tell whether a sync has brought something else meanwhile, and show it."""
        self._read()
        now = self._known.get(record.key)
        if now is not None and [q.said() for q in now.questions] == [q.said() for q in record.questions]:
            return False
        self._show_again(record.key)
        self.say(_("Something else has come in the meantime. Have a look before you save."))
        return True

    def _tell(self, record: Record) -> None:
        change, host = self._workspace.last_change, self._window
        if change is None or not hasattr(host, "take_back"):
            return
        self._saved.append(change)
        shown: Any = host
        teller: Host = shown
        n, title = len(record.questions), record.first.title
        said = ngettext("{title}: {n} field settled", "{title}: {n} fields settled", n, title=title)
        if record.questions[0].is_whole:
            said = _("{title}: settled", title=title)
        teller.toast(said, lambda: teller.take_back(change))

    def _go_on(self, after: Key) -> None:
        self._read()
        following = self._next(after)
        if following is None:
            self.leave()
            return
        self._pick(following)
        self._enter()

    def _book_changed(self, _changes: object) -> None:
        if not self._saving and self.isVisible():
            before = self.form.record.key if self.form is not None else None
            self._read()
            self._show_again(before)

    def _show_again(self, key: Key | None) -> None:
        """Show what the book says now; what was being looked at stays in sight."""
        form = self.form
        now = self._known.get(key) if key is not None and key not in self._settled else None
        if form is not None and now == form.record:
            self._list_entries()
            return
        following = key if now is not None else self._next(key)
        if following is None:
            self.leave()
            return
        had = QApplication.focusWidget()
        inside = had is None or self.area.isAncestorOf(had)
        self._pick(following)
        if inside:
            self._enter()

    def _undo(self) -> None:
        """Open again what was saved last."""
        change = self._saved.pop() if self._saved else None
        host: Any = self._window
        if change is not None:
            host.take_back(change)

    # Leaving

    def leave(self) -> None:
        """Close it and give the focus back; what was chosen and not saved is still there next time."""
        self._workspace.changed.disconnect(self._book_changed)
        self.hide()
        self.deleteLater()
        self._origin.give_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves and goes on, Ctrl+Z opens again what was saved last."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
