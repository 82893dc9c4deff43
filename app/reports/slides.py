"""What each slide of a review holds, worked out before anything is drawn: texts that fit, rows split over slides."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import day, keyed, money, number, tr, trn
from app.reports import fit, words
from app.reports.content import Activity, NextStep, PromiseItem, Renewal, ReviewContent, Section, Source
from app.reports.layout import Layout
from app.reports.rows import Column, Span, Table, table_pages
from app.vocabulary import Side

TITLE_LINES = 2
"""A headline longer than this many lines ends in an ellipsis."""


@dataclass(frozen=True)
class Chart:
    """A native column chart: `values[s][c]` of series `names[s]` in `categories[c]`, and its description."""

    categories: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    description: str


@dataclass(frozen=True)
class Figure:
    """A number that stands alone: what it is, the number, a remark."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True)
class Mark:
    """A point on the way to renewal: where between the data date (0) and the end (1), and its words."""

    at: float
    label: str
    day: str
    strong: bool = False


@dataclass(frozen=True)
class Slide:
    """One slide: its chapter, headline and what stands below; exactly as the deck and a preview draw it."""

    section: Section
    kicker: str
    title: str
    table: Table | None = None
    chart: Chart | None = None
    figures: tuple[Figure, ...] = ()
    marks: tuple[Mark, ...] = ()
    remark: str = ""
    subtitle: str = ""
    by: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The slides of a deck in order, the chapters left out, and the slides (from 1) whose texts were cut."""

    slides: tuple[Slide, ...]
    left_out: tuple[Section, ...]
    shortened: tuple[int, ...]


def plan_review(content: ReviewContent, layout: Layout) -> Plan:
    """Return the slides of a review; a chapter with nothing in it is left out."""
    chapters = {
        Section.AGREED: _agreed(content, layout) if content.agreed else [],
        Section.ACTIVITY: [_activity(content)] if content.activity.total else [],
        Section.PROMISES: _promises(content, layout) if content.promises else [],
        Section.PEOPLE: _people(content, layout) if content.people else [],
        Section.RENEWAL: [_renewal(content.renewal, content)] if content.renewal else [],
        Section.NEXT: _next(content, layout) if content.next_steps else [],
    }
    planned = [_cover(content), *(slide for slides in chapters.values() for slide in slides)]
    fitted = [_fitted(slide, layout) for slide in planned]
    shortened = [at for at, (slide, cut) in enumerate(fitted, 1) if cut or (slide.table and slide.table.shortened)]
    left_out = tuple(section for section, slides in chapters.items() if not slides)
    return Plan(tuple(slide for slide, _ in fitted), left_out, tuple(shortened))


def _fitted(slide: Slide, layout: Layout) -> tuple[Slide, bool]:
    """Return the slide with a headline that fits, and whether it was cut."""
    from dataclasses import replace

    cover = slide.section is Section.COVER
    box, type_ = layout.boxes["cover_title" if cover else "title"], layout.types["cover" if cover else "title"]
    title = fit.elided(fit.plain(slide.title), box.width * 72, type_.size, TITLE_LINES, bold=True)
    under, under_type = layout.boxes["cover_subtitle"], layout.types["subtitle"]
    subtitle = fit.elided(fit.plain(slide.subtitle), under.width * 72, under_type.size, 1)
    by = fit.elided(fit.plain(slide.by), layout.boxes["cover_by"].width * 72, layout.types["body"].size, 1)
    cut = (title, subtitle, by) != (fit.plain(slide.title), fit.plain(slide.subtitle), fit.plain(slide.by))
    return replace(slide, title=title, subtitle=subtitle, by=by), cut


def _cover(content: ReviewContent) -> Slide:
    return Slide(
        Section.COVER,
        words.section_name(Section.COVER, content.lang),
        words.honoured(content.account, content.lang),
        subtitle=content.period.label,
        by=content.presented_by,
        sources=content.sources,
    )


def _tables(
    content: ReviewContent, section: Section, title: str, pages: list[tuple[Table, list[Source]]]
) -> list[Slide]:
    kicker = words.section_name(section, content.lang)
    found = []
    for at, (table, sources) in enumerate(pages, 1):
        page = tr(content.lang, " ({page}/{pages})", page=at, pages=len(pages)) if len(pages) > 1 else ""
        found.append(Slide(section, kicker, title + page, table=table, sources=tuple(sources)))
    return found


def _agreed(content: ReviewContent, layout: Layout) -> list[Slide]:
    lang = content.lang
    columns = (
        Column("", 0.5),
        Column(tr(lang, "What was agreed"), 7.2),
        Column(tr(lang, "Agreed with"), 2.1),
        Column(keyed("deck.word", "on", lang), 1.8),
    )
    rows = [
        (
            (
                (Span(number(at), "accentText", True),),
                (Span(item.text),),
                (Span(words.honoured(item.by, lang), "text2"),),
                (Span(day(item.on, lang) if item.on else "", "text2"),),
            ),
            item.sources,
        )
        for at, item in enumerate(content.agreed, 1)
    ]
    title = words.agreed_headline(content)
    return _tables(content, Section.AGREED, title, table_pages(columns, rows, layout, title, lang))


def _activity(content: ReviewContent) -> Slide:
    lang, activity = content.lang, content.activity
    seen = [(k, row) for k, row in zip(activity.kinds, activity.counts, strict=True) if sum(row)]
    months = tuple(words.month_name(m, activity.months, lang) for m in activity.months)
    totals = [sum(row[at] for row in activity.counts) for at in range(len(months))]
    each = ("、" if lang == "ja" else ", ").join(f"{m} {number(n)}" for m, n in zip(months, totals, strict=True))
    title = words.activity_headline(content)
    chart = Chart(
        months,
        tuple(words.kind_name(kind, lang) for kind, _ in seen),
        tuple(row for _, row in seen),
        tr(lang, "Column chart by month and kind. {title}. By month: {each}", title=title, each=each),
    )
    return Slide(
        Section.ACTIVITY,
        words.section_name(Section.ACTIVITY, lang),
        title,
        chart=chart,
        figures=_activity_figures(content, activity),
        remark=tr(lang, "Source: our record of touchpoints in the period"),
        sources=activity.sources,
    )


def _activity_figures(content: ReviewContent, activity: Activity) -> tuple[Figure, ...]:
    lang = content.lang
    compared = ""
    if activity.previous_total is not None:
        count = number(activity.previous_total)
        if words.is_quarter(content):
            compared = tr(lang, "{count} in the quarter before", count=count)
        else:
            compared = tr(lang, "{count} in the period before", count=count)
    found = [Figure(tr(lang, "Times in touch"), trn(lang, "once", "{n} times", activity.total), compared)]
    if activity.minutes:
        spent = words.duration(activity.minutes, lang)
        found.append(Figure(tr(lang, "Time spent together"), spent, tr(lang, "as far as recorded")))
    kind, most = words.busiest(activity)
    often = trn(lang, "once", "{n} times", most)
    found.append(Figure(tr(lang, "Most often by"), words.kind_name(kind, lang), often))
    return tuple(found)


def _owner(side: Side | None, owner: str, content: ReviewContent) -> tuple[Span, ...]:
    """Return who owes it, with the customer's square or our circle before the name."""
    name = words.owner_name(side, owner, content.account, content.lang)
    if side is None:
        return (Span(name),)
    sign = Span("■ ", "customer") if side is Side.CUSTOMER else Span("● ", "vendor")
    return (sign, Span(name))


def _in_order(promise: PromiseItem) -> tuple[bool, bool, str]:
    moment = promise.done_on or promise.due
    return promise.done_on is None, moment is None, moment.isoformat() if moment else ""


def _promises(content: ReviewContent, layout: Layout) -> list[Slide]:
    lang = content.lang
    columns = (
        Column(keyed("deck.word", "state", lang), 1.9),
        Column(tr(lang, "What was promised"), 5.5),
        Column(keyed("deck.word", "owed_by", lang), 2.4),
        Column(keyed("deck.word", "due", lang), 1.8),
    )
    rows = []
    for promise in sorted(content.promises, key=_in_order):
        state, tone = words.promise_state(promise, content)
        due = day(promise.due, lang) if promise.due else keyed("deck.word", "no_date", lang)
        cells = (
            (Span(state, tone, True),),
            (Span(promise.text),),
            _owner(promise.side, promise.owner, content),
            (Span(due, "text2"),),
        )
        rows.append((cells, promise.sources))
    title = words.promises_headline(content)
    pages = table_pages(columns, rows, layout, title, lang)
    title = words.promises_headline(content, brief=len(pages) > 1)
    return _tables(content, Section.PROMISES, title, pages)


def _people(content: ReviewContent, layout: Layout) -> list[Slide]:
    lang = content.lang
    columns = (
        Column(keyed("deck.word", "name", lang), 4.0),
        Column(keyed("deck.word", "department", lang), 3.1),
        Column(tr(lang, "Part in this work"), 2.7),
        Column(keyed("deck.word", "since", lang), 1.8),
    )
    rows = [
        (
            (
                (Span(words.person_name(person, lang), "text", True),),
                (Span(person.department),),
                (Span(words.part_name(person.part, lang)),),
                (Span(day(person.since, lang) if person.since else "", "text2"),),
            ),
            person.sources,
        )
        for person in content.people
    ]
    title = words.people_headline(content)
    return _tables(content, Section.PEOPLE, title, table_pages(columns, rows, layout, title, lang))


def _renewal(renewal: Renewal, content: ReviewContent) -> Slide:
    lang, notice = content.lang, renewal.notice_deadline
    figures = []
    if notice is not None:
        figures.append(Figure(tr(lang, "Notice due by"), day(notice, lang), words.days_left(notice, content)))
    figures.append(Figure(tr(lang, "Contract ends"), day(renewal.end, lang), words.days_left(renewal.end, content)))
    if renewal.yearly_amount is not None:
        amount = money(renewal.yearly_amount, content.currency, lang)
        figures.append(Figure(tr(lang, "Fee a year"), amount, tr(lang, "tax excluded")))
    remarks = []
    if renewal.auto_renew is not None:
        remarks.append(
            tr(lang, "Without notice the contract renews by itself.")
            if renewal.auto_renew
            else tr(lang, "The contract ends unless it is renewed.")
        )
    if renewal.estimated:
        remarks.append(tr(lang, "The notice date is an estimate; the contract's wording decides."))
    return Slide(
        Section.RENEWAL,
        words.section_name(Section.RENEWAL, lang),
        words.renewal_headline(renewal, content),
        figures=tuple(figures),
        marks=_marks(renewal, content),
        remark=" ".join(remarks) if lang == "en" else "".join(remarks),
        sources=renewal.sources,
    )


def _marks(renewal: Renewal, content: ReviewContent) -> tuple[Mark, ...]:
    lang, today, notice = content.lang, content.data_as_of, renewal.notice_deadline
    span = (renewal.end - today).days
    if span <= 0:
        return ()
    marks = [Mark(0.0, tr(lang, "Data date"), day(today, lang))]
    if notice is not None and today <= notice <= renewal.end:
        marks.append(Mark((notice - today).days / span, tr(lang, "Notice due by"), day(notice, lang), True))
    return (*marks, Mark(1.0, tr(lang, "Contract ends"), day(renewal.end, lang)))


def _next(content: ReviewContent, layout: Layout) -> list[Slide]:
    lang = content.lang
    columns = (
        Column(keyed("deck.word", "when", lang), 2.2),
        Column(tr(lang, "What comes next"), 6.8),
        Column(keyed("deck.word", "owed_by", lang), 2.6),
    )
    rows = []
    for step in sorted(content.next_steps, key=_soonest):
        when = day(step.on, lang) if step.on else tr(lang, "Date open")
        kind = words.kind_name(step.planned, lang) if step.planned else ""
        what = tr(lang, "{kind}: {what}", kind=kind, what=step.text) if kind and step.text else step.text or kind
        who = (
            _owner(step.side, step.owner, content)
            if step.side or step.owner
            else (Span(keyed("deck.word", "both", lang)),)
        )
        rows.append((((Span(when, "accentText", True),), (Span(what),), who), step.sources))
    title = words.next_headline(content)
    return _tables(content, Section.NEXT, title, table_pages(columns, rows, layout, title, lang))


def _soonest(step: NextStep) -> tuple[bool, str]:
    return step.on is None, step.on.isoformat() if step.on else ""
