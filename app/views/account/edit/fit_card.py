"""Fit on the overview: what was judged and why, criterion by criterion, and a gentle line when it is time again."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day, name_of, ngettext
from app.operations.account_page import AccountPage
from app.operations.fit import fit_asked, judge_fit
from app.views import icons
from app.views.account.cards import CountedCard
from app.views.account.edit.fit_dialog import FitDialog, Judgement
from app.views.account.painted_rows import PaintedRows
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.paint.pill import Pill, paint_pill
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import Criterion, Fit

_MEANINGS = {Fit.GOOD: "good", Fit.PARTIAL: "watch", Fit.POOR: "risk", Fit.DESIGN_PARTNER: "info"}


class FitCard(CountedCard):
    """Filled by `show_account`; `judge` opens the dialog."""

    def __init__(self, workspace: Workspace, host: Host) -> None:
        super().__init__(_("Fit"), _("Not judged yet: whether what they need and what we have go together."))
        self._workspace, self._host = workspace, host
        self._page: AccountPage | None = None
        self.judge_button = Button(_("Judge"), icon="list-checks")
        self.judge_button.setAccessibleName(_("Judge fit"))
        self.judge_button.clicked.connect(self.judge)
        self.head.addWidget(self.judge_button)
        self._verdict = PaintedRows(
            _("Fit"), _paint_verdict, lambda theme: theme.px(22), lambda row: " · ".join(row[1:])
        )
        self._reason = PlainLabel("", "body", wrap=True)
        self._met = PlainLabel("", "label", tone="text2")
        self._criteria = PaintedRows(
            _("Criteria"),
            _paint_criterion,
            lambda theme: theme.px(23),
            lambda row: f"{name_of(row[0])}: {_met(row[1])}",
        )
        self._gentle = QWidget()
        line = QHBoxLayout(self._gentle)
        line.setContentsMargins(0, 2, 0, 0)
        line.setSpacing(8)
        self._asked = PlainLabel("", "label", tone="text2", wrap=True)
        line.addWidget(IconView("info", 14, "text2"))
        line.addWidget(self._asked, 1)
        for part in (self._verdict, self._reason, self._met, self._criteria, self._gentle):
            self.body.addWidget(part)

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show how well an account fits."""
        self._page = page
        self.say_count("", nothing=page.fit is None)
        on = _("judged on {day}", day=day(page.fit_on)) if page.fit_on is not None else ""
        self._verdict.show_rows([(_MEANINGS[page.fit], name_of(page.fit), on)] if page.fit is not None else [])
        self._reason.setVisible(bool(page.fit_reason))
        self._reason.setText(page.fit_reason)
        judged = [(one, page.fit_criteria[one]) for one in Criterion if one in page.fit_criteria]
        met = sum(holds for _one, holds in judged)
        self._met.setVisible(bool(judged))
        self._met.setText(ngettext("{met} of {n} criterion met", "{met} of {n} criteria met", len(judged), met=met))
        self._criteria.show_rows(judged)
        handed_on = page.handover.handed_on if page.handover is not None else None
        asked = fit_asked(fit_on=page.fit_on, handed_on=handed_on, start=page.first_start, today=today)
        self._gentle.setVisible(asked is not None)
        if asked is not None:
            self._asked.setText(_asked_words(asked, handed_on))

    def judge(self) -> None:
        """Ask how well the account fits."""
        if self._page is None:
            return
        page = self._page
        criteria = {Criterion(name): met for name, met in page.fit_criteria.items() if name in set(Criterion)}
        keep = partial(self._keep, page.id)
        dialog = FitDialog(page.name, Judgement(page.fit, page.fit_reason, criteria), keep, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, account_id: str, judged: Judgement) -> bool:
        assert judged.fit is not None
        before = self._workspace.last_change
        try:
            self._workspace.write(
                judge_fit,
                account_id,
                fit=judged.fit,
                reason=judged.reason,
                criteria=judged.criteria,
                today=self._workspace.clock.today(),
            )
        except BansoError as error:
            show_error(self.window(), error)
            return False
        change = self._workspace.last_change
        if change is not None and change != before:
            self._host.toast(_("Fit is judged: {fit}", fit=name_of(judged.fit)), lambda: self._host.take_back(change))
        return True


def _asked_words(asked: date, handed_on: date | None) -> str:
    if asked == handed_on:
        return _("The account was handed over on {day}. Does it still fit?", day=day(asked))
    return _("Day 90 was {day}. Does what was sold fit what they need?", day=day(asked))


def _met(holds: bool) -> str:
    return _("met") if holds else _("not met")


def _paint_verdict(painter: QPainter, box: QRectF, row: tuple[str, str, str], theme: Theme) -> None:
    meaning, words, on = row
    x = paint_pill(painter, box, Pill(words, meaning), theme) + 8
    paint_text(painter, QRectF(x, box.top(), box.right() - x, box.height()), on, theme, theme.color.text2, "label")


def _paint_criterion(painter: QPainter, box: QRectF, row: tuple[Criterion, bool], theme: Theme) -> None:
    criterion, holds = row
    tone = theme.meaning["good"].text if holds else theme.color.text2
    icon = QRectF(box.left(), round(box.center().y() - 7), 14, 14)
    icons.paint_icon(painter, icon, "check" if holds else "minus", tone)
    said = _met(holds)
    paint_text(painter, box, said, theme, theme.color.text2, "label", 0, RIGHT)
    room = box.adjusted(22, 0, -theme.width(said, "label") - 8, 0)
    paint_text(painter, room, name_of(criterion), theme, theme.color.text)
