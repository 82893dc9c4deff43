"""What a line was understood as, in rows for a person to check before it is logged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.language import _, current, keyed, name_of, ngettext, short_day
from app.operations.quick_log import LogNames, Reading, Similar, pulse_reason
from app.operations.quick_log_aid import AccountNow, AccountState, PersonRef, PromiseRef, PulseRef
from app.vocabulary import Flag, Role, Side, TouchpointKind

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


VOICE = "voice"


@dataclass(frozen=True)
class Row:
    """One row: what it is about, what was understood, and what follows from it.

    `edits` names the part of the line that it stands for; `toggles` a promise to move or, as "voice", the mark to set.
    """

    icon: str
    label: str
    words: str
    detail: str = ""
    tone: str = "text"
    toggles: str = ""
    is_on: bool = False
    edits: str = ""


@dataclass(frozen=True)
class Known:
    """What is known beside the line itself: names, the account's standing, which promises are to be moved.

    `new_name` is that of an account to be added with the touchpoint, `call` the call to action that a risk goes to.
    """

    names: LogNames
    now: AccountNow
    clock: Clock
    similar: Sequence[Similar] = ()
    moved: Collection[str] = ()
    new_name: str = ""
    call: str = ""


def rows_of(reading: Reading, known: Known) -> list[Row]:
    """Return the rows in their order: account, kind and people, tags, promises, flags, pulses, the customer's words."""
    today = known.clock.today()
    rows = [_account(reading, known, today), _kind(reading, known, today)]
    if reading.tags:
        rows.append(Row("hash", _("Tags"), listed(reading.tags), edits="tags"))
    rows += _promises(reading, known)
    for flag in reading.flags:
        rows.append(_flag(flag, reading))
        if flag is Flag.RISK and known.call:
            rows.append(_call(known.call))
    rows += [_pulse(at, pulse, reading) for at, pulse in enumerate(reading.pulses)]
    if reading.gist and Flag.VOICE not in reading.flags:
        rows.append(_voice_offered(reading))
    return rows


def _voice_offered(reading: Reading) -> Row:
    icon, detail = "message-square-quote", _("keep it as the customer's words? Alt+V")
    return Row(icon, _("Voice"), reading.gist, detail, "text2", toggles=VOICE)


def _account(reading: Reading, known: Known, today: date) -> Row:
    found = reading.account
    if found.state is AccountState.UNKNOWN and found.text == known.new_name:
        words = _("“{name}” will be added as an account", name=found.text)
        return _account_row(words, _("together with the touchpoint, and taken back together"), "watch_text")
    if found.state is AccountState.UNKNOWN:
        return _account_row(
            _("No account is called “{name}”", name=found.text), _("choose or add it with ↑↓ and Tab"), "risk_text"
        )
    if found.state is AccountState.AMBIGUOUS:
        return _account_row(_("“{name}” may be several", name=found.text), _("choose with ↑↓ and Tab"), "watch_text")
    named = known.names.accounts.named(found.id) if found.id else None
    if named is None:
        return _account_row(_("Write @ and the account's name"), "", "text3")
    details = [_("the account on screen")] if found.state is AccountState.ASSUMED else []
    last = known.now.last_touch
    if last is not None and last <= today:
        details.append(_("last contact {when}", when=_ago((today - last).days)))
    return _account_row(named.name, joined(details))


def _account_row(words: str, detail: str, tone: str = "text") -> Row:
    return Row("building-2", _("Account"), words, detail, tone, edits="account")


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
    return Row(_KIND_ICONS[reading.kind], _("Type and people"), words, detail, edits="kind")


def _person(one: PersonRef, reading: Reading, known: Known) -> str:
    if one.id is None:
        return one.text
    person = next((p for p in known.names.people.at(reading.account.id) if p.id == one.id), None)
    if person is None:
        return one.text
    # In Japanese nobody is called without a title.
    called = f"{person.name} {person.title}" if person.title and current() == "ja" else person.name
    return _("{name} ({role})", name=called, role=name_of(Role(person.role))) if person.role else called


def _promises(reading: Reading, known: Known) -> Iterator[Row]:
    alike = {one.new_text: one for one in known.similar}
    for at, ref in enumerate(reading.promises):
        same = alike.get(ref.text)
        is_moved = same is not None and same.promise_id in known.moved
        if not is_moved:
            detail = _promise_detail(ref)
            yield Row("handshake", _("Next promise"), ref.text, detail, "watch_text", edits=f"promise:{at}")
        if same is not None:
            yield _similar(same, is_moved)


def _promise_detail(ref: PromiseRef) -> str:
    due = _("no due day") if ref.due is None else _("due {day}", day=short_day(ref.due))
    if ref.ambiguous:
        due = _("{due} (the next such day)", due=due)
    owner = {Side.ME: _("me"), Side.CUSTOMER: _("the customer"), Side.INTERNAL: _("our side")}[ref.owner]
    goes = _("goes to Today") if ref.due is not None else ""
    return joined([due, f"{owner} {ref.owner_name}".strip(), goes])


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
    icon, label, words, tone = {
        Flag.RISK: ("triangle-alert", _("Risk"), _("Kept as a sign of risk"), "risk_text"),
        Flag.WIN: ("trophy", _("Win"), _("Kept as a win"), "good_text"),
        Flag.VOICE: ("message-square-quote", _("Voice"), _("Kept in the customer's words"), "text"),
        Flag.CSQL: ("trending-up", _("CSQL"), _("Kept as a lead for expansion"), "text"),
        Flag.OUTAGE: ("cloud-alert", _("Outage"), _("Kept as an outage"), "risk_text"),
        Flag.LATE: ("receipt-japanese-yen", _("Late payment"), _("Kept as a late payment"), "risk_text"),
    }[flag]
    return Row(icon, label, words, reading.gist or reading.body, tone, edits=f"flag:{flag.value}")


def _call(words: str) -> Row:
    return Row("flag", _("Call to action"), words, _("this risk becomes evidence there"), edits=f"flag:{Flag.RISK}")


def _pulse(at: int, pulse: PulseRef, reading: Reading) -> Row:
    anchor = keyed("pulse.anchor", f"{pulse.aspect}.{pulse.value}")
    words = joined([f"{keyed('pulse.aspect', pulse.aspect)} {pulse.value}", anchor])
    reason = pulse_reason(reading)
    detail, tone = (reason, "text") if reason else (_("write why, unless it is as before"), "watch_text")
    return Row("heart-handshake", _("Pulse"), words, detail, tone, edits=f"pulse:{at}")


def joined(parts: Iterable[str]) -> str:
    """Return short facts side by side."""
    return _(" · ").join(part for part in parts if part)


def listed(words: Iterable[str]) -> str:
    """Return names one after the other."""
    return _(", ").join(words)
