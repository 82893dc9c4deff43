"""Push buttons of a few kinds: the style sheet draws the ground, this the icon, the words and the focus ring."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text
from app.views.theme import Theme

Kind = Literal["primary", "secondary", "quiet", "link", "crumb"]
_PAD = {"primary": 14, "secondary": 14, "quiet": 10, "link": 2, "crumb": 0}
_GAP = 7
_BARE = 7


class Button(QPushButton):
    """A button with a verb on it. Without text it needs a `name`, which becomes its tooltip and accessible name."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = "secondary",
        icon: str | None = None,
        name: str = "",
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if not (text or name):
            raise ValueError("a button without words needs a name")
        self._kind: Kind = kind
        self._icon = icon
        self.setProperty("kind", kind)
        if big:
            self.setProperty("big", True)
        if not text:
            self.setToolTip(name)
        self.setAccessibleName(name or text)
        self.setAutoDefault(False)
        # A click does not leave a ring behind; Tab and shortcuts still reach the button.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_icon(self, icon: str | None) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self.setAccessibleName(text)

    @property
    def _weight(self) -> int:
        return 600 if self._kind in ("primary", "link") else 500

    def _content(self, theme: Theme) -> float:
        width = theme.width(self.text(), "body", self._weight) if self.text() else 0.0
        if self._icon is not None:
            width += theme.size.icon + (_GAP if self.text() else 0)
        return width

    def sizeHint(self) -> QSize:
        """Room for the icon, the gap and the words."""
        pad = _PAD[self._kind] if self.text() else _BARE
        return QSize(round(self._content(themes.current())) + 2 * pad + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Words on a button are never cut off."""
        return self.sizeHint()

    def _ink(self, theme: Theme) -> QColor:
        c = theme.color
        if not self.isEnabled():
            return c.text_disabled
        if self._kind == "primary":
            return c.text_on_accent
        if self._kind == "link":
            return c.accent_text
        return c.text if self._kind == "secondary" or self.underMouse() else c.text2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground by the style, then the rest."""
        theme = themes.current()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = self._ink(theme)
        box = QRectF(self.rect())
        x = max((box.width() - self._content(theme)) / 2, 0.0)
        if self._icon is not None:
            size = theme.size.icon
            tone = theme.color.text2 if self._kind == "secondary" and self.isEnabled() else ink
            spot = QRectF(round(x), round((box.height() - size) / 2), size, size)
            icons.paint_icon(painter, spot, self._icon, tone)
            x += size + _GAP
        if self.text():
            rest = QRectF(x, 0, box.width() - x + 1, box.height())
            paint_text(painter, rest, self.text(), theme, ink, "body", self._weight)
        if self.hasFocus():
            if self._kind == "primary":
                paint_focus_ring(painter, box.adjusted(2, 2, -2, -2), theme, 4, theme.color.text_on_accent)
            else:
                paint_focus_ring(painter, box, theme, 6)
        painter.end()
