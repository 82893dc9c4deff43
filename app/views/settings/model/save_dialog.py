"""Before a model is saved: who changes band, before and after; and the reason, which stands with its version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import BansoError
from app.health.model import Model
from app.language import _, name_of, ngettext, number
from app.operations.health.preview import BandMove, Preview, preview_model
from app.views import theme as themes
from app.views.paint.chip import HealthChip
from app.views.settings.confirm import Confirm
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import chip_view
from app.views.workspace import Workspace
from app.vocabulary import Band

_SHOWN, _ROW, _ROWS = 200, 34, 7
_CHIP = 112


class SaveDialog(Confirm):
    """`agreed` once the preview has arrived, a reason is written where one is needed, and the button was pressed."""

    def __init__(
        self, window: QWidget, workspace: Workspace, model: Model, title: str, verb: str, *,
        lines: Sequence[str] = (), needs_reason: bool = True,
    ) -> None:  # fmt: skip
        self._needs_reason = needs_reason
        self.preview: Preview | None = None
        super().__init__(window, title, lines, verb, busy=_("Saving…"))
        self.said = PlainLabel(_("Looking who changes band…"), "body", wrap=True)
        self.body.addWidget(self.said)
        self.rows = QScrollArea()
        self.rows.setWidgetResizable(True)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setAccessibleName(_("Accounts that change band"))
        self.rows.viewport().setAutoFillBackground(False)
        self.rows.hide()
        self.body.addWidget(self.rows)
        self.reason = QLineEdit()
        words = _("Why does it change?")
        self.reason.setAccessibleName(words)
        self.reason.setPlaceholderText(_("e.g. NPS now has enough answers"))
        self.reason.setMaxLength(500)
        if needs_reason:
            self.body.addWidget(PlainLabel(words, "label"))
            self.body.addWidget(self.reason)
        self.reason.textChanged.connect(lambda _text: self._weigh())
        self._weigh()
        self.running = workspace.run(
            look, workspace.book, model, workspace.clock.today(), owner=self, done=self._tell, failed=self._failed
        )
        self.finished.connect(lambda _result: self.running.cancel())

    def _tell(self, found: Preview) -> None:
        self.preview = found
        moves = found.moves
        if moves:
            words = ngettext("{n} account changes band.", "{n} accounts change band.", len(moves))
        else:
            words = _("No account changes band.")
        words += "\n" + _("The score of {n} of {all} moves.", n=number(found.moved), all=number(found.accounts))
        self.said.setText(words)
        if moves:
            shown = _list(moves)
            self.rows.setWidget(shown)
            shown.setAutoFillBackground(False)
            height = themes.current().px(_ROW) * min(len(moves), _ROWS)
            self.rows.setFixedHeight(height + 4)
            self.rows.show()
        self._weigh()
        self.adjustSize()

    def _failed(self, error: BansoError) -> None:
        self.said.setText(_("The preview could not be made."))
        self.tell(error)

    def _weigh(self) -> None:
        if not hasattr(self, "reason"):
            return
        written = bool(self.reason.text().strip()) or not self._needs_reason
        self.go.setEnabled(self.preview is not None and written)


def _list(moves: Sequence[BandMove]) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(0)
    for move in moves[:_SHOWN]:
        column.addWidget(MoveRow(move))
    if len(moves) > _SHOWN:
        rest = len(moves) - _SHOWN
        column.addWidget(PlainLabel(ngettext("{n} more", "{n} more", rest), "label", tone="text2"))
    column.addStretch(1)
    return whole


class MoveRow(QWidget):
    """One account with its chip before and after."""

    def __init__(self, move: BandMove) -> None:
        super().__init__()
        theme = themes.current()
        before, after = _chip(move.band_before, move.before), _chip(move.band_after, move.after)
        self.setAccessibleName(f"{move.name}: {_read(before)} → {_read(after)}")
        self.setFixedHeight(theme.px(_ROW))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(move.name), 1)
        for at, chip in enumerate((before, after)):
            if at:
                row.addWidget(IconView("trending-down" if move.falls else "trending-up", 14, "text2"))
            place = QWidget()
            place.setFixedWidth(theme.px(_CHIP))
            inner = QHBoxLayout(place)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(chip_view(chip))
            inner.addStretch(1)
            row.addWidget(place)


def _chip(band: Band, score: int | None) -> HealthChip:
    return HealthChip(band, name_of(band), score)


def _read(chip: HealthChip) -> str:
    return chip.word if chip.score is None else f"{chip.score} {chip.word}"


def look(
    report: Callable[[int, int, str], None], cancelled: Callable[[], bool], book: Any, model: Model, today: object
) -> Preview:
    """Work out who changes band."""
    found: Preview = book.read(preview_model, model, today=today, tell=report, cancelled=cancelled)
    return found
