"""What Odoo refuses and how it says so, what a write costs and keeps, and what each kind of record is."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app import language
from app.connectors.base import Duplicate, Ok, Rejected
from app.connectors.conformance.server import Answer
from app.connectors.conformance.talk import creation, deletion, one, pulled, pushed, update
from app.connectors.errors import AuthExpired, BadConfig, Forbidden, SchemaChanged, Unavailable
from app.connectors.odoo import words
from app.connectors.odoo.keys import xmlid
from tests.connectors.odoo.asking import kind, told
from tests.connectors.odoo.bench import PAGE
from tests.connectors.odoo.rows import Error
from tests.connectors.odoo.small import TRACEBACK
from tests.connectors.odoo.small_bench import (
    SmallActivities,
    SmallBench,
    SmallNotes,
    SmallOpportunities,
    SmallPeople,
    SmallSales,
)

NOW = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)


# Errors -------------------------------------------------------------------------------------------------------------


def test_that_a_wrong_field_is_a_change_of_the_schema_and_asked_once(bench: SmallBench) -> None:
    bench.seed(1)
    with bench.session() as session:
        told(session, bench)
        for name in ("search_read", "search"):
            setattr(bench.small, f"do_{name}", _refusing(500, "builtins.ValueError", "Invalid field 'name' on 'x'"))
        before = bench.requests()
        with pytest.raises(SchemaChanged) as problem:
            session.read("companies", ["name"], ids=["1"])
        assert problem.value.fields == ("name",)
        assert bench.requests() - before == 2  # the question, and a look at what this user sees; nothing twice


def _refusing(status: int, name: str, said: str) -> Any:
    def refuse(*_: object, **__: object) -> Any:
        raise Error(status, name, said)

    return refuse


def test_that_a_wrong_field_in_a_write_is_refused_for_good(bench: SmallBench) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        version = one(session, bench.info(session), id).version
        bench.small.do_write = _refusing(500, "builtins.KeyError", "name")  # type: ignore[method-assign]
        answer = pushed(session, "companies", update(id, version, {"name": "x"}))
    assert isinstance(answer, Rejected)
    assert set(answer.fields) == {"name"}


@pytest.mark.parametrize("name", ["psycopg2.errors.SerializationFailure", "odoo.exceptions.LockError"])
def test_that_what_passes_is_unavailable_and_not_refused(bench: SmallBench, name: str) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        version = one(session, bench.info(session), id).version
        bench.small.do_write = _refusing(409, name, "try again")  # type: ignore[method-assign]
        with pytest.raises(Unavailable):
            pushed(session, "companies", update(id, version, {"name": "x"}))


def test_that_a_missing_right_is_told_for_the_whole_kind(bench: SmallBench) -> None:
    with bench.session() as session:
        bench.info(session)
        bench.small.do_search_read = _refusing(  # type: ignore[method-assign]
            403, "odoo.exceptions.AccessError", "You are not allowed to access 'Contact' records."
        )
        with pytest.raises(Forbidden, match="not allowed"):
            told(session, bench)


def test_that_the_traceback_of_a_server_is_never_told(bench: SmallBench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with bench.session() as session:
        bench.info(session)
        bench.small.do_search_read = _refusing(  # type: ignore[method-assign]
            500, "builtins.TypeError", "a bad\n argument"
        )
        with pytest.raises(Unavailable) as problem:
            told(session, bench)
    said = f"{problem.value!r} {caplog.text}"
    assert "a bad argument" in said
    assert "Traceback" not in str(problem.value)
    assert TRACEBACK.split("\n")[1] not in said


def test_that_a_key_revoked_while_a_pull_goes_on_ends_it_and_loses_nothing(bench: SmallBench) -> None:
    ids = bench.seed(3 * PAGE)
    seen: set[str] = set()
    with bench.session() as session:
        pages = session.pull("companies", ["name"], None)
        page = next(pages)
        seen |= {change.id for change in page.changes}
        (key,) = [key for key, uid in bench.small.keys.items() if uid == bench.me]
        del bench.small.keys[key]
        with pytest.raises(AuthExpired):  # what was fetched before is told still
            for page in pages:
                seen |= {change.id for change in page.changes}
        with pytest.raises(AuthExpired):
            session.push("companies", [creation({"name": "x"})])
    bench.small.keys[key] = bench.me
    with bench.session() as session:
        found, _ = pulled(session, "companies", ["name"], page.cursor)
    assert set(ids) <= seen | set(found)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("<html>", 404, {"Content-Type": "text/html"}), "no Odoo at"),
        (Answer({"name": "werkzeug.exceptions.NotFound", "message": "404"}, 404), "several databases"),
    ],
)
def test_that_an_address_without_an_odoo_is_told_as_such(bench: SmallBench, answer: Answer, said: str) -> None:
    bench.front.answer = lambda asked: answer
    with bench.session() as session, pytest.raises(BadConfig, match=said):
        session.identity()


@pytest.mark.parametrize("path", ["", "/", "/odoo", "/odoo/contacts/7", "/web"])
def test_that_an_address_copied_from_the_browser_will_do(bench: SmallBench, path: str) -> None:
    with bench.session(config={"url": bench.front.url + path}) as session:
        assert session.identity().currency == "JPY"


def test_that_only_the_database_named_is_talked_to(bench: SmallBench) -> None:
    heard: list[str | None] = []
    bench.front.answer = lambda asked: (heard.append(asked.headers.get("x-odoo-database")), bench.answer(asked))[1]
    with bench.session(config={"url": bench.front.url, "database": "crm"}) as session:
        named = session.identity()
    with bench.session() as session:
        assert session.identity().org_id != named.org_id
    assert set(heard) == {"crm", None}


# Writing ------------------------------------------------------------------------------------------------------------


def test_that_a_late_create_changes_nothing_of_what_others_wrote_since(bench: SmallBench) -> None:
    op = creation({"name": "first"})
    with bench.session() as session:
        made = pushed(session, "companies", op)
        assert isinstance(made, Ok)
        bench.edit(made.id, {"name": "theirs"})
        assert pushed(session, "companies", op) == Duplicate(made.id)
        # The same request once more, as a line delivers it late: no look before it.
        named = {"fields": ["id", "is_company", "name"], "data": [[xmlid(op.key), "True", "first"]]}
        context = {"mode": "update", "noupdate": True, "tz": "UTC"}
        bench.small.call(bench.me, "res.partner", "load", named | {"context": context})
        assert one(session, bench.info(session), made.id).fields["name"] == "theirs"


@pytest.mark.parametrize("bench", [SmallBench, SmallSales], indirect=True)
def test_that_a_batch_costs_few_requests(bench: SmallBench) -> None:
    with bench.session() as session:
        bench.info(session)
        ops = [creation({"name": f"C {number}"}) for number in range(50)]
        before = bench.requests()
        done = session.push("companies", ops)
        assert all(isinstance(outcome, Ok) and outcome.after for outcome in done)
        # Somebody without rights of administration asks for each key by itself.
        assert bench.requests() - before <= (4 if type(bench) is SmallBench else 54)
        before = bench.requests()
        alike = [update(o.id, o.version, {"city": "Tokyo"}) for o in done if isinstance(o, Ok)]
        assert all(isinstance(outcome, Ok) for outcome in session.push("companies", alike))
        assert bench.requests() - before <= 4
        before, writes = bench.requests(), bench.writes()
        gone = session.push("companies", [deletion(o.id, None) for o in done if isinstance(o, Ok)])
        assert all(isinstance(outcome, Ok) for outcome in gone)
        assert bench.requests() - before <= 4
        assert bench.writes() - writes == 1


def test_that_formats_of_others_survive_an_edit_of_ours(bench: SmallBench) -> None:
    (id,) = bench.seed(1)
    page = '<p>Keep <b>this</b> and <a href="https://x.example">that</a></p><p>change me</p>'
    bench.others("res.partner", "write", ids=[int(id)], vals={"comment": page})
    with bench.session() as session:
        before = one(session, bench.info(session), id)
        text = str(before.fields["comment"]).replace("change me", "changed")
        assert isinstance(pushed(session, "companies", update(id, before.version, {"comment": text})), Ok)
        # What is not among the fields of an op is not written, whatever it looks like.
        now = one(session, bench.info(session), id)
        assert isinstance(pushed(session, "companies", update(id, now.version, {"city": "Osaka"})), Ok)
    kept = bench.small.tables["res.partner"][int(id)]["comment"]
    assert kept == page.replace("<p>change me</p>", "<p>changed</p>")


def test_that_a_website_is_its_host(bench: SmallBench) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        version = one(session, bench.info(session), id).version
        assert isinstance(pushed(session, "companies", update(id, version, {"website": "acme.example"})), Ok)
        assert bench.small.tables["res.partner"][int(id)]["website"] == "http://acme.example"
        bench.others("res.partner", "write", ids=[int(id)], vals={"website": "https://www.acme.example/en?x=1"})
        assert one(session, bench.info(session), id).fields["website"] == "acme.example"


def test_that_an_import_that_took_nothing_is_told_in_words_of_the_catalogue(bench: SmallBench) -> None:
    bench.small.do_load = lambda *_, **__: {"ids": False, "messages": []}  # type: ignore[method-assign]
    with bench.session() as session:
        answer = pushed(session, "companies", creation({"name": "x"}))
    assert isinstance(answer, Rejected)
    assert answer.fields == {"*": words.NOTHING_TAKEN}
    language.use("ja")
    try:
        assert language._(words.NOTHING_TAKEN) != words.NOTHING_TAKEN != language._(words.HIDDEN) != words.HIDDEN
    finally:
        language.use("en")


# Kinds --------------------------------------------------------------------------------------------------------------


@kind(SmallPeople)
def test_that_addresses_and_private_persons_are_no_people(bench: SmallPeople) -> None:
    company = bench.company()
    rows = [
        {"name": "Sato", "parent_id": company},
        {"name": "Warehouse", "parent_id": company, "type": "other"},
        {"name": "Private"},
    ]
    ids = bench.others("res.partner", "create", vals_list=rows)
    with bench.session() as session:
        found, _ = told(session, bench)
    assert set(found) == {str(ids[0])}


@kind(SmallNotes)
def test_that_a_note_on_a_person_is_a_note_on_their_company(bench: SmallNotes) -> None:
    company = bench.company()
    person, private = bench.others(
        "res.partner", "create", vals_list=[{"name": "Sato", "parent_id": company}, {"name": "Private"}]
    )
    note = {"model": "res.partner", "body": "<p>x</p>", "message_type": "comment", "date": "2026-03-31 20:00:00"}
    on_person, _, system = bench.others(
        "mail.message",
        "create",
        vals_list=[
            note | {"res_id": person},
            note | {"res_id": private},
            note | {"res_id": company, "message_type": "notification"},
        ],
    )
    with bench.session() as session:
        found, _ = told(session, bench)
    assert set(found) == {str(on_person)}
    assert str(system) not in found
    # In Tokyo, where this user works, the next day has begun.
    assert (found[str(on_person)].fields["partner"], found[str(on_person)].fields["date"]) == (
        str(company),
        date(2026, 4, 1),
    )


@kind(SmallNotes)
def test_that_a_message_emptied_in_odoo_is_gone(bench: SmallNotes) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        _, cursor = told(session, bench)
        bench.edit(id, {"body": ""})
        bench.others("mail.message", "write", ids=[int(id)], vals={"body": ""})
        found, _ = told(session, bench, cursor)
    assert found[id].gone


@kind(SmallActivities)
def test_that_an_activity_is_done_by_archiving_it_with_its_day(bench: SmallActivities) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        before = one(session, bench.info(session), id)
        done = pushed(session, "activities", update(id, before.version, {"date_done": date(2026, 11, 2)}))
        assert isinstance(done, Ok)
        row = bench.small.tables["mail.activity"][int(id)]
        assert (row["active"], row["date_done"]) == (False, "2026-11-02")
        (read,) = session.read("activities", ["date_done", "summary"], ids=[id])
        assert (read.gone, read.fields["date_done"]) == (False, date(2026, 11, 2))
        assert id in {one for some in session.sweep("activities") for one in some}
        assert isinstance(pushed(session, "activities", update(id, read.version, {"date_done": None})), Ok)
        assert row is not bench.small.tables["mail.activity"][int(id)]
        assert bench.small.tables["mail.activity"][int(id)]["active"]


@kind(SmallActivities)
def test_that_an_activity_without_words_is_called_by_its_type_and_others_are_left_alone(bench: SmallActivities) -> None:
    mine = {"res_id": bench.company(), "res_model_id": 1, "user_id": bench.me, "date_deadline": "2026-12-01"}
    own, _ = bench.others("mail.activity", "create", vals_list=[mine, mine | {"user_id": 3}])
    with bench.session() as session:
        found, _ = told(session, bench)
    assert {id: change.fields["summary"] for id, change in found.items()} == {str(own): "To-Do"}


@kind(SmallOpportunities)
def test_that_without_the_sales_app_the_others_are_there(bench: SmallOpportunities) -> None:
    del bench.small.tables["crm.lead"]
    with bench.session() as session:
        assert [info.name for info in session.describe()] == ["companies", "people", "notes", "activities"]
