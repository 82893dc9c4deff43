"""What a line was understood as, in rows for a person to check before it is logged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.language import _, name_of, ngettext, short_day
from app.operations.quick_log import LogNames, Reading, Similar
from app.operations.quick_log_aid import AccountNow, AccountState, PersonRef, PromiseRef
from app.vocabulary import Flag, Side, TouchpointKind

_KIND_ICONS: Mapping[TouchpointKind, str] = {
    TouchpointKind.CALL: "phone",
    TouchpointKind.MEETING: "users",
    TouchpointKind.EMAIL: "mail",
    TouchpointKind.VISIT: "map-pin",
    TouchpointKind.REVIEW: "presentation",
    TouchpointKind.CHAT: "message-circle",
    TouchpointKind.TRAINING: "graduation-cap",
    TouchpointKind.EVENT: "calendar",
    TouchpointKind.NOTE: "notebook-pen",
}


@dataclass(frozen=True)
class Row:
    """One row: what it is about, what was understood, and what follows from it. `toggles` names a promise to move."""

    icon: str
    label: str
    words: str
    detail: str = ""
    tone: str = "text"
    toggles: str = ""
    is_on: bool = False


@dataclass(frozen=True)
class Known:
    """What is known beside the line itself: names, the account's standing, and which promises are to be moved."""

    names: LogNames
    now: AccountNow
    clock: Clock
    similar: Sequence[Similar] = ()
    moved: Collection[str] = ()


def rows_of(reading: Reading, known: Known) -> list[Row]:
    """Return the rows in their order: account, kind and people, date, tags, promises, flags."""
    today = known.clock.today()
    rows = [_account(reading, known, today), _kind(reading, known, today)]
    if reading.tags:
        rows.append(Row("hash", _("Tags"), listed(reading.tags)))
    rows += _promises(reading, known)
    rows += [_flag(flag, reading) for flag in reading.flags]
    return rows


def _account(reading: Reading, known: Known, today: date) -> Row:
    found, label = reading.account, _("Account")
    if found.state is AccountState.UNKNOWN:
        detail = _("choose with ↑↓ and Tab") if found.candidates else _("nothing is lost: write another name")
        return Row("building-2", label, _("No account is called “{name}”", name=found.text), detail, "risk_text")
    if found.state is AccountState.AMBIGUOUS:
        words = _("“{name}” may be several", name=found.text)
        return Row("building-2", label, words, _("choose with ↑↓ and Tab"), "watch_text")
    named = known.names.accounts.named(found.id) if found.id else None
    if named is None:
        return Row("building-2", label, _("Write @ and the account's name"), "", "text3")
    details = [_("the account on screen")] if found.state is AccountState.ASSUMED else []
    last = known.now.last_touch
    if last is not None and last <= today:
        details.append(_("last contact {when}", when=_ago((today - last).days)))
    return Row("building-2", label, named.name, joined(details))


def _ago(days: int) -> str:
    return ngettext("{n} day ago", "{n} days ago", days) if days else _("today")


def _kind(reading: Reading, known: Known, today: date) -> Row:
    people = [_person(one, reading, known) for one in reading.people]
    words = joined([name_of(reading.kind), *people])
    if reading.on == today:
        now: datetime = known.clock.now().astimezone(ZoneInfo(known.clock.zone))
        detail = _("now, {time}", time=f"{now.hour}:{now.minute:02}")
    elif reading.on > today:
        detail = _("{day}, kept as planned", day=short_day(reading.on))
    else:
        detail = short_day(reading.on)
    doubtful = [one for one in reading.people if len(one.candidates) > 1]
    if doubtful:
        first = doubtful[0]
        detail = joined(
            [detail, _("“{name}” may be {names}", name=first.text, names=listed(p.name for p in first.candidates))]
        )
    return Row(_KIND_ICONS[reading.kind], _("Type and people"), words, detail)


def _person(one: PersonRef, reading: Reading, known: Known) -> str:
    if one.id is None:
        return one.text
    return next((p.name for p in known.names.people.at(reading.account.id) if p.id == one.id), one.text)


def _promises(reading: Reading, known: Known) -> Iterator[Row]:
    alike = {one.new_text: one for one in known.similar}
    for ref in reading.promises:
        same = alike.get(ref.text)
        is_moved = same is not None and same.promise_id in known.moved
        if not is_moved:
            yield Row("handshake", _("Next promise"), ref.text, _promise_detail(ref), "watch_text")
        if same is not None:
            yield _similar(same, is_moved)


def _promise_detail(ref: PromiseRef) -> str:
    due = _("no due day") if ref.due is None else _("due {day}", day=short_day(ref.due))
    if ref.ambiguous:
        due = _("{due} (the next such day)", due=due)
    owner = {Side.ME: _("me"), Side.CUSTOMER: _("the customer"), Side.INTERNAL: _("our side")}[ref.owner]
    return joined([due, f"{owner} {ref.owner_name}".strip()])


def _similar(same: Similar, is_moved: bool) -> Row:
    old = short_day(same.due) if same.due else _("no due day")
    words = _("{text} ({due})", text=same.text, due=old)
    if not is_moved:
        return Row("git-merge", _("Open promise"), words, _("move this one instead: Alt+M"), toggles=same.promise_id)
    if same.new_due is None:
        detail = _("stays as it is, no second promise is made")
    else:
        detail = _("moves to {day}, no second promise is made", day=short_day(same.new_due))
    return Row("git-merge", _("Open promise"), words, detail, "watch_text", same.promise_id, is_on=True)


def _flag(flag: Flag, reading: Reading) -> Row:
    words = reading.gist or reading.body
    if flag is Flag.RISK:
        return Row("triangle-alert", _("Risk"), _("Kept as a sign of risk"), words, "risk_text")
    if flag is Flag.WIN:
        return Row("trophy", _("Win"), _("Kept as a win"), words, "good_text")
    if flag is Flag.VOICE:
        return Row("message-square-quote", _("Voice"), _("Kept in the customer's words"), words)
    return Row("trending-up", _("CSQL"), _("Kept as a lead for expansion"), words)


def joined(parts: Iterable[str]) -> str:
    """Return short facts side by side."""
    return _(" · ").join(part for part in parts if part)


def listed(words: Iterable[str]) -> str:
    """Return names one after the other."""
    return _(", ").join(words)
