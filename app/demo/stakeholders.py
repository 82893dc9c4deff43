"""The stakeholder maps of the stories: influence, support and cadence, who knows whom, and what is said of moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.scene import Scene

DRAWN_DAYS_AGO = 45

PLACES: Mapping[str, tuple[tuple[str, int, int, int | None], ...]] = {
    # Name, influence, support, cadence in days; who is left out has not been placed yet.
    "midori-foods": (
        ("小野寺", 58, 78, 14), ("高橋", 88, 45, 30), ("渡会", 42, 8, None), ("津田", 30, 40, None),
        ("早川", 18, 72, 45), ("菅原", 72, -58, None), ("内海", 95, -18, 60),
    ),
    "acme-robotics": (
        ("Priya", 60, 62, 14), ("Gareth", 90, -30, 30), ("Tess", 48, -8, None), ("Ines", 20, 38, 30),
    ),
    "aoba-shinkin": (("栗原", 55, 76, 14), ("平田", 86, 58, 30), ("須藤", 76, -40, None), ("五十嵐", 36, 32, None)),
    "hokuto-logistics": (
        ("片桐", 62, 88, 14), ("安達", 92, 72, 60), ("白石", 50, 6, None), ("桑名", 38, 48, None),
        ("浅井", 28, 90, 45), ("矢島", 82, 35, None),
    ),
    "merrowgate": (("Nadia", 60, 42, 21), ("Owen", 92, 12, 45), ("Viktor", 36, 36, None), ("Louis", 24, -24, None)),
}  # fmt: skip

TIES: Mapping[str, tuple[tuple[str, str, str | None], ...]] = {
    "midori-foods": (
        ("小野寺", "高橋", None), ("小野寺", "早川", None), ("高橋", "内海", "同じ工場の出身"), ("菅原", "内海", None),
        ("小野寺", "津田", None),
    ),
    "acme-robotics": (("Priya", "Gareth", None), ("Priya", "Ines", "same shift for years"), ("Kofi", "Tess", None)),
    "aoba-shinkin": (("平田", "須藤", "入庫同期"), ("栗原", "平田", None), ("栗原", "五十嵐", None)),
    "hokuto-logistics": (
        ("片桐", "安達", None), ("片桐", "浅井", None), ("安達", "矢島", None), ("浅井", "桑名", None),
    ),
    "merrowgate": (("Nadia", "Owen", None), ("Nadia", "Louis", None)),
}  # fmt: skip

MOVES: tuple[tuple[str, str, int, str, str | None], ...] = (
    # Customer, who, days ago, what was said, what it came to (None: it waits)
    ("midori-foods", "高橋", 17, "津田さん：製造本部、来月組織いじるみたいですよ", "confirmed"),
    ("aoba-shinkin", "栗原", 4, "五十嵐さん：春の異動の話が出ている", None),
    ("acme-robotics", "Priya", 7, "Kofi: she may be asked to run plant three", None),
)


def write_stakeholders(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write the maps, and what is said of people who may move."""
    for key, places in PLACES.items():
        scene = scenes.get(key)
        if scene is None:
            continue
        day = days.on_or_after(max(scene.opening, ledger.today - timedelta(days=DRAWN_DAYS_AGO)))
        for name, influence, support, cadence in places:
            if (known := scene.cast.named(name)) is not None:
                ledger.amend(
                    day, "demo_people", "position", known.position_id,
                    influence=influence, support=support, cadence_days=cadence,
                )  # fmt: skip
        for one, other, note in TIES[key]:
            _tie(ledger, scene, one, other, note)
    for key, name, ago, said, state in MOVES:
        if key in scenes:
            _move(ledger, scenes[key], name, ago, said, state)


def _tie(ledger: Ledger, scene: Scene, one: str, other: str, note: str | None) -> None:
    first, second = scene.cast.named(one), scene.cast.named(other)
    if first is None or second is None:
        return
    one_id, other_id = sorted((first.person_id, second.person_id))
    day = days.on_or_after(max(scene.opening, ledger.today - timedelta(days=DRAWN_DAYS_AGO)))
    account_id = scene.account_id
    ledger.create(day, "demo_people", "tie", account_id=account_id, one_id=one_id, other_id=other_id, note=note)


def _move(ledger: Ledger, scene: Scene, name: str, ago: int, said: str, state: str | None) -> None:
    known = scene.cast.named(name)
    day = days.on_or_before(ledger.today - timedelta(days=ago))
    if known is None or day <= scene.opening:
        return
    row_id = ledger.create(
        day,
        "demo_people",
        "move",
        account_id=scene.account_id,
        company=None,
        person_id=known.person_id,
        position_id=known.position_id,
        direction="departure",
        source="said",
        evidence=said,
        confidence=40,
        on_date=day.isoformat(),
        state="open",
        decided_on=None,
        reason=None,
    )
    if state is not None:
        # The day on which the leaving itself was written down.
        told = days.on_or_before(ledger.today - timedelta(days=8))
        ledger.amend(told, "demo_people", "move", row_id, state=state, decided_on=told.isoformat())
