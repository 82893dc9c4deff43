"""Made-up questions and what settles them in memory, for tests of the sheet alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.errors import BansoError
from app.operations.syncing.rows import Difference

BASE = "棚卸し時間を半分にする。"
MINE = "棚卸し時間を月20時間以下にする。"
THEIRS = "棚卸し時間を半分にする。欠品率 2.5% 以下。"
BOTH = "棚卸し時間を月20時間以下にする。欠品率 2.5% 以下。"
_PLAIN = Difference(
    id=0, connection_id=1, system="Salesforce", entity="account", local_id="a", account_id="a", account="青葉",
    title="青葉信用金庫", field="industry", kind="field", type="text", text=False, base="食品", mine="外食",
    theirs="小売", both=None, group="", mine_by="高橋", mine_at="2026-11-16T12:40:00.000000Z", theirs_by="中村",
    theirs_at="2026-11-16T23:05:00.000000Z", base_at="2026-11-14T08:00:00.000000Z",
)  # fmt: skip


def asked(number: int, **said: object) -> Difference:
    """Return one question."""
    return replace(_PLAIN, id=number, **said)  # type: ignore[arg-type]


def usual() -> list[Difference]:
    """Return three questions about an account and one about a call."""
    return [
        asked(1),
        asked(2, field="tags", type="multi", base="製造", mine="製造\n物流", theirs="関西", both="物流\n関西"),
        asked(3, field="fit_reason", type="longtext", text=True, base=BASE, mine=MINE, theirs=THEIRS, both=BOTH),
        asked(4, entity="touchpoint", local_id="t", title="11/10 の電話", field="on_date", type="date",
              base="2026/11/10", mine="2026/11/11", theirs="2026/11/9"),
    ]  # fmt: skip


def many(n: int) -> list[Difference]:
    """Return one question about each of many accounts."""
    return [asked(number, local_id=f"a{number}", title=f"顧客 {number}") for number in range(n)]


class Door:
    """Answers as the operations do, out of a list; `told` are the choices that were settled."""

    def __init__(self, rows: list[Difference]) -> None:
        self.rows = rows
        self.told: list[Mapping[int, object]] = []
        self.refusal: BansoError | None = None

    def ask(self, _session: object) -> list[Difference]:
        """Return what is open."""
        return list(self.rows)

    def settle(self, _session: object, choices: Mapping[int, object], *, today: date) -> int:
        """Close what is chosen."""
        del today
        if self.refusal is not None:
            raise self.refusal
        self.told.append(dict(choices))
        self.rows = [row for row in self.rows if row.id not in choices]
        return len(choices)
