"""What answers to surveys come to: the NPS of an account and quarter, never without the number who answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import stamp
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.vocabulary import Survey

RANGES: Mapping[Survey, tuple[int, int]] = {
    Survey.NPS: (0, 10), Survey.CSAT: (0, 100), Survey.CES: (0, 100), Survey.OTHER: (0, 1000),
}  # fmt: skip
PROMOTER, DETRACTOR = 9, 6
MEASURE, SOURCE = "nps", "survey"
_MEASURE = {
    "name_ja": "NPS", "name_en": "NPS", "unit": "points", "loyalty": "psychological", "null_rule": "zero_is_value",
    "validity_days": 180, "delay_days": 3,
}  # fmt: skip
Row = Mapping[str, object]


@dataclass(frozen=True)
class Nps:
    """The net promoter score of some answers: promoters less detractors, per hundred of the `n` who answered."""

    value: int
    n: int
    last: date


def nps_of(answers: Iterable[tuple[str, date, Decimal]]) -> Nps | None:
    """Return the NPS of (who or "", day, score); of somebody who answered twice the later answer counts."""
    latest: dict[str, tuple[date, Decimal]] = {}
    unnamed: list[tuple[date, Decimal]] = []
    for who, on, score in answers:
        if not who:
            unnamed.append((on, score))
        elif who not in latest or latest[who][0] <= on:
            latest[who] = (on, score)
    counted = [*latest.values(), *unnamed]
    if not counted:
        return None
    net = sum((score >= PROMOTER) - (score <= DETRACTOR) for _on, score in counted)
    value = (Decimal(100 * net) / len(counted)).quantize(Decimal(1), ROUND_HALF_UP)
    return Nps(int(value), len(counted), max(on for on, _score in counted))


def keep_nps(session: Session, accounts: Iterable[str], *, at: str, zone: str) -> int:
    """Note the NPS of each quarter of some accounts as a reading, where it is not noted so yet; return how many."""
    wanted = sorted(set(accounts))
    quarters = _quarters(session, wanted)
    if not quarters:
        return 0
    measure_no = _measure(session)
    numbers = _numbers(session, wanted)
    there = _readings(session, measure_no)
    rows = []
    for (account_id, _quarter), answers in sorted(quarters.items()):
        nps = nps_of(answers)
        assert nps is not None
        observed = stamp(datetime.combine(nps.last, time(), ZoneInfo(zone)).astimezone(UTC))
        said = (float(nps.value), f"n={nps.n}")
        if there.get((numbers[account_id], observed)) != said:
            rows.append(
                {
                    "account_no": numbers[account_id], "measure_no": measure_no, "value": said[0], "note": said[1],
                    "observed_at": observed, "recorded_at": at, "source": SOURCE,
                }
            )  # fmt: skip
    door.create(session, "reading", rows)
    return len(rows)


def _quarters(session: Session, accounts: list[str]) -> dict[tuple[str, str], list[tuple[str, date, Decimal]]]:
    response = tables.response
    found: dict[tuple[str, str], list[tuple[str, date, Decimal]]] = defaultdict(list)
    for account_id in accounts:
        statement = select(response).where(
            response.c.account_id == account_id,
            response.c.survey == str(Survey.NPS),
            response.c.score.is_not(None),
            response.c.deleted_at.is_(None),
        )
        for row in session.rows(statement.order_by(response.c.no)):
            on = date.fromisoformat(row["on_date"])
            who = str(row["person_id"] or row["name"] or "")
            found[account_id, f"{on.year}Q{(on.month + 2) // 3}"].append((who, on, Decimal(row["score"])))
    return found


def _measure(session: Session) -> int:
    measure = tables.measure
    where = select(measure.c.no).where(measure.c.key == MEASURE, measure.c.deleted_at.is_(None))
    if session.scalar(where) is None:
        door.create(session, "measure", [{"key": MEASURE, **_MEASURE}])
    return int(session.scalar(where))


def _numbers(session: Session, accounts: list[str]) -> dict[str, int]:
    account = tables.account
    found: dict[str, int] = {}
    for start in range(0, len(accounts), door.CHUNK):
        where = account.c.id.in_(accounts[start : start + door.CHUNK])
        found.update((row["id"], row["no"]) for row in session.rows(select(account.c.id, account.c.no).where(where)))
    return found


def _readings(session: Session, measure_no: int) -> dict[tuple[int, str], tuple[float, str]]:
    """Return what is noted by now: the one recorded last of each account and moment."""
    reading = tables.reading
    statement = (
        select(reading)
        .where(reading.c.measure_no == measure_no, reading.c.source == SOURCE, reading.c.deleted_at.is_(None))
        .order_by(reading.c.recorded_at, reading.c.no)
    )
    rows = session.rows(statement)
    return {(row["account_no"], row["observed_at"]): (row["value"], row["note"] or "") for row in rows}
