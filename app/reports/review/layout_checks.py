"""What is wrong with how a review stands on its slides: text too small to read, text cut or beyond its room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.reports import fit
from app.reports.layout import Layout
from app.reports.review.drawn import Text
from app.reports.review.paint import painted
from app.reports.review.parts import Plan, Slide

LEAST = 12.0
"""Points under which text cannot be read from the other end of a table."""


@dataclass(frozen=True)
class LayoutFault:
    """A text that cannot stay: `kind` is small_text or overflow, `slide` counts from 1, `section` from 0 on."""

    kind: str
    slide: int
    section: int
    size: float


def layout_checks(plan: Plan, layout: Layout) -> tuple[LayoutFault, ...]:
    """Return every text that is too small, was cut, or goes beyond the slide."""
    return tuple(fault for slide in plan.slides for fault in _faults(slide, layout))


def _faults(slide: Slide, layout: Layout) -> Iterator[LayoutFault]:
    beyond = False
    for item in painted(slide, layout):
        if not isinstance(item, Text):
            continue
        if item.size < LEAST:
            yield LayoutFault("small_text", slide.at, slide.section, item.size)
        if _beyond(item, layout):
            beyond = True
            yield LayoutFault("overflow", slide.at, slide.section, item.size)
    if slide.cut and not beyond:
        yield LayoutFault("overflow", slide.at, slide.section, layout.types["title"].size)


def _beyond(item: Text, layout: Layout) -> bool:
    bottom = item.top + len(item.lines) * item.leading / 72
    if bottom > layout.height + 1e-6 or item.top < -1e-6:
        return True
    return any(_wide(item, at) > item.width * 72 + 1e-6 for at in range(len(item.lines)))


def _wide(item: Text, at: int) -> float:
    return sum(fit.width(span.text, span.bold) for span in item.lines[at]) * item.size
