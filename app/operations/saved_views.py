"""Saved views: how a person left a list, under a name: its filters, columns and order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session

_view = tables.saved_view


@dataclass(frozen=True)
class SavedView:
    """A view of one place; `spec` is what the place makes of it, plain JSON."""

    id: str
    place: str
    name: str
    spec: Mapping[str, Any] = field(default_factory=dict)


def saved_views(session: Session, place: str) -> list[SavedView]:
    """Return the views of a place in the order they were saved."""
    statement = (
        select(_view).where(_view.c.place == place, _view.c.deleted_at.is_(None)).order_by(_view.c.position, _view.c.no)
    )
    return [SavedView(row["id"], row["place"], row["name"], row["spec"] or {}) for row in session.rows(statement)]


def saved_view(session: Session, view_id: str) -> SavedView:
    """Return one view; raises BansoError where it is gone."""
    for row in session.rows(select(_view).where(_view.c.id == view_id, _view.c.deleted_at.is_(None))):
        return SavedView(row["id"], row["place"], row["name"], row["spec"] or {})
    raise BansoError("view.gone")


def save_view(session: Session, *, place: str, name: str, spec: Mapping[str, object]) -> str:
    """Keep a view under a new name and return its id."""
    name = _fit(session, place, name)
    last = session.scalar(select(func.max(_view.c.position)).where(_view.c.place == place))
    position = 0 if last is None else last + 1
    return door.create(
        session, "saved_view", [{"place": place, "name": name, "spec": dict(spec), "position": position}]
    )[0]


def rename_view(session: Session, view_id: str, *, name: str) -> None:
    """Give a view another name."""
    view = saved_view(session, view_id)
    door.amend(session, "saved_view", {view_id: {"name": _fit(session, view.place, name, beside=view_id)}})


def update_view(session: Session, view_id: str, *, spec: Mapping[str, object]) -> None:
    """Let a view mean something else."""
    saved_view(session, view_id)
    door.amend(session, "saved_view", {view_id: {"spec": dict(spec)}})


def remove_view(session: Session, view_id: str) -> None:
    """Remove a view; the rows it showed stay as they are."""
    saved_view(session, view_id)
    door.remove(session, "saved_view", [view_id])


def _fit(session: Session, place: str, name: str, beside: str = "") -> str:
    """Return a name as it is kept; refuses an empty one and one that another view of the place has."""
    name = " ".join(name.split())
    if not name:
        raise BansoError("view.no_name", field="name")
    if any(view.name.casefold() == name.casefold() and view.id != beside for view in saved_views(session, place)):
        raise BansoError("view.same_name", field="name", name=name)
    return name
