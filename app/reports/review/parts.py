"""What stands on each slide of a review and where: worked out once, for the deck, the PDF and the preview alike."""

from __future__ import annotations

from dataclasses import dataclass

from app.reports.content import Source
from app.reports.layout import Box
from app.reports.review.facts import Chapter
from app.reports.review.told import Chart, Figure
from app.reports.rows import Table


@dataclass(frozen=True)
class TablePart:
    """A table; its height is the sum of its rows."""

    box: Box
    table: Table


@dataclass(frozen=True)
class ChartPart:
    """A chart with its caption above it."""

    box: Box
    chart: Chart


@dataclass(frozen=True)
class CardPart:
    """A number with what it is above and a remark below, each as it fits; `type` is that of the number."""

    box: Box
    figure: Figure
    label: str
    value: str
    remark: tuple[str, ...]
    type: str


@dataclass(frozen=True)
class PointsPart:
    """Lines a person wrote: each point as the lines it takes, in the type `type`."""

    box: Box
    points: tuple[tuple[str, ...], ...]
    type: str


@dataclass(frozen=True)
class SourcePart:
    """Where the figures of a slide come from, in one line."""

    box: Box
    text: str


Part = TablePart | ChartPart | CardPart | PointsPart | SourcePart


@dataclass(frozen=True)
class Slide:
    """One slide. `chapter` is None on the cover; `section` counts the document's sections from 0, -1 on the cover.

    `title` and `subtitle` are as lines. `cut` says that a text was shortened to fit.
    """

    chapter: Chapter | None
    section: int
    kicker: str
    title: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    by: str = ""
    foot: str = ""
    at: int = 1
    of: int = 1
    speaker_notes: str = ""
    sources: tuple[Source, ...] = ()
    cut: bool = False

    @property
    def is_cover(self) -> bool:
        """Tell whether this is the first slide."""
        return self.chapter is None

    @property
    def headline(self) -> str:
        """Return the headline as one line."""
        return joined(self.title)


@dataclass(frozen=True)
class Plan:
    """The slides of a review in order; `title` is what the file calls itself."""

    slides: tuple[Slide, ...]
    title: str
    lang: str

    @property
    def shortened(self) -> tuple[int, ...]:
        """Return the slides, from 1, on which a text was cut."""
        return tuple(slide.at for slide in self.slides if slide.cut)


def joined(lines: tuple[str, ...]) -> str:
    """Return broken lines as one: a space goes back where one broke between Latin words."""
    text = ""
    for line in lines:
        between = " " if text and text[-1].isascii() and line[:1].isascii() else ""
        text += between + line
    return text
