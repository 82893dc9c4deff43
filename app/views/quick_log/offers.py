"""What may be meant where the cursor stands, or by an account that is not certain: a short list under the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from app.operations.quick_log import LogNames, Reading
from app.operations.quick_log_aid import AccountState, Suggestion, TokenKind, complete
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import key_cap_size, paint_key_cap
from app.views.paint.text import paint_text

MOST = 5
"""How many are offered while writing, and how many are seen at once where a row offers more."""
HEIGHT = 28
_ICONS: Mapping[TokenKind, str] = {
    TokenKind.ACCOUNT: "building-2",
    TokenKind.PERSON: "user",
    TokenKind.TAG: "hash",
    TokenKind.FLAG: "flag",
    TokenKind.KIND: "pen-line",
    TokenKind.DUE: "calendar",
    TokenKind.PROMISE: "handshake",
    TokenKind.PULSE: "heart-handshake",
}


@dataclass(frozen=True)
class NewAccount:
    """The offer to add an account that nobody knows yet, together with the touchpoint."""

    name: str
    label: str


Offer = Suggestion | NewAccount


def offers_for(
    reading: Reading, cursor: int, names: LogNames, tags: Sequence[str], new_name: str = ""
) -> tuple[Offer, ...]:
    """Return what Tab may put at the cursor, or in place of an account that is unknown or may be several.

    An unknown one can also be added, where that was not agreed yet (`new_name`).
    """
    line = reading.line
    named = next((token for token in reading.tokens if token.kind is TokenKind.ACCOUNT), None)
    reach = named.end if named is not None else len(line)
    # What was written after the account's name must not give way to another name.
    at_cursor = tuple(
        one for one in _complete(reading, cursor, names, tags) if one.kind is not TokenKind.ACCOUNT or one.end <= reach
    )
    finished = [one for one in at_cursor if line[one.start : one.end] == one.text]
    unknown = reading.account.text if reading.account.state is AccountState.UNKNOWN else ""
    if unknown and unknown == new_name:
        return () if finished else tuple(one for one in at_cursor if one.kind is not TokenKind.ACCOUNT)
    added = (NewAccount(unknown, _("Add “{name}” as a new account", name=unknown)),) if unknown else ()
    if at_cursor and not finished:
        return (*at_cursor, *(added if at_cursor[0].kind is TokenKind.ACCOUNT else ()))
    if named is None or reading.account.state not in (AccountState.UNKNOWN, AccountState.AMBIGUOUS):
        return ()
    end = line.index(reading.account.text, named.start) + len(reading.account.text)
    # A quoted name ends with its quote.
    end += line[end : end + 1] in {'"', "”", "＂", "」"}
    wanted = {one.id for one in reading.account.candidates}
    return (*(one for one in _complete(reading, end, names, tags) if one.id in wanted), *added)


def _complete(reading: Reading, cursor: int, names: LogNames, tags: Sequence[str]) -> tuple[Suggestion, ...]:
    return complete(
        reading.line,
        cursor,
        accounts=names.accounts,
        people=names.people,
        account=reading.account.id,
        tags=tags,
        limit=MOST,
    )


class Offers(QWidget):
    """Shows suggestions, one of them current; `taken` carries the one clicked. The focus stays in the field."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestions: tuple[Offer, ...] = ()
        self.at = 0
        self._top = 0
        self.was_stepped = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.hide()

    def offer(self, suggestions: Sequence[Offer], *, chosen: bool = False) -> None:
        """Show other suggestions, the first of them current, as `chosen` on purpose or not; none hides the list."""
        if tuple(suggestions) == self.suggestions:
            return
        self.suggestions = tuple(suggestions)
        self._top = 0
        self._choose(0)
        self.was_stepped = chosen
        self.setVisible(bool(self.suggestions))
        self.updateGeometry()

    def current(self) -> Offer | None:
        """Return the suggestion that Tab takes."""
        return self.suggestions[self.at] if self.suggestions else None

    def step(self, by: int) -> None:
        """Go up or down, round the ends."""
        if self.suggestions:
            self.was_stepped = True
            self._choose((self.at + by) % len(self.suggestions))

    def _choose(self, at: int) -> None:
        self.at = at
        self._top = max(min(self._top, at), at - MOST + 1)
        chosen = self.current()
        words = chosen.label if chosen is not None else ""
        self.setAccessibleName(
            _("Suggestion {n} of {total}: {words}", n=at + 1, total=len(self.suggestions), words=words)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as there are suggestions, and no more than can be taken in at a glance."""
        return QSize(400, themes.current().px(HEIGHT) * min(len(self.suggestions), MOST))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The one under the mouse becomes current."""
        at = self._top + round(event.position().y()) // themes.current().px(HEIGHT)
        if 0 <= at < len(self.suggestions) and at != self.at:
            self._choose(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go through the suggestions without going round."""
        if self.suggestions and event.angleDelta().y():
            at = self.at + (1 if event.angleDelta().y() < 0 else -1)
            self._choose(max(0, min(at, len(self.suggestions) - 1)))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click takes it."""
        if self.rect().contains(event.position().toPoint()) and (chosen := self.current()) is not None:
            self.taken.emit(chosen)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, the current one with its key."""
        theme = themes.current()
        painter = QPainter(self)
        height, side = theme.px(HEIGHT), theme.size.icon
        for at, one in list(enumerate(self.suggestions))[self._top : self._top + MOST]:
            box = QRectF(0, (at - self._top) * height, self.width(), height)
            if at == self.at:
                painter.fillRect(box, theme.color.selected)
                painter.fillRect(QRectF(0, box.top(), 3, height), theme.color.accent)
            spot = QRectF(10, round(box.center().y() - side / 2), side, side)
            icon = "plus" if isinstance(one, NewAccount) else _ICONS.get(one.kind, "hash")
            icons.paint_icon(painter, spot, icon, theme.color.text2)
            cap = key_cap_size("Tab", theme)
            words = QRectF(10 + side + 8, box.top(), self.width() - side - 40 - cap.width(), height)
            paint_text(painter, words, one.label, theme, theme.color.text, "body", 600 if at == self.at else 0)
            if at == self.at:
                spot = QRectF(self.width() - cap.width() - 8, box.top(), cap.width(), height)
                paint_key_cap(painter, spot, "Tab", theme)
        painter.end()
