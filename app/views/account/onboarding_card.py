"""How the onboarding of an account stands: in one line over its plans, and on the overview, where it leads to them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from app.language import _, keyed, number
from app.operations.plans.onboarding import Onboarding
from app.views import icons
from app.views import theme as themes
from app.views.account.words import near_day
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.pressable import Pressable

_PAD, _ICON = 6, 16


def standing_words(one: Onboarding) -> str:
    """Return how long it took to the first value, or how long it is waited for, against what was agreed."""
    target = _(" / target {n} d", n=number(one.target_days)) if one.target_days is not None else ""
    if one.days is not None:
        said = _("First value after {n} d", n=number(one.days)) + target
    elif one.waiting is not None:
        said = _("Day {n} without first value yet", n=number(one.waiting)) + target
    else:
        said = _("Ended without first value") + target
    return said + _(" · ") + _("after the day agreed first") if one.late else said


def value_words(one: Onboarding) -> str:
    """Return what the first value is, in the words of the onboarding or of its milestone; empty where nobody said."""
    what = one.first_value or one.milestone
    return _("First value: {what}", what=what) if what else ""


def day_words(one: Onboarding, today: date) -> str:
    """Return how it ended and the day of the first value; while that is missing, the day that was agreed first."""
    said = [keyed("onboarding.verdict", one.verdict)] if one.verdict is not None else []
    if one.first_value_on is not None:
        said.append(_("reached on {day}", day=near_day(one.first_value_on, today)))
    elif one.agreed_due is not None:
        said.append(_("agreed for {day}", day=near_day(one.agreed_due, today)))
    return _(" · ").join(said)


class OnboardingCard(Card):
    """One line on the onboarding of the account."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Onboarding"))
        self.body.setContentsMargins(16, 10, 16, 10)
        self.said = ElidedLabel("", "body")
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(IconView("sprout", 16))
        line.addWidget(PlainLabel(_("Onboarding"), "bodyStrong"))
        line.addWidget(self.said, 1)
        self.edit = Button(_("Edit"), kind="quiet")
        line.addWidget(self.edit)
        self.body.addLayout(line)
        self.hide()

    def show_one(self, one: Onboarding | None) -> None:
        """Show how it stands; without an onboarding there is only the way to begin one."""
        self.show()
        self.edit.setText(_("Edit") if one is not None else _("Begin an onboarding"))
        if one is None:
            self.said.setText(_("none written down"))
            self.said.set_tone("text3")
        else:
            self.said.setText(_(" · ").join(part for part in (standing_words(one), value_words(one)) if part))
            self.said.set_tone("watch_text" if one.late else "text2")


class OnboardingLink(Card):
    """The onboarding on the overview; `wanted` when it is pressed."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Onboarding"))
        # The ground of a line that lights up begins before its words.
        self.body.setContentsMargins(16 - _PAD, 8, 16 - _PAD, 8)
        self.line = _Line()
        self.line.clicked.connect(lambda _on=False: self.wanted.emit())
        self.body.addWidget(self.line)
        self.hide()

    def show_one(self, one: Onboarding | None, today: date) -> None:
        """Show how it stands; without an onboarding there is nothing to see."""
        self.setVisible(one is not None)
        if one is not None:
            self.line.show_one(one, today)


class _Line(Pressable):
    """How it stands and by when, over what the first value is."""

    def __init__(self) -> None:
        super().__init__()
        self._said, self._day, self._value, self._late = "", "", "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_one(self, one: Onboarding, today: date) -> None:
        self._said, self._day, self._value = standing_words(one), day_words(one, today), value_words(one)
        self._late = one.late
        told = [part for part in (self._said, self._day, self._value) if part]
        self.setAccessibleName(keyed("today.join", "comma").join((_("Onboarding"), *told)))
        self.setToolTip(plain_tip("\n".join(told)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, and as high as there are words."""
        theme = themes.current()
        below = theme.line("label") if self._value else 0
        return QSize(theme.px(160), theme.line("body") + below + 2 * _PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the sign and the words."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.hover)
            painter.drawRoundedRect(box, 6, 6)
        upper, lower = theme.line("body"), theme.line("label")
        side = theme.px(_ICON)
        icons.paint_icon(painter, QRectF(_PAD, _PAD + (upper - side) / 2, side, side), "sprout", c.text2)
        left, right = _PAD + side + 8, box.right() - _PAD
        far = theme.width(self._day, "label", 600) + 2 if self._day else 0
        paint_text(painter, QRectF(right - far, _PAD, far, upper), self._day, theme, c.text2, "label", 600, RIGHT)
        room = QRectF(left, _PAD, max(right - far - 8 - left, 0), upper)
        room.setLeft(paint_text(painter, room, _("Onboarding"), theme, c.text, "bodyStrong") + 10)
        paint_text(painter, room, self._said, theme, theme.tone("watch_text") if self._late else c.text)
        under = QRectF(left, _PAD + upper, max(right - left, 0), lower)
        paint_text(painter, under, self._value, theme, c.text2, "label")
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()
