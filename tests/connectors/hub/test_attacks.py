"""What a member could try by SQL to get at what is not theirs, on a real server."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from app.connectors.hub.prepare import Member
from tests.connectors.hub.talking import create, signed_in
from tests.live.hub import AIKO, Hub

MALLORY = Member("mallory", "Mallory", "North", "own", "pw-mallory-1")
OWNED = {"handed_over": "handover", "rights_changed": "membership", "told_anew": "holding"}


@pytest.fixture
def team(hub: Hub) -> Hub:
    hub.prepare(MALLORY)
    return hub


@pytest.mark.parametrize("granted", [False, True], ids=["as granted", "though granted"])
@pytest.mark.parametrize("function", OWNED)
def test_that_no_function_of_the_owner_acts_on_a_table_of_ones_own(team: Hub, function: str, granted: bool) -> None:
    with signed_in(team, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
    with team.admin() as db:
        if granted:
            db.execute(f"GRANT EXECUTE ON FUNCTION banso.{function}() TO banso_member")  # type: ignore[call-overload]
        before = _all(db)
    with team.sign_in(MALLORY) as db:
        db.execute("CREATE TEMP TABLE t (account uuid, owner uuid, team uuid, member uuid)")
        with pytest.raises(errors.InsufficientPrivilege):
            db.execute(
                f"CREATE TRIGGER mine AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION banso.{function}()"  # type: ignore[call-overload]
            )
            db.execute("INSERT INTO t (account, owner, member) SELECT %s, banso.me(), banso.me()", (account,))
    with team.admin() as db:
        assert _all(db) == before


def test_that_only_what_members_need_can_be_called(team: Hub) -> None:
    asked = (
        "SELECT p.proname, has_function_privilege('mallory', p.oid, 'EXECUTE'), p.proconfig FROM pg_proc p "
        "WHERE p.pronamespace = 'banso'::regnamespace"
    )
    with team.admin() as db:
        told = db.execute(asked).fetchall()
    assert {row[0] for row in told if row[1]} == {"me", "stands", "merge"}
    assert {tuple(row[2]) for row in told} == {("search_path=pg_catalog, pg_temp",)}  # type: ignore[arg-type]


def test_that_an_operator_of_ones_own_decides_nothing(team: Hub) -> None:
    with signed_in(team, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
    with team.admin() as db:
        db.execute("CREATE SCHEMA lent AUTHORIZATION aiko")
    with team.sign_in(AIKO) as db:
        for types, always in (("jsonb, jsonb", "true"), ("name, name", "true"), ("jsonb, text[]", "'{}'::jsonb")):
            left, right = types.split(", ")
            sign = "-" if right == "text[]" else "="
            result = "jsonb" if sign == "-" else "boolean"
            name = f"lent.f_{left}_{right.strip('[]')}"
            db.execute(
                f"CREATE FUNCTION {name}({types}) RETURNS {result} LANGUAGE sql IMMUTABLE AS "  # type: ignore[call-overload]
                f"$$ SELECT {always} $$"
            )
            db.execute(
                f"CREATE OPERATOR lent.{sign} (LEFTARG = {left}, RIGHTARG = {right}, FUNCTION = {name})"  # type: ignore[call-overload]
            )
        mine = db.execute("SELECT banso.me()").fetchone()
        db.execute("SET search_path = lent, pg_catalog")
        assert db.execute("SELECT banso.me()").fetchall() == [mine]
        with pytest.raises(errors.CheckViolation):
            db.execute(
                "INSERT INTO banso.record (id, type, account, fields) VALUES (%s, 'plans', %s, '{\"feeling\": \"x\"}')",
                (uuid4(), account),
            )


def test_that_nobody_makes_anything_in_the_folder_open_to_all(team: Hub) -> None:
    with team.admin() as db:
        db.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")  # as servers up to 14 have it
    team.prepare()
    with team.sign_in(MALLORY) as db, pytest.raises(errors.InsufficientPrivilege):
        db.execute("CREATE TABLE public.mine ()")


def _all(db: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return db.execute(
        "SELECT h.account, h.owner, h.team, r.xid::text FROM banso.holding h JOIN banso.record r ON r.id = h.account "
        "UNION ALL SELECT m.id, NULL, NULL, m.rights::text FROM banso.member m ORDER BY 1"
    ).fetchall()
