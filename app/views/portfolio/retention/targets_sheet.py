"""The targets of a fiscal year, by segment: what each figure is to reach; nothing written means no target."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day, error_words, name_of
from app.operations.money.targets import METRICS, YearTargets, set_targets, year_targets
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.fields import LineField
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace
from app.vocabulary import Segment

Cell = tuple[Segment | None, str]
_WIDTH, _FIELD = 620, 92
_SEGMENTS: tuple[Segment | None, ...] = (None, *Segment)


def metric_name(metric: str) -> str:
    """Return the name of a figure that a target is set for."""
    return {
        "nrr": "NRR",
        "grr": "GRR",
        "logo_retention": _("Customers kept"),
        "onboarding_rate": _("Onboarded in time"),
    }[metric]


class TargetsSheet(QDialog):
    """A field for each figure and segment, in per cent; a refusal stays on the sheet at its field."""

    def __init__(self, parent: QWidget, workspace: Workspace, today: date) -> None:
        super().__init__(parent)
        self.setObjectName("targets-sheet")
        as_sheet(self, parent)
        title = _("Targets of the fiscal year")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._workspace = workspace
        self._years = self._known(today)
        self.year = SegmentedControl([(one.year, one.year) for one in self._years.values()], _("Fiscal year"))
        self._days = PlainLabel("", "label", tone="text2")
        self.fields: dict[Cell, LineField] = {}
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.fault.hide()
        said = _(
            "In per cent. Where nothing is written there is no target; high touch keeps all unless said otherwise."
        )
        self.save = Button(_("Keep the targets"), kind="primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._try)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.year)
        head.addWidget(self._days)
        head.addStretch(1)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addLayout(head)
        whole.addLayout(self._grid())
        whole.addWidget(PlainLabel(said, "label", tone="text2", wrap=True))
        whole.addWidget(self.fault)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(_WIDTH))
        self.finished.connect(self.deleteLater)
        self.year.choose(list(self._years)[1])
        self.year.chosen.connect(lambda _key: self._fill())
        self._fill()
        self.fields[None, METRICS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _known(self, today: date) -> dict[str, YearTargets]:
        """Return the fiscal year of a day, with the one before and the one after it."""
        this = self._workspace.read(year_targets, today)
        around = (this.start - timedelta(1), today, this.end + timedelta(1))
        found = (self._workspace.read(year_targets, one) for one in around)
        return {one.year: one for one in found}

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, metric in enumerate(METRICS, 1):
            grid.addWidget(PlainLabel(metric_name(metric), "label", tone="text2"), 0, at)
        for row, segment in enumerate(_SEGMENTS, 1):
            name = name_of(segment) if segment else _("All segments")
            grid.addWidget(PlainLabel(name, "body"), row, 0)
            for at, metric in enumerate(METRICS, 1):
                field = self.fields[segment, metric] = LineField(f"{name} {metric_name(metric)}")
                field.setMinimumWidth(themes.current().px(_FIELD))
                field.textEdited.connect(lambda _text: self.fault.hide())
                grid.addWidget(field, row, at)
        return grid

    def _shown(self) -> YearTargets:
        return self._years[self.year.key()]

    def _fill(self) -> None:
        shown = self._shown()
        self._days.setText(f"{day(shown.start)} – {day(shown.end)}")
        self.fault.hide()
        for cell, field in self.fields.items():
            field.setText(_per_cent(shown.said.get(cell)))
            field.setPlaceholderText(_per_cent(shown.assumed.get(cell)))

    # Keeping them

    def _try(self) -> None:
        shown = self._shown()
        try:
            asked = {cell: _read(cell, field.text()) for cell, field in self.fields.items()}
            values = {cell: value for cell, value in asked.items() if value != shown.said.get(cell)}
            if values:
                self._workspace.write(set_targets, fiscal_year=shown.year, values=values)
        except BansoError as error:
            self._refuse(error)
            return
        self.accept()

    def _refuse(self, error: BansoError) -> None:
        at = {_field(cell): (cell, field) for cell, field in self.fields.items()}
        named = at.get(error.field or "")
        said = error_words(error)[1]
        if named is not None:
            named[1].setFocus(Qt.FocusReason.OtherFocusReason)
            said = f"{named[1].accessibleName()}: {said}"
        self.fault.setText(said)
        self.fault.show()


def _field(cell: Cell) -> str:
    return f"{cell[0] or 'all'}.{cell[1]}"


def _per_cent(share: Decimal | None) -> str:
    return "" if share is None else format((share * 100).normalize(), "f")


def _read(cell: Cell, text: str) -> Decimal | None:
    plain = normalize("NFKC", text).replace("%", "").strip()
    if not plain:
        return None
    try:
        return Decimal(plain) / 100
    except InvalidOperation:
        raise BansoError("target.figure", field=_field(cell), text=text.strip()) from None
