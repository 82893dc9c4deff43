"""A real PostgreSQL in a temporary folder, on 127.0.0.1 alone, started and stopped by its own process."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

ADMIN = "postgres"
_FAST = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "autovacuum": "off",  # its own transactions hold the order of changes up at moments that no test could foresee
    "shared_buffers": "32MB",
    "max_connections": "40",
}


def found() -> Path | None:
    """Return the folder of the newest PostgreSQL on this computer."""
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return there[-1].parent if there else None


def programs() -> Path:
    """Return the folder of PostgreSQL; the test is skipped, loudly, where there is none."""
    there = found()
    if there is None:
        pytest.skip("PostgreSQL is not installed: NOTHING of the team hub was tried (apt-get install postgresql)")
    return there


class Postgres:
    """One server with one database, `banso`. `durable`: as it runs in earnest, for proofs that kill it."""

    def __init__(self, *, durable: bool = False) -> None:
        self.bin = programs()
        self.folder = Path(mkdtemp(prefix="banso-pg-", dir=None if durable else _FAST))
        self.data = self.folder / "data"
        self.password = secrets.token_hex(12)
        self._durable = durable
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._make()
            self.start()
            with self.admin("postgres") as db:
                db.execute("CREATE DATABASE banso")
        except BaseException:
            self.close()
            raise

    def _make(self) -> None:
        phrase = self.folder / "password"
        phrase.write_text(self.password)
        if self._user is not None:
            for path in (self.folder, phrase):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        made = [str(self.bin / "initdb"), "-D", str(self.data), "-U", ADMIN, "--auth=scram-sha-256", "-E", "UTF8",
                "--locale=C", "--no-sync", "--no-instructions", f"--pwfile={phrase}"]  # fmt: skip
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, timeout=120, **self._as_user())
        extra = {} if self._durable else {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        lines = [f"{name} = {value}" for name, value in (_SETTINGS | extra).items()]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n".join(["", *lines, ""]))

    def _as_user(self) -> dict[str, object]:
        # PostgreSQL does not run as root.
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": [], "cwd": str(self.folder)}

    def start(self) -> None:
        """Start it, and wait until it answers."""
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        # One that was killed leaves its note behind, and its number may be somebody else's by now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port)],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, **self._as_user(),  # type: ignore[call-overload]
            )  # fmt: skip
        until = time.monotonic() + 60
        while True:
            try:
                self.admin("postgres").close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.05)

    def encrypt(self, certificate: bytes, key: bytes) -> None:
        """Start again with TLS beside lines without."""
        for name, data in (("server.crt", certificate), ("server.key", key)):
            path = self.data / name
            path.write_bytes(data)
            path.chmod(0o600)
            if self._user is not None:
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("ssl = on\n")
        self.stop()
        self.start()

    @property
    def running(self) -> bool:
        """Tell whether it was started and neither stopped nor killed."""
        return self._process is not None

    def kill(self) -> None:
        """Kill -9 the server and all that works for it, as a power cut does."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for pid in (*map(int, children), self._process.pid):
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Stop it, at once and whole."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def admin(self, database: str = "banso") -> psycopg.Connection[tuple[object, ...]]:
        """Connect as the administrator."""
        return self.connect(ADMIN, self.password, database)

    def connect(self, user: str, password: str, database: str = "banso") -> psycopg.Connection[tuple[object, ...]]:
        """Connect as somebody; each statement stands by itself."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, dbname=database, user=user, password=password, autocommit=True,
            sslmode="disable", connect_timeout=10,
        )  # fmt: skip

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
