from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QRawFont, QTextLayout

from app import paths
from app.views import fonts, theme

TEXT = "伴走 骨直今 髙﨑 顧客ヘルス ①㈱ ー〜「」 Banso ¥1,234 −9 ● ◆ … ⌘"


def test_that_the_licences_ship_with_the_fonts() -> None:
    for name, words in (("Inter", "SIL OPEN FONT LICENSE"), ("IPAexGothic", "IPAフォントライセンス")):
        assert words in paths.resource("fonts", f"{name}-LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize("token", ["caption", "body", "bodyStrong", "title"])
def test_that_nothing_comes_out_as_a_box(token: str) -> None:
    layout = QTextLayout(TEXT, theme.make("light").font(token))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    for run in runs:
        assert all(glyph != 0 for glyph in run.glyphIndexes()), run.rawFont().familyName()


def test_that_kanji_come_from_a_japanese_font_named_by_us() -> None:
    layout = QTextLayout("骨直今", theme.make("light").font("body"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} <= set(theme.tokens()["font"]["japanese"])


def test_that_every_platform_names_a_japanese_family() -> None:
    japanese = set(theme.tokens()["font"]["japanese"])
    for kind in ("ui", "mono"):
        for platform, families in theme.tokens()["font"][kind].items():
            assert japanese & set(families), f"{kind} {platform}"
    assert theme.ui_families()[0] == "Inter"


def test_that_the_bundled_japanese_font_holds_what_we_write() -> None:
    raw = QRawFont(str(paths.resource("fonts", fonts.JAPANESE)), 13)
    assert raw.isValid()
    for sign in "伴走骨直今髙﨑①㈱ー〜「」漢字かなカナ−…●◆":
        assert raw.supportsCharacter(ord(sign)), sign
    assert fonts.register_japanese() == "IPAexGothic"


def test_that_body_text_is_medium_only_on_coarse_windows_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert theme._own_weight("body", 400) == (500 if sys.platform == "win32" else 400)
    monkeypatch.setattr(sys, "platform", "win32")
    assert theme._own_weight("body", 400) == 500
    assert theme._own_weight("caption", 400) == 400
