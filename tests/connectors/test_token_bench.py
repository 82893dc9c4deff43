"""A connector that signs in on a web page goes through the suite with a token of its bench."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Identity, OAuth2
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.server import Answer, Asked, FakeServer
from app.connectors.conformance.suite import settings


class Session:
    def __init__(self, url: str, ctx: Any) -> None:
        self.url, self.ctx = url, ctx

    def identity(self) -> Identity:
        return Identity(self.ctx.http.request("GET", f"{self.url}/me").json()["org"])

    def describe(self, types: object = None) -> list[Any]:
        return []

    def close(self) -> None:
        pass


class Signed:
    auth = OAuth2("https://x.example/authorize", "https://x.example/token", ("all",), "banso")

    def open(self, config: Mapping[str, Any], ctx: Any) -> Session:
        return Session(config["url"], ctx)


class SignedBench(Bench):
    connector = Signed

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.front = FakeServer(self.answer)

    def answer(self, asked: Asked) -> Answer:
        right = asked.headers.get("authorization") == "Bearer right"
        return Answer({"org": "one"}) if right else Answer({}, 401)

    def close(self) -> None:
        self.front.close()

    def config(self) -> Mapping[str, Any]:
        return {"url": self.front.url}

    def secrets(self) -> Mapping[str, str]:
        return {"access_token": "right"}

    def bad_secrets(self) -> Mapping[str, str]:
        return {"access_token": "wrong"}

    def token(self, secrets: Mapping[str, str]) -> str:
        return secrets["access_token"]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SignedBench]:
    made = SignedBench(tmp_path)
    yield made
    made.close()


def test_that_the_token_signs_each_request(bench: SignedBench) -> None:
    settings.test_auth_is_declared(bench)
    settings.test_identity_stable(bench)
    settings.test_bad_credentials_is_auth_expired(bench)
    assert bench.front.requests >= 4
