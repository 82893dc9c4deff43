"""Rows with a window, offscreen: a fresh start, a filter keystroke, memory with the list shown."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.operations.accounts import AccountRow, account_count
from app.operations.pressing import pressing
from app.operations.profile import make_profile
from app.vocabulary import Band, Phase, Segment
from bench.books import FOLDER, TODAY, book
from bench.measure import Row, side_by_side

ROOT = Path(__file__).parent.parent
TIMES = 7


def _start(what: str) -> tuple[float, float, float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BENCH_STARTED": repr(time.time())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed Banso is compiled
    done = subprocess.run(
        [sys.executable, "-m", "bench.start", what], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    paint, rows, memory = done.stdout.split()[-3:]
    return float(paint), float(rows), float(memory)


def started(name: str) -> list[Row]:
    """Start a fresh process with a plain profile: first paint, real rows, memory; in turns with a bare window."""
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    with book(name):
        pass
    shutil.copytree(FOLDER / name, folder / "p", ignore=shutil.ignore_patterns("*.lock"))
    pairs = [(_start("floor"), _start(str(folder / "p"))) for _ in range(TIMES)][1:]
    shutil.rmtree(folder)

    def median(which: int, at: int) -> float:
        return statistics.median(pair[which][at] for pair in pairs)

    return [
        Row(f"start, plain: first paint ({name})", median(0, 0), median(1, 0), 1.4),
        Row(f"start, plain: rows visible ({name})", median(0, 0), median(1, 1), 1.6),
        Row(f"memory with the list shown ({name})", median(0, 2), median(1, 2), 1.5, unit="MB"),
    ]


KEYRING = "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1; exec \"$@\""


def started_by_keyring() -> list[Row]:
    """Start with the key in a real keyring; a session bus and a keyring of their own, where they are installed."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        sys.stderr.write("start with a keyring: not measured, no gnome-keyring here\n")
        return []
    with tempfile.TemporaryDirectory(dir=FOLDER) as home:
        environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": home}
        run = ["dbus-run-session", "--", "bash", "-c", KEYRING, "-", sys.executable, "-m", "bench.window_rows", home]
        done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        floor, rows = (float(figure) for figure in done.stdout.split()[-2:])
    return [Row("start, keyring: rows visible (42 accounts)", floor, rows, 2.0)]


def _in_keyring_session(home: str) -> None:
    from app.operations.demo import fill_demo
    from app.operations.profile import open_book

    folder = Path(home) / "profile"
    make_profile(folder, "keyring", name="bench", zone="Asia/Tokyo")
    with open_book(folder, today=TODAY) as opened:
        fill_demo(opened, today=TODAY)
    pairs = [(_start("floor"), _start(str(folder))) for _ in range(TIMES)][1:]
    print(statistics.median(p[0][0] for p in pairs), statistics.median(p[1][1] for p in pairs))


def made_up(count: int) -> list[AccountRow]:
    """Return rows for a list of any length."""
    segments, phases = list(Segment), [Phase.ONBOARDING, Phase.ADOPTION, Phase.RENEWAL]
    return [
        AccountRow(
            id=str(n), name=f"株式会社テスト商事{n}", reading=f"てすとしょうじ{n}", segment=segments[n % 3],
            phase=phases[n % 3], owner="伊藤", tags=("重点",) if n % 7 == 0 else (), mrr=Decimal(n * 1000),
            currency="JPY", renewal_date=TODAY + timedelta(n % 300), notice_date=TODAY + timedelta(n % 270),
            notice_estimated=n % 5 == 0, last_touch=TODAY - timedelta(n % 60), cadence_days=30,
            next_step="手順書を送る" if n % 3 == 0 else "", sample=False,
        )
        for n in range(count)
    ]  # fmt: skip


def _health(at: int) -> Any:
    from app.operations.health.row_health import WEEKS, Dear, RowHealth

    spark = tuple(30 + (at * 7 + week * week * 3) % 60 for week in range(WEEKS))
    band = Band.GOOD if spark[-1] >= 70 else Band.WATCH if spark[-1] >= 45 else Band.RISK
    dear = {letter: Dear((at * 13 + n * 29) % 101) for n, letter in enumerate("DEAR")}
    return RowHealth(spark[-1], band=band, delta=at % 21 - 10, spark=spark, dear=dear)


class Still:
    """A book that only knows its list."""

    def __init__(self, rows: list[AccountRow]) -> None:
        self.rows = rows

    def read(self, question: object, *_asked: object, **_with: object) -> Any:
        """Return the list, how long it is, that nothing presses, the scores or the model."""
        if question is pressing:
            return {}
        name = getattr(question, "__name__", "")
        if name == "refresh":
            from app.operations.health.score_cache import Scored

            return Scored({row.id: _health(at) for at, row in enumerate(self.rows)}, frozenset(r.id for r in self.rows))
        if name == "model_at":
            from app.operations.health.models import shipped

            return shipped()
        return len(self.rows) if question is account_count else self.rows

    write = read


def filtered(count: int, target: float) -> Row:
    """A keystroke in the filter of the list, painted; beside painting the list again."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.clock import Clock
    from app.views import looks
    from app.views.accounts.page import AccountsPage
    from app.views.application import application, window_settings
    from app.views.workspace import Workspace

    app = application()
    looks.dress(app, window_settings())
    page = AccountsPage(Workspace(Still(made_up(count)), Clock(fixed=TODAY)))
    page.resize(1200, 800)
    page.go(None)
    page.show()
    field = page.search_field()
    assert field is not None
    while page.table.total < count:
        QApplication.processEvents()
    for _ in range(20):
        QApplication.processEvents()
    keys = iter("12" * 1000)
    viewport = page.view.viewport()

    def keystroke() -> None:
        field.clear()
        QTest.keyClicks(field, next(keys))
        QApplication.processEvents()
        viewport.repaint()

    row = side_by_side(f"filter keystroke painted, {count:,} rows", viewport.repaint, keystroke, target, times=15)
    page.deleteLater()
    return row


def all_rows(name: str) -> list[Row]:
    """Return every row with a window."""
    return [*started(name), *started_by_keyring(), filtered(5_000, 1.6), filtered(100_000, 3.5)]


if __name__ == "__main__":
    _in_keyring_session(sys.argv[1])
