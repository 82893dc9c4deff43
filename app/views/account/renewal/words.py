"""What the card of a renewal says: its clock, its calls, how it was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.language import _, day, keyed, money, name_of, number
from app.operations.churn_words import reason_words, seen_words
from app.operations.money.calls import CallRow
from app.operations.money.outcomes import PAIRS, Decision, effective_on
from app.operations.money.renewal_card import Renewal, Stands
from app.views.account.words import near_day
from app.vocabulary import Outcome

DOT = " · "
_NEAR = 30


def clock(one: Renewal, today: date) -> tuple[str, str]:
    """Return how long there is until notice, and the tone to say it in."""
    ends = near_day(one.end, today)
    if one.stands is Stands.ENDED:
        return _("Ended {end}", end=day(one.end)), "text2"
    if one.stands is Stands.LATE:
        late = number((today - one.end).days)
        words = _(
            "Renewal late: ended {end}, {n} d ago · grace until {until}",
            end=ends,
            n=late,
            until=near_day(one.until, today),
        )
        return words, "risk_text"
    left = (one.notice_on - today).days
    notice = near_day(one.notice_on, today)
    if left > 0:
        words = _(
            "Notice {notice} ({left}) · ends {end}", notice=notice, left=_("{n} d left", n=number(left)), end=ends
        )
        return words, "risk_text" if left <= _NEAR and not is_safe(one) else ""
    rest = _("{n} d past", n=number(-left)) if left else _("today")
    words = _("Notice {notice} ({left}) · ends {end}", notice=notice, left=rest, end=ends)
    return words, "text2" if is_safe(one) else "watch_text" if left else "risk_text"


def is_safe(one: Renewal) -> bool:
    """Tell whether nothing presses: it was decided or confirmed, or what comes after is signed."""
    return one.followed or one.confirmed or one.decision.outcome is not None


def how(one: Renewal) -> str:
    """Return how it renews, and that its notice date is only assumed."""
    parts = []
    if one.stands is Stands.RUNNING:
        by_itself = one.contract.auto_renew
        parts.append(_("Renews by itself unless notice is given") if by_itself else _("Ends unless it is renewed"))
        if one.followed:
            parts.append(_("what comes after is signed"))
        if one.estimated:
            parts.append(_("notice date assumed: one month"))
        if one.contract.intent_on is not None and not one.confirmed:
            parts.append(_("intent was confirmed for an earlier term"))
    return DOT.join(parts)


def contract(one: Renewal, today: date) -> str:
    """Return what tells a contract from the others of its account."""
    named = one.number or keyed("today.join", "comma").join(one.products)
    ends = near_day(one.end, today)
    return _("{contract} (ends {end})", contract=named, end=ends) if named else ends


def a_month(amount: Decimal, currency: str) -> str:
    """Return an amount with what it is for."""
    return _("{amount} a month", amount=money(amount, currency))


def committed(call: CallRow) -> str:
    """Return what a call commits to."""
    return _("Committed {amount}", amount=a_month(call.committed, call.currency))


def bounds(call: CallRow) -> str:
    """Return what a call holds for the worst and the best."""
    worst, best = money(call.worst, call.currency), money(call.best, call.currency)
    return _("worst {worst} – best {best}", worst=worst, best=best)


def who(call: CallRow, today: date) -> str:
    """Return when and by whom a call was made."""
    return DOT.join(part for part in (near_day(call.called_on, today), call.by) if part)


def changed(call: CallRow, before: CallRow | None) -> str:
    """Return what a call says otherwise than the one before it."""
    if before is None:
        return _("first call")
    parts = []
    for name, now, was in (
        (_("committed"), call.committed, before.committed),
        (_("best"), call.best, before.best),
        (_("worst"), call.worst, before.worst),
    ):
        if now != was:
            # The joiner keeps the sign on the line of its amount.
            sign = "+" if now > was else "−"
            parts.append(f"{name} {sign}\N{WORD JOINER}{money(abs(now - was), call.currency)}")
    return keyed("today.join", "comma").join(parts) or _("amounts as before")


def steps(calls: Sequence[CallRow]) -> tuple[tuple[CallRow, CallRow | None], ...]:
    """Return calls, the newest first, each with the one before it."""
    return tuple((call, calls[at + 1] if at + 1 < len(calls) else None) for at, call in enumerate(calls))


def decided(one: Renewal) -> str:
    """Return how a renewal was decided and when, when notice was given, and from when it holds."""
    said = one.decision
    if said.outcome is None and said.notified_on is None:
        return _("Not decided yet")
    parts = []
    if said.outcome is not None and said.decided_on is not None:
        parts.append(_("{outcome} on {day}", outcome=name_of(said.outcome), day=day(said.decided_on)))
    elif said.outcome is not None:
        parts.append(name_of(said.outcome))
    if said.notified_on is not None:
        parts.append(_("notice given {day}", day=day(said.notified_on)))
    if lacks_next(one, said):
        parts.append(_("the next term is not in the book"))
    effective = effective_on(one.line, said)
    if effective is not None:
        parts.append(_("effective {day}", day=day(effective)))
    return DOT.join(parts)


def lacks_next(one: Renewal, said: Decision) -> bool:
    """Tell whether a contract is said to be renewed while nothing in the book follows it, nor does it go on alone."""
    return said.outcome is Outcome.RENEWED and not one.followed and not one.contract.auto_renew


def unsigned(one: Renewal) -> str:
    """Return until when a contract counts whose next term is missing, and what to do."""
    if one.stands is Stands.ENDED:
        gone = _("The next term is not in the book: since {day} this one counts as gone. Import or sync it.")
        return gone.format(day=day(one.until + timedelta(1)))
    return _(
        "The next term is not in the book: after {day} this one counts as gone. Import or sync it.", day=day(one.until)
    )


def reasons(said: Decision) -> str:
    """Return why and how something was lost."""
    kinds = [keyed("churn", tag) for tag in said.tags if is_kind(tag)]
    why = [reason_words(reason, said.competitors) for reason in said.reasons]
    return DOT.join([*kinds, *why])


def seen(said: Decision) -> str:
    """Return what was seen beforehand."""
    told = [seen_words(one) for one in said.seen]
    return _("Seen: {what}", what=DOT.join(told)) if told else ""


def is_kind(tag: str) -> bool:
    """Tell whether a tag says what kind of loss it was."""
    return any(tag in pair for pair in PAIRS)
