"""Reviews as they go out, in both languages, made by hand: every kind of slide there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.reports.content import Source, SourceKind
from app.reports.review.facts import Attendee, Chapter, Span
from app.reports.review.told import Chart, Document, Figure, Mark, Section, Statement, Told
from app.reports.rows import Column
from app.reports.rows import Span as Piece

TODAY = date(2026, 11, 16)
WEEKS = ("7/5", "7/12", "7/19", "7/26", "8/2", "8/9", "8/16", "8/23", "8/30", "9/6", "9/13", "9/20", "9/27")
USERS = ("61", "63", "66", "68", "71", "70", "73", "76", "78", "77", "79", "80", "81")
BEFORE = ("44", "45", "47", None, "50", "52", "51", "54", "55", "57", "58", "58", "60")
NAMES = {"ja": ("今四半期", "前四半期"), "en": ("This quarter", "Quarter before")}


def source(kind: SourceKind, number: int) -> Source:
    """Return a source with an id that a test can look for."""
    return Source(kind, f"0191-{kind.value}-{number}", date(2026, 9, number % 28 + 1), f"record {number}")


def figure(number: int, label: str, value: str, exact: str, remark: str, tone: str = "") -> Figure:
    """Return a figure with a source of its own."""
    origin = source(SourceKind.READING, number)
    return Figure(f"reading:{number}", label, value, exact, remark, "", (origin,), date(2026, 9, 30), tone=tone)


def statement(number: int, *cells: str) -> Statement:
    """Return a line of a table, the first cell strong."""
    pieces = ((Piece(cells[0], "goodText", True),), *((Piece(cell),) for cell in cells[1:]))
    return Statement(f"promise:{number}", pieces, (source(SourceKind.PROMISE, number),))


def document(lang: str = "ja", **changes: object) -> Document:
    """Return a whole review in a language, with `changes` to its fields."""
    made = _japanese() if lang == "ja" else _english()
    return replace(made, **changes)  # type: ignore[arg-type]


def line_chart(lang: str = "ja") -> Chart:
    """Return thirteen weeks of use beside the quarter before, with a training marked."""
    caption = "週に一度以上使う人（名）" if lang == "ja" else "People who use it every week"
    words = "研修 12名 完了" if lang == "ja" else "Training of 12 complete"
    return Chart(
        "weekly_users", caption, "line", WEEKS, NAMES[lang], (USERS, BEFORE), (Mark(5.5, words),),
        f"{caption}: 61 → 81", (source(SourceKind.READING, 90),),
    )  # fmt: skip


def column_chart(lang: str = "ja") -> Chart:
    """Return three months of tickets beside the quarter before."""
    months = ("7月", "8月", "9月") if lang == "ja" else ("Jul", "Aug", "Sep")
    caption = "お問い合わせ（件）" if lang == "ja" else "Requests for help"
    values: tuple[tuple[str | None, ...], ...] = (("6", "5", "3"), ("9", "7", "6"))
    return Chart(
        "tickets", caption, "columns", months, NAMES[lang], values, (), f"{caption}: 6, 5, 3",
        (source(SourceKind.READING, 91),),
    )  # fmt: skip


def _section(chapter: Chapter, name: str, headline: str, told: Told, *points: str, notes: str = "") -> Section:
    return Section(chapter, name, headline or told.headline, told, points, notes)


def _japanese() -> Document:
    state, what, who, due = "状態", "お約束の内容", "担当", "期日"
    columns = (Column(state, 1.9), Column(what, 5.5), Column(who, 2.4), Column(due, 1.8))
    promises = (
        statement(
            1,
            "9/12 完了",
            "現場向けの操作研修を2回に分けて実施し、欠席された方には録画をお渡しする",
            "弊社",
            "2026/9/15",
        ),
        statement(2, "8/28 完了", "棚卸しの手順書を新しい画面に合わせて改訂する", "課長 佐藤様", "2026/8/31"),
        statement(3, "進行中", "2拠点目の開始日を社内で決める", "CIO 渡辺様", "2026/11/30"),
    )
    kept = Told("", columns, promises)
    outcomes = Told(
        "棚卸しは月 40時間 → 27時間。目標まであと 7時間",
        figures=(
            figure(1, "棚卸し時間 / 月", "27時間", "27", "開始時 40 → 目標 20", "good"),
            figure(2, "欠品率", "4.1%", "4.1", "開始時 5.2 → 目標 2.5", "watch"),
            figure(3, "お問い合わせ", "14件", "14", "前四半期 22・重大なもの 0", "good"),
            figure(4, "生み出した価値", "312万円", "3120000", "1時間 4,000円（佐藤様と合意）"),
        ),
        chart=line_chart(),
        metric="weekly_users",
        source_line="出典: 利用データ 9/30 時点・棚卸し実測 佐藤様ご提供（9/28）",
    )
    support = Told(
        "お問い合わせは 22件 → 14件。重大なものはありません",
        figures=(
            figure(5, "解決までの時間（中央値）", "5.2時間", "5.2", "前四半期 7.9時間", "good"),
            figure(6, "未解決", "2件", "2", "", "risk"),
        ),
        chart=column_chart(),
        metric="tickets",
        source_line="出典: サポート CSV 9/30 時点",
    )
    alone = Told(
        "ライセンス 120のうち 97が使われています",
        figures=(
            figure(7, "ライセンスの利用率", "81%", "81", "97 / 120", "good"),
            figure(8, "週に一度以上使う人", "81名", "81", "前四半期 60名", "good"),
        ),
        source_line="出典: 利用データ 9/30 時点",
    )
    return Document(
        lang="ja",
        account="Acme Robotics",
        period=Span(date(2026, 7, 1), date(2026, 9, 30), "FY2026Q2"),
        period_words="2026年7–9月（第2四半期）",
        meeting_on=date(2026, 11, 26),
        data_as_of=TODAY,
        currency="JPY",
        presented_by="山田 葵",
        attendees=(
            Attendee("渡辺 真理", "CIO"),
            Attendee("佐藤 健一", "課長", "生産管理部"),
            Attendee("田村 翔"),
            Attendee("山田 葵", is_customer=False),
        ),
        sections=(
            _section(Chapter.PROMISES, "前回のお約束と結果", "お約束 3件のうち 2件を果たしました", kept),
            _section(Chapter.OUTCOMES, "成果", "", outcomes, notes="佐藤さんの実測から入る。\n数字は御社のもの。"),
            _section(Chapter.USE, "ご利用状況", "", alone, "研修のあと伸びました", "10月からは次の章で"),
            _section(Chapter.SUPPORT, "お問い合わせ状況", "", support),
            _section(Chapter.OWN, "ご相談", "2拠点目を始めるために", Told(""), "開始日", "ご担当", "予算の締め"),
        ),
    )


def _english() -> Document:
    columns = (Column("State", 1.9), Column("What was promised", 5.5), Column("Owed by", 2.4), Column("Due", 1.8))
    promises = (
        statement(
            1,
            "Kept 12 Sep",
            "Run the floor training in two sessions and hand the recording to the absent",
            "Our team",
            "15 Sep 2026",
        ),
        statement(
            2, "Kept 28 Aug", "Rewrite the stocktaking manual for the new screens", "Ken Sato, Manager", "31 Aug 2026"
        ),
        statement(3, "Under way", "Settle the start date of the second site", "Mari Watanabe, CIO", "30 Nov 2026"),
    )
    kept = Told("", columns, promises)
    outcomes = Told(
        "Stocktaking fell from 40 to 27 hours a month; 7 more to the target",
        figures=(
            figure(1, "Stocktaking a month", "27 h", "27", "Start 40 → target 20", "good"),
            figure(2, "Out of stock", "4.1%", "4.1", "Start 5.2 → target 2.5", "watch"),
            figure(3, "Requests for help", "14", "14", "22 in the quarter before", "good"),
            figure(4, "Value created", "¥3.12M", "3120000", "¥4,000 an hour, agreed with Ken Sato"),
        ),
        chart=line_chart("en"),
        metric="weekly_users",
        source_line="Sources: use as of 30 Sep, stocktaking as measured by Ken Sato (28 Sep)",
    )
    support = Told(
        "Requests for help fell from 22 to 14, none of them severe",
        figures=(
            figure(5, "Time to resolve (median)", "5.2 h", "5.2", "7.9 h in the quarter before", "good"),
            figure(6, "Unresolved", "2", "2", "", "risk"),
        ),
        chart=column_chart("en"),
        metric="tickets",
        source_line="Source: support file as of 30 Sep",
    )
    alone = Told(
        "97 of 120 licences are in use",
        figures=(
            figure(7, "Licences in use", "81%", "81", "97 of 120", "good"),
            figure(8, "People who use it every week", "81", "81", "60 in the quarter before", "good"),
        ),
        source_line="Source: use as of 30 Sep",
    )
    return Document(
        lang="en",
        account="Northwind Robotics",
        period=Span(date(2026, 7, 1), date(2026, 9, 30), "FY2026Q2"),
        period_words="Jul–Sep 2026 (second quarter)",
        meeting_on=date(2026, 11, 26),
        data_as_of=TODAY,
        currency="JPY",
        presented_by="Aoi Yamada",
        attendees=(Attendee("Mari Watanabe", "CIO"), Attendee("Ken Sato", "Manager", "Production control")),
        sections=(
            _section(Chapter.PROMISES, "Promises and results", "2 of 3 promises are kept", kept),
            _section(Chapter.OUTCOMES, "Outcomes", "", outcomes, notes="Begin with Sato.\nThe numbers are theirs."),
            _section(Chapter.USE, "Use", "", alone, "Use grew after the training", "The dip since October is next"),
            _section(Chapter.SUPPORT, "Support", "", support),
            _section(Chapter.OWN, "To discuss", "Starting the second site", Told(""), "Start date", "Who leads"),
        ),
    )
