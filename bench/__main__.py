"""`python -m bench [--book desk|large] [--json]` prints the table of ratios."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from bench import data_rows, deck_rows, desk_rows, health_rows, hub_rows, money_rows, sync_rows, window_rows


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--book", choices=["desk", "large", "both"], default="desk")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    books = ["desk", "large"] if arguments.book == "both" else [arguments.book]
    rows = [
        row
        for name in books
        for rooms in (data_rows, window_rows, desk_rows, health_rows)
        for row in rooms.all_rows(name)
    ]
    rows += sync_rows.all_rows()
    rows += hub_rows.all_rows()
    rows += deck_rows.all_rows()
    rows += money_rows.all_rows()
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


if __name__ == "__main__":
    sys.exit(main())
