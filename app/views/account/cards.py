"""The cards of an overview that only tell: people, contract lines, the handover, and what happens regularly.

Each is made once and shows one account after another.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.language import _, day, name_of, ngettext, number
from app.operations.account_page import HANDOVER_TEXTS, HandoverRow, PersonRow
from app.operations.rhythms import Strip
from app.views.account import words
from app.views.account.painted_rows import PaintedRows
from app.views.account.rhythm_view import RhythmView
from app.views.paint.marks import paint_avatar
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.paint.text import paint_text
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import PlainLabel

_PEOPLE_SHOWN = 5
_GAP = 8


class CountedCard(Card):
    """A card with a number, or other words, beside its heading, and a line that stands there without rows."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__(title)
        self._count = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._count)
        self._nothing = PlainLabel(nothing, "body", tone="text2", wrap=True)
        self.body.addWidget(self._nothing)

    def say_count(self, words: str, *, nothing: bool) -> None:
        """Say beside the heading how many, and whether there is nothing."""
        self._count.setText(words)
        self._count.setVisible(bool(words))
        self._nothing.setVisible(nothing)


class PeopleCard(CountedCard):
    """Who is at the account now, those with a role first; `all_wanted` leads to everybody."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("People"), _("Nobody is recorded yet."))
        self.all = Button(_("See all"), kind="link")
        self.all.setAccessibleName(_("Show all people"))
        self.all.clicked.connect(self.all_wanted)
        self.head.addWidget(self.all)
        self.rows = PaintedRows(_("People"), _paint_person, lambda theme: theme.px(44), _person_aloud)
        self.body.addWidget(self.rows)

    def show_people(self, people: Sequence[PersonRow]) -> None:
        """Show the people of an account."""
        here = [person for person in people if person.to is None]
        self.say_count(number(len({person.id for person in here})) if here else "", nothing=not here)
        self.rows.show_rows(here[:_PEOPLE_SHOWN])


def _paint_person(painter: QPainter, box: QRectF, person: PersonRow, theme: Theme) -> None:
    side = theme.px(28)
    paint_avatar(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), person.name, "customer", theme)
    right = box.right()
    if person.role is not None:
        pill = Pill(name_of(person.role), "customer")
        right -= pill_size(pill, theme).width()
        paint_pill(painter, QRectF(right, box.top(), box.right() - right, box.height()), pill, theme)
        right -= _GAP
    left = box.left() + side + 10
    post = words.post(person)
    first, second = theme.line("body"), theme.line("label") if post else 0
    top = box.center().y() - (first + second) / 2
    paint_text(painter, QRectF(left, top, right - left, first), person.name, theme, theme.color.text, "bodyStrong")
    paint_text(painter, QRectF(left, top + first, right - left, second), post, theme, theme.color.text2, "label")


def _person_aloud(person: PersonRow) -> str:
    role = name_of(person.role) if person.role is not None else ""
    return " · ".join(part for part in (person.name, words.post(person), role, words.term(person)) if part)


class HandoverCard(CountedCard):
    """What was handed over with the account; `wanted` opens the sheet."""

    wanted = Signal()

    def __init__(self) -> None:
        nothing = _("Why they bought, what they were promised, who decides: nothing was handed over yet.")
        super().__init__(_("Handover"), nothing)
        self.open_button = Button(_("Open the hand-over sheet"), icon="file-text")
        self.open_button.clicked.connect(self.wanted)
        self.head.addWidget(self.open_button)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._told = [_Told(words) for words in _captions()]
        for at, told in enumerate(self._told):
            self._grid.setColumnStretch(at % 2, 1)
            self._grid.addLayout(told, at // 2, at % 2)
        self.body.addLayout(self._grid)
        self._rule = rule()
        self.body.addWidget(self._rule)
        self._open = PlainLabel("", "bodyStrong", tone="watch_text")
        self.body.addWidget(self._open)
        self._questions = PlainLabel("", "body", wrap=True)
        self.body.addWidget(self._questions)

    def show_handover(self, handover: HandoverRow | None) -> None:
        """Show what is known, and how many questions are open."""
        by = [handover.given_by, day(handover.handed_on) if handover.handed_on else ""] if handover is not None else []
        self.say_count(" · ".join(part for part in by if part), nothing=handover is None)
        for told, name in zip(self._told, HANDOVER_TEXTS, strict=True):
            told.say(handover.texts.get(name, "") if handover is not None else None)
        count = handover.open_count if handover is not None else 0
        questions = handover.open_questions if handover is not None else ()
        self._rule.setVisible(bool(count))
        self._open.setVisible(bool(count))
        self._open.setText(ngettext("{n} open question", "{n} open questions", count))
        self._questions.setVisible(bool(questions))
        self._questions.setText("\n".join(f"・{question}" for question in questions))


def _captions() -> tuple[str, ...]:
    return (
        _("Why they bought"),
        _("Outcome promised"),
        _("Success as sold"),
        _("Promises from sales"),
        _("Known risks"),
        _("How they decide"),
    )


class _Told(QVBoxLayout):
    """A caption over the words that somebody wrote."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.setSpacing(1)
        self._caption = PlainLabel(caption, "caption", tone="text2")
        self._words = PlainLabel("", "body", wrap=True)
        self.addWidget(self._caption)
        self.addWidget(self._words)
        self.addStretch(1)

    def say(self, words: str | None) -> None:
        """Say other words, that there are none yet, or for None nothing at all."""
        for part in (self._caption, self._words):
            part.setVisible(words is not None)
        tone = "" if words else "text3"
        if self._words.property("tone") != tone:
            self._words.set_tone(tone)
        self._words.setText(words or _("not known yet"))


class RhythmCard(Card):
    """What happens regularly, month by month; not shown where the segment asks for nothing."""

    def __init__(self) -> None:
        super().__init__(_("Rhythms"))
        self.view = RhythmView()
        self.body.addWidget(self.view)

    def show_strips(self, strips: tuple[Strip, ...]) -> None:
        """Show the rhythms of an account."""
        self.setVisible(bool(strips))
        self.view.show_strips(strips)
