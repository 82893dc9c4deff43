"""Odoo 18 and below: how it is found, what has to be told, what its faults mean, and what XML cannot carry."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from app.connectors.base import Gone, Rejected, Scalar
from app.connectors.conformance.talk import creation, deletion, one, pushed, update
from app.connectors.errors import AuthExpired, BadConfig, Forbidden, SchemaChanged, Unavailable
from app.connectors.odoo import words
from tests.connectors.odoo.asking import heard, told
from tests.connectors.odoo.bench import PAGE
from tests.connectors.odoo.old import NOT_FOUND, method_of
from tests.connectors.odoo.old_bench import OldBench
from tests.connectors.odoo.rows import Error
from tests.connectors.odoo.small_bench import SmallBench


@pytest.fixture
def bench(tmp_path: Any, request: pytest.FixtureRequest) -> Any:
    made = getattr(request, "param", OldBench)(tmp_path)
    yield made
    made.close()


def _refusing(status: int, name: str, words: str) -> Any:
    def refuse(*_: object, **__: object) -> Any:
        raise Error(status, name, words)

    return refuse


# Which interface ----------------------------------------------------------------------------------------------------


def test_that_json_2_is_tried_first_and_only_once(bench: OldBench) -> None:
    sent = heard(bench)
    for _ in range(2):
        with bench.session() as session:
            assert session.identity().user_name == "Mitchell"
    asked = [one.path.removeprefix("/xmlrpc/2/").partition("/json/2/")[0] or "json" for one in sent]
    assert asked[:3] == ["json", "common", "common"]
    assert set(asked[3:]) == {"object"}


def test_that_an_odoo_19_is_never_asked_by_xml(tmp_path: Any) -> None:
    bench = SmallBench(tmp_path)
    try:
        sent = heard(bench)
        with bench.session(config={**bench.config(), "user": "admin"}) as session:
            session.identity()
            told(session, bench)
        assert {one.path.split("/")[1] for one in sent} == {"json"}
    finally:
        bench.close()


def test_that_an_address_where_only_the_version_of_a_later_odoo_answers_is_no_odoo(bench: OldBench) -> None:
    bench.old.version = 19
    with bench.session() as session, pytest.raises(BadConfig) as problem:
        session.identity()
    assert (problem.value.field, problem.value.message) == ("url", words.NO_ODOO)


def test_that_an_odoo_that_was_brought_up_to_19_is_found_again(bench: OldBench) -> None:
    with bench.session() as session:
        before = session.identity().org_id
    # Of a later version still, which has no XML-RPC any more.
    bench.front.answer = lambda asked: bench.small.answer(asked) if asked.path.startswith("/json/") else NOT_FOUND
    with bench.session() as session:
        with pytest.raises(Unavailable):
            session.identity()
        assert session.identity().org_id == before


@pytest.mark.parametrize(
    ("version", "asked"), [(18, "has_access"), (17, "check_access_rights"), (16, "check_access_rights")]
)
def test_that_rights_are_asked_for_as_the_version_knows_it(bench: OldBench, version: int, asked: str) -> None:
    bench.old.version = version
    sent = heard(bench)
    with bench.session() as session:
        assert bench.info(session).create
    assert {method_of(one) for one in sent if "access" in method_of(one)} == {asked}


# What has to be told ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "field", "message"),
    [
        ({"user": ""}, "user", words.LOGIN_NEEDED),
        ({"user": " "}, "user", words.LOGIN_NEEDED),
        ({"database": ""}, "database", words.DATABASE_NEEDED),
        ({"database": "other"}, "database", words.NO_DATABASE),
    ],
)
def test_that_what_is_wanting_is_asked_for_by_its_field(
    bench: OldBench, more: dict[str, Scalar], field: str, message: str
) -> None:
    with bench.session(config={**bench.config(), **more}) as session, pytest.raises(BadConfig) as problem:
        session.identity()
    assert (problem.value.field, problem.value.message) == (field, message)


def test_that_the_only_database_that_is_told_need_not_be_named(bench: OldBench) -> None:
    bench.old.tells = True
    with bench.session(config={**bench.config(), "database": ""}) as session:
        assert session.identity().currency == "JPY"


@pytest.mark.parametrize("config", [{"user": "yui"}, {"user": "nobody"}])
def test_that_a_login_that_does_not_go_with_the_key_is_refused(bench: OldBench, config: dict[str, Scalar]) -> None:
    with bench.session(config={**bench.config(), **config}) as session, pytest.raises(AuthExpired):
        session.identity()


# Faults -------------------------------------------------------------------------------------------------------------


def test_that_a_key_revoked_within_a_pull_ends_it(bench: OldBench) -> None:
    bench.seed(3 * PAGE)
    with bench.session() as session:
        pages = session.pull("companies", ["name"], None)
        next(pages)
        del bench.small.keys[bench.who]
        with pytest.raises(AuthExpired):
            list(pages)
        with pytest.raises(AuthExpired):
            session.push("companies", [creation({"name": "x"})])


def test_that_a_missing_right_is_told_for_the_whole_kind(bench: OldBench) -> None:
    with bench.session() as session:
        bench.info(session)
        bench.small.do_search_read = _refusing(403, "odoo.exceptions.AccessError", "not for you")  # type: ignore[method-assign]
        with pytest.raises(Forbidden, match="not for you"):
            told(session, bench)


def test_that_a_wrong_field_is_a_change_of_the_schema(bench: OldBench) -> None:
    bench.seed(1)
    with bench.session() as session:
        told(session, bench)
        for name in ("search_read", "search"):
            refuse = _refusing(500, "builtins.ValueError", "Invalid field 'name' on model 'res.partner'")
            setattr(bench.small, f"do_{name}", refuse)
        with pytest.raises(SchemaChanged) as problem:
            session.read("companies", ["name"], ids=["1"])
    assert problem.value.fields == ("name",)


@pytest.mark.parametrize(
    ("name", "said", "field"),
    [
        ("builtins.KeyError", "name", "name"),
        ("odoo.exceptions.ValidationError", "You cannot create recursive contacts.", "*"),
        ("psycopg2.errors.NumericValueOutOfRange", "integer out of range", "*"),
    ],
)
def test_that_what_is_refused_for_good_is_told_by_field(bench: OldBench, name: str, said: str, field: str) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        version = one(session, bench.info(session), id).version
        bench.small.do_write = _refusing(500, name, said)  # type: ignore[method-assign]
        answer = pushed(session, "companies", update(id, version, {"name": "x"}))
    assert isinstance(answer, Rejected)
    assert answer.fields == {field: said}


@pytest.mark.parametrize("silent", [True, False])
def test_that_what_went_while_it_was_written_is_gone(bench: OldBench, silent: bool) -> None:
    ids = bench.seed(2)
    with bench.session() as session:
        version = one(session, bench.info(session), ids[0]).version
        write = bench.small.do_write

        def late(model: str, ids: list[int], vals: dict[str, Any]) -> bool:
            bench.small.tables[model].pop(ids[0], None)
            return write(model, ids, vals)

        read = bench.small.do_read

        def missing(model: str, ids: list[int], fields: list[str]) -> Any:
            if not silent and not set(ids) <= bench.small.tables[model].keys():
                raise Error(404, "odoo.exceptions.MissingError", "レコードが存在しません。")
            return read(model, ids, fields)

        bench.small.do_write, bench.small.do_read = late, missing  # type: ignore[method-assign]
        assert pushed(session, "companies", update(ids[0], version, {"name": "x"})) == Gone()
        (found,) = session.read("companies", ["name"], ids=[ids[0]])
        assert found.gone
        assert isinstance(pushed(session, "companies", deletion(ids[1], None)), Gone)


@pytest.mark.parametrize("name", ["psycopg2.errors.SerializationFailure", "psycopg2.OperationalError"])
def test_that_what_passes_is_unavailable(bench: OldBench, name: str) -> None:
    with bench.session() as session:
        bench.info(session)
        bench.small.do_search_read = _refusing(500, name, "try again")  # type: ignore[method-assign]
        with pytest.raises(Unavailable):
            told(session, bench)


def test_that_the_traceback_of_a_server_is_never_told(bench: OldBench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with bench.session() as session:
        bench.info(session)
        bench.small.do_search_read = _refusing(500, "builtins.TypeError", "a bad argument")  # type: ignore[method-assign]
        with pytest.raises(Unavailable) as problem:
            told(session, bench)
        bench.small.do_load = _refusing(500, "builtins.TypeError", "a bad argument")  # type: ignore[method-assign]
        answer = pushed(session, "companies", creation({"name": "x"}))
    told_of = f"{problem.value!r} {problem.value.__cause__!r} {answer!r} {caplog.text}"
    assert "a bad argument" in told_of
    for secret in ("Traceback", "secret_path", "work()"):
        assert secret not in told_of


def test_that_an_answer_of_none_after_a_write_leaves_it_open(bench: OldBench) -> None:
    bench.small.do_load = _refusing(500, "builtins.TypeError", "cannot marshal None unless allow_none is enabled")  # type: ignore[method-assign]
    with bench.session() as session:
        bench.info(session)
        with pytest.raises(Unavailable):
            session.push("companies", [creation({"name": "x"})])
