"""What sheets say in a line, in the language of the sheet: people, promises, touchpoints, news, the renewal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.language import day, name_of, number, short_day, short_money, tr, trn
from app.operations.account_page import AccountPage, PersonRow
from app.operations.people_page import PositionRow
from app.operations.promises import PromiseRow
from app.operations.since import News
from app.operations.standing import Late
from app.operations.touchpoints import TouchpointRow
from app.reports.sheet import Line
from app.vocabulary import ContractKind, Fit, Phase, Role, Segment, Side, TouchpointKind

_FAR_DAYS = 300
_LONGEST = 400
_TONES = {Side.ME: "vendor", Side.INTERNAL: "vendor", Side.CUSTOMER: "customer"}


def near_day(value: date, today: date, lang: str) -> str:
    """Return a day: 11/17 火 within ten months, else with its year."""
    return day(value, lang) if abs((value - today).days) > _FAR_DAYS else short_day(value, lang)


def age(value: date, today: date, lang: str) -> str:
    """Return how long ago or ahead a day is: 今日, 3日前, 5日後."""
    days = (today - value).days
    if days == 0:
        return tr(lang, "today")
    return tr(lang, "{n} d ago", n=number(days)) if days > 0 else tr(lang, "in {n} d", n=number(-days))


def excerpt(text: str, most: int = _LONGEST) -> str:
    """Return the words of a note, cut off where they are long."""
    said = text.strip()
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def joined(*parts: str) -> str:
    """Return what is there, side by side."""
    return " · ".join(part for part in parts if part)


def comma(lang: str) -> str:
    """Return what stands between the things of a list."""
    return "、" if lang == "ja" else ", "


def post(department: str, title: str) -> str:
    """Return department and title in the order of their own writing."""
    japanese = any("\u3040" <= sign <= "\u9fff" for sign in department + title)
    said = [part for part in ((department, title) if japanese else (title, department)) if part]
    return (" " if japanese else ", ").join(said)


def renewal_words(account: AccountPage, today: date, lang: str) -> str:
    """Return the notice date before the end of the contract: 通知期限 1/28 木（あと72日）・満了 2/28 日."""
    if account.renewal_date is None:
        return late_words(account.late, today, lang) or tr(lang, "No contract in force")
    ends = near_day(account.renewal_date, today, lang)
    if account.notice_date is None:
        return tr(lang, "Ends {end}", end=ends)
    left = (account.notice_date - today).days
    rest = tr(lang, "{n} d left", n=number(left)) if left > 0 else tr(lang, "{n} d past", n=number(-left))
    if left == 0:
        rest = tr(lang, "today")
    notice = near_day(account.notice_date, today, lang)
    return tr(lang, "Notice {notice} ({left}) · ends {end}", notice=notice, left=rest, end=ends)


def arr_line(account: AccountPage, lang: str) -> str:
    """Return the year's recurring revenue, and that it counts only by the grace; empty where there is none."""
    if not account.mrr:
        return ""
    flag = tr(lang, "Only by the grace") if account.late is not None else ""
    return joined(short_money(account.arr, account.currency, lang), flag)


def late_words(late: Late | None, today: date, lang: str) -> str:
    """Return that a contract ended and until when its money still counts; empty where no renewal is late."""
    if late is None:
        return ""
    ended, until = near_day(late.end, today, lang), near_day(late.until, today, lang)
    return tr(lang, "Ended {end} · renewal late, counts until {until}", end=ended, until=until)


def promise_line(promise: PromiseRow, today: date, lang: str) -> Line:
    """Return an open promise with whose it is and until when."""
    late = promise.due is not None and promise.due < today and promise.done_on is None
    if promise.done_on is not None:
        when = tr(lang, "kept {day}", day=near_day(promise.done_on, today, lang))
    elif promise.due is None:
        when = tr(lang, "no date")
    elif late:
        over = (today - promise.due).days
        when = trn(lang, "{day} ({n} day over)", "{day} ({n} days over)", over, day=near_day(promise.due, today, lang))
    else:
        when = near_day(promise.due, today, lang)
    whose = joined(name_of(promise.side, lang), promise.who)
    tone = _TONES[promise.side]
    return Line(promise.text, joined(whose, when), f"{tone} late" if late else tone)


def touchpoint_line(one: TouchpointRow, today: date, lang: str, most: int = _LONGEST) -> Line:
    """Return a touchpoint: its words, and below what, when and with whom."""
    when = near_day(one.date, today, lang)
    return Line(excerpt(one.body, most), joined(when, name_of(one.kind, lang), comma(lang).join(one.people), one.by))


def person_line(person: PersonRow | PositionRow, lang: str, met: str = "") -> Line:
    """Return somebody with their post and what they are to us."""
    role = name_of(person.role, lang) if person.role is not None else ""
    return Line(person.name, joined(post(person.department, person.title), role, met))


def news_line(one: News, today: date, lang: str) -> Line:
    """Return what became known in words, with where it comes from and how old it is."""
    return Line(_news(one, today, lang), joined(_source(one, lang), age(one.on, today, lang)), _news_tone(one))


def _news_tone(one: News) -> str:
    return "late" if one.key in ("left", "contract.notified") else ""


def _news(one: News, today: date, lang: str) -> str:
    said, what, was = (str(one.params.get(name) or "") for name in ("text", "what", "was"))
    when = near_day(one.on, today, lang)
    if one.key == "request":
        return tr(lang, "“{words}”", words=excerpt(said))
    if one.key == "indicator":
        return excerpt(said or what)
    if one.key in ("joined", "left"):
        return _person_news(one, said, joined(what, name_of(Role(was), lang) if was else ""), when, today, lang)
    if one.key.startswith("fact."):
        field = one.key.removeprefix("fact.")
        return tr(lang, "{field}: {was} → {now}", field=_field(field, lang), was=_value(field, was, lang),
                  now=_value(field, said, lang))  # fmt: skip
    if one.key == "moved":
        return _moved(one, lang)
    if one.key == "touchpoint.other":
        return tr(lang, "{kind}: {words}", kind=name_of(TouchpointKind(what), lang), words=excerpt(said, 160))
    if one.key == "account.new":
        return tr(lang, "New in the book")
    kind, end = name_of(ContractKind(what), lang), near_day(date.fromisoformat(was), today, lang)
    if one.key == "contract.notified":
        return tr(lang, "Notice was given on {day} for the contract until {end}", day=when, end=end)
    return tr(lang, "New contract ({kind}) from {day} to {end}", kind=kind, day=when, end=end)


def _person_news(one: News, who: str, post_held: str, when: str, today: date, lang: str) -> str:
    name = tr(lang, "{who} ({post})", who=who, post=post_held) if post_held else tr(lang, "{who}", who=who)
    if one.key == "joined":
        return tr(lang, "{who} is here since {day}", who=name, day=when)
    if one.on < today:
        return tr(lang, "{who} left on {day}", who=name, day=when)
    return tr(lang, "{who} leaves on {day}", who=name, day=when)


def _moved(one: News, lang: str) -> str:
    before, after = float(str(one.params["before"])), float(str(one.params["after"]))
    name = str(one.params["ja" if lang == "ja" else "en"])
    shown = {"name": name, "before": _figure(before), "after": _figure(after), "share": _share(before, after)}
    if one.params["averaged"]:
        return tr(lang, "{name} {before} → {after} ({share}, mean of four against the four before)", **shown)
    return tr(lang, "{name} {before} → {after} ({share})", **shown)


def _figure(value: float) -> str:
    return number(Decimal(str(round(value, 1))), 0 if abs(value) >= 100 or value == int(value) else 1)


def _share(before: float, after: float) -> str:
    if before == 0:
        return f"{'+' if after > 0 else '−'}{_figure(abs(after))}"
    percent = round((after - before) / abs(before) * 100)
    return f"{'+' if percent > 0 else '−'}{number(abs(percent))} %"


def _field(field: str, lang: str) -> str:
    names = {
        "segment": tr(lang, "Segment"),
        "phase": tr(lang, "Phase"),
        "fit": tr(lang, "Fit"),
        "owner_id": tr(lang, "Owner"),
        "parent_id": tr(lang, "Parent"),
    }
    return names.get(field, field)


def _value(field: str, value: str, lang: str) -> str:
    kinds: dict[str, type[Segment] | type[Phase] | type[Fit]] = {"segment": Segment, "phase": Phase, "fit": Fit}
    if not value:
        return "—"
    return name_of(kinds[field](value), lang) if field in kinds else value


def _source(one: News, lang: str) -> str:
    names = {
        "request": tr(lang, "Voice"),
        "indicator": tr(lang, "Event"),
        "joined": tr(lang, "People"),
        "left": tr(lang, "People"),
        "moved": tr(lang, "Measured"),
        "touchpoint.other": tr(lang, "Touchpoint"),
        "contract": tr(lang, "Contract"),
        "contract.notified": tr(lang, "Contract"),
        "account.new": tr(lang, "This book"),
    }
    return joined(names.get(one.key, tr(lang, "Account")), one.source)
