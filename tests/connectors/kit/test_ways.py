"""Which way a request takes: redirects, TLS, proxies of the environment, the pace that a system allows."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.connectors.errors import RateLimited, Unavailable
from app.connectors.kit.addresses import base_url
from app.connectors.kit.budget import Budget, Rate, quota_left
from app.connectors.kit.call import prepared, taken_apart
from app.connectors.kit.line import Line
from app.connectors.kit.reply import Headers
from app.connectors.kit.wire import Limits
from tests.connectors.fault_proxy import FaultProxy, Says
from tests.connectors.kit.servers import Answer, Asked, Moment, Server, running, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"ok": True}) as server:
        yield server


def moved(status: int, location: str) -> Answer:
    return Answer({}, status, {"Location": location})


def test_that_a_read_follows_to_where_it_moved(server: Server) -> None:
    server.answer = lambda asked: moved(301, "/new?x=1") if asked.target == "/old" else Answer({"at": asked.target})
    with running() as context:
        reply = context.http.request("GET", f"{server.url}/old", headers={"X-Api-Key": "canary-1"})
        assert reply.json() == {"at": "/new?x=1"}
        assert context.requests == 2
    assert server.asked[1].headers["X-Api-Key"] == "canary-1"


def test_that_nothing_secret_follows_to_another_host(server: Server) -> None:
    with serving({"ok": True}) as other, running() as context:
        server.answer = lambda _: moved(302, f"{other.url}/there")
        headers = {"Authorization": "Bearer canary-1", "X-Sansan-Api-Key": "canary-2", "Cookie": "a=canary-3"}
        assert context.http.request("GET", server.url, headers=headers).json() == {"ok": True}
        assert "canary" not in str(dict(other.asked[0].headers))
        assert other.asked[0].headers["User-Agent"] == "Banso"
        # What a search asks for is nobody else's business either.
        server.answer = lambda _: moved(307, f"{other.url}/there")
        with pytest.raises(Unavailable, match="cannot be followed"):
            context.http.request("POST", server.url, json={"q": "佐藤"})
        assert len(other.asked) == 1


def test_that_a_search_moves_with_its_question_or_becomes_a_get(server: Server) -> None:
    status = 307
    server.answer = lambda asked: moved(status, "/new") if asked.target == "/old" else Answer({})
    with running() as context:
        context.http.request("POST", f"{server.url}/old", json={"q": 1})
        status = 303
        context.http.request("POST", f"{server.url}/old", json={"q": 1})
    assert [(asked.method, asked.body) for asked in server.asked if asked.target == "/new"] == [
        ("POST", b'{"q": 1}'),
        ("GET", b""),
    ]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_that_a_write_never_moves(server: Server, status: int) -> None:
    server.answer = lambda asked: moved(status, "/new")
    with running() as context, pytest.raises(Unavailable, match="cannot be followed"):
        context.http.request("POST", f"{server.url}/old", json={}, write=True)
    assert len(server.asked) == 1


@pytest.mark.parametrize("location", ["", "ftp://example.com/", "http://user:pass@127.0.0.1/", "http://[::1"])
def test_that_a_move_to_nowhere_ends(server: Server, location: str) -> None:
    server.answer = lambda asked: moved(302, location)
    with running() as context, pytest.raises(Unavailable, match="cannot be followed"):
        context.http.request("GET", server.url)
    assert len(server.asked) == 1


def test_that_moving_in_a_circle_ends(server: Server) -> None:
    server.answer = lambda asked: moved(302, "/again")
    with running() as context, pytest.raises(Unavailable, match="again and again"):
        context.http.request("GET", server.url)
    assert len(server.asked) == 6


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    both = folder / "both.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
        " -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run(
        [*command.split(), "-keyout", str(folder / "key"), "-out", str(folder / "cert")],
        check=True,
        capture_output=True,
    )
    both.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return both


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    with serving({"ok": True}) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        plain = server.socket.get_request

        def wrapped() -> object:
            sock, address = plain()
            sock.settimeout(5)
            try:
                return context.wrap_socket(sock, server_side=True), address
            except OSError:
                sock.close()
                raise

        server.socket.get_request = wrapped  # type: ignore[method-assign, assignment]
        server.url = server.url.replace("http:", "https:")
        yield server


def test_that_tls_is_checked_against_the_store(secure: Server, certificate: Path) -> None:
    with running() as context:
        with pytest.raises(Unavailable, match="certificate of the server is not to be trusted"):
            context.http.request("GET", secure.url)
        assert context.requests == 1
    with running(tls=lambda: ssl.create_default_context(cafile=str(certificate))) as context:
        assert context.http.request("GET", secure.url).json() == {"ok": True}
        # From a closed line to an open one: not even a reading request goes.
        secure.answer = lambda _: moved(302, secure.url.replace("https:", "http:"))
        with pytest.raises(Unavailable, match="cannot be followed"):
            context.http.request("GET", secure.url)


def test_that_a_stop_is_heard_under_tls(secure: Server, certificate: Path) -> None:
    arrived, release = threading.Event(), threading.Event()

    def slow(_: Asked) -> Answer:
        arrived.set()
        release.wait(5)
        return Answer({})

    secure.answer = slow
    trusting = ssl.create_default_context(cafile=str(certificate))
    with running(tls=lambda: trusting, cancelled=arrived.is_set) as context, pytest.raises(Exception, match="stopped"):
        context.http.request("GET", secure.url)
    release.set()


def test_that_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with (
        FaultProxy(1) as proxy,
        running(proxies=lambda: {"http": f"http://me:pa%20ss@127.0.0.1:{proxy.port}"}) as context,
    ):
        proxy.rule(lambda _: Says(200, b'{"by": "proxy"}'))
        assert context.http.request("GET", "http://crm.example.com/a?b=1").json() == {"by": "proxy"}
        assert proxy.seen[0].target == "http://crm.example.com/a?b=1"
        assert proxy.seen[0].headers["host"] == "crm.example.com"
        assert proxy.seen[0].headers["proxy-authorization"] == "Basic bWU6cGEgc3M="
    with FaultProxy(1) as proxy, running(proxies=lambda: {"https": f"127.0.0.1:{proxy.port}"}) as context:
        proxy.rule(lambda _: Says(407))
        with pytest.raises(Unavailable):
            context.http.request("PATCH", "https://crm.example.com/a")
        assert (proxy.seen[0].method, proxy.seen[0].target) == ("CONNECT", "crm.example.com:443")


def test_that_this_machine_is_reached_without_a_proxy(server: Server) -> None:
    with running(proxies=lambda: {"http": "http://127.0.0.1:1"}) as context:
        assert context.http.request("GET", server.url).status == 200


def test_that_requests_keep_to_the_pace_that_a_connector_declares(server: Server) -> None:
    class Acme:
        rate = Rate(4, 1.0)

    moment = Moment()
    line = Line.of(Acme(), moment.ticking)
    with running(line=line) as context:
        for _ in range(12):
            context.http.request("GET", server.url)
    assert moment.seconds - 1_000 == pytest.approx(2.0, abs=0.01)
    assert Line.of(object()).budget.wait() == 0
    slow = Line(Rate(1, 3_600), moment.ticking)
    with running(line=slow) as context:
        context.http.request("GET", server.url)
        with pytest.raises(RateLimited) as caught:
            context.http.request("GET", server.url)
        assert caught.value.retry_after == pytest.approx(3_600)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "30"}, 30),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "1796115630", "Date": "Tue, 01 Dec 2026 09:00:00 GMT"}, 30),
        ({"X-HubSpot-RateLimit-Remaining": "0", "X-HubSpot-RateLimit-Interval-Milliseconds": "10000"}, 10),
        ({"X-RateLimit-Remaining": "0"}, 1),
        ({"X-RateLimit-Remaining": "0", "Retry-After": "4"}, 4),
        ({"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "30"}, 0),
        ({"X-RateLimit-Remaining": "-1", "X-RateLimit-Reset": "nan"}, 0),
        ({}, 0),
    ],
)
def test_that_the_budget_hears_what_is_left(headers: dict[str, str], wait: float) -> None:
    moment = Moment()
    budget = Budget(lambda: moment.seconds)
    budget.hear(Headers(headers.items()), datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert budget.wait() == pytest.approx(wait)


def test_that_the_share_of_the_day_is_told(server: Server) -> None:
    server.answer = lambda _: Answer({}, headers={"Sforce-Limit-Info": "api-usage=95000/100000"})
    with running() as context:
        assert context.quota_left is None
        context.http.request("GET", server.url)
        assert context.quota_left == pytest.approx(0.05)
        server.answer = lambda _: Answer({})
        context.http.request("GET", server.url)
        assert context.quota_left == pytest.approx(0.05)
    daily = {"X-HubSpot-RateLimit-Daily": "1000", "X-HubSpot-RateLimit-Daily-Remaining": "250"}
    assert quota_left(Headers(daily.items())) == pytest.approx(0.25)
    assert quota_left(Headers([("Sforce-Limit-Info", "api-usage=5/0")])) is None


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        (" https://crm.example.com/ ", "https://crm.example.com"),
        ("crm.example.com/odoo/", "https://crm.example.com/odoo"),
        ("http://127.0.0.1:8069", "http://127.0.0.1:8069"),
        ("https://例え.jp", "https://例え.jp"),
    ],
)
def test_that_an_address_is_made_plain(typed: str, base: str) -> None:
    assert base_url("url", typed) == base


@pytest.mark.parametrize(
    "typed", ["", None, "http://crm.example.com", "https://a.jp/?x=1", "https://a:b@c.jp", "mailto:a@b"]
)
def test_that_an_address_that_cannot_work_names_its_field(typed: object) -> None:
    with pytest.raises(Exception, match="server:"):
        base_url("server", typed)
    assert base_url("server", "http://crm.example.com", plain=True) == "http://crm.example.com"


def test_that_a_name_in_any_script_becomes_an_origin() -> None:
    origin, target = taken_apart("https://例え.jp:8443/顧客?q=佐藤#part")
    assert origin == ("https", "xn--r8jz45g.jp", 8443)
    assert target == "/%E9%A1%A7%E5%AE%A2?q=%E4%BD%90%E8%97%A4"
    call = prepared("get", "https://[::1]:8443/a?x=1", headers={}, query={"y": "2"}, json=None, body=None, write=False)
    assert call.url == "https://[::1]:8443/a?x=1&y=2"
    assert str(call) == "GET ::1/a"
    assert "x=1" not in repr(call.headers)


def test_that_limits_are_those_of_the_contract() -> None:
    assert (Limits().connect, Limits().read) == (10.0, 60.0)
