"""The rules and playbooks of a pack: written into it, read and checked, taken over where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.alerts.plays import Play, read_play, write_play
from app.alerts.rules import body_of, changed
from app.errors import BansoError
from app.models.database import Session
from app.operations.signals.playbooks import put_playbook
from app.operations.signals.rules import keep_rule
from app.operations.signals.shipped import own_plays, plays_of, rules_of, shipped_plays, shipped_rules

PARTS = ("signals", "playbooks")


@dataclass(frozen=True)
class PackedSignals:
    """What a pack says of rules, by key, and the playbooks it brings; `others` are rules that this Banso lacks."""

    bodies: Mapping[str, object] = field(default_factory=dict)
    plays: tuple[Play, ...] = ()
    others: tuple[str, ...] = ()


def signal_parts(session: Session) -> dict[str, object]:
    """Return the rules in force and a person's own playbooks, as a pack holds them."""
    return {
        "signals": {rule.key: body_of(rule) for rule in rules_of(session).values()},
        "playbooks": [write_play(play) for play in own_plays(session).values()],
    }


def read_signal_parts(document: Mapping[str, object]) -> PackedSignals:
    """Return what a pack holds of them, checked; raises BansoError whose `field` is the place of the fault."""
    listed, plays = document.get("signals", {}), document.get("playbooks", [])
    if not isinstance(listed, Mapping):
        raise BansoError("pack.shape", field="signals", place="signals")
    if not isinstance(plays, Sequence) or isinstance(plays, str):
        raise BansoError("pack.shape", field="playbooks", place="playbooks")
    read = tuple(_play(play, f"playbooks.{at}") for at, play in enumerate(plays))
    known = {rule.key: rule for rule in shipped_rules()}
    there = {*shipped_plays(), *(play.key for play in read)}
    bodies = {}
    for key, body in listed.items():
        if key in known:
            place = f"signals.{key}"
            try:
                rule = changed(known[key], body)
            except BansoError as fault:
                raise BansoError(fault.key, field=place, **{**fault.params, "place": place}) from fault
            if rule.playbook is not None and rule.playbook not in there:
                raise BansoError("pack.shape", field=place, place=place)
            bodies[key] = body_of(rule)
    return PackedSignals(bodies, read, tuple(sorted(f"signals.{key}" for key in listed if key not in known)))


def signal_changes(session: Session, parts: PackedSignals) -> tuple[str, ...]:
    """Return what an import would change, by place in the pack."""
    rules, plays = rules_of(session), plays_of(session)
    return (
        *(f"signals.{key}" for key, body in parts.bodies.items() if body_of(rules[key]) != body),
        *(f"playbooks.{play.key}" for play in parts.plays if plays.get(play.key) != play),
    )


def import_signal_parts(session: Session, parts: PackedSignals, *, reason: str) -> int:
    """Take rules and playbooks over where they differ; returns how many rows of the book differ now."""
    taken = sum(put_playbook(session, play) for play in parts.plays)
    rules = rules_of(session)
    for rule in shipped_rules():
        body = parts.bodies.get(rule.key)
        if body is not None and body_of(rules[rule.key]) != body:
            taken += keep_rule(session, rule, changed(rule, body), reason)
    return taken


def _play(document: object, place: str) -> Play:
    try:
        return read_play(document)
    except BansoError as fault:
        raise BansoError("pack.shape", field=place, place=place) from fault
