"""The sentences of a review deck in its own language, said from the customer's side."""

from __future__ import annotations

from datetime import date

from app.language import day, keyed, number, tr, trn
from app.reports.content import Activity, Part, PersonLine, PromiseItem, Renewal, ReviewContent, Section, Source
from app.vocabulary import Side, TouchpointKind

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def section_name(section: Section, lang: str) -> str:
    """Return what a chapter is called: 前回のお約束と結果, Promises and results."""
    return keyed("deck.section", section.value, lang)


def honoured(name: str, lang: str) -> str:
    """Return a person's or a company's name with 様 in Japanese, once: 佐藤様, Acme Robotics 様."""
    if lang != "ja" or not name or name.endswith("様"):
        return name
    bare = name.removesuffix("さん").removesuffix("氏") if len(name) > 2 else name
    return f"{bare} 様" if bare[-1:].isascii() else f"{bare}様"


def person_name(person: PersonLine, lang: str) -> str:
    """Return how a person is printed in exports: 課長 佐藤様, Sato, Manager."""
    name = honoured(person.name, lang)
    if not person.title:
        return name
    return f"{person.title} {name}" if lang == "ja" else f"{name}, {person.title}"


def owner_name(side: Side | None, owner: str, account: str, lang: str) -> str:
    """Return who owes something: the named person, else the company or "we"."""
    if side is Side.CUSTOMER:
        return honoured(owner or account, lang)
    if side is None:
        return owner
    return owner or tr(lang, "Our team")


def month_name(month: date, months: tuple[date, ...], lang: str) -> str:
    """Return a month under a column: 7月, Jul; with the year at the first one and where the year begins."""
    several = len({m.year for m in months}) > 1
    if lang == "ja":
        return f"{month.year}年{month.month}月" if several else f"{month.month}月"
    name = _MONTHS[month.month - 1]
    return f"{name} {month.year}" if several else name


def duration(minutes: int, lang: str) -> str:
    """Return minutes as people say them: 8時間20分, 8 h 20 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return tr(lang, "{minutes} min", minutes=rest)
    if not rest:
        return tr(lang, "{hours} h", hours=number(hours))
    return tr(lang, "{hours} h {minutes} min", hours=number(hours), minutes=rest)


def data_line(content: ReviewContent) -> str:
    """Return the footer: データは 2026/11/21 時点."""
    return tr(content.lang, "Data as of {date}", date=day(content.data_as_of, content.lang))


def deck_title(content: ReviewContent) -> str:
    """Return what the file calls itself."""
    review = section_name(Section.COVER, content.lang)
    return f"{honoured(content.account, content.lang)} {review} {content.period.label}"


def agreed_headline(content: ReviewContent) -> str:
    """Return how much both sides settled together."""
    return trn(content.lang, "We settled one thing together", "We settled {n} things together", len(content.agreed))


def activity_headline(content: ReviewContent) -> str:
    """Return how often we met, against the period before where that is known: the metric of the chart."""
    activity, lang = content.activity, content.lang
    when = _months_said(content)
    seen = [k for k, row in zip(activity.kinds, activity.counts, strict=True) if sum(row)]
    if all(kind.two_way for kind in seen):
        said = trn(lang, "We talked once in {when}", "We talked {n} times in {when}", activity.total, when=when)
    else:
        said = trn(
            lang, "We were in touch once in {when}", "We were in touch {n} times in {when}", activity.total, when=when
        )
    return said if activity.previous_total is None else said + before(content)


def before(content: ReviewContent) -> str:
    """Return the comparison in brackets: （前四半期 9回）, (9 in the quarter before)."""
    activity, lang = content.activity, content.lang
    count = number(activity.previous_total or 0)
    if is_quarter(content):
        return tr(lang, " ({count} in the quarter before)", count=count)
    return tr(lang, " ({count} in the period before)", count=count)


def is_quarter(content: ReviewContent) -> bool:
    """Tell whether the period is three whole months."""
    start, end = content.period.start, content.period.end
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return start.day == 1 and months == 3 and (date.fromordinal(end.toordinal() + 1)).day == 1


def _months_said(content: ReviewContent) -> str:
    start, end, lang = content.period.start, content.period.end, content.lang
    whole = start.day == 1 and date.fromordinal(end.toordinal() + 1).day == 1
    if not whole or start.year != end.year:
        return content.period.label
    if lang == "ja":
        return f"{start.month}月" if start.month == end.month else f"{start.month}–{end.month}月"
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    return f"{first} {start.year}" if first == last else f"{first}–{last} {end.year}"


def promises_headline(content: ReviewContent, brief: bool = False) -> str:
    """Return how many promises were kept and how many are still open; `brief` leaves room for (2/15)."""
    kept = sum(p.done_on is not None for p in content.promises)
    of = len(content.promises)
    if kept == of:
        return trn(content.lang, "The one promise made is kept", "All {n} promises are kept", of)
    if not kept:
        return trn(content.lang, "One promise is under way", "{n} promises are under way", of)
    if brief:
        return trn(content.lang, "One of {of} promises is kept", "{n} of {of} promises are kept", kept, of=number(of))
    params = {"of": number(of), "open": number(of - kept)}
    return trn(
        content.lang,
        "One of {of} promises is kept, {open} under way",
        "{n} of {of} promises are kept, {open} under way",
        kept,
        **params,
    )


def promise_state(promise: PromiseItem, content: ReviewContent) -> tuple[str, str]:
    """Return (words, tone) of where a promise stands on the data date."""
    if promise.done_on is not None:
        return tr(content.lang, "Kept {date}", date=near_day(promise.done_on, content)), "goodText"
    if promise.due is not None and promise.due < content.data_as_of:
        return tr(content.lang, "Past its date"), "watchText"
    return tr(content.lang, "Under way"), "text2"


def near_day(value: date, content: ReviewContent) -> str:
    """Return a day without its year where that is the year of the data: 9/12, 12 Sep."""
    if value.year != content.data_as_of.year:
        return day(value, content.lang)
    if content.lang == "ja":
        return f"{value.month}/{value.day}"
    return f"{value.day} {_MONTHS[value.month - 1]}"


def people_headline(content: ReviewContent) -> str:
    """Return how many people of the customer carry this."""
    n = len(content.people)
    return trn(content.lang, "One person of yours works on this with us", "{n} of your people work on this with us", n)


def renewal_headline(renewal: Renewal, content: ReviewContent) -> str:
    """Return the date that counts: the notice deadline while it lies ahead, else the end of the contract."""
    lang, today = content.lang, content.data_as_of
    end = day(renewal.end, lang)
    if renewal.end < today:
        return tr(lang, "The contract ended on {date}", date=end)
    notice = renewal.notice_deadline
    if notice is None:
        return tr(lang, "The contract runs until {date}", date=end)
    if notice < today:
        return tr(lang, "Notice was possible until {notice}", notice=day(notice, lang))
    left = days_left(notice, content)
    return tr(lang, "Notice is due by {notice} ({left})", notice=day(notice, lang), left=left)


def days_left(until: date, content: ReviewContent) -> str:
    """Return how far a day lies ahead of the data date: あと68日, 68 days left."""
    left = (until - content.data_as_of).days
    if left < 0:
        return trn(content.lang, "one day ago", "{n} days ago", -left)
    return trn(content.lang, "one day left", "{n} days left", left)


def next_headline(content: ReviewContent) -> str:
    """Return what comes next."""
    return trn(content.lang, "One thing comes next", "{n} things come next", len(content.next_steps))


def kind_name(kind: TouchpointKind, lang: str) -> str:
    """Return a kind of touchpoint as the customer reads it."""
    return keyed("word.TouchpointKind", kind.value, lang)


def source_line(source: Source, lang: str) -> str:
    """Return a source as speaker notes list it: what, when, label, id."""
    kind = keyed("deck.source", source.kind.value, lang)
    when = f"{day(source.date, lang)} " if source.date else ""
    return f"{kind} {when}{source.label} [{source.id}]"


def busiest(activity: Activity) -> tuple[TouchpointKind, int]:
    """Return the commonest kind and its count; of equals the first."""
    totals = [sum(row) for row in activity.counts]
    most = max(totals)
    return activity.kinds[totals.index(most)], most


def part_name(part: Part | None, lang: str) -> str:
    """Return the part a person takes: 推進のご担当, Leads the work."""
    return keyed("deck.part", part.value, lang) if part else ""
