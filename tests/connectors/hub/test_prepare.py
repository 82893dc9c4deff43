"""What an administrator does to a server, and what is refused there in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from app.connectors.errors import BadConfig, CursorExpired, Unavailable
from app.connectors.hub.prepare import Member, connect, dismiss, prepare
from tests.connectors.hub.talking import create, pulled, signed_in
from tests.live.hub import AIKO, KEN, Hub


@pytest.fixture
def it(hub: Hub) -> Iterator[str]:
    """An administrator who is no superuser."""
    with hub.admin() as db:
        db.execute("CREATE ROLE it LOGIN CREATEROLE PASSWORD 'pw-it'")
        db.execute("DROP SCHEMA banso CASCADE")
        db.execute(f"ALTER DATABASE {hub.database} OWNER TO it")  # type: ignore[call-overload]
    yield "it"
    with hub.admin() as db:
        db.execute(f"ALTER DATABASE {hub.database} OWNER TO postgres")  # type: ignore[call-overload]
        db.execute("DROP OWNED BY it")
        db.execute("DROP ROLE it")


def test_that_an_administrator_does_not_stay_the_owner(hub: Hub, it: str) -> None:
    with connect(replace(hub.settings(), user=it), "pw-it") as db:
        prepare(db, "CS", ["CS"], [AIKO, KEN])
    member = "SELECT pg_has_role('it', 'banso_owner', 'member')"
    with hub.admin() as db:
        assert db.execute(member).fetchone() == (False,)
    with connect(replace(hub.settings(), user=it), "pw-it") as db:
        prepare(db, "CS", ["East"])
        dismiss(db, "ken")
    with hub.admin() as db:
        assert db.execute(member).fetchone() == (False,)


@pytest.mark.parametrize("role", ["banso_owner", "banso_member", "postgres", "a_group"])
def test_that_an_administrator_or_a_group_cannot_be_a_member(hub: Hub, role: str) -> None:
    if role == "a_group":
        with hub.admin() as db:
            db.execute("CREATE ROLE a_group")
            db.execute("GRANT a_group TO aiko")
    try:
        with pytest.raises(BadConfig, match="cannot be a member") as told:
            hub.prepare(Member(role, "X", "CS", password="x"))
        assert told.value.field == "member"
    finally:
        with hub.admin() as db:
            db.execute("DROP ROLE IF EXISTS a_group")


def test_that_a_second_hub_on_a_server_is_refused_and_a_bare_database_says_so(hub: Hub) -> None:
    other = f"other_{uuid4().hex[:8]}"
    with hub.server.admin("postgres") as db:
        db.execute(f"CREATE DATABASE {other}")  # type: ignore[call-overload]
    try:
        with connect(replace(hub.settings(), database=other), hub.server.password) as db:
            with pytest.raises(BadConfig, match="team hub already"):
                prepare(db, "CS")
            with pytest.raises(BadConfig, match="not prepared"):
                dismiss(db, "ken")
            assert db.execute("SHOW statement_timeout").fetchall() == [{"statement_timeout": "0"}]
    finally:
        with hub.server.admin("postgres") as db:
            db.execute(f"DROP DATABASE {other} WITH (FORCE)")  # type: ignore[call-overload]


def test_that_a_hub_put_back_on_the_same_server_is_known_and_prepared_anew(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
        cursor = pulled(aiko, "accounts")[1]
    copy = f"copy_{uuid4().hex[:8]}"
    with hub.server.admin("postgres") as db:
        db.execute(f"CREATE DATABASE {copy} TEMPLATE {hub.database}")  # type: ignore[call-overload]
        db.execute(f"DROP DATABASE {hub.database} WITH (FORCE)")  # type: ignore[call-overload]
        db.execute(f"ALTER DATABASE {copy} RENAME TO {hub.database}")  # type: ignore[call-overload]
    with signed_in(hub, AIKO) as aiko:
        with pytest.raises(Unavailable, match="restored"):
            aiko.identity()
        assert hub.prepare().restored
        with pytest.raises(CursorExpired):
            pulled(aiko, "accounts", cursor)
        assert set(pulled(aiko, "accounts")[0]) == {account}
    assert not hub.prepare().restored


def test_that_one_value_that_is_none_leaves_the_others_of_its_type_readable(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
        one = create(aiko, "requests", {"account": account, "words": "x", "currency": "JPY"})
        two = create(aiko, "requests", {"account": account, "words": "y"})
        with hub.sign_in(KEN) as db:
            db.execute('UPDATE banso.record SET fields = fields || \'{"amount": "many"}\' WHERE id = %s', (one,))
        found = pulled(aiko, "requests")[0]
        assert set(found) == {one, two}
        assert "amount" not in found[one].fields
        assert (found[one].fields["words"], found[two].fields["words"]) == ("x", "y")
