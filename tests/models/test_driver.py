"""The driver opens with the right key alone, leaves no plain text, and copies a book that others write to."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.errors import BansoError
from app.language import error_words
from app.models import driver
from app.models.driver import connect, copy_into, refuse_unsafe_folder

KEY = bytes(range(32))
OTHER = bytes(32)
CANARY = "解約カナリアcanary7391"
FORMS = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "cp932")]


def refusal(call: Callable[..., Any], *given: Any, **named: Any) -> BansoError:
    with pytest.raises(BansoError) as refused:
        call(*given, **named)
    for lang in ("ja", "en"):
        title, message = error_words(refused.value, lang)
        assert title != refused.value.key != message
    return refused.value


def pragma(connection: Any, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def filled(path: Path, key: bytes | None, rows: int = 50) -> Any:
    connection = connect(path, key)
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    connection.executemany("INSERT INTO note (body) VALUES (?)", [(f"{CANARY} {n}",) for n in range(rows)])
    return connection


def octets(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_that_an_encrypted_book_opens_with_its_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    filled(path, KEY).close()
    before = path.read_bytes()
    for key in (OTHER, None, KEY[::-1]):
        for readonly in (False, True):
            error = refusal(connect, path, key, readonly=readonly)
            assert (error.key, dict(error.params)) == ("database.unreadable", {"path": str(path)})
    assert path.read_bytes() == before
    again = connect(path, KEY)
    assert again.execute("SELECT count(*) FROM note").fetchone() == (50,)
    again.close()


def test_that_a_plain_book_does_not_open_with_a_key(tmp_path: Path) -> None:
    filled(tmp_path / "book.sqlite", None).close()
    assert refusal(connect, tmp_path / "book.sqlite", KEY).key == "database.unreadable"
    connect(tmp_path / "book.sqlite", None).close()


@pytest.mark.parametrize("key", [KEY, None])
def test_that_plain_text_is_nowhere_in_the_files_of_an_encrypted_book(tmp_path: Path, key: bytes | None) -> None:
    connection = filled(tmp_path / "book.sqlite", key)
    connection.execute("CREATE TABLE blobs (form BLOB)")
    connection.executemany("INSERT INTO blobs VALUES (?)", [(form,) for form in FORMS])
    copy_into(connection, tmp_path / "backups" / "one.sqlite", key)
    assert (tmp_path / "book.sqlite-wal").stat().st_size > 0
    found = [form in octets(tmp_path) for form in FORMS]
    connection.close()
    after = [form in octets(tmp_path) for form in FORMS]
    # The same scan finds every form in a plain book, so it can see.
    expected = [key is None] * len(FORMS)
    assert found == after == expected


def test_that_what_keeps_a_book_safe_is_set(tmp_path: Path) -> None:
    connection = connect(tmp_path / "book.sqlite", KEY)
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "cache_size": -65536,
        "temp_store": 2,
        "trusted_schema": 0,
        "secure_delete": 1,
        "query_only": 0,
    }
    assert {name: pragma(connection, name) for name in settings} == settings
    assert connection.isolation_level is None
    connection.close()
    small = connect(tmp_path / "book.sqlite", KEY, cache_mb=8)
    assert pragma(small, "cache_size") == -8192
    small.close()


def test_that_a_connection_may_cross_threads(tmp_path: Path) -> None:
    connection = filled(tmp_path / "book.sqlite", KEY)
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(connection.execute("SELECT 7").fetchone()[0]))
    thread.start()
    thread.join()
    assert counts == [7]
    connection.close()


def test_that_a_reading_connection_cannot_write(tmp_path: Path) -> None:
    writer = filled(tmp_path / "book.sqlite", KEY)
    reader = connect(tmp_path / "book.sqlite", KEY, readonly=True)
    assert reader.execute("SELECT count(*) FROM note").fetchone() == (50,)
    with pytest.raises(sqlcipher.OperationalError, match="readonly"):
        reader.execute("INSERT INTO note (body) VALUES ('x')")
    reader.close()
    writer.close()


def test_that_files_are_for_their_owner_and_the_folder_too(tmp_path: Path) -> None:
    connection = filled(tmp_path / "profile" / "book.sqlite", KEY)
    copy_into(connection, tmp_path / "profile" / "backups" / "one.sqlite", KEY)
    rights = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "profile").rglob("*")}
    connection.close()
    assert rights == {
        "book.sqlite": 0o600,
        "book.sqlite-wal": 0o600,
        "book.sqlite-shm": 0o600,
        "backups": 0o700,
        "one.sqlite": 0o600,
    }
    assert stat.S_IMODE((tmp_path / "profile").stat().st_mode) == 0o700
    (tmp_path / "profile" / "book.sqlite").chmod(0o644)
    connect(tmp_path / "profile" / "book.sqlite", KEY).close()
    assert stat.S_IMODE((tmp_path / "profile" / "book.sqlite").stat().st_mode) == 0o600


def test_that_a_missing_or_emptied_book_is_not_replaced_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    assert refusal(connect, path, KEY, create=False).key == "database.missing"
    assert refusal(connect, path, KEY, readonly=True).key == "database.missing"
    assert list(tmp_path.iterdir()) == []
    path.touch()
    assert refusal(connect, path, KEY, create=False).key == "database.unreadable"
    assert path.stat().st_size == 0


@pytest.mark.parametrize("damage", [b"no database at all", b"\0" * 8192, os.urandom(40_960)])
@pytest.mark.parametrize("key", [KEY, None])
def test_that_damage_is_said_in_words_and_left_as_it_is(tmp_path: Path, damage: bytes, key: bytes | None) -> None:
    path = tmp_path / "book.sqlite"
    path.write_bytes(damage)
    assert refusal(connect, path, key).key == "database.unreadable"
    assert path.read_bytes() == damage


def test_that_a_wrong_key_says_nothing_of_the_key_and_nothing_on_stderr(tmp_path: Path) -> None:
    filled(tmp_path / "book.sqlite", KEY).close()
    program = (
        "import sys; from pathlib import Path\n"
        "from app.models.driver import connect; from app.errors import BansoError\n"
        "try: connect(Path(sys.argv[1]), bytes([0xAB] * 32))\n"
        "except BansoError as error: print(error.key, error.params, repr(error.__cause__))"
    )
    root = Path(driver.__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "book.sqlite")],
        capture_output=True,
        text=True,
        cwd=root,
        timeout=120,
    )
    assert ran.returncode == 0 and ran.stderr == ""
    assert ran.stdout.startswith("database.unreadable")
    assert "abab" not in ran.stdout


def test_that_a_key_of_another_length_is_a_fault_in_the_code(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "book.sqlite", b"short")
    assert list(tmp_path.iterdir()) == []


def test_that_a_name_with_signs_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "伴走 100% ?mode=memory#x" / "book.sqlite"
    filled(path, KEY).close()
    assert path.exists()
    connect(path, KEY, create=False).close()


def test_that_a_busy_book_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_MS", 50)
    holder = connect(tmp_path / "book.sqlite", KEY)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("CREATE TABLE t (a)")
    assert refusal(connect, tmp_path / "book.sqlite", KEY).key == "database.busy"
    holder.close()


@pytest.mark.parametrize("key", [KEY, None])
def test_that_a_copy_is_the_whole_book_under_the_same_key(tmp_path: Path, key: bytes | None) -> None:
    source = filled(tmp_path / "book.sqlite", key)
    source.execute("PRAGMA user_version = 42")
    source.execute("CREATE TABLE word (id TEXT PRIMARY KEY)")
    source.execute("INSERT INTO word (rowid, id) VALUES (7, 'a'), (900, 'b')")
    target = tmp_path / "copy.sqlite"
    target.write_bytes(b"the back-up before")
    copy_into(source, target, key)
    source.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.sqlite", "copy.sqlite"]
    copy = connect(target, key, create=False)
    assert copy.execute("SELECT count(*) FROM note").fetchone() == (50,)
    assert pragma(copy, "user_version") == 42
    # The search index points at rows by number: a copy keeps them.
    assert copy.execute("SELECT rowid FROM word ORDER BY rowid").fetchall() == [(7,), (900,)]
    copy.close()
    if key is not None:
        assert refusal(connect, target, OTHER).key == "database.unreadable"


def test_that_copies_under_writes_hold_one_instant_each(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    source = connect(path, KEY)
    source.execute("CREATE TABLE entry (n INTEGER PRIMARY KEY, body BLOB)")
    source.execute("CREATE TABLE total (count INTEGER)")
    source.execute(
        "WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 2000)"
        " INSERT INTO entry SELECT n, randomblob(5000) FROM c"
    )
    source.execute("INSERT INTO total VALUES (2000)")
    stop, acknowledged, broken = threading.Event(), [2000], list[BaseException]()

    def write() -> None:
        connection = connect(path, KEY, cache_mb=8)
        try:
            while not stop.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO entry (body) VALUES (randomblob(5000))")
                connection.execute("UPDATE total SET count = count + 1")
                connection.execute("COMMIT")
                acknowledged[0] += 1
        except sqlcipher.Error as error:
            broken.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        counts = []
        for turn in range(8):
            before = acknowledged[0]
            copy_into(source, tmp_path / "backups" / f"{turn}.sqlite", KEY)
            after = acknowledged[0]
            copy = connect(tmp_path / "backups" / f"{turn}.sqlite", KEY, readonly=True)
            (count,) = copy.execute("SELECT count FROM total").fetchone()
            entries = copy.execute("SELECT count(*), coalesce(max(n), 0) FROM entry").fetchone()
            copy.close()
            assert entries == (count, count)
            # One may be committed and not yet counted by the writer.
            assert before <= count <= after + 1
            counts.append(count)
    finally:
        stop.set()
        thread.join()
    source.close()
    assert broken == []
    assert counts[-1] > counts[0]


@pytest.mark.parametrize(("key", "copied"), [(KEY, None), (None, KEY)])
def test_that_a_copy_is_neither_laid_open_nor_locked_by_mistake(
    tmp_path: Path, key: bytes | None, copied: bytes | None
) -> None:
    source = filled(tmp_path / "book.sqlite", key)
    target = tmp_path / "backups" / "one.sqlite"
    target.parent.mkdir()
    target.write_bytes(b"before")
    assert refusal(copy_into, source, target, copied).key == "backup.failed"
    source.close()
    assert target.read_bytes() == b"before"
    assert [path.name for path in target.parent.iterdir()] == ["one.sqlite"]


def test_that_a_failed_copy_leaves_the_target_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = filled(tmp_path / "book.sqlite", KEY)
    target = tmp_path / "backups" / "one.sqlite"
    copy_into(source, target, KEY)
    before = target.read_bytes()

    def damaged(path: Path, key: bytes | None) -> None:
        raise BansoError("database.unreadable", path=str(path))

    monkeypatch.setattr(driver, "_check", damaged)
    assert refusal(copy_into, source, target, KEY).key == "backup.failed"
    source.close()
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["one.sqlite"]


def test_that_a_damaged_copy_is_noticed_by_its_check(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    filled(path, KEY, rows=2000).close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises((BansoError, sqlcipher.DatabaseError)):
        driver._check(path, KEY)


def test_that_a_copy_inside_a_transaction_is_a_fault_in_the_code(tmp_path: Path) -> None:
    source = filled(tmp_path / "book.sqlite", KEY)
    source.execute("BEGIN IMMEDIATE")
    source.execute("INSERT INTO note (body) VALUES ('not yet')")
    with pytest.raises(ValueError, match="outside a transaction"):
        copy_into(source, tmp_path / "one.sqlite", KEY)
    source.close()


@pytest.mark.parametrize(
    "folder",
    [
        "/home/a/Dropbox/banso",
        "/home/a/Dropbox (Acme)/banso",
        "/Users/a/OneDrive - Acme KK/banso",
        "/Users/a/OneDrive",
        "/Users/a/Google Drive/x",
        "/Volumes/GoogleDrive/My Drive/x",
        "/Volumes/x/マイドライブ/banso",
        "/Users/a/Library/Mobile Documents/com~apple~CloudDocs/banso",
        "/Users/a/iCloud Drive/banso",
        "/Users/a/Library/CloudStorage/Box-Box/banso",
        "/home/a/Box/banso",
        "/home/a/Box Sync/banso",
    ],
)
def test_that_a_synced_folder_is_refused_with_its_name(folder: str) -> None:
    error = refusal(refuse_unsafe_folder, Path(folder))
    assert (error.key, error.field) == ("profile.synced_folder", "profile")
    assert str(error.params["name"]) in Path(folder).parts


@pytest.mark.parametrize("name", ["banso", "mailbox", "Boxes", "dropbox-exporter", "drive", "one drive", "箱"])
def test_that_a_folder_of_another_name_is_accepted(tmp_path: Path, name: str) -> None:
    refuse_unsafe_folder(tmp_path / name / "profile")


def test_that_a_link_into_a_synced_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "profile").symlink_to(tmp_path / "Dropbox")
    assert refusal(refuse_unsafe_folder, tmp_path / "profile").key == "profile.synced_folder"


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        ("nfs", True),
        ("nfs4", True),
        ("cifs", True),
        ("smb3", True),
        ("smbfs", True),
        ("fuse.sshfs", True),
        ("fuse.rclone", True),
        ("ext4", False),
        ("btrfs", False),
        ("tmpfs", False),
        ("overlay", False),
        ("fuseblk", False),
        ("fuse.gocryptfs", False),
    ],
)
def test_that_a_network_file_system_is_refused_by_its_kind(
    monkeypatch: pytest.MonkeyPatch, kind: str, refused: bool
) -> None:
    mounts = [(Path("/"), "ext4"), (Path("/mnt/share"), kind), (Path("/mnt/share/local"), "ext4")]
    monkeypatch.setattr(driver, "_mounts", lambda: mounts)
    refuse_unsafe_folder(Path("/mnt/share/local/banso"))
    refuse_unsafe_folder(Path("/mnt/shared/banso"))
    if not refused:
        refuse_unsafe_folder(Path("/mnt/share/banso"))
        return
    error = refusal(refuse_unsafe_folder, Path("/mnt/share/not/yet/made"))
    assert (error.key, error.params["kind"]) == ("profile.network_folder", kind)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the mounts of Linux")
def test_that_the_mounts_of_this_machine_are_read() -> None:
    mounts = driver._mounts()
    assert Path("/proc") in [mount for mount, kind in mounts if kind == "proc"]
    assert driver._unescaped(r"/mnt/my\040share\134x") == "/mnt/my share\\x"
