"""What is looked at before presenting: sources, age, whose review it is, what is internal, and what fits the slides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from app.language import day
from app.models.database import Session
from app.operations.reviews.internal import found_in, internal_lines, internal_words, logged_lines
from app.operations.reviews.rows import Check, CheckKind, ReviewPage, SectionRow
from app.reports.layout import own_layout
from app.reports.review.layout_checks import layout_checks
from app.reports.review.parts import Plan
from app.reports.review.told import Told

_US = re.compile(
    r"^\s*(?:弊社|当社|自社|私たち|私ども|我々|わたしたち|わたくしども|わが社|弊チーム|(?:we|our|us)\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SHOWN = 40


def review_checks(session: Session, page: ReviewPage, plan: Plan) -> tuple[Check, ...]:
    """Return what is to be put right on a review and, of each kind where nothing is, that all is well.

    `plan` is how its sections that are shown stand on slides.
    """
    found = [*content_checks(session, page), *_on_slides(page, plan)]
    bad = {one.kind for one in found}
    return (*found, *(Check(kind, True) for kind in CheckKind if kind not in bad))


def leaks(session: Session, page: ReviewPage) -> tuple[Check, ...]:
    """Return where a note of ours, word by word, was written into what goes out: nobody means that."""
    lines = internal_lines(session, page.row.account_id) | logged_lines(session, page.row.account_id)
    return tuple(
        _wrong(CheckKind.INTERNAL_WORDS, row, words=_short(one))
        for row in page.sections
        if not row.is_hidden
        for one in found_in(_typed(replace(row, speaker_notes="")), lines)
    )


def content_checks(session: Session, page: ReviewPage) -> list[Check]:
    """Return what is to be put right in what a review says."""
    notes = internal_lines(session, page.row.account_id)
    logged = logged_lines(session, page.row.account_id)
    found: list[Check] = []
    for row in page.sections:
        if row.is_hidden:
            continue
        found += [_wrong(CheckKind.UNSOURCED, row, what=what) for what in _unsourced(row)]
        found += [_wrong(CheckKind.STALE, row, what=what, on=on) for what, on in _stale(row, page)]
        if _US.match(row.headline):
            found.append(_wrong(CheckKind.ABOUT_US, row, words=row.headline))
        typed, whole = _typed(row), "\n".join((_typed(row), _told(row.told)))
        words = (*internal_words(whole), *found_in(whole, notes), *found_in(typed, logged - notes))
        found += [_wrong(CheckKind.INTERNAL_WORDS, row, words=_short(one)) for one in dict.fromkeys(words)]
    return found


def _wrong(kind: CheckKind, row: SectionRow, **params: str) -> Check:
    return Check(kind, False, row.id, row.chapter, row.name, params)


def _short(said: str) -> str:
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"


def _typed(row: SectionRow) -> str:
    """Return what a person wrote in a section that goes out."""
    own = row.headline if row.headline_is_own else ""
    title = row.name if row.chapter == "own" else ""
    return "\n".join(part for part in (title, own, *row.points, row.speaker_notes) if part)


def _told(told: Told) -> str:
    cells = ["".join(span.text for span in cell) for one in told.statements for cell in one.cells]
    figures = [part for one in told.figures for part in (one.label, one.value, one.remark, one.origin)]
    chart = told.chart
    drawn = [chart.caption, chart.description, *(mark.words for mark in chart.marks)] if chart is not None else []
    return "\n".join((told.headline, *cells, *figures, *drawn, told.source_line))


def _unsourced(row: SectionRow) -> Iterator[str]:
    """Yield what is said without a record behind it: told figures, and numbers that a person wrote by hand."""
    told = row.told
    yield from (one.label for one in told.figures if not one.sources)
    if told.chart is not None and not told.chart.sources:
        yield told.chart.caption
    yield from ("".join(span.text for span in one.cells[0]) for one in told.statements if not one.sources and one.cells)
    written = "\n".join((row.headline if row.headline_is_own else "", *row.points))
    known = {*_numbers(_told(told)), *_numbers(" ".join(one.exact for one in told.figures))}
    known |= {*_charted(told)}
    yield from dict.fromkeys(said for said, value in _read(written) if value not in known)


def _read(said: str) -> Iterator[tuple[str, Decimal]]:
    for found in _NUMBER.finditer(unicodedata.normalize("NFKC", said)):
        try:
            yield found.group(), Decimal(found.group().replace(",", "")).normalize()
        except InvalidOperation:
            continue


def _numbers(said: str) -> Iterator[Decimal]:
    return (value for _said, value in _read(said))


def _charted(told: Told) -> Iterator[Decimal]:
    values = told.chart.values if told.chart is not None else ()
    return (Decimal(one).normalize() for line in values for one in line if one is not None)


def _stale(row: SectionRow, page: ReviewPage) -> Iterator[tuple[str, str]]:
    """Yield what is older than it may be, in the words of the section, with the day it is of."""
    told = {one.key: one.label for one in row.told.figures}
    told |= {one.key: "".join(span.text for span in one.cells[0]) for one in row.told.statements if one.cells}
    seen: set[tuple[str, str]] = set()
    for fact in page.facts.chapter(row.chapter).facts:
        if fact.key in row.left_out or not fact.is_stale(page.today) or fact.observed_on is None:
            continue
        source = fact.sources[0].label if fact.sources else ""
        one = (_short(told.get(fact.key) or source or row.name), day(fact.observed_on))
        if one not in seen:
            seen.add(one)
            yield one


def _on_slides(page: ReviewPage, plan: Plan) -> Sequence[Check]:
    """Return which slides hold a text that is too small to read, or that had to be cut to fit."""
    shown = [row for row in page.sections if not row.is_hidden and row.headline]
    found: dict[tuple[str, int], Check] = {}
    for fault in layout_checks(plan, own_layout()):
        kind, params = CheckKind(fault.kind), {"slide": str(fault.slide)}
        if kind is CheckKind.SMALL_TEXT:
            params["size"] = f"{fault.size:g}"
        own = _wrong(kind, shown[fault.section], **params) if fault.section >= 0 else Check(kind, False, params=params)
        found.setdefault((fault.kind, fault.slide), own)
    return list(found.values())
