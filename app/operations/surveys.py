"""What answers to surveys come to: NPS, CSAT and CES of an account and quarter, never without how many answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

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
_MEANS: Mapping[Survey, tuple[int, str, str]] = {
    Survey.CSAT: (5, "CSAT", "CSAT（満足度）"),
    Survey.CES: (7, "CES", "CES（手間）"),
}
"""The usual scale of each and the names of its measure; a wider scale has a measure of its own."""
Answers = list[tuple[str, date, Decimal]]


@dataclass(frozen=True)
class Nps:
    """The net promoter score of some answers: promoters less detractors, per hundred of the `n` who answered."""

    value: int
    n: int
    last: date


def nps_of(answers: Iterable[tuple[str, date, Decimal]]) -> Nps | None:
    """Return the NPS of (who or "", day, score); of somebody who answered twice the later answer counts."""
    counted = _counted(answers)
    if not counted:
        return None
    net = sum((score >= PROMOTER) - (score <= DETRACTOR) for _on, score in counted)
    value = (Decimal(100 * net) / len(counted)).quantize(Decimal(1), ROUND_HALF_UP)
    return Nps(int(value), len(counted), max(on for on, _score in counted))


def mean_of(answers: Iterable[tuple[str, date, Decimal]]) -> tuple[Decimal, int, date] | None:
    """Return the mean of some answers, how many they are and the last day; the later answer of somebody counts."""
    counted = _counted(answers)
    if not counted:
        return None
    mean = (sum((score for _on, score in counted), Decimal(0)) / len(counted)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return mean, len(counted), max(on for on, _score in counted)


def _counted(answers: Iterable[tuple[str, date, Decimal]]) -> list[tuple[date, Decimal]]:
    latest: dict[str, tuple[date, Decimal]] = {}
    unnamed: list[tuple[date, Decimal]] = []
    for who, on, score in answers:
        if not who:
            unnamed.append((on, score))
        elif who not in latest or latest[who][0] <= on:
            latest[who] = (on, score)
    return [*latest.values(), *unnamed]


def keep_survey_readings(session: Session, accounts: Iterable[str], *, at: str, zone: str) -> int:
    """Note what answers come to in each quarter of some accounts as readings, where it is not noted so yet.

    Returns how many. A survey of another kind asks what nobody knows, and is no measure.
    """
    wanted = sorted(set(accounts))
    numbers = _numbers(session, wanted)
    found: dict[str, dict[tuple[int, str], tuple[float, str]]] = defaultdict(dict)
    for (account_id, _quarter), answers in sorted(_quarters(session, wanted, Survey.NPS).items()):
        nps = nps_of(answers)
        assert nps is not None
        found[MEASURE][numbers[account_id], _midnight(nps.last, zone)] = (float(nps.value), f"n={nps.n}")
    for survey, (usual, _en, _ja) in _MEANS.items():
        highest = _highest(session, survey)
        quarters = _quarters(session, wanted, survey) if highest else {}
        for (account_id, quarter), answers in sorted(quarters.items()):
            mean = mean_of(answers)
            assert mean is not None
            key = str(survey) if highest[quarter] <= usual else f"{survey}_100"
            found[key][numbers[account_id], _midnight(mean[2], zone)] = (float(mean[0]), f"n={mean[1]}")
    return sum(_keep(session, key, known, at) for key, known in found.items())


def _midnight(day: date, zone: str) -> str:
    return stamp(datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC))


def _keep(session: Session, key: str, known: Mapping[tuple[int, str], tuple[float, str]], at: str) -> int:
    measure_no = _measure(session, key)
    there = _readings(session, measure_no)
    rows = [
        {
            "account_no": account_no, "measure_no": measure_no, "value": value, "note": note,
            "observed_at": observed, "recorded_at": at, "source": SOURCE,
        }
        for (account_no, observed), (value, note) in known.items()
        if there.get((account_no, observed)) != (value, note)
    ]  # fmt: skip
    door.create(session, "reading", rows)
    return len(rows)


def _quarters(session: Session, accounts: list[str], survey: Survey) -> dict[tuple[str, str], Answers]:
    found: dict[tuple[str, str], Answers] = defaultdict(list)
    response = tables.response
    for account_id in accounts:
        statement = select(response).where(response.c.account_id == account_id, *_scored(survey))
        for row in session.rows(statement.order_by(response.c.no)):
            on = date.fromisoformat(row["on_date"])
            who = str(row["person_id"] or row["name"] or "")
            found[account_id, _quarter(on)].append((who, on, Decimal(row["score"])))
    return found


def _highest(session: Session, survey: Survey) -> dict[str, Decimal]:
    """Return the highest answer of each quarter over the whole book: it shows on which scale was asked."""
    response = tables.response
    found: dict[str, Decimal] = defaultdict(Decimal)
    for on, score in session.execute(select(response.c.on_date, response.c.score).where(*_scored(survey))):
        quarter = _quarter(date.fromisoformat(on))
        found[quarter] = max(found[quarter], Decimal(score))
    return found


def _scored(survey: Survey) -> tuple[ColumnElement[bool], ...]:
    response = tables.response
    return response.c.survey == str(survey), response.c.score.is_not(None), response.c.deleted_at.is_(None)


def _quarter(on: date) -> str:
    return f"{on.year}Q{(on.month + 2) // 3}"


def _measure(session: Session, key: str) -> int:
    measure = tables.measure
    where = select(measure.c.no).where(measure.c.key == key, measure.c.deleted_at.is_(None))
    if session.scalar(where) is None:
        door.create(session, "measure", [{"key": key, **_MEASURE, **_named(key)}])
    return int(session.scalar(where))


def _named(key: str) -> dict[str, str]:
    """Return the names of a measure that is a mean; of the wider scale it says so."""
    survey, _sign, wide = key.partition("_")
    if key == MEASURE:
        return {}
    _usual, en, ja = _MEANS[Survey(survey)]
    scale = {"name_ja": f"{ja} 0–100", "name_en": f"{en} (0–100)"} if wide else {"name_ja": ja, "name_en": en}
    return {**scale, "null_rule": "zero_is_value" if wide else "zero_is_missing"}


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
