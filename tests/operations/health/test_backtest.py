"""The back-test sees nothing from after the day it looks at: neither new readings, nor corrections, nor models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.clock import stamp
from app.errors import BansoError
from app.health.backtest import BackTest, Case, NotEnough
from app.health.files import write_model
from app.health.inputs import Inputs
from app.health.model import Curve, Dimension, Measure, Model
from app.journal import door
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.health import backtest as module
from app.operations.health.backtest import Decided, backtest, decided_renewals
from app.operations.health.known import Known
from app.operations.importing.run import import_paths
from app.statistics import auc
from tests.builders import TODAY, new_book

TOKYO = ZoneInfo("Asia/Tokyo")
CURVE = Curve(((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100))))
MODEL = Model((Dimension("adoption", {}, "A", Decimal(1), (Measure("use", {}, CURVE, Decimal(1), "use"),)),))
BEFORE = (75, 30, 72, 20, 90, 80, 60, 85, 40, 95, 65, 78, 55)
"""What was known of each account before its renewal was decided; the first four were lost."""
LOST = 4


def decided(at: int) -> date:
    return TODAY - timedelta(20 + 15 * at)


def instant(day: date, hour: int = 9) -> str:
    return stamp(datetime.combine(day, time(hour), TOKYO))


def fill(session: Session, *, readings: bool = True) -> None:
    """Write accounts whose use told little before the decision and everything shortly before it."""
    body = {"version": 1, "body": write_model(MODEL), "said_at": instant(TODAY - timedelta(900))}
    door.create(session, "health_model", [body])
    door.create(session, "measure", [{"id": "use", "key": "use", "no": 900, "delay_days": 2}])
    for at, value in enumerate(BEFORE):
        lost, on = at < LOST, decided(at)
        account = {"id": f"a{at}", "no": 900 + at, "name": f"Firm {at}", "name_key": f"firm {at}"}
        door.create(session, "account", [{**account, "external_id": f"A-{at}"}])
        contract = {"account_id": f"a{at}", "kind": "paid", "currency": "JPY", "start_on": "2024-01-01"}
        door.create(session, "contract", [
            {**contract, "id": f"c{at}", "end_on": (on + timedelta(40)).isoformat(), "outcome_on": on.isoformat(),
             "outcome": "churned" if lost else "renewed", "churn_tags": ["full", "price"] if lost else None}
        ])  # fmt: skip
        if readings:
            early, late = on - timedelta(120), on - timedelta(10)
            told = [(early, early, value), (early, late, 0 if lost else 100), (late, late, 0 if lost else 100)]
            door.create(session, "reading", [
                {"account_no": 900 + at, "measure_no": 900, "value": float(given), "observed_at": instant(seen),
                 "recorded_at": instant(known, 10), "source": "product", "note": None, "by_id": None}
                for seen, known, given in told
            ])  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        made.write(fill)
        yield made


def held(book: Book) -> BackTest:
    """Return the back-test, having seen that it knows no more than was known."""
    found = book.read(backtest, today=TODAY)
    assert isinstance(found, BackTest)
    for at in found.horizons:
        assert at.auc == auc(map(Decimal, BEFORE[:LOST]), list(map(Decimal, BEFORE[LOST:])))
    for case in found.cases:
        assert {point.score for point in case.points.values()} == {BEFORE[int(case.contract_id[1:])]}
    return found


def test_that_only_what_was_known_by_then_counts(book: Book) -> None:
    found = held(book)
    assert [(at.horizon, at.outcomes, at.losses, at.unscored) for at in found.horizons] == [
        (90, 13, 4, 0), (60, 13, 4, 0), (30, 13, 4, 0),
    ]  # fmt: skip
    assert [case.contract_id for case in found.green_churners] == ["c0", "c2"]
    assert found.green_churners[0].tags == ("full", "price")
    assert found.assumed == 0


def looks_ahead(known: Known, one: Decided, days: int) -> Inputs:
    return known.inputs(one.decided_on)


def takes_corrections(known: Known, one: Decided, days: int) -> Inputs:
    day = one.decided_on - timedelta(days)
    later = known.inputs(TODAY)
    return Inputs(as_of=day, readings=tuple(reading for reading in later.readings if reading.on <= day))


@pytest.mark.parametrize("bug", [looks_ahead, takes_corrections])
def test_that_a_look_ahead_would_be_seen(book: Book, monkeypatch: pytest.MonkeyPatch, bug: object) -> None:
    held(book)
    monkeypatch.setattr(module, "_as_known", bug)
    with pytest.raises(AssertionError):
        held(book)


def test_that_later_models_segments_and_readings_change_nothing(book: Book) -> None:
    before = held(book)
    other = Model(
        (Dimension("adoption", {}, "A", Decimal(1), (Measure("use", {}, CURVE, Decimal(1), "nothing"),)),), version=2
    )

    def later(session: Session) -> None:
        door.create(
            session, "health_model", [{"version": 2, "body": write_model(other), "said_at": instant(TODAY, 13)}]
        )

    book.write(later)
    book.write(amend_accounts, [f"a{at}" for at in range(13)], {"segment": "tech", "phase": "churned"}, today=TODAY)
    assert held(book).horizons == before.horizons


def test_that_notice_given_earlier_is_the_decision_and_an_unknown_day_is_the_notice_date(book: Book) -> None:
    def amended(session: Session) -> None:
        notified = (decided(0) - timedelta(7)).isoformat()
        door.amend(session, "contract", {"c0": {"notified_on": notified}, "c1": {"outcome_on": None}})
        door.amend(session, "contract", {"c2": {"kind": "trial"}, "c3": {"outcome": None}})

    book.write(amended)
    days = {one.contract_id: one.decided_on for one in book.read(decided_renewals, today=TODAY)}
    assert days["c0"] == decided(0) - timedelta(7)
    end = decided(1) + timedelta(40)
    assert end - timedelta(31) <= days["c1"] <= end - timedelta(28)
    assert not {"c2", "c3"} & set(days)
    assert len(days) == 11
    assert book.read(backtest, today=TODAY) == NotEnough(11, 2)


def test_that_a_history_brought_in_today_is_assumed_to_have_been_known_unless_asked_strictly(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        book.write(fill, readings=False)
        rows = [f"A-{at},use,{value},{decided(at) - timedelta(120)},product" for at, value in enumerate(BEFORE)]
        path = tmp_path / "readings.csv"
        path.write_text("\n".join(["account,measure,value,observed_at,source", *rows, ""]), "utf-8")
        assert import_paths(book, [path], kind="readings").imported == len(rows)
        assert held(book).assumed == len(rows)
        assert book.read(backtest, today=TODAY, strict=True) == NotEnough(0, 0)
        # The second file corrects the first: nobody knew it then.
        path.write_text(path.read_text("utf-8").replace("use,75", "use,10"), "utf-8")
        assert import_paths(book, [path], kind="readings").updated == 1
        held(book)


def test_that_a_horizon_that_is_no_day_before_is_refused(book: Book) -> None:
    for wrong in (0, -1, 366):
        with pytest.raises(BansoError) as refused:
            book.read(backtest, horizon=wrong, today=TODAY)
        assert (refused.value.key, refused.value.field) == ("backtest.horizon", "horizon")
    found = book.read(backtest, horizon=45, today=TODAY)
    assert isinstance(found, BackTest)
    assert [at.horizon for at in found.horizons] == [45]


def test_that_a_lead_counts_weeks_in_which_it_was_not_good_any_more(book: Book) -> None:
    leads: dict[str, Case] = {case.contract_id: case for case in held(book).cases}
    # 75 until ten days before: good to within a week of the decision.
    assert leads["c0"].lead == 7
    assert leads["c1"].lead == 119
    assert leads["c5"].lead is None
