"""Promises: what is open, kept and dropped; making one, wording it anew, keeping, moving, hiding and dropping it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.vocabulary import Side


@dataclass(frozen=True)
class PromiseRow:
    """A promise, open or kept."""

    id: str
    account_id: str
    text: str
    side: Side
    who: str
    due: date | None
    done_on: date | None
    hidden_until: date | None


@dataclass(frozen=True)
class DueMove:
    """A due day that was moved: on which day, and from when to when."""

    on: date
    old: date | None
    new: date | None


@dataclass(frozen=True)
class PromiseFull:
    """A promise with its story, for the tab of an account; `shown`: the customer may read it in a review."""

    row: PromiseRow
    made_on: date
    dropped_on: date | None
    first_due: date | None
    customer_knows: bool | None
    shown: bool
    moves: tuple[DueMove, ...]

    @property
    def id(self) -> str:
        """Return the id of the promise."""
        return self.row.id


_promise = tables.promise
_still_open = select(_promise).where(
    _promise.c.done_on.is_(None), _promise.c.dropped_on.is_(None), _promise.c.deleted_at.is_(None)
)
_OPEN = Prepared(_still_open)
_OPEN_AT = Prepared(_still_open.where(_promise.c.account_id == bindparam("account")))


def open_promises(session: Session, *, account_id: str | None = None) -> list[PromiseRow]:
    """Return what is still to be done, earliest due first, without a date last."""
    found = _OPEN.rows(session) if account_id is None else _OPEN_AT.rows(session, account=account_id)
    rows = [row_of(row) for row in found]
    return sorted(rows, key=lambda row: (row.due or date.max, row.id))


def promises_of(session: Session, account_id: str) -> list[PromiseFull]:
    """Return every promise at an account: the open ones as they are due, then those ended, the newest first."""
    statement = select(_promise).where(_promise.c.account_id == account_id, _promise.c.deleted_at.is_(None))
    moves = _moves(session, account_id)
    found = [
        PromiseFull(
            row_of(row),
            date.fromisoformat(row["made_on"]),
            _day(row["dropped_on"]),
            _day(row["first_due"]),
            row["customer_knows"],
            row["shown"] is not False,
            tuple(moves.get(row["id"], ())),
        )
        for row in session.rows(statement)
    ]
    still_open = [one for one in found if one.row.done_on is None and one.dropped_on is None]
    ended = [one for one in found if one not in still_open]
    return [
        *sorted(still_open, key=lambda one: (one.row.due or date.max, one.row.id)),
        *sorted(ended, key=lambda one: (one.row.done_on or one.dropped_on or date.min, one.row.id), reverse=True),
    ]


def _moves(session: Session, account_id: str) -> dict[str, list[DueMove]]:
    # A move that was taken back, and the taking back, are no moves.
    history, change = tables.history, tables.change
    statement = (
        select(history.c.row_id, history.c.old, history.c.new, change.c.at)
        .join(change, change.c.id == history.c.change_id)
        .join(_promise, _promise.c.id == history.c.row_id)
        .where(
            history.c.entity == "promise",
            history.c.field == "due",
            _promise.c.account_id == account_id,
            change.c.state == "complete",
            change.c.undoes.is_(None),
        )
        .order_by(history.c.no)
    )
    found: dict[str, list[DueMove]] = defaultdict(list)
    for row in session.rows(statement):
        old, new = json.loads(row["old"]), json.loads(row["new"])
        if old is not None:
            found[row["row_id"]].append(DueMove(date.fromisoformat(row["at"][:10]), _day(old), _day(new)))
    return found


def row_of(row: Mapping[str, Any]) -> PromiseRow:
    """Return a promise as screens show it."""
    return PromiseRow(
        row["id"], row["account_id"], row["text"], Side(row["side"]), row["who"] or "", _day(row["due"]),
        _day(row["done_on"]), _day(row["hidden_until"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def add_promise(
    session: Session, account_id: str, *, text: str, side: Side, who: str = "", due: date | None = None, today: date
) -> str:
    """Make a promise and return its id."""
    on = due.isoformat() if due is not None else None
    row = {
        "account_id": account_id,
        "text": _text(text),
        "side": str(side),
        "who": who.strip() or None,
        "due": on,
        "first_due": on,
        "made_on": today.isoformat(),
        "origin": "account",
        "shown": side is not Side.INTERNAL,
    }
    return door.create(session, "promise", [row])[0]


def amend_promise(session: Session, promise_id: str, values: Mapping[str, Any]) -> int:
    """Change the text, the side, who has it in hand, or whether the customer sees it; `move_promise` moves the day."""
    fields: dict[str, object] = {}
    if "text" in values:
        fields["text"] = _text(values["text"])
    if "side" in values:
        fields["side"] = str(Side(values["side"]))
    if "who" in values:
        fields["who"] = str(values["who"]).strip() or None
    if "shown" in values:
        fields["shown"] = bool(values["shown"])
    return door.amend(session, "promise", {promise_id: fields})


def _text(text: str) -> str:
    if not text.strip():
        raise BansoError("promise.empty", field="text")
    return " ".join(text.split())


def keep_promise(session: Session, promise_id: str, *, on: date) -> int:
    """Mark a promise as kept."""
    return door.amend(session, "promise", {promise_id: {"done_on": on.isoformat(), "hidden_until": None}})


def move_promise(session: Session, promise_id: str, *, due: date, customer_knows: bool | None) -> int:
    """Move a promise to another day (期日を変更) and keep whether the customer knows."""
    values: dict[str, object] = {"due": due.isoformat(), "customer_knows": customer_knows}
    before = door.present(session, "promise", [promise_id])[promise_id]
    if before["due"] is None and before["first_due"] is None:
        # The first day that is named is agreed, not moved.
        values["first_due"] = due.isoformat()
    return door.amend(session, "promise", {promise_id: values})


def hide_promise(session: Session, promise_id: str, *, until: date) -> int:
    """Hide a promise for later (あとで); its due day stays."""
    return door.amend(session, "promise", {promise_id: {"hidden_until": until.isoformat()}})


def drop_promise(session: Session, promise_id: str, *, on: date) -> int:
    """Drop a promise (取り下げ): it is neither open nor kept."""
    return door.amend(session, "promise", {promise_id: {"dropped_on": on.isoformat(), "hidden_until": None}})


def reopen_promise(session: Session, promise_id: str) -> int:
    """Open a promise again that was kept, dropped or hidden."""
    return door.amend(session, "promise", {promise_id: {"done_on": None, "dropped_on": None, "hidden_until": None}})
