"""What the small Odoo is said to do, done by a real one: merges, ended keys, creates that come twice, late commits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Duplicate, Gone, Ok, Rejected
from app.connectors.conformance.talk import creation, names, one, pulled, pushed, update
from app.connectors.errors import AuthExpired, SchemaChanged
from app.connectors.odoo.html import to_text
from app.connectors.odoo.keys import xmlid
from tests.connectors.odoo.asking import heard
from tests.connectors.odoo.old import method_of
from tests.live.odoo import DATABASE, Odoo
from tests.proof.odoo_bench import LiveActivities, LiveBench, LiveNotes, SalesBench

pytestmark = pytest.mark.proof
INSERT = {"mode": "update", "noupdate": True, "tz": "UTC"}


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Any]:
    of = getattr(request, "param", LiveBench)
    made = type(of.__name__, (of,), {"odoo": odoo})(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("bench", [LiveBench, SalesBench], indirect=True)
def test_that_a_merge_by_odoos_wizard_is_told_where_it_went(bench: LiveBench) -> None:
    with bench.session() as session:
        ops = [creation({"name": f"Company {number}"}) for number in range(3)]
        ids = [outcome.id for outcome in session.push("companies", ops) if isinstance(outcome, Ok)]
        bench.merge(ids[0], ids[1])
        (read,) = session.read("companies", ["name"], ids=[ids[1]])
        assert (read.gone, read.moved_to) == (True, ids[0])
        assert pushed(session, "companies", update(ids[1], None, {"name": "x"})) == Gone(ids[0])
        # Merged once more, what was told of the first merge goes along.
        bench.merge(ids[2], ids[0])
        found = session.read("companies", ["name"], ids=ids)
        assert {one.id: one.moved_to for one in found} == {ids[0]: ids[2], ids[1]: ids[2], ids[2]: None}
        # Our keys follow: what is looked up by the key of the one that is gone is the one that is left.
        assert [one.id for one in session.read("companies", ["name"], keys=[ops[1].key])] == [ids[2]]


def test_that_a_create_that_comes_late_or_at_the_same_time_makes_one_record(bench: LiveBench) -> None:
    with bench.session() as session:
        op = creation({"name": "first"})
        made = pushed(session, "companies", op)
        assert isinstance(made, Ok)
        bench.edit(made.id, {"name": "theirs"})
        named = {"fields": ["id", "is_company", "name"], "data": [[xmlid(op.key), "True", "first"]], "context": INSERT}
        bench.others("res.partner", "load", **named)
        assert pushed(session, "companies", op) == Duplicate(made.id)
        assert one(session, bench.info(session), made.id).fields["name"] == "theirs"
    for number in range(10):
        row = {"fields": ["id", "name"], "data": [[f"__banso__.same-{number}", f"Same {number}"]], "context": INSERT}
        threads = [threading.Thread(target=_quietly, args=(bench, row)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert bench.odoo.sql("select count(*), count(distinct name) from res_partner where name like 'Same %'") == [
        (10, 10)
    ]


def _quietly(bench: LiveBench, row: dict[str, Any]) -> None:
    try:
        bench.others("res.partner", "load", **row)
    except RuntimeError:
        return  # refused, as it should be


def test_that_a_long_transaction_of_others_is_seen_once_it_ends(bench: LiveBench) -> None:
    ids = bench.seed(3)
    with bench.session() as session:
        fields = names(bench.info(session))
        with bench.odoo.postgres.admin(DATABASE) as db, db.transaction():
            sql = "update res_partner set city = 'Late', write_date = now() at time zone 'utc' where id = %s"
            db.execute(sql, [int(ids[0])])
            bench.edit(ids[1], {"city": "Soon"})
            found, cursor = pulled(session, "companies", fields, None)
            assert (found[ids[0]].fields["city"], found[ids[1]].fields["city"]) == (None, "Soon")
        found, _ = pulled(session, "companies", fields, cursor)
    assert found[ids[0]].fields["city"] == "Late"


def test_that_a_key_revoked_while_a_pull_goes_on_ends_it(bench: LiveBench) -> None:
    bench.seed(60)
    keys = "res_users_apikeys"
    bench.odoo.sql(f"create table kept as select * from {keys}")
    try:
        with bench.session() as session:
            pages = session.pull("companies", ["name"], None)
            page = next(pages)
            bench.odoo.sql(f"delete from {keys} where user_id = {bench.me}")
            with pytest.raises(AuthExpired):  # what was fetched before is told still
                for page in pages:
                    assert page.changes
    finally:
        bench.odoo.sql(
            f"insert into {keys} (id, name, user_id, scope, expiration_date, index, key, create_date) "
            "select id, name, user_id, scope, expiration_date, index, key, create_date from kept "
            f"where id not in (select id from {keys}); drop table kept"
        )
    with bench.session() as session:
        assert sum(len(more.changes) for more in session.pull("companies", ["name"], page.cursor)) >= 20


@pytest.mark.parametrize("bench", [LiveBench, SalesBench], indirect=True)
def test_that_who_signs_in_is_asked_with_what_is_new_and_another_database_is_seen(bench: LiveBench) -> None:
    bench.seed(3)
    with bench.session() as session:
        before = session.identity()
        session.describe()
        cursor = pulled(session, "companies", ["name"], None)[1]
    new = bench.add({"name": "new"})
    zone = {"tz": "Asia/Tokyo", "name": "By another name"}
    kept = bench.others("res.users", "read", ids=[bench.me], fields=list(zone))[0]
    bench.others("res.users", "write", ids=[bench.me], vals=zone)
    asked = heard(bench)
    with bench.session() as session:
        who = session.identity()
        found, _ = pulled(session, "companies", ["name"], cursor)
    assert [method_of(one) for one in asked if method_of(one) != "get_metadata"] == ["search_read"]
    assert (who.org_id, who.tz, who.user_name) == (before.org_id, *zone.values())
    with bench.session() as session:
        apart, cursor = pulled(session, "companies", ["name"], cursor)
        assert apart == found
        assert new in found
    bench.others("res.users", "write", ids=[bench.me], vals={name: kept[name] for name in zone})
    later = "update {} set create_date = create_date {} interval '1 day'"
    for sign in "+-":
        bench.odoo.sql(";".join(later.format(table, sign) for table in ("res_users", "res_country")))
        with bench.session() as session:
            assert (session.identity().org_id == before.org_id) == (sign == "-")
            pulled(session, "companies", ["name"], cursor)


def test_that_a_field_that_was_removed_is_a_change_of_the_schema(bench: LiveBench) -> None:
    bench.seed(1)
    with bench.session() as session, pytest.raises(SchemaChanged) as problem:
        next(session.pull("companies", ["name", "x_gone"], None))
    assert problem.value.fields == ("x_gone",)


@pytest.mark.parametrize("bench", [LiveNotes], indirect=True)
def test_that_a_note_is_a_note_and_what_odoo_cleans_reads_the_same(bench: LiveNotes) -> None:
    text = "Said <script>alert(1)</script> & more\n\n  - a list\n\ttabbed 全角　空白\nlast"
    with bench.session() as session:
        values = bench.values(1) | {"body": text, "date": date(2026, 3, 31)}
        made = pushed(session, "notes", creation(values))
        assert isinstance(made, Ok)
        sql = "select m.body, s.internal, m.message_type, d.name from mail_message m join mail_message_subtype s "
        sql += "on s.id = m.subtype_id join ir_model_data d on d.res_id = s.id and d.model = 'mail.message.subtype' "
        [(body, internal, kind, subtype)] = bench.odoo.sql(f"{sql} where m.id = {made.id}")
        assert (to_text(body), internal, kind, subtype) == (text, True, "comment", "mt_note")
        assert not bench.odoo.sql(f"select 1 from mail_notification where mail_message_id = {made.id}")
        formatted = "<p>Keep <b>this</b></p><p>change me</p>"
        bench.others("mail.message", "write", ids=[int(made.id)], vals={"body": formatted})
        before = one(session, bench.info(session), made.id)
        assert isinstance(pushed(session, "notes", update(made.id, before.version, {"body": "Keep this\nchanged"})), Ok)
        [(body,)] = bench.odoo.sql(f"select body from mail_message where id = {made.id}")
        assert body == "<p>Keep <b>this</b></p><p>changed</p>"


@pytest.mark.parametrize("bench", [LiveActivities], indirect=True)
def test_that_an_activity_done_there_and_one_done_here_say_the_day(bench: LiveActivities) -> None:
    with bench.session() as session:
        ops = [creation(bench.values(number)) for number in range(2)]
        first, second = (outcome.id for outcome in session.push("activities", ops) if isinstance(outcome, Ok))
        bench.others("mail.activity", "action_feedback", ids=[int(first)], feedback="done")
        version = one(session, bench.info(session), second).version
        done = pushed(session, "activities", update(second, version, {"date_done": date(2026, 3, 31)}))
        assert isinstance(done, Ok)
        found, _ = pulled(session, "activities", names(bench.info(session)), None)
    assert found[first].fields["date_done"] is not None
    assert found[second].fields["date_done"] == date(2026, 3, 31)


def test_that_what_odoo_refuses_says_why_and_writes_nothing(bench: LiveBench) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        version = one(session, bench.info(session), id).version
        answer = pushed(session, "companies", update(id, version, {"name": "x", "parent_id": id}))
        assert isinstance(answer, Rejected)
        assert "Traceback" not in str(answer)
        assert one(session, bench.info(session), id).fields["name"] == "Company 0"
