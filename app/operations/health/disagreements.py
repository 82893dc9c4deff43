"""Data against feeling: where the two lie far apart, one of them knows something that the other does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from app.errors import BansoError
from app.health.score import Part, score
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.health.inputs import many_inputs
from app.operations.health.models import model_at
from app.operations.health.portfolio import PortfolioRow, portfolio_rows
from app.operations.pulses import Pulse, pulses, say_pulse
from app.vocabulary import Purpose, TodayKind, TouchpointKind

FAR_APART = Decimal(30)
KIND, SUBJECT = str(TodayKind.SIGNAL), "disagreement"
"""What names the row in Today, so that putting off the question hides it there as well."""
LONGEST = timedelta(days=90)


@dataclass(frozen=True)
class Accepted:
    """Somebody said why the difference is fine, and until when."""

    until: date
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Told:
    """What speaks most for the number of the data: a measure with its score and its effect."""

    names: tuple[tuple[str, str], ...]
    score: Decimal
    effect: Decimal


@dataclass(frozen=True)
class Disagreement:
    """One account whose data and pulse lie far apart. `told` is what the data stands on, `pulses` what was judged."""

    row: PortfolioRow
    gap: Decimal
    told: tuple[Told, ...]
    pulses: tuple[Pulse, ...]
    accepted: Accepted | None = None


@dataclass(frozen=True)
class Disagreements:
    """The questions that wait, widest first, and those that somebody has put off with a reason."""

    waiting: tuple[Disagreement, ...]
    accepted: tuple[Disagreement, ...]


def disagreements(session: Session, *, today: date, rows: Iterable[PortfolioRow] | None = None) -> Disagreements:
    """Return every account whose data and pulse are thirty points apart or more; `rows` where they are known."""
    known = portfolio_rows(session, today=today) if rows is None else rows
    apart = {row.account_id: row for row in known if row.gap is not None and abs(row.gap) >= FAR_APART}
    if not apart:
        return Disagreements((), ())
    model = model_at(session, as_of=today)
    inputs = many_inputs(session, list(apart), as_of=today)
    said = pulses(session, list(apart), today=today)
    off = _accepted(session, list(apart), today)
    found = []
    for account_id, row in apart.items():
        gap = row.gap or Decimal(0)
        told = _told(score(model, inputs[account_id]).parts, up=gap > 0)
        judged = tuple(p for p in said.get(account_id, ()) if p.value is not None and not p.expired)
        found.append(Disagreement(row, gap, told, judged, off.get(account_id)))
    found.sort(key=lambda one: (-abs(one.gap), one.row.name))
    return Disagreements(
        tuple(one for one in found if one.accepted is None), tuple(one for one in found if one.accepted is not None)
    )


def accept_disagreement(
    session: Session, account_id: str, reason: str, *, until: date, today: date, by_id: str | None
) -> str:
    """Say why a difference is fine: the words become a note of the account, and the question waits until a day."""
    if not reason.strip():
        raise BansoError("disagreement.no_reason", field="reason")
    if not today < until <= today + LONGEST:
        raise BansoError("disagreement.bad_day", field="until", days=LONGEST.days)
    table = tables.put_off
    asked = select(table.c.id).where(
        table.c.account_id == account_id,
        table.c.kind == KIND,
        table.c.subject == SUBJECT,
        table.c.deleted_at.is_(None),
    )
    there = [row[0] for row in session.execute(asked)]
    # The reason is found by the change that wrote both, so an older question gives way to a new one.
    door.remove(session, "put_off", there)
    row = {"account_id": account_id, "kind": KIND, "subject": SUBJECT, "until": until.isoformat()}
    door.create(session, "put_off", [row])
    note = {
        "account_id": account_id, "state": "done", "kind": str(TouchpointKind.NOTE), "on_date": today.isoformat(),
        "body": reason.strip(), "two_way": False, "purpose": str(Purpose.INTERNAL), "by_id": by_id,
    }  # fmt: skip
    return door.create(session, "touchpoint", [note])[0]


def judge_anew(
    session: Session, account_id: str, values: Mapping[str, int], reason: str, *, today: date, by_id: str | None
) -> None:
    """Judge several aspects of an account at once, for one reason."""
    if not reason.strip():
        raise BansoError("pulse.no_reason", field="reason")
    for key, value in values.items():
        say_pulse(session, account_id, key, value, reason, observed_on=today, by_id=by_id)


def _told(parts: Iterable[Part], *, up: bool) -> tuple[Told, ...]:
    data = [part for part in parts if part.measure.kind == "data" and part.value.score is not None and part.effect]
    ordered = sorted(data, key=lambda part: -part.effect if up else part.effect)
    return tuple(
        Told(tuple(part.measure.name.items()), part.value.score or Decimal(0), part.effect)
        for part in ordered[:2]
        if (part.effect > 0) is up
    )


def _accepted(session: Session, account_ids: list[str], today: date) -> dict[str, Accepted]:
    off, note, member = tables.put_off, tables.touchpoint, tables.member
    statement = (
        select(off.c.account_id, off.c.until, note.c.body, note.c.on_date, member.c.name.label("by"))
        .select_from(off)
        .outerjoin(note, (note.c.change_id == off.c.change_id) & (note.c.account_id == off.c.account_id)
                   & note.c.deleted_at.is_(None))
        .outerjoin(member, member.c.id == note.c.by_id)
        .where(
            off.c.kind == KIND,
            off.c.subject == SUBJECT,
            off.c.until > today.isoformat(),
            off.c.deleted_at.is_(None),
            off.c.account_id.in_(account_ids),
        )
        .order_by(off.c.no)
    )  # fmt: skip
    return {
        row["account_id"]: Accepted(
            date.fromisoformat(row["until"]), row["body"] or "", row["by"] or "",
            date.fromisoformat(row["on_date"]) if row["on_date"] else today,
        )
        for row in session.rows(statement)
    }  # fmt: skip
