"""The columns of the mapping: ours, which way, theirs, who wins, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _
from app.operations.syncing.rows import RemoteField
from app.views import icons
from app.views.paint.pill import Pill, paint_tag, pill_size
from app.views.paint.text import paint_text
from app.views.row_table import Column
from app.views.sync.mapping_rows import Unit
from app.views.sync.mapping_words import (
    WAY_ICONS,
    theirs_words,
    type_words,
    unit_trouble,
    unit_words,
    way_words,
    wins_words,
)
from app.views.theme import Theme

_ICON = 14
Remotes = Callable[[], Mapping[str, RemoteField]]


def mapping_columns(system: str, remotes: Remotes) -> Sequence[Column[Unit]]:
    """Return the columns; `remotes` are their fields by name, as they are shown now."""
    return (
        Column("ours", _("This PC"), unit_words, width=166, strong=True, delegate=_paint_ours),
        Column("way", _("Way"), _way, width=58, delegate=_paint_way, tooltip=_way),
        Column(
            "theirs",
            system,
            lambda unit: theirs_words(unit) or _("Not mapped"),
            width=176,
            delegate=lambda painter, box, unit, theme: _paint_theirs(painter, box, unit, theme, remotes()),
            tooltip=lambda unit: _told(unit, remotes()),
        ),
        Column(
            "wins",
            _("Who wins"),
            lambda unit: wins_words(unit, system),
            width=140,
            tone="text2",
            tooltip=lambda unit: wins_words(unit, system, whole=True),
        ),
        Column(
            "note",
            _("To check"),
            lambda unit: unit_trouble(unit, remotes(), system)[0],
            width=166,
            delegate=lambda painter, box, unit, theme: _paint_note(
                painter, box, unit_trouble(unit, remotes(), system)[0], theme
            ),
            tooltip=lambda unit: unit_trouble(unit, remotes(), system)[1],
            accessible=lambda unit: unit_trouble(unit, remotes(), system)[1],
        ),
    )


def _way(unit: Unit) -> str:
    return way_words(unit.head.direction) if unit.mapped else ""


def _told(unit: Unit, remotes: Mapping[str, RemoteField]) -> str:
    lines = []
    for one in unit.fields:
        there = remotes.get(one.remote)
        if there is not None:
            lines.append(f"{theirs_words(Unit((one,)))} ({there.name}) · {type_words(there.type)}")
    return "\n".join(lines)


def _paint_ours(painter: QPainter, box: QRectF, unit: Unit, theme: Theme) -> None:
    color = theme.color.text if unit.mapped else theme.color.text2
    paint_text(painter, box, unit_words(unit), theme, color, "body", 600 if unit.mapped else 0)


def _paint_way(painter: QPainter, box: QRectF, unit: Unit, theme: Theme) -> None:
    if unit.mapped:
        spot = QRectF(box.left(), round(box.center().y() - _ICON / 2), _ICON, _ICON)
        icons.paint_icon(painter, spot, WAY_ICONS[unit.head.direction], theme.color.text2)


def _paint_theirs(painter: QPainter, box: QRectF, unit: Unit, theme: Theme, remotes: Mapping[str, RemoteField]) -> None:
    if not unit.mapped:
        paint_text(painter, box, _("Not mapped"), theme, theme.color.text3)
        return
    there = remotes.get(unit.head.remote)
    room = QRectF(box)
    if there is not None and there.custom:
        tag = Pill(_("custom"), "unknown")
        width = pill_size(tag, theme).width()
        paint_tag(painter, QRectF(box.right() - width, box.top(), width, box.height()), tag, theme)
        room.setRight(box.right() - width - 8)
    paint_text(painter, room, theirs_words(unit), theme, theme.color.text)


def _paint_note(painter: QPainter, box: QRectF, words: str, theme: Theme) -> None:
    if not words:
        return
    tone = theme.meaning["watch"].text
    spot = QRectF(box.left(), round(box.center().y() - _ICON / 2), _ICON, _ICON)
    icons.paint_icon(painter, spot, "triangle-alert", tone)
    paint_text(painter, box.adjusted(_ICON + 6, 0, 0, 0), words, theme, tone, "label", 500)
