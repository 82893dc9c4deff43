"""The forms of a person: add one, write in one, note that one leaves, and give one another position."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.people_page import PositionRow
from app.views.account.editor_card import EditorCard
from app.views.account.people.person_fields import NUMBERS, PersonFields, role_box, side_by_side
from app.views.widgets.autosave import Save
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.choices import ComboBox, RadioButton
from app.views.widgets.fields import DayField, LineField, captioned
from app.views.widgets.labels import PlainLabel

PERSON = ("name", "reading", "email", "phone")


class PersonEditor(EditorCard):
    """Writes in the chosen person; each field is kept by itself. `finished` on Escape and 閉じる."""

    def __init__(self, row: PositionRow, today: date, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit person"), save, parent)
        self.row_id = row.id
        self.fields = PersonFields(today, until=True)
        self.body.addWidget(self.fields)
        done = Button(_("Done"))
        done.clicked.connect(self.finish)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(done)
        self.body.addLayout(end)
        self.fields.written.connect(self._put)
        self.fields.chosen.connect(lambda field: self.autosave.put_now(field, self.fields.value(field)))
        self.fields.left.connect(self.autosave.flush)
        self.show_row(row)

    def _put(self, field: str) -> None:
        # A number is read when it is kept: half of one is no fault.
        written = self.fields.lines[field].text() if field in NUMBERS else self.fields.value(field)
        self.autosave.put(field, written)

    def show_row(self, row: PositionRow) -> None:
        """Show the same position as it is now."""
        self.fields.show_row(row)

    def begin(self) -> None:
        """Go to the name."""
        self.fields.go_to("name")


class AskCard(Card):
    """A form with a button that writes. `wanted` when it is to be done, `left` on Escape and やめる."""

    wanted = Signal()
    left = Signal()

    def __init__(self, title: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setAccessibleName(title)
        self._fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._fault.hide()
        self.go = Button(button, kind="primary")
        self.stop = Button(_("Leave"))
        self.go.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.left)

    def close_with_buttons(self) -> None:
        """Put the buttons under what was added."""
        self.body.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.go)
        self.body.addLayout(buttons)

    def refuse(self, error: BansoError) -> None:
        """Say what cannot be."""
        self._fault.setText(error_words(error)[1])
        self._fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class AddForm(AskCard):
    """Somebody new at the account."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a person"), _("Add"), parent)
        self.fields = PersonFields(today, until=False)
        self.body.addWidget(self.fields)
        self.close_with_buttons()

    def values(self) -> dict[str, Any]:
        """Return what is written."""
        names = ("name", "reading", "title", "department", "role", "since", "email", "phone")
        return {name: self.fields.value(name) for name in names}

    def begin(self) -> None:
        """Go to the name."""
        self.fields.go_to("name")

    def refuse(self, error: BansoError) -> None:
        """Say what cannot be, and go there."""
        super().refuse(error)
        self.fields.go_to(error.field)


class LeaveForm(AskCard):
    """Somebody leaves a position: the last day, and where they go."""

    def __init__(
        self, row: PositionRow, accounts: Sequence[tuple[str, str]], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("{name} leaves", name=row.name), _("Note leaving"), parent)
        self.day = DayField(_("Last day"), today, backward=True)
        self.day.show_day(today)
        self.to = ComboBox(_("Goes to"))
        self.to.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.to.addItem(_("Not known, or no customer of ours"), "")
        for account_id, name in accounts:
            self.to.addItem(name, account_id)
        self.title_there = LineField(_("Title there"))
        self.body.addLayout(captioned(_("Last day"), self.day))
        self.body.addLayout(captioned(_("Goes to"), self.to))
        there = captioned(_("Title there"), self.title_there)
        self._there = QWidget()
        self._there.setLayout(there)
        there.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._there)
        self._there.hide()
        self.to.currentIndexChanged.connect(lambda at: self._there.setVisible(at > 0))
        self.close_with_buttons()

    def begin(self) -> None:
        """Go to the day."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()


class PostForm(AskCard):
    """Another position for somebody: beside the present one, or in its place."""

    def __init__(self, row: PositionRow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Another position for {name}", name=row.name), _("Add"), parent)
        self.department, self.title = LineField(_("Department")), LineField(_("Title"))
        self.role = role_box()
        self.since = DayField(_("From"), today, backward=True)
        self.since.show_day(today)
        self.instead = RadioButton(_("In place of the present one"))
        self.beside = RadioButton(_("Beside it (two posts at once)"))
        (self.instead if row.is_current(today) else self.beside).setChecked(True)
        self.instead.setEnabled(row.is_current(today))
        self.body.addLayout(
            side_by_side(captioned(_("Department"), self.department), captioned(_("Title"), self.title))
        )
        self.body.addLayout(side_by_side(captioned(_("Role"), self.role), captioned(_("From"), self.since)))
        self.body.addWidget(self.instead)
        self.body.addWidget(self.beside)
        self.close_with_buttons()

    def begin(self) -> None:
        """Go to the first field."""
        self.department.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """Return what is written."""
        return {
            "department": self.department.text(),
            "title": self.title.text(),
            "role": self.role.currentData() or None,
            "since": self.since.named(),
        }
