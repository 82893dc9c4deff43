"""One decided renewal of the back-test: its scores on the way to the decision, why it was lost, what was written."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.health.backtest import Case
from app.language import _, name_of, number, short_day
from app.operations.churn_words import tag_words
from app.views.account.flow import FlowLayout
from app.views.portfolio import words
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import chip_view
from app.vocabulary import TouchpointKind

_LONGEST = 84


class CaseCard(Card):
    """Filled by `show_case`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = ElidedLabel("", "bodyStrong")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        self.body.addWidget(self._name)
        self.body.addLayout(self._parts)

    def show_case(self, case: Case | None) -> None:
        """Show a renewal, or nothing."""
        self.setVisible(case is not None)
        if case is None:
            return
        self.setAccessibleName(case.name)
        self._name.setText(case.name)
        while (item := self._parts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._parts.addWidget(_scores(case))
        said = tag_words(case.tags)
        if said:
            self._line(_(", ").join(said), "label")
        if case.lost and case.lead is not None:
            self._line(_("Not healthy from {n} days before the decision on", n=number(case.lead)), "label")
        for note in case.notes:
            kind = name_of(TouchpointKind(note.kind))
            body = " ".join(note.text.split())
            short = body if len(body) <= _LONGEST else body[: _LONGEST - 1] + "…"
            self._line(f"{short_day(note.on)} {kind} · {short}", "label", "text2")

    def _line(self, text: str, step: str, tone: str = "") -> None:
        self._parts.addWidget(PlainLabel(text, step, tone=tone, wrap=True))


def _scores(case: Case) -> QWidget:
    row = QWidget()
    flow = FlowLayout(12, 4, row)
    for days, point in sorted(case.points.items(), reverse=True):
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(PlainLabel(_("{n} d", n=str(days)), "label", tone="text2"))
        line.addWidget(chip_view(words.chip(point.band, point.score)))
        flow.addWidget(pair)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row
