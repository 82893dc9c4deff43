"""Books full of everything a score may depend on, by chance: for tests that hold two ways of scoring side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from app.clock import stamp
from app.health.files import write_model
from app.health.model import (
    Combine,
    Curve,
    Dimension,
    Direction,
    Effect,
    Expired,
    Kind,
    Loyalty,
    Measure,
    Model,
    NullRule,
    OtherCurve,
    RollUp,
    Rule,
    Take,
)
from app.ids import uuid7
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.vocabulary import Phase, Segment
from tests.builders import TODAY

SERIES = ("used", "seats", "csat", "cases", "warmth", "backing", "sponsor")
EVENT = "payment_failed"
_BEGIN = TODAY - timedelta(420)


def made_up_model(rng: Random, version: int = 1) -> Model:
    """Return a model that uses every kind of measure; its weights, validities and groups by chance."""
    numbers = iter(range(100))

    def measure(reading: str, **how: object) -> Measure:
        top = rng.choice([10, 60, 130])
        curve = Curve(tuple((Decimal(x * top) / 4, Decimal(rng.choice([0, 12.5, 33, 71, 100]))) for x in range(3)))
        weights = {Segment.HIGH: Decimal(rng.randint(1, 9))} if rng.random() < 0.4 else {}
        others = []
        if rng.random() < 0.5:
            others.append(OtherCurve(Curve(((Decimal(0), Decimal(5)), (Decimal(top), Decimal(95)))), Phase.ONBOARDING))
            others.append(OtherCurve(Curve(((Decimal(3), Decimal(60)),)), months_from=3, months_to=9))
            others.append(OtherCurve(Curve(((Decimal(3), Decimal(61)),)), months_from=9))
        plain: dict[str, object] = {
            "key": f"m{next(numbers)}", "name": {}, "direction": Direction.TARGET, "curve": curve,
            "reading": reading, "weights": weights,
            "weight": Decimal(rng.choice(["1", "20", "33.3", "0.125"])), "curves": tuple(others),
            "validity_days": rng.choice([None, 14, 40, 120]), "expired": rng.choice(list(Expired)),
            "null_rule": rng.choice(list(NullRule)), "loyalty": rng.choice(list(Loyalty)),
        }  # fmt: skip
        return Measure(**(plain | how))  # type: ignore[arg-type]

    def window() -> dict[str, object]:
        return {"take": rng.choice([Take.MEAN, Take.SUM, Take.CHANGE]), "window_days": rng.choice([7, 28])}

    pulse = {"kind": Kind.PULSE, "null_rule": NullRule.ZERO_IS_MISSING, "validity_days": 90, "validity_low_days": 30}
    groups = [
        [measure("used", per="seats", **window()), measure("seats")],
        [measure("used", **window()), measure("csat"), measure("cases", **window())],
        [measure("warmth", **pulse), measure("backing", **pulse)],
    ]
    rules = [
        Rule("gone", {}, Effect.CAP, Decimal(40), reading="sponsor", at_most=Decimal(0)),
        Rule("unpaid", {}, rng.choice(list(Effect)), Decimal("62.5"), event=EVENT, within_days=60),
        Rule("busy", {}, Effect.FLOOR, Decimal(20), reading="cases", at_least=Decimal(7), within_days=21),
    ]
    return Model(
        tuple(
            Dimension(
                f"d{at}", {}, "DAP"[at], Decimal(rng.choice(["25", "30", "0.5"])), tuple(members),
                rng.choice([Combine.MEAN, Combine.MEAN, Combine.MIN, Combine.MAX]),
                {Segment.TECH: Decimal(7)} if rng.random() < 0.5 else {},
            )
            for at, members in enumerate(groups)
        ),
        version, {}, tuple(rng.sample(rules, rng.randint(0, 3))), rng.choice([Combine.MEAN, Combine.MEAN, Combine.MAX]),
        coverage_floor=Decimal(rng.choice([0, 30, 50])), roll_up=rng.choice(list(RollUp)),
    )  # fmt: skip


def fill(book: Book, rng: Random, accounts: int = 6, models: int = 2) -> list[str]:
    """Fill a book by chance and return the ids of its accounts."""
    members, ids = [uuid7() for _ in range(3)], [uuid7() for _ in range(accounts)]

    def people(session: Session) -> None:
        door.create(session, "member", [{"id": one, "name": one[-4:]} for one in members])
        door.create(session, "measure", [{"key": key} for key in SERIES])
        rows = [{"id": one, "name": one, "name_key": one, "parent_id": None} for one in ids]
        for row in rows[1:]:
            row["parent_id"] = ids[0] if rng.random() < 0.3 else None
        door.create(session, "account", rows)
        for version in range(models):
            model = made_up_model(rng, version + 1)
            said = when(rng, _BEGIN if not version else TODAY - timedelta(80), TODAY)
            door.create(
                session, "health_model", [{"version": version + 1, "body": write_model(model), "said_at": said}]
            )

    book.write(people)
    book.write(lambda session: [write_some(session, rng, place, one, members) for place, one in enumerate(ids, 1)])
    with book.retelling() as turn:
        for one in ids:
            at = datetime.combine(day(rng, TODAY - timedelta(200), TODAY), time(3), UTC)
            session = turn(uuid7(), at, "event")
            on = day(rng, TODAY - timedelta(220), TODAY).isoformat()
            door.create(session, "indicator", [{"account_id": one, "kind": EVENT, "on_date": on}])
    bring_back(book, rng)
    return ids


def bring_back(book: Book, rng: Random) -> None:
    """Take some rows back and bring them again later, as an undo and its undo do."""
    chosen: dict[str, list[str]] = {}

    def choose(session: Session) -> None:
        for entity, key in (("reading", "no"), ("account_fact", "id"), ("feeling", "id"), ("indicator", "id")):
            found = session.driver.execute(f"SELECT {key} FROM {entity} WHERE deleted_at IS NULL").fetchall()
            chosen[entity] = [str(row[0]) for row in rng.sample(found, min(len(found), 3))]

    book.read(choose)
    out = TODAY - timedelta(rng.randint(1, 100))
    for at, back in ((out, False), (out + timedelta(rng.choice([0, 1, 9])), True)):
        instant = datetime.combine(at, time(4 + back), UTC)
        with book.retelling() as turn:
            session = turn(uuid7(), instant, "take_back")
            gone = None if back else stamp(instant)
            for entity, ids in chosen.items():
                door.amend(session, entity, {one: {"deleted_at": gone} for one in ids})


def write_some(session: Session, rng: Random, number: int, account_id: str, members: list[str]) -> None:
    """Write readings, facts, feelings and overrides of an account."""
    rows: list[dict[str, object]] = []
    for place, series in enumerate(SERIES, 1):
        if rng.random() < 0.15:
            continue
        step, wide = rng.choice([(5, 3), (7, 0), (30, 9), (75, 20)])
        on = day(rng, _BEGIN, TODAY)
        while on <= TODAY + timedelta(3):
            rows += _observed(rng, number, place, series, on, members)
            on += timedelta(step + rng.randint(0, wide))
    rng.shuffle(rows)
    if rows:
        door.create(session, "reading", rows)
    door.create(session, "account_fact", _facts(rng, account_id, members))
    for entity, field, values in (("feeling", "effect", (-10, 0, 5, 10)), ("score_override", "score", (0, 33, 100))):
        for _n in range(rng.choice([0, 0, 1, 3])):
            on = day(rng, TODAY - timedelta(120), TODAY)
            row = {"account_id": account_id, field: rng.choice(values), "reason": "because", "on_date": on.isoformat(),
                   "expires_on": (on + timedelta(rng.randint(0, 60))).isoformat()}  # fmt: skip
            door.create(session, entity, [row | {"said_at": when(rng, on, on)} | _gone(rng, on)])


def _observed(
    rng: Random, number: int, place: int, series: str, on: date, members: list[str]
) -> list[dict[str, object]]:
    """Return a reading, and sometimes another one of the same instant: a correction or one of another source."""
    value: float | None = rng.choice(
        [rng.randint(0, 5), rng.randint(0, 140), round(rng.random() * 90, 2), rng.random()]
    )
    if series == "sponsor":
        value = float(rng.random() < 0.6)
    if rng.random() < 0.12:
        value = rng.choice([None, 0.0])
    observed = when(rng, on, on)
    late = on + timedelta(rng.choice([0, 0, 0, 1, 12, 45]))
    row: dict[str, object] = {
        "account_no": number, "measure_no": place, "value": value, "observed_at": observed, "source": "a",
        "recorded_at": max(observed, when(rng, on, late)), "by_id": rng.choice([*members, None]),
    }  # fmt: skip
    row |= {"deleted_at": None} | _gone(rng, on)
    rows = [row]
    if rng.random() < 0.1:
        other = dict(row, source=rng.choice(["a", "a", "b"]), value=rng.choice([None, 1.0, 77.25]))
        rows.append(other | {"recorded_at": when(rng, late, late + timedelta(30)), "deleted_at": None} | _gone(rng, on))
    return rows


def _facts(rng: Random, account_id: str, members: list[str]) -> list[dict[str, object]]:
    choices: Mapping[str, list[str | None]] = {
        "segment": [*Segment, None], "phase": [*Phase, None], "derived_phase": [*Phase, None], "owner_id": [*members],
        "started_on": [(TODAY - timedelta(rng.randint(0, 500))).isoformat(), "2026-01-31", None],
    }  # fmt: skip
    rows = []
    for field, values in choices.items():
        for _n in range(rng.choice([0, 1, 1, 3])):
            on = day(rng, _BEGIN, TODAY + timedelta(10))
            row = {"account_id": account_id, "field": field, "value": rng.choice(values), "deleted_at": None}
            row |= {"effective_on": on.isoformat(), "recorded_at": when(rng, on, on + timedelta(rng.choice([0, 60])))}
            rows.append(row | _gone(rng, on))
    return rows


def _gone(rng: Random, on: date) -> dict[str, object]:
    """Return the removal that a row in twelve has."""
    return {"deleted_at": when(rng, on, TODAY)} if rng.random() < 0.08 else {}


def day(rng: Random, first: date, last: date) -> date:
    """Return a day by chance."""
    return first + timedelta(rng.randint(0, max(0, (last - first).days)))


def when(rng: Random, first: date, last: date) -> str:
    """Return an instant by chance, as stored; midnight in Tokyo, where one day ends, among them."""
    at = rng.choice([time(0), time(14, 59, 59, 999999), time(15), time(rng.randint(0, 23), rng.randint(0, 59))])
    return stamp(datetime.combine(day(rng, first, last), at, UTC))
