"""What the book knows of an account that changes hands, as parts of lines, and the whole hand-over sheet of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from app.language import money, name_of, number, period, short_money, tr
from app.models import tables
from app.models.database import Session
from app.operations.account_page import AccountPage, account_page
from app.operations.handovers import SECTIONS, HandoverSheet
from app.operations.people_page import COVERED, people_of
from app.operations.rhythms import rhythm_strips
from app.operations.sheet_words import (
    age,
    comma,
    excerpt,
    joined,
    late_words,
    near_day,
    person_line,
    promise_line,
    renewal_words,
    touchpoint_line,
)
from app.operations.touchpoints import touchpoint_rows
from app.reports.sheet import Line, Part, Sheet
from app.vocabulary import Billing, Criterion, Segment, Side

_TOUCHPOINTS = 5
_WORDS = 220


def known_parts(session: Session, account_id: str, *, today: date, lang: str) -> tuple[Part, ...]:
    """Return what the book says of an account, for whoever takes it over."""
    account = account_page(session, account_id, today=today)
    return (
        _money(account, today, lang),
        _notice(account, today, lang),
        _people(session, account_id, today, lang),
        _promises(account, today, lang, mine=True),
        _promises(account, today, lang, mine=False),
        _touchpoints(session, account_id, today, lang),
        _requests(session, account_id, today, lang),
        _fit(account, today, lang),
        _rhythms(session, account, today, lang),
        _gaps(account, today, lang),
    )


def section_names(lang: str) -> dict[str, str]:
    """Return the titles of the sections that a person writes."""
    return {
        "why_bought": tr(lang, "Why they bought"),
        "outcome_promised": tr(lang, "Outcome promised"),
        "success_as_sold": tr(lang, "Success as sold"),
        "sales_promises": tr(lang, "Promises from sales"),
        "known_risks": tr(lang, "Known risks"),
        "decision_route": tr(lang, "How they decide"),
    }


def kind_name(kind: str, lang: str) -> str:
    """Return the name of a kind of handover."""
    return tr(lang, "Sales → CSM") if kind == "sales" else tr(lang, "CSM → CSM")


def handover_document(sheet: HandoverSheet, known: Sequence[Part], *, today: date, lang: str) -> Sheet:
    """Return the whole sheet: what a person wrote, then what the book knows."""
    names = section_names(lang)
    nothing = tr(lang, "Open: nobody has written this yet.")
    written = [
        Part(name, names[name], (Line(sheet.texts[name]),) if sheet.texts[name] else (), nothing) for name in SECTIONS
    ]
    questions = tuple(Line(question) for question in sheet.questions)
    answered = tuple(
        Line(one.question, joined(one.answer, near_day(one.on, today, lang)), "quiet") for one in sheet.answered
    )
    accepted = tr(lang, "not accepted yet")
    if sheet.accepted_on is not None:
        accepted = near_day(sheet.accepted_on, today, lang)
    facts = (
        (tr(lang, "Handed over by"), sheet.given_by),
        (tr(lang, "Handed over to"), sheet.taken_by),
        (tr(lang, "Handed on"), near_day(sheet.handed_on, today, lang) if sheet.handed_on is not None else ""),
        (tr(lang, "Accepted"), accepted),
        (tr(lang, "Open questions"), number(sheet.open_count)),
    )
    return Sheet(
        lang=lang,
        title=tr(lang, "Hand-over: {account}", account=sheet.account),
        subtitle=kind_name(sheet.kind, lang),
        banner=tr(lang, "For us only · not for the customer"),
        facts=tuple((caption, text) for caption, text in facts if text),
        parts=(
            *written,
            Part("questions", tr(lang, "Open questions"), questions, tr(lang, "No further question is open.")),
            *((Part("answered", tr(lang, "Answered"), answered),) if answered else ()),
            *(Part(part.key, part.title, part.lines, part.nothing, wide=False) for part in known),
        ),
        foot=tr(lang, "Banso · as of {day} · the right column is from the book", day=near_day(today, today, lang)),
    )


def _money(account: AccountPage, today: date, lang: str) -> Part:
    lines = [
        Line(
            joined(line.product, money(line.amount, line.currency, lang), name_of(Billing(line.billing), lang)),
            joined(period(line.start, line.end, lang), tr(lang, "quantity {n}", n=line.quantity),
                   tr(lang, "through {reseller}", reseller=line.reseller) if line.reseller else ""),
        )
        for line in account.lines
        if line.end >= today
    ]  # fmt: skip
    if account.mrr:
        amount, late = short_money(account.arr, account.currency, lang), late_words(account.late, today, lang)
        lines.insert(0, Line(tr(lang, "ARR {amount}", amount=amount), late, "late" if late else ""))
    return Part("money", tr(lang, "Contract and money"), tuple(lines), tr(lang, "No contract in force"))


def _notice(account: AccountPage, today: date, lang: str) -> Part:
    title, nothing = tr(lang, "Notice date and renewal"), tr(lang, "No contract in force")
    if account.renewal_date is None:
        late_renewal = late_words(account.late, today, lang)
        return Part("notice", title, (Line(late_renewal, "", "late"),) if late_renewal else (), nothing)
    terms = [tr(lang, "estimated: the contract does not say")] if account.notice_estimated else []
    terms += [tr(lang, "renews by itself")] if account.auto_renew else []
    late = account.notice_date is not None and account.notice_date < today and account.intent_on is None
    lines = [Line(renewal_words(account, today, lang), " · ".join(terms), "late" if late else "")]
    contract = account.contract
    if account.intent_on is None:
        lines.append(Line(tr(lang, "Renewal intent is not confirmed")))
    else:
        by = joined(contract.intent_by, contract.intent_how) if contract is not None else ""
        when = near_day(account.intent_on, today, lang)
        lines.append(Line(tr(lang, "Renewal intent confirmed on {day}", day=when), by))
    if contract is not None:
        for day, words in (
            (contract.approval_due, tr(lang, "Internal approval by")),
            (contract.budget_due, tr(lang, "Budget closes on")),
        ):
            if day is not None:
                lines.append(Line(f"{words} {near_day(day, today, lang)}"))
    return Part("notice", title, tuple(lines), nothing)


def _people(session: Session, account_id: str, today: date, lang: str) -> Part:
    lines = []
    for one in people_of(session, account_id, today=today).positions:
        if one.is_current(today):
            met = tr(lang, "last met {day}", day=near_day(one.last_met, today, lang)) if one.last_met else ""
            leaves = tr(lang, "leaves on {day}", day=near_day(one.until, today, lang)) if one.until else ""
            line = person_line(one, lang, met)
            lines.append(Line(line.text, joined(line.meta, leaves), "late" if leaves else ""))
    return Part("people", tr(lang, "People and their roles"), tuple(lines), tr(lang, "Nobody is recorded yet."))


def _promises(account: AccountPage, today: date, lang: str, *, mine: bool) -> Part:
    rows = [one for one in account.promises if (one.side is not Side.CUSTOMER) is mine]
    title = tr(lang, "What we promised") if mine else tr(lang, "What they promised")
    lines = tuple(promise_line(one, today, lang) for one in rows)
    return Part("mine" if mine else "theirs", title, lines, tr(lang, "Nothing is open."))


def _touchpoints(session: Session, account_id: str, today: date, lang: str) -> Part:
    rows = [one for one in touchpoint_rows(session, account_id, limit=60) if not one.planned][:_TOUCHPOINTS]
    lines = tuple(touchpoint_line(one, today, lang, _WORDS) for one in rows)
    return Part("touchpoints", tr(lang, "Last touchpoints"), lines, tr(lang, "No touchpoint is recorded yet."))


def _requests(session: Session, account_id: str, today: date, lang: str) -> Part:
    request, link = tables.request, tables.request_account
    linked = select(link.c.request_id).where(link.c.account_id == account_id, link.c.deleted_at.is_(None))
    rows = session.rows(
        select(request)
        .where(
            or_(request.c.account_id == account_id, request.c.id.in_(linked)),
            request.c.closed_on.is_(None),
            request.c.deleted_at.is_(None),
        )
        .order_by(request.c.raised_on.desc(), request.c.no.desc())
    )
    lines = []
    for row in rows:
        shipped = tr(lang, "shipped, not told yet") if row["shipped_on"] else ""
        raised = date.fromisoformat(row["raised_on"])
        meta = joined(row["product_area"] or "", near_day(raised, today, lang), age(raised, today, lang), shipped)
        lines.append(Line(tr(lang, "“{words}”", words=excerpt(row["words"], _WORDS)), meta, "customer"))
    return Part("requests", tr(lang, "Open requests"), tuple(lines), tr(lang, "No request is open."))


def _fit(account: AccountPage, today: date, lang: str) -> Part:
    title, nothing = tr(lang, "Fit"), tr(lang, "Fit was not judged yet.")
    if account.fit is None:
        return Part("fit", title, (), nothing)
    when = near_day(account.fit_on, today, lang) if account.fit_on is not None else ""
    lines = [Line(joined(name_of(account.fit, lang), account.fit_reason), when)]
    known = {str(criterion): criterion for criterion in Criterion}
    missed = [known[key] for key, met in account.fit_criteria.items() if not met and key in known]
    if missed:
        lines.append(
            Line(tr(lang, "Not met: {criteria}", criteria=comma(lang).join(name_of(one, lang) for one in missed)))
        )
    return Part("fit", title, tuple(lines), nothing)


def _rhythms(session: Session, account: AccountPage, today: date, lang: str) -> Part:
    strips = rhythm_strips(
        session, account.id, account.segment, today=today, since=account.first_start, notice=account.notice_date
    )
    lines = []
    for one in (one for one in strips if one.lacks):
        last = tr(lang, "none yet")
        if one.last is not None:
            last = tr(lang, "last {month}", month=_month(one.last, lang))
        due = tr(lang, "due {month}", month=_month(one.due, lang))
        lines.append(Line(name_of(one.rhythm, lang), joined(due, last), "late" if one.late else ""))
    return Part(
        "rhythm", tr(lang, "Rhythm that is missing"), tuple(lines), tr(lang, "No rhythm is missing this quarter.")
    )


def _month(value: date, lang: str) -> str:
    first = value.replace(day=1)
    last = (first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)).toordinal() - 1
    return period(first, date.fromordinal(last), lang)


def _gaps(account: AccountPage, today: date, lang: str) -> Part:
    there = {person.role for person in account.people if person.to is None or person.to >= today}
    success = account.handover is not None and {"outcome_promised", "success_as_sold"} & set(account.handover.texts)
    asked = [
        (account.notice_estimated, tr(lang, "The notice term is not in the book")),
        (account.renewal_date is None and account.late is None, tr(lang, "No contract in force")),
        (not success, tr(lang, "What success means to them is not written down")),
        (account.fiscal_year_end is None, tr(lang, "Their fiscal year is not known")),
        (account.segment is None, tr(lang, "No segment is chosen")),
    ]
    lines = [Line(words) for missing, words in asked if missing]
    uncovered = [role for role in COVERED if role not in there]
    if uncovered and account.segment is not Segment.TECH:
        roles = comma(lang).join(name_of(role, lang) for role in uncovered)
        lines.append(Line(tr(lang, "Nobody is known as: {roles}", roles=roles)))
    return Part("gaps", tr(lang, "Gaps in the data"), tuple(lines), tr(lang, "Nothing is missing."))
