"""What is treacherous about Odoo, by XML-RPC: the same proofs as by JSON-2, and what is only so there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Gone, Ok
from app.connectors.conformance.talk import creation, deletion, one, pushed, update
from app.connectors.errors import AuthExpired
from tests.live.odoo import Odoo
from tests.proof.odoo_bench import LiveActivities, LiveBench, LiveNotes, SalesBench
from tests.proof.odoo_old_bench import OldActivitiesLive, OldLive, OldNotesLive, OldSalesLive
from tests.proof.test_odoo_traps import *  # noqa: F403

pytestmark = pytest.mark.proof
OLD: dict[type[LiveBench], type[LiveBench]] = {
    LiveBench: OldLive, SalesBench: OldSalesLive, LiveNotes: OldNotesLive, LiveActivities: OldActivitiesLive,
}  # fmt: skip


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Any]:
    of = getattr(request, "param", LiveBench)
    of = OLD.get(of, of)
    made = type(of.__name__, (of,), {"odoo": odoo})(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("bench", [OldSalesLive], indirect=True)
def test_that_a_key_revoked_while_a_pull_goes_on_ends_it(bench: OldSalesLive) -> None:
    bench.seed(60)
    keys, user = "res_users_apikeys", bench.me
    bench.odoo.sql(f"create table kept as select * from {keys} where user_id = {user}")
    try:
        with bench.session() as session:
            pages = session.pull("companies", ["name"], None)
            next(pages)
            bench.odoo.sql(f"delete from {keys} where user_id = {user}")
            # By this interface Odoo goes by what it remembers of a key until something makes it forget.
            bench.others("res.users", "write", ids=[user], vals={"tz": "Asia/Tokyo"})
            with pytest.raises(AuthExpired):
                list(pages)
            with pytest.raises(AuthExpired):
                session.push("companies", [creation({"name": "x"})])
        with bench.session() as session, pytest.raises(AuthExpired):
            session.identity()
    finally:
        bench.odoo.sql(
            f"insert into {keys} (id, name, user_id, scope, expiration_date, index, key, create_date) "
            f"select id, name, user_id, scope, expiration_date, index, key, create_date from kept; drop table kept"
        )
    with bench.session() as session:
        assert session.identity().user_id == str(user)


def test_that_what_is_archived_or_unlinked_is_gone(bench: LiveBench) -> None:
    archived, unlinked, late = bench.seed(3)
    with bench.session() as session:
        version = one(session, bench.info(session), late).version
        bench.others("res.partner", "write", ids=[int(archived)], vals={"active": False})
        bench.others("res.partner", "unlink", ids=[int(unlinked)])
        found = session.read("companies", ["name"], ids=[archived, unlinked])
        assert {change.id: change.gone for change in found} == {archived: True, unlinked: True}
        assert pushed(session, "companies", deletion(archived, None)) == Gone()
        assert isinstance(pushed(session, "companies", deletion(late, version)), Ok)
        assert bench.odoo.sql(f"select active from res_partner where id = {late}") == [(False,)]
        bench.others("res.partner", "unlink", ids=[int(late)])
        assert pushed(session, "companies", update(late, None, {"name": "x"})) == Gone()


@pytest.mark.parametrize("bench", [OldActivitiesLive], indirect=True)
def test_that_what_goes_right_before_it_is_unlinked_is_gone(
    bench: OldActivitiesLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = bench.seed(3)
    with bench.session() as session:
        bench.info(session)
        answer = bench.front.answer

        def late(asked: Any) -> Any:
            if b">unlink<" in asked.body:
                bench.odoo.sql(f"delete from mail_activity where id = {ids[1]}")
            return answer(asked)

        monkeypatch.setattr(bench.front, "answer", late)
        done = session.push("activities", [deletion(id, None) for id in ids])
    assert [type(outcome).__name__ for outcome in done] == ["Ok", "Gone", "Ok"]
