"""What Today says: its heading, its groups, and of each row what, with whom, why and until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.language import _, current, keyed, name_of, ngettext, number, short_day, short_money
from app.vocabulary import Side, TodayKind, TouchpointKind

if TYPE_CHECKING:
    from app.operations.today import TodayRow

TODAY, WEEK, WAITING = "today", "week", "waiting"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = 14


def heading(today: date) -> str:
    """Return the day with its weekday: 11月17日 火曜日; Tuesday, 17 November."""
    if current() == "ja":
        return f"{today.month}月{today.day}日 {'月火水木金土日'[today.weekday()]}曜日"
    return f"{_DAYS[today.weekday()]}, {today.day} {_MONTHS[today.month - 1]}"


def sentence(rows: tuple[TodayRow, ...], span: str, today: date) -> str:
    """Return the one sentence under the heading: the first thing to do, and how many more there are."""
    if not rows:
        return {
            TODAY: _("Nothing is due today."),
            WEEK: _("Nothing falls due within 7 days."),
            WAITING: _("You are waiting for nobody."),
        }[span]
    said = {
        TODAY: _("{account} comes first today: {what}.", account=rows[0].account, what=title(rows[0], today)),
        WEEK: _("First this week, {account}: {what}.", account=rows[0].account, what=title(rows[0], today)),
        WAITING: _("Waited for first, {account}: {what}.", account=rows[0].account, what=title(rows[0], today)),
    }[span]
    if len(rows) == 1:
        return said
    more = ngettext("{n} more below.", "{n} more below.", len(rows) - 1)
    return _("{sentence} {next_sentence}", sentence=said, next_sentence=more)


def group_of(row: TodayRow, span: str) -> str:
    """Return the group that a row stands in: its kind, or where all is waited for, for whom."""
    return f"{row.kind}.{row.side}" if span == WAITING else str(row.kind)


def group_title(group: str) -> str:
    """Return the name of a group."""
    return keyed("today.group", group)


def title(row: TodayRow, today: date) -> str:
    """Return what a row is about: as somebody wrote it, else the fact that gave cause."""
    params = row.params
    if row.kind is TodayKind.SCHEDULED and not row.text:
        return name_of(TouchpointKind(str(params["kind"])))
    if row.kind is TodayKind.QUIET:
        return _quiet(row)
    if row.kind is TodayKind.RENEWAL and row.due is not None:
        left = (row.due - today).days
        return _ended(-left) if is_late(row) else _notice(left)
    if row.kind in (TodayKind.SIGNAL, TodayKind.REJUDGE):
        from app.operations.today_words import today_words

        return today_words(row)[0]
    if row.kind is TodayKind.DATA_GAP:
        from app.operations.today_words import gap_words

        return _("Not on record: {gaps}", gaps=gap_words(row))
    return row.text


def _quiet(row: TodayRow) -> str:
    every = number(int(str(row.params["cadence"])))
    if row.reason == "quiet.never":
        return _("Not spoken yet (cadence {every} days)", every=every)
    days = row.params["days"]
    if days is None:
        return _("No word yet; the cadence of {every} days ends soon", every=every)
    count = int(str(days))
    return ngettext(
        "{n} day since last contact (cadence {every})", "{n} days since last contact (cadence {every})", count,
        every=every,
    )  # fmt: skip


def _notice(left: int) -> str:
    if left > 0:
        return ngettext("{n} day to the notice deadline", "{n} days to the notice deadline", left)
    if left == 0:
        return _("The notice deadline is today")
    return ngettext("Notice deadline {n} day past", "Notice deadline {n} days past", -left)


def _ended(days: int) -> str:
    return ngettext(
        "The contract ended {n} day ago, its renewal is late", "The contract ended {n} days ago, its renewal is late",
        days,
    )  # fmt: skip


def detail(row: TodayRow, today: date) -> str:
    """Return why, and what helps to see it at a glance, after the name of the account."""
    parts = {
        TodayKind.PROMISE: _promise_parts,
        TodayKind.SCHEDULED: _scheduled_parts,
        TodayKind.QUIET: _quiet_parts,
        TodayKind.RENEWAL: _renewal_parts,
        TodayKind.SIGNAL: _reason_parts,
        TodayKind.REJUDGE: _reason_parts,
    }.get(row.kind, _known_parts)(row, today)
    return " · ".join(part for part in parts if part)


def _promise_parts(row: TodayRow, today: date) -> tuple[str, ...]:
    who = person(str(row.params.get("who") or ""))
    owner = ""
    if row.side is Side.CUSTOMER:
        owner = _("customer: {who}", who=who) if who else _("the customer's promise")
    elif row.side is Side.INTERNAL:
        owner = _("internal: {who}", who=str(row.params["who"])) if who else _("our own firm's promise")
    made, kind = row.params.get("made"), str(row.params.get("origin") or "")
    if not isinstance(made, date):
        return (owner,)
    day = near(made, today)
    if kind:
        return (owner, _("promised {day} ({kind})", day=day, kind=name_of(TouchpointKind(kind))))
    return (owner, _("promised {day}", day=day))


def _scheduled_parts(row: TodayRow, today: date) -> tuple[str, ...]:
    people = row.params.get("people")
    named = joined([person(str(name)) for name in people]) if isinstance(people, tuple) else ""
    kind = name_of(TouchpointKind(str(row.params["kind"]))) if row.text else ""
    late = _("not logged yet") if row.reason == "scheduled.past" else ""
    return (kind, named, late)


def _quiet_parts(row: TodayRow, today: date) -> tuple[str, ...]:
    last = str(row.params.get("last") or "")
    return (segment(row), _("last: {words}", words=last) if last else "")


def _renewal_parts(row: TodayRow, today: date) -> tuple[str, ...]:
    end, products, until = (row.params.get(key) for key in ("end", "products", "until"))
    ends = _("ended {day}") if is_late(row) else _("ends {day}")
    return (
        _("counts until {day}", day=near(until, today)) if isinstance(until, date) else "",
        joined([str(name) for name in products]) if isinstance(products, tuple) else "",
        ends.format(day=near(end, today)) if isinstance(end, date) else "",
        _("renews by itself") if row.params.get("auto") else "",
        _("deadline estimated") if row.reason == "renewal.estimated" else "",
        f"ARR {short_money(row.arr, row.currency)}" if row.arr else "",
    )


def _reason_parts(row: TodayRow, today: date) -> tuple[str, ...]:
    return (why(row),)


def _known_parts(row: TodayRow, today: date) -> tuple[str, ...]:
    return (segment(row), f"ARR {short_money(row.arr, row.currency)}" if row.arr else "")


def segment(row: TodayRow) -> str:
    """Return the segment of the account in words."""
    return name_of(row.segment) if row.segment is not None else ""


def person(name: str) -> str:
    """Return how somebody is spoken of among us: 佐藤さん by the family name; other names as they are."""
    if not any("\u3040" <= sign <= "\u9fff" for sign in name):
        return name
    return keyed("today.join", "person", None, family=name.split()[0], name=name)


def joined(names: list[str]) -> str:
    """Return names as a list in words."""
    return keyed("today.join", "comma").join(names)


def near(value: date, today: date) -> str:
    """Return a day as short as it is clear: 11/17, 17 Nov; with its year where it is far."""
    from app.views.account.words import near_day

    return near_day(value, today)


def due(row: TodayRow, today: date) -> tuple[str, bool]:
    """Return until when, and whether it presses: today or past."""
    if row.due is None:
        return "", False
    left = (row.due - today).days
    time = str(row.params.get("time") or "")
    if row.kind is TodayKind.SCHEDULED and time and left >= 0:
        return (time, False) if left == 0 else (f"{_day(row.due, left, today)} {time}", False)
    if row.kind is TodayKind.REJUDGE:
        # What lapsed is asked about, it is not late.
        return "" if left < 0 else _day(row.due, left, today), False
    if left < 0:
        return ngettext("{n} d over", "{n} d over", -left), True
    return _day(row.due, left, today), left == 0


def _day(value: date, left: int, today: date) -> str:
    if left == 0:
        return _("Today")
    if left == 1:
        return _("Tomorrow")
    return short_day(value) if left <= _NEAR else near(value, today)


def done_word(row: TodayRow) -> str:
    """Return the verb of the button that settles a row."""
    if is_confirmed(row):
        return _("Still so")
    if row.kind in (TodayKind.DATA_GAP, TodayKind.REJUDGE) or is_late(row):
        return _("Open")
    return {
        TodayKind.SIGNAL: _("Close it") if is_gone(row) else _("Done"),
        TodayKind.QUIET: _("Contacted"),
        TodayKind.RENEWAL: _("Confirmed"),
        TodayKind.SCHEDULED: _("Held"),
    }.get(row.kind, _("Done"))


def is_confirmed(row: TodayRow) -> bool:
    """Tell whether one key says that a judgement still holds; that of an earlier holder is judged anew."""
    return row.kind is TodayKind.REJUDGE and not row.reason.endswith("inherited")


def is_late(row: TodayRow) -> bool:
    """Tell whether a row is about a contract that ended and may still be renewed late."""
    return row.reason == "renewal.late"


def is_gone(row: TodayRow) -> bool:
    """Tell whether the cause of a call to action is not there any more."""
    return row.kind is TodayKind.SIGNAL and row.params.get("gone") is not None


def done_tip(row: TodayRow) -> str:
    """Return what that button does."""
    if is_confirmed(row):
        return _("Say that it still holds (=)")
    if row.kind is TodayKind.REJUDGE:
        return _("Open the health to judge anew")
    if is_late(row):
        return _("Open the renewal to write down what came of it")
    return {
        TodayKind.SIGNAL: _("Its cause went away: close it") if is_gone(row) else _("Close it and say what came of it"),
        TodayKind.PROMISE: _("Mark the promise as kept"),
        TodayKind.SCHEDULED: _("Mark it as held"),
        TodayKind.QUIET: _("Log the contact"),
        TodayKind.RENEWAL: _("Note who confirmed the renewal"),
    }.get(row.kind, _("Open the account to fill the gap"))


def order_rule() -> str:
    """Return how the order comes about."""
    return _("Why this order: urgency of the cause × ARR against the average × nearness of the day.")


def order_words(row: TodayRow) -> str:
    """Return the three numbers that put a row in its place."""
    ranked = row.ranked
    if ranked is None:
        return ""
    return _(
        "Place {place}: urgency {urgency} × ARR {money} × days {days} = {score}",
        place=number(row.rank),
        urgency=number(ranked.urgency),
        money=f"{float(ranked.money):.2f}",
        days=f"{float(ranked.days):.2f}",
        score=f"{float(ranked.score):.2f}",
    )


def why(row: TodayRow) -> str:
    """Return the cause as a sentence."""
    from app.operations.today_words import today_words

    return today_words(row)[1]


def tip(row: TodayRow, today: date) -> str:
    """Return everything of a row that has no room on it."""
    about = " · ".join(part for part in (row.account, detail(row, today)) if part)
    cause = "" if row.kind in (TodayKind.SIGNAL, TodayKind.REJUDGE) else why(row)
    return "\n".join(part for part in (title(row, today), about, cause, order_words(row)) if part)


def aloud(row: TodayRow, today: date) -> str:
    """Return a row as it is read out: what, account, why, until when."""
    until, _pressing = due(row, today)
    health = f"{number(row.score)} {name_of(row.band)}" if row.score is not None else ""
    parts = (title(row, today), row.account, health, why(row), detail(row, today), until)
    # What is said in two places of a row is read out once.
    return keyed("today.join", "comma").join(dict.fromkeys(part for part in parts if part))
