"""A real Odoo 19 Community of one's own, from Debian's and Python's package registries, on 127.0.0.1 alone.

What was fetched and the database with its modules are kept in a cache folder (BANSO_LIVE, else ~/.cache/banso/live);
making them takes minutes, starting from them seconds. `python -m tests.live.odoo` makes the cache.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.live.postgres import Postgres

PACKAGE = "odoo-19"
NEEDS = (
    "asn1crypto babel cbor2 chardet cryptography python-dateutil docutils geoip2 gevent greenlet idna jinja2 libsass "
    "lxml lxml-html-clean markupsafe num2words ofxparse openpyxl pyopenssl pillow polib psutil psycopg2-binary pypdf "
    "pytz qrcode reportlab requests rjsmin pyserial python-stdnum urllib3 pyusb vobject werkzeug xlrd xlsxwriter xlwt "
    "zeep freezegun python-magic passlib"
)
MODULES = "crm,contacts,calendar"
DATABASE = "crm"
_ROLE = "create role odoo login createdb password 'odoo'"  # Odoo refuses to work as the role postgres

# One key of the administrator, and one of a sales person without any right of administration.
_KEYS = """
from datetime import datetime, timedelta
until = datetime.now() + timedelta(days=80)
sales = env['res.users'].create({'name': 'Sato Yui', 'login': 'yui', 'group_ids': [(6, 0, [
    env.ref('base.group_user').id, env.ref('base.group_partner_manager').id,
    env.ref('sales_team.group_sale_salesman_all_leads').id])]})
for name, user in (('admin', env.ref('base.user_admin')), ('sales', sales)):
    user.sudo().group_ids |= env.ref('base.group_user')
    key = env(user=user)['res.users.apikeys'].sudo()._generate('rpc', 'banso', until)
    open('%s/' + name + '.key', 'w').write(key)
env.cr.commit()
"""


class Absent(Exception):
    """It cannot be had here: the package is gone, or nothing can be fetched."""


def cache() -> Path:
    """Return the folder in which everything is kept."""
    named = os.environ.get("BANSO_LIVE")
    return (Path(named) if named else Path.home() / ".cache" / "banso" / "live") / PACKAGE


def prepared() -> Path:
    """Return the cache folder, filled; Absent says what could not be had."""
    at = cache()
    at.mkdir(parents=True, exist_ok=True)
    with (at / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if not (at / "src").exists():
                _fetch(at)
            if not (at / "venv" / "ready").exists():
                _environment(at)
            if not (at / "crm.dump").exists():
                _seed(at)
        except (subprocess.SubprocessError, FileNotFoundError) as problem:
            said = getattr(problem, "stderr", b"") or b""
            raise Absent(f"{problem}: {said[-800:].decode(errors='replace')}") from problem
    return at


def _fetch(at: Path) -> None:
    """Take the package out of Debian unstable; nothing of it is installed into the system."""
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    mirrors = sorted({one for one in told if "security" not in one})
    if not mirrors:
        raise FileNotFoundError("apt knows no archive")
    apt = at / "apt"
    for part in ("lists/partial", "cache/archives/partial", "state"):
        (apt / part).mkdir(parents=True, exist_ok=True)
    (apt / "state" / "status").touch()
    signed = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (apt / "sources.list").write_text(f"deb [signed-by={signed}] {mirrors[0]} sid main\n")
    (apt / "apt.conf").write_text(
        f'Dir::State "{apt}/state"; Dir::State::lists "{apt}/lists"; Dir::State::status "{apt}/state/status";\n'
        f'Dir::Cache "{apt}/cache"; Dir::Etc::sourcelist "{apt}/sources.list"; Dir::Etc::sourceparts "-";\n'
        'APT::Sandbox::User "root";\n'
    )
    for asked in (["update"], ["download", PACKAGE]):
        subprocess.run(["apt-get", "-qq", "-c", str(apt / "apt.conf"), *asked], check=True, cwd=apt, timeout=600)
    (package,) = apt.glob(f"{PACKAGE}_*.deb")
    new = at / "src.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    unpack = ["tar", "-x", "-C", str(new), "--wildcards", "--exclude=*/i18n/*.po", "--exclude=*/l10n_*"]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE) as tar:
        subprocess.run([*unpack, "./usr/lib/python3/dist-packages/*", "./usr/bin/odoo"], stdin=tar.stdout, check=True)
    new.rename(at / "src")
    shutil.rmtree(apt)


def _environment(at: Path) -> None:
    shutil.rmtree(at / "venv", ignore_errors=True)
    subprocess.run([shutil.which("python3") or sys.executable, "-m", "venv", str(at / "venv")], check=True)
    pip = [str(at / "venv" / "bin" / "pip"), "-q", "install"]
    subprocess.run([*pip, *NEEDS.split()], check=True, capture_output=True, timeout=900)
    (at / "venv" / "ready").touch()


def _seed(at: Path) -> None:
    """Make a database with the modules, a sales person and two keys, and keep it as a dump."""
    postgres = Postgres()
    try:
        with postgres.admin("postgres") as db:
            db.execute(_ROLE)
        with tempfile.TemporaryDirectory() as folder:
            config = _config(Path(folder), postgres.port, free_port())
            _odoo(at, config, "-i", MODULES, "--stop-after-init")
            _odoo(at, config, "--no-http", shell=_KEYS % at)
        _postgres_tool(postgres, "pg_dump", "-Fc", "-f", str(at / "crm.new"), DATABASE)
        (at / "crm.new").rename(at / "crm.dump")
    finally:
        postgres.close()


def _postgres_tool(postgres: Postgres, program: str, *arguments: str) -> None:
    line = [str(postgres.bin / program), "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "postgres", *arguments]
    environ = os.environ | {"PGPASSWORD": postgres.password}
    subprocess.run(line, check=True, env=environ, capture_output=True, timeout=300)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _config(folder: Path, pg_port: int, port: int) -> Path:
    at = folder / "odoo.conf"
    at.write_text(
        "[options]\ndb_host=127.0.0.1\ndb_user=odoo\ndb_password=odoo\nhttp_interface=127.0.0.1\nworkers=0\n"
        f"max_cron_threads=0\ndb_maxconn=16\nwithout_demo=True\nlist_db=True\ndb_port={pg_port}\nhttp_port={port}\n"
        f"data_dir={folder}/data\nlog_level=warn\n"
    )
    return at


def _command(at: Path, config: Path, *arguments: str) -> list[str]:
    return [str(at / "venv" / "bin" / "python"), str(at / "src/usr/bin/odoo"), *arguments, "-c", str(config)]


def _odoo(at: Path, config: Path, *arguments: str, shell: str = "") -> None:
    command = _command(at, config, *(["shell"] if shell else []), *arguments, "-d", DATABASE)
    done = subprocess.run(
        command, input=shell or None, env=_environ(at), check=True, capture_output=True, text=True, timeout=900
    )
    if shell and not (at / "sales.key").exists():
        raise FileNotFoundError(f"no key was made: {done.stderr[-2000:]}")


def _environ(at: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ODOO"))}
    return kept | {"PYTHONPATH": str(at / "src/usr/lib/python3/dist-packages")}


class Odoo:
    """A running server with a database of its own, gone when it is closed."""

    def __init__(self) -> None:
        self.home = prepared()
        self.folder = Path(tempfile.mkdtemp(prefix="banso-odoo-"))
        self.port = free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self.postgres = Postgres()
        try:
            self._restore()
            self._config = _config(self.folder, self.postgres.port, self.port)
            self.start()
        except BaseException:
            self.close()
            raise

    def _restore(self) -> None:
        with self.postgres.admin("postgres") as db:
            db.execute(_ROLE)
            db.execute(f"create database {DATABASE} owner odoo template template0 encoding 'UTF8' locale 'C.UTF-8'")
        _postgres_tool(self.postgres, "pg_restore", "-j", "2", "-d", DATABASE, str(self.home / "crm.dump"))

    @property
    def url(self) -> str:
        """Return the address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        """Tell whether the server runs."""
        return self._server is not None

    def key(self, who: str = "admin") -> str:
        """Return the API key of "admin", or of "sales", who has no right of administration."""
        return (self.home / f"{who}.key").read_text()

    def start(self) -> None:
        """Start the server, and return once it answers."""
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                _command(self.home, self._config, "-d", DATABASE), env=_environ(self.home), stdout=log, stderr=log
            )
        for _ in range(600):
            if self._server.poll() is not None:
                raise RuntimeError(f"Odoo ended: {(self.folder / 'log').read_text()[-2000:]}")
            try:
                self.call("res.users", "context_get")
                return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        raise RuntimeError("Odoo does not answer")

    def kill(self) -> None:
        """Kill it as a power cut does."""
        if self._server is not None:
            self._server.send_signal(signal.SIGKILL)
            self._server.wait()
            self._server = None

    def close(self) -> None:
        """Stop both servers and take their folders away."""
        self.kill()
        self.postgres.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, model: str, method: str, *, who: str = "admin", **named: Any) -> Any:
        """Call a method as somebody who is not Banso."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            headers = {"Authorization": f"bearer {self.key(who)}", "Content-Type": "application/json"}
            line.request("POST", f"/json/2/{model}/{method}", json.dumps(named), headers)
            reply = line.getresponse()
            told = json.loads(reply.read())
        finally:
            line.close()
        if reply.status != 200:
            raise RuntimeError(f"{model}.{method}: {reply.status} {told['name']} {told['message']}")
        return told

    def sql(self, text: str) -> list[tuple[Any, ...]]:
        """Run statements behind Odoo's back: stamps, rights, what a long transaction leaves."""
        with self.postgres.admin(DATABASE) as db:
            done = db.execute(text)
            return done.fetchall() if done.description else []

    def log(self) -> str:
        """Return what the server has said so far."""
        return re.sub(r"\x1b\[[0-9;]*m", "", (self.folder / "log").read_text(errors="replace"))


@contextmanager
def running() -> Iterator[Odoo]:
    """Run one for as long as needed."""
    odoo = Odoo()
    try:
        yield odoo
    finally:
        odoo.close()


if __name__ == "__main__":
    print(prepared())  # noqa: T201
