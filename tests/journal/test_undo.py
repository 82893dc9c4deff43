from __future__ import annotations

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.journal import door, undo
from app.journal.change import changing, result
from app.models import tables
from app.models.database import Database, Session
from tests.journal.conftest import NOW


def created(database: Database, entity: str, **row: object) -> tuple[str, str]:
    with changing(database, "create", at=NOW, by_id=None) as session:
        [row_id] = door.create(session, entity, [row])
    return str(result(session.change).id), row_id


def amended(database: Database, entity: str, row_id: str, **values: object) -> str:
    with changing(database, "amend", at=NOW, by_id=None) as session:
        door.amend(session, entity, {row_id: values})
    return str(result(session.change).id)


def undone(database: Database, change_id: str) -> str:
    with changing(database, "undo", at=NOW, by_id=None) as session:
        undo.undo(session, change_id)
    return str(result(session.change).id)


def row(database: Database, entity: str, row_id: str) -> dict[str, object]:
    with database.reading() as session:
        return dict(door.present(session, entity, [row_id])[row_id])


def states(session: Session) -> list[str]:
    return [r[0] for r in session.execute(select(tables.change.c.state).order_by(tables.change.c.id))]


def test_that_a_created_row_is_removed_by_undo_and_comes_back_by_undoing_the_undo(database: Database) -> None:
    change, account = created(database, "account", name="みどり食品", name_key="みどり食品")
    back = undone(database, change)
    assert row(database, "account", account)["deleted_at"] is not None
    undone(database, back)
    assert row(database, "account", account)["deleted_at"] is None
    with database.reading() as session:
        assert states(session) == ["complete", "undone", "complete"]


def test_that_undo_restores_a_field_only_where_the_change_still_stands(database: Database) -> None:
    _, account = created(database, "account", name="Acme", name_key="acme", segment="low")
    first = amended(database, "account", account, segment="high", industry="food")
    amended(database, "account", account, segment="tech")
    undone(database, first)
    assert (row(database, "account", account)["segment"], row(database, "account", account)["industry"]) == (
        "tech",
        None,
    )


def test_that_a_row_somebody_worked_on_survives_the_undo_of_its_creation(database: Database) -> None:
    change, account = created(database, "account", name="Acme", name_key="acme")
    amended(database, "account", account, segment="high")
    undone(database, change)
    assert row(database, "account", account)["deleted_at"] is None


def test_that_work_which_was_itself_undone_does_not_keep_a_row(database: Database) -> None:
    change, account = created(database, "account", name="Acme", name_key="acme")
    work = amended(database, "account", account, segment="high")
    undone(database, work)
    undone(database, change)
    assert row(database, "account", account)["deleted_at"] is not None


def test_that_a_row_with_something_hanging_on_it_is_kept(database: Database) -> None:
    change, account = created(database, "account", name="Acme", name_key="acme")
    created(database, "handover", account_id=account, kind="sales")
    undone(database, change)
    assert row(database, "account", account)["deleted_at"] is None


def test_that_a_change_is_undone_once(database: Database) -> None:
    change, _ = created(database, "account", name="Acme", name_key="acme")
    undone(database, change)
    with pytest.raises(BansoError, match=r"undo\.gone"):
        undone(database, change)


def test_that_writing_what_stands_there_leaves_no_change_and_no_new_revision(database: Database) -> None:
    _, account = created(database, "account", name="Acme", name_key="acme", tags=["a", "b"])
    before = row(database, "account", account)
    with changing(database, "amend", at=NOW, by_id=None) as session:
        assert door.amend(session, "account", {account: {"name": "Acme", "tags": ["a", "b"]}}) == 0
    assert not result(session.change)
    assert row(database, "account", account) == before
    with database.reading() as reading:
        assert len(states(reading)) == 1


def test_that_an_error_leaves_everything_as_it_was(database: Database) -> None:
    with pytest.raises(KeyError), changing(database, "broken", at=NOW, by_id=None) as session:
        door.create(session, "account", [{"name": "Acme", "name_key": "acme"}])
        door.amend(session, "account", {"no such row": {"name": "x"}})
    with database.reading() as reading:
        assert states(reading) == []
        assert reading.rows(select(tables.account)) == []


def test_that_every_write_moves_the_revision(database: Database) -> None:
    _, account = created(database, "account", name="Acme", name_key="acme")
    revisions = [row(database, "account", account)["rev"]]
    for name in ("Acme A", "Acme B"):
        amended(database, "account", account, name=name)
        revisions.append(row(database, "account", account)["rev"])
    assert revisions == sorted(set(revisions))
    assert revisions[0] != 0


def test_that_a_parent_and_its_child_made_by_one_change_go_and_come_back_together(database: Database) -> None:
    with changing(database, "create", at=NOW, by_id=None) as session:
        [parent, child] = door.create(
            session, "account", [{"name": "A", "name_key": "a"}, {"name": "B", "name_key": "b"}]
        )
        door.amend(session, "account", {child: {"parent_id": parent}, parent: {"parent_id": child}})
    back = undone(database, str(result(session.change).id))
    assert all(row(database, "account", one)["deleted_at"] for one in (parent, child))
    undone(database, back)
    assert row(database, "account", child)["parent_id"] == parent
    assert row(database, "account", parent)["deleted_at"] is None


def test_that_a_parent_stays_where_a_child_of_another_change_stays(database: Database) -> None:
    change, parent = created(database, "account", name="A", name_key="a")
    created(database, "account", name="B", name_key="b", parent_id=parent)
    undone(database, change)
    assert row(database, "account", parent)["deleted_at"] is None
