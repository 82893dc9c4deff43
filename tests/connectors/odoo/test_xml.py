"""What XML can carry and what it cannot, and answers that nobody should take for one."""

from __future__ import annotations

from typing import Any, ClassVar
from xmlrpc.client import loads

import pytest

from app.connectors.base import Ok
from app.connectors.conformance.server import Answer, Asked
from app.connectors.conformance.talk import creation, pushed
from app.connectors.errors import Unavailable
from app.connectors.odoo import words
from tests.connectors.odoo.asking import heard, told
from tests.connectors.odoo.old import method_of
from tests.connectors.odoo.old_bench import OldBench, OldNotes, OldSales
from tests.connectors.odoo.small_bench import SmallBench


@pytest.fixture
def bench(tmp_path: Any, request: pytest.FixtureRequest) -> Any:
    made = getattr(request, "param", OldBench)(tmp_path)
    yield made
    made.close()


def test_that_control_characters_are_refused_by_their_field_and_the_rest_is_sent(bench: OldBench) -> None:
    with bench.session() as session:
        done = session.push(
            "companies",
            [creation({"name": "fine"}), creation({"name": "page\x0cbreak"}), creation({"name": "a\ud800"})],
        )
    assert isinstance(done[0], Ok)
    assert [getattr(one, "fields", None) for one in done[1:]] == [{"name": words.UNSENDABLE}] * 2


@pytest.mark.parametrize("bench", [SmallBench], indirect=True)
def test_that_json_2_carries_them(bench: SmallBench) -> None:
    with bench.session() as session:
        made = pushed(session, "companies", creation({"name": "page\x0cbreak"}))
    assert isinstance(made, Ok)


def test_that_signs_line_ends_and_large_numbers_arrive_as_they_are(bench: OldBench) -> None:
    text = 'a & b < c > "d" \r\n ]]> \U0001f600 e\u0301 \t end'
    with bench.session() as session:
        made = pushed(session, "companies", creation({"name": text, "x_rank": 2**40}))
        assert isinstance(made, Ok)
        row = bench.small.tables["res.partner"][int(made.id)]
        assert (row["name"], row["x_rank"]) == (text, 2**40)


@pytest.mark.parametrize("bench", [OldNotes], indirect=True)
def test_that_a_version_before_17_is_not_told_that_a_body_is_html(bench: OldNotes) -> None:
    with bench.session() as session:
        assert isinstance(pushed(session, "notes", creation(bench.values(1))), Ok)


@pytest.mark.parametrize("bench", [OldSales], indirect=True)
def test_that_texts_with_control_characters_there_are_read_without_them(bench: OldSales) -> None:
    (id,) = bench.seed(1)
    bench.small.tables["res.partner"][int(id)]["ref"] = "R\x0b-\x001"
    answer = bench.front.answer

    def unclean(asked: Asked) -> Answer:
        given = answer(asked)
        return Answer(given.data.replace(b"R-1", b"R\x0b-\x001"), given.status, given.headers)

    bench.front.answer = unclean
    with bench.session() as session:
        found, _ = told(session, bench)
    assert found[id].fields["ref"] == "R-1"


class _Answers:
    """What nobody should take for an answer."""

    bomb: ClassVar[bytes] = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]><methodResponse><params><param>'
        b"<value><string>&d;</string></value></param></params></methodResponse>"
    )
    outside: ClassVar[bytes] = (
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><methodResponse><params><param><value><int>1</int></value></param>'
        b"</params></methodResponse>"
    )
    deep: ClassVar[bytes] = b"<methodResponse>" + b"<value><array><data>" * 400
    two: ClassVar[bytes] = (
        b"<methodResponse><params><param><value><int>1</int></value></param><param><value><int>1</int></value></param>"
        b"</params></methodResponse>"
    )
    huge: ClassVar[bytes] = (
        b"<methodResponse><params><param><value><int>"
        + b"9" * 9_000
        + b"</int></value></param></params></methodResponse>"
    )
    endless: ClassVar[bytes] = (
        b"<methodResponse><params><param><value><double>inf</double></value></param></params></methodResponse>"
    )
    cut: ClassVar[bytes] = b"<methodResponse><params><param><value><int>1</int></value></param></params>"
    empty: ClassVar[bytes] = b""
    json: ClassVar[bytes] = b'{"result": []}'


@pytest.mark.parametrize("name", [name for name in vars(_Answers) if not name.startswith("_")])
def test_that_what_is_no_answer_is_unavailable(bench: OldBench, name: str) -> None:
    with bench.session() as session:
        bench.info(session)
        answer = bench.front.answer

        def wrong(asked: Asked) -> Answer:
            broken = Answer(getattr(_Answers, name), 200, {"Content-Type": "text/xml"})
            return broken if method_of(asked) == "search_read" else answer(asked)

        bench.front.answer = wrong
        with pytest.raises(Unavailable):
            told(session, bench)


def test_that_the_standard_library_reads_what_is_sent(bench: OldBench) -> None:
    sent = heard(bench)
    with bench.session() as session:
        told(session, bench)
    params = [loads(one.body)[0] for one in sent if one.path.endswith("/object")]
    assert all(one[:3] == ("crm", 2, "admin-key") for one in params)
