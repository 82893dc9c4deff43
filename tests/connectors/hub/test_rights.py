"""Who sees what, as the server itself keeps it: asked in SQL as that very role."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.connectors.base import Ok, Rejected
from app.connectors.errors import CursorExpired, Forbidden
from app.connectors.hub.prepare import Member, connect, dismiss
from tests.connectors.hub.talking import create, pulled, push, signed_in
from tests.live.hub import AIKO, KEN, Hub

NAO = Member("nao", "西 奈緒", "North", "team", "pw-nao-1111")
OWN = Member("own", "Olga Own", "CS", "own", "pw-own-2222")
DAY = date(2026, 11, 20)
SECRET = ("banso.record", "banso.holding", "banso.handover")


@pytest.fixture
def team(hub: Hub) -> Hub:
    hub.prepare(NAO, OWN)
    return hub


def _fill(team: Hub) -> dict[str, str]:
    with signed_in(team, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
        plan = create(aiko, "plans", {"account": account, "name": "導入"})
        note = create(aiko, "touchpoints", {"account": account, "date": DAY, "body": "話した"})
    return {"accounts": account, "plans": plan, "touchpoints": note}


def _beside(team: Hub) -> str:
    with signed_in(team, AIKO) as aiko:
        return create(aiko, "accounts", {"name": "二"})


@pytest.mark.parametrize("who", [NAO, OWN])
def test_that_who_has_no_right_sees_neither_rows_nor_counts(team: Hub, who: Member) -> None:
    made, other = _fill(team), _beside(team)
    with team.sign_in(AIKO) as db:
        assert db.execute("SELECT count(*) FROM banso.record").fetchone() == (4,)
    with team.sign_in(who) as db:
        for table in SECRET:
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # type: ignore[call-overload]
        assert db.execute("SELECT count(*) FROM banso.record WHERE id = %s", (made["plans"],)).fetchone() == (0,)
        assert db.execute("UPDATE banso.record SET gone = true").rowcount == 0
        with pytest.raises(errors.InsufficientPrivilege):
            db.execute(
                "INSERT INTO banso.record (id, type, account) VALUES (gen_random_uuid(), 'plans', %s)",
                (made["accounts"],),
            )
        with pytest.raises(errors.InsufficientPrivilege):
            db.execute("INSERT INTO banso.handover (account, owner) SELECT %s, banso.me()", (made["accounts"],))
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            db.execute("SELECT banso.merge(%s, %s)", (made["accounts"], other))
    with signed_in(team, who) as session:
        for type, id in made.items():
            assert pulled(session, type)[0] == {}
            assert [id for ids in session.sweep(type) for id in ids] == []
            assert session.read(type, (), ids=[id]) == []
        update = push(session, "plans", "update", {"name": "x"}, made["plans"], "any")
        assert isinstance(update, Rejected)
        assert update.code == "forbidden"
        assert isinstance(push(session, "plans", "create", {"account": made["accounts"], "name": "x"}), Rejected)
        # Not even that there is a record under this key.
        assert isinstance(push(session, "accounts", "create", {"name": "x"}, made["accounts"]), Rejected)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM banso.record",
        "TRUNCATE banso.record",
        "UPDATE banso.record SET version = gen_random_uuid()",
        "UPDATE banso.record SET xid = '1'::xid8",
        "UPDATE banso.record SET by = NULL",
        "UPDATE banso.holding SET owner = banso.me()",
        "UPDATE banso.member SET active = true",
        "INSERT INTO banso.membership (member, team) SELECT banso.me(), id FROM banso.team",
        "UPDATE banso.kind SET fields = fields || ARRAY['feeling']",
        "ALTER TABLE banso.record DISABLE ROW LEVEL SECURITY",
        "SET ROLE banso_owner",
        "CREATE TABLE banso.mine ()",
    ],
)
def test_that_a_member_cannot_reach_beyond_what_is_granted(team: Hub, statement: str) -> None:
    _fill(team)
    with team.sign_in(AIKO) as db, pytest.raises(errors.InsufficientPrivilege):
        db.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("field", ["feeling", "note", "internal", "draft", "pulse"])
def test_that_what_is_private_has_no_place_there(team: Hub, field: str) -> None:
    _fill(team)
    with team.sign_in(AIKO) as db, pytest.raises(errors.CheckViolation):
        db.execute("UPDATE banso.record SET fields = fields || jsonb_build_object(%s::text, 'x')", (field,))


def test_that_what_is_handed_over_goes_with_all_that_lies_under_it(team: Hub) -> None:
    made = _fill(team)
    with signed_in(team, NAO) as nao, signed_in(team, AIKO) as aiko:
        cursors = {type: pulled(nao, type)[1] for type in made}
        before = {type: pulled(aiko, type)[0][id].version for type, id in made.items()}
        with team.sign_in(AIKO) as db:
            db.execute(
                "INSERT INTO banso.handover (account, owner) SELECT %s, id FROM banso.member WHERE role = 'nao'",
                (made["accounts"],),
            )
        for type, id in made.items():
            found, _ = pulled(nao, type, cursors[type])
            # Nothing of it has changed: who has it already hears nothing new.
            assert {one.id: one.version for one in found.values()} == {id: before[type]}
            assert aiko.read(type, (), ids=[id]) == []
        assert isinstance(push(nao, "plans", "update", {"name": "新"}, made["plans"], before["plans"]), Ok)
        late = push(aiko, "plans", "update", {"name": "旧"}, made["plans"], before["plans"])
        assert isinstance(late, Rejected)
    with team.admin() as db:
        assert db.execute(
            "SELECT b.name, o.name FROM banso.handover h JOIN banso.member b ON b.id = h.by "
            "JOIN banso.member o ON o.id = h.owner"
        ).fetchall() == [("佐藤 愛子", "西 奈緒")]


def test_that_who_joins_a_team_pulls_everything_anew(team: Hub) -> None:
    made = _fill(team)
    with signed_in(team, NAO) as nao:
        cursor = pulled(nao, "accounts")[1]
        team.prepare(Member("nao", NAO.name, "CS"))
        with pytest.raises(CursorExpired):
            pulled(nao, "accounts", cursor)
        assert set(pulled(nao, "accounts")[0]) == {made["accounts"]}


def test_that_who_is_dismissed_sees_nothing_any_more(team: Hub) -> None:
    _fill(team)
    with connect(team.settings(), team.server.password) as db:
        dismiss(db, "ken")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        team.sign_in(KEN)
    with signed_in(team, KEN) as ken, pytest.raises(Forbidden, match="not a member"):
        ken.identity()


def test_that_who_is_dismissed_while_signed_in_hears_that_they_are_no_member(team: Hub) -> None:
    _fill(team)
    with signed_in(team, KEN) as ken, team.sign_in(KEN) as db:
        ken.identity()
        with connect(team.settings(), team.server.password) as admin:
            dismiss(admin, "ken")
        with pytest.raises(Forbidden, match="not a member"):
            ken.identity()
        with pytest.raises(errors.InsufficientPrivilege):
            db.execute("SELECT count(*) FROM banso.record")


def test_that_who_comes_back_has_a_new_password_and_the_named_team_alone(team: Hub) -> None:
    team.prepare(Member("ken", KEN.name, "North"))
    with connect(team.settings(), team.server.password) as db:
        dismiss(db, "ken")
    back = Member("ken", KEN.name, "North", password="pw-ken-anew")
    done = team.prepare(back)
    assert done.new == ("ken",)
    assert [one.team for one in done.members if one.role == "ken"] == ["North"]
    with pytest.raises(psycopg.OperationalError, match="password"):
        team.sign_in(KEN)
    team.sign_in(back).close()
    with team.admin() as db:  # as the other tests know him
        db.execute(f"ALTER ROLE ken PASSWORD '{KEN.password}'")  # type: ignore[call-overload]


def test_that_a_second_call_widens_nobodys_rights(team: Hub) -> None:
    done = team.prepare(Member("own", OWN.name, "CS"))
    assert [one.sees for one in done.members if one.role == "own"] == ["own"]
    done = team.prepare(Member("own", OWN.name, "CS", "team"))
    assert [one.sees for one in done.members if one.role == "own"] == ["team"]


def test_that_a_record_under_way_is_not_left_behind_by_a_hand_over(team: Hub) -> None:
    made: dict[str, Any] = _fill(team)
    with team.sign_in(AIKO) as writing, team.sign_in(KEN) as giving, signed_in(team, NAO) as nao:
        writing.execute("BEGIN")
        writing.execute(
            "INSERT INTO banso.record (id, type, account) VALUES (gen_random_uuid(), 'requests', %s)",
            (made["accounts"],),
        )
        giving.execute("SET lock_timeout = '300ms'")
        give = "INSERT INTO banso.handover (account, owner) SELECT %s, id FROM banso.member WHERE role = 'nao'"
        with pytest.raises(errors.LockNotAvailable):
            giving.execute(give, (made["accounts"],))
        cursor = pulled(nao, "requests")[1]
        writing.execute("COMMIT")
        giving.execute(give, (made["accounts"],))
        assert len(pulled(nao, "requests", cursor)[0]) == 1
