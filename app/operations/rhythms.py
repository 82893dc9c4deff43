"""The rhythms of an account: which touchpoints count for which, and the strips that its overview shows.

What counts: a meeting or a review for the regular call, a review for the executive review, a visit for the site visit;
anything but a note whose purpose is the renewal for the contact before it. A tag with the name of a rhythm, in either
language (#ヘルスチェック, #health-check), counts for that rhythm whatever kind of touchpoint it is on. Done ones fill
their month, planned ones from today on are booked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from app.alerts.rhythms import BACK, Cell, Strip, first_of, month_of, strip
from app.language import LANGUAGES, name_of
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.settings import settings
from app.search.fold import fold
from app.vocabulary import Purpose, Rhythm, Segment, TouchpointKind

_KINDS: Mapping[str, tuple[Rhythm, ...]] = {
    TouchpointKind.MEETING: (Rhythm.REGULAR,),
    TouchpointKind.REVIEW: (Rhythm.REGULAR, Rhythm.EXECUTIVE),
    TouchpointKind.VISIT: (Rhythm.VISIT,),
}
__all__ = ["BACK", "MONTHS", "Cell", "Strip", "counts_for", "rhythm_strips"]

# How far back a last one is looked for.
MONTHS = 36

_touchpoint = tables.touchpoint
_TOUCHPOINTS = Prepared(
    select(
        _touchpoint.c.kind, _touchpoint.c.purpose, _touchpoint.c.tags, _touchpoint.c.on_date, _touchpoint.c.state
    ).where(
        _touchpoint.c.account_id == bindparam("account"),
        _touchpoint.c.on_date >= bindparam("since"),
        _touchpoint.c.deleted_at.is_(None),
    )
)


def rhythm_strips(
    session: Session,
    account_id: str,
    segment: Segment | None,
    *,
    today: date,
    since: date | None,
    notice: date | None,
) -> tuple[Strip, ...]:
    """Return a strip for each rhythm that the settings ask of a segment; none for an account without one."""
    every = settings(session).rhythms.get(segment, {}) if segment is not None else {}
    if not every:
        return ()
    done: dict[Rhythm, list[date]] = defaultdict(list)
    planned: dict[Rhythm, list[date]] = defaultdict(list)
    earliest = first_of(month_of(today) - MONTHS).isoformat()
    for row in _TOUCHPOINTS.rows(session, account=account_id, since=earliest):
        day = date.fromisoformat(row["on_date"])
        if row["state"] == "done" and day > today:
            continue
        days = done if row["state"] == "done" else planned
        for rhythm in counts_for(row):
            days[rhythm].append(day)
    return tuple(
        strip(rhythm, every[rhythm], done[rhythm], planned[rhythm], today=today, since=since, notice=notice)
        for rhythm in Rhythm
        if rhythm in every
    )


def counts_for(touchpoint: Mapping[str, Any]) -> set[Rhythm]:
    """Return the rhythms that a touchpoint counts for, by its kind, purpose and tags."""
    found = set(_KINDS.get(touchpoint["kind"], ()))
    if touchpoint["purpose"] == Purpose.RENEWAL and touchpoint["kind"] != TouchpointKind.NOTE:
        found.add(Rhythm.BEFORE_RENEWAL)
    named = _tags()
    return found | {named[_key(tag)] for tag in touchpoint["tags"] or () if _key(tag) in named}


@cache
def _tags() -> Mapping[str, Rhythm]:
    return dict(_named())


def _named() -> Iterator[tuple[str, Rhythm]]:
    for rhythm in Rhythm:
        for lang in LANGUAGES:
            yield _key(name_of(rhythm, lang)), rhythm


def _key(tag: str) -> str:
    return "".join(sign for sign in fold(str(tag)) if sign.isalnum())
