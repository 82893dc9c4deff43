"""The sheet of one playbook: its name and its steps, each so many business days after the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.alerts.plays import LATEST, MOST_STEPS, PlayStep
from app.errors import BansoError
from app.ids import uuid7
from app.language import _, current, name_of, number
from app.operations.signals.rules import PlayRow
from app.views.settings.model.fields import DecimalField, line, under
from app.views.settings.model.sheet import Sheet
from app.views.settings.rows import make_room
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import LineField
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Side

Write = Callable[[Mapping[str, object]], object]


class PlaySheet(Sheet):
    """`write(document)` keeps it, `drop()` removes one's own or the changes of a shipped one; both may refuse."""

    def __init__(self, window: QWidget, row: PlayRow | None, write: Write, drop: Callable[[], object]) -> None:
        play = row.play if row is not None else None
        remove = ""
        if row is not None and row.own:
            remove = _("Remove this playbook")
        elif row is not None and row.changed:
            remove = _("Reset to what ships")
        super().__init__(window, play.called(current()) if play is not None else _("New playbook"), remove=remove)
        self._play, self._write, self._leave_it = play, write, drop
        self.go.setText(_("Save"))
        self.name = line(play.called(current()) if play is not None else "")
        self.body.addWidget(under(_("Name"), self.name))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Steps"), "bodyStrong"), 1)
        head.addWidget(PlainLabel(_("business days after the start"), "label", tone="text2"))
        self.body.addLayout(head)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.body.addLayout(self._column)
        self.lines: list[StepLine] = []
        for step in play.steps if play is not None else ():
            self._append(step)
        if play is None:
            self._append(None)
        self.add = Button(_("Add a step"), icon="plus", kind="quiet")
        self.add.clicked.connect(self._add)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        about = _("Alt+↑ and Alt+↓ move a step. Plays that run already keep their steps.")
        self.body.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))

    def take(self) -> None:
        """Keep the playbook."""
        lang, name = current(), self.name.text().strip()
        if not name:
            raise BansoError("play.no_name", field="name")
        if not self.lines:
            raise BansoError("play.no_step", field="steps")
        kept = self._play.name if self._play is not None else {}
        names = dict(kept) if kept.get(lang, "") == name else {lang: name}
        document: dict[str, object] = {"name": names, "steps": [one.document(lang) for one in self.lines]}
        if self._play is not None:
            document["key"] = self._play.key
        self._write(document)

    def _drop(self) -> None:
        try:
            self._leave_it()
        except BansoError as error:
            self.refuse(error)
        else:
            self.accept()

    def field_of(self, place: str) -> QWidget | None:
        """Return the field of a fault."""
        if place == "name":
            return self.name
        part, _dot, at = place.partition(".")
        found = next((one for one in self.lines if one.key == at), None)
        if found is None:
            return self.add if part == "steps" else None
        return found.after if part == "after" else found.text

    def _append(self, step: PlayStep | None, at: int | None = None) -> StepLine:
        made = StepLine(step, self)
        where = len(self.lines) if at is None else at
        self.lines.insert(where, made)
        self._column.insertWidget(where, made)
        self._count()
        return made

    def _add(self) -> None:
        if len(self.lines) >= MOST_STEPS:
            return
        made = self._append(None)
        if len(self.lines) > 1:
            made.after.show_number(self.lines[-2].after.number() or 0)
        made.show()
        make_room(self._inner)
        self.order()
        made.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, one: StepLine) -> None:
        """Take a step out; the focus goes to the one in its place."""
        at = self.lines.index(one)
        self.lines.remove(one)
        self._column.removeWidget(one)
        one.hide()
        one.deleteLater()
        self._count()
        self.order()
        rest = self.lines[min(at, len(self.lines) - 1)].text if self.lines else self.add
        rest.setFocus(Qt.FocusReason.OtherFocusReason)

    def shift(self, one: StepLine, by: int) -> None:
        """Move a step up or down."""
        at = self.lines.index(one) + by
        if not 0 <= at < len(self.lines):
            return
        self.lines.remove(one)
        self.lines.insert(at, one)
        self._column.removeWidget(one)
        self._column.insertWidget(at, one)
        self._count()
        self.order()
        one.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        for at, one in enumerate(self.lines):
            one.show_place(at + 1)
        if hasattr(self, "add"):
            self.add.setEnabled(len(self.lines) < MOST_STEPS)


class StepLine(QWidget):
    """One step: its words, whose it is, and after how many business days."""

    def __init__(self, step: PlayStep | None, sheet: PlaySheet) -> None:
        super().__init__()
        self._step, self._sheet = step, sheet
        self.key = step.key if step is not None else f"own_{uuid7().replace('-', '')}"
        self._place = PlainLabel("", "body", tone="text2")
        self.text = LineField(_("Step"))
        self.text.setMaxLength(200)
        self.text.setText(step.said(current()) if step is not None else "")
        self.text.setCursorPosition(0)
        self.text.setToolTip(self.text.text())
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.side = ComboBox(_("Whose step"))
        for side in Side:
            self.side.addItem(name_of(side), str(side))
        self.side.setCurrentIndex(self.side.findData(str(step.side if step is not None else Side.ME)))
        self.after = DecimalField(_("Business days after the start"), 56)
        self.after.show_number(step.after if step is not None else 0)
        self.away = Button(kind="quiet", icon="trash-2", name=_("Remove this step"))
        self.away.clicked.connect(lambda: sheet.remove(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._place)
        row.addWidget(self.text, 1)
        row.addWidget(self.side)
        row.addWidget(self.after)
        row.addWidget(self.away)

    def show_place(self, at: int) -> None:
        """Say which one it is."""
        self._place.setText(number(at))
        self.text.setAccessibleName(_("Step {n}", n=number(at)))

    def document(self, lang: str) -> dict[str, object]:
        """Return the step as it is kept; BansoError with its field where it cannot be."""
        said, days = self.text.text().strip(), self.after.number()
        if not said:
            raise BansoError("play.no_words", field=f"text.{self.key}")
        if days is None or days != int(days) or not 0 <= days <= LATEST:
            raise BansoError("play.no_days", field=f"after.{self.key}", latest=LATEST)
        kept = self._step.text if self._step is not None else {}
        text = dict(kept) if kept.get(lang, "") == said else {lang: said}
        return {"key": self.key, "after": int(days), "side": str(self.side.currentData()), "text": text}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the step."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._sheet.shift(self, by)
        else:
            super().keyPressEvent(event)
