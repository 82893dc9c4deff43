"""Where the parts of a row of Today stand: the round check, the tile, the words, the day and the buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from app.language import _
from app.views.theme import Theme
from app.views.today import words
from app.vocabulary import Band, Side, TodayKind, TouchpointKind

if TYPE_CHECKING:
    from app.operations.today import TodayRow

DONE, LOG, LATER, CHECK = "done", "log", "later", "check"

GROUP_ICONS = {
    TodayKind.SIGNAL: ("triangle-alert", "risk_text"),
    TodayKind.PROMISE: ("handshake", "accent_text"),
    TodayKind.SCHEDULED: ("calendar", "text2"),
    TodayKind.QUIET: ("moon", "text2"),
    TodayKind.RENEWAL: ("refresh-cw", "text2"),
    TodayKind.REJUDGE: ("history", "text2"),
    TodayKind.DATA_GAP: ("list-checks", "text2"),
}
KIND_ICONS = {
    TouchpointKind.CALL: "phone",
    TouchpointKind.MEETING: "users",
    TouchpointKind.EMAIL: "mail",
    TouchpointKind.VISIT: "map-pin",
    TouchpointKind.REVIEW: "presentation",
    TouchpointKind.CHAT: "message-circle",
    TouchpointKind.TRAINING: "graduation-cap",
    TouchpointKind.EVENT: "calendar",
    TouchpointKind.NOTE: "notebook-pen",
}

INSET = 8
_CHECK, _TILE, _LEAD, _GAP = 17, 28, 12, 12
_PAD, _BUTTON, _ICON, _CAP_GAP = 10, 28, 14, 7
_BETWEEN = 8


def group_icon(group: str) -> tuple[str, str]:
    """Return the icon of a group and its tone."""
    kind, _dot, side = group.partition(".")
    if side == Side.CUSTOMER:
        return "hourglass", "customer_text"
    return GROUP_ICONS[TodayKind(kind)]


@dataclass(frozen=True)
class Tile:
    """The sign of a row: an icon on a tint; what we owe is round, the rest has corners."""

    icon: str
    meaning: str
    is_round: bool = False


SIGNAL_TILES = {
    "person_left": Tile("user-minus", "risk"),
    "person_silent": Tile("user", "watch"),
    "moves": Tile("users", "watch"),
    "shipped": Tile("message-square-quote", "good"),
    "usage_drop": Tile("trending-down", "watch"),
    "licences": Tile("sprout", "good"),
    "tickets": Tile("ticket", "watch"),
    "payment": Tile("receipt-japanese-yen", "watch"),
    "outages": Tile("triangle-alert", "risk"),
    "overdue": Tile("clock-alert", "watch"),
    "onboarding": Tile("hourglass", "watch"),
}
"""The signs of calls to action, by what their rule looks at."""


def tile_of(row: TodayRow, today: date) -> Tile:
    """Return the sign of a row. The customer's promises are violet and have corners, ours are indigo and round."""
    if row.kind is TodayKind.PROMISE:
        if row.side is Side.CUSTOMER:
            return Tile("hourglass", "customer")
        return Tile("send" if row.side is Side.ME else "users", "vendor", is_round=True)
    if row.kind is TodayKind.SCHEDULED:
        return Tile(KIND_ICONS[TouchpointKind(str(row.params["kind"]))], "info")
    if row.kind is TodayKind.RENEWAL:
        pressing = row.due is not None and (row.due - today).days <= 30
        return Tile("refresh-cw", "risk" if pressing else "watch")
    if row.kind is TodayKind.SIGNAL:
        return _signal_tile(row)
    if row.kind is TodayKind.REJUDGE:
        return Tile("heart-handshake", "vendor")
    return Tile({TodayKind.QUIET: "message-circle"}.get(row.kind, "list-checks"), "unknown")


def _signal_tile(row: TodayRow) -> Tile:
    """Return the sign of what raised a call to action; grey once its cause went away."""
    family, _dot, rest = row.reason.partition(".")
    evidence = rest.partition(".")[0]
    if row.params.get("gone") is not None:
        return Tile("circle-check", "unknown")
    if family == "signal":
        if evidence.startswith("data_"):
            return Tile("heart-handshake", "info")
        return Tile("trending-down", "risk" if row.band == Band.RISK else "watch")
    return SIGNAL_TILES.get(evidence, Tile("flag", "info"))


@dataclass(frozen=True)
class RowButton:
    """A button that shows while its row is hovered or has the focus."""

    act: str
    icon: str
    words: str
    key: str
    box: QRectF


@dataclass(frozen=True)
class Shape:
    """The parts of one row within its box."""

    ground: QRectF
    check: QRectF
    tile: QRectF
    text: QRectF
    due: QRectF
    buttons: tuple[RowButton, ...]

    def hit(self, spot: QPointF) -> str | None:
        """Return the part that acts on a click there."""
        if self.check.adjusted(-6, -6, 6, 6).contains(spot):
            return CHECK
        return next((button.act for button in self.buttons if button.box.contains(spot)), None)


def shape_of(box: QRectF, row: TodayRow, today: date, theme: Theme, *, with_buttons: bool) -> Shape:
    """Return where the parts of a row stand; `with_buttons` in place of the day."""
    ground = box.adjusted(INSET, 1, -INSET, -1)
    middle = ground.center().y()
    side, sign = theme.px(_CHECK), theme.px(_TILE)
    check = QRectF(ground.left() + _LEAD, round(middle - side / 2), side, side)
    tile = QRectF(check.right() + _GAP, round(middle - sign / 2), sign, sign)
    right = ground.right() - _LEAD
    buttons = _buttons(right, middle, row, theme) if with_buttons else ()
    until, _pressing = words.due(row, today)
    width = theme.width(until, "label", 600) + 2
    due = QRectF(right - width, ground.top(), width, ground.height())
    end = buttons[0].box.left() if buttons else due.left()
    text = QRectF(tile.right() + _GAP, ground.top(), max(end - _GAP - tile.right() - _GAP, 0), ground.height())
    return Shape(ground, check, tile, text, due, buttons)


def _buttons(right: float, middle: float, row: TodayRow, theme: Theme) -> tuple[RowButton, ...]:
    height = theme.px(_BUTTON)
    opens = row.kind is TodayKind.DATA_GAP or (row.kind is TodayKind.REJUDGE and not words.is_confirmed(row))
    settles = "arrow-right" if opens else "check"
    made: list[RowButton] = []
    x = right
    for act, icon, said, key in (
        (DONE, settles, words.done_word(row), "=" if words.is_confirmed(row) else "E"),
        (LATER, "clock", _("Later"), "S"),
        (LOG, "pen-line", _("Log"), "L"),
    ):
        width = (
            2 * _PAD
            + theme.px(_ICON)
            + 6
            + theme.width(said, "label", 500)
            + _CAP_GAP
            + theme.width(key, "caption", 500)
        )
        box = QRectF(round(x - width), round(middle - height / 2), round(width), height)
        made.insert(0, RowButton(act, icon, said, key, box))
        x = box.left() - _BETWEEN
    return tuple(made)
