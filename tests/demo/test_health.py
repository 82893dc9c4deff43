"""What the made-up book's health tells: bands that look like a portfolio, and the stories behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.health.backtest import BackTest
from app.health.score import Score, score
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.demo import fill_demo
from app.operations.health.backtest import backtest
from app.operations.health.derived import keep_derived
from app.operations.health.inputs import many_known
from app.operations.health.known import Known
from app.operations.health.models import model_at, model_versions
from app.vocabulary import Band
from tests.builders import TODAY, new_book


@dataclass(frozen=True)
class Told:
    """The made-up book on a day, with its accounts by the first label of their domain."""

    today: date
    book: Book
    known: Mapping[str, Known]
    left: frozenset[str]

    def score(self, key: str, back: int = 0) -> Score:
        """Return the score of an account, as known so many days ago."""
        day = self.today - timedelta(back)
        return score(self.book.read(model_at, as_of=day), self.known[key].inputs(day))


def domains(session: Session) -> dict[str, tuple[str, str]]:
    account = tables.account
    asked = select(account.c.id, account.c.domain, account.c.phase)
    return {row["id"]: (row["domain"].removesuffix(".example"), row["phase"]) for row in session.rows(asked)}


@pytest.fixture(scope="module", params=[TODAY, date(2028, 2, 29)], ids=str)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder: Path = tmp_path_factory.mktemp("told")
    with new_book(folder, today=request.param) as book:
        fill_demo(book, today=request.param)
        book.write(keep_derived, today=request.param)
        names = book.read(domains)
        known = {names[account_id][0]: one for account_id, one in book.read(many_known).items()}
        yield Told(request.param, book, known, frozenset(key for key, phase in names.values() if phase == "churned"))


def test_that_bands_spread_as_in_a_portfolio(told: Told) -> None:
    bands = Counter(told.score(key).band for key in told.known if key not in told.left)
    whole = sum(bands.values())
    assert whole == 36
    assert 0.45 < bands[Band.GOOD] / whole < 0.65
    assert 0.2 < bands[Band.WATCH] / whole < 0.4
    assert 0.08 < bands[Band.RISK] / whole < 0.17
    assert (bands[Band.WITHHELD], bands[Band.UNKNOWN]) == (1, 0)
    assert told.score("shinonome-works").band is Band.WITHHELD


def test_that_the_four_stories_show(told: Told) -> None:
    midori = told.score("midori-foods")
    assert midori.band is Band.RISK
    assert [fired.rule.key for fired in midori.rules] == ["sponsor_leaving"]
    assert midori.feeling_effect == -5
    acme, before = told.score("acme-robotics"), told.score("acme-robotics", 30)
    assert acme.band is Band.WATCH
    assert before.band is Band.GOOD
    assert min(acme.parts, key=lambda part: part.effect).measure.key == "use_change"
    aoba = told.score("aoba-shinkin")
    assert aoba.override is not None
    assert aoba.score == aoba.override.score
    hokuto = told.score("hokuto-logistics")
    assert hokuto.band is Band.GOOD
    assert next(part for part in hokuto.parts if part.measure.key == "value").effect > 0


def test_that_the_pulse_had_been_right_where_the_data_was_wrong(told: Told) -> None:
    then, now = told.score("merrowgate", 50), told.score("merrowgate")
    assert then.disagreement is not None
    assert then.disagreement > 30
    assert then.data is not None
    assert now.data is not None
    assert then.data - now.data > 10


def test_that_data_and_pulse_disagree_somewhere_today(told: Told) -> None:
    gaps = {key: told.score(key).disagreement for key in told.known if key not in told.left}
    assert {"tokizawa-butsuryu", "moegi-lease"} <= {key for key, gap in gaps.items() if gap is not None and gap >= 30}


def test_that_some_pulses_are_stale_and_a_feeling_ends_tomorrow(told: Told) -> None:
    stale = [key for key in told.known if key not in told.left
             for part in told.score(key).parts if part.measure.key == "pulse_warmth" and part.value.stale]  # fmt: skip
    assert len(stale) >= 2
    ends = {feeling.expires for one in told.known.values() for feeling in one.feelings}
    assert told.today + timedelta(1) in ends
    assert any(end < told.today for end in ends)


def test_that_the_model_changed_six_weeks_ago_with_a_reason(told: Told) -> None:
    first, second = told.book.read(model_versions)
    assert (first.version, second.version) == (1, 2)
    assert first.reason == ""
    assert second.reason
    assert timedelta(40) < told.today - second.on < timedelta(60)
    assert first.model != second.model


def test_that_exactly_two_were_lost_while_green(told: Told) -> None:
    found = told.book.read(backtest, today=told.today)
    assert isinstance(found, BackTest)
    assert {case.name for case in found.green_churners} == {"柊野電設", "Quillbrook Press"}
    lost = [case for case in found.cases if case.lost]
    assert len(lost) >= 5
    for case in lost:
        bands = [point.band for point in case.points.values()]
        assert (Band.GOOD in bands) is case.green, case.name
