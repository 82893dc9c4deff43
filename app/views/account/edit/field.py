"""A field that shows its value as text and turns into an editor where it stands.

A click, Enter or F2 edits; what is typed is kept by itself (app.views.widgets.autosave_line) and the field says so.
Each pause is a change of its own, undone one by one by Ctrl+Z; the history of a field shows what one person wrote in
one go as one. Escape takes back all that was written since the editor opened. What cannot be meant is not written: the
editor stays open with the reason under it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import error_words
from app.operations.account_fields import Choice
from app.views.account.edit.editors import ChoiceEditor, LineEditor, NameEditor
from app.views.account.edit.face import FieldFace

_SAID_MS = 4000

Editor = LineEditor | ChoiceEditor | NameEditor


class Field(FieldFace):
    """One field. `keep(said)` writes and returns the change it made, None for none; `undo(change)` takes one back.

    `choices` make it a list to choose from, asked anew at each editing; with `free` other names may be written too.
    """

    def __init__(
        self,
        caption: str,
        keep: Callable[[str], str | None],
        undo: Callable[[str], object],
        *,
        choices: Callable[[], Sequence[Choice]] | None = None,
        free: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(caption)
        self._keep, self._undo, self._choices, self._free, self._hint = keep, undo, choices, free, hint
        self._said, self._kept = "", ""
        self.editor: Editor | None = None
        self._changes: list[str] = []
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_SAID_MS)
        self._saying.timeout.connect(lambda: self.say_saved(False))
        self.edit_wanted.connect(self.edit)

    def show_value(self, text: str, said: str | None = None, *, empty: str = "—", locked: str = "") -> None:
        """Show a value; `said` is what its editor begins with. An open editor keeps what is written in it."""
        self._said = text if said is None else said
        self.show_text(text, empty=empty, locked=locked)

    @property
    def is_open(self) -> bool:
        """Tell whether it is being edited."""
        return self.editor is not None

    def edit(self) -> None:
        """Open the editor, with all of the value selected."""
        if self.editor is not None or self.locked:
            return
        self._kept, self._changes = self._said, []
        self.say_saved(False)
        editor = self.editor = self._make()
        editor.setAccessibleName(self.caption)
        editor.setParent(self)
        self.cover(editor)
        editor.show()
        # Tab goes on from the editor as it would from the field, and never to the field under it.
        QWidget.setTabOrder(self, editor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.begin()

    def _make(self) -> Editor:
        line: LineEditor | NameEditor
        if self._choices is None:
            line = LineEditor(self._save, self._said, self._hint)
        elif self._free:
            line = NameEditor(self._save, self._said, self._choices(), self._hint)
        else:
            chooser = ChoiceEditor(self.caption, self._choices(), self._said)
            chooser.chosen.connect(self._chosen)
            chooser.given_up.connect(self.take_back)
            chooser.gone.connect(self.leave)
            return chooser
        line.done.connect(self._done)
        line.given_up.connect(self.take_back)
        line.gone.connect(self.leave)
        return line

    def leave(self) -> None:
        """Keep what was written and close the editor; it stays open where that cannot be meant."""
        if self.editor is not None:
            self.editor.settle()
            if self._save():
                self._close()

    def take_back(self) -> None:
        """Close the editor and take back what was written since it opened."""
        if self.editor is None:
            return
        self.editor.drop()
        changes, self._changes = self._changes, []
        back = self.editor.hasFocus()
        self._close(back=back)
        self.say_saved(False)
        for change in reversed(changes):
            try:
                self._undo(change)
            except BansoError as error:
                self._refuse(error)
                break

    def _done(self) -> None:
        assert self.editor is not None
        self.editor.settle()
        if self._save():
            self._close(back=True)

    def _chosen(self) -> None:
        if self._save():
            self._close(back=True)

    def _save(self) -> bool:
        if self.editor is None:
            return True
        said = self.editor.said()
        if said == self._kept:
            self._refuse(None)
            return True
        try:
            change = self._keep(said)
        except BansoError as error:
            self._refuse(error)
            return False
        self._kept = said
        if change is not None:
            self._changes.append(change)
        self._refuse(None)
        self.say_saved(True)
        self._saying.start()
        return True

    def _close(self, *, back: bool = False) -> None:
        editor, self.editor = self.editor, None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._refuse(None)
        self.cover(None)
        if editor is not None:
            if back:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.blockSignals(True)
            editor.hide()
            editor.deleteLater()

    def _refuse(self, error: BansoError | None) -> None:
        if error is not None:
            self.say_saved(False)
        self.say_why(error_words(error)[1] if error is not None else "")
