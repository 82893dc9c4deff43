"""How it was decided: changes of the model, feelings and scores set by hand, each with its day, person and reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import _, ngettext, number
from app.operations.health.decided import (
    ADDED,
    BANDS,
    CHANGED,
    FEELING,
    FLOOR,
    MODEL,
    REMOVED,
    WEIGHT,
    Decision,
    Step,
    next_review,
)
from app.operations.health.health_page import HealthPage, closing_days
from app.views import theme as themes
from app.views.account.health.words import named, near, signed
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel

_FEW = 4

__all__ = ["DecidedCard", "decision_words"]


class DecidedCard(Card):
    """Filled by `show_page`; the first few, and all of them where a person asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("How it was decided"))
        self._page: HealthPage | None = None
        self._today = date.min
        self._whole = False
        self._review = ElidedLabel("", "label", tone="text2", right=True)
        self.head.addWidget(IconView("scale", 16, "text2"))
        self.head.addWidget(PlainLabel(_("How it was decided"), "bodyStrong"))
        self.head.addWidget(self._review, 1)
        self.body.addLayout(self.head)
        self._nothing = PlainLabel(
            _("Nothing was decided by hand yet: the model is as shipped."), "body", tone="text2", wrap=True
        )
        self.body.addWidget(self._nothing)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.more = Button(_("Show earlier"), kind="link")
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more)

    def show_page(self, page: HealthPage, today: date) -> None:
        """Show the decisions about a score."""
        if self._page is None or self._page.health.account_id != page.health.account_id:
            self._whole = False
        self._page, self._today = page, today
        review = next_review(tuple(closing_days(page.score)), today)
        self._review.setText(_("Next look {day}", day=near(review, today)) if review is not None else "")
        self._fill()

    def _fill(self) -> None:
        assert self._page is not None
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        every = self._page.decided
        shown = every if self._whole else every[:_FEW]
        for at, one in enumerate(shown):
            on = PlainLabel(near(one.on, self._today), "label", tone="text2")
            self._grid.addWidget(on, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(PlainLabel(decision_words(one), "body", wrap=True), at, 1)
        left = len(every) - len(shown)
        self._nothing.setVisible(not every)
        self.more.setVisible(bool(left))
        self.more.setText(ngettext("Show {n} earlier", "Show {n} earlier", left))

    def _show_all(self) -> None:
        self._whole = True
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the days in line at another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._grid.setColumnMinimumWidth(0, themes.current().px(44))


def decision_words(one: Decision) -> str:
    """Return a decision in a sentence: what, who, why."""
    if one.kind == MODEL:
        said = _(", ").join(step_words(step) for step in one.steps[:2])
        if len(one.steps) > 2:
            said += " " + _("and {n} more", n=number(len(one.steps) - 2))
        said = _("Model {version}: {what}", version=number(one.version), what=said)
    elif one.kind == FEELING:
        said = _moved(one, _("Feeling"), signed)
    else:
        said = _moved(one, _("Set by hand"), number)
    if one.by:
        said = _("{what} ({by})", what=said, by=one.by)
    return _("{what}. {reason}", what=said, reason=one.reason) if one.reason else said


def _moved(one: Decision, what: str, figure: object) -> str:
    assert callable(figure)
    if one.after is None:
        return _("{what} {value} withdrawn", what=what, value=figure(one.before or 0))
    if one.before is None or one.before == one.after:
        return f"{what} {figure(one.after)}"
    return f"{what} {figure(one.before)} → {figure(one.after)}"


def step_words(step: Step) -> str:
    """Return one thing that a version of the model changed."""
    name = named(step.names)
    figures = {"name": name, "before": number(step.before or 0), "after": number(step.after or 0)}
    if step.kind == WEIGHT:
        return _("weight of {name} {before} → {after}", **figures)
    if step.kind == BANDS:
        return _("{name} from {before} → {after}", **figures)
    if step.kind == FLOOR:
        return _("coverage floor {before}% → {after}%", **figures)
    if step.kind == ADDED:
        return _("{name} added", name=name)
    if step.kind == REMOVED:
        return _("{name} removed", name=name)
    if step.kind == CHANGED:
        return _("{name} changed", name=name)
    return _("settings of the whole model changed")
