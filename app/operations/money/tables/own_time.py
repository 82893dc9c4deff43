"""My own time: by purpose and segment, and by account, beside what these pay."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.language import name_of, tr
from app.models.database import Session
from app.operations.export_view import Amount, Sheet, SheetColumn
from app.operations.money.own_time import ALL, NONE, OwnTime
from app.operations.money.own_time import own_time as ask
from app.operations.money.tables.asked import Asked, share
from app.revenue.mrr import rounded
from app.vocabulary import Purpose, Segment


def own_time(session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of my time."""
    found = asked.metrics
    told = ask(session, period=found.period, today=asked.today, segment=found.segment)
    return (_matrix(asked, told), _accounts(asked, told))


def _figures(lang: str) -> tuple[SheetColumn, ...]:
    names = (tr(lang, "Minutes"), tr(lang, "Touchpoints"), tr(lang, "Without minutes"))
    return tuple(SheetColumn(name, "number", 14) for name in names)


def _matrix(asked: Asked, told: OwnTime) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Segment"), width=18), SheetColumn(tr(lang, "Purpose"), width=18), *_figures(lang),
        SheetColumn(tr(lang, "Share of my time"), "number", 16), SheetColumn(tr(lang, "ARR"), "number", 18),
        SheetColumn(tr(lang, "Share of ARR"), "number", 16),
    )  # fmt: skip
    rows = [
        (
            _segment(part, lang), _purpose(purpose, lang), _whole(spent.minutes), spent.touchpoints, spent.unmeasured,
            share(told.share(part, purpose)),
            Amount(told.arr(part), told.currency) if purpose == ALL else None,
            share(told.arr_share(part)) if purpose == ALL else None,
        )
        for part in ((*told.segments(), ALL) if told.accounts else ())
        for purpose in (*told.purposes(), ALL)
        for spent in (told.spent(part, purpose),)
    ]  # fmt: skip
    said = tr(lang, "Touchpoints without minutes are counted and not in the minutes.")
    return asked.sheet(tr(lang, "My time"), columns, rows, said)


def _accounts(asked: Asked, told: OwnTime) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Segment"), width=18), *_figures(lang),
        SheetColumn(tr(lang, "ARR"), "number", 18),
    )  # fmt: skip
    rows = [
        (
            one.name, _segment(one.part, lang), _whole(spent.minutes), spent.touchpoints, spent.unmeasured,
            None if one.arr is None else Amount(one.arr, told.currency),
        )
        for one in told.accounts
        for spent in (one.spent(),)
    ]  # fmt: skip
    return asked.sheet(tr(lang, "My time by account"), columns, rows)


def _whole(minutes: Fraction) -> int:
    return rounded(minutes)


def _segment(key: str, lang: str) -> str:
    if key == ALL:
        return tr(lang, "All")
    return tr(lang, "No segment") if key == NONE else name_of(Segment(key), lang)


def _purpose(key: str, lang: str) -> str:
    if key == ALL:
        return tr(lang, "All purposes")
    return tr(lang, "No purpose") if key == NONE else name_of(Purpose(key), lang)
