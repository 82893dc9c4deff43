"""The page for our own executive: what a customer is worth, how they are and why, what is promised, what to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.health.printed import printed, printed_causes
from app.health.score import Part, Score
from app.language import day, keyed, money, name_of, number, tr, trn
from app.models.database import Session
from app.operations.account_page import AccountPage, account_page
from app.operations.briefs.known import ToDate, stale, to_date, way_words, worth_block, worth_card
from app.operations.call_questions import suggestion_words, suggestions
from app.operations.call_sheet import LastWords, last_words
from app.operations.contracts import days_until
from app.operations.health.account_health import AccountHealth, account_health
from app.operations.promises import PromiseRow
from app.operations.pulses import pulses_of
from app.operations.reviews.gather.goals import goals
from app.operations.sheet_words import comma, excerpt, joined, late_words, near_day, person_line, promise_line
from app.operations.touchpoints import touchpoint_rows
from app.plans.progress import progress
from app.reports.brief.content import Block, Card, ExecutiveBrief, Item
from app.reports.review.facts import Fact
from app.reports.review.telling.figures import amount, decimal_of
from app.reports.review.telling.outcomes import tell_outcomes
from app.vocabulary import Band, PlanStatus, Side

MOST_SAID = 3
_REASONS = 5
_PEOPLE = 5
_WORDS = 220
_LOOKED_THROUGH = 60
_TONES = {Band.GOOD: "good", Band.WATCH: "watch", Band.RISK: "risk"}
_BEHIND = {PlanStatus.ATTENTION, PlanStatus.LATE}


def executive_brief(
    session: Session, account_id: str, *, now: datetime, today: date, lang: str
) -> tuple[ExecutiveBrief, tuple[str, ...]]:
    """Return the page, and what is missing or old on it in words."""
    account = account_page(session, account_id, today=today)
    health = account_health(session, account_id, as_of=today, since=today - timedelta(30))
    known = to_date(session, account, now=now, today=today)
    aims = goals(session, known.asked).facts
    ours = tuple(one for one in account.promises if one.side is not Side.CUSTOMER)
    theirs = tuple(one for one in account.promises if one.side is Side.CUSTOMER)
    earlier = [one for one in touchpoint_rows(session, account_id, limit=_LOOKED_THROUGH) if not one.planned]
    page = ExecutiveBrief(
        lang=lang,
        account=account.name,
        subtitle=_subtitle(account, lang),
        cards=(
            _money(account, today, lang), _notice(account, today, lang), _health(health, lang), worth_card(known, lang),
        ),
        health=_reasons(health, lang),
        goals=Block(
            tr(lang, "Their goals: start → now → goal"), tuple(_goal(fact, lang) for fact in aims),
            tr(lang, "No goal of theirs is written down."),
        ),
        worth=worth_block(known, lang, others=False),
        ours=_promises(tr(lang, "What we promised"), ours, today, lang),
        theirs=_promises(tr(lang, "What they promised"), theirs, today, lang),
        asks=Block(
            tr(lang, "Three things to say or ask"),
            tuple(_asks(session, account, known, ours, today=today, lang=lang)),
            tr(lang, "Nothing in the book asks for it."),
        ),
        words=_words(last_words(session, account_id, earlier), today, lang),
        people=_people(account, today, lang),
        data_as_of=today,
    )  # fmt: skip
    return page, tuple(_warnings(account, health, known, aims, lang, today))


def _subtitle(account: AccountPage, lang: str) -> str:
    segment = name_of(account.segment, lang) if account.segment else ""
    phase = name_of(account.phase, lang) if account.phase else ""
    owner = tr(lang, "looked after by {name}", name=account.owner) if account.owner else ""
    return joined(account.industry, segment, phase, owner)


def _money(account: AccountPage, today: date, lang: str) -> Card:
    if not account.mrr:
        return Card("ARR", "–", tr(lang, "No contract in force"))
    month, late = f"MRR {money(account.mrr, account.currency, lang)}", late_words(account.late, today, lang)
    return Card("ARR", money(account.arr, account.currency, lang), joined(month, late), "watch" if late else "")


def _notice(account: AccountPage, today: date, lang: str) -> Card:
    caption = tr(lang, "Notice date")
    if account.notice_date is None:
        late = late_words(account.late, today, lang)
        return Card(caption, "–", late or tr(lang, "No contract in force"), "watch" if late else "")
    left = days_until(account.notice_date, today)
    rest = tr(lang, "today")
    if left:
        rest = tr(lang, "{n} d left", n=number(left)) if left > 0 else tr(lang, "{n} d past", n=number(-left))
    ends = tr(lang, "ends {day}", day=day(account.renewal_date, lang)) if account.renewal_date else ""
    tone = "watch" if account.in_renewal(today) and account.intent_on is None else ""
    estimated = tr(lang, "estimated") if account.notice_estimated else ""
    return Card(caption, day(account.notice_date, lang), joined(rest, ends, estimated), tone)


def _health(found: AccountHealth, lang: str) -> Card:
    score = found.score
    value = name_of(score.band, lang) if score.score is None else f"{number(score.score)} {name_of(score.band, lang)}"
    by = tr(lang, "{delta} in 30 days", delta=_signed(Decimal(found.delta), 0)) if found.delta is not None else ""
    coverage = tr(lang, "Coverage {n}%", n=number(score.coverage))
    return Card(tr(lang, "Health"), value, joined(by, coverage), _TONES.get(score.band, ""))


def _reasons(found: AccountHealth, lang: str) -> Block:
    """Return what makes the score, the strongest first, and what moved it in thirty days."""
    score = found.score
    pulls = sorted(_pulls(score, lang), key=lambda pull: -abs(pull[1]))
    items = tuple(
        Item(words, meta, _signed(effect), "good" if effect > 0 else "watch")
        for words, effect, meta in pulls[:_REASONS]
        if effect
    )
    nothing = tr(lang, "Not enough is known for a score.")
    return Block(tr(lang, "Why the health is what it is"), items, nothing, _moved(found, lang))


def _pulls(score: Score, lang: str) -> Iterator[tuple[str, Decimal, str]]:
    shown = printed(score)
    for part, effect in zip(score.parts, shown.parts, strict=True):
        value, source = part.value, ""
        if value.reading is not None and value.age_days is not None:
            source = keyed("health.source", value.reading.source, lang)
            age = tr(lang, "{n} d · {source}", n=number(value.age_days), source=source)
            source = joined(_value(part, lang), age, tr(lang, "(stale)") if value.stale else "")
        yield _called(part.measure.name, part.measure.key, lang), effect, source
    if shown.score is None:
        return
    for one, effect in zip(score.rules, shown.rules, strict=True):
        yield _called(one.rule.name, one.rule.key, lang), effect, ""
    if score.feeling is not None:
        yield tr(lang, "My feeling: {reason}", reason=score.feeling.reason), shown.feeling, ""
    if score.override is not None:
        yield tr(lang, "Override: {reason}", reason=score.override.reason), shown.override, ""


def _moved(found: AccountHealth, lang: str) -> str:
    if found.change is None or not found.change.causes:
        return ""
    _total, effects = printed_causes(found.change)
    pairs = sorted(zip(found.change.causes, effects, strict=True), key=lambda pair: -abs(pair[1]))[:2]
    said = []
    for charge, effect in pairs:
        measure = found.score.model.measure(charge.measure) if charge.measure else None
        about = _called(measure.name, measure.key, lang) if measure else ""
        said.append(f"{joined(about, keyed('health.cause', str(charge.cause), lang))} {_signed(effect)}")
    return tr(lang, "What moved it in 30 days: {causes}", causes=comma(lang).join(said))


def _goal(fact: Fact, lang: str) -> Item:
    if fact.kind != "objective":
        return Item(fact.values["text"], keyed("deck.state", fact.kind, lang))
    status = PlanStatus(fact.values["status"])
    due = fact.values["due"]
    until = tr(lang, "by {day}", day=day(date.fromisoformat(due), lang)) if due else ""
    far = progress(decimal_of(fact, "baseline"), decimal_of(fact, "actual"), decimal_of(fact, "target"))
    meta = joined(name_of(status, lang), until, fact.values["metric"], fact.values["who"])
    way = float(far) if far is not None else None
    return Item(fact.values["title"], meta, way_words(fact, lang), "late" if status in _BEHIND else "", way)


def _promises(title: str, rows: tuple[PromiseRow, ...], today: date, lang: str) -> Block:
    lines = (promise_line(row, today, lang) for row in rows)
    items = tuple(Item(one.text, one.meta, "", "late" if "late" in one.tone else "") for one in lines)
    return Block(title, items, tr(lang, "Nothing is open."))


def _words(said: LastWords | None, today: date, lang: str) -> Block:
    title, nothing = tr(lang, "Their last words"), tr(lang, "There was no conversation with them yet.")
    if said is None:
        return Block(title, (), nothing)
    text = excerpt(said.text, _WORDS)
    text = text if said.kind == "note" else tr(lang, "“{words}”", words=text)
    kind = tr(lang, "Voice") if said.kind == "request" else tr(lang, "From the notes")
    return Block(title, (Item(text, joined(comma(lang).join(said.who), near_day(said.on, today, lang), kind)),))


def _people(account: AccountPage, today: date, lang: str) -> Block:
    now = [one for one in account.people if (one.to is None or one.to >= today) and one.role is not None]
    lines = (person_line(one, lang) for one in now[:_PEOPLE])
    return Block(tr(lang, "Who is who"), tuple(Item(one.text, one.meta) for one in lines))


def _asks(
    session: Session, account: AccountPage, known: ToDate, ours: tuple[PromiseRow, ...], *, today: date, lang: str
) -> Iterator[Item]:
    """Yield what to say first, then what to ask: never more than three."""
    says = list(_says(known, ours, today, lang))
    found = suggestions(
        session, account, pulses_of(session, account.id, today=today), account.promises, today=today
    )  # fmt: skip
    # What only the one who looks after them can judge is nothing to be asked at the table.
    asked = [suggestion_words(one, lang) for one in found if not one.key.startswith("pulse.")]
    room = min(len(asked), max(1, MOST_SAID - len(says)))
    yield from says[: MOST_SAID - room]
    for question, why in asked[:room]:
        yield Item(question, joined(tr(lang, "To ask"), why))


def _says(known: ToDate, ours: tuple[PromiseRow, ...], today: date, lang: str) -> Iterator[Item]:
    late = [one for one in ours if one.side is Side.ME and one.due is not None and one.due < today]
    for one in late[:1]:
        assert one.due is not None
        why = trn(lang, "our promise, {n} day over", "our promise, {n} days over", (today - one.due).days)
        text = tr(lang, "Say how this stands: {text}", text=excerpt(" ".join(one.text.split()), 60))
        yield Item(text, joined(tr(lang, "To say"), why))
    if known.of("outcome", "met", "reached"):
        headline = tell_outcomes(known.outcomes, known.review, lang).headline
        yield Item(headline, joined(tr(lang, "To say"), tr(lang, "what they have reached")))


def _warnings(
    account: AccountPage, health: AccountHealth, known: ToDate, aims: tuple[Fact, ...], lang: str, today: date
) -> Iterator[str]:
    if health.score.score is None:
        yield tr(lang, "There is no score: too little is known.")
    if not aims:
        yield tr(lang, "No goal of theirs is written down.")
    if not known.sums:
        yield tr(lang, "No objective has a value in money that the customer agreed to.")
    if account.notice_estimated:
        yield tr(lang, "The term of notice is not known: its date is estimated.")
    old = stale((*known.of("outcome", "worth"),), today)
    if old:
        yield trn(
            lang, "One figure is older than it should be.", "{n} figures are older than they should be.", len(old)
        )


def _called(words: Mapping[str, str], key: str, lang: str) -> str:
    return words.get(lang) or next(iter(words.values()), key)


def _value(part: Part, lang: str) -> str:
    unit = part.measure.unit
    return "" if part.value.raw is None else amount(part.value.raw, "" if unit == "1-5" else unit, lang)


def _signed(value: Decimal, places: int = 1) -> str:
    shown = number(value, places)
    return f"+{shown}" if value > 0 else shown
