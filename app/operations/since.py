"""What became known of accounts since a moment: requests, events, people, contracts, dated facts, measures.

The walk asks what is new to the person, the call sheet what happened since the last conversation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from app.models.database import Session, json_text
from app.operations.moved import moved_measures
from app.operations.settings import settings

_MANY = 200


@dataclass(frozen=True)
class Moment:
    """From when on something counts: what was written after `known_after` and holds of a day from `from_day` on.

    Without `known_after` only the day counts, and that an account is new is no news.
    """

    from_day: date
    known_after: str = ""


@dataclass(frozen=True)
class News:
    """One thing that became known: `key` and `params` are put into words when shown, `source` says so."""

    account_id: str
    key: str
    params: Mapping[str, object]
    on: date
    source: str
    subject_id: str = ""


def news(session: Session, moments: Mapping[str, Moment], *, today: date) -> dict[str, list[News]]:
    """Return what became known of each account since its moment, the newest first."""
    if not moments:
        return {}
    few = list(moments) if len(moments) <= _MANY else None
    asked: dict[str, object] = {
        "after": min(moment.known_after for moment in moments.values()),
        "day": min(moment.from_day for moment in moments.values()).isoformat(),
        "me": settings(session).me or "",
    }
    found: dict[str, list[News]] = defaultdict(list)
    fresh: set[str] = set()
    if few is not None:
        asked["accounts"] = json_text(few)
    for row in session.rows(_EVERYTHING if few is None else _OF_SOME, **asked):
        moment = moments.get(row["account_id"])
        if moment is None or row["known_at"] <= moment.known_after or row["on_date"] < moment.from_day.isoformat():
            continue
        if row["key"] == "account.new":
            if not moment.known_after:
                continue
            fresh.add(row["account_id"])
        found[row["account_id"]].append(_news(row))
    for account_id, moves in moved_measures(session, few, today=today).items():
        moment = moments.get(account_id)
        for one in moves:
            if moment is not None and one.known_at > moment.known_after and one.on >= moment.from_day:
                params = {
                    "ja": one.name_ja, "en": one.name_en, "before": one.before, "after": one.after,
                    "averaged": one.averaged,
                }  # fmt: skip
                found[account_id].append(News(account_id, "moved", params, one.on, one.source, one.measure))
    for account_id in fresh:
        # Of an account that is new everything is.
        found[account_id] = [one for one in found[account_id] if one.key == "account.new"]
    return {account: sorted(some, key=lambda one: one.on, reverse=True) for account, some in found.items()}


def _news(row: Mapping[str, Any]) -> News:
    params: dict[str, object] = {"text": row["text"] or "", "what": row["what"] or "", "was": row["was"] or ""}
    return News(
        row["account_id"],
        row["key"],
        params,
        date.fromisoformat(row["on_date"]),
        row["source"] or "",
        row["subject_id"],
    )


# One question of one shape. `what` is a key or a second text, `was` a value before. A dated fact counts only where
# there was another before it: the first ones came with the account; what is worked out is no news.
_KINDS = (
    """SELECT x.account_id, 'request' AS key, x.words AS text, x.product_area AS what, NULL AS was,
 x.raised_on AS on_date, c.at AS known_at, (SELECT p.name FROM person p WHERE p.id = x.person_id) AS source,
 x.id AS subject_id FROM request x JOIN change c ON c.id = x.change_id WHERE x.deleted_at IS NULL""",
    """SELECT x.account_id, 'indicator', x.note, x.kind, NULL, x.on_date, c.at, x.external_id, x.id
 FROM indicator x JOIN change c ON c.id = x.change_id WHERE x.deleted_at IS NULL""",
    """SELECT x.account_id, 'joined', p.name, x.title, x.role, coalesce(x.from_on, x.exchanged_on, substr(c.at, 1, 10)),
 c.at, NULL, x.id FROM position x JOIN person p ON p.id = x.person_id JOIN change c ON c.id = x.change_id
 WHERE x.deleted_at IS NULL AND p.deleted_at IS NULL AND x.to_on IS NULL""",
    """SELECT x.account_id, 'left', p.name, x.title, x.role, x.to_on, coalesce((SELECT max(d.at) FROM history h
 JOIN change d ON d.id = h.change_id WHERE h.entity = 'position' AND h.row_id = x.id AND h.field = 'to_on'), c.at),
 NULL, x.id FROM position x JOIN person p ON p.id = x.person_id JOIN change c ON c.id = x.change_id
 WHERE x.deleted_at IS NULL AND p.deleted_at IS NULL AND x.to_on IS NOT NULL""",
    """SELECT x.account_id, 'fact.' || x.field, CASE x.field
 WHEN 'owner_id' THEN (SELECT name FROM member WHERE id = x.value)
 WHEN 'parent_id' THEN (SELECT name FROM account WHERE id = x.value) ELSE x.value END, x.field, CASE x.field
 WHEN 'owner_id' THEN (SELECT name FROM member WHERE id = b.value)
 WHEN 'parent_id' THEN (SELECT name FROM account WHERE id = b.value) ELSE b.value END,
 x.effective_on, x.recorded_at, NULL, x.id FROM account_fact x
 JOIN account_fact b ON b.no = (SELECT e.no FROM account_fact e WHERE e.account_id = x.account_id
  AND e.field = x.field AND e.deleted_at IS NULL AND (e.effective_on, e.recorded_at, e.no)
  < (x.effective_on, x.recorded_at, x.no) ORDER BY e.effective_on DESC, e.recorded_at DESC, e.no DESC LIMIT 1)
 WHERE x.deleted_at IS NULL AND x.value IS NOT b.value AND x.field NOT IN ('started_on', 'derived_phase')""",
    """SELECT x.account_id, 'contract', NULL, x.kind, x.end_on, x.start_on, c.at, x.external_id, x.id
 FROM contract x JOIN change c ON c.id = x.change_id WHERE x.deleted_at IS NULL""",
    """SELECT x.account_id, 'contract.notified', NULL, x.kind, x.end_on, x.notified_on, coalesce((SELECT max(d.at)
 FROM history h JOIN change d ON d.id = h.change_id WHERE h.entity = 'contract' AND h.row_id = x.id
 AND h.field = 'notified_on'), c.at), NULL, x.id FROM contract x JOIN change c ON c.id = x.change_id
 WHERE x.deleted_at IS NULL AND x.notified_on IS NOT NULL""",
    """SELECT x.account_id, 'touchpoint.other', x.body, x.kind, NULL, x.on_date, c.at,
 (SELECT name FROM member WHERE id = x.by_id), x.id FROM touchpoint x JOIN change c ON c.id = x.change_id
 WHERE x.deleted_at IS NULL AND x.state = 'done' AND x.by_id IS NOT :me
 AND (x.by_id IS NOT NULL OR x.external_id IS NOT NULL)""",
    """SELECT x.id AS account_id, 'account.new', x.name, NULL, NULL, substr(c.at, 1, 10), c.at, NULL, x.id
 FROM account x JOIN change c ON c.id = x.change_id WHERE x.deleted_at IS NULL""",
)
_NEWS = f"""WITH n(account_id, key, text, what, was, on_date, known_at, source, subject_id)
 AS ({" UNION ALL ".join(_KINDS)}) SELECT * FROM n WHERE known_at > :after AND on_date >= :day"""
_EVERYTHING = text(_NEWS)
_OF_SOME = text(_NEWS + " AND account_id IN (SELECT value FROM json_each(:accounts))")
