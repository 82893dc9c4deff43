"""Causes in what was agreed: milestones, tasks and promises overdue, onboardings past their day, notice deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import text

from app.alerts.firing import Finding
from app.alerts.notices import open_window
from app.alerts.rules import Rule
from app.operations.contracts import NOTHING, days_until
from app.operations.today_causes import Ground, gaps, quiet, renewals, windows_of
from app.vocabulary import Phase, Segment

_MILESTONES = text(
    """SELECT m.id, m.account_id, m.due, m.side, m.who FROM milestone m
 JOIN objective o ON o.id = m.objective_id AND o.deleted_at IS NULL AND o.dropped_on IS NULL AND o.met_on IS NULL
 JOIN plan p ON p.id = o.plan_id AND p.deleted_at IS NULL AND p.closed_on IS NULL
 WHERE m.deleted_at IS NULL AND m.done_on IS NULL AND m.dropped_on IS NULL AND m.due < :day
 AND NOT EXISTS (SELECT 1 FROM promise t WHERE t.account_id = m.account_id AND t.text = m.title
  AND t.done_on IS NULL AND t.dropped_on IS NULL AND t.deleted_at IS NULL AND t.due < :today)"""
)
_PROMISES = text(
    """SELECT id, account_id, due FROM promise WHERE deleted_at IS NULL AND done_on IS NULL AND dropped_on IS NULL
 AND origin <> 'cta' AND due < :day"""
)
_ONBOARDINGS = text(
    """SELECT o.id, o.account_id, o.start_on, o.agreed_due, o.due, o.first_value_on, o.verdict, m.done_on AS reached
 FROM onboarding o LEFT JOIN milestone m ON m.id = o.milestone_id AND m.deleted_at IS NULL
 WHERE o.deleted_at IS NULL ORDER BY o.start_on, o.no"""
)


def overdue(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield milestones past their day; promises and tasks have a group of their own and are here only for a play.

    A milestone that somebody has promised in the same words is that promise.
    """
    day = ground.today - timedelta(rule.number("grace_days"))
    for row in ground.session.rows(_MILESTONES, day=day.isoformat(), today=ground.today.isoformat()):
        params = {"milestone": row["id"], "side": row["side"], "due": row["due"]}
        yield Finding(row["account_id"], rule.key, row["id"], params, date.fromisoformat(row["due"]))
    if rule.playbook is not None:
        for row in ground.session.rows(_PROMISES, day=day.isoformat()):
            params = {"promise": row["id"], "due": row["due"]}
            yield Finding(row["account_id"], rule.key, row["id"], params, date.fromisoformat(row["due"]))


def onboarding_late(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts past the target of their onboarding without first value.

    Where nobody wrote an onboarding down, one that pays for so many days and is still in that phase counts.
    """
    known: set[str] = set()
    for row in ground.session.rows(_ONBOARDINGS):
        known.add(row["account_id"])
        if row["first_value_on"] or row["reached"] or row["verdict"]:
            continue
        agreed = row["due"] or row["agreed_due"]
        start = date.fromisoformat(row["start_on"])
        due = date.fromisoformat(agreed) if agreed else start + timedelta(rule.number("target_days"))
        if due < ground.today:
            params = {"start": row["start_on"], "due": due.isoformat(), "agreed": bool(agreed)}
            yield Finding(row["account_id"], rule.key, "", params, due)
    for account_id, account in ground.accounts.items():
        first = ground.money.get(account_id, NOTHING).first_start
        if account_id in known or account.phase is not Phase.ONBOARDING or first is None:
            continue
        due = first + timedelta(rule.number("target_days"))
        if due < ground.today:
            params = {"start": first.isoformat(), "due": due.isoformat(), "agreed": False}
            yield Finding(account_id, rule.key, "", params, due)


def notices_open(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield renewals whose notice deadline has come into a window; each narrower window speaks up again."""
    windows = windows_of(rule)
    for found in renewals(ground, windows):
        assert found.due is not None
        segment = found.account.segment or Segment.LOW
        open_one = open_window(segment, days_until(found.due, ground.today), windows)
        assert open_one is not None
        step = sorted(windows[segment], reverse=True).index(open_one)
        params = {
            "notice": found.due.isoformat(), "end": str(found.params["end"]), "window": open_one,
            "estimated": found.reason == "renewal.estimated",
        }  # fmt: skip
        yield Finding(found.account.id, rule.key, found.subject_id, params, found.due, step)


def fell_quiet(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts that nobody has spoken with for longer than their cadence."""
    for found in quiet(ground, ground.today):
        last = found.account.last_touch
        params = {"last": last.isoformat() if last else None, "cadence": found.params["cadence"]}
        yield Finding(found.account.id, rule.key, "", params)


def not_known(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts of which something is not on record."""
    for found in gaps(ground):
        yield Finding(found.account.id, rule.key, "", {"gaps": found.params["gaps"]})
