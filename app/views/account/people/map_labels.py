"""Where the words of people stand on the stakeholder map: beside their sign, where they cover nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.views.account.people.map_nodes import Field, Node
from app.views.paint.text import elided
from app.views.theme import Theme

AVATAR, RING = 44, 30
_LABEL, _GAP = 224, 3.5


@dataclass(frozen=True)
class Label:
    """The words of one person on their ground; `line` is "" where there is no room for how it stands with them."""

    ground: QRectF
    name: str
    line: str
    token: str


def labels_of(
    nodes: Sequence[Node], places: Mapping[str, QPointF], current: str, theme: Theme, field: Field
) -> dict[str, Label]:
    """Return the words of everybody; who is chosen comes first, and is told in whole also where it is narrow.

    Below the sign is the place for words; above and beside it they stand where others would be covered. Where there
    is no room for all of them the name stands alone, and covers as little as it can.
    """
    signs = {node.id: _sign(node, places[node.id], theme, field) for node in nodes}
    found: dict[str, Label] = {}
    for node in sorted(nodes, key=lambda node: node.id != current):
        # Its own sign too: at the rim of the field the words are pushed back over it.
        taken = [*signs.values(), *(label.ground for label in found.values())]
        found[node.id] = _label(node, signs[node.id], taken, theme, field, chosen=node.id == current)
    return found


def _sign(node: Node, at: QPointF, theme: Theme, field: Field) -> QRectF:
    half = theme.px(RING if node.goes else AVATAR // 2) * field.size + 2
    return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)


def _label(
    node: Node, sign: QRectF, taken: Sequence[QRectF], theme: Theme, field: Field, *, chosen: bool
) -> Label:  # fmt: skip
    best: tuple[float, Label] | None = None
    for whole in (False,) if field.is_tight and not chosen else (True, False):
        for label in _around(node, sign, theme, field, whole=whole):
            covered = _covered(label.ground, taken)
            if not covered:
                return label
            if best is None or covered < best[0]:
                best = covered, label
    assert best is not None
    return best[1]


def _around(node: Node, sign: QRectF, theme: Theme, field: Field, *, whole: bool) -> Iterator[Label]:
    """Yield the words below, above and at both sides of a sign, within the field."""
    token = "caption" if field.is_tight else "body"
    name = elided(node.label, theme.px(_LABEL), theme, token, 600)
    line = elided(node.line, theme.px(_LABEL), theme, "caption", 500) if whole else ""
    width = max(theme.width(name, token, 600), theme.width(line, "caption", 500)) + 10
    height = theme.line(token) + (theme.line("caption") if line else 0) + 2
    middle, beside = sign.center().x() - width / 2, sign.center().y() - height / 2
    for x, y in (
        (middle, sign.bottom() - 2 + _GAP),
        (middle, sign.top() + 2 - _GAP - height),
        (sign.right() + _GAP, beside),
        (sign.left() - _GAP - width, beside),
    ):
        left = min(max(x, field.box.left() + 4), field.box.right() - width - 4)
        top = min(max(y, field.box.top() + 2), field.box.bottom() - height - 2)
        yield Label(QRectF(left, top, width, height), name, line, token)


def _covered(ground: QRectF, taken: Iterable[QRectF]) -> float:
    both = (ground.intersected(box) for box in taken)
    return sum(one.width() * one.height() for one in both if one.width() > 0 and one.height() > 0)
