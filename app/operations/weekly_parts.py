"""The weekly report as parts of lines, for a mail or a note: for our own house, not for a customer."""

from __future__ import annotations

from app.language import keyed, money, name_of, number, period, short_day, tr, trn
from app.operations.health.movement import Driver
from app.operations.money.calls import CallRow, MovedCall
from app.operations.sheet_words import comma, joined, near_day
from app.operations.weekly import BandChange, Help, Met, Weekly
from app.reports.sheet import Line, Part, Sheet
from app.reports.words import duration


def weekly_document(report: Weekly, *, lang: str) -> Sheet:
    """Return the report in a language; `plain()` of it is what goes into a mail."""
    return Sheet(
        lang=lang,
        title=tr(lang, "Weekly report"),
        subtitle=period(report.start, report.end, lang),
        banner=tr(lang, "For us only · not for the customer"),
        facts=(),
        parts=(
            Part(
                "bands", tr(lang, "Changes of band"), tuple(_band(one, lang) for one in report.bands),
                tr(lang, "Nobody changed band."),
            ),
            Part(
                "calls", tr(lang, "Forecasts that moved"), _calls(report, lang), tr(lang, "No forecast moved."),
            ),
            Part(
                "help", tr(lang, "Help needed"), tuple(_help(one, report, lang) for one in report.help),
                tr(lang, "Nothing waits for a colleague."),
            ),
            Part(
                "touches", tr(lang, "In touch"), _touches(report, lang), tr(lang, "No touchpoint was recorded."),
            ),
        ),
        foot=tr(lang, "Banso · as of {day}", day=near_day(report.end, report.end, lang)),
    )  # fmt: skip


def _band(one: BandChange, lang: str) -> Line:
    before, now = (f"{name_of(band, lang)} {_score(value)}".strip() for band, value in (
        (one.before, one.score_before), (one.now, one.score),
    ))  # fmt: skip
    causes = comma(lang).join(_driver(driver, lang) for driver in one.drivers)
    return Line(f"{one.account}: {before} → {now}", causes)


def _score(value: int | None) -> str:
    return "" if value is None else number(value)


def _driver(one: Driver, lang: str) -> str:
    names = dict(one.names)
    name = names.get(lang) or next(iter(names.values()), "")
    sign = "+" if one.effect > 0 else "\u2212"
    return f"{keyed('portfolio.cause', str(one.cause), lang, name=name)} {sign}{number(abs(one.effect), 1)}"


def _calls(report: Weekly, lang: str) -> tuple[Line, ...]:
    found = []
    for moved in report.calls:
        now = moved.now
        words = comma(lang).join(_moves(moved, lang))
        found.append(Line(f"{now.account}: {words}", joined(short_day(now.called_on, lang), now.reason)))
    return tuple(found)


def _moves(moved: MovedCall, lang: str) -> tuple[str, ...]:
    """Return what is expected otherwise; the best and the worst only where the commitment stayed."""
    now, was = moved.now, moved.before
    committed = tr(
        lang, "{before} → {now} a month", before=tr(lang, "not called yet"), now=_money(now, "committed", lang)
    )
    if was is None:
        return (committed,)
    parts = [one for one in ("committed", "best", "worst") if getattr(was, one) != getattr(now, one)]
    names = {"committed": "", "best": tr(lang, "at best"), "worst": tr(lang, "at worst")}
    said = []
    for part in parts[:1] if parts[0] == "committed" else parts:
        words = tr(lang, "{before} → {now} a month", before=_money(was, part, lang), now=_money(now, part, lang))
        said.append(" ".join(word for word in (names[part], words) if word))
    return tuple(said)


def _money(call: CallRow, part: str, lang: str) -> str:
    return money(getattr(call, part), call.currency, lang)


def _help(one: Help, report: Weekly, lang: str) -> Line:
    due = near_day(one.due, report.end, lang) if one.due else ""
    late = tr(lang, "overdue") if one.due and one.due < report.end else ""
    return Line(f"{one.account}: {one.text}", joined(one.who, due, late), "late" if late else "")


def _touches(report: Weekly, lang: str) -> tuple[Line, ...]:
    if not report.met:
        return ()
    kinds = [f"{name_of(kind, lang)} {number(n)}" for kind, n in report.by_kind.items()]
    accounts = trn(lang, "{n} account", "{n} accounts", len(report.met))
    spent = duration(report.minutes, lang) if report.minutes else ""
    total = Line(joined(accounts, comma(lang).join(kinds), spent))
    return (total, *(_met(one, lang) for one in report.met))


def _met(one: Met, lang: str) -> Line:
    return Line(
        one.account, comma(lang).join(f"{name_of(kind, lang)} {short_day(on, lang)}" for kind, on in one.touches)
    )
