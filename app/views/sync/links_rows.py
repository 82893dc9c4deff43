"""Proposals of a first sync in words: which record there may be which row here, and what of it differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from app.operations.syncing.rows import Link
from app.search.fold import fold
from app.views import icons
from app.views.account.painted_rows import PaintedRows
from app.views.paint.text import paint_text
from app.views.row_table import Column
from app.views.sync.mapping_words import entity_words, field_words
from app.views.theme import Theme

_ICON = 16
Answer = Callable[[Link], bool | None]


def equal_words(link: Link) -> str:
    """Return what is equal on both sides: ドメイン aoba.example."""
    return f"{field_words(link.entity, link.by)} {link.value}"


def answer_words(answer: bool | None) -> str:
    """Return what a person said of a proposal."""
    return _("not answered") if answer is None else _("the same") if answer else _("two records")


def link_columns(answer: Answer) -> Sequence[Column[Link]]:
    """Return the one column of the list: whether it is answered, the name, and what is equal."""
    return (
        Column(
            "link",
            _("Proposals"),
            lambda link: link.mine,
            width=300,
            delegate=lambda painter, box, link, theme: _paint_link(painter, box, link, answer(link), theme),
            tooltip=lambda link: f"{link.mine}\n{equal_words(link)}",
            accessible=lambda link: (
                f"{link.mine}, {entity_words(link.entity)}, {equal_words(link)}, {answer_words(answer(link))}"
            ),
        ),
    )


def _paint_link(painter: QPainter, box: QRectF, link: Link, answer: bool | None, theme: Theme) -> None:
    icon, tone = "link-2", theme.meaning["watch"].text
    if answer is not None:
        icon, tone = ("circle-check", theme.meaning["good"].text) if answer else ("copy", theme.color.text2)
    icons.paint_icon(painter, QRectF(box.left(), round(box.center().y() - _ICON / 2), _ICON, _ICON), icon, tone)
    first, second = theme.line("body"), theme.line("caption")
    top = box.center().y() - (first + second) / 2
    left = box.left() + _ICON + 10
    room = QRectF(left, top, box.right() - left, first)
    color = theme.color.text if answer is None else theme.color.text2
    paint_text(painter, room, link.mine, theme, color, "bodyStrong")
    said = f"{entity_words(link.entity)} · {equal_words(link)}"
    paint_text(painter, room.translated(0, first), said, theme, theme.color.text2, "caption")


Pair = tuple[str, str, str, str]  # field, here, there, state: equal, same, differs, only


def pairs(link: Link) -> list[Pair]:
    """Return the fields of both sides, the equal key first, then those that differ."""
    rows: list[Pair] = []
    for name, here, there in link.theirs_fields:
        words = field_words(link.entity, name)
        if name == link.by:
            state = "equal"
        elif fold(here) == fold(there):
            state = "same"
        else:
            state = "differs" if here and there else "only"
        rows.append((words, here, there, state))
    order: Mapping[str, int] = {"equal": 0, "differs": 1, "only": 2, "same": 3}
    return sorted(rows, key=lambda row: order[row[3]])


def state_words(state: str) -> str:
    """Return how the two values of a field stand to each other."""
    return {"equal": _("equal"), "differs": _("differs"), "only": _("on one side"), "same": ""}[state]


class Comparison(PaintedRows[Pair]):
    """Both records side by side: field, this PC, the other system; what differs is marked by words and a tint."""

    def __init__(self) -> None:
        super().__init__(_("Both records"), _paint_pair, lambda theme: theme.px(34), _pair_aloud)


class ComparisonHead(QWidget):
    """The captions over the columns of a comparison."""

    def __init__(self, system: str) -> None:
        super().__init__()
        self._system = system
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        from app.views import theme as themes

        return QSize(200, themes.current().px(24))

    def paintEvent(self, _event: object) -> None:
        """Draw the captions."""
        from app.views import theme as themes

        theme = themes.current()
        painter = QPainter(self)
        boxes = _boxes(QRectF(self.rect()), theme)
        for box, words in zip(boxes[1:3], (_("This PC"), self._system), strict=True):
            paint_text(painter, box, words, theme, theme.color.text2, "caption", 600)
        painter.end()


def _boxes(box: QRectF, theme: Theme) -> tuple[QRectF, QRectF, QRectF, QRectF]:
    first, last, gap = theme.px(132), theme.px(92), 12
    wide = max((box.width() - first - last - 3 * gap) / 2, 40)
    x = box.left()
    made = []
    for width in (first, wide, wide, last):
        made.append(QRectF(x, box.top(), width, box.height()))
        x += width + gap
    return made[0], made[1], made[2], made[3]


def _paint_pair(painter: QPainter, box: QRectF, row: Pair, theme: Theme) -> None:
    words, here, there, state = row
    name, mine, theirs, said = _boxes(box, theme)
    painter.setPen(QPen(theme.color.divider, 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    strong = state in ("equal", "differs")
    paint_text(painter, name, words, theme, theme.color.text2, "label")
    for room, value in ((mine, here), (theirs, there)):
        tone = theme.color.text if value else theme.color.text3
        paint_text(painter, room, value or "—", theme, tone, "body", 600 if strong else 0)
    icon = {"equal": "check", "differs": "triangle-alert"}.get(state)
    meaning = theme.meaning["good" if state == "equal" else "watch"].text
    tone = meaning if icon is not None else theme.color.text2
    if icon is not None:
        icons.paint_icon(painter, QRectF(said.left(), round(said.center().y() - 7), 14, 14), icon, tone)
        said = said.adjusted(20, 0, 0, 0)
    paint_text(painter, said, state_words(state), theme, tone, "label")


def _pair_aloud(row: Pair) -> str:
    words, here, there, state = row
    said = _("{field}: here {here}, there {there}", field=words, here=here or "—", there=there or "—")
    return f"{said} · {state_words(state)}" if state_words(state) else said
