"""Runs in a fresh process: draws the first chart, bare or as the window does, or weighs a window in use.

`python -m bench.health_alone chart-floor|chart|bare|used BOOK` prints milliseconds or MB.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.start import memory

WIDE, HIGH, RATIO = 560, 132, 2.0


def chart_floor() -> float:
    """Draw a line and its three bands with nothing but matplotlib, imported before."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    began = time.perf_counter()
    figure = Figure(figsize=(WIDE / 72, HIGH / 72), dpi=72 * RATIO)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.05, 0.17, 0.92, 0.78))
    for low, high in ((30, 45), (45, 70), (70, 95)):
        axes.axhspan(low, high, alpha=0.75)
    axes.plot([50 + (n * 7) % 13 for n in range(26)], linestyle=":")
    axes.plot([55 + (n * 5) % 11 for n in range(26)])
    axes.set_xticks([3, 7, 11, 16, 20, 24], ["Jan", "Feb", "Mar", "Apr", "May", "Jun"])
    canvas.draw()
    return (time.perf_counter() - began) * 1000


def chart() -> float:
    """Draw the six months of an account, what the window loads while idle being loaded."""
    from app.operations.health.course import Course, CourseEvent, CoursePoint
    from app.views import looks, theme
    from app.views.account.health.course_card import _months, _paint_course
    from app.views.application import application, window_settings
    from app.views.charting import look_of, preload
    from app.vocabulary import Band
    from bench.books import TODAY

    looks.dress(application(), window_settings())
    preload()
    first = TODAY - timedelta(7 * 25)
    points = tuple(
        CoursePoint(first + timedelta(7 * n), 55 + (n * 5) % 11, 50.0 + (n * 7) % 13, Band.WATCH) for n in range(26)
    )
    made = Course(points, tuple(CourseEvent(first + timedelta(35 * n), "feeling") for n in range(4)))
    look, months = look_of(theme.current()), _months(made)
    began = time.perf_counter()
    _paint_course(None, lambda: False, look, WIDE, HIGH, RATIO, made, months)
    return (time.perf_counter() - began) * 1000


def bare() -> float:
    """Weigh an empty window."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(["bare"])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Banso"))
    window.show()
    app.processEvents()
    return memory()


def used(name: str) -> float:
    """Weigh the window after the list with its scores and the health of an account with its chart."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app.operations.accounts import account_rows
    from app.views import looks
    from app.views.application import application
    from app.views.stage import Stage
    from bench.books import TODAY, book

    app = application()
    with tempfile.TemporaryDirectory() as scratch, book(name) as opened:
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        looks.dress(app, settings)
        stage = Stage(settings, opened)
        window, places = stage.main()
        window.workspace.scores.begin()
        stage.settle()
        assert window.workspace.scores.ready
        places.show_health(opened.read(account_rows, today=TODAY)[0].id)
        stage.settle()
        QApplication.processEvents()
        weighed = memory()
        stage.clear()
    return weighed


def main() -> None:
    """Do what the first argument names."""
    what = sys.argv[1]
    print(used(sys.argv[2]) if what == "used" else {"chart-floor": chart_floor, "chart": chart, "bare": bare}[what]())


if __name__ == "__main__":
    main()
