from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from app import language
from app.views import style_sheet, theme
from app.vocabulary import Band


def luminance(color: QColor) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_that_the_contrast_formula_gives_21_for_black_on_white() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_every_pair_in_the_tokens_has_the_contrast_it_promises(name: str) -> None:
    colors = theme.tokens()["color"][name]
    pairs = theme.tokens()["contrast"]
    assert len(pairs) > 50
    for pair, least in pairs.items():
        front, back = pair.split("/")
        assert contrast(QColor(colors[front]), QColor(colors[back])) >= least, f"{name} {pair}"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_what_is_painted_can_be_read(name: str) -> None:
    made = theme.make(name)
    c = made.color
    pairs = [(c.text_on_accent, g) for g in (c.accent, c.accent_hover, c.accent_pressed)]
    pairs += [(ink, ground) for ink in (c.text, c.text2) for ground in (c.hover, c.pressed, c.selected_inactive)]
    pairs += [(c.text, c.sidebar), (c.text2, c.sidebar), (c.text2, c.surface_alt), (c.accent_text, c.selected)]
    pairs += [(m.text, m.bg) for m in made.meaning.values()]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, f"{name} {ink.name()} on {ground.name()}"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_the_style_sheet_uses_only_colours_of_the_theme(name: str) -> None:
    known = {value.lower() for value in theme.tokens()["color"][name].values()}
    used = set(re.findall(r"#[0-9a-fA-F]{6}", style_sheet.style_sheet(theme.make(name))))
    assert used and used <= known


def test_that_the_words_of_the_bands_are_those_of_the_catalogue() -> None:
    for band in theme.tokens()["healthBands"]:
        for lang in language.LANGUAGES:
            assert band[lang] == language.name_of(Band(band["id"]), lang)
    assert [b["shape"] for b in theme.tokens()["healthBands"]] == ["circle", "half-circle", "diamond", "dashed-ring"]


def test_that_a_switch_reaches_widgets_that_are_shown(qapp: QApplication, qtbot: object) -> None:
    label = QLabel("伴走")
    label.setProperty("step", "title")
    label.show()
    theme.use(qapp, "dark")
    assert theme.current().name == "dark"
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.current().color.text
    small = label.fontInfo().pixelSize()
    theme.use(qapp, "dark", 150)
    assert (small, label.fontInfo().pixelSize()) == (24, 36)
    theme.use(qapp, "light")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.make("light").color.text


def test_that_sizes_grow_with_the_text_and_nonsense_is_refused() -> None:
    assert theme.make("light", 150).size.row_default == 66
    with pytest.raises(ValueError):
        theme.make("light", 200)
    with pytest.raises(ValueError):
        theme.use(QApplication.instance(), "sepia")  # type: ignore[arg-type]


def test_that_figures_have_one_width() -> None:
    made = theme.make("light")
    for token in ("body", "label", "metric"):
        assert made.width("1111", token) == made.width("8888", token)


def test_that_the_cache_of_widths_stays_small() -> None:
    made = theme.make("light", 91)
    for number in range(10_100):
        made.width(str(number), "body")
    assert len(made._type.widths) <= 10_001
