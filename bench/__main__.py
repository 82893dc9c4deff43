"""`python -m bench [--book desk|large|both] [--only data,hub,…] [--json]` prints the table of ratios."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from bench import (
    data_rows,
    deck_rows,
    desk_rows,
    health_rows,
    hub_rows,
    money_rows,
    odoo_rows,
    sync_rows,
    window_rows,
)
from bench.books import FOLDER
from bench.measure import Row

OF_BOOKS: Mapping[str, Callable[[str], Sequence[Row]]] = {
    "data": data_rows.all_rows,
    "window": window_rows.all_rows,
    "desk": desk_rows.all_rows,
    "health": health_rows.all_rows,
}
"""Rows that are measured on a book of a size."""

OTHERS: Mapping[str, Callable[[], Sequence[Row]]] = {
    "sync": sync_rows.all_rows,
    "hub": hub_rows.all_rows,
    "odoo": odoo_rows.all_rows,
    "deck": deck_rows.all_rows,
    "money": money_rows.all_rows,
}
"""Rows with books of their own."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--book", choices=["desk", "large", "both"], default="desk")
    parser.add_argument("--only", type=_parts, default=[*OF_BOOKS, *OTHERS], metavar="PART[,PART…]", help=_HELP)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    books = ["desk", "large"] if arguments.book == "both" else [arguments.book]
    FOLDER.mkdir(exist_ok=True)
    rows: list[Row] = []
    for book in books:
        for name, of_book in OF_BOOKS.items():
            rows += of_book(book) if name in arguments.only else []
    for name, others in OTHERS.items():
        rows += others() if name in arguments.only else []
    if arguments.json:
        json.dump({"fsync_ms": data_rows.fsync(), "rows": [{**asdict(r), "ratio": r.ratio} for r in rows]}, sys.stdout)
        return 0
    print(f"one fsync here: {data_rows.fsync():.2f} ms\n")
    print(f"{'what':<52}{'floor':>10}{'product':>10}{'ratio':>8}{'target':>8}")
    for row in rows:
        mark = "" if row.met else "  missed"
        print(
            f"{row.what:<52}{row.floor:>10.2f}{row.product:>10.2f}{row.ratio:>8.2f}{row.target:>8.2f}{mark} {row.note}"
        )
    return 0


_HELP = f"of {', '.join([*OF_BOOKS, *OTHERS])}; all of them where it is not given"


def _parts(told: str) -> list[str]:
    parts = told.split(",")
    unknown = sorted(set(parts) - {*OF_BOOKS, *OTHERS})
    if unknown:
        raise argparse.ArgumentTypeError(f"no such rows: {', '.join(unknown)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
