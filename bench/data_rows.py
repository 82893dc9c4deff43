"""Rows without a window: logging, finding, opening an account, importing."""

from __future__ import annotations

import csv
import random
import shutil
import tempfile
import time
from pathlib import Path

from app.ids import uuid7
from app.operations.account_page import account_page
from app.operations.accounts import account_rows
from app.operations.finding import search
from app.operations.importing.run import import_paths
from app.operations.profile import make_profile, open_book
from app.operations.quick_log import log_line, log_names
from app.search.fold import fold
from app.search.meaning import terms
from app.search.tokens import question, tokens
from bench import floors
from bench.books import FOLDER, TODAY, book, text
from bench.measure import Row, side_by_side, spread

QUERIES = {
    "ja 1": ["会", "更", "部"],
    "ja 2": ["解約", "更新", "稟議"],
    "ja 4": ["更新を確", "在庫画面"],
    "en": ["renewal", "out", "stock"],
}


def fsync() -> float:
    """Return what one durable commit costs on this disk, in milliseconds."""
    import os

    with tempfile.NamedTemporaryFile(dir=FOLDER) as file:
        times = []
        for _ in range(20):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            file.flush()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[10]


def logged(name: str) -> Row:
    """Log a touchpoint: durable, indexed, with its change; on a copy of the book."""
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    shutil.copytree(FOLDER / name, folder / "p", ignore=shutil.ignore_patterns("*.lock"))
    opened = open_book(folder / "p", today=TODAY)
    names = opened.read(log_names)
    [account] = opened.read(account_rows, today=TODAY)[:1]
    line = f"@{account.name} 電話。在庫画面の変更で現場が混乱 #活用"
    raw = floors.connect(folder / "p" / "book.sqlite")
    ids = iter(range(1, 1000))

    def product() -> None:
        opened.write(log_line, line, today=TODAY, now=opened.clock.now(), by_id=opened.by_id, names=names)

    def floor() -> None:
        change, touchpoint = uuid7(), uuid7()
        row_id = ((TODAY.toordinal() + 1) << 20) + next(ids)
        long, short = tokens(fold("電話。在庫画面の変更で現場が混乱 #活用"))
        change_row = {"id": change, "at": "2026-11-20", "cause": "log", "state": "complete"}
        row = {"id": touchpoint, "account_id": account.id, "state": "done", "kind": "call", "on_date": "2026-11-20",
               "body": "電話。在庫画面の変更で現場が混乱 #活用", "two_way": 1, "change_id": change}  # fmt: skip
        doc = {"id": row_id, "kind": "touchpoint", "ref": touchpoint, "mark": 1}
        floors.write(raw, [
            (floors.insert_sql("change", change_row), [change_row]),
            (floors.insert_sql("touchpoint", row), [row]),
            (floors.insert_sql("search_doc", doc), [doc]),
            ("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", [(row_id, long)]),
            ("INSERT INTO search_short (rowid, tokens) VALUES (?, ?)", [(row_id, short)]),
        ])  # fmt: skip

    try:
        return side_by_side(f"log a touchpoint ({name})", floor, product, 2.0, times=15)
    finally:
        opened.close()
        raw.close()
        shutil.rmtree(folder)


def found(name: str) -> list[Row]:
    """Find the newest 50 with snippets, and by relevance."""
    rows = []
    with book(name) as opened:
        raw = floors.connect(opened.folder / "book.sqlite")
        low: list[float] = []
        high: list[float] = []
        for words in (w for some in QUERIES.values() for w in some):
            asked = question(terms(words)[0].text)
            table, match = ("search_short", asked.short) if asked.short else ("search_index", asked.long)
            sql = floors.ROW_IDS.format(table=table)
            for _ in range(15):
                began = time.perf_counter()
                raw.execute(sql, (match,)).fetchall()
                low.append((time.perf_counter() - began) * 1000)
                began = time.perf_counter()
                opened.read(search, words)
                high.append((time.perf_counter() - began) * 1000)
        rows.append(spread(f"search newest p50 ({name})", low, high, 3.0, 50))
        rows.append(spread(f"search newest p99 ({name})", low, high, 10.0, 99))
        best = question(terms("解約")[0].text).long
        rows.append(
            side_by_side(
                f"search by relevance ({name})",
                lambda: raw.execute(floors.BEST, (best,)).fetchall(),
                lambda: opened.read(search, "解約", order="relevance"),
                1.5,
            )
        )
        raw.close()
    return rows


def account_opened(name: str) -> Row:
    """Open an account: its data."""
    with book(name) as opened:
        raw = floors.connect(opened.folder / "book.sqlite")
        ids = [row.id for row in opened.read(account_rows, today=TODAY)[:20]]
        row = side_by_side(
            f"open an account: data ({name})",
            lambda: [floors.open_account(raw, i) for i in ids],
            lambda: [opened.read(account_page, i, today=TODAY) for i in ids],
            4.0,
            times=9,
            note="20 accounts",
        )
        raw.close()
        return row


def imported(accounts: int, touchpoints: int) -> Row:
    """Import accounts and touchpoints, searchable at the end; one run of each."""
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    rng = random.Random(3)
    names = [f"会社{i}" for i in range(accounts)]
    notes = [
        (rng.choice(names), f"2026-{rng.randrange(1, 11):02d}-{rng.randrange(1, 28):02d}", text(rng))
        for _ in range(touchpoints)
    ]
    paths = [folder / "accounts.csv", folder / "touchpoints.csv"]
    with paths[0].open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["name"], *([n] for n in names)])
    with paths[1].open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["account", "date", "kind", "body"], *((a, d, "call", b) for a, d, b in notes)])
    for place in ("floor", "product"):
        make_profile(folder / place, "none", name="bench", zone="Asia/Tokyo")
    raw = floors.connect(folder / "floor" / "book.sqlite")
    began = time.perf_counter()
    _raw_import(raw, paths)
    low = (time.perf_counter() - began) * 1000
    raw.close()
    with open_book(folder / "product", today=TODAY) as opened:
        began = time.perf_counter()
        report = import_paths(opened, paths)
        high = (time.perf_counter() - began) * 1000
    assert report.imported == accounts + touchpoints, report
    shutil.rmtree(folder)
    return Row(f"import {accounts} accounts + {touchpoints} touchpoints", low, high, 1.5)


def _raw_import(raw: object, paths: list[Path]) -> None:
    """Read the same files by csv and write rows and index tokens by executemany."""
    with paths[0].open(encoding="utf-8") as file:
        accounts = [
            {"id": uuid7(), "name": row["name"], "name_key": row["name"], "change_id": "c"}
            for row in csv.DictReader(file)
        ]
    by_name = {str(row["name"]): row["id"] for row in accounts}
    with paths[1].open(encoding="utf-8") as file:
        rows = [
            {"id": uuid7(), "account_id": by_name[r["account"]], "state": "done", "kind": r["kind"],
             "on_date": r["date"], "body": r["body"], "change_id": "c"}
            for r in csv.DictReader(file)
        ]  # fmt: skip
    cut = [(number, *tokens(fold(str(row["body"])))) for number, row in enumerate(rows, TODAY.toordinal() << 20)]
    floors.write(raw, [
        (floors.insert_sql("account", accounts[0]), accounts),
        (floors.insert_sql("touchpoint", rows[0]), rows),
        ("INSERT INTO search_doc (id, kind, ref, mark) VALUES (?, 'touchpoint', ?, 1)",
         [(number, rows[i]["id"]) for i, (number, _l, _s) in enumerate(cut)]),
        ("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", [(n, long) for n, long, _ in cut]),
        ("INSERT INTO search_short (rowid, tokens) VALUES (?, ?)", [(n, short) for n, _, short in cut]),
    ])  # fmt: skip


def all_rows(name: str) -> list[Row]:
    """Return every row without a window."""
    with book(name):
        pass
    touchpoints = 100_000 if name == "large" else 10_000
    return [logged(name), *found(name), account_opened(name), imported(touchpoints // 20, touchpoints)]
