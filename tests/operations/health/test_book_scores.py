from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from app.health.files import write_model
from app.health.model import Effect, Rule
from app.journal import door
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.operations.changes import take_back
from app.operations.health.book_scores import RowHealth, book_scores
from app.operations.health.exact_rows import exact_rows
from app.operations.health.score_cache import ScoreCache
from app.vocabulary import Band
from tests.builders import TODAY, made_up_profile, new_book, opened
from tests.operations.health.made_up_health import fill, made_up_model, when


def assert_same(exact: dict[str, RowHealth], found: dict[str, RowHealth]) -> None:
    assert set(exact) == set(found)
    for key, row in exact.items():
        assert found[key] == row


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_that_the_whole_book_at_once_is_each_account_by_itself(seed: int) -> None:
    with TemporaryDirectory() as folder, new_book(Path(folder) / "p") as book:
        fill(book, Random(seed), accounts=4)
        assert_same(dict(book.read(exact_rows, today=TODAY)), dict(book.read(book_scores, today=TODAY)))


def test_that_chance_meets_everything_there_is(tmp_path: Path) -> None:
    bands, held, rolled = set(), set(), 0
    for seed in range(8):
        with new_book(tmp_path / str(seed)) as book:
            fill(book, Random(seed))
            rows = book.read(book_scores, today=TODAY)
            bands |= {row.band for row in rows.values()}
            held |= {name for row in rows.values() for name, value in vars(row).items() if value not in (None, {})}
            rolled += sum(row.group_band is not None for row in rows.values())
    assert {Band.GOOD, Band.WATCH, Band.RISK, Band.WITHHELD} <= bands
    assert held == {field.name for field in fields(RowHealth)}
    assert rolled


@settings(max_examples=4)
@given(st.integers(0, 10**6))
def test_that_what_a_change_touched_is_all_that_has_to_be_worked_out_again(seed: int) -> None:
    rng = Random(seed)
    with TemporaryDirectory() as folder, new_book(Path(folder) / "p") as book:
        ids = fill(book, rng, accounts=4)
        cache = ScoreCache()
        before = book.read(cache.refresh, today=TODAY).rows
        known = dict(before)
        for _n in range(4):
            place = rng.randrange(len(ids))
            changes, _none = book.write(rng.choice(WRITERS), rng, place + 1, ids[place])
            told = book.read(cache.refresh, today=TODAY, changes=[changes])
            fresh = dict(book.read(book_scores, today=TODAY))
            assert_same(fresh, dict(told.rows))
            assert {key for key in {*fresh, *known} if fresh.get(key) != known.get(key)} <= told.differs
            known = fresh
        # What was handed out stays as it was, for a screen may still be painting it.
        assert before is not told.rows


def one_reading(session: Session, rng: Random, number: int, _account_id: str) -> None:
    measure = rng.randint(1, 7)
    at = when(rng, TODAY - timedelta(40), TODAY)
    row = {"account_no": number, "measure_no": measure, "value": rng.choice([None, 0.0, 3.0, 71.5]), "source": "a"}
    door.create(session, "reading", [row | {"observed_at": at, "recorded_at": door.change_of(session).at}])


def one_removal(session: Session, _rng: Random, number: int, _account_id: str) -> None:
    newest = "SELECT no FROM reading WHERE account_no = ? AND deleted_at IS NULL ORDER BY observed_at DESC LIMIT 3"
    door.remove(session, "reading", [str(row[0]) for row in session.driver.execute(newest, (number,))])


def one_feeling(session: Session, rng: Random, _number: int, account_id: str) -> None:
    row = {"account_id": account_id, "effect": rng.choice([-10, 10]), "reason": "because", "on_date": TODAY.isoformat()}
    at = door.change_of(session).at
    door.create(session, "feeling", [row | {"expires_on": TODAY.isoformat(), "said_at": at}])


def one_segment(session: Session, rng: Random, _number: int, account_id: str) -> None:
    amend_accounts(session, [account_id], {"segment": rng.choice(["high", "tech"])}, today=TODAY)


def one_account_more(session: Session, rng: Random, _number: int, account_id: str) -> None:
    door.create(session, "account", [{"name": "new", "name_key": "new", "parent_id": account_id}])


def one_account_less(session: Session, _rng: Random, _number: int, account_id: str) -> None:
    door.remove(session, "account", [account_id])


def one_model_more(session: Session, rng: Random, _number: int, _account_id: str) -> None:
    model = made_up_model(rng, 9)
    row = {"version": 9 + rng.randrange(10**6), "body": write_model(model), "said_at": door.change_of(session).at}
    door.create(session, "health_model", [row])


WRITERS = (
    one_reading, one_reading, one_removal, one_feeling, one_segment, one_account_more, one_account_less, one_model_more,
)  # fmt: skip


def test_that_a_model_and_readings_of_one_change_both_count_and_so_does_taking_them_back(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        ids = fill(book, Random(5), models=1)
        cache = ScoreCache()
        book.read(cache.refresh, today=TODAY)

        def several(session: Session) -> None:
            one_reading(session, Random(2), 1, ids[0])
            one_removal(session, Random(2), 2, ids[1])
            one_model_more(session, Random(2), 1, ids[0])

        changes, _none = book.write(several)
        told = book.read(cache.refresh, today=TODAY, changes=[changes])
        assert_same(dict(book.read(book_scores, today=TODAY)), dict(told.rows))
        back, _none = book.write(take_back, changes.id)
        more, _none = book.write(one_feeling, Random(3), 3, ids[2])
        told = book.read(cache.refresh, today=TODAY, changes=[back, more])
        assert_same(dict(book.read(book_scores, today=TODAY)), dict(told.rows))
        more, _none = book.write(one_feeling, Random(3), 4, ids[3])
        told = book.read(cache.refresh, today=TODAY, changes=[more])
        assert_same(dict(book.read(book_scores, today=TODAY)), dict(told.rows))


def test_that_a_new_day_is_worked_out_as_if_it_were_the_first(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        fill(book, Random(4))
        cache = ScoreCache()
        book.read(cache.refresh, today=TODAY)
        told = book.read(cache.refresh, today=TODAY + timedelta(9))
        assert_same(dict(book.read(exact_rows, today=TODAY + timedelta(9))), dict(told.rows))
        assert told.differs == set(told.rows)


def test_that_the_made_up_book_is_scored_alike(tmp_path: Path) -> None:
    with opened(made_up_profile(tmp_path / "p")) as book:
        found = dict(book.read(book_scores, today=TODAY))
        some = sorted(found)[::14]
        assert {key: found[key] for key in some} == dict(book.read(exact_rows, today=TODAY, account_ids=some))


def test_that_a_model_beyond_the_arrays_is_scored_one_by_one(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        fill(book, Random(3), models=0)
        model = made_up_model(Random(3))
        fine = replace(model, rules=(Rule("fine", {}, Effect.CAP, Decimal("40.00000001"), event="payment_failed"),))
        row = {"version": 1, "body": write_model(fine), "said_at": "2020-01-01T00:00:00.000000Z"}
        book.write(lambda session: door.create(session, "health_model", [row]))
        assert_same(dict(book.read(exact_rows, today=TODAY)), dict(book.read(book_scores, today=TODAY)))


def test_that_an_empty_book_has_no_scores(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        assert dict(book.read(book_scores, today=TODAY)) == {}


def test_that_naming_the_scores_of_a_row_loads_neither_numpy_nor_a_database() -> None:
    code = "import sys, app.operations.health.row_health, app.views.scores"
    heavy = "[m for m in ('numpy', 'sqlalchemy', 'pandas') if m in sys.modules]"
    run = subprocess.run([sys.executable, "-c", f"{code}; print({heavy})"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
