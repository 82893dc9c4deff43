"""TLS with a real server: which certificates count, and that nothing of a password goes before they are checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.errors import BadConfig, ConnectorError
from app.connectors.hub import HubConnector
from app.connectors.hub.session import HubSession
from tests.connectors.hub.talking import signed_in
from tests.live.certificates import certificate
from tests.live.hub import AIKO, Hub
from tests.live.pg_porter import SSL_REQUEST, Porter
from tests.live.postgres import Postgres
from tests.sync.desk import Context


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, Path]]:
    """A hub whose server has a certificate for `localhost`, and the file of the authority that made it."""
    server = Postgres()
    try:
        authority = certificate("Our own authority")
        made = certificate("localhost", authority)
        server.encrypt(made.pem, made.key_pem)
        ca = tmp_path_factory.mktemp("ca") / "ca.pem"
        ca.write_bytes(authority.pem)
        yield Hub(server), ca
    finally:
        server.close()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer that trusts nobody yet: the place where its certificates are looked for."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(folder))
    return folder


def _session(hub: Hub, **config: str) -> HubSession:
    ctx = Context()
    ctx.secrets = {"password": AIKO.password}
    return HubConnector().open({**hub.config(), "host": "localhost", "tls": "full", **config}, ctx)


def _lines(hub: Hub) -> list[tuple[object, ...]]:
    asked = "SELECT s.ssl, s.version FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = 'aiko'"
    with hub.admin() as db:
        return db.execute(asked).fetchall()


def test_that_a_line_is_encrypted_and_the_certificate_is_checked_with_the_name_in_it(
    encrypted: tuple[Hub, Path],
) -> None:
    hub, ca = encrypted
    session = _session(hub, ca=str(ca))
    assert session.identity().user_name == AIKO.name
    assert _lines(hub) == [(True, "TLSv1.3")]
    session.close()


@pytest.mark.parametrize("kept", ["file", "folder"])
def test_that_without_a_file_the_certificates_of_this_computer_count(
    encrypted: tuple[Hub, Path], store: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    hub, ca = encrypted
    if kept == "file":
        monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    else:
        (store / "Ours.crt").write_bytes(certificate("Another authority").pem)
        (store / "Yours.pem").write_bytes(ca.read_bytes())
        (store / "Broken.pem").write_text("nothing of the kind")
    session = _session(hub)
    assert session.identity().user_name == AIKO.name
    assert _lines(hub) == [(True, "TLSv1.3")]
    session.close()


def test_that_an_authority_that_this_computer_does_not_trust_is_refused(
    encrypted: tuple[Hub, Path], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, ca = encrypted
    with pytest.raises(BadConfig, match="no certificates to check") as none:
        _session(hub).identity()
    assert none.value.field == "ca"
    (store / "other.pem").write_bytes(certificate("Another authority").pem)
    with pytest.raises(BadConfig, match="not accepted") as other:
        _session(hub).identity()
    assert other.value.field == "ca"
    # The one that is named counts alone: those of the computer do not help one who is not of it.
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    with pytest.raises(BadConfig, match="not accepted"):
        _session(hub, ca=str(store / "other.pem")).identity()


@pytest.mark.parametrize("config", [{"host": "127.0.0.1"}, {"host": "localhost", "ca": ""}], ids=["name", "authority"])
def test_that_another_name_or_an_unknown_authority_is_refused(
    encrypted: tuple[Hub, Path], config: dict[str, str]
) -> None:
    hub, ca = encrypted
    with pytest.raises(BadConfig, match="not accepted") as told:
        _session(hub, **{"ca": str(ca), **config}).identity()
    assert told.value.field == "ca"


def test_that_a_certificate_that_has_run_out_is_refused(tmp_path: Path) -> None:
    server = Postgres()
    try:
        authority = certificate("Our own authority")
        old = certificate("localhost", authority, days=-300)
        server.encrypt(old.pem, old.key_pem)
        (tmp_path / "ca.pem").write_bytes(authority.pem)
        with pytest.raises(BadConfig, match="not accepted"):
            _session(Hub(server), ca=str(tmp_path / "ca.pem")).identity()
    finally:
        server.close()


def test_that_a_server_without_tls_hears_neither_name_nor_password_where_it_is_asked_for(
    hub: Hub, tmp_path: Path
) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_bytes(certificate("Nobody").pem)
    porter = Porter(lambda _: b"N")
    try:
        for port in (hub.server.port, porter.port):
            with pytest.raises(BadConfig, match="does not encrypt") as told:
                _session(hub, ca=str(ca), port=str(port)).identity()
            assert told.value.field == "tls"
        assert porter.heard == [SSL_REQUEST]
    finally:
        porter.close()


def test_that_without_tls_another_computer_is_not_even_spoken_to(hub: Hub) -> None:
    porter = Porter(lambda _: None)
    try:
        for host in ("192.0.2.1", "db.example.com"):
            with pytest.raises(BadConfig, match="Without encryption") as told:
                _session(hub, host=host, tls="off", port=str(porter.port))
            assert told.value.field == "tls"
        assert porter.heard == []
        # And on this one it is a server of this computer indeed, whatever its name would lead to.
        with signed_in(hub, AIKO, porter.port) as session, pytest.raises(ConnectorError):
            session.identity()
        assert all(AIKO.password.encode() not in heard for heard in porter.heard)
    finally:
        porter.close()
