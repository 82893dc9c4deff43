"""The rules as a person keeps them: changed with a reason, switched off, tried out before they are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.alerts.plays import Play
from app.alerts.rules import Rule, body_of, changed
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.signals.causes import findings
from app.operations.signals.scored import Scores
from app.operations.signals.shipped import (
    changed_rules,
    own_plays,
    plays_of,
    rules_of,
    shipped_plays,
    shipped_rules,
)
from app.operations.today_causes import ground_of

_rule, _cta = tables.signal_rule, tables.cta


@dataclass(frozen=True)
class RuleRow:
    """One rule with what ships, why it was changed last, and how many calls to action it has open."""

    rule: Rule
    shipped: Rule
    reason: str
    open: int

    @property
    def is_changed(self) -> bool:
        """Tell whether a person made it differ from what ships."""
        return body_of(self.rule) != body_of(self.shipped)


@dataclass(frozen=True)
class PlayRow:
    """One playbook, whether it is a person's own or a changed one, and the rules that propose it."""

    play: Play
    own: bool
    changed: bool
    rules: tuple[str, ...]


@dataclass(frozen=True)
class RulesPage:
    """Everything that the page of rules shows; `measures` are the series that a rule may go by: key, ja and en name."""

    rules: tuple[RuleRow, ...]
    plays: tuple[PlayRow, ...]
    measures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class WouldFire:
    """What a rule would find today: how many causes, and at which accounts (id, name), by name."""

    count: int
    accounts: tuple[tuple[str, str], ...]


def rules_page(session: Session) -> RulesPage:
    """Return the rules and playbooks as they are kept."""
    reasons = _reasons(session)
    open_now: Counter[str] = Counter()
    counted = select(_cta.c.rule, func.count()).where(_cta.c.state == "open", _cta.c.deleted_at.is_(None))
    for key, count in session.execute(counted.group_by(_cta.c.rule)):
        open_now[key] = count
    in_force = rules_of(session)
    rows = tuple(
        RuleRow(in_force[one.key], one, reasons.get(one.key, ""), open_now[one.key]) for one in shipped_rules()
    )
    own, shipped = own_plays(session), shipped_plays()
    plays = tuple(
        PlayRow(play, key in own and key not in shipped, key in own and key in shipped,
                tuple(rule.key for rule in in_force.values() if rule.playbook == key))
        for key, play in plays_of(session).items()
    )  # fmt: skip
    measure = tables.measure
    known = session.execute(
        select(measure.c.key, measure.c.name_ja, measure.c.name_en)
        .where(measure.c.deleted_at.is_(None))
        .order_by(measure.c.no)
    )
    return RulesPage(rows, plays, tuple((row[0], row[1] or row[0], row[2] or row[0]) for row in known))


def change_rule(session: Session, key: str, body: Mapping[str, object], *, reason: str) -> int:
    """Change a rule: `body` names what is to differ from now on, all the rest stays. Needs a reason.

    Returns how many rows differ; a rule that says what ships again is kept as the shipped one.
    """
    shipped = _shipped(key)
    now = rules_of(session)[key]
    wanted = changed(now, body)
    if body_of(wanted) == body_of(now):
        return 0
    if not reason.strip():
        raise BansoError("rule.no_reason", field="reason")
    if wanted.playbook is not None and wanted.playbook not in plays_of(session):
        raise BansoError("cta.no_play", field="playbook")
    return keep_rule(session, shipped, wanted, reason)


def switch_rule(session: Session, key: str, *, on: bool, reason: str) -> int:
    """Switch a rule on or off."""
    return change_rule(session, key, {"on": on}, reason=reason)


def reset_rule(session: Session, key: str, *, reason: str) -> int:
    """Let a rule be again as it ships."""
    return change_rule(session, key, body_of(_shipped(key)), reason=reason)


def keep_rule(session: Session, shipped: Rule, wanted: Rule, reason: str) -> int:
    """Write a rule down, the reason beside it; the journal keeps what it was before."""
    values = {"body": body_of(wanted), "reason": reason.strip() or None}
    there = session.scalar(select(_rule.c.id).where(_rule.c.key == shipped.key, _rule.c.deleted_at.is_(None)))
    if there is not None:
        return door.amend(session, "signal_rule", {there: values})
    return len(door.create(session, "signal_rule", [{"key": shipped.key, **values}]))


def would_fire(
    session: Session, key: str, body: Mapping[str, object], *, today: date, health: Scores | None = None
) -> WouldFire:
    """Return what a rule would find today with `body` changed; nothing is written.

    Rules that go by scores need them: they are worked out where `health` is not given.
    """
    _shipped(key)
    rules = rules_of(session)
    rule = changed(rules[key], body)
    if rule.evidence.needs_scores and health is None:
        # Brings the arithmetic of a whole book along.
        from app.operations.health.book_scores import book_scores

        health = book_scores(session, today=today)
    ground = ground_of(session, today, rules={**rules, key: rule})
    found = list(findings(ground, rule, health)) if rule.on else []
    names = {one.account: ground.accounts[one.account].name for one in found}
    return WouldFire(len(found), tuple(sorted(names.items(), key=lambda item: (item[1], item[0]))))


def _shipped(key: str) -> Rule:
    found = next((rule for rule in shipped_rules() if rule.key == key), None)
    if found is None:
        raise BansoError("rule.gone", field="key")
    return found


def _reasons(session: Session) -> dict[str, str]:
    known = changed_rules(session)
    rows = session.execute(select(_rule.c.key, _rule.c.reason).where(_rule.c.deleted_at.is_(None)))
    return {row[0]: row[1] or "" for row in rows if row[0] in known}
