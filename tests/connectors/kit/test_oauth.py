"""Signing in by the browser against a small authorisation server on this machine, and tokens renewed afterwards."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

from app.connectors.base import OAuth2
from app.connectors.errors import AuthExpired, BadConfig, Cancelled, Unavailable
from app.connectors.kit.oauth import ACCESS, REFRESH, UNTIL, Endpoints, Tokens, challenge, sign_in
from tests.connectors.fault_proxy import BROKEN, DropAfter, FaultProxy
from tests.connectors.kit.servers import Answer, Asked, Moment, Server, running, serving

AUTH = OAuth2("{url}/authorize", "{url}/token", ("api", "refresh_token"), "banso-desk")


class Authority:
    """Gives a code for a challenge, tokens for the code and its verifier, once; each renewal ends the one before."""

    def __init__(self) -> None:
        self.codes: dict[str, dict[str, str]] = {}
        self.renewals: set[str] = set()
        self.valid: set[str] = set()
        self.count = 0
        self.lasts: object = 3_600
        self.denies = ""
        self.slow = 0.0

    def __call__(self, asked: Asked) -> Answer:
        if asked.target.startswith("/authorize"):
            return self._authorize(asked)
        if asked.target == "/token":
            return self._token({name: values[0] for name, values in parse_qs(asked.body.decode()).items()})
        token = asked.headers.get("Authorization", "").removeprefix("Bearer ")
        return Answer({"n": 1}) if token in self.valid else Answer({"error": "expired"}, 401)

    def _authorize(self, asked: Asked) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.target).query).items()}
        assert query["response_type"] == "code"
        assert query["client_id"] == "banso-desk"
        assert query["scope"] == "api refresh_token"
        assert query["code_challenge_method"] == "S256"
        back = f"{query['redirect_uri']}?state={query['state']}"
        if self.denies:
            return Answer({}, 302, {"Location": f"{back}&error={self.denies}"})
        self.codes["code-1"] = query
        return Answer({}, 302, {"Location": f"{back}&code=code-1"})

    def _token(self, form: dict[str, str]) -> Answer:
        time.sleep(self.slow)
        assert form["client_id"] == "banso-desk"
        assert "client_secret" not in form
        if form["grant_type"] == "authorization_code":
            asked = self.codes.pop(form["code"], None)
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            right = asked and asked["code_challenge"] == expected and asked["redirect_uri"] == form["redirect_uri"]
        else:
            right = form["refresh_token"] in self.renewals
            self.renewals.discard(form["refresh_token"])
        if not right:
            return Answer({"error": "invalid_grant", "error_description": "canary words"}, 400)
        self.count += 1
        access, renewal = f"access-canary-{self.count}", f"refresh-canary-{self.count}"
        self.valid = {access}
        self.renewals.add(renewal)
        said = {"access_token": access, "refresh_token": renewal, "token_type": "Bearer", "expires_in": self.lasts}
        return Answer(said)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def server(authority: Authority) -> Iterator[Server]:
    with serving(authority) as server:
        yield server


def browser(address: str) -> tuple[int, str]:
    """Open an address as a browser would, and return what is shown in the end."""
    with build_opener(ProxyHandler({})).open(address, timeout=5) as page:
        return page.status, page.read().decode()


def in_browser(then: Callable[[str], Any] = browser) -> Callable[[str], None]:
    def open_address(address: str) -> None:
        threading.Thread(target=then, args=(address,), daemon=True).start()

    return open_address


def signed_in(server: Server, store: dict[str, str]) -> Tokens:
    config = {"url": server.url}
    with running() as context:
        sign_in(AUTH, config, context.http, store, in_browser(), lambda: False, ticking=Moment().ticking)
    return Tokens(AUTH, config, store, Moment().ticking)


def test_that_a_person_signs_in_and_requests_carry_the_token(server: Server, authority: Authority) -> None:
    store: dict[str, str] = {}
    shown: list[tuple[int, str]] = []
    config = {"url": server.url + "/"}
    with running() as context:
        sign_in(
            AUTH, config, context.http, store, in_browser(lambda address: shown.append(browser(address))),
            lambda: False, said="サインインしました <b>", ticking=Moment().ticking,
        )  # fmt: skip
    assert shown[0][0] == 200
    assert "サインインしました &lt;b&gt;" in shown[0][1]
    assert (store[ACCESS], store[REFRESH]) == ("access-canary-1", "refresh-canary-1")
    assert int(store[UNTIL]) == int(Moment().wall.timestamp()) + 3_600
    with running(token=Tokens(AUTH, config, store, Moment().ticking)) as context:
        assert context.http.request("GET", f"{server.url}/data").json() == {"n": 1}
    assert server.asked[-1].headers["Authorization"] == "Bearer access-canary-1"


def test_that_an_answer_without_our_state_is_nobodys(server: Server) -> None:
    store: dict[str, str] = {}
    refused = []

    def forged_first(address: str) -> None:
        back = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        port = urlsplit(back).port
        for path, host in (
            ("/callback?code=evil&state=guess", f"127.0.0.1:{port}"),
            ("/callback?code=evil", f"127.0.0.1:{port}"),
            (f"/other?state={parse_qs(urlsplit(address).query)['state'][0]}&code=evil", f"127.0.0.1:{port}"),
            (f"/callback?state={parse_qs(urlsplit(address).query)['state'][0]}&code=evil", f"evil.example:{port}"),
        ):
            with socket.create_connection(("127.0.0.1", port or 0), timeout=5) as sock:
                sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                refused.append(sock.makefile("rb").readline().split()[1])
        browser(address)

    with running() as context:
        sign_in(AUTH, {"url": server.url}, context.http, store, in_browser(forged_first), lambda: False)
    assert refused == [b"404"] * 4
    assert store[ACCESS] == "access-canary-1"


def test_that_a_socket_that_says_nothing_keeps_nobody_waiting(server: Server) -> None:
    silent: list[socket.socket] = []

    def ahead(address: str) -> None:
        port = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0]).port
        silent.append(socket.create_connection(("127.0.0.1", port or 0), timeout=5))
        browser(address)

    store: dict[str, str] = {}
    began = time.monotonic()
    with running() as context:
        sign_in(AUTH, {"url": server.url}, context.http, store, in_browser(ahead), lambda: False)
    assert time.monotonic() - began < 2
    silent[0].close()


def test_that_a_person_who_says_no_is_not_signed_in(server: Server, authority: Authority) -> None:
    authority.denies = "access_denied"
    store: dict[str, str] = {}
    shown: list[tuple[int, str]] = []

    def seen(address: str) -> None:
        shown.append(browser(address))

    with running() as context, pytest.raises(AuthExpired, match="access_denied"):
        sign_in(
            AUTH, {"url": server.url}, context.http, store, seen, lambda: False, said="yes", refused="not signed <in>"
        )
    assert store == {}
    assert "not signed &lt;in&gt;" in shown[0][1]
    assert "yes" not in shown[0][1]


def test_that_waiting_for_the_browser_can_be_stopped_and_ends(server: Server) -> None:
    with running() as context:
        began = time.monotonic()
        with pytest.raises(Cancelled):
            sign_in(
                AUTH, {"url": server.url}, context.http, {}, lambda _: None,
                lambda: time.monotonic() - began > 0.05,
            )  # fmt: skip
        assert time.monotonic() - began < 1
        with pytest.raises(Unavailable, match="nobody signed in"):
            sign_in(AUTH, {"url": server.url}, context.http, {}, lambda _: None, lambda: False, timeout=0.0)


def test_that_a_port_in_use_is_named(server: Server) -> None:
    with running() as context, pytest.raises(BadConfig) as caught:
        sign_in(AUTH, {"url": server.url}, context.http, {}, lambda _: None, lambda: False, port=server.port)
    assert caught.value.field == "port"


def test_that_a_code_is_good_for_the_one_who_asked(server: Server, authority: Authority) -> None:
    def spied(address: str) -> None:
        authority.codes["code-1"] = {"code_challenge": challenge("other"), "redirect_uri": "http://127.0.0.1"}
        query = parse_qs(urlsplit(address).query)
        browser(f"{query['redirect_uri'][0]}?state={query['state'][0]}&code=code-1")

    with running() as context, pytest.raises(AuthExpired, match="invalid_grant") as caught:
        sign_in(AUTH, {"url": server.url}, context.http, {}, in_browser(spied), lambda: False)
    assert "canary" not in str(caught.value)


def test_that_the_challenge_is_that_of_the_standard() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_that_a_refused_token_is_renewed_once_and_the_read_replayed(server: Server, authority: Authority) -> None:
    store: dict[str, str] = {}
    tokens = signed_in(server, store)
    authority.valid = set()
    with running(token=tokens) as context:
        assert context.http.request("GET", f"{server.url}/data").json() == {"n": 1}
        assert context.requests == 3
    assert (store[ACCESS], store[REFRESH]) == ("access-canary-2", "refresh-canary-2")


def test_that_a_refused_write_is_not_replayed_and_the_next_one_goes_through(
    server: Server, authority: Authority
) -> None:
    store: dict[str, str] = {}
    tokens = signed_in(server, store)
    authority.valid = set()
    with running(token=tokens) as context:
        with pytest.raises(AuthExpired):
            context.http.request("POST", f"{server.url}/data", json={}, write=True)
        assert context.requests == 1
        context.http.request("POST", f"{server.url}/data", json={}, write=True)
    assert authority.count == 2


def test_that_a_token_that_is_refused_though_new_ends_the_run(server: Server, authority: Authority) -> None:
    tokens = signed_in(server, {})
    data = [Answer({}, 401)]
    server.answer = lambda asked: data[0] if asked.target == "/data" else authority(asked)
    with running(token=tokens) as context, pytest.raises(AuthExpired):
        context.http.request("GET", f"{server.url}/data")
    assert (context.requests, authority.count) == (3, 2)


def test_that_a_sign_in_that_ended_is_told_and_a_line_that_broke_is_not_taken_for_it(
    server: Server, authority: Authority
) -> None:
    store: dict[str, str] = {}
    signed_in(server, store)
    authority.valid = set()
    with FaultProxy(server.port) as proxy:
        tokens = Tokens(AUTH, {"url": proxy.url}, store, Moment().ticking)
        proxy.rule(lambda request: BROKEN if request.target == "/token" else None)
        with running(token=tokens) as context, pytest.raises(Unavailable):
            context.http.request("GET", f"{proxy.url}/data")
        # A renewal that may have been used up goes out but once.
        assert [request.target for request in proxy.seen] == ["/data", "/token"]
        proxy.rule(lambda request: DropAfter() if request.target == "/token" else None)
        with running(token=tokens) as context, pytest.raises(Unavailable):
            context.http.request("GET", f"{proxy.url}/data")
        proxy.rule(None)
        with running(token=tokens) as context, pytest.raises(AuthExpired, match="invalid_grant"):
            context.http.request("GET", f"{proxy.url}/data")


def test_that_a_token_about_to_end_is_renewed_beforehand(server: Server, authority: Authority) -> None:
    authority.lasts = "90"
    store: dict[str, str] = {}
    signed_in(server, store)
    moment = Moment()
    tokens = Tokens(AUTH, {"url": server.url}, store, moment.ticking)
    with running(token=tokens) as context:
        context.http.request("GET", f"{server.url}/data")
        assert authority.count == 1
        moment.pass_by(45)
        authority.lasts = None
        context.http.request("PATCH", f"{server.url}/data", json={})
        assert authority.count == 2
        assert UNTIL not in store


def test_that_many_who_need_a_token_renew_it_once(server: Server, authority: Authority) -> None:
    from concurrent.futures import ThreadPoolExecutor

    tokens = signed_in(server, {})
    authority.slow = 0.05
    with running(token=tokens) as context, ThreadPoolExecutor(4) as pool:
        first = tokens.token(context.http.bare)
        tokens.refused(first)
        found = set(pool.map(lambda _: tokens.token(context.http.bare), range(4)))
    assert found == {"access-canary-2"}
    assert authority.count == 2


def test_that_the_renewed_right_is_kept_before_the_token_is_used(server: Server, authority: Authority) -> None:
    class Store(dict[str, str]):
        order: list[str] = []  # noqa: RUF012

        def __setitem__(self, name: str, value: str) -> None:
            self.order.append(name)
            super().__setitem__(name, value)

    store = Store()
    tokens = signed_in(server, store)
    tokens.refused(store[ACCESS])
    Store.order.clear()
    with running(token=tokens) as context:
        context.http.request("GET", f"{server.url}/data")
    assert Store.order.index(REFRESH) < Store.order.index(ACCESS)


def test_that_a_request_that_is_signed_already_stays_as_it_is(server: Server, authority: Authority) -> None:
    tokens = signed_in(server, {})
    authority.valid.add("own")
    with running(token=tokens) as context:
        context.http.request("GET", f"{server.url}/data", headers={"authorization": "Bearer own"})
    assert server.asked[-1].headers["Authorization"] == "Bearer own"


def test_that_the_same_token_is_not_tried_twice(server: Server) -> None:
    class Fixed:
        def token(self, http: object) -> str:
            return "canary-fixed"

        def refused(self, token: str) -> None:
            """There is no other."""

    with running(token=Fixed()) as context:
        with pytest.raises(AuthExpired):
            context.http.request("GET", f"{server.url}/data")
        # It came after the run began, and is struck out all the same.
        assert context.redactor.text("sent canary-fixed") == "sent ***"
    assert len(server.asked) == 1


def test_that_nobody_signed_in_is_told_without_a_request(server: Server) -> None:
    with running(token=Tokens(AUTH, {"url": server.url}, {})) as context, pytest.raises(AuthExpired):
        context.http.request("GET", f"{server.url}/data")
    assert server.asked == []


def test_that_a_token_never_goes_over_plain_http() -> None:
    tokens = Tokens(AUTH, {"url": "https://crm.example.com"}, {ACCESS: "canary"})
    with running(token=tokens) as context:
        with pytest.raises(Unavailable, match="plain http"):
            context.http.request("GET", "http://crm.example.com/data")
        assert context.requests == 0
    assert "canary" not in repr(tokens)


@pytest.mark.parametrize(
    "said",
    [[], {}, {"access_token": 7}, {"access_token": "a", "token_type": "mac"}, {"error": "Server canary!"}],
    ids=json.dumps,
)
def test_that_an_endpoint_that_gives_no_token_is_unavailable(server: Server, said: object) -> None:
    server.answer = lambda _: Answer(said, 400 if isinstance(said, dict) and "error" in said else 200)
    store = {REFRESH: "r"}
    with running(token=Tokens(AUTH, {"url": server.url}, store)) as context, pytest.raises(Unavailable) as caught:
        context.http.request("GET", f"{server.url}/data")
    assert "canary" not in str(caught.value)
    assert store == {REFRESH: "r"}


def test_that_the_settings_fill_the_addresses() -> None:
    ends = Endpoints.of(AUTH, {"url": " https://crm.example.com/ "})
    assert ends == Endpoints("https://crm.example.com/authorize", "https://crm.example.com/token")
    for config in ({}, {"url": ""}, {"url": "http://crm.example.com"}, {"url": "https://a:b@crm.example.com"}):
        with pytest.raises(BadConfig) as caught:
            Endpoints.of(AUTH, config)
        assert caught.value.field == "url"
