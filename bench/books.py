"""The books that are measured on, made once through the product's own write door and kept in bench/.data."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from app.clock import stamp
from app.ids import uuid7
from app.journal import door
from app.operations.book import Book
from app.operations.profile import make_profile, open_book

TODAY = date(2026, 11, 20)
FOLDER = Path(__file__).parent / ".data"
STEP = 2_000
"""Rows per transaction while a book is made."""


@dataclass(frozen=True)
class Size:
    """How large a book is."""

    accounts: int
    people: int
    touchpoints: int
    readings: int


SIZES = {
    "desk": Size(300, 1_200, 12_000, 150_000),
    "large": Size(5_000, 20_000, 500_000, 2_000_000),
}

_JA = """
在庫 画面 現場 混乱 定例 会議 更新 解約 導入 活用 提案 見積 稟議 担当 交代 部長 課長 情シス 経理 研修
手順書 管理者 利用 低下 障害 問い合わせ 契約 満了 期限 拡大 成果 指標 目標 確認 共有 説明 資料 送付 来週
月末 予算 決裁
""".split()  # noqa: SIM905
_KANA = """
が を に の で は と から まで ので したい とのこと を確認 を依頼 について を共有した が課題
""".split()  # noqa: SIM905
_EN = """
stock screen floor confused weekly meeting renewal churn onboarding adoption proposal quote approval
owner change manager finance training guide admin usage drop outage ticket contract notice expansion
outcome target follow share deck send next budget decision
""".split()  # noqa: SIM905


def text(rng: random.Random) -> str:
    """Return a note of about 200 characters: 60 % Japanese, 30 % English, 10 % mixed."""
    kind = rng.random()
    if kind < 0.6:
        words = [rng.choice(_JA) + rng.choice(_KANA) for _ in range(46)]
        return "".join(w + ("。" if i % 7 == 6 else "") for i, w in enumerate(words))
    if kind < 0.9:
        return " ".join(rng.choice(_EN) for _ in range(30))
    return " ".join(rng.choice(_JA) + rng.choice(_KANA) if i % 2 else rng.choice(_EN) for i in range(40))


def book(name: str) -> Book:
    """Return the open book of that size; made first where it is missing (the large one takes some minutes)."""
    folder = FOLDER / name
    if not (folder / "ready").exists():
        sys.stderr.write(f"making the book {name!r} …\n")
        shutil.rmtree(folder, ignore_errors=True)
        make_profile(folder, "none", name="bench", zone="Asia/Tokyo")
        with open_book(folder, today=TODAY) as made:
            _fill(made, SIZES[name])
        (folder / "ready").touch()
    return open_book(folder, today=TODAY)


def _fill(book: Book, size: Size) -> None:
    rng = random.Random(7)
    accounts = [uuid7() for _ in range(size.accounts)]
    rows: dict[str, list[dict[str, object]]] = {"account": [], "person": [], "position": []}
    segments, phases = ("high", "low", "tech"), ("onboarding", "adoption", "renewal")
    for number, account_id in enumerate(accounts):
        name = f"{rng.choice(_JA)}{rng.choice(_JA)}{number}株式会社"
        rows["account"].append(
            {"id": account_id, "name": name, "name_key": name, "reading": f"かいしゃ{number:05d}",
             "segment": rng.choice(segments), "phase": rng.choice(phases)}
        )  # fmt: skip
    for number in range(size.people):
        person = uuid7()
        rows["person"].append({"id": person, "name": f"担当{number}", "name_key": f"担当{number}"})
        rows["position"].append({"person_id": person, "account_id": rng.choice(accounts), "title": "課長"})
    rows["contract"], rows["contract_line"] = _contracts(rng, accounts)
    rows["measure"] = [{"id": uuid7(), "key": f"m{i}", "name_en": f"m{i}"} for i in range(8)]
    with book.long("bench") as change:
        for entity in ("account", "person", "position", "contract", "contract_line", "measure"):
            for part in batches(rows[entity], STEP):
                with change.step() as session:
                    door.create(session, entity, part)
        for part in batches(_touchpoints(rng, accounts, size.touchpoints), STEP):
            with change.step() as session:
                door.create(session, "touchpoint", part)
        for part in batches(_readings(rng, size), STEP * 5):
            with change.step() as session:
                door.create(session, "reading", part)


def _contracts(rng: random.Random, accounts: list[str]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    contracts, lines = [], []
    for account_id in accounts:
        contract_id, month = uuid7(), rng.randrange(1, 13)
        start = date(2026, month, 1)
        term = {"start_on": start.isoformat(), "end_on": (start + timedelta(364)).isoformat()}
        contracts.append({"id": contract_id, "account_id": account_id, "kind": "paid", "currency": "JPY", **term})
        lines.append(
            {"contract_id": contract_id, "product": "Cloud", "quantity": "10", "unit_price": "1500",
             "amount_minor": 15000 * rng.randrange(1, 90), "billing": "monthly", **term}
        )  # fmt: skip
    return contracts, lines


def _touchpoints(rng: random.Random, accounts: list[str], count: int) -> Iterator[dict[str, object]]:
    first = TODAY - timedelta(1500)
    for number in range(count):
        on = first + timedelta(number * 1500 // count)
        yield {"account_id": rng.choice(accounts), "state": "done", "kind": "call", "on_date": on.isoformat(),
               "body": text(rng), "two_way": True}  # fmt: skip


def _readings(rng: random.Random, size: Size) -> Iterator[dict[str, object]]:
    first, weeks = TODAY - timedelta(1500), max(1, size.readings // size.accounts // 8)
    for number in range(size.readings):
        at = stamp(datetime.combine(first + timedelta(number // (size.accounts * 8) * 1500 // weeks), time(), UTC))
        yield {"account_no": number % size.accounts + 1, "measure_no": number // size.accounts % 8 + 1,
               "value": rng.random() * 100, "observed_at": at, "recorded_at": at, "source": "bench"}  # fmt: skip


def batches(rows: Iterable[dict[str, object]], size: int) -> Iterator[list[dict[str, object]]]:
    """Yield rows in lists of at most `size`."""
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part
