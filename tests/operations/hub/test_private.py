"""What is a person's own never leaves for a hub; what is the team's own does, and can be kept at home."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.connectors.hub.kinds import KINDS, PRESETS
from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.models.tables import metadata
from app.operations.book import Book
from app.operations.reviews.internal import NOTES
from app.operations.syncing import mapping
from app.operations.syncing.running import run_sync
from app.sync.entities import ENTITIES
from app.sync.sql import ask
from tests.builders import made_up_profile, opened
from tests.live.hub import AIKO, Hub
from tests.operations.hub.conftest import join

TEAM = {("account", "fit_reason"), ("forecast_call", "reason"), ("csql", "signal")}
"""Never shown to a customer, and told to colleagues: who takes an account over needs to know it."""

PRIVATE = {(table, column) for table, columns in NOTES.items() for column in columns} - TEAM
OWN = {
    "feeling", "score_override", "reading", "draft", "spool", "walk", "tie", "move", "handover", "cta", "gathering",
    "participation", "onboarding", "plan_comment", "health_model", "signal_rule", "indicator", "history", "secret",
}  # fmt: skip
"""Tables of which nothing is shared at all."""

CANARY = "他言無用zz"


def _shared() -> set[tuple[str, str]]:
    """Return the table and column of every field that a hub is ever told."""
    found = set()
    for name, preset in PRESETS.items():
        for local in preset.fields:
            field = ENTITIES[name].field(local)
            assert field is not None
            assert field.name in ENTITIES[name].fields, f"{local} is a field of one's own"
            found.add((field.table or ENTITIES[name].table, field.kept_in))
    return found


def test_that_of_all_that_is_internal_only_the_teams_own_is_shared() -> None:
    shared = _shared()
    assert {(table, column) for table, columns in NOTES.items() for column in columns} & shared == TEAM
    assert set(metadata.tables) >= OWN
    assert {table for table, _ in shared} & OWN == set()


def test_that_a_hub_has_no_field_that_nothing_of_ours_goes_to() -> None:
    for name, preset in PRESETS.items():
        remote = {one if isinstance(one, str) else one.remote for one in preset.fields.values()}
        assert remote == set(KINDS[preset.type].by_name), name
    assert {preset.type for preset in PRESETS.values()} == set(KINDS)


def test_that_no_word_of_what_is_private_reaches_a_hub(team: Hub, tmp_path: Path) -> None:
    made_up_profile(tmp_path / "profile")
    with opened(tmp_path / "profile") as book:
        written = book.write(_marked)[1]
        book.write(_in_earnest)
        # There is no walk in the made-up book; that table is among those of which nothing is shared.
        assert {table for table, _ in PRIVATE | TEAM} - written <= {"walk"}
        join(book, team, AIKO.role, AIKO.password)
        assert run_sync(book, 1, pressed=True)[1].result == "done"
    with team.admin() as db:
        told = db.execute(
            "SELECT DISTINCT type, e.key FROM banso.record r, jsonb_each_text(r.fields) e WHERE e.value LIKE %s",
            (f"%{CANARY}%",),
        ).fetchall()
        types = {row[0] for row in db.execute("SELECT DISTINCT type FROM banso.record").fetchall()}
    assert types == set(KINDS)
    assert set(told) == {("accounts", "fit_reason"), ("forecasts", "reason"), ("csqls", "signal")}


def _marked(session: Session) -> set[str]:
    """Write the mark into every internal column of a few rows of each table."""
    written = set()
    for table, columns in NOTES.items():
        rows = ask(session, f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id LIMIT 50")
        for (id,) in rows:
            door.amend(session, table, {id: {column: f"{CANARY} {table} {column}" for column in columns}})
            written.add(table)
    door.keep_up(session, "draft", [{"key": "quick", "body": CANARY, "at": "2026-11-20T00:00:00.000000Z"}])
    return written


def _in_earnest(session: Session) -> None:
    """Let what was made up at a few accounts be somebody's own: what is made up goes nowhere."""
    tables = {noun.table for noun in ENTITIES.values()} - {"account"}
    of_each = " UNION ".join(
        f"SELECT min(account_id) FROM {table} WHERE deleted_at IS NULL" for table in sorted(tables)
        if "account_id" in metadata.tables[table].columns
    )  # fmt: skip
    chosen = f"SELECT id FROM account WHERE id IN ({of_each}) AND deleted_at IS NULL"
    for table in ("account", "person", *sorted(tables)):
        columns = metadata.tables[table].columns
        at = "id" if table == "account" else "account_id" if "account_id" in columns else None
        rows = ask(session, f"SELECT id FROM {table} WHERE sample" + (f" AND {at} IN ({chosen})" if at else ""))
        door.amend(session, table, {id: {"sample": False} for (id,) in rows})


def test_that_a_connection_can_keep_the_teams_own_at_home(team: Hub, aikos: Book) -> None:
    fields = {"name": "一", "name_key": "一", "fit": "poor", "fit_reason": CANARY}
    run_sync(aikos, 1, pressed=True)
    aikos.write(mapping.unmap_field, 1, "account", "fit_reason")
    for entity in ("forecast_call", "csql"):
        # Neither is anything without its reason, so they stay at home as a whole.
        with pytest.raises(BansoError, match=r"map\.required"):
            aikos.write(mapping.unmap_field, 1, entity, "reason" if entity == "forecast_call" else "signal")
        aikos.write(mapping.map_type, 1, entity, "")
    [account] = aikos.write(door.create, "account", [fields])[1]
    below = {"account_id": account, "signal": CANARY, "origin": "conversation", "submitted_on": "2026-11-01"}
    aikos.write(door.create, "csql", [below])
    assert run_sync(aikos, 1, pressed=True)[1].result == "done"
    with team.admin() as db:
        rows = db.execute("SELECT type, fields FROM banso.record").fetchall()
    assert [row[0] for row in rows] == ["accounts"]
    assert CANARY not in str(rows)
    assert rows[0][1]["fit"] == "poor"  # type: ignore[index]
