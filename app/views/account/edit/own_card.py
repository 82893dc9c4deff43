"""A person's own fields of an account, edited in place like the facts; hidden while there are none."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget

from app.language import _
from app.operations.field_history import FieldChange
from app.operations.own_fields import (
    OwnField,
    add_own_field,
    own_field_history,
    own_field_names,
    write_own_field,
)
from app.views.account.edit.fields_card import FieldsCard
from app.views.account.edit.own_dialog import OwnFieldDialog
from app.views.page import Host
from app.views.widgets.buttons import Button
from app.views.workspace import Workspace

ENTITY = "account"


class OwnFieldsCard(FieldsCard):
    """Filled by `show_fields`; `ask` adds one. A field that is mapped says with which system it is shared."""

    entity = ENTITY

    def __init__(self, workspace: Workspace, host: Host) -> None:
        super().__init__(_("Own fields"), workspace, host, across=1)
        self.add_button = Button(name=_("Add an own field"), kind="quiet", icon="plus")
        self.add_button.setProperty("small", True)
        self.add_button.clicked.connect(self.ask)
        self.head.addWidget(self.add_button)
        self.hide()

    def show_fields(self, account_id: str, fields: tuple[OwnField, ...]) -> None:
        """Show the own fields of an account; one that is being edited keeps what is written in it."""
        if account_id != self.row_id:
            self.settle()
        self.row_id = account_id
        names = [one.name for one in fields]
        if list(self.fields) != names:
            self._rebuild(names)
        for one in fields:
            field = self.fields[one.name]
            field.show_value(one.value)
            field.say_shared(_(", ").join(one.systems))
        self.setVisible(bool(fields))

    def _rebuild(self, names: list[str]) -> None:
        held = next((name for name, field in self.fields.items() if field.hasFocus() or field.is_open), None)
        for name, field in self.fields.items():
            if name not in names:
                field.take_back()
        kept = {name: field for name, field in self.fields.items() if name in names}
        for name, field in self.fields.items():
            self.take_out(field)
            if name not in kept:
                field.hide()
                field.deleteLater()
        self.fields = {}
        for name in names:
            if name in kept:
                self.put(name, kept[name])
            else:
                self.add(name, name)
        # Tab comes to them where they stand, whenever they were made.
        for before, after in pairwise([self.add_button, *self.fields.values()]):
            QWidget.setTabOrder(before, after)
        if held in self.fields and not self.fields[held].is_open:
            self.fields[held].setFocus()

    def write(self, key: str, said: str) -> None:
        """Write an own field."""
        self._workspace.write(write_own_field, ENTITY, self.row_id, key, said)

    def write_back(self, key: str, value: object) -> None:
        """Write what an own field was once."""
        self._workspace.write(write_own_field, ENTITY, self.row_id, key, str(value or ""))

    def past(self, key: str) -> list[FieldChange]:
        """Return what an own field was before."""
        found: list[FieldChange] = self._workspace.read(own_field_history, ENTITY, self.row_id, key)
        return found

    def ask(self) -> OwnFieldDialog | None:
        """Ask for the name and the value of a new field."""
        if self.row_id is None:
            return None
        names = self._workspace.read(own_field_names, ENTITY)
        account_id = self.row_id
        dialog = OwnFieldDialog(self.window(), names, lambda name, said: self._made(account_id, name, said))
        dialog.show_sheet()
        return dialog

    def _made(self, account_id: str, name: str, said: str) -> None:
        before = self._workspace.last_change
        self._workspace.write(add_own_field, ENTITY, account_id, name, said)
        change = self._workspace.last_change
        if change is not None and change != before:
            words = _("“{field}” is added", field=" ".join(name.split()))
            self._host.toast(words, lambda: self._host.take_back(change))
