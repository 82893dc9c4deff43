"""The one door: what goes out, what comes back, what is asked once more and what never is."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.errors import (
    AuthExpired,
    BadConfig,
    Cancelled,
    Forbidden,
    RateLimited,
    Unavailable,
)
from app.connectors.kit.line import Line
from app.connectors.kit.wire import Limits
from tests.connectors.fault_proxy import FaultProxy, Says
from tests.connectors.kit.servers import Answer, Asked, Moment, Server, running, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"ok": True}) as server:
        yield server


def test_that_a_reply_comes_with_its_status_headers_and_exact_decimals(server: Server) -> None:
    server.answer = lambda _: Answer(b'{"amount": 0.1, "words": "\xe3\x81\x82"}', 200, {"X-Kind": "a"})
    with running() as context:
        reply = context.http.request("GET", f"{server.url}/deals", query={"page": "1 & 2", "q": "あ"})
        assert (reply.status, reply.headers["x-kind"], reply.headers.get("X-KIND")) == (200, "a", "a")
        assert reply.json() == {"amount": Decimal("0.1"), "words": "あ"}
        assert context.requests == 1
        assert context.bytes == len(reply.body)
    asked = server.asked[0]
    assert asked.target == "/deals?page=1+%26+2&q=%E3%81%82"
    assert asked.headers["Accept"] == "application/json"
    assert asked.headers["User-Agent"] == "Banso"


def test_that_a_body_goes_as_json_with_the_very_number(server: Server) -> None:
    with running() as context:
        context.http.request("POST", server.url, json={"amount": Decimal("1234567.89"), "whole": Decimal("10")})
        with pytest.raises(ValueError, match="send it as text"):
            context.http.request("POST", server.url, json=[Decimal("0.12345678901234567890123")])
        with pytest.raises(TypeError):
            context.http.request("POST", server.url, json=[object()])
    assert server.asked[0].body == b'{"amount": 1234567.89, "whole": 10}'
    assert server.asked[0].headers["Content-Type"] == "application/json"
    assert len(server.asked) == 1


def test_that_a_connection_is_used_again(server: Server) -> None:
    with running() as context:
        for _ in range(3):
            context.http.request("GET", server.url)
    assert (len(server.asked), server.connections) == (3, 1)


def test_that_a_packed_reply_is_unpacked_and_a_cut_one_refused() -> None:
    packed = gzip.compress(json.dumps(list(range(500))).encode())
    with serving(lambda _: Answer(packed, headers={"Content-Encoding": "gzip"})) as server, running() as context:
        assert context.http.request("GET", server.url).json() == list(range(500))
        server.answer = lambda _: Answer(packed[:-20], headers={"Content-Encoding": "gzip"})
        with pytest.raises(Unavailable, match="cut off"):
            context.http.request("GET", server.url)


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 204), ("GET", 304), ("GET", 200), ("POST", 202)])
@pytest.mark.parametrize("packed", ["gzip", "br"])
def test_that_a_reply_without_a_body_is_whole_however_it_is_packed(method: str, status: int, packed: str) -> None:
    said = Answer(b"", status, {"Content-Encoding": packed})
    with serving(lambda _: said) as server, running() as context:
        reply = context.http.request(method, server.url, write=method == "POST")
        assert (reply.status, reply.body) == (status, b"")
        assert len(server.asked) == 1


def test_that_a_reply_has_a_largest_size() -> None:
    limits = Limits(body=1_000)
    bomb = gzip.compress(b" " * 100_000)
    with serving(lambda _: Answer(b"[" + b" " * 2_000 + b"]")) as server, running(limits=limits) as context:
        with pytest.raises(Unavailable, match="larger"):
            context.http.request("GET", server.url)
        server.answer = lambda _: Answer(bomb, headers={"Content-Encoding": "gzip"})
        with pytest.raises(Unavailable, match="too big"):
            context.http.request("GET", server.url, write=True)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, AuthExpired),
        (403, Forbidden),
        (429, RateLimited),
        (500, Unavailable),
        (503, Unavailable),
        (407, Unavailable),
    ],
)
def test_that_a_status_becomes_the_error_of_the_contract(server: Server, status: int, error: type[Exception]) -> None:
    server.answer = lambda _: Answer({}, status)
    with running() as context, pytest.raises(error):
        context.http.request("GET", server.url)


@pytest.mark.parametrize("status", [200, 201, 204, 207, 300, 304, 400, 404, 409, 412, 422])
def test_that_the_connector_understands_every_other_status(server: Server, status: int) -> None:
    server.answer = lambda _: Answer({"errors": []}, status)
    with running() as context:
        assert context.http.request("PATCH", server.url, json={}, write=True).status == status


def test_that_a_status_that_the_caller_understands_comes_back(server: Server) -> None:
    server.answer = lambda _: Answer({"name": "ValueError"}, 500)
    with running() as context:
        for _ in range(8):
            assert context.http.request("GET", server.url, accept=(500,)).json() == {"name": "ValueError"}
        with pytest.raises(Unavailable, match="status 500"):
            context.http.request("GET", server.url)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"Retry-After": "Tue, 01 Dec 2026 09:02:00 GMT", "Date": "Tue, 01 Dec 2026 09:00:30 GMT"}, 90),
        ({"Retry-After": "Tue, 01 Dec 2026 08:00:00 GMT", "Date": "Tue, 01 Dec 2026 09:00:30 GMT"}, 0),
        ({"Retry-After": "999999999"}, 86_400),
        ({"Retry-After": "soon"}, 10),
        ({}, 10),
    ],
)
def test_that_too_many_requests_tell_when_to_come_again(server: Server, headers: dict[str, str], seconds: int) -> None:
    # Said by the proxy, for this server writes a Date of its own.
    with FaultProxy(server.port) as proxy, running() as context:
        proxy.script(Says(429, b"{}", tuple(headers.items())))
        with pytest.raises(RateLimited) as caught:
            context.http.request("GET", proxy.url)
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("status", [403, 408, 477])
def test_that_any_refusal_that_names_a_time_is_one_for_now(server: Server, status: int) -> None:
    server.answer = lambda _: Answer({}, status, {"Retry-After": "20"})
    with running() as context, pytest.raises(RateLimited) as caught:
        context.http.request("GET", server.url)
    assert caught.value.retry_after == 20


@pytest.mark.parametrize(("status", "error"), [(401, AuthExpired), (407, Unavailable)])
def test_that_a_sign_in_that_is_refused_is_none_whatever_time_it_names(
    server: Server, status: int, error: type[Exception]
) -> None:
    server.answer = lambda _: Answer({}, status, {"Retry-After": "20"})
    with running() as context, pytest.raises(error):
        context.http.request("GET", server.url)


def test_that_a_read_is_asked_again_with_waits_and_a_write_never(server: Server) -> None:
    moment = Moment()
    server.answer = lambda _: Answer({}, 503) if len(server.asked) % 3 else Answer({"ok": 1})
    with running(moment=moment) as context:
        assert context.http.request("GET", server.url).json() == {"ok": 1}
        assert len(server.asked) == 3
        assert sum(moment.slept) <= 1.0 + 2.0
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            before = len(server.asked)
            server.answer = lambda _: Answer({}, 503)
            with pytest.raises(Unavailable):
                context.http.request(method, server.url, json={}, write=method == "POST")
            assert len(server.asked) == before + 1


def test_that_the_wait_before_a_repetition_is_what_the_server_named(server: Server) -> None:
    moment = Moment()
    server.answer = lambda _: Answer({}, 503, {"Retry-After": "40"}) if len(server.asked) == 1 else Answer({"ok": 1})
    with running(moment=moment) as context:
        context.http.request("GET", server.url)
        assert sum(moment.slept) == pytest.approx(40)
        server.answer = lambda _: Answer({}, 503, {"Retry-After": "4000"})
        with pytest.raises(Unavailable):
            context.http.request("GET", server.url)
    assert sum(moment.slept) == pytest.approx(40)


def test_that_a_stop_ends_a_wait(server: Server) -> None:
    moment = Moment()
    server.answer = lambda _: Answer({}, 503, {"Retry-After": "60"})
    with (
        running(moment=moment, cancelled=lambda: len(moment.slept) >= 3) as context,
        pytest.raises(Cancelled),
    ):
        context.http.request("GET", server.url)
    assert len(server.asked) == 1
    assert sum(moment.slept) < 1


def test_that_a_stop_is_heard_while_the_socket_waits(server: Server) -> None:
    release, stop = threading.Event(), threading.Event()

    def slow(_: Asked) -> Answer:
        stop.set()
        release.wait(5)
        return Answer({})

    server.answer = slow
    with running(cancelled=stop.is_set) as context:
        began = time.monotonic()
        with pytest.raises(Cancelled):
            context.http.request("GET", server.url)
        assert time.monotonic() - began < 1
        release.set()
        # Stopped before anything goes: no request at all.
        with pytest.raises(Cancelled):
            context.http.request("GET", server.url)
    assert len(server.asked) == 1


def test_that_a_write_that_is_stopped_while_it_connects_never_goes(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, connecting, stopped = socket.create_connection, threading.Event(), threading.Event()

    def slow(*args: Any, **more: Any) -> socket.socket:
        connecting.set()
        stopped.wait(5)
        return connect(*args, **more)

    monkeypatch.setattr(socket, "create_connection", slow)
    before = threading.active_count()
    with running(cancelled=connecting.is_set) as context, pytest.raises(Cancelled):
        context.http.request("POST", server.url, json={}, write=True)
    stopped.set()
    while threading.active_count() > before and server.connections == 0:
        time.sleep(0.005)
    for thread in threading.enumerate():
        if thread.name == "banso-request":
            thread.join(5)
    assert server.asked == []


def test_that_a_page_for_browsers_is_no_data(server: Server) -> None:
    server.answer = lambda _: Answer(b"<html>sign in</html>", headers={"Content-Type": "text/html; charset=utf-8"})
    with running() as context:
        with pytest.raises(Unavailable, match="web page"):
            context.http.request("GET", server.url)
        with pytest.raises(Unavailable, match="web page"):
            context.http.request("PATCH", server.url, json={}, write=True)
        assert context.http.request("GET", server.url, headers={"Accept": "text/html"}).status == 200
    assert len(server.asked) == 3


@pytest.mark.parametrize("body", [b"", b"{", b"[1, 2", b"NaN", b'{"a": Infinity}', b"\xff\xfe", b"[" * 100_000])
def test_that_what_is_no_json_is_unavailable(server: Server, body: bytes) -> None:
    server.answer = lambda _: Answer(body)
    with running() as context:
        reply = context.http.request("GET", server.url)
        with pytest.raises(Unavailable, match="where JSON was expected"):
            reply.json()


def test_that_five_faults_in_a_row_are_followed_by_fifteen_minutes_of_peace(server: Server) -> None:
    moment = Moment()
    line = Line(ticking=moment.ticking)
    server.answer = lambda _: Answer({}, 502)
    with running(line=line) as context:
        for _ in range(3):
            with pytest.raises(Unavailable):
                context.http.request("GET", server.url)
    assert len(server.asked) == 5
    # The next run begins with what the last one knew.
    with running(line=line) as context:
        with pytest.raises(Unavailable, match="left alone"):
            context.http.request("GET", server.url)
        moment.pass_by(14 * 60 + 55)
        with pytest.raises(Unavailable, match="left alone"):
            context.http.request("GET", server.url)
        assert (len(server.asked), context.requests) == (5, 0)
        moment.pass_by(6)
        with pytest.raises(Unavailable, match="status 502"):
            context.http.request("POST", server.url, write=True)
        # One more fault, and it is left alone again.
        with pytest.raises(Unavailable, match="left alone"):
            context.http.request("GET", server.url)
        moment.pass_by(15 * 60)
        server.answer = lambda _: Answer({"ok": 1})
        assert context.http.request("GET", server.url).status == 200
        server.answer = lambda _: Answer({}, 502)
        with pytest.raises(Unavailable, match="status 502"):
            context.http.request("GET", server.url)
    assert len(server.asked) == 5 + 1 + 1 + 3


def test_that_one_record_that_a_server_stumbles_over_does_not_end_the_run(server: Server) -> None:
    server.answer = lambda _: Answer({}, 500)
    with running() as context:
        for _ in range(20):
            with pytest.raises(Unavailable, match="status 500"):
                context.http.request("PATCH", server.url, json={}, write=True)
        with pytest.raises(Unavailable, match="left alone"):
            context.http.request("PATCH", server.url, json={}, write=True)


def test_that_an_address_is_checked_before_anything_goes(server: Server) -> None:
    with running() as context:
        for url in (
            "ftp://example.com",
            "example.com",
            "https://",
            "https://user:pass@example.com",
            "https://[",
            "http://a:b",
        ):
            with pytest.raises(BadConfig):
                context.http.request("GET", url)
        context.http.request("GET", f"{server.url}/a b/あ?x=ü y")
    assert server.asked[0].target == "/a%20b/%E3%81%82?x=%C3%BC%20y"


def test_that_a_key_that_cannot_be_sent_is_a_sign_in_that_fails_and_is_not_told(server: Server) -> None:
    with running({"key": "canary-key\nX"}) as context, pytest.raises(AuthExpired) as caught:
        context.http.request("GET", server.url, headers={"X-Api-Key": context.secrets["key"]})
    assert "canary" not in str(caught.value)
    assert server.asked == []


def test_that_nobody_there_is_unavailable(server: Server) -> None:
    server.close()
    with running() as context:
        with pytest.raises(Unavailable, match="nobody answers"):
            context.http.request("GET", server.url)
        assert context.requests == 3
