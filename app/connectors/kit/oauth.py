"""Signing in on a web page of the system: loopback and PKCE (RFC 8252, 7636), and renewing the token afterwards.

A public client: there is no client secret. Where the system gives out a new refresh token with each renewal, it is kept
before the renewed token is used: one that was used and not kept would end the sign-in.
"""

from __future__ import annotations

import html
import re
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from app.connectors.base import HttpClient, HttpReply, OAuth2
from app.connectors.errors import AuthExpired, BadConfig, Unavailable
from app.connectors.kit.call import taken_apart
from app.connectors.kit.loopback import Loopback
from app.connectors.kit.ticking import Ticking

ACCESS, REFRESH, UNTIL = "access_token", "refresh_token", "token_until"
"""The names under which a sign-in is kept; `token_until` is a hint by this machine's clock, the server decides."""

EARLY = 60.0
TIMEOUT = 300.0
SAID = "You are signed in. You can close this page and go back to Banso."
REFUSED = "You are not signed in. You can close this page and try again in Banso."

_PARAM = re.compile(r"\{(\w+)\}")
_CODE = re.compile(r"[a-z_]{1,60}")
# What the token endpoint says when only the person can help.
_OVER = {"invalid_grant", "unauthorized_client", "access_denied", "invalid_client", "interaction_required"}


@dataclass(frozen=True)
class Endpoints:
    """Where to sign in and where tokens come from, with the settings filled in."""

    authorize: str
    token: str

    @classmethod
    def of(cls, auth: OAuth2, config: Mapping[str, object]) -> Endpoints:
        """Return the addresses of a connection; they are https or this very machine, nothing else."""
        return cls(_filled(auth.authorize_url, config), _filled(auth.token_url, config))


def sign_in(
    auth: OAuth2,
    config: Mapping[str, object],
    http: HttpClient,
    store: MutableMapping[str, str],
    open_address: Callable[[str], object],
    cancelled: Callable[[], bool],
    *,
    port: int = 0,
    said: str = SAID,
    refused: str = REFUSED,
    timeout: float = TIMEOUT,
    ticking: Ticking | None = None,
) -> None:
    """Let the person sign in with their own browser, and keep the tokens in `store`.

    `http` is a door without a token. `port` is fixed where the system wants the way back registered. AuthExpired where
    the person or the system said no; `said` is what the browser shows in the end, `refused` what it shows then.
    """
    ends = Endpoints.of(auth, config)
    ticking = ticking or Ticking()
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    way_back = Loopback(state, html.escape(said), html.escape(refused), port)
    try:
        asked = {
            "response_type": "code",
            "client_id": auth.client_id,
            "redirect_uri": way_back.address,
            "state": state,
        }
        if auth.scopes:
            asked["scope"] = " ".join(auth.scopes)
        if auth.pkce:
            asked |= {"code_challenge": challenge(verifier), "code_challenge_method": "S256"}
        open_address(ends.authorize + ("&" if "?" in ends.authorize else "?") + urlencode(asked))
        answer = way_back.answer(ticking, timeout, cancelled)
    finally:
        way_back.close()
    if "code" not in answer:
        raise AuthExpired(f"the sign-in was refused ({_code(answer.get('error', ''))})")
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": way_back.address,
        "client_id": auth.client_id,
    }
    if auth.pkce:
        form["code_verifier"] = verifier
    _keep(store, _asked_for(http, ends.token, form), ticking)


def challenge(verifier: str) -> str:
    """Return what is told beforehand about the verifier: its SHA-256."""
    return urlsafe_b64encode(sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode()


class Tokens:
    """A TokenSource over what `sign_in` kept; renews one at a time, whoever asks."""

    def __init__(
        self,
        auth: OAuth2,
        config: Mapping[str, object],
        store: MutableMapping[str, str],
        ticking: Ticking | None = None,
    ) -> None:
        self._auth = auth
        self._url = Endpoints.of(auth, config).token
        self._store = store
        self._ticking = ticking or Ticking()
        self._refused: str | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"<Tokens of {self._auth.client_id}>"

    def token(self, http: HttpClient) -> str:
        """Return a token to use now."""
        with self._lock:
            present = self._store.get(ACCESS, "")
            if present and present != self._refused and not self._is_ending():
                return present
            renewal = self._store.get(REFRESH, "")
            if not renewal:
                raise AuthExpired("nobody is signed in")
            form = {"grant_type": "refresh_token", "refresh_token": renewal, "client_id": self._auth.client_id}
            _keep(self._store, _asked_for(http, self._url, form), self._ticking)
            return self._store[ACCESS]

    def refused(self, token: str) -> None:
        """Note that the system did not take this token; the next one asked for is a new one."""
        with self._lock:
            self._refused = token

    def _is_ending(self) -> bool:
        until = self._store.get(UNTIL, "")
        return until.isdecimal() and int(until) - EARLY < self._ticking.now().timestamp()


def _asked_for(http: HttpClient, url: str, form: Mapping[str, str]) -> Mapping[str, object]:
    reply = http.request(
        "POST",
        url,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode(form).encode(),
        # A code and a rotating refresh token are good for one use: a repetition would look like theft.
        write=True,
    )
    said = reply.json()
    if not isinstance(said, Mapping):
        raise Unavailable("the token endpoint answered with something else")
    if reply.status != 200:
        raise _refusal(reply, said)
    if not isinstance(said.get("access_token"), str) or str(said.get("token_type", "bearer")).lower() != "bearer":
        raise Unavailable("the token endpoint gave no token that can be used")
    return said


def _refusal(reply: HttpReply, said: Mapping[str, object]) -> AuthExpired | Unavailable:
    code = _code(said.get("error", ""))
    why = f"the token endpoint refused: {code} (status {reply.status})"
    return AuthExpired(why) if code in _OVER else Unavailable(why)


def _keep(store: MutableMapping[str, str], said: Mapping[str, object], ticking: Ticking) -> None:
    renewal = said.get("refresh_token")
    if isinstance(renewal, str) and renewal:
        store[REFRESH] = renewal
    lasts = said.get("expires_in")
    if isinstance(lasts, int | str) and str(lasts).isdecimal():
        store[UNTIL] = str(int(ticking.now().timestamp()) + int(lasts))
    else:
        store.pop(UNTIL, None)
    store[ACCESS] = str(said["access_token"])


def _filled(address: str, config: Mapping[str, object]) -> str:
    def value(found: re.Match[str]) -> str:
        given = config.get(found[1])
        if given in (None, ""):
            raise BadConfig(found[1], "This is needed to sign in.")
        return str(given).strip().rstrip("/")

    filled = _PARAM.sub(value, address)
    try:
        origin, _ = taken_apart(filled)
        private = origin.is_private
    except BadConfig:
        private = False
    if not private:
        # Named is what the person can change.
        names = _PARAM.findall(address)
        raise BadConfig(names[0] if names else "url", "The address to sign in at must begin with https://.")
    return filled


def _code(text: object) -> str:
    # Only the word that the standard knows: what stands beside it is the server's own prose.
    return text if isinstance(text, str) and _CODE.fullmatch(text) else "error"
