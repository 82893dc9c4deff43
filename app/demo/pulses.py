"""The customer success manager's own scores 1–5 with their reasons; some have been left to go stale."""

from __future__ import annotations

from datetime import date, timedelta

from app.demo import days, told_en, told_ja
from app.demo.scene import Scene
from app.demo.usage import level

ASPECTS = ("pulse_embedding", "pulse_backing", "pulse_warmth")
EVERY = {"high": 75, "low": 118}
_TOO_GOOD, _DOUBTED_DAYS = 0.9, 150


def write_pulses(scene: Scene) -> None:
    """Write the pulses of a customer, from some time after the start to the present; tech touch has none."""
    firm = scene.firm
    if firm.segment == "tech" or firm.scant:
        return
    rng = scene.ledger.rng("pulses", firm.key)
    back = rng.randint(6, 24) if firm.hand_written or firm.pulse is not None else rng.randint(8, 125)
    # Here the last word speaks of the sponsor's leaving, which was told eight days ago.
    day = scene.until - timedelta(days=3 if firm.key == "midori-foods" else back)
    latest = True
    while day > scene.opening + timedelta(days=30):
        at = days.on_or_before(day)
        _judge(scene, at, latest=latest)
        latest = False
        every = EVERY[firm.segment] + rng.randint(-12, 12)
        # Who doubts the figures judges again before the last word grows stale.
        doubted = firm.key == "merrowgate" and (scene.today - day).days < _DOUBTED_DAYS
        day -= timedelta(days=26 if doubted else every)


def _judge(scene: Scene, day: date, *, latest: bool) -> None:
    firm, writer = scene.firm, scene.writer
    rng = scene.ledger.rng("pulse", firm.key, day)
    use = level(firm.curve, (scene.today - day).days / 30.44)
    by_hand = (told_ja if firm.lang == "ja" else told_en).PULSES.get(firm.key)
    there = scene.cast.at(day)
    first, second = (there[0] if there else None), (there[1] if len(there) > 1 else None)
    facts = scene.facts(day, first, second)
    for at, aspect in enumerate(ASPECTS):
        if latest and firm.pulse is not None:
            value = firm.pulse[at]
        else:
            value = max(1, min(5, round(1 + use * 4 + rng.uniform(-0.9, 0.7))))
            if firm.key == "merrowgate" and use > _TOO_GOOD:
                # A feeling of its own: low while the figures were high.
                value = firm.pulse[at] if firm.pulse else value
        if latest and by_hand is not None:
            note = by_hand[at]
        else:
            bank = (writer.words(firm.lang).PULSE[aspect][value - 1],)
            note = writer.fill(bank, facts, rng, firm.industry, firm.lang)
        scene.ledger.read(
            day,
            day,
            "demo_contacts",
            account_id=scene.account_id,
            measure_id=scene.measures[aspect],
            value=float(value),
            source="me",
            note=note,
            by_id=scene.holder(day),
        )
