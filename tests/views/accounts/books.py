"""A small book for the screens of accounts: four customers with money, people, promises and touchpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.journal import door
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book

NAMES = ("青葉信用金庫", "みどり食品", "Acme Robotics", "<b>東雲</b>製作所")


@dataclass(frozen=True)
class Firm:
    """What stands in the book of one customer."""

    name: str
    reading: str
    segment: str
    phase: str
    tags: tuple[str, ...]
    yearly: int
    end: str
    notice: int | None


FIRMS = (
    Firm(NAMES[0], "あおばしんようきんこ", "high", "onboarding", ("金融",), 12_000_000, "2027-02-28", 1),
    Firm(NAMES[1], "みどりしょくひん", "low", "adoption", ("食品", "関西"), 24_000_000, "2027-09-30", 1),
    Firm(NAMES[2], "", "tech", "renewal", (), 1_200_000, "2026-12-31", None),
    Firm(NAMES[3], "しののめせいさくしょ", "low", "adoption", (), 0, "", None),
)


def fill(book: Book) -> None:
    """Write the customers into an empty book."""
    book.write(_firms)


def _firms(session: Session) -> None:
    for firm in FIRMS:
        [account_id] = door.create(
            session,
            "account",
            [
                {
                    "name": firm.name,
                    "name_key": firm.name,
                    "reading": firm.reading,
                    "segment": firm.segment,
                    "phase": firm.phase,
                    "tags": list(firm.tags),
                    "domain": "aoba.example" if firm is FIRMS[0] else None,
                }
            ],
        )
        if firm.yearly:
            _contract(session, account_id, firm)
    aoba = find_account(session, NAMES[0])
    _people(session, aoba)
    _care(session, aoba)


def _contract(session: Session, account_id: str, firm: Firm) -> None:
    start = f"{int(firm.end[:4]) - 1}-{firm.end[5:7]}-28"
    terms: Mapping[str, object] = {"kind": "paid", "start_on": start, "end_on": firm.end, "currency": "JPY"}
    notice = {"notice_value": firm.notice, "notice_unit": "m", "notice_inclusive": True} if firm.notice else {}
    [contract_id] = door.create(session, "contract", [{"account_id": account_id, **terms, **notice}])
    line = {"product": "Premium", "quantity": "120", "unit_price": "1", "billing": "monthly"}
    amount = {"amount_minor": firm.yearly // 12, "start_on": start, "end_on": firm.end}
    door.create(session, "contract_line", [{"contract_id": contract_id, **line, **amount}])


def _people(session: Session, account_id: str) -> None:
    for name, role, title, left in (
        ("佐藤 花子", "champion", "課長", None),
        ("渡辺 一郎", "sponsor", "常務", None),
        ("田村 次郎", "user", "係長", "2026-03-31"),
    ):
        [person_id] = door.create(session, "person", [{"name": name, "name_key": name.replace(" ", "")}])
        where = {"person_id": person_id, "account_id": account_id, "department": "営業部", "from_on": "2025-04-01"}
        door.create(session, "position", [{**where, "title": title, "role": role, "to_on": left}])


def _care(session: Session, account_id: str) -> None:
    both = {"account_id": account_id, "two_way": True}
    done = {**both, "state": "done"}
    made = door.create(
        session,
        "touchpoint",
        [
            {**done, "kind": "call", "on_date": "2026-11-02", "body": "新画面で現場が迷う。\n二行目\n三行目\n四行目"},
            {**done, "kind": "email", "on_date": "2026-11-06", "body": "手順書 <script>alert(1)</script> を依頼"},
            {**both, "state": "planned", "kind": "meeting", "on_date": "2026-11-24", "body": "30日レビュー"},
        ],
    )
    door.create(session, "touchpoint_person", [{"touchpoint_id": made[0], "name": "佐藤 花子"}])
    door.amend(session, "touchpoint", {made[1]: {"tags": ["手順書"]}})
    promise = {"account_id": account_id, "made_on": "2026-11-02", "origin": "touchpoint"}
    door.create(
        session,
        "promise",
        [
            {**promise, "text": "手順書を送る", "side": "me", "due": "2026-11-17"},
            {**promise, "text": "利用者一覧をいただく", "side": "customer", "who": "佐藤 花子", "due": "2026-11-27"},
        ],
    )
    texts = {"why_bought": "紙の日報をやめたい", "outcome_promised": "3店で紙なし", "open_questions": ["監査の権限は"]}
    door.create(session, "handover", [{"account_id": account_id, "kind": "sales", "given_by": "中村", **texts}])
