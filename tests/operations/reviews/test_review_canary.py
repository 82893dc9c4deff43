"""Nothing internal leaves with a review: every internal column of every table holds a canary, and no file sings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Integer, Table, Text

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.reviews.editing import edit_section, show_section
from app.operations.reviews.exporting import export_review
from app.operations.reviews.outcome import add_action, add_decision, hold_review
from app.reports.review.facts import Chapter
from app.vocabulary import Side
from tests.builders import TODAY, made_up_profile, opened
from tests.operations.reviews.review_books import page
from tests.reports.scanner import found_in

# What a customer may read in a review, by table; any other text is ours, also a column that is new.
SEEN = {
    "account": {"name"},
    "member": {"name"},
    "person": {"name"},
    "position": {"title", "department"},
    "tie": set(),
    "handover": {"outcome_promised"},
    "promise": {"text", "who"},
    "plan": {"name", "success"},
    "objective": {"title", "metric", "unit", "baseline", "target", "customer_owner", "value_agreed_by"},
    "objective_reading": {"value"},
    "milestone": {"title", "who", "amount", "of_amount", "unit"},
    "commitment": {"by_name"},
    "request": {"words"},
    "response": {"score"},
    "decision": {"text", "by_name"},
    "measure": {"name_ja", "name_en", "unit"},
    "review": {"period"},
    "review_section": {"title", "headline", "points", "left_out", "metric", "speaker_notes"},
    "contract_line": {"product"},
    "gathering": {"name"},
}
# Keys, switches, days and what the program itself goes by: no text that anybody wrote.
STEERING = re.compile(
    r"no|id|.*_id|rev|deleted_at|merged_into|change_id|sample|place|position|name_key|key|kind|state|side|role|phase"
    r"|segment|.*_on|.*due|.*_at|at|on_date|since|until|currency|lang|comparison|chapter|hidden_.*|origin|source|survey"
    r"|direction|metric|rule|subject|fiscal_year|billing|notice_unit|status|loyalty|null_rule|drawn|programme|purpose"
    r"|verdict|sentiment|domain|intent_how|template|playbook|quantity|unit_price|field|value|facts|attendees|period"
    r"|pinned|fit|fit_criteria|email|reason_key|field|body_key|gates|tags|churn_tags|product|digest|base|rate|outcome"
)
SPARED = {"setting", "health_model", "history", "change", "signal_rule", "saved_view", "plan_version", "plan_return"}


def internal(table: Table) -> list[str]:
    seen = SEEN.get(table.name, set())
    return [
        column.name
        for column in table.c
        if isinstance(column.type, Text)
        and not isinstance(column.type, Integer)
        and column.name not in seen
        and (not STEERING.fullmatch(column.name) or column.name in ("body",))
    ]


def canary(table: str, column: str) -> str:
    return f"秘{table.upper()}鳥{column.upper()}x"


def plant(session: Session) -> set[str]:
    """Put a canary into every internal text of every row; returns what they sing."""
    songs: set[str] = set()
    for table in tables.NOUNS:
        if table.name in SPARED:
            continue
        values = {name: canary(table.name, name) for name in internal(table)}
        if not values:
            continue
        sets = ", ".join(f"{name} = ?" for name in values)
        # What somebody said the customer may see is theirs to read.
        where = " WHERE shown IS NOT 1" if table.name == "touchpoint" else ""
        session.driver.execute(f"UPDATE {table.name} SET {sets}{where}", list(values.values()))
        songs |= set(values.values())
    session.driver.execute("UPDATE reading SET note = ?", [canary("reading", "note")])
    return songs | {canary("reading", "note")}


HIDDEN = {
    "promise": (
        "隠れた約束ツグミ",
        {"side": "internal", "made_on": "2026-08-01", "due": "2026-09-01", "origin": "account"},
    ),
    "objective": ("隠れた目標シジュウカラ", {"shown": False, "due": "2027-03-31"}),
    "milestone": ("隠れた段階ヤマガラ", {"shown": False, "side": "me", "due": "2026-12-01"}),
}  # fmt: skip


def hide(session: Session, account: str) -> set[str]:
    """Add rows that are internal as a whole; returns what they say."""
    plan = session.rows(tables.plan.select().where(tables.plan.c.account_id == account))[0]["id"]
    goal = session.rows(tables.objective.select().where(tables.objective.c.plan_id == plan))[0]["id"]
    above = {"objective": {"plan_id": plan}, "milestone": {"objective_id": goal}}
    for entity, (words, more) in HIDDEN.items():
        said = "text" if entity == "promise" else "title"
        door.create(session, entity, [{"account_id": account, said: words, **above.get(entity, {}), **more}])
    return {words for words, _more in HIDDEN.values()}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Return the made-up book with a canary in every internal text, and everything no file may say."""
    folder = made_up_profile(tmp_path_factory.mktemp("canary") / "profile")
    with opened(folder) as book:
        [account] = book.read(
            lambda s: [
                row[0] for row in s.execute(tables.review.select().with_only_columns(tables.review.c.account_id))
            ]
        )[:1]
        secrets = book.write(plant)[1] | book.write(hide, account)[1]
    return folder, secrets


def reviews_of(book: Book) -> list[str]:
    return book.read(lambda s: [row["id"] for row in s.rows(tables.review.select().order_by(tables.review.c.no))])


@pytest.mark.parametrize("name", ["d.pptx", "d.pdf"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_no_internal_text_is_in_any_file(
    planted: tuple[Path, set[str]], tmp_path: Path, name: str, lang: str
) -> None:
    from app.operations.reviews.making import amend_review, refresh_review

    folder, secrets = planted
    with opened(folder) as book:
        for review in reviews_of(book):
            now = book.clock.now()
            book.write(refresh_review, review, now=now, today=TODAY)
            book.write(amend_review, review, now=now, today=TODAY, lang=lang)
            for one in page(book, review, today=TODAY).sections:
                if one.chapter is Chapter.HEALTH and one.hidden_because == "score_stays_here":
                    # Also where a person shows what stays here at first.
                    book.write(show_section, one.id)
            export_review(book, review, tmp_path / name, variant_notes=True)
            said = (tmp_path / name).read_bytes()
            assert found_in(said, secrets) == set(), page(book, review, today=TODAY).row.account


def test_that_what_the_meeting_keeps_to_itself_is_not_in_the_next_one(
    planted: tuple[Path, set[str]], tmp_path: Path
) -> None:
    folder, _secrets = planted
    with opened(folder) as book:
        held, *_rest = reviews_of(book)
        book.write(hold_review, held, on=page(book, held, today=TODAY).row.held_on or TODAY, today=TODAY)
        book.write(add_decision, held, "値引きはカササギまで", shown=False, today=TODAY)
        book.write(add_action, held, "上司にウグイスを確かめる", side=Side.INTERNAL, today=TODAY)
        section = page(book, held, today=TODAY).sections[0]
        book.write(edit_section, section.id, note="社内のフクロウ")
        from app.operations.reviews.making import refresh_review

        for review in reviews_of(book):
            book.write(refresh_review, review, now=book.clock.now(), today=TODAY)
            export_review(book, review, tmp_path / "d.pptx", variant_notes=True)
            said = (tmp_path / "d.pptx").read_bytes()
            assert found_in(said, ["カササギ", "ウグイス", "フクロウ"]) == set()
