"""Nothing internal leaves with a plan: every internal field of every table a plan hangs on holds a canary."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import Integer, Table, Text

from app.journal import door
from app.models import people, plans, touchpoints
from app.models.database import Session
from app.operations.book import Book
from app.operations.plans.commitments import commit
from app.operations.plans.exporting import write_plan_file
from app.operations.plans.milestones import add_milestone, add_task
from app.operations.plans.objectives import add_objective
from app.operations.plans.plans import amend_plan, set_agenda
from app.operations.plans.rows import AgendaItem
from app.operations.plans.tree import drop_item
from app.operations.reviews.exporting import write_review_deck
from app.plans.plan_file import code_of
from tests.operations.plans.plan_books import TODAY, Made, day
from tests.operations.plans.test_plan_files import answered, data_of, everything
from tests.reports.scanner import found_in

TABLES: tuple[Table, ...] = (
    *(table for table in vars(plans).values() if isinstance(table, Table)),
    touchpoints.promise,
    people.person,
    people.position,
)

# What a customer sees, or what decides what they see; everything else is internal, also a column that is new.
SEEN = {
    "plan": {"name", "success", "start_on", "end_on", "next_review_on", "agenda"},
    "objective": {"title", "metric", "unit", "baseline", "target", "start_on", "due", "customer_owner"},
    "objective_reading": {"value", "on_date"},
    "milestone": {"title", "who", "due", "done_on", "amount", "of_amount", "unit"},
    "commitment": {"by_name", "on_date", "number"},
    "promise": {"text", "who", "due", "done_on", "side"},
    "person": {"name"},
    "position": {"title", "department"},
    "plan_version": {"number", "body"},
}
# What is no text of its own: keys, switches, and words and days that the program itself goes by.
KEYS = re.compile(r"no|id|.*_id|rev|deleted_at|merged_into|change_id|sample|place|name_key")
STEERING = {
    "plan": {"closed_on", "shows_score", "shows_our_names", "kind", "template"},
    "objective": {"shown", "status", "met_on", "dropped_on", "currency"},
    "objective_reading": {"source"},
    "milestone": {"side", "shown", "first_value", "status", "dropped_on"},
    "commitment": {"state"},
    "promise": {"shown", "dropped_on", "origin"},
    "position": {"from_on", "to_on", "influence", "support", "cadence_days", "role"},
    "plan_version": {"made_on", "sent_on"},
    "plan_return": {"number", "digest", "on_date"},
    "plan_comment": {"on_date", "answered_on"},
    "onboarding": {"verdict", "start_on"},
}
DAYS = re.compile(r".*_on|.*due|hidden_until")
CANARY_DAY = ("1987-06-05", "1987/6/5", "5 Jun 1987", "19870605")
CANARY_NUMBER = 48213977
VISIBLE = {
    "plan": {"name": "見える計画Serin", "success": "見える成功Zeisig"},
    "objective": {"title": "見える目標Girlitz", "metric": "見える尺度Hänfling", "unit": "見"},
    "milestone": {"title": "見える段階Stieglitz"},
    "promise": {"text": "見える課題Dompfaff"},
}


def canary(table: str, column: str) -> str:
    return f"秘{table.upper()}鳥{column.upper()}x"


def internal(table: Table) -> list[str]:
    """Return the columns of a table that nobody but us may read."""
    spared = SEEN.get(table.name, set()) | STEERING.get(table.name, set())
    return [column.name for column in table.c if column.name not in spared and not KEYS.fullmatch(column.name)]


def planted(table: Table, column: str) -> object:
    kind = table.c[column].type
    if DAYS.fullmatch(column):
        return CANARY_DAY[0]
    if isinstance(kind, Integer):
        return CANARY_NUMBER
    word = canary(table.name, column)
    return word if isinstance(kind, Text) else json.dumps({"own": word}, ensure_ascii=False)


def plant(session: Session, hidden: list[str]) -> None:
    """Put a canary into every internal field of every row, and words of their own into what may be seen."""
    for table in TABLES:
        values = {name: planted(table, name) for name in internal(table)}
        sets = ", ".join(f"{name} = ?" for name in values)
        session.driver.execute(f"UPDATE {table.name} SET {sets}", list(values.values()))
        for name, word in VISIBLE.get(table.name, {}).items():
            title = "text" if table.name == "promise" else "name" if table.name == "plan" else "title"
            unhidden = f"{title} NOT IN ({', '.join('?' * len(hidden))})"
            session.driver.execute(f"UPDATE {table.name} SET {name} = ? WHERE {unhidden}", [word, *hidden])
        count = session.driver.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        assert count, f"no row of {table.name} to hold a canary"


def hide(session: Session, made: Made) -> list[str]:
    """Add rows that are internal as a whole, and return what they say."""
    said = [f"隠れた行{n}Kanarienvogel{n}" for n in range(6)]
    goal = add_objective(session, made.plan, title=said[0], values={"shown": False, "due": day(9)})
    add_milestone(session, goal, title=said[1])
    add_milestone(session, made.hours, title=said[2], values={"shown": False})
    add_milestone(session, made.hours, title=said[3], values={"side": "internal"})
    add_task(session, made.sites, title=said[4], values={"shown": False}, today=TODAY)
    drop_item(session, add_milestone(session, made.hours, title=said[5]), on=TODAY)
    return said


@pytest.fixture
def told(book: Book, made: Made, tmp_path: Path) -> tuple[Book, Made, list[str]]:
    def fill(session: Session) -> list[str]:
        set_agenda(session, made.plan, [AgendaItem("見える議題")])
        amend_plan(session, made.plan, {"next_review_on": day(5), "end_on": day(90)})
        commit(session, made.plan, by_name="佐藤 花子", on=TODAY)
        row = {"account_id": made.account, "plan_id": made.plan, "on_date": "2026-11-01"}
        door.create(session, "plan_comment", [{**row, "words": "x"}])
        door.create(session, "plan_return", [{**row, "digest": "x"}])
        door.create(session, "onboarding", [{"account_id": made.account, "start_on": "2026-09-01"}])
        return hide(session, made)

    hidden = book.write(fill)[1]
    write_plan_file(book, made.plan, to=tmp_path / "first.html", lang="ja")
    book.write(plant, hidden)
    return book, made, hidden


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_no_internal_field_is_in_any_file(told: tuple[Book, Made, list[str]], tmp_path: Path, lang: str) -> None:
    book, made, hidden = told
    files = [
        write_plan_file(book, made.plan, to=tmp_path / f"plan{s}", lang=lang).path for s in (".html", ".pdf", ".xlsx")
    ]
    copy = answered(files[0], **everything(made))
    data = data_of(copy)
    (tmp_path / "mail.txt").write_text(
        code_of({name: data[name] for name in ("format", "plan", "version", "book", "tag", "answers")}), "utf-8"
    )
    deck = tmp_path / "review.pptx"
    write_review_deck(book, "Acme Robotics", period="2026Q4", to=deck, lang=lang)

    words = {canary(table.name, column) for table in TABLES for column in internal(table)}
    words |= {*hidden, *CANARY_DAY, str(CANARY_NUMBER), f"{CANARY_NUMBER:,}"}
    for path in (*files, copy, tmp_path / "mail.txt", deck):
        assert found_in(path.read_bytes(), words) == set(), path.name

    seen = {word for values in VISIBLE.values() for word in values.values()}
    for path in (*files, copy):
        assert found_in(path.read_bytes(), {*seen, "見える議題"}) == {*seen, "見える議題"}, path.name
    assert found_in((tmp_path / "mail.txt").read_bytes(), {"全体としてよいです"}), "the scanner reads codes"
    assert found_in(deck.read_bytes(), {"見える課題Dompfaff"}), "the scanner reads decks"


def test_that_the_canaries_reach_every_internal_field() -> None:
    planted_in = {(table.name, column) for table in TABLES for column in internal(table)}
    assert planted_in >= {
        ("plan", "note"), ("plan", "custom"), ("objective", "note"), ("objective", "status_reason"),
        ("objective", "value_minor"), ("objective", "value_agreed_by"), ("objective", "vendor_owner"),
        ("milestone", "note"), ("milestone", "status_reason"), ("milestone", "first_due"),
        ("promise", "customer_knows"), ("promise", "hidden_until"), ("plan_comment", "words"),
        ("onboarding", "reason"), ("person", "email"), ("person", "phone"), ("position", "note"),
    }  # fmt: skip
    for table in TABLES:
        known = {column.name for column in table.c}
        assert SEEN.get(table.name, set()) | STEERING.get(table.name, set()) <= known, table.name
