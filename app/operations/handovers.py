"""Hand-over sheets: what goes along with an account from sales, or from one holder to the next."""

from __future__ import annotations

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
from app.operations.account_page import HANDOVER_TEXTS
from app.operations.accounts import amend_accounts

KINDS = ("sales", "csm")
SECTIONS = HANDOVER_TEXTS
_FIELDS = {"kind", "given_by", "handed_on", "taken_by", *SECTIONS}
# Answers have no column of their own: they stand among what a person added to the row.
_ANSWERED = "answered"


@dataclass(frozen=True)
class Answered:
    """A question that was open, what was found out, and when."""

    question: str
    answer: str
    on: date


@dataclass(frozen=True)
class HandoverSheet:
    """The sheet of an account as it is now; `handover_id` is None where nothing was written yet."""

    account_id: str
    account: str
    owner: str
    handover_id: str | None
    kind: str
    given_by: str
    taken_by: str
    handed_on: date | None
    accepted_on: date | None
    texts: Mapping[str, str]
    questions: tuple[str, ...]
    answered: tuple[Answered, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """Return the sections nobody has filled: each is an open question."""
        return tuple(name for name in SECTIONS if not self.texts[name])

    @property
    def open_count(self) -> int:
        """Return how many questions are open: empty sections and those written down."""
        return len(self.empty) + len(self.questions)


_account, _member, _handover = tables.account, tables.member, tables.handover
_ACCOUNT = Prepared(
    select(_account.c.id, _account.c.name, _account.c.owner_id, _member.c.name.label("owner"))
    .outerjoin(_member, _member.c.id == _account.c.owner_id)
    .where(_account.c.id == bindparam("account"), _account.c.deleted_at.is_(None))
)
# One that waits to be accepted stands before those that are settled.
_LATEST = Prepared(
    select(_handover, _member.c.name.label("taken_by"))
    .outerjoin(_member, _member.c.id == _handover.c.taken_by_id)
    .where(_handover.c.account_id == bindparam("account"), _handover.c.deleted_at.is_(None))
    .order_by(_handover.c.accepted_on.is_not(None), _handover.c.accepted_on.desc(), _handover.c.no.desc())
    .limit(1)
)


def handover_sheet(session: Session, account_id: str, *, today: date) -> HandoverSheet:
    """Return the hand-over sheet of an account; raises BansoError where the account was removed meanwhile."""
    accounts = _ACCOUNT.rows(session, account=account_id)
    if not accounts:
        raise BansoError("account.unknown", name=account_id)
    account = accounts[0]
    rows = _LATEST.rows(session, account=account_id)
    row: Mapping[str, Any] = rows[0] if rows else {}
    custom: Mapping[str, Any] = row.get("custom") or {}
    return HandoverSheet(
        account_id=account_id,
        account=account["name"],
        owner=account["owner"] or "",
        handover_id=row.get("id"),
        kind=row.get("kind") or "sales",
        given_by=row.get("given_by") or "",
        taken_by=row.get("taken_by") or "",
        handed_on=_day(row.get("handed_on")),
        accepted_on=_day(row.get("accepted_on")),
        texts={name: row.get(name) or "" for name in SECTIONS},
        questions=tuple(str(question) for question in row.get("open_questions") or ()),
        answered=tuple(
            Answered(one["question"], one["answer"], date.fromisoformat(one["on"]))
            for one in custom.get(_ANSWERED) or ()
        ),
    )


def members(session: Session) -> list[str]:
    """Return the names of everybody on our side, for whom an account is handed to."""
    statement = select(_member.c.name).where(_member.c.deleted_at.is_(None)).order_by(_member.c.no)
    return [row[0] for row in session.execute(statement)]


def write_handover(session: Session, account_id: str, values: Mapping[str, object], *, today: date) -> str:
    """Write fields of the sheet, which begins with the first of them; returns its id.

    `taken_by` is a name of our side, known or new; an empty text makes a section an open question again.
    """
    unknown = set(values) - _FIELDS
    if unknown:
        raise KeyError(min(unknown))
    fields: dict[str, object] = {}
    for name, value in values.items():
        if name == "taken_by":
            fields["taken_by_id"] = _member_called(session, str(value))
        elif isinstance(value, date):
            fields[name] = value.isoformat()
        else:
            fields[name] = (str(value).strip() or None) if value is not None else None
    if "kind" in fields and fields["kind"] not in KINDS:
        raise BansoError("handover.kind", field="kind", kind=str(fields["kind"]))
    sheet = handover_sheet(session, account_id, today=today)
    if sheet.handover_id is not None:
        door.amend(session, "handover", {sheet.handover_id: fields})
        return sheet.handover_id
    if not any(fields.values()):
        return ""
    return door.create(session, "handover", [{"account_id": account_id, "kind": "sales", **fields}])[0]


def start_handover(session: Session, account_id: str, *, given_by: str, today: date) -> str:
    """Begin to hand an account on to the next holder, with everything the last sheet says; returns its id.

    A sheet that still waits to be accepted is gone on with.
    """
    sheet = handover_sheet(session, account_id, today=today)
    if sheet.handover_id is not None and sheet.accepted_on is None:
        return write_handover(session, account_id, {"kind": "csm"}, today=today)
    row: dict[str, object] = {name: text or None for name, text in sheet.texts.items()}
    row |= {"account_id": account_id, "kind": "csm", "given_by": sheet.owner or given_by}
    row["open_questions"] = list(sheet.questions) or None
    return door.create(session, "handover", [row])[0]


def accept_handover(session: Session, account_id: str, *, today: date) -> int:
    """Take an account over: who took it is its holder from today on. Pulses are not inherited but judged anew.

    "handover.no_taker" where nobody is named who takes it. Returns how many rows differ now.
    """
    sheet = handover_sheet(session, account_id, today=today)
    if sheet.handover_id is None or not sheet.taken_by:
        raise BansoError("handover.no_taker", field="taken_by")
    if sheet.accepted_on is not None:
        return 0
    values = {"accepted_on": today.isoformat(), "handed_on": (sheet.handed_on or today).isoformat()}
    done = door.amend(session, "handover", {sheet.handover_id: values})
    holder = {"owner_id": _member_called(session, sheet.taken_by)}
    return done + amend_accounts(session, [account_id], holder, today=today)


def ask_question(session: Session, account_id: str, question: str, *, today: date) -> int:
    """Write an open question down; one that stands there already is not written twice."""
    said = question.strip()
    if not said:
        raise BansoError("handover.no_question", field="question")
    sheet = handover_sheet(session, account_id, today=today)
    if said in sheet.questions:
        return 0
    if sheet.handover_id is None:
        row = {"account_id": account_id, "kind": "sales", "open_questions": [said]}
        return len(door.create(session, "handover", [row]))
    return door.amend(session, "handover", {sheet.handover_id: {"open_questions": [*sheet.questions, said]}})


def answer_question(session: Session, account_id: str, question: str, answer: str, *, today: date) -> int:
    """Close an open question with what was found out; without an answer it is only closed."""
    sheet = handover_sheet(session, account_id, today=today)
    if sheet.handover_id is None or question not in sheet.questions:
        return 0
    rest = [one for one in sheet.questions if one != question]
    row = door.present(session, "handover", [sheet.handover_id])[sheet.handover_id]
    custom: Mapping[str, Any] = row["custom"] or {}  # type: ignore[assignment]
    told = {"question": question, "answer": answer.strip(), "on": today.isoformat()}
    values = {"open_questions": rest or None, "custom": {**custom, _ANSWERED: [*custom.get(_ANSWERED, ()), told]}}
    return door.amend(session, "handover", {sheet.handover_id: values})


def _member_called(session: Session, name: str) -> str | None:
    said = name.strip()
    if not said:
        return None
    found = session.scalar(select(_member.c.id).where(_member.c.name == said, _member.c.deleted_at.is_(None)))
    return str(found) if found else door.create(session, "member", [{"name": said}])[0]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
