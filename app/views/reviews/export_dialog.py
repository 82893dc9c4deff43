"""Asks how a review goes out: as a deck or a PDF, with or without speaker notes, on which template, and where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, ngettext
from app.operations.reviews.preview import Preview
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.dialogs.write_file import WriteFileDialog
from app.views.folders import default_folder
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


class ExportDialog(WriteFileDialog):
    """`wished(ReviewWish)` once it is answered. `open_checks` is how much is still to be put right."""

    def __init__(self, stem: str, kind: str, open_checks: int, layouts: LayoutChoice, parent: QWidget) -> None:
        super().__init__(parent, _("Write the QBR"), stem, kind, "presentation")
        self.setObjectName("review-export")
        self.template: Path | None = None
        self.layouts = layouts
        self.kind = SegmentedControl([(DECK, "PPTX"), (PDF, "PDF")], _("Kind of file"), kind)
        self.use = SegmentedControl(
            [(HANDOUT, _("Handout")), (PRESENTING, _("For presenting"))], _("Kind of deck"), HANDOUT
        )
        self.own = Button(_("Choose…"), icon="folder-open", name=_("Choose a template"))
        self.no_template = Button(_("Our own look"), kind="link")
        self._template_name = ElidedLabel(_("Our own look"), "body")
        self._about = PlainLabel("", "label", tone="text2", wrap=True)
        self._build(open_checks)
        self.kind.chosen.connect(lambda key: self._turn(key))
        self.use.chosen.connect(lambda _key: self._tell())
        self._turn(kind)

    def _build(self, open_checks: int) -> None:
        self.own.clicked.connect(self._choose_template)
        self.no_template.clicked.connect(lambda: self.set_template(None))
        self._template_row = QWidget()
        template = QHBoxLayout(self._template_row)
        template.setContentsMargins(0, 0, 0, 0)
        template.addWidget(self._template_name, 1)
        template.addWidget(self.no_template)
        template.addWidget(self.own)
        self.ask(_("Kind of file"), self.kind)
        self.ask(_("For whom"), self.use)
        self.ask(_("Template"), self._template_row)
        self.ask(_("Layouts"), self.layouts)
        warned = QHBoxLayout()
        if open_checks:
            warned.setSpacing(8)
            warned.addWidget(IconView("triangle-alert", 16, "watch_text"))
            said = ngettext("{n} check is still open.", "{n} checks are still open.", open_checks)
            warned.addWidget(PlainLabel(said, "body", tone="watch_text", wrap=True), 1)
        self.lay_out(beneath=(self._about, warned) if open_checks else (self._about,), choose_name=_("Choose the file"))
        self.setMinimumWidth(themes.current().px(560))

    def _turn(self, kind: str) -> None:
        deck = kind == DECK
        self.form.setRowVisible(self.use, deck)
        self.form.setRowVisible(self._template_row, deck)
        self.form.setRowVisible(self.layouts, deck and self.layouts.asks)
        self.turn(kind)
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
        self.form.setRowVisible(self.layouts, self.layouts.asks and self.kind.key() == DECK)
        self._tell()
        self.adjustSize()

    def _lacks(self, error: BansoError) -> None:
        self.write_button.setEnabled(True)
        show_error(self, error)

    def wish(self) -> ReviewWish:
        """Return what is asked for."""
        deck = self.kind.key() == DECK
        template = self.template if deck else None
        layouts = self.layouts.chosen() if template is not None else ()
        return ReviewWish(self.to, deck and self.use.key() == PRESENTING, template, layouts)


def ask_to_export(owner: QWidget, workspace: Workspace, host: Host, shown: Preview, kind: str) -> ExportDialog:
    """Open the dialog; the file is then written on a worker thread with a card."""
    row = shown.page.row

    def begin(wish: ReviewWish) -> None:
        if wish.template is not None:
            layouts.remember()
        running = workspace.run(
            _job, workspace.book, row.id, wish, owner=owner,
            done=lambda written: _written(owner, host, written, wish),
            failed=lambda error: show_error(owner.window(), error),
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
