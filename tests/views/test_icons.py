from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from app import paths
from app.views import icons, theme


def inks(image: QImage) -> set[str]:
    """Return the colours of the opaque points."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in points if color.alpha() == 255}


@pytest.mark.parametrize("color", ["#ae1a3a", "#ffffff"])
def test_that_an_icon_takes_the_colour_asked_for(color: str) -> None:
    assert inks(icons.pixmap("building-2", 48, QColor(color)).toImage()) == {color}


def test_that_an_icon_is_drawn_once_per_size_colour_and_screen() -> None:
    red = QColor("#ae1a3a")
    assert icons.pixmap("sun", 16, red).cacheKey() == icons.pixmap("sun", 16, red).cacheKey()
    sharp = icons.pixmap("sun", 16, red, 1.5)
    assert (sharp.width(), sharp.devicePixelRatio()) == (24, 1.5)
    assert icons.pixmap("sun", 16, red).cacheKey() != sharp.cacheKey()


def test_that_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(OSError):
        icons.pixmap("no-such-icon", 16, QColor("red"))


def test_that_every_icon_can_be_recoloured_and_the_licence_ships() -> None:
    files = sorted(paths.resource("icons").glob("*.svg"))
    assert len(files) > 50
    for file in files:
        source = file.read_text("utf-8")
        assert "currentColor" in source
        assert "<script" not in source
        assert 'stroke-width="2"' in source
    assert "ISC License" in paths.resource("icons", "LICENSE.txt").read_text("utf-8")


def test_that_every_icon_named_in_the_code_is_there() -> None:
    views = Path(icons.__file__).parent
    named = set()
    for file in views.rglob("*.py"):
        named |= set(
            re.findall(r'(?:icon=|IconView\(|set_icon\(|paint_icon\(.*, )"([a-z0-9-]+)"', file.read_text("utf-8"))
        )
    assert {"search", "undo-2"} <= named
    missing = {name for name in named - {"mark"} if not paths.resource("icons", f"{name}.svg").is_file()}
    assert not missing


def test_that_the_mark_is_two_strokes_of_which_one_is_fainter() -> None:
    made = theme.make("light")
    image = icons.mark(64, made).toImage()
    found = inks(image)
    assert made.color.accent.name() in found
    assert made.color.text_on_accent.name() in found
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.hasAlphaChannel()
    assert image.pixelColor(32, 0).alpha() > 0
