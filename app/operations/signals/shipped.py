"""The rules and playbooks in force: those that ship, with what a person changed of them or added."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import cache

from sqlalchemy import select

from app import paths
from app.alerts.plays import Play, read_play
from app.alerts.rules import Rule, changed, read_rules
from app.errors import BansoError
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared

_log = logging.getLogger(__name__)

_RULES = Prepared(
    select(tables.signal_rule.c.key, tables.signal_rule.c.body).where(tables.signal_rule.c.deleted_at.is_(None))
)
_PLAYS = Prepared(
    select(tables.playbook.c.key, tables.playbook.c.body).where(
        tables.playbook.c.deleted_at.is_(None),
        tables.playbook.c.key.not_like("plan:%"),  # those are templates of success plans
    )
)


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules as they ship, in the order in which they are shown."""
    return read_rules(json.loads(paths.resource("signals", "rules.json").read_text("utf-8")))


@cache
def shipped_plays() -> Mapping[str, Play]:
    """Return the playbooks as they ship, by key."""
    folder = paths.resource("playbooks", "plays")
    plays = [read_play(json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]
    return {play.key: play for play in plays}


def changed_rules(session: Session) -> dict[str, object]:
    """Return what persons changed of rules, by key."""
    known = {rule.key for rule in shipped_rules()}
    return {row["key"]: row["body"] for row in _RULES.rows(session) if row["key"] in known}


def rules_of(session: Session) -> dict[str, Rule]:
    """Return the rules in force by key, in the order in which they are shown."""
    found = {}
    bodies = changed_rules(session)
    for rule in shipped_rules():
        found[rule.key] = rule
        if rule.key in bodies:
            try:
                found[rule.key] = changed(rule, bodies[rule.key])
            except BansoError as fault:
                # Brought along from elsewhere: the rule as it ships goes on, and Today with it.
                _log.warning("signal rule %s is kept as it ships: %s", rule.key, fault.field)
    return found


def own_plays(session: Session) -> dict[str, Play]:
    """Return the playbooks that a person wrote or changed, by key."""
    found = {}
    for row in _PLAYS.rows(session):
        try:
            found[row["key"]] = read_play(row["body"])
        except BansoError as fault:
            _log.warning("playbook %s is left out: %s", row["key"], fault.field)
    return found


def plays_of(session: Session) -> dict[str, Play]:
    """Return every playbook by key; one's own stands in the place of the shipped one of its key."""
    return {**shipped_plays(), **own_plays(session)}
