"""How the made-up book judges: its model in two versions, what its manager felt, and the scores set by hand."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.scene import Scene
from app.health.files import read_model, write_model
from app.health.model import Model
from app.paths import resource

CHANGED_DAYS_AGO = 42
HEAVIER, WAS, IS = "use_change", Decimal(55), Decimal(65)
REASON = "利用が減って解約した先では、契約の話より先に「利用の変化」が落ちていた。活用の中での重みを 55 → 65 に"

FEELINGS: tuple[tuple[str, int, int, str, int], ...] = (
    # customer, days before today (or before the last day of a lost contract), effect, reason, days it holds
    ("midori-foods", 8, -5, "高橋部長の退任で後ろ盾が空く。代行の方は慎重派の菅原次長と近い", 28),
    ("acme-robotics", 27, -5, "Gareth has moved our review twice and no longer asks about the numbers", 28),
    ("hokuto-logistics", 5, 5, "矢島本部長から先に「例の4拠点、早いほうがいい」と言われた", 60),
    ("takanomori", 33, 5, "第二工場の方が自分たちで他の課に説明して回っている", 56),
    ("marunouchi-law", 36, -5, "所長の質問が値段のことだけになった。秘書の方の返事も短い", 28),
    ("tokizawa-foods", 19, -5, "担当の方が異動してから、話が事務所の外に出ていかない", 42),
    ("merrowgate", 73, -10, "I sat with two teams and saw nobody open it. These figures cannot be people", 35),
    ("sumizora-medical", 150, 5, "師長の口ぶりが「使わされている」から「うちのやり方」に変わった", 28),
    ("lumen-analytics", 96, 5, "They write back the same day, unasked", 60),
    ("hinokicho-print", 150, -5, "値段の話が三度目。使っているのは工程管理の一人だけ", 60),
    ("hotaruzawa", 120, -10, "設定の日を二度流された。院長はもう関心がない", 60),
    ("quillbrook", 118, 5, "Everybody at the table wants to go on; the merger is somebody else's business, they say", 60),
    ("hatoba-tsusho", 95, -5, "経理の方が電話に出なくなった", 60),
)  # fmt: skip

OVERRIDES: tuple[tuple[str, int, int, str, int], ...] = (
    # customer, days ago, score, reason, days it holds
    ("aoba-shinkin", 9, 57, "審査が済むまで利用の数字は出ない。先方の意思は固く、止まっているのは一点だけ", 35),
    ("tallowmere", 236, 58, "The new regional leads are not in any figure yet; a third of the stores may go", 60),
)  # fmt: skip


def write_models(ledger: Ledger, first: date, me: str) -> None:
    """Write the model as shipped on the first day, and the version in which one measure weighs more."""
    text = resource("health_models", "dear_and_pulse.json").read_text("utf-8")
    shipped = read_model(json.loads(text), version=1)
    _version(ledger, first, shipped, None, None)
    changed = days.on_or_before(ledger.today - timedelta(days=CHANGED_DAYS_AGO))
    _version(ledger, changed, heavier(shipped, changed), REASON, me)


def heavier(model: Model, on: date) -> Model:
    """Return the second version: the change of use weighs more among what tells of adoption."""
    dimensions = tuple(
        replace(
            dimension,
            measures=tuple(
                replace(measure, weight=IS, on=on) if measure.key == HEAVIER else measure
                for measure in dimension.measures
            ),
        )
        for dimension in model.dimensions
    )
    return replace(model, dimensions=dimensions, version=2)


def _version(ledger: Ledger, day: date, model: Model, reason: str | None, by_id: str | None) -> None:
    ledger.create(
        day,
        "demo_accounts",
        "health_model",
        version=model.version,
        body=write_model(model),
        reason=reason,
        said_at=ledger.written(day, "demo_accounts"),
        by_id=by_id,
    )


def write_feelings(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write what the manager felt about customers and the scores set by hand, each with its reason and its end."""
    for entity, field, rows in (("feeling", "effect", FEELINGS), ("score_override", "score", OVERRIDES)):
        for key, ago, value, reason, holds in rows:
            scene = scenes.get(key)
            if scene is None:
                continue
            # A feeling that ends tomorrow ends tomorrow, whatever day it was said on.
            said = min(scene.today, scene.until + timedelta(days=1)) - timedelta(days=ago)
            day = days.on_or_before(said)
            if not scene.opening < day <= ledger.eve:
                continue
            ledger.create(
                day,
                "demo_feelings",
                entity,
                account_id=scene.account_id,
                **{field: value},
                reason=reason,
                said_at=ledger.written(day, "demo_feelings"),
                on_date=day.isoformat(),
                expires_on=(said + timedelta(days=holds)).isoformat(),
                by_id=scene.holder(day),
            )
