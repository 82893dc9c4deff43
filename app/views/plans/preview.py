"""The sheet as the customer will read it, drawn small: always in the light look, of what goes out and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _, day, ngettext, tr
from app.reports.plan import words
from app.reports.plan_content import PlanContent, PlanMilestone, PlanObjective
from app.views import theme as themes
from app.views.paint.text import RIGHT, paint_text
from app.views.plans.tree_paint import paint_bar
from app.views.plans.words import MEANINGS
from app.views.theme import Theme

_MOST = 14
_PAD, _BAND = 14, 4


class Preview(QWidget):
    """Filled by `show_content`."""

    def __init__(self) -> None:
        super().__init__()
        self.content: PlanContent | None = None
        self.setAccessibleName(_("What the customer sees"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_content(self, content: PlanContent) -> None:
        """Show what goes out."""
        self.content = content
        self.setAccessibleDescription("\n".join([words.addressed(content), content.name, *_told(content)]))
        self.updateGeometry()
        self.update()

    def _lines(self) -> tuple[list[PlanObjective | PlanMilestone], int]:
        """Return as many items as there is room for, and how many more there are."""
        found: list[PlanObjective | PlanMilestone] = []
        for goal in self.content.objectives if self.content is not None else ():
            found += [goal, *goal.milestones]
        return (found, 0) if len(found) <= _MOST else (found[: _MOST - 1], len(found) - _MOST + 1)

    def sizeHint(self) -> QSize:
        """A head, the items and the foot."""
        px = themes.current().px
        items, more = self._lines()
        high = sum(px(24) if isinstance(item, PlanObjective) else px(16) for item in items) + (px(18) if more else 0)
        return QSize(px(260), px(58) + high + px(14))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow, not shorter."""
        return QSize(themes.current().px(180), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet."""
        content = self.content
        if content is None:
            return
        here = themes.current()
        theme = themes.make("light", here.scale)
        c, px = theme.color, theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, here.color.border)
        painter.fillRect(box.adjusted(1, 1, -1, -1), c.surface)
        painter.fillRect(QRectF(0, 0, box.width(), _BAND), c.accent)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        kind = f"{words.addressed(content)}　{tr(content.lang, 'Mutual success plan')}"
        paint_text(painter, _row(inner, px(11), px(18)), kind, theme, c.text, "label", 600)
        about = f"{content.name} · {day(content.as_of, content.lang)} · v{content.version or 1}"
        if content.score is not None:
            about += f" · {tr(content.lang, 'Health')} {content.score}"
        paint_text(painter, _row(inner, px(29), px(16)), about, theme, c.text2, "caption", 400)
        top = float(px(54))
        items, more = self._lines()
        for item in items:
            high = px(24) if isinstance(item, PlanObjective) else px(16)
            _paint_item(painter, _row(inner, top, high), item, content.lang, theme)
            top += high
        if more:
            said = ngettext("and {n} more item", "and {n} more items", more)
            paint_text(painter, _row(inner, top, px(18)), said, theme, c.text3, "caption", 400)
        painter.end()


def _row(box: QRectF, top: float, high: float) -> QRectF:
    return QRectF(box.left(), top, box.width(), high)


def _paint_item(painter: QPainter, box: QRectF, item: PlanObjective | PlanMilestone, lang: str, theme: Theme) -> None:
    c, px = theme.color, theme.px
    if isinstance(item, PlanMilestone):
        until = words.due_words(item, lang)
        wide = min(theme.width(until, "caption", 400), box.width() * 0.5)
        paint_text(painter, box, until, theme, c.text2, "caption", 400, RIGHT)
        title = QRectF(box.left() + px(10), box.top(), box.width() - wide - px(18), box.height())
        mark = "✓ " if item.done_on is not None else "・"
        paint_text(painter, title, f"{mark}{item.title}", theme, c.text2, "caption", 400)
        return
    meaning = MEANINGS[item.status]
    bar = px(72)
    if item.progress is not None:
        track = QRectF(box.right() - bar, round(box.center().y() - 2), bar, 5)
        fill = theme.meaning["good" if meaning in ("info", "unknown") else meaning].fill
        paint_bar(painter, track, item.progress, item.expected, fill, theme)
    word = words.status_words(item.status, lang)
    state = QRectF(box.left(), box.top(), box.width() - bar - 8, box.height())
    paint_text(painter, state, word, theme, theme.meaning[meaning].text, "caption", 600, RIGHT)
    title = QRectF(box.left(), box.top(), state.width() - theme.width(word, "caption", 600) - 8, box.height())
    paint_text(painter, title, item.title, theme, c.text, "caption", 600)


def _told(content: PlanContent) -> list[str]:
    lines = []
    for goal in content.objectives:
        lines.append(f"{goal.title}: {words.status_words(goal.status, content.lang)}")
        lines += [f"  {step.title}: {words.status_words(step.status, content.lang)}" for step in goal.milestones]
    return lines
