"""A review as the builder shows it: the page, its slides as they are drawn, what each section rests on, the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.language import _, current, day, keyed, number
from app.models.database import Session
from app.operations.reviews.checks import review_checks
from app.operations.reviews.document import document
from app.operations.reviews.page import review_page
from app.operations.reviews.periods import PeriodChoice, review_periods
from app.operations.reviews.rows import Check, ReviewPage, SectionRow
from app.reports.content import Source
from app.reports.layout import Layout, own_layout
from app.reports.review.drawn import Item
from app.reports.review.facts import Chapter
from app.reports.review.paint import painted
from app.reports.review.parts import Slide
from app.reports.review.slides import plan_review
from app.reports.review.telling.tell import tell
from app.reports.review.told import Told


@dataclass(frozen=True)
class SlidePicture:
    """One slide: the section it belongs to ("" for the cover), what stands on it, and the same in words."""

    section_id: str
    name: str
    items: tuple[Item, ...]
    words: str
    notes: str


@dataclass(frozen=True)
class Ground:
    """One thing a section says and the records it rests on; `key` is that of its fact, "" for what cannot be left out.

    `value` is a figure as printed, "" for a line of a table.
    """

    id: str
    key: str
    value: str
    label: str
    origin: str
    sources: tuple[Source, ...]
    stale: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class Preview:
    """What the builder shows; `grounds` by the id of the section."""

    page: ReviewPage
    layout: Layout
    slides: tuple[SlidePicture, ...]
    grounds: Mapping[str, tuple[Ground, ...]]
    checks: tuple[Check, ...]
    periods: tuple[PeriodChoice, ...]

    def slide_of(self, section_id: str) -> int:
        """Return the first slide of a section, or -1 where it has none."""
        return next((at for at, slide in enumerate(self.slides) if slide.section_id == section_id), -1)


def review_preview(session: Session, review_id: str, *, today: date) -> Preview:
    """Return a review as it stands, drawn on our own layout; raises BansoError where it has gone."""
    page = review_page(session, review_id, today=today)
    shown = [row for row in page.sections if not row.is_hidden and row.headline]
    layout = own_layout()
    plan = plan_review(document(page), layout)
    slides = tuple(_picture(slide, shown, layout) for slide in plan.slides)
    grounds = {row.id: _grounds(page, row) for row in page.sections}
    periods = review_periods(session, page.row.account_id, today=today, lang=current())
    return Preview(page, layout, slides, grounds, review_checks(session, page, plan), periods)


def _picture(slide: Slide, shown: list[SectionRow], layout: Layout) -> SlidePicture:
    row = shown[slide.section] if slide.section >= 0 else None
    said = ". ".join(part for part in (slide.kicker, slide.headline) if part)
    return SlidePicture(
        row.id if row is not None else "", row.name if row is not None else slide.kicker, painted(slide, layout), said,
        slide.speaker_notes,
    )  # fmt: skip


def _grounds(page: ReviewPage, row: SectionRow) -> tuple[Ground, ...]:
    """Return what a section says, what is left out of it among it, with where each comes from."""
    if row.chapter is Chapter.OWN:
        return ()
    told = tell(row.chapter, page.facts, page.row.lang, metric=row.metric) if row.left_out else row.told
    return tuple(_of(told, row))


def _of(told: Told, row: SectionRow) -> Iterable[Ground]:
    if told.chart is not None:
        yield Ground("chart", "", "", told.chart.caption, origin_words(told.chart.sources), told.chart.sources)
    for one in told.figures:
        yield Ground(
            one.key, one.key, one.value, one.label, one.origin or origin_words(one.sources), one.sources, one.stale,
            one.key in row.left_out,
        )  # fmt: skip
    for line in told.statements:
        cells = ["".join(span.text for span in cell).strip() for cell in line.cells]
        yield Ground(
            line.key, line.key, "", " · ".join(cell for cell in cells if cell), origin_words(line.sources),
            line.sources, False, line.key in row.left_out,
        )  # fmt: skip


def origin_words(sources: tuple[Source, ...]) -> str:
    """Return what kind of record something rests on and of which day, and how many more: 約束 2026/6/4 ほか 2件."""
    if not sources:
        return ""
    first = sources[0]
    said = keyed("deck.source", first.kind.value)
    said = f"{said} {day(first.date)}" if first.date is not None else said
    return _("{source} and {n} more", source=said, n=number(len(sources) - 1)) if len(sources) > 1 else said
