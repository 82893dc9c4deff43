"""What an administrator does once: makes the hub in a database, brings it up to date, and says who is in it.

Everything can be done again: what is there already stays. All of one call is one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from app.connectors.errors import BadConfig, Forbidden, Unavailable
from app.connectors.hub import words
from app.connectors.hub.failures import at_asking, at_connecting
from app.connectors.hub.kinds import KINDS
from app.connectors.hub.line import Row
from app.connectors.hub.opening import Refused, opened
from app.connectors.hub.schema import GROUP, OWNER, VERSION, VERSIONS
from app.connectors.hub.settings import Settings

Connection = psycopg.Connection[Row]


@dataclass(frozen=True)
class Member:
    """Who is to be in the hub: the name to sign in with, what colleagues call them, and the team.

    `password` is what a sign-in begins with that is made new, or that somebody dismissed is let in with again; one that
    is in use keeps its own. `sees` None leaves it as it is, and is the whole team for who comes into it.
    """

    role: str
    name: str
    team: str
    sees: str | None = None
    password: str = ""


@dataclass(frozen=True)
class Prepared:
    """What came of it: which hub this is, the version before (0: none), and whether a copy was made its own.

    `new` are the members whose password was made by this very call.
    """

    id: str
    name: str
    before: int
    version: int
    restored: bool
    teams: tuple[str, ...]
    members: tuple[Member, ...]
    new: tuple[str, ...] = ()


def connect(settings: Settings, password: str) -> Connection:
    """Connect as an administrator."""
    try:
        # What an administrator does to a large hub takes as long as it takes.
        options = {"options": "-c statement_timeout=0 -c search_path=pg_catalog", "password": password}
        return Connection(opened({**settings.options(), **options}), dict_row)
    except Refused as error:
        raise at_connecting(error) from None


def prepare(db: Connection, name: str, teams: Sequence[str] = (), members: Sequence[Member] = ()) -> Prepared:
    """Make the hub, or bring it up to date, with these teams and members beside those that are in it."""
    with _administering(db):
        # Two administrators at once go one after the other.
        db.execute("SELECT pg_advisory_xact_lock(hashtext('banso hub'))")
        _roles(db)
        with _owning(db):
            there = sql.SQL("CREATE SCHEMA IF NOT EXISTS banso AUTHORIZATION {}")
            db.execute(there.format(sql.Identifier(OWNER)))
            _close_public(db)
            _whole(db)
            before = _version(db)
            if before > VERSION:
                raise Unavailable(words.NEWER)
            db.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(OWNER)))
            for version, parts in enumerate(VERSIONS[before:], before + 1):
                for part in parts:
                    db.execute(part)
                _arrive(db, version, name)
            _kinds(db)
            restored = _make_own(db)
            for team in teams:
                db.execute("INSERT INTO banso.team (name) VALUES (%s) ON CONFLICT DO NOTHING", (team,))
            db.execute("RESET ROLE")
            new = tuple(member.role for member in members if _admit(db, member))
            return replace(_told(db, before, restored), new=new)


def dismiss(db: Connection, role: str) -> None:
    """Let somebody see and write nothing any more; what they wrote stays. BadConfig for who is no member."""
    with _administering(db), _owning(db):
        done = db.execute(
            "UPDATE banso.member SET active = false, rights = rights + 1 WHERE role = %s RETURNING id", (role,)
        ).fetchall()
        if not done:
            raise BadConfig("member", words.NO_SUCH_MEMBER)
        db.execute("DELETE FROM banso.membership WHERE member = %s", (done[0]["id"],))
        db.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(GROUP), sql.Identifier(role)))
        db.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))


@contextmanager
def _administering(db: Connection) -> Iterator[None]:
    """Do all of it or nothing; what the server refuses is said in words."""
    try:
        with db.transaction():
            yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise Forbidden(words.NO_ADMIN) from error
    except psycopg.errors.UndefinedObject as error:
        raise BadConfig("database", words.NOT_PREPARED) from error
    except psycopg.Error as error:
        raise at_asking(error) from error


@contextmanager
def _owning(db: Connection) -> Iterator[None]:
    """Own the hub for as long as this works, no longer: else whoever is the administrator sees all of it for good."""
    owner = sql.Identifier(OWNER)
    db.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    yield
    db.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(owner))


def _close_public(db: Connection) -> None:
    """Let nobody put things into the folder that older servers leave open to everybody."""
    opened = (
        "SELECT 1 FROM pg_namespace n, aclexplode(n.nspacl) a "
        "WHERE n.nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE'"
    )
    if db.execute(opened).fetchall():
        db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def _whole(db: Connection) -> None:
    """Refuse what was restored before the hub's roles were there: it is the administrator's, and nobody has a right."""
    others = (
        "SELECT 1 FROM pg_class c WHERE c.relnamespace = 'banso'::regnamespace AND c.relkind IN ('r', 'S') "
        "AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = %s)"
    )
    if db.execute(others, (OWNER,)).fetchall():
        raise BadConfig("database", words.WITHOUT_ROLES)


def _roles(db: Connection) -> None:
    elsewhere = (
        "SELECT 1 FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid AND s.refclassid = 'pg_authid'::regclass "
        "WHERE r.rolname = %s AND s.dbid NOT IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
    )
    # The roles are the server's: an owner, or a member, of one hub would be one of the other too.
    if db.execute(elsewhere, (OWNER,)).fetchall():
        raise BadConfig("database", words.SECOND)
    for role in (OWNER, GROUP):
        if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchall():
            db.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _version(db: Connection) -> int:
    if not db.execute("SELECT to_regclass('banso.hub') AS there").fetchall()[0]["there"]:
        return 0
    rows = db.execute("SELECT version FROM banso.hub").fetchall()
    return int(rows[0]["version"]) if rows else 0


def _arrive(db: Connection, version: int, name: str) -> None:
    db.execute(
        "INSERT INTO banso.hub (name, version, system) VALUES (%s, %s, split_part(banso.stands(), ' ', 1)) "
        "ON CONFLICT (one) DO UPDATE SET version = excluded.version",
        (name, version),
    )


def _kinds(db: Connection) -> None:
    """Let records hold what this Banso shares; what an older or newer one shares beside that stays."""
    for kind in KINDS.values():
        db.execute(
            "INSERT INTO banso.kind AS k (type, fields, refs) VALUES (%s, %s, %s::jsonb) ON CONFLICT (type) DO UPDATE "
            "SET fields = ARRAY(SELECT DISTINCT unnest(k.fields || excluded.fields) ORDER BY 1), "
            "refs = k.refs || excluded.refs",
            (kind.name, list(kind.kept), json.dumps(dict(kind.refs))),
        )


def _make_own(db: Connection) -> bool:
    """Where this is a copy on another server its rows are put into the order of that one, and all pull anew."""
    (row,) = db.execute(
        "SELECT system <> split_part(banso.stands(), ' ', 1) AS moved, split_part(banso.stands(), ' ', 1) AS system "
        "FROM banso.hub"
    ).fetchall()
    if row["moved"]:
        db.execute("UPDATE banso.record SET xid = pg_current_xact_id()")
        db.execute("UPDATE banso.hub SET system = %s, epoch = gen_random_uuid()", (row["system"],))
    return bool(row["moved"])


def _admit(db: Connection, member: Member) -> bool:
    """Let somebody in; tells whether their password is new."""
    role = sql.Identifier(member.role)
    if member.role in (OWNER, GROUP):
        raise BadConfig("member", words.NOT_A_MEMBER)
    asked = (
        "SELECT r.rolsuper OR r.rolname = current_user OR (NOT r.rolcanlogin AND EXISTS (SELECT 1 FROM pg_auth_members "
        "a JOIN pg_roles o ON o.oid = a.member WHERE a.roleid = r.oid AND NOT o.rolcreaterole AND NOT o.rolsuper)) "
        "AS unfit, NOT r.rolcanlogin OR EXISTS (SELECT 1 FROM banso.member m WHERE m.role = r.rolname "
        "AND NOT m.active) AS dismissed FROM pg_roles r WHERE r.rolname = %s"
    )
    there = db.execute(asked, (member.role,)).fetchall()
    if there and there[0]["unfit"]:
        raise BadConfig("member", words.NOT_A_MEMBER)
    new = not there or there[0]["dismissed"]
    if new:
        # The server gets what proves a password, not the password: statements stand in its log.
        proof = db.pgconn.encrypt_password(member.password.encode(), member.role.encode(), b"scram-sha-256")
        way = sql.SQL("ALTER" if there else "CREATE")
        db.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(way, role, sql.Literal(proof.decode())))
    db.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(GROUP), role))
    db.execute(
        "INSERT INTO banso.member (role, name) VALUES (%s, %s) "
        "ON CONFLICT (role) DO UPDATE SET name = excluded.name, active = true",
        (member.role, member.name),
    )
    db.execute("INSERT INTO banso.team (name) VALUES (%s) ON CONFLICT DO NOTHING", (member.team,))
    db.execute(
        "INSERT INTO banso.membership AS s (member, team, sees) "
        "SELECT m.id, t.id, coalesce(%(sees)s::text, 'team') FROM banso.member m, banso.team t "
        "WHERE m.role = %(role)s AND t.name = %(team)s "
        "ON CONFLICT (member, team) DO UPDATE SET sees = excluded.sees "
        "WHERE s.sees <> excluded.sees AND %(sees)s::text IS NOT NULL",
        {"sees": member.sees, "role": member.role, "team": member.team},
    )
    return bool(new)


def _told(db: Connection, before: int, restored: bool) -> Prepared:
    (hub,) = db.execute("SELECT id::text AS id, name, version FROM banso.hub").fetchall()
    teams = db.execute("SELECT name FROM banso.team ORDER BY name").fetchall()
    members = db.execute(
        "SELECT m.role, m.name, t.name AS team, s.sees FROM banso.member m JOIN banso.membership s ON s.member = m.id "
        "JOIN banso.team t ON t.id = s.team WHERE m.active ORDER BY m.role, t.name"
    ).fetchall()
    return Prepared(
        hub["id"], hub["name"], before, hub["version"], restored, tuple(row["name"] for row in teams),
        tuple(Member(row["role"], row["name"], row["team"], row["sees"]) for row in members),
    )  # fmt: skip
