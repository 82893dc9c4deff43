"""The versions of the health model: which one holds on a day, making another with its reason."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from app import paths
from app.errors import BansoError
from app.health.check import check
from app.health.files import read_model, write_model
from app.health.model import Measure, Model
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.health.away import away, was_away
from app.operations.health.day_end import after, day_of

SHIPPED = "dear_and_pulse"

_model = tables.health_model
_member = tables.member
_VERSIONS = Prepared(
    select(_model.c.no, _model.c.id, _model.c.rev, _model.c.version, _model.c.said_at, _model.c.deleted_at)
)
_BODY = select(_model.c.body).where(_model.c.no == bindparam("no"))


@dataclass(frozen=True)
class ModelVersion:
    """One version of the model, as it was decided. `body` is the whole of it; `by` the name of who decided."""

    id: str
    version: int
    model: Model
    reason: str
    said_at: str
    on: date
    by_id: str | None
    by: str


@cache
def shipped() -> Model:
    """Return the model that ships with Banso: what holds where the book has none of its own."""
    return read_model(json.loads(paths.resource("health_models", f"{SHIPPED}.json").read_text("utf-8")), version=1)


def model_at(session: Session, *, as_of: date | None = None) -> Model:
    """Return the model in force: the present one, or the one that was in force at the end of a day.

    A day before the first version is judged by the first one.
    """
    rows = _known(session, as_of) or _known(session, None)
    if not rows:
        return shipped()
    if as_of is None:
        row = rows[-1]
    else:
        limit = after(session, as_of)
        row = next((one for one in reversed(rows) if one["said_at"] < limit), rows[0])
    return _loaded(session, row)


def model_versions(session: Session) -> tuple[ModelVersion, ...]:
    """Return the versions there are, the first one first."""
    statement = (
        select(
            _model.c.no, _model.c.id, _model.c.rev, _model.c.version, _model.c.reason, _model.c.said_at,
            _model.c.by_id, _member.c.name.label("by_name"),
        )
        .outerjoin(_member, _member.c.id == _model.c.by_id)
        .where(_model.c.deleted_at.is_(None))
        .order_by(_model.c.said_at, _model.c.no)
    )  # fmt: skip
    return tuple(
        ModelVersion(
            row["id"], row["version"], _loaded(session, row), row["reason"] or "", row["said_at"],
            day_of(session, row["said_at"]), row["by_id"], row["by_name"] or "",
        )
        for row in session.rows(statement)
    )  # fmt: skip


def change_model(
    session: Session, model: Model | Mapping[str, object], *, reason: str, by_id: str | None = None
) -> Model:
    """Make another version of the model and return it; measures that differ carry who changed them and when.

    Refused with BansoError: no reason, nothing changed, a fault in the model (its `field` is the place).
    """
    wanted = model if isinstance(model, Model) else read_model(model)
    check(wanted)
    reason = " ".join(reason.split())
    if not reason:
        raise BansoError("health.model.reason", field="reason")
    now = model_at(session)
    if same(now, wanted):
        raise BansoError("health.model.unchanged")
    keep_first_model(session)
    change = door.change_of(session)
    author = by_id or change.by_id
    name = session.scalar(select(_member.c.name).where(_member.c.id == author)) if author else ""
    made = replace(
        _signed(wanted, now, str(name or ""), day_of(session, change.at)),
        version=1 + (session.scalar(select(func.max(_model.c.version))) or 0),
    )
    _store(session, made, reason, author)
    return made


def keep_first_model(session: Session) -> bool:
    """Store the shipped model as the first version where the book has none; tells whether it did."""
    if _known(session, None):
        return False
    last = session.scalar(select(func.max(_model.c.version))) or 0
    _store(session, replace(shipped(), version=last + 1), "", None)
    return True


def same(one: Model, other: Model) -> bool:
    """Tell whether two models decide alike and say the same: all but version, authors and days."""
    return _bare(one) == _bare(other)


def _bare(model: Model) -> Model:
    return replace(
        model,
        version=0,
        dimensions=tuple(
            replace(dimension, measures=tuple(_unsigned(measure) for measure in dimension.measures))
            for dimension in model.dimensions
        ),
    )


def _unsigned(measure: Measure) -> Measure:
    return replace(measure, author="", on=None)


def _signed(model: Model, before: Model, author: str, on: date) -> Model:
    was = {measure.key: measure for _dimension, measure in before.measures()}

    def sign(measure: Measure) -> Measure:
        old = was.get(measure.key)
        if old is not None and _unsigned(old) == _unsigned(measure):
            return replace(measure, author=old.author, on=old.on)
        return replace(measure, author=author, on=on)

    return replace(
        model,
        dimensions=tuple(
            replace(dimension, measures=tuple(sign(measure) for measure in dimension.measures))
            for dimension in model.dimensions
        ),
    )


def _store(session: Session, model: Model, reason: str, by_id: str | None) -> None:
    row = {
        "version": model.version,
        "body": write_model(model),
        "reason": reason or None,
        "said_at": door.change_of(session).at,
        "by_id": by_id,
    }
    door.create(session, "health_model", [row])


def _known(session: Session, as_of: date | None) -> list[Mapping[str, Any]]:
    """Return the versions that were there at the end of a day, or are there now, the first one first."""
    rows: Sequence[Mapping[str, Any]] = _VERSIONS.rows(session)
    limit = None if as_of is None else after(session, as_of)
    if limit is not None:
        spans = away(session, "health_model")
        rows = [row for row in rows if not was_away(spans.get(("health_model", row["id"]), ()), limit)]
    there = [
        row for row in rows
        if row["deleted_at"] is None or (limit is not None and row["said_at"] < limit <= row["deleted_at"])
    ]  # fmt: skip
    return sorted(there, key=lambda row: (row["said_at"], row["no"]))


def _loaded(session: Session, row: Mapping[str, Any]) -> Model:
    # A body is big and never changes: it is read once.
    found = _LOADED.get((row["id"], row["rev"]))
    if found is None or found.version != row["version"]:
        found = read_model(session.scalar(_BODY, no=row["no"]), version=row["version"])
        if len(_LOADED) > _KEPT:
            _LOADED.clear()
        _LOADED[row["id"], row["rev"]] = found
    return found


_KEPT = 64
_LOADED: dict[tuple[str, int], Model] = {}
