"""Asks what a review deck is to be: its period, its language, for whom, and where it goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, error_words
from app.operations.reviews.periods import PeriodChoice
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl

OTHER = "other"


@dataclass(frozen=True)
class DeckWish:
    """What was asked for: `period` as `write_review_deck` takes it."""

    period: str
    lang: str
    with_notes: bool
    to: Path


class DeckDialog(QDialog):
    """`wished(DeckWish)` once everything can be read. `read_period` raises BansoError for what names no period."""

    wished = Signal(object)

    def __init__(
        self,
        account: str,
        choices: Sequence[PeriodChoice],
        read_period: Callable[[str], PeriodChoice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("deck")
        as_sheet(self, parent)
        self.setWindowTitle(_("Write review deck"))
        self._account, self._read_period = account, read_period
        self.setAccessibleName(self.windowTitle())
        self.period = ComboBox(_("Period"))
        for at, choice in enumerate(choices):
            now, before = (
                _("This quarter: {period}", period=choice.words),
                _("Previous quarter: {period}", period=choice.words),
            )
            self.period.addItem(before if at else now, choice.text)
        self.period.addItem(_("Another period"), OTHER)
        # A review looks back: the quarter that has ended is what it is usually about.
        self.period.setCurrentIndex(min(1, len(choices)))
        self.other = QLineEdit()
        self.other.setAccessibleName(_("Another period"))
        self.other.setPlaceholderText("2026-07..2026-09")
        self.understood = PlainLabel("", "label", tone="text2", wrap=True)
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language"), current())
        self.use = SegmentedControl(
            [("handout", _("Handout")), ("notes", _("For presenting"))], _("Kind of deck"), "handout"
        )
        self.use_words = PlainLabel("", "label", tone="text2", wrap=True)
        self.to = free_place(default_folder(), account, choices[min(1, len(choices) - 1)].text)
        self._to_label = ElidedLabel(str(self.to), "body")
        self.write_button = Button(_("Write deck"), kind="primary", icon="presentation")
        self._form = QFormLayout()
        self._build()
        self.period.currentIndexChanged.connect(self._period_changed)
        self.other.textChanged.connect(self._check)
        self.use.chosen.connect(self._tell_use)
        self._period_changed()
        self._tell_use()

    def _build(self) -> None:
        choose = Button(_("Choose…"), icon="folder-open")
        choose.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self._to_label, 1)
        place.addWidget(choose)
        cancel = Button(_("Leave"))
        cancel.clicked.connect(self.reject)
        self.write_button.setDefault(True)
        self.write_button.clicked.connect(self._wish)
        form = self._form
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, field in (
            (_("Period"), self.period), ("", self.other), ("", self.understood), (_("Language"), self.lang),
            (_("Kind"), self.use), ("", self.use_words), (_("File"), place),
        ):  # fmt: skip
            form.addRow(PlainLabel(caption, "body", tone="text2"), field)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.write_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(_("Write review deck"), "dialogTitle"))
        whole.addWidget(ElidedLabel(self._account, "body", tone="text2"))
        whole.addLayout(form)
        whole.addSpacing(4)
        whole.addLayout(buttons)
        self.setMinimumWidth(540)

    def _tell_use(self, *_key: object) -> None:
        handout = self.use.key() == "handout"
        self.use_words.setText(
            _("For the customer to keep; without speaker notes.")
            if handout
            else _("With speaker notes: sources, the day of the data, last words. Keep it inside your company.")
        )

    def _period_changed(self, *_index: object) -> None:
        other = self.period.currentData() == OTHER
        self._form.setRowVisible(self.other, other)
        self._form.setRowVisible(self.understood, other)
        if other:
            self.other.setFocus()
        self._check()

    def _chosen(self) -> PeriodChoice | None:
        """Return the period that is meant, or None with the reason shown."""
        text = str(self.period.currentData())
        if text == OTHER:
            text = self.other.text().strip()
            if not text:
                self._tell(_("A quarter such as FY2026Q2 or 2026Q3, a month, or days from..to."), "text2")
                return None
        try:
            chosen = self._read_period(text)
        except BansoError as error:
            self._tell(error_words(error)[1], "watch_text")
            return None
        self._tell(chosen.words, "text2")
        return chosen

    def _tell(self, words: str, tone: str) -> None:
        self.understood.setText(words)
        self.understood.set_tone(tone)

    def _check(self, *_text: object) -> None:
        self.write_button.setEnabled(self._chosen() is not None)

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Write review deck"), str(self.to))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PowerPoint deck (*.pptx)"))
        dialog.setDefaultSuffix("pptx")
        dialog.fileSelected.connect(self.set_place)
        dialog.open()

    def set_place(self, to: str) -> None:
        """Write to this file; the file dialog has asked before taking one that is there."""
        self.to = Path(to)
        self._to_label.setText(to)

    def _wish(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.wished.emit(DeckWish(chosen.text, self.lang.key(), self.use.key() == "notes", self.to))
            self.accept()


def default_folder() -> Path:
    """Return the person's documents, or their home where there is no such folder."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(named) if named and Path(named).is_dir() else Path.home()


def free_place(folder: Path, account: str, period: str) -> Path:
    """Return a file that is not there yet, named for the account and the period."""
    # Signs that some file system refuses; a long name is cut well under 255 bytes of UTF-8.
    bare = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", account).strip(" .")[:60] or _("Review")
    stem = f"{bare} {period.replace('..', '–')}"
    for number in range(1, 1000):
        place = folder / (f"{stem}.pptx" if number == 1 else f"{stem} ({number}).pptx")
        if not place.exists():
            return place
    return folder / f"{stem}.pptx"
