"""Colours, type and sizes of the window from one file of tokens, switched live between light and dark."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication

from app import paths

LOOKS = ("system", "light", "dark")
SCALES = range(90, 151)
_CACHED_TEXTS = 10_000
_CACHED_LINES = 3_000


@dataclass(frozen=True, eq=False, repr=False)
class Colors:
    """What each colour is for; the values are in resources/theme/tokens.json."""

    window: QColor
    sidebar: QColor
    surface: QColor
    surface_alt: QColor
    raised: QColor
    overlay: QColor
    hover: QColor
    pressed: QColor
    selected: QColor
    selected_inactive: QColor
    border: QColor
    overlay_border: QColor
    border_strong: QColor
    divider: QColor
    text: QColor
    text2: QColor
    text3: QColor
    text_disabled: QColor
    text_on_accent: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    accent_subtle: QColor
    accent_text: QColor
    focus: QColor
    grid: QColor
    shadow: QColor


@dataclass(frozen=True, eq=False, repr=False)
class Meaning:
    """The three colours of one meaning: a fill for shapes, a ground, and words on either."""

    fill: QColor
    bg: QColor
    text: QColor


@dataclass(frozen=True, eq=False, repr=False)
class Sizes:
    """Heights and widths in device-independent pixels, already at the text scale."""

    control_sm: int
    control: int
    control_lg: int
    row_compact: int
    row_default: int
    row_comfort: int
    sidebar: int
    sidebar_collapsed: int
    topbar: int
    inspector: int
    icon: int
    icon_nav: int


MEANINGS = ("good", "watch", "risk", "unknown", "info", "customer", "vendor")


@dataclass(frozen=True, eq=False, repr=False)
class Measured:
    """Fonts, metrics and lines of text at one scale: made once, kept, and the same in light and dark."""

    fonts: dict[tuple[str, int], QFont] = field(default_factory=dict)
    metrics: dict[tuple[str, int], QFontMetricsF] = field(default_factory=dict)
    widths: dict[tuple[str, int, str], float] = field(default_factory=dict)
    caps: dict[tuple[str, int], float] = field(default_factory=dict)
    laid: dict[tuple[str, int, str], tuple[QTextLayout, float]] = field(default_factory=dict)


@cache
def measured(_scale: int) -> Measured:
    """Return what was measured at a text scale."""
    return Measured()


@dataclass(frozen=True, eq=False)
class Theme:
    """One look at one text scale (percent)."""

    name: str
    scale: int
    color: Colors
    meaning: Mapping[str, Meaning]
    size: Sizes
    _tones: Mapping[str, QColor]
    _type: Measured

    @property
    def dark(self) -> bool:
        """Tell whether the look is the dark one."""
        return self.name == "dark"

    def tone(self, name: str) -> QColor:
        """Return a colour by the name of its token in snake case, such as "text2" or "watch_text"."""
        return self._tones[name]

    def px(self, pixels: float) -> int:
        """Return a length that goes with text, at the text scale."""
        return round(pixels * self.scale / 100)

    def font(self, token: str, weight: int = 0) -> QFont:
        """Return the font of a step of the type scale; `weight` 0 is the step's own."""
        made = self._type.fonts.get((token, weight))
        if made is None:
            size, _line, own = type_step(token)
            made = QFont()
            made.setFamilies(list(ui_families()))
            made.setPixelSize(self.px(size))
            made.setWeight(QFont.Weight(weight or _own_weight(token, own)))
            made.setFeature(QFont.Tag("tnum"), 1)
            self._type.fonts[token, weight] = made
        return made

    def metrics(self, token: str, weight: int = 0) -> QFontMetricsF:
        """Return the measures of `font(token, weight)`."""
        made = self._type.metrics.get((token, weight))
        if made is None:
            made = self._type.metrics[token, weight] = QFontMetricsF(self.font(token, weight))
        return made

    def width(self, text: str, token: str, weight: int = 0) -> float:
        """Return how wide `text` is in a step of the type scale."""
        key = (token, weight, text)
        known = self._type.widths.get(key)
        if known is None:
            if len(self._type.widths) > _CACHED_TEXTS:
                self._type.widths.clear()
            known = self._type.widths[key] = self.metrics(token, weight).horizontalAdvance(text)
        return known

    def cap_height(self, token: str, weight: int = 0) -> float:
        """Return how tall capitals are in a step of the type scale."""
        known = self._type.caps.get((token, weight))
        if known is None:
            known = self._type.caps[token, weight] = self.metrics(token, weight).capHeight()
        return known

    def laid(self, text: str, token: str, weight: int = 0) -> tuple[QTextLayout, float]:
        """Return one line of text ready to draw, and its ascent; shaping it is most of the cost of drawing a cell."""
        key = (token, weight, text)
        known = self._type.laid.get(key)
        if known is None:
            if len(self._type.laid) > _CACHED_LINES:
                self._type.laid.clear()
            layout = QTextLayout(text, self.font(token, weight))
            layout.setCacheEnabled(True)
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            known = self._type.laid[key] = (layout, line.ascent())
        return known

    def line(self, token: str) -> int:
        """Return the line height of a step of the type scale."""
        return self.px(type_step(token)[1])


@cache
def tokens() -> Mapping[str, Any]:
    """Return resources/theme/tokens.json."""
    read: dict[str, Any] = json.loads(paths.resource("theme", "tokens.json").read_text("utf-8"))
    return read


@cache
def type_step(token: str) -> tuple[int, int, int]:
    """Return (size, line height, weight) of a step of the type scale, at 100 %."""
    size, line, weight = tokens()["font"]["scale"][token]
    return size, line, weight


@cache
def ui_families() -> tuple[str, ...]:
    """Return the families to ask for, best first; a Japanese one is always named, or kanji may come out Chinese."""
    named = tokens()["font"]["ui"]
    return tuple(named[{"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")])


def _own_weight(token: str, weight: int) -> int:
    """Yu Gothic is thin at 400 where pixels are large, so body text is medium there."""
    if token == "body" and sys.platform == "win32":
        screen = QApplication.primaryScreen()
        if screen is not None and screen.devicePixelRatio() < 1.25:
            return 500
    return weight


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda m: "_" + m.group(1).lower(), name)


@cache
def make(name: str, scale: int = 100) -> Theme:
    """Return the theme called "light" or "dark" at a text scale of 90–150 percent."""
    if scale not in SCALES:
        raise ValueError(scale)
    tones = {_snake(key): QColor(value) for key, value in tokens()["color"][name].items()}
    sizes = {_snake(key): round(value * scale / 100) for key, value in tokens()["size"].items()}
    return Theme(
        name=name,
        scale=scale,
        color=Colors(**{key: tones[key] for key in Colors.__dataclass_fields__}),
        meaning={m: Meaning(tones[m], tones[f"{m}_bg"], tones[f"{m}_text"]) for m in MEANINGS},
        size=Sizes(**{key: sizes[key] for key in Sizes.__dataclass_fields__}),
        _tones=tones,
        _type=measured(scale),
    )


_current: Theme | None = None
_look = "system"


def current() -> Theme:
    """Return the theme in use."""
    return _current or make("light")


def look() -> str:
    """Return what was chosen: system, light or dark."""
    return _look


def use(app: QApplication, chosen: str, scale: int = 100) -> Theme:
    """Dress the application: Fusion, palette, font and one style sheet. Safe to call at any time, while shown."""
    global _current, _look
    if chosen not in LOOKS:
        raise ValueError(chosen)
    from app.views import wardrobe

    first, _look = _current is None, chosen
    hints = app.styleHints()
    if first:
        app.setStyle("Fusion")
        hints.colorSchemeChanged.connect(lambda _scheme: _follow(app))
    if chosen == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if chosen == "dark" else Qt.ColorScheme.Light)
    dark = chosen == "dark" or (chosen == "system" and hints.colorScheme() is Qt.ColorScheme.Dark)
    theme = make("dark" if dark else "light", scale)
    if theme is not _current:
        _current = theme
        app.setPalette(palette(theme))
        app.setFont(theme.font("body"))
    wardrobe.change(app, theme)
    return theme


def draw_in(theme: Theme) -> None:
    """Draw in a theme without any style sheet, for a picture; who does puts the one before back at once."""
    global _current
    _current = theme
    QApplication.setPalette(palette(theme))


def _follow(app: QApplication) -> None:
    if _look == "system" and _current is not None:
        use(app, "system", _current.scale)


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    made, c, role = QPalette(), theme.color, QPalette.ColorRole
    for part, color in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.surface_alt),
        (role.Text, c.text),
        (role.PlaceholderText, c.text3),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.BrightText, theme.meaning["risk"].text),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.text_on_accent),
        (role.Accent, c.accent),
        (role.Link, c.accent_text),
        (role.LinkVisited, c.accent_text),
        (role.ToolTipBase, c.overlay),
        (role.ToolTipText, c.text),
        (role.Light, c.hover),
        (role.Midlight, c.hover),
        (role.Mid, c.border_strong),
        (role.Dark, c.border_strong),
        (role.Shadow, c.shadow),
    ):
        made.setColor(part, color)
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, c.text_disabled)
    return made
