"""A dialog as a card over a veil: rounded, with a shadow, in the middle of the window it belongs to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QWidget

from app.views import theme as themes
from app.views.wardrobe import wear
from app.views.widgets.scrim import paint_shadow, veil_color

_RADIUS, _EDGE = 12, 24


def as_sheet(dialog: QDialog, parent: QWidget | None) -> None:
    """Dress a dialog before it is shown; without a window to lie over it keeps its frame and title."""
    if parent is None:
        return
    dialog.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
    dialog.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    dialog.setProperty("sheet", True)
    wear(dialog)
    Veil(parent.window(), dialog)


class Veil(QWidget):
    """Lies over `window` while `dialog` is shown, and draws its shadow."""

    def __init__(self, window: QWidget, dialog: QDialog) -> None:
        super().__init__(window)
        self._window, self._dialog = window, dialog
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.installEventFilter(self)
        dialog.installEventFilter(self)
        dialog.destroyed.connect(self.deleteLater)

    def _bound(self) -> None:
        # Never below what its layout needs: the layout would take the size back, and we again, without an end.
        room = self._window.size() - QSize(2 * _EDGE, 2 * _EDGE)
        wanted = self._dialog.size().boundedTo(room).expandedTo(self._dialog.minimumSizeHint())
        if wanted != self._dialog.size():
            self._dialog.resize(wanted)

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        size = self._dialog.size()
        middle = QPoint((self.width() - size.width()) // 2, max((self.height() - size.height()) // 2, 0))
        self._dialog.move(self._window.mapToGlobal(middle))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the dialog, and follow the sizes of both."""
        kind = event.type()
        if watched is self._dialog and kind is QEvent.Type.Paint:
            # A style sheet leaves a window that can be seen through empty.
            _paint_card(self._dialog)
        elif watched is self._dialog and kind is QEvent.Type.Show:
            self._bound()
            self._place()
            self.show()
            self.raise_()
        elif watched is self._dialog and kind is QEvent.Type.Hide:
            self.hide()
        elif kind is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil and the shadow under the dialog."""
        theme = themes.current()
        painter = QPainter(self)
        if self._window.property("sheet"):
            # A sheet over a sheet keeps to its round corners.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil_color(theme))
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        else:
            painter.fillRect(self.rect(), veil_color(theme))
        where = QRect(self.mapFromGlobal(self._dialog.pos()), self._dialog.size())
        paint_shadow(painter, QRectF(where), theme)
        painter.end()


def _paint_card(dialog: QDialog) -> None:
    theme = themes.current()
    painter = QPainter(dialog)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color.overlay_border, 1))
    painter.setBrush(theme.color.overlay)
    painter.drawRoundedRect(QRectF(dialog.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.end()
