"""Who at the customer has said yes to which version, and who has something to confirm."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.operations.plans.rows import Agreement, PlanPage
from app.views import icons
from app.views import theme as themes
from app.views.account.words import near_day
from app.views.paint.marks import paint_avatar, paint_focus_ring
from app.views.paint.pill import Pill
from app.views.paint.text import paint_text
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import Painted, pill_view
from app.views.widgets.pressable import Pressable


def stands(one: Agreement, today: date) -> str:
    """Return how somebody stands to the plan."""
    if one.on is None:
        return _("has not confirmed yet")
    version = f"v{one.number} " if one.number else ""
    said = _("{version}confirmed on {day}", version=version, day=near_day(one.on, today))
    if one.changes:
        return said + _(" · ") + ngettext("{n} change since", "{n} changes since", one.changes)
    if one.lapsed:
        return said + _(" · ") + ngettext("{n} objective changed since", "{n} objectives changed since", one.lapsed)
    return said


class Person(Pressable):
    """One person and how they stand; pressed, their yes is written down."""

    def __init__(self, one: Agreement, today: date) -> None:
        super().__init__()
        self.one = one
        self._name = " ".join(part for part in (one.name, one.title) if part)
        self._said = stands(one, today)
        self.setText(self._name)
        self.setAccessibleName(f"{self._name}: {self._said}")
        self.setToolTip(_("Write down that they said yes"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines."""
        px = themes.current().px
        return QSize(px(220), px(42))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw who it is, what they said and the sign for it."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._hovered:
            painter.setPen(c.hover)
            painter.setBrush(c.hover)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side = theme.px(24)
        spot = QRectF(6, round(box.center().y() - side / 2), side, side)
        paint_avatar(painter, spot, self.one.name, "customer", theme)
        upper, lower = theme.line("bodyStrong"), theme.line("caption")
        top = box.center().y() - (upper + lower) / 2
        left, right = spot.right() + 10, box.right() - 30
        paint_text(painter, QRectF(left, top, right - left, upper), self._name, theme, c.text, "bodyStrong")
        paint_text(painter, QRectF(left, top + upper, right - left, lower), self._said, theme, c.text2, "caption", 400)
        settled = self.one.settled
        icon, meaning = ("circle-check", "good") if settled else ("circle-dashed", "watch")
        sign = QRectF(box.right() - 22, round(box.center().y() - 8), 16, 16)
        icons.paint_icon(painter, sign, icon, theme.meaning[meaning].text)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()


class AgreementCard(Card):
    """`wanted(name)` to write down a yes, with an empty name for somebody else."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Agreement"), parent)
        self.people: list[Person] = []
        self._pill: Painted | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._nobody = PlainLabel(
            _("Nobody at the customer is named yet. Name who owns each objective."), "body", tone="text2", wrap=True
        )
        self.more = Button(_("Record an agreement…"), kind="quiet", icon="handshake")
        self.body.setContentsMargins(10, 14, 10, 8)
        self.head.setContentsMargins(6, 0, 6, 0)
        self.body.setSpacing(4)
        self._nobody.setContentsMargins(6, 0, 6, 0)
        self.body.addWidget(self._nobody)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.more)
        self.more.clicked.connect(lambda: self.wanted.emit(""))

    def show_page(self, page: PlanPage, today: date) -> None:
        """Show how everybody stands today."""
        focused = next((at for at, one in enumerate(self.people) if one.hasFocus()), None)
        for old in self.people:
            old.hide()
            old.deleteLater()
        self.people = [Person(one, today) for one in page.agreements]
        for person in self.people:
            person.clicked.connect(lambda _on=False, name=person.one.name: self.wanted.emit(name))
            self._rows.addWidget(person)
        self._nobody.setVisible(not self.people)
        if self._pill is not None:
            self._pill.hide()
            self._pill.deleteLater()
            self._pill = None
        if page.to_confirm:
            self._pill = pill_view(Pill(ngettext("{n} to confirm", "{n} to confirm", page.to_confirm), "watch"))
            self.head.addWidget(self._pill)
        if focused is not None and self.people:
            self.people[min(focused, len(self.people) - 1)].setFocus()
