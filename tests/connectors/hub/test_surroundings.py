"""Where a hub is, who signs in and how safely is as typed: no variable and no file of the home folder changes it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.pq import Conninfo
from psycopg.sql import SQL

from app.connectors.errors import AuthExpired, BadConfig
from app.connectors.hub import HubConnector
from app.connectors.hub.line import Line
from app.connectors.hub.settings import Settings, settings
from app.connectors.hub.surroundings import UNSEEN
from tests.live.certificates import certificate
from tests.live.hub import AIKO, Hub
from tests.live.pg_porter import Porter
from tests.sync.desk import Context

ELSEWHERE = {
    "PGHOST": "192.0.2.1", "PGHOSTADDR": "192.0.2.1", "PGPORT": "1", "PGDATABASE": "postgres", "PGUSER": "postgres",
    "PGPASSWORD": "wrong", "PGSERVICE": "elsewhere", "PGOPTIONS": "-c search_path=elsewhere", "PGAPPNAME": "elsewhere",
    "PGCLIENTENCODING": "SJIS", "PGCONNECT_TIMEOUT": "never", "PGCHANNELBINDING": "require", "PGSSLMODE": "require",
    "PGSSLNEGOTIATION": "direct", "PGSSLCOMPRESSION": "1", "PGSSLCERT": "/dev/null", "PGSSLKEY": "/dev/null",
    "PGSSLCERTMODE": "require", "PGSSLROOTCERT": "system", "PGSSLCRL": "/dev/null", "PGSSLCRLDIR": "/dev/null",
    "PGSSLSNI": "0", "PGREQUIREPEER": "nobody", "PGREQUIREAUTH": "none", "PGMINPROTOCOLVERSION": "3.2",
    "PGMAXPROTOCOLVERSION": "nonsense", "PGSSLMINPROTOCOLVERSION": "TLSv1.3", "PGSSLMAXPROTOCOLVERSION": "nonsense",
    "PGGSSENCMODE": "require", "PGKRBSRVNAME": "elsewhere", "PGGSSLIB": "gssapi", "PGGSSDELEGATION": "1",
    "PGTARGETSESSIONATTRS": "read-only", "PGLOADBALANCEHOSTS": "nonsense", "PGPASSFILE": "/dev/null",
    # What libpq reads beside what it lists.
    "PGSERVICEFILE": "/dev/null", "PGSYSCONFDIR": "/dev", "PGREQUIRESSL": "1", "PGTZ": "nonsense",
    "PGDATESTYLE": "nonsense", "PGGEQO": "nonsense",
}  # fmt: skip
WHERE = SQL(
    "SELECT host(inet_server_addr()) AS host, inet_server_port() AS port, current_database()::text AS database, "
    "session_user::text AS user, current_setting('application_name') AS name, current_setting('search_path') AS path, "
    "current_setting('client_encoding') AS encoding"
)


@pytest.fixture
def environment(hub: Hub) -> Iterator[pytest.MonkeyPatch]:
    """Variables that are as before once the hub is taken down."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def home(tmp_path: Path, environment: pytest.MonkeyPatch) -> Path:
    """A home folder of one's own."""
    environment.setenv("HOME", str(tmp_path))
    return tmp_path


def _where(hub: Hub, host: str = "127.0.0.1", password: str = AIKO.password) -> dict[str, object]:
    line = Line(Settings(host, hub.server.port, hub.database, AIKO.role, "off"), password, bool)
    try:
        return dict(line.read(WHERE)[0])
    finally:
        line.close()


def _as_typed(hub: Hub) -> dict[str, object]:
    return {
        "host": "127.0.0.1", "port": hub.server.port, "database": hub.database, "user": "aiko", "name": "Banso",
        "path": "pg_catalog", "encoding": "UTF8",
    }  # fmt: skip


def test_that_libpq_is_told_all_that_it_would_look_up(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(certificate("Ours").pem)
    where = {"host": "db.example.com", "database": "banso", "user": "aiko", "ca": str(tmp_path / "ca.pem")}
    told = {*settings(where).options(), "password"}
    listed = {one.keyword.decode(): one.envvar.decode() for one in Conninfo.get_defaults() if one.envvar}
    assert {name for name, variable in listed.items() if name not in told} == {"service"}
    assert listed["service"] in UNSEEN
    # And each of them is tried below.
    assert set(listed.values()) <= set(ELSEWHERE)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_that_a_variable_changes_neither_where_nor_who_nor_how(
    hub: Hub, home: Path, environment: pytest.MonkeyPatch, name: str
) -> None:
    environment.setenv(name, ELSEWHERE[name])
    assert _where(hub) == _as_typed(hub)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_that_all_of_them_together_change_nothing(
    hub: Hub, home: Path, environment: pytest.MonkeyPatch, host: str
) -> None:
    for name, value in ELSEWHERE.items():
        environment.setenv(name, value)
    assert _where(hub, host) == _as_typed(hub)


def test_that_no_password_is_found_where_none_was_typed(hub: Hub, home: Path, environment: pytest.MonkeyPatch) -> None:
    line = f"*:*:*:*:{AIKO.password}\n"
    for path in (home / ".pgpass", home / "other"):
        path.write_text(line)
        path.chmod(0o600)
    for name, value in {"PGPASSFILE": str(home / "other"), "PGPASSWORD": AIKO.password}.items():
        environment.setenv(name, value)
        with pytest.raises(AuthExpired):
            _where(hub, password="")
        environment.delenv(name)
    with pytest.raises(AuthExpired):
        _where(hub, password="")
    assert _where(hub) == _as_typed(hub)


def test_that_a_service_file_leads_nowhere(hub: Hub, home: Path, environment: pytest.MonkeyPatch) -> None:
    service = "[elsewhere]\nhostaddr=192.0.2.1\nsslmode=require\ndbname=postgres\npassfile=/dev/null\n"
    (home / ".pg_service.conf").write_text(service)
    (home / "other.conf").write_text(service)
    environment.setenv("PGSERVICE", "elsewhere")
    assert _where(hub) == _as_typed(hub)
    environment.setenv("PGSERVICE", "elsewhere")
    environment.setenv("PGSERVICEFILE", str(home / "other.conf"))
    assert _where(hub) == _as_typed(hub)
    assert "PGSERVICE" not in os.environ


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require"])
def test_that_a_line_that_is_to_be_encrypted_stays_so_whatever_is_set(
    hub: Hub, home: Path, environment: pytest.MonkeyPatch, mode: str
) -> None:
    ca = home / "ca.pem"
    ca.write_bytes(certificate("Ours").pem)
    heard = Porter(lambda _: b"N")
    try:
        lax = {"PGSSLMODE": mode, "PGSSLROOTCERT": "/dev/null", "PGHOSTADDR": "192.0.2.1", "PGSSLNEGOTIATION": "direct"}
        for name, value in lax.items():
            environment.setenv(name, value)
        ctx = Context()
        ctx.secrets = {"password": AIKO.password}
        config = {**hub.config(port=heard.port), "host": "localhost", "tls": "full", "ca": str(ca)}
        with pytest.raises(BadConfig) as told:
            HubConnector().open(config, ctx).identity()
        assert told.value.field == "tls"
        assert AIKO.password.encode() not in b"".join(heard.heard)
        assert b"aiko" not in b"".join(heard.heard)
    finally:
        heard.close()


def test_that_certificates_of_the_home_folder_are_neither_shown_nor_believed(hub: Hub, home: Path) -> None:
    folder = home / ".postgresql"
    folder.mkdir()
    for name in ("postgresql.crt", "postgresql.key", "root.crt", "root.crl"):
        (folder / name).write_text("nothing of the kind")
    assert _where(hub) == _as_typed(hub)
