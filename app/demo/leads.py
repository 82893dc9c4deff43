"""Leads that customer success found, at their gates: a few rows told by hand."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.scene import Scene

CSQLS: tuple[tuple[str, int, str, str, int | None, int | None, int | None, int], ...] = (
    # customer, submitted days ago, origin, signal, accepted, won, lost days ago, yen a year
    ("hokuto-logistics", 31, "usage", "ライセンス使用9割超・南関東4センターの追加を先方から", 27, None, None, 9360000),
    ("hokuto-logistics", 185, "conversation", "安達執行役員「数字を自分で見たい」→ 分析の追加", 178, 160, None, 2280000),
    ("lumen-analytics", 24, "conversation", "Osaka team asks for a second connector", 21, None, None, 840000),
    ("kitsune-games", 20, "usage", "Seats almost full, next title staffed soon", None, None, None, 1870000),
    ("takanomori", 11, "conversation", "製造一課でも試したいとの申し出", None, None, None, 660000),
    ("suirei", 131, "request", "事務局にも閲覧席を20", 124, None, 80, 1008000),
    ("noharazaka-vet", 97, "usage", "分院の開設で席が足りなくなりそう", 90, 66, None, 258000),
    ("tokizawa-hd", 152, "conversation", "グループ会社2社へ帳票を広げたい", 140, None, None, 3360000),
)  # fmt: skip

FOUND: tuple[tuple[str, int, str, str, tuple[bool | None, bool | None, bool | None], int | None], ...] = (
    # customer, found days ago, origin, signal, gates: signal, fit, timing; yen a year
    ("midori-foods", 6, "request", "第二工場でも夜勤のカード入場を使いたい", (True, True, None), 1296000),
    ("acme-robotics", 9, "usage", "Plant two signs in with borrowed seats", (True, None, False), None),
    ("aoba-shinkin", 5, "conversation", "監査部門にも閲覧席を10", (True, False, None), 480000),
)  # fmt: skip


def write_leads(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write the leads that were submitted, and those that are still being judged."""
    _submitted(ledger, scenes)
    _found(ledger, scenes)


def back(ledger: Ledger, ago: int) -> date:
    """Return the working day so many days ago."""
    return days.on_or_before(ledger.today - timedelta(days=ago))


def is_known(scenes: Mapping[str, Scene], key: str, day: date) -> bool:
    """Tell whether somebody was a customer on a day."""
    return key in scenes and scenes[key].opening <= day


def _submitted(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    for key, ago, origin, signal, accepted, won, lost, amount in CSQLS:
        day = back(ledger, ago)
        if not is_known(scenes, key, day):
            continue
        row_id = ledger.create(
            day,
            "demo_voice",
            "csql",
            account_id=scenes[key].account_id,
            origin=origin,
            signal=signal,
            gates={"signal": True, "fit": True, "timing": True},
            submitted_on=day.isoformat(),
            amount_minor=amount,
            currency="JPY",
        )
        for field, after in (("accepted_on", accepted), ("won_on", won), ("lost_on", lost)):
            if after is not None:
                on = back(ledger, after)
                ledger.amend(on, "demo_voice", "csql", row_id, **{field: on.isoformat()})


def _found(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    for key, ago, origin, signal, judged, amount in FOUND:
        day = back(ledger, ago)
        if not is_known(scenes, key, day):
            continue
        gates = {
            gate: answer for gate, answer in zip(("signal", "fit", "timing"), judged, strict=True) if answer is not None
        }
        ledger.create(
            day,
            "demo_voice",
            "csql",
            account_id=scenes[key].account_id,
            origin=origin,
            signal=signal,
            gates=gates,
            amount_minor=amount,
            currency="JPY" if amount else None,
        )
