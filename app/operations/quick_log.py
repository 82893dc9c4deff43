"""The quick log: one line becomes a touchpoint with its promises, marks and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from app.clock import stamp
from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.accounts import create_account
from app.operations.pulses import say_pulse
from app.operations.quick_log_aid import Similar, open_of
from app.quicklog.grammar import parse, says_only_how
from app.quicklog.names import AccountName, AccountNames, PeopleNames, PersonName
from app.quicklog.reading import AccountState, PromiseRef, Reading, Token, TokenKind
from app.quicklog.similarity import OpenPromise, similar_promise
from app.search.fold import fold, fold_name
from app.vocabulary import Flag, Side

__all__ = ["LogNames", "Logged", "Reading", "Similar", "Token", "TokenKind", "log_line", "log_names", "read_line"]

_EVENTS = {Flag.RISK: "risk", Flag.WIN: "win", Flag.OUTAGE: "outage", Flag.LATE: "payment_late"}
"""The marks that are kept as events, and of which kind."""


@dataclass(frozen=True)
class LogNames:
    """Everybody a line can name, folded once."""

    accounts: AccountNames
    people: PeopleNames


@dataclass(frozen=True)
class LoggedPromise:
    """A promise that the line made or moved."""

    id: str
    text: str
    due: date | None
    owner: Side


@dataclass(frozen=True)
class Logged:
    """What a line became."""

    touchpoint_id: str
    account_id: str
    account: str
    promises: tuple[LoggedPromise, ...]
    similar: tuple[Similar, ...]
    indicators: tuple[Flag, ...]


def log_names(session: Session) -> LogNames:
    """Return everybody a line can name; the quick log keeps it until accounts or people change."""
    account, person, position = tables.account, tables.person, tables.position
    accounts = [
        AccountName(row["id"], row["name"], row["reading"] or "", row["domain"] or "", row["external_id"] or "")
        for row in session.rows(select(account).where(account.c.deleted_at.is_(None)))
    ]
    statement = (
        select(person.c.id, person.c.name, person.c.reading, position.c.account_id, position.c.title, position.c.role)
        .join(position, position.c.person_id == person.c.id)
        .where(person.c.deleted_at.is_(None), position.c.deleted_at.is_(None), position.c.to_on.is_(None))
        .order_by(position.c.no)
    )
    # Who holds two posts at one account is one person there, known by the first.
    people = {
        (row["id"], row["account_id"]): PersonName(
            row["id"], row["account_id"], row["name"], row["reading"] or "", row["title"] or "", row["role"] or ""
        )
        for row in reversed(session.rows(statement))
    }
    return LogNames(AccountNames(accounts, fold_name), PeopleNames(list(people.values())[::-1], fold_name))


def read_line(line: str, names: LogNames, *, today: date, account_id: str | None = None) -> Reading:
    """Return how a line is understood; `account_id` is the account on screen, where the line names none."""
    return parse(line, accounts=names.accounts, people=names.people, today=today, current=account_id)


def log_line(
    session: Session,
    line: str,
    *,
    today: date,
    now: datetime,
    by_id: str | None,
    account_id: str | None = None,
    names: LogNames | None = None,
    move: Sequence[str] = (),
    create: bool = False,
) -> Logged:
    """Log one line; an unknown account is refused with whom it may mean, and nothing is written.

    With `create` it is added first, in the same change: taking that back takes back both. `move` names open promises
    that the line's own resemble: their due date moves and no second promise is made.
    """
    reading = read_line(line, names or log_names(session), today=today, account_id=account_id)
    if create and reading.account.state is AccountState.UNKNOWN:
        name = reading.account.text
        account = {"id": create_account(session, name=name, today=today, by_id=by_id), "name": name}
    else:
        account = _account(session, reading)
    parts = (reading.kind_written, reading.promises, reading.people, reading.flags, reading.pulses)
    if not (reading.gist.strip() or any(parts)):
        raise BansoError("log.empty", field="line")
    touchpoint = uuid7()
    row: dict[str, object] = {
        "id": touchpoint,
        "account_id": account["id"],
        "state": "done",
        "kind": str(reading.kind),
        "on_date": reading.on.isoformat(),
        "at": stamp(now) if reading.on == today else None,
        "body": reading.body,
        "two_way": reading.kind.two_way,
        "tags": list(reading.tags) or None,
        "by_id": by_id,
    }
    door.create(session, "touchpoint", [row])
    people = [{"touchpoint_id": touchpoint, "person_id": person.id, "name": person.text} for person in reading.people]
    door.create(session, "touchpoint_person", people)
    promises, similar = _promises(session, reading, account["id"], touchpoint, today, set(move))
    _marks(session, reading, account["id"], touchpoint)
    if Flag.RISK in reading.flags:
        from app.operations.signals.linking import link_risk  # only such a line waits for rules and playbooks

        link_risk(session, account["id"], touchpoint, today=today)
    for pulse in reading.pulses:
        reason, on = pulse_reason(reading), min(reading.on, today)
        say_pulse(session, account["id"], pulse.aspect, pulse.value, reason, observed_on=on, by_id=by_id)
    return Logged(touchpoint, account["id"], account["name"], promises, similar, reading.flags)


def pulse_reason(reading: Reading) -> str:
    """Return what the line gives as the reason of its pulses: what happened, else whatever else it says."""
    if not says_only_how(reading.gist):
        return reading.gist.strip()
    left = reading.line
    for token in sorted(reading.tokens, reverse=True):
        if token.kind in (TokenKind.ACCOUNT, TokenKind.PULSE, TokenKind.TAG, TokenKind.FLAG):
            left = f"{left[: token.start]} {left[token.end :]}"
    return "" if says_only_how(left) else " ".join(left.split())


def _account(session: Session, reading: Reading) -> dict[str, str]:
    found = reading.account
    if found.id is None:
        candidates = [one.name for one in found.candidates]
        key = {
            AccountState.NONE: "log.no_account",
            AccountState.AMBIGUOUS: "log.ambiguous_account",
        }.get(found.state, "log.unknown_account_like" if candidates else "log.unknown_account")
        raise BansoError(key, field="account", name=found.text, candidates=candidates)
    [row] = _NAME.rows(session, account=found.id)
    return {"id": row["id"], "name": row["name"]}


_NAME = Prepared(select(tables.account.c.id, tables.account.c.name).where(tables.account.c.id == bindparam("account")))


def _promises(
    session: Session, reading: Reading, account_id: str, touchpoint: str, today: date, move: set[str]
) -> tuple[tuple[LoggedPromise, ...], tuple[Similar, ...]]:
    still_open = {row["id"]: row for row in open_of(session, account_id)} if reading.promises else {}
    made: list[LoggedPromise] = []
    similar: list[Similar] = []
    for ref in reading.promises:
        alike = similar_promise(ref.text, [OpenPromise(i, row["text"]) for i, row in still_open.items()], fold)
        same = alike.promise if alike else None
        if same is not None and same.id in move:
            values = {"due": ref.due.isoformat()} if ref.due else {}
            door.amend(session, "promise", {same.id: values})
            was = still_open[same.id]["due"]
            due_now = ref.due or (date.fromisoformat(was) if was else None)
            made.append(LoggedPromise(same.id, same.text, due_now, Side(still_open[same.id]["side"])))
            continue
        [row_id] = door.create(session, "promise", [_promise(ref, account_id, touchpoint, today)])
        made.append(LoggedPromise(row_id, ref.text, ref.due, ref.owner))
        if same is not None:
            due = still_open[same.id]["due"]
            similar.append(Similar(same.id, same.text, date.fromisoformat(due) if due else None, ref.text, ref.due))
    return tuple(made), tuple(similar)


def _promise(ref: PromiseRef, account_id: str, touchpoint: str, today: date) -> dict[str, object]:
    due = ref.due.isoformat() if ref.due else None
    return {
        "account_id": account_id,
        "text": ref.text,
        "side": str(ref.owner),
        "who": ref.owner_name or None,
        "due": due,
        "first_due": due,
        "made_on": today.isoformat(),
        "origin": "quick_log",
        "origin_id": touchpoint,
        "shown": ref.owner is not Side.INTERNAL,
    }


def _marks(session: Session, reading: Reading, account_id: str, touchpoint: str) -> None:
    """Keep what marks say: !risk, !win, !outage, !late an indicator, !voice a request in their words, !csql a lead."""
    promised = reading.promises[0].text if reading.promises else reading.body
    on, words = reading.on.isoformat(), reading.gist.strip() or promised
    shared: dict[str, object] = {"account_id": account_id, "touchpoint_id": touchpoint}
    known = [person.id for person in reading.people if person.id]
    for flag in reading.flags:
        if flag in _EVENTS:
            door.create(session, "indicator", [{**shared, "kind": _EVENTS[flag], "on_date": on, "note": words}])
        elif flag is Flag.VOICE:
            who = known[0] if len(reading.people) == len(known) == 1 else None
            door.create(session, "request", [{**shared, "words": words, "raised_on": on, "person_id": who}])
        else:
            row = {**shared, "origin": "conversation", "signal": words, "submitted_on": on}
            door.create(session, "csql", [row])
