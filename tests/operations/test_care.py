from __future__ import annotations

import os
import shutil
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import driver, migrate, tables
from app.models.database import Session
from app.operations import care
from app.operations.book import Book
from app.operations.care import Copy, back_up, check, daily_back_up, kept, keyinfo_beside, prune, restore
from app.secrets import keyinfo
from tests.builders import PASSPHRASE, TODAY, new_book, new_profile, opened


def log(session: Session, name: str) -> str:
    return door.create(session, "account", [{"name": name, "name_key": name}])[0]


def names(book: Book) -> list[str]:
    return book.read(lambda session: [row[0] for row in session.execute(select(tables.account.c.name).order_by("no"))])


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def raw(book: Book) -> driver.Connection:
    return driver.connect(book.folder / keyinfo.BOOK, book.key)


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_a_backup_opens_on_its_own_in_another_folder(tmp_path: Path, encrypted: bool) -> None:
    with new_book(tmp_path / "here", encrypted=encrypted) as book:
        book.write(log, "みどり食品")
        made = back_up(book)
    assert made.path == tmp_path / "here" / "backups" / "book-20261120-120000.sqlite"
    assert made.bytes == made.path.stat().st_size
    assert (made.path.read_bytes()[:15] == b"SQLite format 3") is not encrypted
    assert made.path.stat().st_mode & 0o077 == 0
    restored = restore(tmp_path / "there", made.path, passphrase=PASSPHRASE)
    assert restored.set_aside is None
    with opened(tmp_path / "there") as again:
        assert names(again) == ["みどり食品"]


def test_that_the_keyinfo_beside_a_backup_holds_the_slots_and_not_the_key(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        made = back_up(book)
        key = book.key
    beside = keyinfo_beside(made.path).read_bytes()
    assert beside == (tmp_path / "keyinfo.json").read_bytes()
    assert key is not None and key.hex().encode() not in beside and key not in beside


def test_that_backups_of_one_second_get_names_of_their_own(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        made = [back_up(book).path.name for _ in range(3)]
    assert made == ["book-20261120-120000.sqlite", "book-20261120-120000-2.sqlite", "book-20261120-120000-3.sqlite"]


def test_that_a_backup_to_a_folder_gets_a_name_and_one_to_a_file_never_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    taken = tmp_path / "usb" / "mine.sqlite"
    taken.write_text("something else")
    with new_book(tmp_path / "p") as book:
        assert back_up(book, tmp_path / "usb").path.parent == tmp_path / "usb"
        with pytest.raises(BansoError, match=r"backup\.exists"):
            back_up(book, taken)
        with pytest.raises(BansoError, match=r"backup\.exists"):
            back_up(book, book.folder / keyinfo.BOOK)
        assert names(book) == []
    assert taken.read_text() == "something else"
    assert not keyinfo_beside(taken).exists()


def test_that_a_backup_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise BansoError("backup.failed", path="", reason="")

    with new_book(tmp_path) as book:
        monkeypatch.setattr(driver, "copy_into", broken)
        with pytest.raises(BansoError, match=r"backup\.failed"):
            back_up(book)
    assert files(tmp_path / "backups") == {}


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_a_backup_under_writes_holds_every_write_before_it_and_no_half_one(
    tmp_path: Path, encrypted: bool
) -> None:
    stop, written = threading.Event(), [0]

    def both(session: Session, number: int) -> None:
        log(session, f"{number}a")
        log(session, f"{number}b")

    def write(book: Book) -> None:
        while not stop.is_set():
            book.write(both, written[0])
            written[0] += 1

    with new_book(tmp_path / "p", encrypted=encrypted) as book:
        thread = threading.Thread(target=write, args=(book,))
        thread.start()
        try:
            seen = []
            for _ in range(5):
                before = written[0]
                seen.append((before, back_up(book).path))
        finally:
            stop.set()
            thread.join()
    assert written[0] > 0
    for number, (before, path) in enumerate(seen):
        folder = tmp_path / str(number)
        restore(folder, path, passphrase=PASSPHRASE)
        with opened(folder) as copy:
            found = names(copy)
            assert found == [f"{n}{half}" for n in range(len(found) // 2) for half in "ab"]
            assert len(found) >= 2 * before
            assert check(copy).sound


def test_that_the_daily_backup_is_made_once_a_day_and_drops_old_ones(tmp_path: Path) -> None:
    old = tmp_path / "backups" / "book-20200101-120000.sqlite"
    new_profile(tmp_path)
    for back in range(60):
        with opened(tmp_path, today=TODAY + timedelta(back)) as book:
            first = daily_back_up(book)
            assert first is not None and first.path.exists()
            assert daily_back_up(book) is None
    left = care.copies(tmp_path)
    assert len(left) < 15
    assert not old.exists()
    assert len(list((tmp_path / "backups").iterdir())) == 2 * len(left)


def test_that_a_copy_before_a_migration_is_named_by_it(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        connection = raw(book)
        made = care.back_up_before_migration(connection, tmp_path, book.key)
        connection.close()
    assert made.path.name.startswith(f"before-{migrate.HEAD}-")
    assert [copy.before_migration for copy in care.copies(tmp_path)] == [True]
    restore(tmp_path / "other", made.path, passphrase=PASSPHRASE)


def copy(day: date, *, at: str = "120000", size: int = 1, before: bool = False) -> Copy:
    name = f"{'before-0003' if before else 'book'}-{day:%Y%m%d}-{at}.sqlite"
    return Copy(day, (at, 1), name, size, before)


def days(found: list[Copy], names: frozenset[str]) -> list[int]:
    return sorted((TODAY - one.day).days for one in found if one.name in names)


EVERY_DAY = list(range(1, 400))


@pytest.mark.parametrize(
    ("ages", "stay"),
    [
        ([], []),
        ([300], [300]),
        ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]),
        # Friday 20 November: days, then Sundays (12, 19 days back), then the last days of months.
        (EVERY_DAY, [1, 2, 3, 4, 5, 6, 7, 12, 19, 20, 51, 81, 112, 143]),
        # Nothing for half a year: what was kept counts on, whatever its age.
        ([200, 201, 202], [200, 201, 202]),
    ],
)
def test_that_prune_keeps_days_weeks_and_months(ages: list[int], stay: list[int]) -> None:
    found = [copy(TODAY - timedelta(age)) for age in ages]
    assert days(found, kept(found, TODAY)) == stay


def test_that_of_an_earlier_day_the_newest_stays_and_of_today_all() -> None:
    yesterday = TODAY - timedelta(1)
    found = [copy(day, at=at) for day in (yesterday, TODAY) for at in ("090000", "180000")]
    assert kept(found, TODAY) == {found[1].name, found[2].name, found[3].name}


def test_that_the_cap_takes_the_oldest_and_never_the_newest() -> None:
    found = [copy(TODAY - timedelta(age), size=10) for age in range(1, 8)]
    assert days(found, kept(found, TODAY, cap=35)) == [1, 2, 3]
    assert days(found, kept(found, TODAY, cap=0)) == [1]


copies_of_any_kind = st.lists(
    st.builds(
        copy,
        st.dates(date(2024, 1, 1), date(2027, 1, 1)),
        at=st.sampled_from(["000000", "090000", "235959"]),
        size=st.integers(0, 100),
        before=st.booleans(),
    ),
    unique_by=lambda one: one.name,
    max_size=60,
)


@given(copies_of_any_kind, st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 500))
def test_that_prune_never_takes_the_newest_nor_one_before_a_migration(found: list[Copy], today: date, cap: int) -> None:
    stay = kept(found, today, cap)
    usual = sorted(one for one in found if not one.before_migration)
    assert stay <= {one.name for one in found}
    assert {one.name for one in found if one.before_migration} <= stay
    assert not usual or usual[-1].name in stay
    assert kept([one for one in found if one.name in stay], today, cap) == stay


def test_that_prune_touches_only_what_it_named(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    mine = ["mine.sqlite", "book-2020.sqlite", "book-20209999-120000.sqlite", "book-20200101-120000.sqlite.bak"]
    for name in mine:
        (folder / name).write_text("kept")
    old = [f"book-{date(2020, 1, 1) + timedelta(n):%Y%m%d}-120000.sqlite" for n in range(0, 400, 10)]
    for name in old:
        (folder / name).write_text("old")
        keyinfo_beside(folder / name).write_text("{}")
    gone = prune(tmp_path, TODAY)
    assert 0 < len(gone) < len(old)
    left = set(old) - set(gone)
    assert {path.name for path in folder.iterdir()} == {*mine, *left, *(f"{name}.keyinfo.json" for name in left)}


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_restore_puts_the_present_book_aside_where_it_still_opens(tmp_path: Path, encrypted: bool) -> None:
    profile = tmp_path / "p"
    with new_book(profile, encrypted=encrypted) as book:
        book.write(log, "before")
        made = back_up(book)
        book.write(log, "after")
    copied = made.path.read_bytes()
    done = restore(profile, made.path, passphrase=PASSPHRASE)
    assert done.path == profile / keyinfo.BOOK
    assert made.path.read_bytes() == copied
    with opened(profile) as book:
        assert names(book) == ["before"]
        assert check(book).sound
    assert done.set_aside is not None
    with opened(done.set_aside) as aside:
        assert names(aside) == ["before", "after"]
    # And back again.
    restore(profile, done.set_aside / keyinfo.BOOK, passphrase=PASSPHRASE)
    with opened(profile) as book:
        assert names(book) == ["before", "after"]


def test_that_a_backup_opens_by_its_recovery_code_on_another_machine(tmp_path: Path) -> None:
    code = new_profile(tmp_path / "old", encrypted=True)
    with opened(tmp_path / "old") as book:
        book.write(log, "kept")
        made = back_up(book)
    usb = tmp_path / "usb"
    usb.mkdir()
    shutil.copy(made.path, usb / "b.sqlite")
    shutil.copy(keyinfo_beside(made.path), usb / "b.sqlite.keyinfo.json")
    shutil.rmtree(tmp_path / "old")
    restore(tmp_path / "new", usb / "b.sqlite", recovery_code=code)
    with opened(tmp_path / "new") as book:
        assert names(book) == ["kept"]


def test_that_a_backup_of_another_key_replaces_the_keyinfo_too(tmp_path: Path) -> None:
    with new_book(tmp_path / "a", encrypted=True) as book:
        book.write(log, "a")
        made = back_up(book)
    new_book(tmp_path / "b").close()
    done = restore(tmp_path / "b", made.path, passphrase=PASSPHRASE)
    with opened(tmp_path / "b") as book:
        assert names(book) == ["a"]
    assert done.set_aside is not None
    opened(done.set_aside).close()


def damaged(path: Path, _other: Path) -> Path:
    data = bytearray(path.read_bytes())
    data[4096:12288] = os.urandom(8192)
    path.write_bytes(data)
    return path


def cut(path: Path, _other: Path) -> Path:
    os.truncate(path, 5000)
    return path


def empty(path: Path, _other: Path) -> Path:
    path.write_bytes(b"")
    return path


def words(path: Path, _other: Path) -> Path:
    path.write_text("これは予備ではありません" * 500)
    return path


def of_another_profile(path: Path, other: Path) -> Path:
    keyinfo_beside(path).unlink()
    shutil.copy(other, path)
    return path


def missing(path: Path, _other: Path) -> Path:
    return path.with_name("nothing.sqlite")


@pytest.mark.parametrize("spoil", [damaged, cut, empty, words, of_another_profile, missing])
@pytest.mark.parametrize("place", ["in a profile", "in a new folder"])
def test_that_a_file_that_is_no_sound_backup_changes_nothing(tmp_path: Path, spoil: object, place: str) -> None:
    with new_book(tmp_path / "other", encrypted=True) as book:
        other = back_up(book).path
    with new_book(tmp_path / "p", encrypted=True) as book:
        book.write(log, "present")
        file = spoil(back_up(book).path, other)  # type: ignore[operator]
    before = files(tmp_path)
    target = tmp_path / ("p" if place == "in a profile" else "new")
    with pytest.raises(BansoError) as raised:
        restore(target, file, passphrase=PASSPHRASE)
    assert raised.value.key in {"restore.unreadable", "restore.missing", "restore.no_keyinfo"}
    assert files(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_that_a_newer_and_a_foreign_database_are_refused(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        newer, foreign, hollow = (back_up(book).path for _ in range(3))
    for path, statements in (
        (newer, ["UPDATE alembic_version SET version_num = '9999'"]),
        (foreign, ["DROP TABLE alembic_version"]),
    ):
        connection = driver.connect(path, None)
        for statement in statements:
            connection.execute(statement)
        connection.close()
    hollow.unlink()
    connection = driver.connect(hollow, None)
    connection.execute("VACUUM")
    connection.close()
    before = files(tmp_path)
    for path, key in ((newer, "database.newer"), (foreign, "restore.not_a_book"), (hollow, "restore.not_a_book")):
        with pytest.raises(BansoError) as raised:
            restore(tmp_path / "p", path)
        assert raised.value.key == key
        assert files(tmp_path) == before


def test_that_restore_refuses_while_the_book_is_open_and_the_book_itself(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        made = back_up(book)
        with pytest.raises(BansoError, match=r"profile\.busy"):
            restore(tmp_path, made.path)
        book.write(log, "still here")
        assert names(book) == ["still here"]
    with pytest.raises(BansoError, match=r"restore\.same"):
        restore(tmp_path, tmp_path / keyinfo.BOOK)


def test_that_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        made = back_up(book)
    before = files(tmp_path)
    with pytest.raises(BansoError, match=r"passphrase\.wrong"):
        restore(tmp_path, made.path, passphrase="another")
    assert files(tmp_path) == before


@pytest.mark.parametrize("last", ["app.operations.restore.write_whole", "app.operations.restore.sync_folder"])
def test_that_a_disk_that_fails_at_the_last_step_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        made = back_up(book)
        book.write(log, "present")
    before = files(tmp_path)

    def full(*_args: object, **_kw: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(last, full)
    with pytest.raises(BansoError, match=r"restore\.failed"):
        restore(tmp_path, made.path, passphrase=PASSPHRASE)
    assert files(tmp_path) == before
    assert [path for path in tmp_path.iterdir() if path.name.startswith("set-aside")] == []
    with opened(tmp_path) as book:
        assert names(book) == ["present"]


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_check_finds_a_sound_book_sound(tmp_path: Path, encrypted: bool) -> None:
    with new_book(tmp_path, encrypted=encrypted) as book:
        book.write(log, "みどり食品")
        found = check(book)
        changes = book.read(lambda session: session.rows(select(tables.change)))
    assert found.sound
    assert (found.integrity, found.foreign_keys, found.search_faults, found.repaired) == (0, 0, 0, False)
    assert found.cipher == (0 if encrypted else None)
    assert (found.counts["account"], found.counts["member"], found.counts["open_changes"]) == (1, 1, 0)
    assert len(changes) == 2


SPOILED_INDEX = {
    "a text that is not indexed": "DELETE FROM search_doc WHERE kind = 'account'",
    "a text that is gone": "INSERT INTO search_doc (id, kind, ref, mark) VALUES (1, 'account', 'nobody', 1)",
    "lost tokens": "DELETE FROM search_index",
    "a damaged index": "UPDATE search_index_data SET block = x'00' WHERE id > 10",
}


@pytest.mark.parametrize("fault", SPOILED_INDEX)
def test_that_check_makes_a_search_index_with_faults_anew(tmp_path: Path, fault: str) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        for name in ("みどり食品", "Acme"):
            book.write(log, name)
        connection = raw(book)
        assert connection.execute(SPOILED_INDEX[fault]).rowcount > 0
        connection.close()
        seen = check(book, repair=False)
        assert seen.search_faults > 0 and not seen.repaired and not seen.sound
        assert seen.integrity == 0
        mended = check(book)
        assert mended.search_faults > 0 and mended.repaired and mended.sound
        assert check(book).search_faults == 0


def test_that_check_reports_broken_references_open_changes_and_dangling_prints(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        _, account = book.write(log, "Acme")
        book.write(lambda session: door.create(session, "handover", [{"account_id": account, "kind": "sales"}]))
        connection = raw(book)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE handover SET account_id = 'nobody'")
        connection.execute("INSERT INTO change (id, at, cause, state) VALUES ('c', '2026', 'import', 'open')")
        for key, row in (("a", account), ("b", "nobody")):
            connection.execute("INSERT INTO import_print VALUES ('accounts', ?, '', ?, 'c')", (key, row))
        connection.close()
        found = check(book)
    assert found.foreign_keys == 1 and not found.sound
    assert (found.counts["open_changes"], found.counts["dangling_prints"]) == (1, 1)


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_check_reports_damaged_pages_and_repairs_nothing(tmp_path: Path, encrypted: bool) -> None:
    with new_book(tmp_path, encrypted=encrypted) as book:
        book.write(log, "Acme")
        connection = raw(book)
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'ix_change_at'").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        connection.close()
    path = tmp_path / keyinfo.BOOK
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    path.write_bytes(data)
    with opened(tmp_path) as book:
        found = check(book)
    assert found.integrity > 0 and not found.sound and not found.repaired
    assert (found.cipher or 0) == (1 if encrypted else 0)
