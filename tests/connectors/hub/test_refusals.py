"""Why a server refuses a line is known by its code, in whatever language it says so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from app.connectors.errors import AuthExpired, BadConfig, ConnectorError, Forbidden, Unavailable
from app.connectors.hub import HubConnector
from app.connectors.hub.prepare import Member, connect
from tests.live.hub import AIKO, KEN, Hub
from tests.live.pg_porter import CLEAR_PASSWORD, LET_IN, Porter, refusal
from tests.live.postgres import Postgres
from tests.sync.desk import Context

LANGUAGE = "ja_JP.UTF-8"
MD5 = Member("old", "Older", "CS", "team", "pw-old-5555")


@pytest.fixture(scope="module")
def japanese() -> Iterator[Hub]:
    """A hub on a server that speaks Japanese."""
    words = Path("/usr/share/locale/ja/LC_MESSAGES")
    if shutil.which("localedef") is None or not list(words.glob("postgres-*.mo")):
        pytest.skip("PostgreSQL has no Japanese here: NOTHING of a server of another language was tried")
    folder = Path(mkdtemp(prefix="banso-words-"))
    folder.chmod(0o755)  # the server runs as somebody else
    made = ["localedef", "-i", "ja_JP", "-f", "UTF-8", str(folder / LANGUAGE)]
    if subprocess.run(made, capture_output=True, timeout=60, check=False).returncode:
        shutil.rmtree(folder)
        pytest.skip("this computer cannot make a Japanese locale: NOTHING of a server of another language was tried")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LOCPATH", str(folder))
        server = Postgres()
    try:
        with server.admin("postgres") as db:
            db.execute(f"ALTER SYSTEM SET lc_messages = '{LANGUAGE}'")  # type: ignore[call-overload]
        _reloaded(server)
        yield Hub(server, AIKO, KEN, MD5)
    finally:
        server.close()
        shutil.rmtree(folder)


def _reloaded(server: Postgres) -> None:
    with server.admin("postgres") as db:
        db.execute("SELECT pg_reload_conf()")
        db.execute("SELECT pg_sleep(0.3)")


def _why(hub: Hub, who: Member = AIKO, password: str = "", **config: str) -> ConnectorError:
    ctx = Context()
    ctx.secrets = {"password": password or who.password}
    with pytest.raises(ConnectorError) as told:
        HubConnector().open({**hub.config(who), **config}, ctx).identity()
    return told.value


def test_that_a_server_that_speaks_japanese_is_understood(japanese: Hub) -> None:
    with pytest.raises(psycopg.OperationalError, match="パスワード認証に失敗"):
        japanese.server.connect("aiko", "wrong")  # it does speak it
    assert isinstance(_why(japanese, password="wrong"), AuthExpired)
    absent = _why(japanese, database="no_such")
    assert isinstance(absent, BadConfig)
    assert absent.field == "database"


@pytest.mark.parametrize("who", [AIKO, MD5], ids=["scram", "md5"])
@pytest.mark.parametrize(
    ("change", "back", "kind", "words"),
    [
        ("CONNECTION LIMIT 0", "CONNECTION LIMIT -1", Unavailable, "too many connections"),
        ("NOLOGIN", "LOGIN", Forbidden, "not a member"),
    ],
    ids=["full", "dismissed"],
)
def test_that_a_role_that_is_not_let_in_is_no_wrong_password(
    japanese: Hub, who: Member, change: str, back: str, kind: type[ConnectorError], words: str
) -> None:
    with japanese.admin() as db:
        if who is MD5:
            db.execute("SET password_encryption = 'md5'")
            db.execute(f"ALTER ROLE old PASSWORD '{MD5.password}'")  # type: ignore[call-overload]
        db.execute(f"ALTER ROLE {who.role} {change}")  # type: ignore[call-overload]
    rules = japanese.server.data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"host all old 127.0.0.1/32 md5\n{before}")
    _reloaded(japanese.server)
    try:
        why = _why(japanese, who)
        assert isinstance(why, kind)
        assert words in str(why)
        assert isinstance(_why(japanese, who, password="wrong"), AuthExpired)
    finally:
        rules.write_text(before)
        with japanese.admin() as db:
            db.execute(f"ALTER ROLE {who.role} {back}")  # type: ignore[call-overload]
        _reloaded(japanese.server)


def test_that_who_may_not_enter_the_database_or_comes_from_elsewhere_is_told_so(japanese: Hub) -> None:
    name = japanese.database
    with japanese.admin() as db:
        db.execute(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")  # type: ignore[call-overload]
    assert "not a member" in str(_why(japanese))
    with japanese.admin() as db:
        db.execute(f"GRANT CONNECT ON DATABASE {name} TO PUBLIC")  # type: ignore[call-overload]
    rules = japanese.server.data / "pg_hba.conf"
    before = rules.read_text()
    try:
        for rule in ("", "host all aiko 127.0.0.1/32 reject\n"):
            rules.write_text(f"host all postgres 127.0.0.1/32 scram-sha-256\n{rule}")
            _reloaded(japanese.server)
            assert "lets nobody in" in str(_why(japanese))
    finally:
        rules.write_text(before)
        _reloaded(japanese.server)


def test_that_an_administrator_is_told_the_same(japanese: Hub) -> None:
    with pytest.raises(AuthExpired):
        connect(japanese.settings(), "wrong")


def test_that_a_wrong_password_that_is_known_to_be_one_is_not_sent_twice(server: Postgres) -> None:
    hub, log = Hub(server), server.folder / "log"
    try:
        before = log.read_text("utf-8").count("authentication failed")
        assert isinstance(_why(hub, password="wrong"), AuthExpired)
        assert log.read_text("utf-8").count("authentication failed") - before == 1
    finally:
        hub.drop()


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("53300", Unavailable, "too many connections"),
        ("57P03", Unavailable, "starting or stopping"),
        ("57P01", Unavailable, "starting or stopping"),
        ("28000", Unavailable, "lets nobody in"),
        ("XX000", Unavailable, "cannot be reached"),
    ],
)
@pytest.mark.parametrize(
    "said", ["申し訳ありません、現在クライアント数が多すぎます", 'Rolle "aiko", certificate, SSL error']
)
def test_that_words_say_nothing_where_there_is_a_code(
    code: str, kind: type[ConnectorError], words: str, said: str
) -> None:
    porter = Porter(lambda _: refusal(code, said))
    try:
        why = _told(porter)
    finally:
        porter.close()
    assert isinstance(why, kind)
    assert words in str(why)
    # Who was never asked for a password has not sent one.
    assert len(porter.heard) == 2
    assert all(b"user\0aiko\0" in heard for heard in porter.heard)


def test_that_who_is_let_in_without_a_password_and_refused_then_is_understood() -> None:
    porter = Porter(lambda _: LET_IN + refusal("28000", 'ロール"aiko"はログインが許可されません'))
    try:
        assert isinstance(_told(porter), Forbidden)
    finally:
        porter.close()


def test_that_a_password_is_not_sent_in_the_clear_to_whoever_listens_on_this_computer() -> None:
    porter = Porter(lambda _: CLEAR_PASSWORD)
    try:
        why = _told(porter)
    finally:
        porter.close()
    assert isinstance(why, BadConfig)
    assert (why.field, "was not sent" in str(why)) == ("tls", True)
    assert len(porter.heard) == 1
    assert AIKO.password.encode() not in b"".join(porter.heard)


def _told(porter: Porter) -> ConnectorError:
    ctx = Context()
    ctx.secrets = {"password": AIKO.password}
    where = {"host": "127.0.0.1", "port": porter.port, "database": "banso", "user": "aiko", "tls": "off"}
    with pytest.raises(ConnectorError) as told:
        HubConnector().open(where, ctx).identity()
    return told.value
