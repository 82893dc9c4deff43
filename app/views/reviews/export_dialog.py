"""Asks how a review goes out: as a deck or a PDF, with or without speaker notes, on which template, and where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, ngettext
from app.operations.reviews.preview import Preview
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.folders import default_folder, free_place
from app.views.page import Host
from app.views.reviews.layout_choice import LayoutChoice
from app.views.reviews.written_sheet import show_warnings
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

DECK, PDF = ".pptx", ".pdf"
HANDOUT, PRESENTING = "handout", "notes"


@dataclass(frozen=True)
class ReviewWish:
    """What was asked for; `template` None for our own look."""

    to: Path
    with_notes: bool
    template: Path | None
    layouts: tuple[tuple[str, str], ...] = ()


class ExportDialog(QDialog):
    """`wished(ReviewWish)` once it is answered. `open_checks` is how much is still to be put right."""

    wished = Signal(object)

    def __init__(self, stem: str, kind: str, open_checks: int, layouts: LayoutChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review-export")
        as_sheet(self, parent)
        title = _("Write the QBR")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._stem = stem
        self.template: Path | None = None
        self.layouts = layouts
        self.kind = SegmentedControl([(DECK, "PPTX"), (PDF, "PDF")], _("Kind of file"), kind)
        self.use = SegmentedControl(
            [(HANDOUT, _("Handout")), (PRESENTING, _("For presenting"))], _("Kind of deck"), HANDOUT
        )
        self.own = Button(_("Choose…"), icon="folder-open", name=_("Choose a template"))
        self.no_template = Button(_("Our own look"), kind="link")
        self._template_name = ElidedLabel(_("Our own look"), "body")
        self.to = free_place(default_folder(), stem, kind)
        self._to_label = ElidedLabel(str(self.to), "body")
        self._about = PlainLabel("", "label", tone="text2", wrap=True)
        self.write_button = Button(_("Write the file"), kind="primary", icon="presentation")
        self._form = QFormLayout()
        self._build(title, open_checks)
        self.kind.chosen.connect(lambda key: self._turn(key))
        self.use.chosen.connect(lambda _key: self._tell())
        self._turn(kind)

    def _build(self, title: str, open_checks: int) -> None:
        choose = Button(_("Choose…"), icon="folder-open", name=_("Choose the file"))
        choose.clicked.connect(self._choose)
        self.own.clicked.connect(self._choose_template)
        self.no_template.clicked.connect(lambda: self.set_template(None))
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.write_button.setDefault(True)
        self.write_button.setAutoDefault(True)
        self.write_button.clicked.connect(self._wish)
        place, template = QHBoxLayout(), QHBoxLayout()
        place.addWidget(self._to_label, 1)
        place.addWidget(choose)
        template.addWidget(self._template_name, 1)
        template.addWidget(self.no_template)
        template.addWidget(self.own)
        self._template_row = QWidget()
        template.setContentsMargins(0, 0, 0, 0)
        self._template_row.setLayout(template)
        form = self._form
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(PlainLabel(_("Kind of file"), "body", tone="text2"), self.kind)
        form.addRow(PlainLabel(_("For whom"), "body", tone="text2"), self.use)
        form.addRow(PlainLabel(_("Template"), "body", tone="text2"), self._template_row)
        form.addRow(PlainLabel(_("Layouts"), "body", tone="text2"), self.layouts)
        form.addRow(PlainLabel(_("File"), "body", tone="text2"), place)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addLayout(form)
        whole.addWidget(self._about)
        if open_checks:
            warned = QHBoxLayout()
            warned.setSpacing(8)
            warned.addWidget(IconView("triangle-alert", 16, "watch_text"))
            said = ngettext("{n} check is still open.", "{n} checks are still open.", open_checks)
            warned.addWidget(PlainLabel(said, "body", tone="watch_text", wrap=True), 1)
            whole.addLayout(warned)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.write_button)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(560))

    def _turn(self, kind: str) -> None:
        deck = kind == DECK
        self._form.setRowVisible(self.use, deck)
        self._form.setRowVisible(self._template_row, deck)
        self._form.setRowVisible(self.layouts, deck and self.layouts.asks)
        self.set_place(str(free_place(self.to.parent, self._stem, kind)))
        self._tell()
        self.adjustSize()

    def _tell(self) -> None:
        if self.kind.key() == PDF:
            said = _("The slides as pages, with their fonts inside; without speaker notes.")
        elif self.use.key() == HANDOUT:
            said = _("For the customer to keep: charts can be edited, speaker notes are left out.")
        else:
            said = _("With speaker notes, for you to present from. Keep it inside your company.")
        self._about.setText(said)
        self.no_template.setVisible(self.template is not None)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), str(self.to))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.kind.key().removeprefix("."))
        dialog.fileSelected.connect(self.set_place)
        dialog.finished.connect(lambda _result: self.activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_template(self) -> None:
        dialog = QFileDialog(self, _("Choose a template"), str(default_folder()))
        dialog.setNameFilter(_("PowerPoint deck (*.pptx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.set_template(Path(path)))
        dialog.finished.connect(lambda _result: self.activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_template(self, path: Path | None) -> None:
        """Write on this template, or on our own look; what it lacks is said at once."""
        self.write_button.setEnabled(path is None)
        self.layouts.look_at(path, lambda: self._stands_on(path), self._lacks)

    def _stands_on(self, path: Path | None) -> None:
        self.template = path
        self.write_button.setEnabled(True)
        self._template_name.setText(path.name if path is not None else _("Our own look"))
        self._form.setRowVisible(self.layouts, self.layouts.asks and self.kind.key() == DECK)
        self._tell()
        self.adjustSize()

    def _lacks(self, error: BansoError) -> None:
        self.write_button.setEnabled(True)
        show_error(self, error)

    def set_place(self, to: str) -> None:
        """Write to this file; the file dialog has asked before taking one that is there."""
        self.to = Path(to)
        self._to_label.setText(to)

    def _wish(self) -> None:
        deck = self.kind.key() == DECK
        template = self.template if deck else None
        layouts = self.layouts.chosen() if template is not None else ()
        self.wished.emit(ReviewWish(self.to, deck and self.use.key() == PRESENTING, template, layouts))
        self.accept()


def ask_to_export(owner: QWidget, workspace: Workspace, host: Host, shown: Preview, kind: str) -> ExportDialog:
    """Open the dialog; the file is then written on a worker thread with a card."""
    row = shown.page.row

    def begin(wish: ReviewWish) -> None:
        if wish.template is not None:
            layouts.remember()
        running = workspace.run(
            _job, workspace.book, row.id, wish, owner=owner,
            done=lambda written: _written(owner, host, written, wish), failed=lambda error: _refused(owner, error),
        )  # fmt: skip
        host.follow(running, _("Writing {name}", name=wish.to.name))

    layouts = LayoutChoice(workspace)
    open_checks = sum(not one.ok for one in shown.checks)
    dialog = ExportDialog(
        f"{row.account} {row.period_text.replace('..', '_')}", kind, open_checks, layouts, owner.window()
    )
    dialog.wished.connect(begin)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    dialog.write_button.setFocus()
    return dialog


def _refused(owner: QWidget, error: BansoError) -> None:
    show_error(owner.window(), error)


def _written(owner: QWidget, host: Host, written: Any, wish: ReviewWish) -> None:
    host.toast(ngettext("{name}: {n} slide written", "{name}: {n} slides written", written.slides, name=wish.to.name))
    if written.warnings:
        show_warnings(owner.window(), written.warnings, wish.to)


def _job(
    report: Callable[[int, int], None], cancelled: Callable[[], bool], book: Any, review_id: str, wish: ReviewWish
) -> Any:
    from app.operations.reviews.exporting import export_review

    return export_review(
        book, review_id, wish.to, variant_notes=wish.with_notes, template=wish.template, layouts=dict(wish.layouts),
        progress=lambda n, total: report(n, total), cancelled=cancelled,
    )  # fmt: skip
