"""A section of a review in words: what stands on its slides, and nothing that a customer may not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.reports.content import Source
from app.reports.review.facts import Attendee, Chapter
from app.reports.review.facts import Span as Days
from app.reports.rows import Cell, Column


@dataclass(frozen=True)
class Statement:
    """A line of a section's table: a cell for each column, and the records it comes from. `key` is that of its fact."""

    key: str
    cells: tuple[Cell, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Figure:
    """A number with what it is, a remark below ("開始時 40 → 目標 20"), and where it comes from in words.

    `exact` is the number as the book has it; `tone` is good, watch, risk or nothing.
    """

    key: str
    label: str
    value: str
    exact: str
    remark: str
    origin: str
    sources: tuple[Source, ...]
    observed_on: date | None = None
    stale: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Mark:
    """A thing that happened, by its place among the chart's categories, and its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Chart:
    """One native chart: `metric` is the series' key, `caption` says what is drawn and in which unit.

    `drawn` is line or columns; `values[s][c]` of series `names[s]` in `categories[c]`, exact decimal text or None.
    The first series is the period, the second, where there is one, what it is compared with.
    """

    metric: str
    caption: str
    drawn: str
    categories: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[str | None, ...], ...]
    marks: tuple[Mark, ...]
    description: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Told:
    """What a section says of itself: a headline, and a table, or a chart with figures, or figures alone.

    `metric` is the series that the headline speaks of, "" where it speaks of none: the chart draws that one.
    `source_line` is printed below: 出典: 利用データ 9/30 時点.
    """

    headline: str
    columns: tuple[Column, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    metric: str = ""
    source_line: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section as it goes out: its name, the headline that stands (edited or not), what is told, lines of one's own.

    `speaker_notes` are written in 発表用 only.
    """

    chapter: Chapter
    name: str
    headline: str
    told: Told
    points: tuple[str, ...] = ()
    speaker_notes: str = ""


@dataclass(frozen=True)
class Document:
    """A review as it goes out, in one language. No field here, nor in what it holds, can carry an internal note.

    `title` stands on the cover where it is about no single account.
    """

    lang: str
    account: str
    period: Days
    period_words: str
    meeting_on: date | None
    data_as_of: date
    currency: str
    presented_by: str
    attendees: tuple[Attendee, ...]
    sections: tuple[Section, ...]
    title: str = ""
