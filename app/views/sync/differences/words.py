"""The words of the differences: what a record and a field are called, who changed it when, what a choice does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.language import _, keyed, ngettext, short_day
from app.operations.syncing.rows import Difference
from app.operations.word_diff import Piece, diff, items, whole
from app.views.sync.differences.record import Question, Record, side
from app.views.sync.mapping_words import field_words

Side = Literal["mine", "theirs"]
_THINGS = {"contact": "person", "task": "promise"}
ICONS = {
    "account": "building-2",
    "contact": "user",
    "touchpoint": "message-circle",
    "task": "handshake",
    "request": "message-square-quote",
    "plan": "list-checks",
    "objective": "flag",
    "milestone": "circle-check",
    "commitment": "handshake",
    "review": "presentation",
    "decision": "circle-check",
    "review_section": "presentation",
    "contract": "receipt-japanese-yen",
    "contract_line": "receipt-japanese-yen",
    "forecast_call": "trending-up",
    "csql": "sprout",
}


def entity_name(entity: str) -> str:
    """Return what a kind of record is called."""
    return keyed("thing", _THINGS.get(entity, entity))


def question_name(question: Question) -> str:
    """Return what is asked about: the field, or those that go together."""
    if question.is_whole:
        return _("The whole record")
    said = _(", ").join(field_words(row.entity, row.field) for row in question.rows)
    return said[:1].upper() + said[1:]


def question_hint(question: Question) -> str:
    """Return what kind of field it is, or why it is asked where that is not plain."""
    row = question.rows[0]
    if row.kind == "merged":
        return _("Records became one in {system}", system=row.system)
    if row.kind == "oscillation":
        return _("Goes back and forth at every sync")
    if len(question.rows) > 1:
        return _("Chosen together")
    if row.type == "longtext":
        return _("Long text, can be combined") if question.both is not None else _("Long text")
    if row.type == "multi":
        return _("List, can be combined") if question.both is not None else _("List")
    return ""


def record_line(record: Record) -> str:
    """Return what a record is and how many fields are asked about."""
    return f"{entity_name(record.first.entity)} · {asked_about(record)}"


def asked_about(record: Record) -> str:
    """Return how many fields are asked about, or that it is the record."""
    if record.questions[0].is_whole:
        return _("the whole record")
    return ngettext("{n} field", "{n} fields", len(record.questions))


def title_of(record: Record) -> str:
    """Return what has happened to a record."""
    kinds = {question.kind for question in record.questions}
    if "deleted_there" in kinds:
        return _("Deleted in {system}, changed here", system=record.system)
    if "deleted_here" in kinds:
        return _("Deleted here, changed in {system}", system=record.system)
    if kinds == {"merged"}:
        return _("Records became one in {system}", system=record.system)
    if kinds == {"oscillation"}:
        return _("A value goes back and forth")
    return _("The same fields changed in both places")


def explanation(question: Question) -> str:
    """Return in plain words what has happened to a whole record."""
    row = question.rows[0]
    if row.kind == "deleted_there":
        return _(
            "“{title}” was deleted in {system}, but it has changes here that were not sent yet.",
            title=row.title, system=row.system,
        )  # fmt: skip
    if row.kind == "deleted_here":
        return _(
            "“{title}” was deleted here, but it was changed in {system} afterwards.",
            title=row.title, system=row.system,
        )  # fmt: skip
    return _("“{title}” is not the same here and in {system}.", title=row.title, system=row.system)


def whole_choice(question: Question, which: Side) -> tuple[str, str]:
    """Return what can be done with a whole record, and what that does."""
    row = question.rows[0]
    if row.kind == "deleted_there":
        if which == "mine":
            return _("Keep it"), _("It stays here and is made again in {system} at the next sync.", system=row.system)
        return _("Delete it here too"), _("It goes from this PC; the history keeps it and can bring it back.")
    if row.kind == "deleted_here":
        if which == "mine":
            return _("Delete it in {system} too", system=row.system), _(
                "It is deleted in {system} at the next sync.", system=row.system
            )
        return _("Bring it back"), _("It comes back here with what {system} says.", system=row.system)
    if which == "mine":
        return _("Keep this PC's"), _("What stands here is sent at the next sync.")
    return _("Take over from {system}", system=row.system), _(
        "What stands in {system} replaces what stands here.", system=row.system
    )


def pieces_of(question: Question, which: Side) -> list[Piece]:
    """Return what a side says, with what it changed."""
    base, said = side(question, "base"), side(question, which)
    return _pieces(question, base, said)


def _pieces(question: Question, base: str, said: str) -> list[Piece]:
    row = question.rows[0]
    if row.type == "multi":
        return _listed(items(_entries(base), _entries(said)))
    return diff(base, said) if row.text else whole(base, said)


def in_a_line(question: Question, text: str) -> str:
    """Return a value of a question in one line; the entries of a list have a line each."""
    return _(", ").join(_entries(text)) if question.rows[0].type == "multi" else text


def _entries(text: str) -> list[str]:
    return [entry for entry in text.split("\n") if entry]


def _listed(pieces: Sequence[Piece]) -> list[Piece]:
    made: list[Piece] = []
    for piece in pieces:
        if made:
            made.append(Piece("same", _(", ")))
        made.append(Piece(piece.kind, f"＋ {piece.text}" if piece.kind == "in" else piece.text))
    return made


def heard(pieces: Sequence[Piece]) -> str:
    """Return for a screen reader what was added and what was taken away."""
    come = _(", ").join(piece.text.strip() for piece in pieces if piece.kind == "in")
    gone = _(", ").join(piece.text.strip() for piece in pieces if piece.kind == "out")
    said = [_("added: {words}", words=come) if come else "", _("removed: {words}", words=gone) if gone else ""]
    return " · ".join(part for part in said if part)


def who_and_when(row: Difference, which: Side, clock: Clock) -> str:
    """Return who changed a side and when, as far as is known."""
    by, at = (row.mine_by, row.mine_at) if which == "mine" else (row.theirs_by, row.theirs_at)
    return " · ".join(part for part in (by, moment(at, clock)) if part)


def base_words(row: Difference, clock: Clock) -> str:
    """Return of when the base is."""
    try:
        at = clock.day_of(datetime.fromisoformat(row.base_at))
    except ValueError:
        return _("at the last sync")
    return _("as of {day}", day=short_day(at))


def moment(text: str, clock: Clock) -> str:
    """Return an instant as people of the profile read it; what is no instant, such as a day, as it is written."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    if at.tzinfo is None:
        return short_day(at.date()) if len(text) == len("2026-11-20") else f"{short_day(at.date())} {at:%H:%M}"
    at = at.astimezone(ZoneInfo(clock.zone))
    return f"{short_day(at.date())} {at.hour}:{at.minute:02}"
