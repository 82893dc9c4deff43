from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.views import theme
from app.views.paint.cadence import Cadence, paint_cadence_meter
from app.views.paint.chip import HealthChip, health_chip_size, paint_health_chip
from app.views.paint.marks import initial, key_cap_size, paint_avatar, paint_focus_ring, paint_key_cap
from app.views.paint.pill import Pill, days_pill, paint_pill, paint_tag, pill_size
from app.views.paint.row import paint_row
from app.views.paint.shapes import paint_band
from app.views.paint.text import CENTER, RIGHT, elided, paint_text
from app.views.theme import Theme

BANDS = ("good", "watch", "risk", "unknown", "withheld")


def drawn(
    paint: Callable[[QPainter, Theme], object], width: int = 240, height: int = 44, look: str = "light"
) -> QImage:
    made = theme.make(look)
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(made.color.surface)
    painter = QPainter(image)
    paint(painter, made)
    painter.end()
    return image


def grey(image: QImage) -> QImage:
    """Return where there is ink at all, as a printer without colours would."""
    ground = image.pixelColor(0, 0)
    flat = QImage(image.size(), QImage.Format.Format_ARGB32)
    for y in range(image.height()):
        for x in range(image.width()):
            flat.setPixel(x, y, 0xFF000000 if image.pixelColor(x, y) != ground else 0xFFFFFFFF)
    return flat


@pytest.mark.parametrize("look", ["light", "dark"])
def test_that_bands_differ_without_colour(look: str) -> None:
    box = QRectF(4, 4, 12, 12)
    seen = [
        grey(drawn(lambda p, t, band=band: paint_band(p, box, band, t), 20, 20, look))
        for band in ("good", "watch", "risk", "unknown")
    ]
    for at, one in enumerate(seen):
        assert all(one != other for other in seen[at + 1 :])


def test_that_a_withheld_verdict_looks_like_an_unknown_one() -> None:
    box = QRectF(4, 4, 12, 12)
    unknown, withheld = (drawn(lambda p, t, b=b: paint_band(p, box, b, t), 20, 20) for b in ("unknown", "withheld"))
    assert unknown == withheld


@pytest.mark.parametrize("band", BANDS)
def test_that_a_chip_takes_the_room_it_says(band: str) -> None:
    chip = HealthChip(band, "良好", None if band in ("unknown", "withheld") else 51)
    ends: list[float] = []
    image = drawn(lambda p, t: ends.append(paint_health_chip(p, QRectF(10, 0, 200, 44), chip, t)))
    size = health_chip_size(chip, theme.make("light"))
    assert ends == [pytest.approx(10 + size.width())]
    ground = image.pixelColor(0, 0)
    assert image.pixelColor(round(10 + size.width() / 2), 13) != ground
    assert image.pixelColor(round(10 + size.width()) + 2, 22) == ground


def test_that_a_chip_shows_its_number_and_word() -> None:
    one = drawn(lambda p, t: paint_health_chip(p, QRectF(0, 0, 200, 44), HealthChip("risk", "危険", 38), t))
    other = drawn(lambda p, t: paint_health_chip(p, QRectF(0, 0, 200, 44), HealthChip("risk", "危険", 39), t))
    third = drawn(lambda p, t: paint_health_chip(p, QRectF(0, 0, 200, 44), HealthChip("risk", "注意", 38), t))
    assert one != other != third


def test_that_days_are_red_within_a_month_grey_within_three_and_silent_beyond() -> None:
    pills = [days_pill(days, f"{days}日") for days in (-3, 30, 31, 90)]
    assert [pill and pill.meaning for pill in pills] == ["risk", "risk", "unknown", "unknown"]
    assert days_pill(91, "91日") is None


def test_that_pills_and_tags_take_the_room_they_say() -> None:
    pill = Pill("利用低下 2/5", "watch", "workflow")
    for paint in (paint_pill, paint_tag):
        ends: list[float] = []
        drawn(lambda p, t, paint=paint, ends=ends: ends.append(paint(p, QRectF(4, 0, 200, 44), pill, t)))
        assert ends == [pytest.approx(4 + pill_size(pill, theme.make("light")).width())]


@pytest.mark.parametrize(
    ("days", "every", "over"), [(14, 14, False), (15, 14, True), (None, 14, True), (90, None, False), (0, 14, False)]
)
def test_that_a_contact_is_overdue_only_past_its_cadence(days: int | None, every: int | None, over: bool) -> None:
    assert Cadence(days, every, "").over is over


def test_that_an_overdue_contact_is_amber_and_bold_and_has_a_tick() -> None:
    made = theme.make("light")
    box = QRectF(0, 0, 200, 44)
    late = drawn(lambda p, t: paint_cadence_meter(p, box, Cadence(41, 30, "41/30日"), t))
    fine = drawn(lambda p, t: paint_cadence_meter(p, box, Cadence(4, 30, "4/30日"), t))
    assert late.pixelColor(20, 22).name() == made.meaning["watch"].fill.name()
    assert late.pixelColor(43, 18) != made.color.surface
    assert fine.pixelColor(43, 18).name() == made.color.surface.name()
    assert fine.pixelColor(30, 22).name() == made.color.pressed.name()


def test_that_text_is_cut_with_an_ellipsis_and_kept_inside() -> None:
    made = theme.make("light")
    assert elided("短い", 200, made, "body") == "短い"
    cut = elided("とても長い名前のお客様" * 4, 100, made, "body")
    assert cut.endswith("…")
    assert made.width(cut, "body") <= 100
    for align in (RIGHT, CENTER):
        ends: list[float] = []
        drawn(
            lambda p, t, align=align, ends=ends: ends.append(
                paint_text(p, QRectF(10, 0, 100, 44), "9", t, t.color.text, align=align)
            )
        )
        assert 10 < ends[0] <= 110


def test_that_a_selected_row_has_a_bar_only_at_its_start() -> None:
    made = theme.make("dark")
    first = drawn(lambda p, t: paint_row(p, QRectF(0, 0, 240, 44), t, selected=True, first=True), look="dark")
    later = drawn(lambda p, t: paint_row(p, QRectF(0, 0, 240, 44), t, selected=True), look="dark")
    resting = drawn(lambda p, t: paint_row(p, QRectF(0, 0, 240, 44), t, selected=True, active=False), look="dark")
    assert first.pixelColor(1, 20).name() == made.color.accent.name()
    assert later.pixelColor(1, 20).name() == made.color.selected.name()
    assert resting.pixelColor(1, 20).name() == made.color.selected_inactive.name()
    assert later.pixelColor(100, 43).name() == made.color.divider.name()


def test_that_customer_and_vendor_have_other_shapes() -> None:
    box = QRectF(2, 2, 32, 32)
    square, circle = (
        grey(drawn(lambda p, t, s=s: paint_avatar(p, box, "佐藤", s, t), 36, 36)) for s in ("customer", "vendor")
    )
    assert square != circle
    assert square.pixelColor(6, 5) != circle.pixelColor(6, 5)


@pytest.mark.parametrize(
    ("name", "sign"), [("株式会社みどり食品", "み"), ("佐藤", "佐"), ("acme", "A"), ("㈱", "㈱"), ("  ", "·")]
)
def test_that_an_initial_tells_names_apart(name: str, sign: str) -> None:
    assert initial(name) == sign


def test_that_rings_and_caps_can_be_seen() -> None:
    made = theme.make("light")
    ring = drawn(lambda p, t: paint_focus_ring(p, QRectF(0, 0, 100, 40), t))
    assert ring.pixelColor(50, 0).name() == made.color.focus.name()
    assert ring.pixelColor(50, 20).name() == made.color.surface.name()
    ends: list[float] = []
    drawn(lambda p, t: ends.append(paint_key_cap(p, QRectF(0, 0, 60, 44), "Ctrl", t)))
    assert ends == [key_cap_size("Ctrl", made).width()]
