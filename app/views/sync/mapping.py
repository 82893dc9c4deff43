"""The mapping of a connection: which field of ours goes with which of theirs, noun by noun. Each step is kept at once.

Nothing is sent by it: what it says holds from the next run on, and Ctrl+Z takes a step back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.syncing import mapping as operations
from app.operations.syncing.rows import MappedField, MappedType, RemoteField
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.row_table import RowTable
from app.views.settings.model.tabbing import tab_through
from app.views.sync.mapping_add import AddFieldDialog
from app.views.sync.mapping_columns import mapping_columns
from app.views.sync.mapping_face import MappingFace
from app.views.sync.mapping_inspector import Inspector
from app.views.sync.mapping_rows import Unit, free, units
from app.views.sync.mapping_values import ValuesSheet
from app.views.sync.mapping_words import ENTITIES, can_line, close, counted, entity_words, in_own_words
from app.views.sync.mapping_writes import restore, write_fields
from app.views.table_view import RowTableView
from app.views.workspace import Running, Workspace

# Own fields are shown on the page of an account.
_OWN = ("account",)
_NARROWEST = 48


class MappingDialog(QDialog):
    """One connection's mapping. `start` asks for it and opens; `shown` is what is asked and shown now.

    `doors` are the operations of mapping, or what stands in for them in a picture.
    """

    def __init__(
        self, workspace: Workspace, connection_id: int, system: str, parent: QWidget, doors: Any = operations
    ) -> None:
        super().__init__(parent)
        self._workspace, self._id, self._system, self._doors = workspace, connection_id, system, doors
        self._builtin = workspace.read(doors.is_built_in, connection_id)
        self.shown: dict[str, MappedType] = {}
        self._steps: list[MappedType] = []
        self._reading: Running | None = None
        as_sheet(self, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("mapping")
        title = close(_("Mapping with {system}", system=system))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._model: RowTable[Unit] = RowTable(
            mapping_columns(system, self.remotes), lambda unit: unit.key, parent=self
        )
        self.view = RowTableView(self._model, _("Fields"))
        self.inspector = Inspector(system)
        self.face = MappingFace(self, title, self.view, self.inspector)
        for entity in ENTITIES:
            self.face.tabs.addTab(entity_words(entity))
        self.face.tabs.currentChanged.connect(lambda _at: self._turn())
        self.face.type.activated.connect(lambda _at: self._map_type(str(self.face.type.currentData())))
        self.face.preset.clicked.connect(self.use_preset)
        self.face.refresh.clicked.connect(self.read_again)
        self.face.add.clicked.connect(self.ask_for_field)
        self.face.back.clicked.connect(self.take_back)
        self.face.close_button.clicked.connect(self.accept)
        self.inspector.changed.connect(self._change)
        self.inspector.values_wanted.connect(self.ask_for_values)
        self.view.chosen.connect(lambda _unit: self._inspect())
        self.view.opened.connect(lambda _unit: self.inspector.begin())
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.resized.connect(self._fit)
        self.view.installEventFilter(self)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.take_back)

    def start(self) -> None:
        """Ask for the mapping and open; where the fields there are not known yet, ask the system for them."""
        self._ask()
        self.open()
        first = next((entity for entity in ENTITIES if entity in self.shown and self.shown[entity].rtype), ENTITIES[0])
        self.face.tabs.setCurrentIndex(ENTITIES.index(first))
        self._turn()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not any(one.types for one in self.shown.values()):
            self.read_again()

    # What is shown

    @property
    def entity(self) -> str:
        """Return the noun that is shown."""
        return ENTITIES[max(self.face.tabs.currentIndex(), 0)]

    @property
    def mapped(self) -> MappedType:
        """Return what is shown of the noun; an empty one where the connection knows nothing of it."""
        nothing = MappedType(self.entity, "", "", (), False, False, False, "none", "none", "none", (), ())
        return self.shown.get(self.entity, nothing)

    def remotes(self) -> Mapping[str, RemoteField]:
        """Return their fields by name."""
        return {one.name: one for one in self.mapped.remote_fields}

    def _ask(self) -> None:
        rows: Sequence[MappedType] = self._workspace.read(self._doors.mapping, self._id)
        if self._builtin:
            rows = in_own_words(rows)
        self.shown = {one.entity: one for one in rows}
        for at, entity in enumerate(ENTITIES):
            known = self.shown.get(entity)
            rows_ = units(known) if known is not None and known.rtype else []
            self.face.tabs.setTabText(at, counted(entity_words(entity), rows_))
        self._show()

    def go_to(self, local: str) -> None:
        """Choose a field of the noun that is shown."""
        self.view.go_to(self._model.place_of(local))

    def _fit(self) -> None:
        # All columns give way alike: cells say in a tooltip what is cut off.
        wanted = sum(column.width for column in self._model.columns)
        room = self.view.viewport().width()
        for at, column in enumerate(self._model.columns):
            self.view.setColumnWidth(at, max(room * column.width // wanted, _NARROWEST))

    def _turn(self) -> None:
        self._show()
        self.view.go_to(0)
        self._inspect()

    def _show(self) -> None:
        mapped = self.mapped
        self._model.set_rows(units(mapped) if mapped.rtype else [])
        self.face.show_types(mapped.types, mapped.rtype)
        self.face.say(can_line(mapped, self._system) if mapped.rtype else "")
        self.face.show_parts(known=bool(mapped.types), mapped=bool(mapped.rtype), reading=self._reading is not None)
        self.face.add.setVisible(bool(mapped.rtype) and self.entity in _OWN)
        self.face.back.setEnabled(bool(self._steps))

    def _inspect(self) -> None:
        self.inspector.show_unit(self.view.current_row(), self.mapped)
        tab_through(self.view, self.inspector)

    def _again(self) -> None:
        self._ask()
        if self.view.current_row() is None:
            self.view.go_to(0)
        self._inspect()

    # What a person does

    def _do(self, act: Callable[..., Any], *args: Any, step: bool = True, **kw: Any) -> bool:
        before = self.mapped
        try:
            act(*args, **kw)
        except BansoError as error:
            show_error(self, error)
            self._again()
            return False
        if step:
            self._steps.append(before)
        self._again()
        return True

    def _map_type(self, rtype: str) -> None:
        if rtype != self.mapped.rtype:
            self._do(self._workspace.write, self._doors.map_type, self._id, self.entity, rtype)

    def _change(self, fields: list[MappedField]) -> None:
        self._do(write_fields, self._doors, self._workspace, self._id, fields, self.remotes())

    def use_preset(self) -> None:
        """Map the noun as the connector suggests."""
        self._do(self._workspace.write, self._doors.use_preset, self._id, self.entity)

    def take_back(self) -> None:
        """Take the last step back."""
        if not self._steps:
            return
        before = self._steps.pop()
        self.face.tabs.setCurrentIndex(ENTITIES.index(before.entity))
        self._do(restore, self._doors, self._workspace, self._id, before, self.mapped, step=False)

    def ask_for_field(self) -> AddFieldDialog:
        """Ask which field of theirs is to be an own field here."""
        dialog = AddFieldDialog(self, self._system, free(self.mapped), self._add)
        dialog.open()
        return dialog

    def _add(self, field: RemoteField) -> None:
        if self._do(self._workspace.write, self._doors.add_custom_field, self._id, self.entity, field.name):
            made = next((unit for unit in self._model.all_rows() if unit.head.remote == field.name), None)
            if made is not None:
                self.view.go_to(self._model.place_of(made.key))
                self._inspect()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for_values(self, one: MappedField) -> ValuesSheet | None:
        """Ask which choice of ours is which option of theirs."""
        remote = self.remotes().get(one.remote)
        if remote is None:
            return None
        sheet = ValuesSheet(self, one, remote, self._system, lambda values: self._use_values(one, values))
        sheet.show_sheet()
        return sheet

    def _use_values(self, one: MappedField, values: Mapping[str, str]) -> None:
        self._change([replace(one, values=values)])

    def unmap(self) -> None:
        """Let the chosen field go nowhere any more."""
        unit: Unit | None = self.view.current_row()
        if unit is not None and unit.mapped:
            self._change([replace(one, remote="") for one in unit.fields if one.remote])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete in the list lets a field go."""
        if watched is self.view and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.unmap()
                return True
            if event.key() == Qt.Key.Key_Plus and self.face.add.isVisible():
                self.ask_for_field()
                return True
        return False

    # Their fields

    def read_again(self) -> None:
        """Ask the system which fields it has, off the UI thread."""
        if self._reading is not None:
            return
        self.face.notice.hide()
        self._reading = self._workspace.run_apart(
            _refresh,
            self._doors,
            self._workspace.book,
            self._id,
            owner=self,
            done=lambda _n: self._read(),
            failed=self._not_read,
        )
        self._show()

    def _read(self) -> None:
        self._reading = None
        self._again()

    def _not_read(self, error: BansoError) -> None:
        self._reading = None
        self.face.notice.tell(error)
        self._show()


def _refresh(_report: object, cancelled: Callable[[], bool], doors: Any, book: Any, connection_id: int) -> None:
    doors.refresh_schema(book, connection_id, cancelled=cancelled)
