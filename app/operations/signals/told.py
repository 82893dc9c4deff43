"""Causes in what was promised to nobody but waited for: requests that are there, of which customers were not told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import text

from app.alerts.firing import Finding
from app.alerts.rules import Rule
from app.operations.today_causes import Ground

# Who asked first wants it without a row of their own, until they are told.
_WAITING = text(
    """SELECT r.id, r.account_id AS first, r.shipped_on, a.id AS waiting FROM request r
 JOIN account a ON a.deleted_at IS NULL AND (a.id = r.account_id OR a.id IN (
  SELECT account_id FROM request_account WHERE request_id = r.id AND deleted_at IS NULL))
 WHERE r.deleted_at IS NULL AND r.closed_on IS NULL AND r.shipped_on <= :today
 AND NOT EXISTS (SELECT 1 FROM request_account t WHERE t.request_id = r.id AND t.account_id = a.id
  AND t.deleted_at IS NULL AND t.told_on IS NOT NULL)
 ORDER BY r.no, a.no"""
)


def shipped_untold(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield requests that are there and whose customers wait to hear of it, each once: at the customer who asked first.

    Where that one is no customer any more, it is the first of those who wait.
    """
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in ground.session.rows(_WAITING, today=ground.today.isoformat()):
        if row["waiting"] in ground.accounts:
            found[row["id"], row["first"], row["shipped_on"]].append(row["waiting"])
    for (request_id, first, shipped_on), waiting in found.items():
        account_id = first if first in ground.accounts else waiting[0]
        params = {"request": request_id, "on": shipped_on, "waiting": len(waiting)}
        yield Finding(account_id, rule.key, request_id, params)
