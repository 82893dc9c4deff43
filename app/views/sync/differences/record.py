"""What is asked about one record, and what was answered so far. Nothing here is shown or written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.operations.syncing.rows import Difference

Choice = Literal["mine", "theirs", "both"] | tuple[Literal["text"], str]
Key = tuple[int, str, str]
"""The connection, the kind of record and the record here."""

WHOLE = "*"


@dataclass(frozen=True)
class Question:
    """One thing to choose: a field, some that go together such as an amount and its currency, or the whole record."""

    rows: tuple[Difference, ...]

    @property
    def id(self) -> int:
        """Return what it is known by while it is open."""
        return self.rows[0].id

    @property
    def kind(self) -> str:
        """Return why it is asked."""
        return self.rows[0].kind

    @property
    def is_whole(self) -> bool:
        """Tell whether it is about the record and not about a field."""
        return self.rows[0].field == WHOLE

    @property
    def both(self) -> str | None:
        """Return what loses neither side, where there is such a thing."""
        return self.rows[0].both if len(self.rows) == 1 else None

    def said(self) -> tuple[tuple[str | None, str | None, str | None], ...]:
        """Return what the sides say: once that is something else, an answer no longer holds."""
        return tuple((row.base, row.mine, row.theirs) for row in self.rows)


@dataclass(frozen=True)
class Record:
    """One record with the questions about it."""

    key: Key
    questions: tuple[Question, ...]

    @property
    def first(self) -> Difference:
        """Return the row that tells what record it is."""
        return self.questions[0].rows[0]

    @property
    def system(self) -> str:
        """Return the name of the other side."""
        return self.first.system


def records(rows: Iterable[Difference]) -> list[Record]:
    """Return the open questions by record, in the order they come."""
    found: dict[Key, list[Difference]] = {}
    for row in rows:
        found.setdefault((row.connection_id, row.entity, row.local_id), []).append(row)
    return [Record(key, _questions(some)) for key, some in found.items()]


def _questions(rows: list[Difference]) -> tuple[Question, ...]:
    grouped: dict[str, list[Difference]] = {}
    for row in rows:
        grouped.setdefault((row.group and f"{row.group}\0{row.kind}") or f"\0{row.id}", []).append(row)
    return tuple(Question(tuple(some)) for some in grouped.values())


@dataclass
class Answers:
    """What was chosen so far, by question; nothing is kept anywhere until it is saved."""

    _chosen: dict[int, Choice] = field(default_factory=dict)
    _said: dict[int, object] = field(default_factory=dict)

    def choose(self, question: Question, choice: Choice) -> None:
        """Choose for one question."""
        self._chosen[question.id] = choice
        self._said[question.id] = question.said()

    def of(self, question: Question) -> Choice | None:
        """Return what was chosen; nothing where the sides have said something else since."""
        if self._said.get(question.id) != question.said():
            return None
        return self._chosen.get(question.id)

    def count(self, record: Record) -> int:
        """Return how many questions of a record are answered."""
        return sum(self.of(question) is not None for question in record.questions)

    def is_complete(self, record: Record) -> bool:
        """Tell whether everything about a record is answered."""
        return self.count(record) == len(record.questions)

    def choices(self, record: Record) -> Mapping[int, Choice]:
        """Return the answers by difference, as they are settled."""
        answered = ((question, self.of(question)) for question in record.questions)
        return {row.id: choice for question, choice in answered if choice is not None for row in question.rows}


def outcome(question: Question, choice: Choice | None) -> str | None:
    """Return the value a field will have, for people; "" is an empty one, None where nothing was chosen."""
    if choice is None:
        return None
    if isinstance(choice, tuple):
        return choice[1]
    if choice == "both":
        return question.both or ""
    return side(question, choice)


def side(question: Question, name: Literal["base", "mine", "theirs"]) -> str:
    """Return what one side says, for people; what goes together in one line."""
    return " ".join(value for row in question.rows if (value := getattr(row, name)))
