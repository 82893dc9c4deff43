"""What a person types about a hub, as the server is called by it; what cannot work is refused under its own name."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.connectors.base import Scalar
from app.connectors.errors import BadConfig
from app.connectors.hub import words
from app.connectors.hub.surroundings import TOLD

APPLICATION = "Banso"
TIMEOUT = 10  # seconds to connect
_LONGEST = 60_000  # milliseconds of one question


@dataclass(frozen=True)
class Settings:
    """Where a hub is. `ca` is the file of the authority that its certificate is checked by, "" for the system's."""

    host: str
    port: int
    database: str
    user: str
    tls: str = "full"
    ca: str = ""

    def options(self) -> dict[str, str | int]:
        """Return what libpq is given, without a password: all of it, so that nothing around us leads elsewhere."""
        return {
            **TOLD,
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": self.user,
            "application_name": APPLICATION,
            "connect_timeout": TIMEOUT,
            "keepalives_idle": 30,
            "client_encoding": "UTF8",
            "options": f"-c statement_timeout={_LONGEST} -c search_path=pg_catalog",
            "hostaddr": _loopback(self.host) if self.tls == "off" else "",
            **protection(self.tls, self.ca),
        }


def protection(tls: str, ca: str) -> dict[str, str]:
    """Return how the line is protected: the certificate and the name in it are checked, or nothing is."""
    if tls != "full":
        # Whoever was quicker to listen at this port may ask for the password itself: they only get a proof of it.
        return {"sslmode": "disable", "require_auth": "!password,!gss,!sspi"}
    # Only now: what reads certificates is needed by those alone who have a hub.
    from app.connectors.hub.authorities import of_this_computer

    return {"sslmode": "verify-full", "sslrootcert": ca or of_this_computer()}


def _loopback(host: str) -> str:
    return "127.0.0.1" if host.lower() == "localhost" else host.strip("[]")


def settings(config: Mapping[str, Scalar]) -> Settings:
    """Read the settings of a connection; BadConfig names the one that cannot work."""
    host = _text(config, "host", words.HOST)
    port = _port(config.get("port"))
    database, user = _text(config, "database", words.DATABASE), _text(config, "user", words.USER)
    tls, ca = str(config.get("tls") or "full"), str(config.get("ca") or "").strip()
    if tls not in ("full", "off"):
        raise BadConfig("tls", words.TLS_CHOICE)
    if tls == "off" and not is_loopback(host):
        raise BadConfig("tls", words.TLS_NEEDED)
    if tls == "full" and ca and not Path(ca).expanduser().is_file():
        raise BadConfig("ca", words.CA_MISSING)
    return Settings(host, port, database, user, tls, str(Path(ca).expanduser()) if ca else "")


def is_loopback(host: str) -> bool:
    """Tell whether a server of this name is on this very computer."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _text(config: Mapping[str, Scalar], name: str, why: str) -> str:
    text = str(config.get(name) or "").strip()
    # A list of hosts, or a folder of sockets, is none that a person would type.
    if not text or not text.isprintable() or (name == "host" and (set(text) & set(",/ "))):
        raise BadConfig(name, why)
    return text


def _port(value: Scalar) -> int:
    try:
        port = int(str(5432 if value in (None, "") else value))
    except ValueError:
        port = 0
    if not 0 < port < 65_536:
        raise BadConfig("port", words.PORT)
    return port
