"""Charts by matplotlib as pictures for the window: imported when the first one is drawn, on a worker thread.

What is drawn is given the axes in the looks of the theme; no widget and no colour object crosses the threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

from app import paths
from app.views.fonts import INTER, JAPANESE
from app.views.theme import Theme, tokens

_lock = threading.Lock()
_families: list[str] = []
_POINTS = 72


@dataclass(frozen=True)
class Look:
    """The theme as a drawing needs it: colours by the names of their tokens as #rrggbb, and the text scale."""

    colors: Mapping[str, str]
    scale: float
    dark: bool


def look_of(theme: Theme) -> Look:
    """Return the looks of a theme; call it on the UI thread."""
    names = ("surface", "text", "text2", "text3", "border", "grid", "accent", "chart_muted", *_chart_names())
    meanings = {
        f"{name}{suffix}": getattr(meaning, part).name()
        for name, meaning in theme.meaning.items()
        for suffix, part in (("", "fill"), ("_bg", "bg"), ("_text", "text"))
    }
    return Look({**{name: theme.tone(name).name() for name in names}, **meanings}, theme.scale / 100, theme.dark)


def _chart_names() -> tuple[str, ...]:
    return tuple(f"chart{n}" for n in range(1, 6))


def draw(look: Look, width: int, height: int, ratio: float, paint: Callable[[Any, Look], object]) -> QImage:
    """Return the picture of a chart of so many logical pixels; `paint(axes, look)` draws it. Not on the UI thread."""
    # One drawing at a time: the fonts and the settings of matplotlib are the same for all.
    with _lock:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        settings: Any = _settings(look)
        with matplotlib.rc_context(settings):
            dots = _POINTS * ratio
            figure = Figure(figsize=(width / _POINTS, height / _POINTS), dpi=dots, facecolor=look.colors["surface"])
            canvas: Any = FigureCanvasAgg(figure)
            axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), facecolor=look.colors["surface"])
            paint(axes, look)
            canvas.draw()
            wide, high = canvas.get_width_height()
            shown = QImage(bytes(canvas.buffer_rgba()), wide, high, wide * 4, QImage.Format.Format_RGBA8888).copy()
    shown.setDevicePixelRatio(ratio)
    return shown


def preload() -> None:
    """Load what the first chart needs, fonts among it, so that it is drawn like the tenth. Not on the UI thread."""
    with _lock:
        import matplotlib.backends.backend_agg
        import matplotlib.figure  # noqa: F401

        _known_families()


def _settings(look: Look) -> dict[str, Any]:
    c = look.colors
    from cycler import cycler

    return {
        "font.family": _known_families(),
        "font.size": 11 * look.scale,
        "axes.unicode_minus": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.edgecolor": c["border"],
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": c["grid"],
        "grid.linewidth": 1,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.color": c["text3"],
        "ytick.color": c["text3"],
        "text.color": c["text2"],
        "axes.labelcolor": c["text2"],
        "lines.linewidth": 2,
        "lines.solid_capstyle": "round",
        "lines.solid_joinstyle": "round",
        "axes.prop_cycle": cycler(color=[c[name] for name in _chart_names()]),
        "legend.frameon": False,
        "figure.facecolor": c["surface"],
        "axes.facecolor": c["surface"],
    }


def _known_families() -> list[str]:
    """Return Inter and the first Japanese family there is; the one that ships where the system has none."""
    if not _families:
        from matplotlib import font_manager

        for name in INTER:
            font_manager.fontManager.addfont(str(paths.resource("fonts", name)))
        there = {font.name for font in font_manager.fontManager.ttflist}
        japanese = next((family for family in tokens()["font"]["japanese"] if family in there), None)
        if japanese is None:
            path = str(paths.resource("fonts", JAPANESE))
            font_manager.fontManager.addfont(path)
            japanese = font_manager.FontProperties(fname=path).get_name()
        _families.extend(("Inter", japanese))
    return list(_families)
