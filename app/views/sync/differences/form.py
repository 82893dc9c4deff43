"""The questions about one record: what it was, what it is here, what it is there, a row for each field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.language import _
from app.operations.word_diff import Piece
from app.views import theme as themes
from app.views.sync.differences import words
from app.views.sync.differences.long_text import LongText
from app.views.sync.differences.proposal import Proposal
from app.views.sync.differences.record import Answers, Choice, Question, Record, side
from app.views.sync.differences.side_card import SideCard
from app.views.widgets.labels import ElidedLabel, PlainLabel

SIDES: tuple[words.Side, words.Side] = ("mine", "theirs")
_LABEL, _NARROW, _BASE = 128, 620, 120
_KEYS = {"1": "mine", "１": "mine", "2": "theirs", "２": "theirs", "3": "both", "３": "both"}


class Form(QWidget):
    """`chosen(question id)` when something was chosen; `stepped` when the focus went to another question."""

    chosen = Signal(int)
    stepped = Signal(QWidget)

    def __init__(self, record: Record, answers: Answers, clock: Clock, width: int) -> None:
        super().__init__()
        self.record, self._answers, self._clock = record, answers, clock
        self.setAccessibleName(words.title_of(record))
        self.narrow = is_narrow(width)
        self.cards: dict[int, dict[str, SideCard]] = {}
        self.proposals: dict[int, Proposal] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 2, 4, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._row = 0
        if self.narrow:
            self._columns = (0, 0, 0, 1)
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, 1)
        else:
            self._columns = (0, 1, 2, 3)
            self._grid.setColumnMinimumWidth(0, themes.current().px(_LABEL))
            for column, share in ((1, 4), (2, 7), (3, 7)):
                self._grid.setColumnStretch(column, share)
        if not record.questions[0].is_whole:
            self._heads()
        for question in record.questions:
            self._add(question)
        self._grid.setRowStretch(self._row, 1)
        self.show_answers()

    # What it is made of

    def _heads(self) -> None:
        row = self.record.first
        last = words.base_words(row, self._clock)
        heads = ((2, _("This PC"), ""), (3, row.system, ""))
        for column, name, said in heads if self.narrow else ((1, _("Base"), last), *heads):
            head = QHBoxLayout()
            head.setSpacing(6)
            head.setContentsMargins(2, 0, 0, 0)
            head.addWidget(PlainLabel(name, "bodyStrong") if column < 3 else _named(name))
            if said:
                head.addWidget(ElidedLabel(said, "caption", tone="text2"), 1)
            else:
                head.addStretch(1)
            self._grid.addLayout(head, self._row, self._columns[column])
        self._row += 1

    def _add(self, question: Question) -> None:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.setContentsMargins(0, 8, 0, 0)
        if question.is_whole:
            column.addWidget(PlainLabel(words.explanation(question), "body", wrap=True))
            column.addSpacing(6)
        else:
            hint = words.question_hint(question)
            labels = [PlainLabel(words.question_name(question), "bodyStrong", wrap=True)]
            labels += [PlainLabel(hint, "label", tone="text2", wrap=True)] if hint else []
            for label in labels:
                if not self.narrow:
                    label.setFixedWidth(themes.current().px(_LABEL))
                column.addWidget(label)
            if self.narrow:
                column.addLayout(self._base_line(question))
        column.addStretch(1)
        alone = self.narrow or question.is_whole
        self._grid.addLayout(column, self._row, 0, 1, 2 if self.narrow else 4 if question.is_whole else 1)
        self._row += alone
        if not alone:
            self._grid.addLayout(self._base(question), self._row, 1)
        self._sides(question)
        if question.both is not None:
            proposal = self.proposals[question.id] = Proposal(question, self)
            proposal.used.connect(lambda: self._use(question))
            proposal.written.connect(lambda _text: self._take(question, proposal.choice()))
            proposal.left.connect(lambda: self.go_to(question))
            self._grid.addWidget(proposal, self._row, self._columns[2], 1, 2)
            self._row += 1

    def _base(self, question: Question) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._base_text(question))
        column.addStretch(1)
        return column

    def _base_line(self, question: Question) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        name = PlainLabel(_("Base"), "label", tone="text2")
        name.setFixedHeight(themes.current().line("body"))
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._base_text(question), 1)
        return line

    def _base_text(self, question: Question) -> LongText:
        said = words.in_a_line(question, side(question, "base"))
        pieces = [Piece("same", said)] if said else []
        text = LongText(pieces, tone="text2", empty=_("Empty"), fold=False, most=_BASE, parent=self)
        text.setAccessibleName(f"{_('Base')}: {said or _('Empty')}")
        return text

    def _sides(self, question: Question) -> None:
        group = QButtonGroup(self)
        cards = self.cards[question.id] = {}
        # What is about the whole record has no base beside it, so its two sides share the width.
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(12)
        for which, name in zip(SIDES, (_("This PC"), self.record.system), strict=True):
            card = self._card(question, which, name)
            group.addButton(card)
            card.clicked.connect(lambda _on=False, which=which: self._take(question, which))
            cards[which] = card
            if question.is_whole:
                side_by_side.addWidget(card, 1)
            else:
                self._grid.addWidget(card, self._row, self._columns[2 + SIDES.index(which)])
        if question.is_whole:
            self._grid.addLayout(side_by_side, self._row, 0, 1, len(set(self._columns)))
        self._row += 1

    def _card(self, question: Question, which: words.Side, name: str) -> SideCard:
        said = words.who_and_when(question.rows[0], which, self._clock)
        if question.is_whole:
            verb, what = words.whole_choice(question, which)
            lines = "\n".join(part for part in (what, said) if part)
            return SideCard(which, name, [Piece("same", verb)], lines, bold=True, parent=self)
        called = _(", ").join((words.question_name(question), name))
        return SideCard(which, called, words.pieces_of(question, which), said, parent=self)

    # Choosing

    def show_answers(self) -> None:
        """Mark what is chosen."""
        for question in self.record.questions:
            choice = self._answers.of(question)
            cards = self.cards[question.id]
            group = next(iter(cards.values())).group()
            # An exclusive group never lets go of its last one by itself.
            group.setExclusive(False)
            for which, card in cards.items():
                card.setChecked(choice == which)
            group.setExclusive(True)
            if question.id in self.proposals:
                self.proposals[question.id].show_choice(choice)

    def choose(self, question: Question, which: str) -> None:
        """Choose a side, or both where that is possible."""
        if which == "both":
            if question.id in self.proposals:
                self._use(question)
        else:
            self.cards[question.id][which].setChecked(True)
            self._take(question, "mine" if which == "mine" else "theirs")

    def _use(self, question: Question) -> None:
        proposal = self.proposals[question.id]
        self._take(question, proposal.choice())
        if proposal.editor is not None:
            proposal.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.stepped.emit(proposal)

    def _take(self, question: Question, choice: Choice) -> None:
        self._answers.choose(question, choice)
        self.show_answers()
        self.chosen.emit(question.id)

    # Going through it

    def here(self) -> Question:
        """Return the question that has the focus, else the first without an answer."""
        focus = QApplication.focusWidget()
        for question in self.record.questions:
            parts = [*self.cards[question.id].values(), *filter(None, [self.proposals.get(question.id)])]
            if focus is not None and any(part is focus or part.isAncestorOf(focus) for part in parts):
                return question
        return next((one for one in self.record.questions if self._answers.of(one) is None), self.record.questions[0])

    def go_to(self, question: Question, which: str = "") -> None:
        """Give a question the focus: the side that is chosen, else the one named."""
        cards = self.cards[question.id]
        held = next((name for name, card in cards.items() if card.isChecked()), "mine")
        card = cards[which or held]
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stepped.emit(card)

    def _step(self, by: int) -> None:
        questions = self.record.questions
        at = questions.index(self.here()) + by
        if 0 <= at < len(questions):
            focus = QApplication.focusWidget()
            self.go_to(questions[at], focus.side if isinstance(focus, SideCard) else "")

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in order."""
        stops: list[QWidget] = []
        for question in self.record.questions:
            stops += self.cards[question.id].values()
            proposal = self.proposals.get(question.id)
            if proposal is not None:
                stops += [part for part in (proposal.button, proposal.editor) if part is not None]
        return stops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down by question, left and right by side; a digit chooses."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.go_to(self.here(), SIDES[key == Qt.Key.Key_Right])
        elif event.text() in _KEYS:
            self.choose(self.here(), _KEYS[event.text()])
        else:
            event.ignore()


def is_narrow(width: int) -> bool:
    """Tell whether three columns beside the names would leave too little room for words."""
    return width < themes.current().px(_NARROW)


def _named(name: str) -> QWidget:
    """Return the heading of a column; a system's name may be long."""
    label = ElidedLabel(name, "bodyStrong")
    label.setMaximumWidth(themes.current().px(220))
    return label
