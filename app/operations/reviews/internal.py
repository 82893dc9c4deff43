"""What is written at an account for our own eyes, to be looked for in what goes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from sqlalchemy import text

from app.models.database import Session

LEAST = 8
"""Shorter lines are no words of a note: they stand by chance in anything."""

# Each with the account; what a person judged or noted, by table.
NOTES: Mapping[str, tuple[str, ...]] = {
    "account": ("fit_reason",),
    "position": ("note",),
    "tie": ("note",),
    "move": ("evidence", "reason"),
    "feeling": ("reason",),
    "score_override": ("reason",),
    "walk": ("note",),
    "plan": ("note",),
    "objective": ("note", "status_reason"),
    "milestone": ("note", "status_reason"),
    "csql": ("signal",),
    "handover": ("known_risks", "decision_route"),
    "forecast_call": ("reason",),
    "review": ("note",),
    "review_section": ("note",),
}
_SAID = re.compile(
    r"解約(?:の)?(?:リスク|可能性|予兆|しそう|懸念)|チャーン|離反|社外秘|内部メモ|社内(?:用|限|メモ|秘)|肌感"
    r"|アップセル|クロスセル|値引き余地|要注意(?:顧客|先)"
    r"|churn|internal(?:ly)? only|not for the customer|at risk of leaving|upsell|cross-sell|gut feeling",
    re.IGNORECASE,
)


def internal_lines(session: Session, account_id: str) -> frozenset[str]:
    """Return the lines of every note, reason and judgement at an account, bare as they are compared."""
    found: set[str] = set()
    for table, columns in NOTES.items():
        key = "id" if table == "account" else "account_id"
        found.update(_asked(session, f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = :account", account_id))
    pulses = (
        "SELECT r.note FROM reading r JOIN account a ON a.no = r.account_no"
        " WHERE a.id = :account AND r.note IS NOT NULL"
    )
    kept = (
        "SELECT text FROM promise WHERE account_id = :account AND (side = 'internal' OR shown = 0)"
        " AND deleted_at IS NULL"
    )
    return frozenset(found | _asked(session, pulses, account_id) | _asked(session, kept, account_id))


def logged_lines(session: Session, account_id: str) -> frozenset[str]:
    """Return the lines of touchpoints that the customer is not shown, bare as they are compared."""
    sql = "SELECT body FROM touchpoint WHERE account_id = :account AND shown IS NOT 1 AND deleted_at IS NULL"
    return frozenset(_asked(session, sql, account_id))


def found_in(said: str, lines: Iterable[str]) -> tuple[str, ...]:
    """Return which lines can be read in a text, however it is spaced."""
    there = bare(said)
    return tuple(line for line in lines if line in there)


def internal_words(said: str) -> tuple[str, ...]:
    """Return words of a text that speak of the customer as nobody does to their face."""
    return tuple(dict.fromkeys(found.group() for found in _SAID.finditer(unicodedata.normalize("NFKC", said))))


def bare(said: str) -> str:
    """Return a text as it is compared."""
    return "".join(unicodedata.normalize("NFKC", said).casefold().split())


def _asked(session: Session, sql: str, account_id: str) -> set[str]:
    rows = session.execute(text(sql).bindparams(account=account_id))
    lines = (line for row in rows for value in row if value for line in str(value).splitlines())
    return {short for line in lines if len(short := bare(line.lstrip("-・*# "))) >= LEAST}
