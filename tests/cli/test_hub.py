"""`banso hub` and `banso hand-over`, as IT and a manager use them, on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.hub.schema import VERSION
from app.connectors.registry import BUILTIN
from tests.builders import new_book
from tests.cli.runner import Banso
from tests.live.postgres import Postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.close()


@pytest.fixture
def banso(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Banso:
    new_book(tmp_path / "profile").close()
    return Banso(tmp_path / "profile", capsys)


def test_that_the_hub_is_built_in_and_loads_nothing_that_speaks_postgres() -> None:
    import subprocess
    import sys

    asked = "import sys, app.connectors.registry as r; r.load('hub'); print('psycopg' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "False"
    assert "hub" in BUILTIN


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_one_command_prepares_a_database_and_tells_what_members_type(
    banso: Banso, server: Postgres, tmp_path: Path, lang: str
) -> None:
    phrase = tmp_path / "admin.txt"
    phrase.write_text(server.password)
    database = f"cli_{lang}"
    with server.admin("postgres") as db:
        db.execute(f"CREATE DATABASE {database}")  # type: ignore[call-overload]
    dsn = f"postgresql://postgres@127.0.0.1:{server.port}/{database}"
    words = ("hub", "prepare", "--dsn", dsn, "--password-file", phrase, "--name", "CS")
    first = banso.json(*words, "--team", "East", "--member", f"mio.{lang}=三浦 澪")
    assert (first["before"], first["version"], first["encrypted"], first["teams"]) == (0, VERSION, False, ["East"])
    (mio,) = first["members"]
    assert len(mio["password"]) > 20
    # Again, with one more: what is there stays, and its password is not told a second time.
    told = banso(*words, "--team", "East", "--member", f"rei.{lang}=Rei", "--sees", "own", lang=lang)
    assert told.code == 0, told.err
    assert mio["password"] not in told.out
    assert f"mio.{lang}" in told.out
    assert ("三浦 澪" in told.out, "127.0.0.1" in told.out) == (True, True)
    # What was told works.
    secret = tmp_path / "mio.txt"
    secret.write_text(mio["password"])
    made = banso.json(
        "connect", "hub", "--connector", "hub", "--set", "host=127.0.0.1", "--set", f"port={server.port}", "--set",
        f"database={database}", "--set", f"user=mio.{lang}", "--set", "tls=off", "--secret", f"password={secret}",
        "--write-back",
    )  # fmt: skip
    assert (made["write_back"], made["state"]) == (True, "on")
    assert banso.json("sync", "hub", "--secret", f"password={secret}")["state"] == "on"
    assert banso.json("connections")[0]["user"] == "三浦 澪"
    assert banso.json("hub", "dismiss", f"rei.{lang}", "--dsn", dsn, "--password-file", phrase) == {
        "dismissed": f"rei.{lang}"
    }
    with server.admin("postgres") as db:  # a server has one hub
        db.execute(f"DROP DATABASE {database} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("dsn", "field"),
    [
        ("postgresql://admin@db.example.com/banso?sslmode=disable", "tls"),
        ("postgresql://admin@db.example.com/banso?sslmode=require", "dsn"),
        ("postgresql://admin:secret@127.0.0.1/banso", "dsn"),
        ("postgresql://admin@127.0.0.1:1/banso?options=x", "dsn"),
        ("postgresql://admin@/banso", "host"),
        ("postgresql://127.0.0.1/banso", "user"),
    ],
)
def test_that_what_would_not_be_safe_or_cannot_work_is_refused_by_its_name(banso: Banso, dsn: str, field: str) -> None:
    assert banso.refused("hub", "prepare", "--dsn", dsn)["field"] == field


def test_that_members_need_one_team_and_a_name_that_can_sign_in(banso: Banso) -> None:
    dsn = "postgresql://admin@127.0.0.1:1/banso"
    assert banso.refused("hub", "prepare", "--dsn", dsn, "--member", "mio=澪")["field"] == "team"
    refused = banso.refused("hub", "prepare", "--dsn", dsn, "--team", "East", "--member", "Mio!=澪")
    assert refused["field"] == "member"
