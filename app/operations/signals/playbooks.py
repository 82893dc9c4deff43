"""Playbooks of one's own: written, changed and removed; a shipped one is changed by one's own of the same key."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.alerts.plays import FORMAT, VERSION, Play, read_play, write_play
from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.signals.shipped import own_plays, rules_of, shipped_plays


def keep_playbook(session: Session, document: Mapping[str, object]) -> str:
    """Keep a playbook and return its key: a new one without `key`, else the one of that key as it is to be now."""
    key = document.get("key") or f"own_{uuid7().replace('-', '')}"
    play = read_play({**document, "format": FORMAT, "version": VERSION, "key": key})
    put_playbook(session, play)
    return play.key


def remove_playbook(session: Session, key: str, *, lang: str) -> int:
    """Remove a playbook of one's own; of a shipped one that was changed, the changes. Refused while a rule uses it."""
    there = _row(session, key)
    if there is None:
        raise BansoError("play.shipped" if key in shipped_plays() else "cta.no_play", field="playbook")
    used = next((rule for rule in rules_of(session).values() if rule.playbook == key), None)
    if used is not None and key not in shipped_plays():
        raise BansoError("play.used", field="playbook", rule=used.name.get(lang) or used.key)
    return door.remove(session, "playbook", [there])


def put_playbook(session: Session, play: Play) -> int:
    """Write a playbook down where it differs from what is in force; returns how many rows differ now."""
    if {**shipped_plays(), **own_plays(session)}.get(play.key) == play:
        return 0
    there = _row(session, play.key)
    if there is not None:
        return door.amend(session, "playbook", {there: {"body": write_play(play)}})
    return len(door.create(session, "playbook", [{"key": play.key, "body": write_play(play)}]))


def _row(session: Session, key: str) -> str | None:
    table = tables.playbook
    found: str | None = session.scalar(select(table.c.id).where(table.c.key == key, table.c.deleted_at.is_(None)))
    return found
