"""Which columns stand where and how wide: what a person chose, and how the rest gives way to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from app.views import theme as themes
from app.views.accounts.columns import FIXED, SHOWN
from app.views.table_view import RowTableView

_LEAST = (("account", 168), ("next", 140), ("account", 136), ("next", 96))
"""How narrow columns may become before others give way, one after the other."""
_GIVE_WAY: Mapping[str, Mapping[str, int]] = {
    # The notice deadline tells when the contract ends.
    "renewal": {"account": 186, "next": 150},
    "stage": {"account": 150, "next": 120},
    "trend": {"account": 150, "next": 110},
    "dear": {"account": 150, "next": 110},
    "arr": {"account": 170, "next": 110},
    "contact": {"account": 184, "next": 110},
    "delta": {"account": 150, "next": 100},
}
"""What is left out, in turn, before the others become narrower than this; until a person chose columns themselves."""
_NARROWEST, _WIDEST = 48, 800


@dataclass(frozen=True)
class Layout:
    """The chosen columns in their order, and the widths a person gave them, at 100 %."""

    shown: tuple[str, ...] = SHOWN
    widths: Mapping[str, int] = field(default_factory=dict)

    def spec(self) -> dict[str, object]:
        """Return it as plain JSON."""
        return {"shown": list(self.shown), "widths": dict(self.widths)}

    @classmethod
    def of(cls, spec: Any, known: Sequence[str]) -> Layout:
        """Return what a spec says of the columns there are."""
        if not isinstance(spec, Mapping):
            return cls()
        asked, widths = spec.get("shown"), spec.get("widths")
        shown = tuple(dict.fromkeys(k for k in asked if k in known)) if isinstance(asked, list) else SHOWN
        if FIXED not in shown:
            shown = (FIXED, *shown)
        given = {
            str(key): max(_NARROWEST, min(int(width), _WIDEST))
            for key, width in (widths.items() if isinstance(widths, Mapping) else ())
            if key in known and isinstance(width, int | float)
        }
        return cls(shown, given)

    def toggled(self, key: str) -> Layout:
        """Return the same with a column shown at the end, or left out."""
        if key in self.shown:
            return self if key == FIXED else replace(self, shown=tuple(k for k in self.shown if k != key))
        return replace(self, shown=(*self.shown, key))

    def moved(self, key: str, step: int) -> Layout:
        """Return the same with a column one place to the left or right."""
        if key not in self.shown:
            return self
        order = [k for k in self.shown if k != key]
        at = max(0, min(self.shown.index(key) + step, len(order)))
        order.insert(at, key)
        return replace(self, shown=tuple(order))


class Columns(QObject):
    """Keeps a view's header as a layout says; `changed` when a person moved or resized a column there."""

    changed = Signal()

    def __init__(self, view: RowTableView) -> None:
        super().__init__(view)
        self._view = view
        self.layout = Layout()
        self._arranging = False
        self._arranged = -1.0
        self._left_out: frozenset[str] = frozenset()
        self._head: QHeaderView = view.horizontalHeader()
        self._head.sectionMoved.connect(self._moved)
        self._head.sectionResized.connect(self._resized)
        view.resized.connect(self._give_room)

    def _give_room(self) -> None:
        if not self._arranging and self._room() != self._arranged:
            self.arrange()

    def _room(self) -> float:
        return self._view.viewport().width() * 100 / themes.current().scale

    def take(self, layout: Layout) -> None:
        """Show a layout."""
        self.layout = layout
        self.arrange()

    def shown(self) -> list[int]:
        """Return the columns that are seen, from left to right."""
        order = [self._head.logicalIndex(at) for at in range(self._head.count())]
        return [at for at in order if not self._head.isSectionHidden(at)]

    def keys(self) -> list[str]:
        """Return the keys of the columns that are seen, from left to right."""
        return [self._view.table.columns[at].key for at in self.shown()]

    def arrange(self) -> None:
        """Put every column in its place, with the width there is for it."""
        table, head, px = self._view.table, self._head, themes.current().px
        keys = [column.key for column in table.columns]
        room = self._arranged = self._room()
        self._left_out = self._give_way(room)
        wanted = [key for key in self.layout.shown if key not in self._left_out]
        widths = self._widths(wanted, room)
        self._arranging = True
        try:
            for at, key in enumerate(self.layout.shown):
                head.moveSection(head.visualIndex(keys.index(key)), at)
            for at, key in enumerate(keys):
                head.setSectionHidden(at, key not in wanted)
                if key in wanted:
                    head.resizeSection(at, px(widths[key]))
        finally:
            self._arranging = False

    def _declared(self, key: str) -> int:
        return next(column.width for column in self._view.table.columns if column.key == key)

    def _least(self, key: str, least: Mapping[str, int]) -> int:
        given = self.layout.widths.get(key)
        return given if given is not None else least.get(key, self._declared(key))

    def _give_way(self, room: float) -> frozenset[str]:
        if self.layout.shown != SHOWN:
            return frozenset()
        gone: set[str] = set()
        for key, least in _GIVE_WAY.items():
            if key in self.layout.widths:
                # A column that a person gave a width is wanted.
                continue
            if sum(self._least(k, least) for k in SHOWN if k not in gone) <= room:
                break
            gone.add(key)
        return frozenset(gone)

    def _widths(self, keys: Sequence[str], room: float) -> dict[str, int]:
        widths = {key: self.layout.widths.get(key, self._declared(key)) for key in keys}
        over = sum(widths.values()) - room
        for key, least in _LEAST:
            # A width that a person chose stays.
            if over > 0 and key in widths and key not in self.layout.widths:
                gives = max(min(over, widths[key] - least), 0)
                widths[key] -= round(gives)
                over -= gives
        return widths

    def _moved(self, _logical: int, _old: int, _new: int) -> None:
        if self._arranging:
            return
        seen = self.keys()
        rest = [key for key in self.layout.shown if key not in seen]
        self.layout = replace(self.layout, shown=tuple([*seen, *rest]))
        self.changed.emit()

    def _resized(self, logical: int, _old: int, new: int) -> None:
        shown = self.shown()
        # The last column takes what is left, which nobody chose.
        if self._arranging or not shown or logical == shown[-1] or logical not in shown:
            return
        key = self._view.table.columns[logical].key
        width = round(new * 100 / themes.current().scale)
        self.layout = replace(self.layout, widths={**self.layout.widths, key: width})
        self.changed.emit()

    def move_current(self, step: int) -> None:
        """Move the column that the keys stand in."""
        at = self._view.currentIndex().column()
        if at in self.shown():
            self.take(self.layout.moved(self._view.table.columns[at].key, step))
            self._view.scrollTo(self._view.currentIndex())
            self.changed.emit()


def sort_of(spec: Any, known: Sequence[str]) -> tuple[str, Qt.SortOrder]:
    """Return the column and direction that a spec says; "" for the order of priority."""
    key = spec.get("key") if isinstance(spec, Mapping) else ""
    down = bool(spec.get("descending")) if isinstance(spec, Mapping) else False
    order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
    return (str(key), order) if key in known else ("", Qt.SortOrder.AscendingOrder)
