"""How customers began and what came of it: onboardings, time to value, leads, what each has brought so far."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import number, tr, trn
from app.models.database import Session
from app.operations.export_view import Sheet, SheetColumn
from app.operations.money.definitions import definition
from app.operations.money.tables.asked import Asked
from app.operations.money.words import interval_words, per_cent
from app.statistics import Rate


def started(_session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of onboarding, of time to value, of leads and of lifetime value."""
    return (_onboarding(asked), _waits(asked), _leads(asked), _lifetime(asked))


def _onboarding(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics.onboarding
    columns = (SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "State"), width=22))
    kinds = (
        (found.in_time, tr(lang, "in time")), (found.late, tr(lang, "late")),
        (found.abandoned, tr(lang, "abandoned")), (found.failed, tr(lang, "failed")),
        (found.waiting, tr(lang, "under way")),
    )  # fmt: skip
    rows = [(asked.metrics.name(account), words) for accounts, words in kinds for account in accounts]
    return asked.sheet(tr(lang, "Onboarding"), columns, rows, f"{tr(lang, 'Onboarded in time')}: {_rate(found.rate)}")


def _waits(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Days"), "number", 10),
        SheetColumn(tr(lang, "State"), width=22),
    )  # fmt: skip
    reached, never, waits = tr(lang, "reached"), tr(lang, "never reached"), tr(lang, "waiting")
    rows = [
        (found.name(one.subject), one.days, reached if one.reached else never if one.never else waits)
        for one in sorted(found.ttv.waits, key=lambda one: (one.days, one.subject))
    ]
    said = tr(
        lang,
        "Time to value since the contract's start (Kaplan–Meier): {median} at the median, {p90} for nine in ten",
        median=_days(found.ttv.median, lang),
        p90=_days(found.ttv.p90, lang),
    )
    return asked.sheet(tr(lang, "Time to value"), columns, rows, said)


def _leads(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics.leads
    columns = (
        SheetColumn(tr(lang, "Account"), width=30),
        *(
            SheetColumn(words, "date", 14)
            for words in (
                tr(lang, "Submitted on"), tr(lang, "Accepted on"), tr(lang, "Won on"), tr(lang, "Lost on")
            )
        ),
    )  # fmt: skip
    rows = [
        (asked.metrics.name(one.account), one.submitted_on, one.accepted_on, one.won_on, one.lost_on)
        for one in found.submitted
    ]
    said = tr(
        lang, "Accepted of submitted: {accepted}. Won of accepted: {won}.",
        accepted=_rate(found.accepted), won=_rate(found.won),
    )  # fmt: skip
    return asked.sheet(tr(lang, "Leads (CSQL)"), columns, rows, said)


def _lifetime(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics
    columns = (SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "LTV to date"), "number", 22))
    rows = [
        (asked.customer(who), asked.money(amount))
        for who, amount in sorted(found.lifetime.each, key=lambda one: (-one[1], one[0]))
    ]
    said = definition("realised", found, lang).replace("\n", " ")
    return asked.sheet(tr(lang, "Lifetime value"), columns, rows, said)


def _days(days: int | None, lang: str) -> str:
    return tr(lang, "not reached") if days is None else trn(lang, "{n} day", "{n} days", days)


def _rate(rate: Rate) -> str:
    told = f"{per_cent(rate.value)} ({number(rate.n)} / {number(rate.of)})"
    return f"{told}, {interval_words(rate.interval)}" if rate.of else told
