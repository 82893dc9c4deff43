"""The top bar: back and forward, the way here, the field that opens the palette, and the one primary action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.commands import Command
from app.views.page import Crumb
from app.views.paint.marks import key_cap_size, paint_focus_ring, paint_key_cap
from app.views.paint.text import paint_text
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.key_hint import keys_of, native_keys
from app.views.widgets.labels import ElidedLabel

_FIELD, _LEAST = 299, 150


class PaletteField(QAbstractButton):
    """Looks like a field to search in; a click opens the palette, which has the real one."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys_of(keys)
        self.setText(_("Search, go to, do…"))
        self.setAccessibleName(self.text())
        self.setToolTip(_("Open the palette ({keys})", keys=native_keys(keys)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room for, as high as a field."""
        theme = themes.current()
        return QSize(theme.px(_FIELD), theme.size.control)

    def minimumSizeHint(self) -> QSize:
        """Room for a few words and the keys."""
        theme = themes.current()
        return QSize(theme.px(_LEAST), theme.size.control)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, its icon, the words and the keys."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(c.border, 1))
        painter.setBrush(c.hover if self.underMouse() else c.surface_alt)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        size = theme.size.icon
        icons.paint_icon(painter, QRectF(11, (box.height() - size) / 2, size, size), "search", c.text2)
        caps = sum(key_cap_size(key, theme).width() + 3 for key in self._keys) - 3
        x = right = box.right() - 9 - caps
        for key in self._keys:
            x = paint_key_cap(painter, QRectF(x, 0, box.width(), box.height()), key, theme) + 3
        words = QRectF(11 + size + 8, 0, right - size - 27, box.height())
        paint_text(painter, words, self.text(), theme, c.text2, "label")
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()


class TopBar(QWidget):
    """`wants(place, argument)` when a crumb is clicked. The buttons do what the commands back, forward, log say."""

    wants = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Top bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 16, 0)
        row.setSpacing(2)
        self.back_button = Button(kind="quiet", icon="arrow-left", name=_("Back"))
        self.forward_button = Button(kind="quiet", icon="arrow-right", name=_("Forward"))
        row.addWidget(self.back_button)
        row.addWidget(self.forward_button)
        row.addSpacing(8)
        self._way = QHBoxLayout()
        self._way.setSpacing(6)
        row.addLayout(self._way, 1)
        self._row = row
        self._offered = False
        self.palette_field: PaletteField | None = None
        self.log_button: Button | None = None
        self.tell_way(back=False, forward=False)
        self._measure()

    def offer(self, commands: dict[str, Command]) -> None:
        """Take the commands of the window: what there is gets its button and its keys in the tooltip."""
        for button, key in ((self.back_button, "back"), (self.forward_button, "forward")):
            command = commands[key]
            if not self._offered:
                button.setToolTip(f"{command.words} ({native_keys(command.keys)})")
                _connect(button, command)
        self._offered = True
        palette, log = commands.get("palette"), commands.get("log")
        if palette is not None and self.palette_field is None:
            self.palette_field = PaletteField(palette.keys)
            _connect(self.palette_field, palette)
            self._row.insertWidget(4, self.palette_field, 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.insertSpacing(5, 10)
        if log is not None and self.log_button is None:
            self.log_button = Button(_("Log touchpoint"), kind="primary", icon="pen-line")
            self.log_button.setToolTip(native_keys(log.keys))
            _connect(self.log_button, log)
            self._row.addWidget(self.log_button)

    def tell_way(self, *, back: bool, forward: bool) -> None:
        """Say which ways are open."""
        self.back_button.setEnabled(back)
        self.forward_button.setEnabled(forward)

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show the way here; earlier steps are links."""
        while self._way.count():
            item = self._way.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, crumb in enumerate(crumbs):
            if at:
                self._way.addWidget(IconView("chevron-right", 14, "text3"))
            if crumb.place is not None and at < len(crumbs) - 1:
                self._way.addWidget(self._link(crumb, crumb.place))
            else:
                last = at == len(crumbs) - 1
                label = ElidedLabel(crumb.text, "bodyStrong" if last else "body", tone="text" if last else "text2")
                self._way.addWidget(label, 1 if last else 0)

    def _link(self, crumb: Crumb, place: str) -> Button:
        link = Button(crumb.text, kind="crumb")
        link.clicked.connect(lambda: self.wants.emit(place, crumb.argument))
        return link

    def first_focus(self) -> QWidget:
        """Return what F6 gives the focus to."""
        return self.palette_field or self.log_button or self

    def _measure(self) -> None:
        self.setFixedHeight(themes.current().size.topbar)

    def changeEvent(self, event: QEvent) -> None:
        """Take the height of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line under it."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color.window)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color.border)
        painter.end()


def _connect(button: QAbstractButton, command: Command) -> None:
    act = command.act
    if act is not None:
        button.clicked.connect(lambda: act())
