"""A review as it is made for a customer, in both languages, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.reports.content import (
    Activity,
    AgreedItem,
    LastWords,
    NextStep,
    Part,
    Period,
    PersonLine,
    PromiseItem,
    Renewal,
    ReviewContent,
    Source,
    SourceKind,
    SpeakerNotes,
)
from app.vocabulary import Side, TouchpointKind

TODAY = date(2026, 11, 21)
TEXTS = {
    "ja": {
        "account": "Acme Robotics",
        "label": "2026年7–9月（第2四半期）",
        "by": "佐藤 健一",
        "title": "課長",
        "department": "生産管理部",
        "agreed": (
            "棚卸しの作業時間を月40時間から20時間に減らす",
            "現場12名が毎週アプリで入力する",
            "2拠点目は1拠点目の結果を見て決める",
        ),
        "done": "現場向けの操作研修を2回に分けて実施し、欠席された方には録画をお渡しする",
        "open": "セキュリティチェックシートの回答をまとめてお送りする",
        "customer": "2拠点目の開始日を社内で決める",
        "next": "10月以降の利用状況を一緒に確認する",
        "meeting": "2拠点目の進め方",
        "me": "山田 葵",
        "words": "棚卸しの日に早く帰れるようになりました",
    },
    "en": {
        "account": "Northwind Robotics",
        "label": "Jul–Sep 2026 (second quarter)",
        "by": "Ken Sato",
        "title": "Manager",
        "department": "Production control",
        "agreed": (
            "Cut stocktaking from 40 to 20 hours a month",
            "Twelve people on the floor enter counts in the app every week",
            "Decide on the second site once the first has shown results",
        ),
        "done": "Run the floor training in two sessions and hand the recording to whoever could not attend",
        "open": "Answer the security check sheet and send it back as one file",
        "customer": "Settle the start date of the second site",
        "next": "Look at use since October together",
        "meeting": "How to go about the second site",
        "me": "Aoi Yamada",
        "words": "On stocktaking days I get home early now",
    },
}


def source(kind: SourceKind, number: int, label: str = "") -> Source:
    """Return a source with an id that a test can look for."""
    return Source(kind, f"0190-{kind.value}-{number}", date(2026, 9, number % 28 + 1), label or f"record {number}")


def review(lang: str = "ja", **changes: object) -> ReviewContent:
    """Return a full review in `lang`, with `changes` to its fields."""
    t = TEXTS[lang]
    touch = tuple(source(SourceKind.TOUCHPOINT, n) for n in range(12))
    promise = source(SourceKind.PROMISE, 3)
    content = ReviewContent(
        lang=lang,
        account=str(t["account"]),
        period=Period(date(2026, 7, 1), date(2026, 9, 30), str(t["label"])),
        data_as_of=TODAY,
        presented_by=str(t["me"]),
        agreed=tuple(
            AgreedItem(text, date(2026, 4, 7 + at), str(t["by"]), (source(SourceKind.HANDOVER, at),))
            for at, text in enumerate(t["agreed"])
        ),
        activity=Activity(
            months=(date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)),
            kinds=(TouchpointKind.MEETING, TouchpointKind.CALL, TouchpointKind.VISIT),
            counts=((2, 1, 3), (1, 2, 1), (1, 0, 1)),
            minutes=500,
            previous_total=9,
            sources=touch,
        ),
        promises=(
            PromiseItem(str(t["done"]), Side.ME, str(t["me"]), date(2026, 9, 15), date(2026, 9, 12), (promise,)),
            PromiseItem(str(t["agreed"][0]), Side.ME, str(t["me"]), date(2026, 8, 31), date(2026, 8, 28), (promise,)),
            PromiseItem(str(t["open"]), Side.ME, "", date(2026, 11, 30), None, (promise,)),
            PromiseItem(str(t["customer"]), Side.CUSTOMER, str(t["by"]), date(2026, 11, 14), None, (promise,)),
            PromiseItem(str(t["next"]), Side.CUSTOMER, str(t["by"]), None, None, (promise,)),
        ),
        people=(
            person("渡辺 真理" if lang == "ja" else "Mari Watanabe", "CIO", "", Part.SPONSOR),
            person(str(t["by"]), str(t["title"]), str(t["department"]), Part.CHAMPION),
            person("田村 翔" if lang == "ja" else "Sho Tamura", "", str(t["department"]), Part.USE),
            person("小林 由紀" if lang == "ja" else "Yuki Kobayashi", "", "", None),
        ),
        renewal=Renewal(
            end=date(2027, 2, 28),
            notice_deadline=date(2027, 1, 28),
            auto_renew=True,
            yearly_amount=Decimal(18_400_000),
            sources=(source(SourceKind.CONTRACT, 5),),
        ),
        next_steps=(
            NextStep(str(t["meeting"]), date(2026, 11, 26), planned=TouchpointKind.MEETING, sources=(touch[0],)),
            NextStep(str(t["open"]), date(2026, 11, 30), Side.ME, str(t["me"]), sources=(promise,)),
            NextStep(str(t["customer"]), None, Side.CUSTOMER, str(t["by"]), sources=(promise,)),
        ),
    )
    return replace(content, **changes)  # type: ignore[arg-type]


def person(name: str, title: str, department: str, part: Part | None) -> PersonLine:
    """Return somebody who has been there since April."""
    return PersonLine(name, title, department, part, date(2025, 4, 1), (source(SourceKind.PERSON, len(name)),))


def speaker_notes(lang: str = "ja") -> SpeakerNotes:
    """Return notes with the customer's last words."""
    t = TEXTS[lang]
    return SpeakerNotes(TODAY, LastWords(str(t["words"]), str(t["by"]), date(2026, 9, 28)))
