"""Requests, events, programmes, targets and what is planned: a few rows each, told by hand."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.leads import back, is_known, write_leads
from app.demo.scene import Scene
from app.demo.told import dated

REQUESTS: tuple[tuple[str, int, str, str, tuple[str, ...], int | None, int | None, int], ...] = (
    # customer, days ago, their words, area, also wanted by, yen at stake, shipped days ago, how many were told
    ("hokuto-logistics", 64, "センターをまたいだ在庫の移動を一画面で見たい", "在庫", ("tokizawa-butsuryu", "midori-foods"), 3744000, None, 0),
    ("midori-foods", 143, "夜勤の人はログインし直すのが面倒。カードで入れないか", "ログイン", ("sumizora-medical",), None, 47, 9),
    ("aoba-shinkin", 24, "監査部門には閲覧だけの権限を。書き込めると審査が通らない", "権限", ("moegi-lease",), 11880000, None, 0),
    ("acme-robotics", 36, "Show on the screen when the ERP last wrote the quantity, or nobody will trust it", "Integrations", ("lumen-analytics",), 2844000, None, 0),
    ("lumen-analytics", 170, "Webhooks with a signature, please", "Integrations", ("kitsune-games", "ichozaka"), None, 61, 1),
    ("shirakaba-hotels", 54, "厨房で使うので字をもっと大きく", "画面", ("kamomedai", "sumizora-medical"), None, 20, 1),
    ("takanomori", 121, "停止時間を機械ごとに足し上げたい", "集計", ("shinonome-works",), None, None, 0),
    ("suirei", 210, "年度が変わっても去年の並び順のまま使いたい", "画面", (), None, 95, 9),
    ("merrowgate", 36, "We need to see people, not sign-ins", "Reports", ("tallowmere",), None, None, 0),
    ("tallowmere", 118, "Let a store hide lists that are not theirs", "Screens", ("harbor-co",), None, 30, 9),
    ("akanebashi", 88, "期限の3日前にまとめて1通だけ知らせてほしい", "通知", ("marunouchi-law", "midori-foods", "aoba-shinkin", "shirakaba-hotels", "suirei"), None, 4, 0),
    ("noharazaka-vet", 49, "手術日だけ色を変えられると助かる", "画面", (), None, None, 0),
)  # fmt: skip

INDICATORS: tuple[tuple[str, int, str, str], ...] = (
    # customer, days ago, kind, note
    ("midori-foods", 8, "sponsor_leaving", "高橋部長 {+9}付で退任（小野寺さんより電話）"),
    ("midori-foods", 388, "outage", "第一工場の回線障害 2時間"),
    ("aoba-shinkin", 24, "security_review_returned", "チェックシート差し戻し 28件"),
    ("acme-robotics", 70, "outage", "Stock sync a day late after the ERP upgrade"),
    ("acme-robotics", 62, "outage", "Sync stopped for six hours"),
    ("hokuto-logistics", 5, "value_confirmed", "棚卸し 40時間 → 20時間前後（実測は集計待ち）"),
    ("marunouchi-law", 12, "payment_late", "先月分が12日遅れ"),
    ("merrowgate", 38, "data_corrected", "Service account no longer counted"),
    ("sumizora-medical", 12, "outage", "電子カルテ側の更新で連携が半日停止（先方要因）"),
    ("orbit-travel", 203, "payment_late", "9 days, new accounts clerk"),
    ("suirei", 66, "payment_failed", "口座振替が不能、翌日に振込で入金"),
    ("tokizawa-foods", 160, "champion_left", "担当の方が物流へ異動"),
)  # fmt: skip

LOST_INDICATORS: tuple[tuple[str, int, str, str], ...] = (
    # customer, days before the end of the contract, kind, note
    ("hiragino-densetsu", 171, "champion_left", "樋口課長が退職"),
    ("quillbrook", 133, "merger", "To be bought by a larger house"),
    ("hatoba-tsusho", 118, "payment_late", "30日以上の遅れ"),
    ("hatoba-tsusho", 40, "payment_failed", "口座振替不能 2回目"),
)  # fmt: skip

PROGRAMMES: tuple[tuple[str, str, str, int, int | None, str], ...] = (
    # customer, role, programme, months since, last asked days ago, note
    ("lumen-analytics", "champion", "advisory_council", 15, 55, "Two sessions a year"),
    ("lumen-analytics", "sponsor", "case_study", 4, 24, "Draft approved apart from one adjective"),
    ("hokuto-logistics", "champion", "case_study", 2, 33, "広報の許可待ち"),
    ("hokuto-logistics", "user", "reference", 7, 118, "他センター長への説明役"),
    ("takanomori", "champion", "community", 11, 160, "保全の回"),
    ("acme-robotics", "champion", "beta", 13, 131, "Phone scanning"),
    ("tokizawa-hd", "champion", "speaker", 9, 270, "活用の集いで登壇"),
    ("kitsune-games", "champion", "reference", 10, 66, "Prefers mail"),
)  # fmt: skip

PLANNED: tuple[tuple[str, int, int, int, str, str, str], ...] = (
    # customer, days ahead, hour, minute, kind, purpose, what
    ("midori-foods", 0, 14, 0, "meeting", "renewal", "小野寺さんと代行の方向け資料の読み合わせ"),
    ("aoba-shinkin", 1, 16, 30, "meeting", "onboarding", "須藤さん・栗原さん 3者打ち合わせ（差し戻し28件）"),
    ("shinonome-works", 6, 10, 0, "meeting", "onboarding", "初期設定に同席"),
    ("hokuto-logistics", 4, 13, 30, "meeting", "expansion", "4拠点展開のたたき台を見てもらう"),
    ("acme-robotics", 3, 15, 0, "call", "renewal", "Priya: plant one count, Gareth's diary"),
    ("shirakaba-hotels", 2, 11, 0, "call", "renewal", "総支配人に更新の意思を確認"),
    ("merrowgate", 8, 9, 30, "meeting", "adoption", "First two supervisors"),
    ("takanomori", 12, 14, 0, "visit", "expansion", "製造一課の試用の説明"),
    ("tallowmere", 10, 10, 30, "call", "relationship", "New regional leads"),
)  # fmt: skip

TARGETS = (
    ("grr", None, "0.92"),
    ("grr", "high", "1.00"),
    ("nrr", None, "1.06"),
    ("logo_retention", "high", "1.00"),
    ("onboarding_rate", None, "0.80"),
    ("csql_submitted", None, "12"),
)


def write_targets(ledger: Ledger, day: date) -> None:
    """Write the targets of every fiscal year (from 1 April) that the book touches."""
    for year in range(day.year - (day.month < 4), ledger.today.year - (ledger.today.month < 4) + 1):
        told = max(day, days.on_or_after(date(year, 4, 1)))
        for metric, segment, value in TARGETS if told <= ledger.eve else ():
            ledger.create(
                told, "demo_accounts", "target", metric=metric, segment=segment, fiscal_year=f"FY{year}", value=value
            )


def write_voice(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write what customers asked for, hinted at, took part in, and what is agreed for the next days."""
    _requests(ledger, scenes)
    write_leads(ledger, scenes)
    _indicators(ledger, scenes)
    _programmes(ledger, scenes)
    _planned(ledger, scenes)


def _requests(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    for key, ago, words, area, also, amount, shipped, told in REQUESTS:
        day = back(ledger, ago)
        if not is_known(scenes, key, day):
            continue
        scene = scenes[key]
        there = scene.cast.at(day)
        row_id = ledger.create(
            day,
            "demo_voice",
            "request",
            account_id=scene.account_id,
            words=words,
            product_area=area,
            raised_on=day.isoformat(),
            person_id=there[0].person_id if there else None,
            amount_minor=amount,
            currency="JPY" if amount else None,
            shipped_on=None,
            closed_on=None,
        )
        wanted = [scene, *(scenes[other] for other in also if is_known(scenes, other, day))]
        links = [
            ledger.create(
                day, "demo_voice", "request_account", request_id=row_id, account_id=each.account_id, told_on=None
            )
            for each in wanted
        ]
        if shipped is None:
            continue
        out = back(ledger, shipped)
        ledger.amend(out, "demo_voice", "request", row_id, shipped_on=out.isoformat())
        tell = days.on_or_after(out + timedelta(days=4))
        for link in links[:told]:
            ledger.amend(tell, "demo_voice", "request_account", link, told_on=tell.isoformat())
        if told >= len(links):
            ledger.amend(tell, "demo_voice", "request", row_id, closed_on=tell.isoformat())


def _indicators(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    told = [(key, ago, ledger.today, kind, note) for key, ago, kind, note in INDICATORS if key in scenes]
    told += [(key, ago, scenes[key].until, kind, note) for key, ago, kind, note in LOST_INDICATORS if key in scenes]
    for key, ago, anchor, kind, note in told:
        day = days.on_or_before(anchor - timedelta(days=ago))
        if not is_known(scenes, key, day):
            continue
        scene = scenes[key]
        ledger.create(
            day,
            "demo_voice",
            "indicator",
            account_id=scene.account_id,
            kind=kind,
            on_date=day.isoformat(),
            note=dated(note, ledger.today, scene.firm.lang),
        )


def _programmes(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    for key, role, programme, months, asked, note in PROGRAMMES:
        if key not in scenes:
            continue
        scene = scenes[key]
        day = days.on_or_after(max(scene.opening, days.add_months(ledger.today, -months)))
        known = scene.cast.role(role, day)
        if known is None:
            continue
        row_id = ledger.create(
            day,
            "demo_people",
            "participation",
            person_id=known.person_id,
            account_id=scene.account_id,
            programme=programme,
            since=day.isoformat(),
            last_asked_on=day.isoformat(),
            note=note,
        )
        if asked is not None and back(ledger, asked) > day:
            on = back(ledger, asked)
            ledger.amend(on, "demo_people", "participation", row_id, last_asked_on=on.isoformat())


def _planned(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    for key, ahead, hour, minute, kind, purpose, body in PLANNED:
        if key not in scenes:
            continue
        scene = scenes[key]
        day = ledger.today + timedelta(days=ahead)
        # Today's own stands even on a holiday; the others move to a working day within the two weeks.
        if ahead and not days.working(day):
            after, limit = days.on_or_after(day), ledger.today + timedelta(days=14)
            day = after if after <= limit else day
        told = back(ledger, 3)
        row_id = ledger.create(
            told,
            "demo_contacts",
            "touchpoint",
            account_id=scene.account_id,
            state="planned",
            kind=kind,
            on_date=day.isoformat(),
            at=scene.clock(day, hour, minute),
            body=body,
            sentiment=None,
            two_way=True,
            purpose=purpose,
            minutes=45 if kind == "meeting" else 20,
            tags=[],
            shown=True,
            external_id=None,
            by_id=scene.me,
        )
        for known in scene.cast.at(told)[:1]:
            ledger.create(
                told,
                "demo_contacts",
                "touchpoint_person",
                touchpoint_id=row_id,
                person_id=known.person_id,
                name=known.name,
            )
