"""The order of changes: nothing is passed over, whatever ends late, is copied elsewhere, or becomes visible."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.connectors.errors import BadConfig, CursorExpired, Unavailable
from tests.connectors.hub.talking import create, pulled, signed_in
from tests.live.hub import AIKO, KEN, Hub


def test_that_a_transaction_that_ends_late_is_not_passed_over(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko, hub.sign_in(KEN) as ken:
        account = create(aiko, "accounts", {"name": "一"})
        _, cursor = pulled(aiko, "requests")
        late, soon = uuid4(), uuid4()
        insert = (
            "INSERT INTO banso.record (id, type, account, fields) VALUES (%s, 'requests', %s, '{\"words\": \"x\"}')"
        )
        ken.execute("BEGIN")
        ken.execute(insert, (late, account))
        with hub.sign_in(KEN) as other:
            other.execute(insert, (soon, account))
        # What came after the one under way waits for it: told now, it would be told, and the cursor pass the other.
        found, cursor = pulled(aiko, "requests", cursor)
        assert found == {}
        ken.execute("COMMIT")
        found, cursor = pulled(aiko, "requests", cursor)
        assert set(found) == {str(late), str(soon)}
        assert pulled(aiko, "requests", cursor)[0] == {}


def test_that_a_conversation_without_changes_is_one_question_for_who_we_are_and_all_types(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko:
        create(aiko, "accounts", {"name": "一"})
        types = [info.name for info in aiko.describe()]
        cursors = {type: pulled(aiko, type)[1] for type in types}
    # The first pulls ended at different transactions, and the second ones at the same.
    for _n in range(2):
        with signed_in(hub, AIKO) as aiko:
            aiko.identity()
            told = {type: pulled(aiko, type, cursor) for type, cursor in cursors.items()}
            assert not any(found for found, _cursor in told.values())
            assert aiko.line.requests == 1
        cursors = {type: cursor for type, (_found, cursor) in told.items()}
    with signed_in(hub, AIKO) as aiko:
        aiko.identity()
        with signed_in(hub, AIKO) as other:
            added = create(other, "accounts", {"name": "二"})
            newer = pulled(other, "accounts", cursors["accounts"])[1]
        assert pulled(aiko, "accounts", newer)[0] == {}, "a place beyond what we were told is no place of another time"
        assert set(pulled(aiko, "accounts", cursors["accounts"])[0]) == {added}


def test_that_whoever_speaks_over_another_line_is_told_anew_where_the_hub_stands(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko:
        cursor = pulled(aiko, "accounts")[1]
        aiko.identity()
        with signed_in(hub, AIKO) as other:
            added = create(other, "accounts", {"name": "一"})
        with hub.admin() as db:
            db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (AIKO.role,))
        aiko.members()
        assert set(pulled(aiko, "accounts", cursor)[0]) == {added}


def test_that_a_hub_restored_on_another_server_is_not_used_before_it_is_prepared_again(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
        cursor = pulled(aiko, "accounts")[1]
        # As in a copy from a server that had counted much further.
        with hub.admin() as db:
            db.execute("UPDATE banso.hub SET system = '1'")
            db.execute("ALTER TABLE banso.record DISABLE TRIGGER stamped")
            db.execute("UPDATE banso.record SET xid = '999999999999'::xid8")
            db.execute("ALTER TABLE banso.record ENABLE TRIGGER stamped")
        with pytest.raises(Unavailable, match="restored"):
            aiko.identity()
        assert hub.prepare().restored
        with pytest.raises(CursorExpired):
            pulled(aiko, "accounts", cursor)
        assert set(pulled(aiko, "accounts")[0]) == {account}


def test_that_a_hub_of_a_newer_banso_and_a_database_that_is_none_say_so(hub: Hub) -> None:
    with signed_in(hub, AIKO) as aiko:
        with hub.admin() as db:
            db.execute("UPDATE banso.hub SET version = 99")
        with pytest.raises(Unavailable, match="newer"):
            aiko.identity()
        with hub.admin() as db:
            db.execute("DROP SCHEMA banso CASCADE")
        with pytest.raises(BadConfig) as told:
            aiko.identity()
        assert told.value.field == "database"
