"""Rows of health: the scores of the whole book from memory and from the file, one reading more, memory, a chart."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from app.health.files import write_model
from app.health.model import Curve, Dimension, Kind, Measure, Model, Take
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.dense_scores import dense_scores
from app.operations.health.models import model_at, model_versions, same
from app.operations.health.score_cache import ScoreCache, models_on
from bench import floors
from bench.books import TODAY, book
from bench.measure import Row, side_by_side

ROOT = Path(__file__).parents[1]
TIMES = 5
ANKI_MB = 334.0
_POINTS = ((0, 0), (20, 35), (55, 60), (90, 100))
"""The value → score points of every measure."""


def model() -> Model:
    """Return a model of the eight measures of the books: four dimensions, a window, a change, a pulse."""
    curve = Curve(tuple((Decimal(x), Decimal(y)) for x, y in _POINTS))

    def measure(number: int, **how: Any) -> Measure:
        return Measure(f"m{number}", {}, curve, Decimal(10 + number), f"m{number}", validity_days=45, **how)

    rows = [
        [measure(0), measure(1)],
        [measure(2, take=Take.MEAN, window_days=28), measure(3)],
        [measure(4, take=Take.CHANGE, window_days=28), measure(5)],
        [measure(6), measure(7, kind=Kind.PULSE)],
    ]
    return Model(
        tuple(Dimension(f"d{at}", {}, "DEAR"[at], Decimal(20 + at), tuple(some)) for at, some in enumerate(rows))
    )


def judged(name: str) -> Book:
    """Return the open book with this model in force."""
    opened = book(name)

    def decide(session: Session) -> None:
        if not same(model_at(session), model()):
            version = max((one.version for one in model_versions(session)), default=0) + 1
            said = f"2020-01-01T00:00:{version:02d}.000000Z"
            door.create(session, "health_model", [{"version": version, "body": write_model(model()), "said_at": said}])

    opened.write(decide)
    return opened


def cached(name: str) -> Row:
    """Score the whole book on all its days, what it is made of being in memory already."""
    with judged(name) as opened, opened._database.reading() as session:  # noqa: SLF001
        cache = ScoreCache()
        cache.refresh(session, today=TODAY)
        dense = cache._dense  # noqa: SLF001
        assert dense is not None
        models = models_on(session, dense.days)
        values = np.stack([taken.raw for taken in dense.taken.values()])
        ages = dense.days.ordinals[:, None] - np.stack([taken.on for taken in dense.taken.values()])
        xs, ys = ([float(point[at]) for point in _POINTS] for at in (0, 1))
        weights = np.arange(10.0, 10 + len(values))[:, None, None]

        def floor() -> Any:
            """The weighted mean of the curve of every value that has not expired, rounded."""
            there = ~np.isnan(values) & (ages <= 45)
            scores = np.where(there, np.interp(values, xs, ys), 0.0)
            return np.rint((weights * scores).sum(axis=0) / np.maximum((weights * there).sum(axis=0), 1.0))

        return side_by_side(
            f"score the whole book, cached ({name})", floor, lambda: dense_scores(session, dense, models), 3.0, times=9,
            note=f"{values.shape[2]:,} accounts × {values.shape[0]} measures × {values.shape[1]} days",
        )  # fmt: skip


def cold(name: str) -> Row:
    """Score the whole book from its file; beside reading through all its readings once."""
    with judged(name) as opened:
        raw = floors.connect(opened.folder / "book.sqlite")
        row = side_by_side(
            f"score the whole book, cold ({name})",
            lambda: raw.execute("SELECT count(value), max(observed_at), sum(measure_no) FROM reading").fetchone(),
            lambda: opened.read(ScoreCache().refresh, today=TODAY),
            5.0,
        )
        raw.close()
        return row


def one_more(name: str) -> Row:
    """Score the book again after a reading of one account; beside asking for that account's readings."""
    from app.journal.changes import Changes

    with judged(name) as opened:
        cache = ScoreCache()
        opened.read(cache.refresh, today=TODAY)
        raw = floors.connect(opened.folder / "book.sqlite")
        row = side_by_side(
            f"score again after one account's reading ({name})",
            lambda: raw.execute("SELECT * FROM reading WHERE account_no = 7").fetchall(),
            lambda: opened.read(cache.refresh, today=TODAY, changes=[Changes("c", {"reading": frozenset({"7"})})]),
            20.0,
            times=15,
        )
        raw.close()
        return row


def drawn() -> Row:
    """Draw the first chart of a process, matplotlib being loaded already; beside the same lines by matplotlib alone."""
    pairs = [(_alone("chart-floor"), _alone("chart")) for _n in range(TIMES)]
    low, high = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
    return Row("first chart, after idle preload", low, high, 1.3)


def remembered(name: str) -> list[Row]:
    """Weigh a window whose list is scored and whose first chart is drawn."""
    weight = _alone("used", name)
    return [
        Row(f"memory with scores and a chart ({name})", ANKI_MB, weight, 0.7, unit="MB", note="of Anki's, seen once"),
        Row(
            f"memory with scores and a chart ({name})", _alone("bare"), weight, 5.0, unit="MB", note="of a bare window"
        ),
    ]


def _alone(*words: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = [sys.executable, "-m", "bench.health_alone", *words]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def all_rows(name: str) -> list[Row]:
    """Return every row of health."""
    return [cached(name), cold(name), one_more(name), drawn(), *remembered(name)]
