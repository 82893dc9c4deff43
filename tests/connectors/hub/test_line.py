"""The line to a hub: TLS with a real server, settings that cannot work, and lines that break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.connectors.errors import BadConfig, Unavailable
from app.connectors.hub import HubConnector
from app.connectors.hub.session import HubSession
from app.connectors.hub.settings import settings
from tests.connectors.hub.talking import create, signed_in
from tests.live.hub import AIKO, Hub
from tests.live.pg_proxy import PgProxy
from tests.live.postgres import Postgres
from tests.sync.desk import Context

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _certificate(name: str, by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None) -> tuple[
    x509.Certificate, ec.EllipticCurvePrivateKey
]:  # fmt: skip
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signer = (by[0].subject, by[1]) if by else (subject, key)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW + timedelta(days=4_000))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signer, hashes.SHA256())
    )
    return made, key


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, Path]]:
    """A hub whose server has a certificate for `localhost`, and the file of the authority that made it."""
    server = Postgres()
    try:
        authority = _certificate("Our own authority", None)
        certificate, key = _certificate("localhost", authority)
        plain = serialization.NoEncryption()
        server.encrypt(
            certificate.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain),
        )
        ca = tmp_path_factory.mktemp("ca") / "ca.pem"
        ca.write_bytes(authority[0].public_bytes(serialization.Encoding.PEM))
        yield Hub(server), ca
    finally:
        server.close()


def _session(hub: Hub, **config: str) -> HubSession:
    ctx = Context()
    ctx.secrets = {"password": AIKO.password}
    return HubConnector().open({**hub.config(), **config}, ctx)


def test_that_a_line_is_encrypted_and_the_certificate_is_checked_with_the_name_in_it(
    encrypted: tuple[Hub, Path],
) -> None:
    hub, ca = encrypted
    session = _session(hub, host="localhost", tls="full", ca=str(ca))
    assert session.identity().user_name == AIKO.name
    with hub.admin() as db:
        lines = (
            "SELECT s.ssl, s.version FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = 'aiko'"
        )
        assert db.execute(lines).fetchall() == [(True, "TLSv1.3")]
    session.close()


@pytest.mark.parametrize("config", [{"host": "127.0.0.1"}, {"host": "localhost", "ca": ""}], ids=["name", "authority"])
def test_that_another_name_or_an_unknown_authority_is_refused(
    encrypted: tuple[Hub, Path], config: dict[str, str]
) -> None:
    hub, ca = encrypted
    with pytest.raises(BadConfig) as told:
        _session(hub, **{"tls": "full", "ca": str(ca), **config}).identity()
    assert told.value.field == "ca"


def test_that_a_server_without_tls_is_refused_where_it_is_asked_for(hub: Hub, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_bytes(_certificate("Nobody", None)[0].public_bytes(serialization.Encoding.PEM))
    with pytest.raises(BadConfig) as told:
        _session(hub, host="localhost", tls="full", ca=str(ca)).identity()
    assert told.value.field == "tls"


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"host": "db.example.com", "tls": "off"}, "tls"),
        ({"host": "10.0.0.5", "tls": "off"}, "tls"),
        ({"host": "127.0.0.1.example.com", "tls": "off"}, "tls"),
        ({"host": "localhost", "tls": "require"}, "tls"),
        ({"host": "a,b"}, "host"),
        ({"host": "/tmp"}, "host"),
        ({"host": ""}, "host"),
        ({"port": 0}, "port"),
        ({"port": "many"}, "port"),
        ({"database": " "}, "database"),
        ({"user": ""}, "user"),
        ({"ca": "/no/such/file.pem"}, "ca"),
    ],
)
def test_that_settings_that_cannot_work_are_refused_by_their_name(config: dict[str, object], field: str) -> None:
    good: dict[str, object] = {"host": "db.example.com", "database": "banso", "user": "aiko"}
    with pytest.raises(BadConfig) as told:
        settings({**good, **config})  # type: ignore[dict-item]
    assert told.value.field == field
    assert told.value.message.endswith(".")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])
def test_that_a_server_on_this_computer_needs_no_encryption(host: str) -> None:
    assert settings({"host": host, "database": "banso", "user": "aiko", "tls": "off"}).tls == "off"


def test_that_a_read_outlives_a_line_that_broke_and_a_write_is_not_sent_again(hub: Hub) -> None:
    proxy = PgProxy(hub.server.port)
    try:
        with signed_in(hub, AIKO, proxy.port) as session:
            id = create(session, "accounts", {"name": "一"})
            proxy.cut()
            assert [one.id for one in session.read("accounts", ("name",), ids=[id])] == [id]
            proxy.fault("drop_before", writes=True)
            before = proxy.writes
            with pytest.raises(Unavailable):
                create(session, "requests", {"account": id, "words": "x"})
            assert proxy.writes - before == 1
    finally:
        proxy.close()


def test_that_a_server_that_is_away_is_out_of_reach_and_not_a_mistake_of_ours(hub: Hub) -> None:
    proxy = PgProxy(hub.server.port)
    proxy.close()
    with signed_in(hub, AIKO, proxy.port) as session, pytest.raises(Unavailable, match="cannot be reached"):
        session.identity()
