"""The card of files: a model opened or saved on its own, a pack with what goes with it handed round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.errors import BansoError
from app.health.files import write_model
from app.language import _, ngettext
from app.operations.health.model_files import read_document, write_document
from app.operations.health.models import same
from app.operations.health.packs import Pack, export_pack, import_pack, pack_changes, read_pack, unsigned
from app.views.notice import Notice
from app.views.settings.model.save_dialog import SaveDialog
from app.views.settings.rows import Row
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule

if TYPE_CHECKING:
    from app.views.settings.model.section import HealthModel

_JSON = "JSON (*.json)"


class FileCard(Card):
    """What comes from a file is shown before it counts; what goes into one names no customer and no person."""

    def __init__(self, section: HealthModel) -> None:
        super().__init__(_("Files"))
        self._section = section
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.open, self.save = Button(_("Open…")), Button(_("Save as…"))
        self.bring, self.hand = Button(_("Import…")), Button(_("Export…"))
        for button, name in (
            (self.open, _("Open a model")), (self.save, _("Save the model as a file")),
            (self.bring, _("Import a pack")), (self.hand, _("Export a pack")),
        ):  # fmt: skip
            button.setAccessibleName(name)
        about = _("What is opened is shown here first and counts once it is saved.")
        self.body.addWidget(Row(_("Model"), self.open, self.save, about=about))
        self.body.addWidget(rule())
        about = _("Model, rules, contact cadences and rhythms in one file, to hand to colleagues.")
        self.body.addWidget(Row(_("Pack"), self.bring, self.hand, about=about))
        self.open.clicked.connect(lambda: self._ask_open(_("Open which model?"), self.open_model))
        self.bring.clicked.connect(lambda: self._ask_open(_("Import which pack?"), self.ask_import))
        self.save.clicked.connect(lambda: self._ask_save("health-model.json", self.save_model))
        self.hand.clicked.connect(lambda: self._ask_save("banso-pack.json", self.export_to))

    def open_model(self, path: Path) -> None:
        """Show the model of a file in the editor; the settings of a pack stay where they are."""
        self._try(lambda: self._section.begin_from(read_pack(read_document(path)).model))

    def save_model(self, path: Path) -> None:
        """Write what is in the editor as a file."""
        document = write_model(unsigned(self._section.draft))
        self._try(lambda: self._wrote(document, path))

    def export_to(self, path: Path) -> None:
        """Write the pack of the book as a file."""
        document = self._section.workspace.read(export_pack)
        self._try(lambda: self._wrote(document, path))

    def ask_import(self, path: Path) -> None:
        """Show what a pack would change, then take it over with its reason."""
        self._try(lambda: self._ask(read_pack(read_document(path)), path))

    def _ask(self, pack: Pack, path: Path) -> None:
        section = self._section
        changed = section.workspace.read(pack_changes, pack)
        other = not same(section.base, pack.model)
        if not other and not changed:
            self._section.window_.toast(_("This pack changes nothing here"))
            return
        lines = []
        if changed:
            lines.append(
                ngettext("{n} cadence, rhythm, signal rule or playbook changes too.",
                         "{n} cadences, rhythms, signal rules or playbooks change too.", len(changed))
            )  # fmt: skip
        if pack.others:
            lines.append(_("Not taken over, as this Banso does not know it: {parts}", parts=", ".join(pack.others)))
        if section.dirty():
            lines.append(_("What you changed here and did not save gives way to it."))
        title = _("Take over “{file}”?", file=path.name)
        dialog = SaveDialog(
            section.window_, section.workspace, pack.model, title, _("Take it over"), lines=lines, needs_reason=other
        )

        def agreed() -> None:
            try:
                section.workspace.write(import_pack, pack, reason=dialog.reason.text())
            except BansoError as error:
                dialog.tell(error)
            else:
                dialog.accept()
                section.begin_from(pack.model)
                section.say_done(_("The pack is taken over"))

        dialog.agreed.connect(agreed)
        dialog.open()

    def _wrote(self, document: object, path: Path) -> None:
        write_document(document, path)
        self._section.window_.toast(_("Saved as {file}", file=path.name))

    def _try(self, act: Callable[[], object]) -> None:
        self.notice.hide()
        try:
            act()
        except BansoError as error:
            self.notice.tell(error)
            self._section.ensureWidgetVisible(self.notice)

    def _ask_open(self, title: str, then: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, title, str(Path.home()), _JSON)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._show(dialog, then)

    def _ask_save(self, name: str, then: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, _("Save as"), str(Path.home() / name), _JSON)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(name)
        self._show(dialog, then)

    def _show(self, dialog: QFileDialog, then: Callable[[Path], object]) -> None:
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.finished.connect(lambda _result: self.window().activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
