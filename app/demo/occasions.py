"""Gatherings with who was there, and the answers behind the NPS readings: told once, true on every screen."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.people import Known
from app.demo.scene import Scene

GATHERINGS: tuple[tuple[int, str, str, str | None, str, tuple[str, ...]], ...] = (
    # days ago, name, kind, programme, role that comes, customers
    (198, "活用の集い 春（オンライン）", "event", "community", "champion", ("hokuto-logistics", "takanomori", "shirakaba-hotels", "suirei", "tokizawa-hd")),
    (126, "Autumn user meetup", "event", "community", "champion", ("acme-robotics", "lumen-analytics", "merrowgate", "kitsune-games", "tallowmere")),
    (75, "管理者向け研修 第3回", "training", None, "user", ("aoba-shinkin", "midori-foods", "hokuto-logistics", "shinonome-works", "sumizora-medical", "noharazaka-vet")),
    (33, "Admin basics (webinar)", "training", None, "user", ("acme-robotics", "lumen-analytics", "orbit-travel", "harbor-co")),
    (19, "活用の集い 秋（東京）", "event", "community", "champion", ("hokuto-logistics", "takanomori", "midori-foods", "akanebashi", "tokizawa-butsuryu", "suirei")),
)  # fmt: skip

COMMENTS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "ja": {
        "promoter": ("現場が自分から使うようになりました", "問い合わせの返事が早くて助かっています", "他の拠点にも勧めています", ""),
        "passive": ("必要なことはできています", "慣れるまで時間がかかりました", "", ""),
        "detractor": ("夕方に画面が遅い。入力が二度手間になる", "権限の分け方が分かりにくい", "紙のほうが早い場面がまだある"),
    },
    "en": {
        "promoter": ("People use it without being asked", "Answers come the same day", "We showed it to the other site", ""),
        "passive": ("Does what we need", "Took us a while to learn", "", ""),
        "detractor": ("Slow at the end of the day, so we type things twice", "Hard to tell who may see what", "Paper is still quicker at times"),
    },
}  # fmt: skip
_ASKED = 9
"""Days before the last answer on which a round of a survey begins."""
_KNOWN = 3
"""Days until the answers are in the book."""


def write_gatherings(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write each gathering with the customers who came: at each of them it is one touchpoint."""
    for ago, name, kind, programme, role, keys in GATHERINGS:
        day = days.on_or_before(ledger.today - timedelta(days=ago))
        coming = [scenes[key] for key in keys if key in scenes and scenes[key].opening <= day <= scenes[key].until]
        guests = {scene.account_id: _guests(scene, role, day) for scene in coming}
        if not any(guests.values()):
            continue
        gathering = ledger.create(
            day, "demo_contacts", "gathering", name=name, kind=kind, programme=programme, on_date=day.isoformat()
        )
        for scene in coming:
            if guests[scene.account_id]:
                _attended(scene, day, kind, name, gathering, guests[scene.account_id])


def _guests(scene: Scene, role: str, day: date) -> list[Known]:
    known = scene.cast.at(day)
    first = [one for one in known if one.role == role][:2]
    return first or known[:1]


def _attended(scene: Scene, day: date, kind: str, name: str, gathering: str, guests: Sequence[Known]) -> None:
    row = {"state": "done", "kind": kind, "on_date": day.isoformat(), "body": name, "two_way": False}
    touchpoint = scene.ledger.create(
        day, "demo_contacts", "touchpoint", account_id=scene.account_id, gathering_id=gathering, by_id=scene.holder(day),
        **row,
    )  # fmt: skip
    for known in guests:
        who = {"person_id": known.person_id, "name": known.name}
        scene.ledger.create(day, "demo_contacts", "touchpoint_person", touchpoint_id=touchpoint, **who)


def write_answers(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write the answers that each NPS reading was made of: as many, and of the same sum."""
    for key, scene in scenes.items():
        for day, n, net in scene.gauge.surveys:
            if day + timedelta(days=_KNOWN) <= ledger.eve:
                _round(scene, day, n, net, ledger.rng("answers", key, day))


def _round(scene: Scene, day: date, n: int, net: int, rng: random.Random) -> None:
    both = rng.randint(0, min(1, (n - abs(net)) // 2))
    promoters, detractors = max(net, 0) + both, max(-net, 0) + both
    scores = [
        *(("promoter", rng.choice((9, 10))) for _n in range(promoters)),
        *(("detractor", rng.randint(3, 6)) for _n in range(detractors)),
        *(("passive", rng.choice((7, 8))) for _n in range(n - promoters - detractors)),
    ]
    rng.shuffle(scores)
    people: list[Known | None] = [*scene.cast.at(day)[:n]]
    people += [None] * (n - len(people))
    said = {group: list(words) for group, words in COMMENTS[scene.firm.lang].items()}
    for at, ((group, score), who) in enumerate(zip(scores, people, strict=True)):
        # The last of them answers on the day of the reading.
        on = day - timedelta(days=_ASKED * (n - 1 - at) // n)
        comment = rng.choice(said[group])
        if comment:
            # Nobody says word for word what a colleague said.
            said[group] = [words for words in said[group] if words != comment] or [""]
        scene.ledger.create(
            day + timedelta(days=_KNOWN),
            "demo_voice",
            "response",
            account_id=scene.account_id,
            person_id=who.person_id if who else None,
            name=who.name if who else None,
            survey="nps",
            score=str(score),
            comment=comment or None,
            on_date=on.isoformat(),
        )
