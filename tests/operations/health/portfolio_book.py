"""A small book for Portfolio: a model of two data measures and two pulses, and readings told in one line each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select

from app.clock import stamp
from app.health.files import write_model
from app.health.model import Curve, Dimension, Kind, Loyalty, Measure, Model
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from tests.builders import TODAY

LONG_AGO = "2024-01-01T00:00:00.000000Z"
_STRAIGHT = Curve(((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100))))
_STEPS = Curve(((Decimal(1), Decimal(0)), (Decimal(5), Decimal(100))))


def _measure(key: str, loyalty: Loyalty, kind: Kind = Kind.DATA) -> Measure:
    curve = _STEPS if kind is Kind.PULSE else _STRAIGHT
    name = {"ja": f"{key}の名", "en": key}
    return Measure(key, name, curve, Decimal(1), key, kind, loyalty)


MODEL = Model(
    (
        Dimension("does", {"ja": "行動", "en": "Does"}, "A", Decimal(2),
                  (_measure("use", Loyalty.BEHAVIOURAL), _measure("paid", Loyalty.BEHAVIOURAL))),
        Dimension("says", {"ja": "声", "en": "Says"}, "+", Decimal(1),
                  (_measure("pulse_backing", Loyalty.PSYCHOLOGICAL, Kind.PULSE),
                   _measure("pulse_warmth", Loyalty.PSYCHOLOGICAL, Kind.PULSE))),
    )
)  # fmt: skip


def begin(book: Book, *names: str) -> list[str]:
    """Write the model and some accounts; their ids."""
    return book.write(_begin, names)[1]


def _begin(session: Session, names: tuple[str, ...]) -> list[str]:
    door.create(session, "health_model", [{"version": 1, "body": write_model(MODEL), "said_at": LONG_AGO}])
    keys = [measure.key for _dimension, measure in MODEL.measures()]
    door.create(session, "measure", [{"key": key, "null_rule": "zero_is_value", "delay_days": 0} for key in keys])
    rows = [{"name": name, "name_key": name, "segment": "high", "phase": "adoption"} for name in names]
    return door.create(session, "account", rows)


def tell(book: Book, account_id: str, days_ago: int, *, late: int = 0, note: str = "", **values: float) -> None:
    """Write readings observed so many days ago, and recorded `late` days after that."""
    book.write(_tell, account_id, days_ago, late, note, values)


def _tell(session: Session, account_id: str, days_ago: int, late: int, note: str, values: dict[str, float]) -> None:
    account, measure = tables.account, tables.measure
    seen = TODAY - timedelta(days_ago)
    row = {
        "account_no": session.scalar(select(account.c.no).where(account.c.id == account_id)),
        "observed_at": stamp(_noon(seen)),
        "recorded_at": stamp(_noon(seen + timedelta(late))),
        "source": "csv",
        "note": note or None,
    }
    numbers = {key: session.scalar(select(measure.c.no).where(measure.c.key == key)) for key in values}
    door.create(session, "reading", [{**row, "measure_no": numbers[key], "value": value}
                                     for key, value in values.items()])  # fmt: skip


def decided(book: Book, account_id: str, days_ago: int, outcome: str, tags: tuple[str, ...] = ()) -> None:
    """Write a contract whose renewal was decided so many days ago."""
    on = TODAY - timedelta(days_ago)
    row = {
        "account_id": account_id, "kind": "paid", "currency": "JPY", "outcome": outcome, "outcome_on": on.isoformat(),
        "start_on": (on - timedelta(300)).isoformat(), "end_on": (on + timedelta(60)).isoformat(),
        "churn_tags": list(tags) or None,
    }  # fmt: skip
    book.write(lambda session: door.create(session, "contract", [row]))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(3), UTC)
