"""`banso hub` and `banso hand-over`, as IT and a manager use them, on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.hub.prepare import Member
from app.connectors.hub.schema import VERSION
from app.connectors.registry import BUILTIN
from tests.builders import new_book
from tests.cli.runner import Banso
from tests.live.hub import Hub
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


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_an_administrator_who_is_refused_reads_why_and_that_nothing_is_half_done(
    banso: Banso, server: Postgres, tmp_path: Path, lang: str
) -> None:
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    right.write_text(server.password)
    wrong.write_text("a canary of a password")
    where = f"postgresql://postgres@127.0.0.1:{server.port}"
    half = {"ja": "途中の状態は残らず", "en": "Nothing is left half done"}[lang]
    none = banso.refused("hub", "prepare", "--dsn", f"{where}/none", "--password-file", right, lang=lang)
    assert none["field"] == "database"
    assert {"ja": "そのデータベースはありません。", "en": "no such database."}[lang] in none["message"]
    assert half in none["message"]
    nobody = banso.refused("hub", "dismiss", "mio", "--dsn", f"{where}/postgres", "--password-file", right, lang=lang)
    assert half in nobody["message"]
    stranger = banso.refused("hub", "prepare", "--dsn", f"{where}/banso", "--password-file", wrong, lang=lang)
    assert stranger["field"] == "password"
    assert {"ja": "データベースは何も変わっていません。", "en": "Nothing was changed in the database."}[
        lang
    ] in stranger["message"]
    assert "canary" not in str(stranger)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_member_who_is_stopped_reads_what_is_safe_and_what_to_do(
    banso: Banso, server: Postgres, tmp_path: Path, lang: str
) -> None:
    hub = Hub(server, Member("mio", "三浦 澪", "CS", "team", "pw-mio-1111"))
    try:
        secret = tmp_path / "secret.txt"
        secret.write_text("pw-mio-1111")
        given = [f"--set={name}={value}" for name, value in hub.config(Member("mio", "", "")).items()]
        banso.json("connect", "CS", "--connector", "hub", *given, "--secret", f"password={secret}", "--write-back")
        assert {"ja": "まだ同期していません", "en": "Not synced yet"}[lang] in banso("connections", lang=lang).out
        ran = ("sync", "CS", "--secret", f"password={secret}")
        assert banso.json(*ran)["state"] == "on"
        assert {"ja": "同期済み", "en": "Up to date"}[lang] in banso("connections", lang=lang).out
        safe = {"ja": "書いた内容はこの PC に残っています。", "en": "What you wrote is on this PC."}[lang]
        server.stop()
        try:
            assert safe in banso(*ran, lang=lang).err
            told = banso("connections", lang=lang).out
            assert {"ja": "オフライン", "en": "Offline"}[lang] in told
            assert {"ja": "同期済み", "en": "Up to date"}[lang] not in told
        finally:
            server.start()
        assert banso.json(*ran)["state"] == "on"
        dismissed = banso(
            "hub", "dismiss", "mio", "--dsn", hub_address(hub), "--password-file", admin(server, tmp_path)
        )
        assert dismissed.code == 0, dismissed.err
        told = banso(*ran, lang=lang).err
        assert safe in told
        assert {"ja": "管理者に確かめてください。", "en": "ask who looks after that system."}[lang] in told
        assert {"ja": "メンバーではありません。", "en": "not a member of this team hub."}[lang] in told
    finally:
        hub.drop()
        with server.admin("postgres") as db:
            db.execute("DROP ROLE IF EXISTS mio")


def hub_address(hub: Hub) -> str:
    """Return where a hub is, as an administrator names it."""
    return f"postgresql://postgres@127.0.0.1:{hub.server.port}/{hub.database}"


def admin(server: Postgres, folder: Path) -> Path:
    """Return a file with the administrator's password."""
    file = folder / "admin.txt"
    file.write_text(server.password)
    return file
