"""What a member learns or can do beside the rows they see: by own functions, errors, catalogues, plans, locks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from app.connectors.hub.prepare import Member
from tests.connectors.hub.talking import create, signed_in
from tests.live.hub import AIKO, Hub

MALLORY = Member("mallory", "Mallory", "North", "own", "pw-mallory-1")
SECRET = "社外秘zz"


@pytest.fixture
def filled(hub: Hub) -> dict[str, str]:
    """A hub in which Aiko has an account with a request, and Mallory has nothing."""
    hub.prepare(MALLORY)
    with signed_in(hub, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": SECRET})
        request = create(aiko, "requests", {"account": account, "words": SECRET})
    with hub.admin() as db:
        db.execute("ANALYZE")
    return {"account": account, "request": request}


@pytest.fixture
def mallory(hub: Hub, filled: dict[str, str]) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with hub.sign_in(MALLORY) as db:
        yield db


def _own(db: psycopg.Connection[tuple[object, ...]]) -> str:
    """Hold an account of one's own."""
    mine = str(uuid4())
    sql = (
        "INSERT INTO banso.holding SELECT %s, s.team, s.member FROM banso.membership s WHERE s.member = banso.me() "
        "RETURNING account"
    )
    assert len(db.execute(sql, (mine,)).fetchall()) == 1
    return mine


def test_that_a_cheap_function_of_ones_own_is_shown_no_hidden_row(
    mallory: psycopg.Connection[tuple[object, ...]],
) -> None:
    told: list[str | None] = []
    mallory.add_notice_handler(lambda notice: told.append(notice.message_primary))
    mallory.execute(
        "CREATE FUNCTION pg_temp.seen(jsonb) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
        "$$ BEGIN RAISE NOTICE 'seen %', $1; RETURN true; END $$"
    )
    asked = "SELECT count(*) FROM banso.record WHERE pg_temp.seen(fields)"
    assert mallory.execute(asked).fetchone() == (0,)
    assert told == []
    mine = _own(mallory)
    mallory.execute("INSERT INTO banso.record (id, type, account) VALUES (%s, 'accounts', %s)", (mine, mine))
    assert mallory.execute(asked).fetchone() == (1,)
    assert told == ["seen {}"]  # it is called, for what is there to be seen
    # Nor does a question that fails say over what.
    assert mallory.execute("SELECT count((fields ->> 'words')::int) FROM banso.record").fetchone() == (0,)


def test_that_a_table_of_ones_own_stands_in_for_none_of_the_hubs(
    mallory: psycopg.Connection[tuple[object, ...]], filled: dict[str, str]
) -> None:
    mallory.execute("CREATE TEMP TABLE holding (account uuid, team uuid, owner uuid)")
    mallory.execute("CREATE TEMP TABLE kind (type text, fields text[], refs jsonb)")
    mallory.execute("INSERT INTO pg_temp.holding (account) VALUES (%s)", (filled["account"],))
    mallory.execute("INSERT INTO pg_temp.kind VALUES ('requests', ARRAY['feeling'], '{}')")
    mallory.execute("SET search_path = pg_temp, banso, pg_catalog")
    assert mallory.execute("SELECT count(*) FROM banso.record").fetchone() == (0,)
    mine = _own(mallory)
    with pytest.raises(errors.CheckViolation):
        mallory.execute(
            "INSERT INTO banso.record (id, type, account, fields) VALUES (%s, 'requests', %s, '{\"feeling\": \"x\"}')",
            (uuid4(), mine),
        )


def test_that_who_knows_an_id_learns_that_it_is_taken_and_no_more(
    mallory: psycopg.Connection[tuple[object, ...]], filled: dict[str, str]
) -> None:
    mine = _own(mallory)
    put = "INSERT INTO banso.record (id, type, account, fields) VALUES (%s, 'requests', %s, '{\"words\": \"x\"}')"
    with pytest.raises(errors.UniqueViolation) as taken:
        mallory.execute(put, (filled["request"], mine))
    assert taken.value.diag.message_detail is None
    over = f"{put} ON CONFLICT (id) DO UPDATE SET fields = excluded.fields, account = excluded.account"
    with pytest.raises(errors.InsufficientPrivilege) as kept:
        mallory.execute(over, (filled["request"], mine))
    assert SECRET not in f"{kept.value} {kept.value.diag.message_detail}"
    # An account that is somebody else's, and one that is nobody's, are refused alike.
    said = set()
    for account in (filled["account"], str(uuid4())):
        with pytest.raises(errors.InsufficientPrivilege) as refused:
            mallory.execute(put, (uuid4(), account))
        said.add(str(refused.value))
    assert len(said) == 1


def test_that_the_catalogues_tell_how_much_there_is_and_nothing_of_it(
    mallory: psycopg.Connection[tuple[object, ...]],
) -> None:
    # What nobody can be kept from: the size of the whole table.
    assert mallory.execute("SELECT reltuples FROM pg_class WHERE oid = 'banso.record'::regclass").fetchone() == (2.0,)
    # What stands in it is not told, not even as statistics, and nobody else's question.
    assert (
        mallory.execute("SELECT * FROM pg_stats WHERE schemaname = 'banso' AND tablename = 'record'").fetchall() == []
    )
    last = "SELECT last_value FROM pg_sequences WHERE schemaname = 'banso'"
    assert {row[0] for row in mallory.execute(last).fetchall()} == {None}
    others = "SELECT query FROM pg_stat_activity WHERE usename <> current_user AND query <> '<insufficient privilege>'"
    assert mallory.execute(others).fetchall() == []
    plan = str(mallory.execute("EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM banso.record").fetchall())
    assert SECRET not in plan


@pytest.mark.parametrize(
    "statement",
    [
        "SET LOCAL session_replication_role = replica",
        "ALTER TABLE banso.record DISABLE TRIGGER stamped",
        "LOCK TABLE banso.record IN ROW EXCLUSIVE MODE",
        "LOCK TABLE banso.holding IN ACCESS EXCLUSIVE MODE",
        "SET LOCAL row_security = off; SELECT * FROM banso.record",
        "COPY banso.holding FROM STDIN",
        "SELECT 1 FROM banso.holding FOR UPDATE",
        "SELECT last_value FROM banso.record_no_seq",
        "SELECT rolpassword FROM pg_authid",
        "SELECT pg_read_file('postgresql.conf')",
        "ALTER ROLE mallory CREATEROLE",
        "REVOKE banso_member FROM aiko",
        "DROP OWNED BY banso_owner",
        "CREATE SCHEMA mine",
        "CREATE RULE mine AS ON INSERT TO banso.record DO INSTEAD NOTHING",
        "CREATE POLICY mine ON banso.record USING (true)",
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION banso.me()",
    ],
)
def test_that_a_member_is_refused(mallory: psycopg.Connection[tuple[object, ...]], statement: str) -> None:
    # PostgreSQL copies nothing into a table with such rules, for anybody.
    with pytest.raises((errors.InsufficientPrivilege, errors.FeatureNotSupported)), mallory.transaction():
        mallory.execute(statement)  # type: ignore[call-overload]


def test_that_the_group_of_members_gives_nobody_anything_and_keeps_its_own(
    hub: Hub, mallory: psycopg.Connection[tuple[object, ...]]
) -> None:
    rights = "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'banso'::regnamespace ORDER BY 1"
    with hub.admin() as db:
        before = db.execute(rights).fetchall()
    mallory.execute("SET ROLE banso_member")
    assert mallory.execute("SELECT banso.me(), (SELECT count(*) FROM banso.record)").fetchone() == (None, 0)
    for statement in (
        "DROP OWNED BY banso_member",
        "REVOKE ALL ON banso.record FROM banso_member",
        "GRANT SELECT ON banso.record TO PUBLIC",
    ):
        mallory.execute(statement)  # type: ignore[call-overload]
    with hub.admin() as db:
        assert db.execute(rights).fetchall() == before


def test_that_everything_belongs_to_the_owner_and_acts_for_them_only_where_it_must(hub: Hub) -> None:
    with hub.admin() as db:
        owners = db.execute(
            "SELECT relname, relowner::regrole::text, relrowsecurity FROM pg_class "
            "WHERE relnamespace = 'banso'::regnamespace AND relkind = 'r'"
        ).fetchall()
        functions = db.execute(
            "SELECT proname, proowner::regrole::text, prosecdef FROM pg_proc WHERE pronamespace = 'banso'::regnamespace"
        ).fetchall()
        open_to_all = db.execute(
            "SELECT 1 FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a "
            "WHERE p.pronamespace = 'banso'::regnamespace AND a.grantee = 0"
        ).fetchall()
    assert {row[1] for row in owners} | {row[1] for row in functions} == {"banso_owner"}
    assert {row[0] for row in owners if row[2]} == {"record", "holding", "handover"}
    assert {row[0] for row in functions if row[2]} == {"handed_over", "told_anew", "rights_changed", "stands"}
    assert open_to_all == []
