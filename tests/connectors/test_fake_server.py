from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from app.connectors.conformance.server import Answer, Asked, FakeServer


def answer(asked: Asked) -> Answer:
    if asked.path == "/broken":
        raise RuntimeError("a fault of the fake")
    return Answer({"method": asked.method, "query": dict(asked.query), "sent": asked.json()}, headers={"X-Own": "1"})


@pytest.fixture
def server() -> Iterator[FakeServer]:
    made = FakeServer(answer, now=lambda: datetime(2026, 1, 1, 12, tzinfo=UTC))
    yield made
    made.close()


def ask(
    server: FakeServer, method: str = "GET", path: str = "/", body: str = ""
) -> tuple[int, http.client.HTTPMessage, bytes]:
    talk = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    try:
        talk.request(method, path, body.encode() or None)
        reply = talk.getresponse()
        return reply.status, reply.headers, reply.read()
    finally:
        talk.close()


def test_that_it_answers_and_counts(server: FakeServer) -> None:
    status, headers, body = ask(server, "POST", "/x?a=1&b=", '{"k": "値"}')
    assert (status, headers["X-Own"], headers["Date"]) == (200, "1", "Thu, 01 Jan 2026 12:00:00 GMT")
    assert json.loads(body) == {"method": "POST", "query": {"a": "1", "b": ""}, "sent": {"k": "値"}}
    ask(server)
    assert (server.requests, server.writes) == (2, 1)
    assert ask(server, path="/broken")[0] == 500


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("503", 503), ("500", 500), ("401", 401), ("403", 403)])
def test_that_it_shows_statuses(server: FakeServer, fault: str, status: int) -> None:
    server.fault(fault)
    told, headers, _ = ask(server)
    assert (told, headers.get("Retry-After")) == (status, "7" if fault == "429" else None)
    server.fault("")
    assert ask(server)[0] == 200


def test_that_it_names_a_date_to_come_back_at(server: FakeServer) -> None:
    server.fault("429_date")
    assert ask(server)[1]["Retry-After"] == "Thu, 01 Jan 2026 12:00:07 GMT"


def test_that_it_shows_a_portal(server: FakeServer) -> None:
    server.fault("html")
    status, headers, body = ask(server)
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert body.startswith(b"<!DOCTYPE html>")


def test_that_it_cuts_answers_off(server: FakeServer) -> None:
    server.fault("truncated")
    with pytest.raises(http.client.IncompleteRead):
        ask(server)


@pytest.mark.parametrize(("fault", "carried_out"), [("drop_before", 0), ("drop_after", 1)])
def test_that_it_hangs_up(fault: str, carried_out: int) -> None:
    done: list[Asked] = []
    server = FakeServer(lambda asked: (done.append(asked), Answer())[1])
    try:
        server.fault(fault)
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            ask(server, "POST")
        assert (len(done), server.writes) == (carried_out, 1)
    finally:
        server.close()


def test_that_only_writes_meet_a_fault(server: FakeServer) -> None:
    server.fault("503", writes=True)
    assert ask(server)[0] == 200
    assert ask(server, "PATCH")[0] == 503


def test_that_a_slow_answer_ends_with_the_fault(server: FakeServer) -> None:
    server.fault("slow")
    talk = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    talk.request("GET", "/")
    time.sleep(0.05)
    began = time.monotonic()
    server.fault("")
    assert talk.getresponse().status == 200
    assert time.monotonic() - began < 1
    talk.close()
