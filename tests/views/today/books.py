"""A book with something of every kind for Today: four customers, on 20 November."""

from __future__ import annotations

from datetime import timedelta

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.signals.rules import change_rule
from tests.builders import TODAY

AOBA, MIDORI, SORA = "青葉信用金庫", "みどり食品", "Sora <b>Education</b>"


def day(away: int) -> str:
    """Return a day so many days from now, as stored."""
    return (TODAY + timedelta(away)).isoformat()


def fill_today(book: Book) -> None:
    """Write three promises, a meeting, a renewal, a silence and gaps into an empty book."""
    book.write(_fill)


def let_plays_wait(book: Book) -> None:
    """Let nobody but a person start the play of a departure."""
    book.write(change_rule, "person_left", {"starts": False}, reason="自分で始める")


def _fill(session: Session) -> None:
    rows = ((AOBA, "low"), (MIDORI, "high"), (SORA, "tech"))
    aoba, midori, sora = door.create(
        session,
        "account",
        [{"name": name, "name_key": name, "segment": segment, "phase": "adoption"} for name, segment in rows],
    )
    contract(session, midori, day(70), 2_000_000, notice_value=1, notice_unit="m", notice_inclusive=True)
    contract(session, aoba, "2029-03-31", 500_000)
    person(session, midori, "渡辺 一郎", "sponsor")
    person(session, midori, "佐藤 花子", "user")
    talk = {"state": "done", "kind": "call", "two_way": True}
    [call] = door.create(
        session, "touchpoint", [{**talk, "account_id": midori, "on_date": day(-3), "body": "棚卸しの件"}]
    )
    door.create(
        session, "touchpoint", [{**talk, "account_id": aoba, "on_date": day(-42), "body": "NPS 9 の御礼\n詳細"}]
    )
    plan = {"account_id": sora, "state": "planned", "kind": "meeting", "on_date": day(0), "body": "30日レビュー"}
    [meeting] = door.create(session, "touchpoint", [{**plan, "at": "2026-11-20T05:00:00.000000Z", "minutes": 45}])
    door.create(session, "touchpoint_person", [{"touchpoint_id": meeting, "name": "Ken Sato"}])
    vow = {"account_id": midori, "made_on": day(-3), "origin": "quick_log", "origin_id": call}
    door.create(session, "promise", [{**vow, "text": "手順書を送る", "side": "me", "due": day(-1)}])
    door.create(
        session, "promise", [{**vow, "text": "実測値をもらう", "side": "customer", "who": "佐藤 花子", "due": day(0)}]
    )
    door.create(session, "promise", [{**vow, "text": "価格の承認", "side": "internal", "who": "法務", "due": day(5)}])


def contract(session: Session, account_id: str, end: str, amount: int, **more: object) -> str:
    """Write a paid contract with one line, `amount` a month."""
    term = {"start_on": "2026-01-01", "end_on": end}
    row = {"account_id": account_id, "kind": "paid", "currency": "JPY", **term}
    [made] = door.create(session, "contract", [{**row, **more}])
    line = {"contract_id": made, "product": "Premium", "quantity": "1", "unit_price": str(amount), **term}
    door.create(session, "contract_line", [{**line, "amount_minor": amount, "billing": "monthly"}])
    return made


def person(session: Session, account_id: str, name: str, role: str) -> None:
    """Write somebody into a position."""
    [made] = door.create(session, "person", [{"name": name, "name_key": name}])
    door.create(session, "position", [{"person_id": made, "account_id": account_id, "role": role}])
