"""What a bad line does to one request, over real sockets through the proxy: reads heal, a write goes but once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.errors import AuthExpired, Cancelled, ConnectorError, RateLimited, Unavailable
from app.connectors.kit.line import Line
from app.connectors.kit.wire import Limits
from tests.connectors.fault_proxy import (
    BROKEN,
    CAPTIVE,
    SIGNED_OUT,
    TOO_MANY,
    Cut,
    Drip,
    Drop,
    DropAfter,
    Fault,
    FaultProxy,
    Late,
    Reset,
    Says,
    Stall,
    Twice,
)
from tests.connectors.kit.servers import QUICK, Answer, Asked, Moment, Server, running, serving

ROWS = [{"id": number, "name": "青葉商事"} for number in range(40)]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(ROWS) as server:
        yield server


@pytest.fixture
def proxy(server: Server) -> Iterator[FaultProxy]:
    with FaultProxy(server.port) as proxy:
        yield proxy


HEALED = [Drop(), DropAfter(), Reset(), Reset(after=True), Late(), Cut(100), Cut(0), Cut(-30), Stall(), BROKEN]


@pytest.mark.parametrize("fault", HEALED, ids=repr)
def test_that_a_read_heals_from_what_a_line_does(proxy: FaultProxy, fault: Fault) -> None:
    proxy.script(fault)
    with running(limits=QUICK) as context:
        assert context.http.request("GET", proxy.url).json() == ROWS
        assert context.requests == len(proxy.seen) == 2


@pytest.mark.parametrize("fault", HEALED, ids=repr)
def test_that_a_write_goes_once_and_ends_unsure(proxy: FaultProxy, fault: Fault) -> None:
    proxy.script(fault)
    with running(limits=QUICK) as context, pytest.raises(Unavailable):
        context.http.request("POST", proxy.url, json={"name": "a"}, write=True)
    assert len(proxy.seen) == 1


@pytest.mark.parametrize(
    ("fault", "reached"),
    [(Drop(), 0), (Reset(), 0), (Stall(), 0), (DropAfter(), 1), (Cut(3), 1), (Says(502, after=True), 1), (Twice(), 2)],
    ids=repr,
)
def test_that_the_proxy_does_what_it_is_told(proxy: FaultProxy, server: Server, fault: Fault, reached: int) -> None:
    proxy.script(fault)
    with running(limits=QUICK) as context:
        try:
            context.http.request("POST", proxy.url, json={"n": 1}, write=True)
        except ConnectorError:
            assert not isinstance(fault, Twice)
    assert [asked.body for asked in server.asked] == [b'{"n": 1}'] * reached
    assert len(proxy.forwarded) == reached


def test_that_a_late_request_arrives_when_it_is_let(proxy: FaultProxy, server: Server) -> None:
    proxy.script(Late())
    with running() as context:
        with pytest.raises(Unavailable):
            context.http.request("PATCH", proxy.url, json={"n": 1}, write=True)
        context.http.request("PATCH", proxy.url, json={"n": 2}, write=True)
        (answer,) = proxy.deliver()
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert [asked.body for asked in server.asked] == [b'{"n": 2}', b'{"n": 1}']
    assert proxy.deliver() == []


def test_that_a_fault_is_chosen_by_request(proxy: FaultProxy) -> None:
    proxy.rule(lambda request: SIGNED_OUT if request.method == "DELETE" else None)
    with running() as context:
        assert context.http.request("GET", proxy.url).json() == ROWS
        with pytest.raises(AuthExpired):
            context.http.request("DELETE", f"{proxy.url}/1")
        assert [request.method for request in proxy.seen] == ["GET", "DELETE"]


def test_that_a_slow_drip_ends_with_the_time_for_the_whole(proxy: FaultProxy) -> None:
    proxy.script(Drip(0.02))
    with running(line=Line(), limits=Limits(read=5.0, total=0.2)) as context:
        began = time.monotonic()
        with pytest.raises(Unavailable, match="took too long"):
            context.http.request("GET", proxy.url)
        assert time.monotonic() - began < 1
    assert len(proxy.seen) == 1


@pytest.mark.parametrize("keeps", ["keep-alive", "close"])
@pytest.mark.parametrize("fault", [Drip(0.02), Stall()], ids=repr)
def test_that_a_stop_is_heard_within_a_second_whatever_the_line_does(
    server: Server, proxy: FaultProxy, fault: Fault, keeps: str
) -> None:
    server.answer = lambda _: Answer(ROWS, headers={"Connection": keeps})
    proxy.script(fault)
    began = time.monotonic()
    with (
        running(line=Line(), cancelled=lambda: time.monotonic() - began > 0.1) as context,
        pytest.raises(Cancelled),
    ):
        context.http.request("GET", proxy.url)
    assert time.monotonic() - began < 1
    # Nor does anything go on behind it.
    for thread in threading.enumerate():
        if thread.name == "banso-request":
            thread.join(1)
            assert not thread.is_alive()


def test_that_a_body_without_a_length_that_is_cut_off_is_no_json() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1, 2\r\n"
    with serving(ROWS) as server, FaultProxy(server.port) as proxy, running(limits=QUICK) as context:
        proxy._asked = lambda request: chunked  # type: ignore[method-assign]
        proxy.rule(lambda _: Cut(10_000))
        with pytest.raises(Unavailable, match="the line broke"):
            context.http.request("GET", proxy.url)


def test_that_a_reply_of_untold_length_has_a_largest_size_too(server: Server, proxy: FaultProxy) -> None:
    server.answer = lambda _: Answer(
        b"3e8\r\n" + b" " * 1_000 + b"\r\n0\r\n\r\n", headers={"Transfer-Encoding": "chunked"}
    )
    with running() as context:
        assert len(context.http.request("GET", server.url).body) == 1_000
    with running(limits=Limits(body=999)) as context, pytest.raises(Unavailable, match="larger"):
        context.http.request("GET", server.url)


def test_that_429_is_left_to_the_engine_and_nothing_goes_meanwhile(proxy: FaultProxy) -> None:
    moment = Moment()
    proxy.script(TOO_MANY)
    with running(moment=moment) as context:
        with pytest.raises(RateLimited) as caught:
            context.http.request("GET", proxy.url)
        assert caught.value.retry_after == 7
        assert len(proxy.seen) == 1
        # Asked again too early, the door waits the rest by itself.
        moment.pass_by(4)
        assert context.http.request("GET", proxy.url).json() == ROWS
        assert sum(moment.slept) == pytest.approx(3)
        proxy.script(Says(429, b"{}", (("Retry-After", "3600"),)))
        with pytest.raises(RateLimited):
            context.http.request("GET", proxy.url)
        with pytest.raises(RateLimited) as caught:
            context.http.request("GET", proxy.url)
        assert caught.value.retry_after == pytest.approx(3600)
        assert len(proxy.seen) == 3


def test_that_the_sign_in_page_of_a_hotel_is_never_an_empty_page(proxy: FaultProxy) -> None:
    proxy.rule(lambda _: CAPTIVE)
    with running() as context, pytest.raises(Unavailable):
        context.http.request("GET", proxy.url)
    assert len(proxy.seen) == 1


def test_that_only_the_clock_of_the_server_counts(proxy: FaultProxy) -> None:
    moment = Moment()
    moment.wall = datetime(1970, 1, 1, tzinfo=UTC)
    with running(moment=moment) as context:
        assert context.server_now().year == 1970
        proxy.script(Says(200, b"{}", (("Date", "Tue, 01 Dec 2026 09:00:00 GMT"),)))
        context.http.request("GET", proxy.url)
        told = datetime(2026, 12, 1, 9, tzinfo=UTC)
        assert context.server_now() == told
        moment.pass_by(90)
        assert context.server_now() == told + timedelta(seconds=90)
        # A server that was set back is believed.
        proxy.script(Says(200, b"{}", (("Date", "Mon, 30 Nov 2026 09:00:00 GMT"),)))
        context.http.request("GET", proxy.url)
        assert context.server_now() == told - timedelta(days=1)


def test_that_a_connection_that_died_while_idle_costs_no_wait(server: Server) -> None:
    moment = Moment()
    with FaultProxy(server.port) as proxy, running(moment=moment) as context:
        context.http.request("GET", proxy.url)
        proxy.script(Drop())
        assert context.http.request("GET", proxy.url).json() == ROWS
        assert moment.slept == []
        # One that had only just begun is no such thing.
        context.close()
        proxy.script(Drop())
        assert context.http.request("GET", proxy.url).json() == ROWS
        assert moment.slept != []


def test_that_a_write_does_not_trust_an_idle_connection(server: Server) -> None:
    moment = Moment()
    with running(moment=moment) as context:
        context.http.request("GET", server.url)
        moment.pass_by(10)
        context.http.request("GET", server.url)
        assert server.connections == 1
        moment.pass_by(10)
        context.http.request("PATCH", server.url, json={}, write=True)
        assert server.connections == 2


def test_that_what_was_asked_stays_out_of_messages(proxy: FaultProxy) -> None:
    proxy.rule(lambda _: BROKEN)
    with running({"key": "canary-7781"}) as context, pytest.raises(Unavailable) as caught:
        context.http.request("GET", f"{proxy.url}/accounts", query={"email": "sato@example.com", "key": "canary-7781"})
    assert str(caught.value) == "GET 127.0.0.1/accounts: status 500"


def test_that_a_head_reply_has_no_body(proxy: FaultProxy) -> None:
    with running() as context:
        assert context.http.request("HEAD", proxy.url).body == b""


def test_that_many_replies_at_once_are_kept_apart() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def echo(asked: Asked) -> Answer:
        return Answer({"target": asked.target})

    with serving(echo) as server, running() as context, ThreadPoolExecutor(4) as pool:
        targets = [f"/{number}" for number in range(40)]
        replies = pool.map(lambda target: context.http.request("GET", server.url + target).json()["target"], targets)
        assert list(replies) == targets
        assert context.requests == 40
