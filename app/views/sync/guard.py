"""What a stopped run would have done, and three ways to go on from there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _
from app.operations.syncing.rows import Guarded
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.settings.rows import Row
from app.views.sync.words import guarded_words
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import PlainLabel

_WIDTH, _SAMPLE = 600, 5


class GuardDialog(QDialog):
    """`chosen` carries "apply", "leave" or "full"; closing it leaves everything as it is."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, name: str, stopped: Sequence[Guarded]) -> None:
        super().__init__(parent)
        as_sheet(self, parent)
        self.setObjectName("guard")
        title = _("The sync with {name} was stopped", name=name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.finished.connect(self.deleteLater)
        px = themes.current().px
        heading = PlainLabel(title, "dialogTitle", wrap=True)
        heading.setFixedWidth(px(_WIDTH))
        self.leave = Button(_("Leave it stopped"), kind="primary")
        self.apply = Button(_("Do it once"))
        self.full = Button(_("Compare anew"))
        for button, answer in ((self.leave, "leave"), (self.apply, "apply"), (self.full, "full")):
            button.clicked.connect(lambda _on=False, answer=answer: self._choose(answer))
        # What is deleted there is out of reach from here.
        there = [one.kind == "pushes" for one in stopped]
        ways = Card()
        rows = (
            Row(
                _("Leave it as it is"), self.leave,
                about=_("Nothing is changed on either side. The connection rests until you resume it."),
            ),
            Row(
                _("It is meant so"), self.apply,
                about=_("Do what stands above, this once. What is deleted there, undo here does not bring back.")
                if any(there) else _("Do what stands above, this once. It is one change and can be taken back."),
            ),
            Row(
                _("It may be a mistake") if any(there) else _("It may be a mistake of the system"), self.full,
                about=_("Ask for every record anew and compare. Nothing of yours is overwritten by that."),
            ),
        )  # fmt: skip
        for at, row in enumerate(rows):
            if at:
                ways.body.addWidget(rule())
            ways.body.addWidget(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(heading)
        about = (
            _("It would have deleted an unusual number of records there. Nothing of it has been done.")
            if there and all(there)
            else _("It would have changed an unusual number of records at once. Nothing of it has been done.")
        )
        whole.addWidget(PlainLabel(about, "body", tone="text2", wrap=True))
        whole.addWidget(_list(stopped))
        whole.addWidget(ways)
        close = Button(_("Decide later"), kind="quiet")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        whole.addLayout(foot)
        self.leave.setFocus()

    def _choose(self, answer: str) -> None:
        self.chosen.emit(answer)
        self.accept()


def _list(stopped: Sequence[Guarded]) -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(10)
    for one in stopped:
        column.addWidget(PlainLabel(guarded_words(one), "bodyStrong", wrap=True))
        if one.sample:
            names = _(", ").join(one.sample[:_SAMPLE])
            words = _("such as {names}", names=names) if one.count > len(one.sample[:_SAMPLE]) else names
            column.addWidget(PlainLabel(words, "label", tone="text2", wrap=True))
    if not stopped:
        column.addWidget(PlainLabel(_("What it was is not known any more. Compare anew to see."), wrap=True))
    if len(stopped) <= 3:
        return inner
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setAccessibleName(_("What was stopped"))
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.setFixedHeight(themes.current().px(150))
    return area
