"""With the real keyring: no word of a customer outside the encrypted book, and no key, no book, never an empty one."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.errors import BansoError
from app.language import error_words, use
from app.models import driver
from app.operations.accounts import account_rows
from app.operations.care import check
from app.operations.profile import open_book
from app.secrets import keyfile, keyinfo
from tests.proof import canary
from tests.proof.canary import sightings
from tests.proof.killing import ROOT, has_log, imports, strike, wait_until
from tests.proof.rounds import rounds

secretstorage = pytest.importorskip("secretstorage", reason="the Secret Service is a thing of Linux")
pytestmark = [pytest.mark.proof, pytest.mark.real_keyring]

FILES = {
    "accounts.csv": f"name,domain,tags\n{canary.NAME},zitronenzeisig.example,{canary.NOTE}\nみどり食品,,\n",
    "people.csv": f"account,name,email\n{canary.NAME},{canary.PERSON},kanarienvogel@zitronenzeisig.example\n",
    "contracts.csv": "account,start,end,product,quantity,unit_price,currency\n"
    f"{canary.NAME},2026-04-01,2027-03-31,{canary.NOTE},10,1500,JPY\n",
    "touchpoints.csv": "account,date,kind,body\n"
    + "".join(f"{canary.NAME},2026-10-{i % 28 + 1:02},call,{canary.NOTE} {i}\n" for i in range(60)),
}


@dataclass
class Person:
    """Somebody at a machine that is all their own: home, temporary files and every XDG folder."""

    at: Path
    phrase: str = ""

    @property
    def machine(self) -> Path:
        """Everything that is scanned."""
        return self.at / "machine"

    @property
    def own(self) -> Path:
        """The person's own files: those they bring and those they ask for."""
        return self.at / "own"

    @property
    def profile(self) -> Path:
        """The profile, where the platform has it."""
        return self.machine / "data" / "banso"

    def environment(self) -> dict[str, str]:
        """The surroundings of every command; the keyring is reached over D-Bus and lies elsewhere."""
        folders = {
            "HOME": "home",
            "TMPDIR": "tmp",
            "XDG_DATA_HOME": "data",
            "XDG_CONFIG_HOME": "config",
            "XDG_CACHE_HOME": "cache",
            "XDG_STATE_HOME": "state",
        }
        for name in folders.values():
            (self.machine / name).mkdir(parents=True, exist_ok=True)
        self.own.mkdir(exist_ok=True)
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("BANSO_", "PYTHON_KEYRING"))}
        kept |= {variable: str(self.machine / name) for variable, name in folders.items()} | {"LANG": "C.UTF-8"}
        return kept | ({"BANSO_PASSPHRASE_FILE": str(self.own / self.phrase)} if self.phrase else {})

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a verb."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.own,
            env=self.environment(),
        )

    def run(self, *arguments: str, refused: bool = False) -> str:
        """Run a verb and return what it told."""
        process = self.start(*arguments)
        told, complaints = process.communicate(timeout=120)
        assert process.returncode == (1 if refused else 0), complaints.decode()
        return (complaints if refused and "--json" not in arguments else told).decode()

    def bring(self, files: dict[str, str]) -> list[str]:
        """Lay files beside the person and return their names."""
        self.environment()
        for name, text in files.items():
            (self.own / name).write_text(text, "utf-8")
        return list(files)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody new."""
    return Person(tmp_path)


def live_a_day(person: Person) -> None:
    """Do all that a person does with a book, with canaries in every name and note."""
    names = person.bring(FILES)
    assert json.loads(person.run("--json", "import", *names))["rejected"] == []
    line = f'@"{canary.NAME}" {canary.NOTE} with {canary.PERSON} 次: {canary.NOTE}を送る by 12/1'
    person.run("--today", "2026-11-20", "log", line)
    found = json.loads(person.run("--json", "search", "解約予定"))
    assert found["total"] > 0
    for verb in ("accounts", "today"):
        assert canary.NAME in person.run(verb)
    person.run("qbr", canary.NAME, "--period", "2026Q4", "--to", str(person.own / "review.pptx"))
    person.run("backup")
    person.run("backup", "--to", str(person.machine / "home" / "copy.sqlite"))
    person.run("check")
    refused = person.run("log", f"@nobody{canary.NOTE} {canary.NOTE}", refused=True)
    assert "nobody" in refused


def be_killed_at_it(person: Person) -> int:
    """Be killed in the middle of writes; returns how many kills landed there."""
    rows = "".join(f"{canary.NAME},2026-09-{i % 28 + 1:02},call,{canary.NOTE} 二 {i}\n" for i in range(2000))
    person.bring({"many.csv": "account,date,kind,body\n" + rows})
    book = person.profile / keyinfo.BOOK
    ways: list[tuple[list[str], Callable[[], bool]]] = [
        (["import", "many.csv"], lambda: imports(person.profile)),
        (["log", f'@"{canary.NAME}" {canary.NOTE} 三'], lambda: has_log(book)),
    ]
    inside = 0
    for command, reached in ways * rounds(20):
        process = person.start(*command)
        assert wait_until(reached, process)
        inside += strike(process, book)[1]
    return inside


def entry_of(profile: Path) -> tuple[Any, Any]:
    """Return the bus, to be closed afterwards, and what the keyring keeps for a profile."""
    bus = secretstorage.dbus_init()
    wanted = {"service": "banso", "username": keyfile.read(profile).profile_id}
    (entry,) = secretstorage.get_default_collection(bus).search_items(wanted)
    return bus, entry


def files(profile: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(profile.rglob("*")) if path.is_file()}


def test_that_no_word_lies_in_clear_anywhere_and_that_the_scan_would_find_it(person: Person) -> None:
    made = json.loads(person.run("--json", "init", "--name", canary.PERSON))
    assert made["protection"] == "keyring"
    assert keyfile.read(person.profile).backend == "keyring.backends.SecretService.Keyring"
    live_a_day(person)
    words = (*canary.WORDS, made["recovery_code"])
    assert sightings([person.machine], words) == {}
    assert be_killed_at_it(person) > 0
    # As the killed process left it, and as the next start leaves it.
    assert sightings([person.machine], words) == {}
    person.run("accounts")
    assert sightings([person.machine], words) == {}
    # What was asked for says it, and the same scan sees that.
    person.run("export", "--to", str(person.own / "export"))
    assert sightings([person.own / "export"])
    # So it does where a book is not encrypted.
    plain = person.machine / "home" / "plain"
    person.run("--profile", str(plain), "init", "--unencrypted")
    person.run("--profile", str(plain), "import", *FILES)
    assert sightings([person.machine], words, but=[plain]) == {}
    seen = set().union(*sightings([plain]).values())
    for word in (canary.NAME, canary.PERSON, canary.NOTE):
        assert f"{word} (utf-8)" in seen


def test_that_a_passphrase_lies_nowhere_in_clear_either(person: Person) -> None:
    (phrase,) = person.bring({"phrase.txt": canary.PHRASE + "\n"})
    made = json.loads(person.run("--json", "init", "--passphrase-file", phrase, "--name", canary.PERSON))
    assert made["protection"] == "passphrase"
    assert json.loads(person.run("--json", "accounts", refused=True))["error"]["field"] == "passphrase"
    person.phrase = phrase
    person.run("import", *person.bring(FILES))
    person.run("backup")
    assert be_killed_at_it(person) > 0
    person.run("check")
    assert sightings([person.machine], (*canary.WORDS, made["recovery_code"])) == {}
    with open_book(person.profile, passphrase=canary.PHRASE) as book:
        assert canary.NAME in {row.name for row in book.read(account_rows, today=book.clock.today())}


def test_that_the_book_is_unreadable_without_its_key(person: Person) -> None:
    person.run("init")
    person.run("import", *person.bring(FILES))
    file = person.profile / keyinfo.BOOK
    assert not file.read_bytes().startswith(b"SQLite format 3")
    with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT count(*) FROM sqlite_master")
    for key in (None, bytes(32)):
        with pytest.raises(BansoError) as refused:
            driver.connect(file, key, create=False)
        assert refused.value.key == "database.unreadable"


def test_that_a_deleted_key_leads_to_the_recovery_code_and_never_to_an_empty_book(person: Person) -> None:
    made = json.loads(person.run("--json", "init"))
    person.run("import", *person.bring(FILES))
    bus, entry = entry_of(person.profile)
    entry.delete()
    bus.close()
    before = files(person.profile)
    for lang in ("ja", "en"):
        use(lang)
        title, message = error_words(BansoError("key.lost", backend=keyfile.read(person.profile).backend))
        said = person.run("--lang", lang, "accounts", refused=True)
        assert said == f"{title}: {message}\n"
        document = json.loads(person.run("--lang", lang, "--json", "today", refused=True))
        assert document["error"]["title"] == title
    for command in (["demo"], ["import", *FILES], ["log", f'@"{canary.NAME}" x'], ["init"], ["init", "--unencrypted"]):
        person.run(*command, refused=True)
    assert files(person.profile) == before
    with open_book(person.profile, recovery_code=made["recovery_code"]) as book:
        assert canary.NAME in {row.name for row in book.read(account_rows, today=book.clock.today())}
        assert check(book, repair=False).sound
