"""A broken, missing or busy file is no answer; it is never taken for an empty one."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import threading
import time
from pathlib import Path

import pytest

from app.connectors.base import Ok, Op
from app.connectors.errors import (
    BadConfig,
    Cancelled,
    CursorExpired,
    Forbidden,
    SchemaChanged,
    Unavailable,
)
from app.connectors.folder import files, home
from app.connectors.folder.csv_table import CsvTable
from tests.connectors.folder.folders import create, one, opened, pulled, swept, update

TWO = "banso_id,name,domain\n1,甲,a.example\n2,乙,b.example\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.csv"
    path.write_text(TWO, "utf-8")
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        TWO.encode() + b'3,"half of',
        TWO.encode() + b"3,half",
        TWO.encode() + bytes(40),
        TWO.encode("utf-16"),
        b"banso_id,name\n1,\x81\xff\xfe\n",
    ],
    ids=["empty", "mark", "blank", "quotation", "line", "zeros", "utf-16", "mojibake"],
)
def test_that_a_file_that_is_not_whole_is_no_answer(path: Path, data: bytes) -> None:
    session = opened(path.parent)
    path.write_bytes(data)
    for ask in (
        lambda: pulled(session, "accounts"),
        lambda: session.read("accounts", ["name"], ["1"]),
        lambda: swept(session, "accounts"),
        lambda: session.push("accounts", [Op("o", "create", "9", fields={"name": "x"})]),
    ):
        with pytest.raises(Unavailable):
            ask()
    assert path.read_bytes() == data


def test_that_a_missing_file_is_not_an_empty_one(path: Path) -> None:
    session = opened(path.parent)
    assert pulled(session, "people")[0] == []
    assert swept(session, "people") == []
    _changes, cursor = pulled(session, "accounts")
    path.unlink()
    for ask in (
        lambda: pulled(session, "accounts"),
        lambda: swept(session, "accounts"),
        lambda: opened(path.parent).read("accounts", [], ["1"]),
    ):
        with pytest.raises(Unavailable, match="not in the folder any more"):
            ask()
    with pytest.raises(Unavailable):
        create(session, "accounts", {"name": "丙"})
    (path.parent / home.FILE).unlink()
    with pytest.raises(Unavailable):
        pulled(session, "accounts", cursor)


@pytest.mark.parametrize("mark", ["~$accounts.csv", ".~lock.accounts.csv#"])
def test_that_a_file_open_in_a_spreadsheet_program_is_left_alone(path: Path, mark: str) -> None:
    session = opened(path.parent)
    before = path.read_bytes()
    (path.parent / mark).write_text("\x06Tanaka" if mark[0] == "~" else ",Tanaka,pc,21.11.2026;", "utf-8")
    with pytest.raises(Unavailable, match="Tanaka"):
        pulled(session, "accounts")
    with pytest.raises(Unavailable, match="open"):
        create(session, "accounts", {"name": "丙"})
    assert path.read_bytes() == before


def test_that_a_file_whose_size_changes_while_it_is_read_is_no_answer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter(range(1000))
    monkeypatch.setattr(files, "_state", lambda _file: (next(sizes), 0))
    with pytest.raises(Unavailable, match="writing it"):
        pulled(opened(path.parent), "accounts")


def test_that_headings_nobody_knows_are_a_changed_schema(path: Path) -> None:
    session = opened(path.parent)
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SchemaChanged) as told:
        pulled(session, "accounts")
    assert told.value.fields == ("name",)
    (info,) = session.describe(["accounts"])
    assert "name" not in {field.name for field in info.fields}
    path.write_text("banso_id,domain\n1,a.example\n", "utf-8")
    with pytest.raises(SchemaChanged):
        pulled(session, "accounts")


def test_that_a_column_that_is_gone_empties_nothing(path: Path) -> None:
    session = opened(path.parent)
    path.write_text("banso_id,name\n1,甲\n", "utf-8")
    ((change,), _cursor) = pulled(session, "accounts")
    assert "domain" not in change.fields
    with pytest.raises(SchemaChanged) as told:
        pulled(session, "accounts", fields=["name", "担当"])
    assert told.value.fields == ("担当",)


def test_that_a_cell_that_cannot_be_read_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "touchpoints.csv").write_text("banso_id,date,body\n1,来週,秘密の話\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        ((change,), _cursor) = pulled(opened(tmp_path), "touchpoints")
    assert "date" not in change.fields
    assert change.fields["body"] == "秘密の話"
    assert "秘密" not in caplog.text


def test_that_own_columns_of_others_are_fields_too(path: Path) -> None:
    path.write_text("banso_id,name,担当\n1,甲,山田\n", "utf-8")
    session = opened(path.parent)
    (info,) = session.describe(["accounts"])
    assert [field.name for field in info.fields if field.custom] == ["担当"]
    assert isinstance(update(session, "accounts", "1", {"担当": "佐藤"}), Ok)
    assert path.read_text("utf-8") == "banso_id,name,担当\n1,甲,佐藤\n"


@pytest.mark.parametrize("cursor", ["", "x", "1 people 1 1 1 - end -", "1 accounts x"])
def test_that_a_cursor_nobody_wrote_has_expired(path: Path, cursor: str) -> None:
    with pytest.raises(CursorExpired):
        pulled(opened(path.parent), "accounts", cursor)


def test_that_settings_that_cannot_work_are_named(path: Path) -> None:
    for folder, format, field in (
        ("", "csv", "folder"),
        ("relative/folder", "csv", "folder"),
        (str(path), "csv", "folder"),
        (str(path.parent / "none"), "csv", "folder"),
        (str(path.parent), "ods", "format"),
        (str(path.parent), "xlsx", "format"),
    ):
        with pytest.raises(BadConfig) as told:
            opened(Path(folder) if folder else Path(), format)
        assert told.value.field == field
    away = opened(path.parent / "drive" / "share")
    with pytest.raises(Unavailable):
        away.identity()


def test_that_a_file_marked_read_only_is_not_replaced(path: Path) -> None:
    session = opened(path.parent)
    path.chmod(0o444)
    with pytest.raises(Forbidden):
        create(session, "accounts", {"name": "丙"})
    (info,) = session.describe(["accounts"])
    assert not info.update
    assert path.read_text("utf-8") == TWO


def test_that_a_lock_held_by_another_is_waited_for_and_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_WAIT", 0.3)
    session = opened(path.parent)
    session.identity()
    with (path.parent / ".banso.lock").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Unavailable, match="Another Banso"):
            create(session, "accounts", {"name": "丙"})
        threading.Timer(0.1, lambda: fcntl.flock(held, fcntl.LOCK_UN)).start()
        create(session, "accounts", {"name": "丙"})
        fcntl.flock(held, fcntl.LOCK_EX)
        began = time.monotonic()
        monkeypatch.setattr(home, "_WAIT", 60)
        with pytest.raises(Cancelled):
            create(opened(path.parent, cancelled=lambda: True), "accounts", {"name": "丁"})
        assert time.monotonic() - began < 1


def test_that_a_file_saved_between_reading_and_replacing_is_read_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(path.parent)
    version = str(one(session, "accounts", "1").version)
    write = CsvTable.write
    saved = iter(["banso_id,name,domain\n1,甲改,a.example\n2,乙,b.example\n"])

    def late(table: CsvTable, target: Path, edit: object) -> None:
        write(table, target, edit)  # type: ignore[arg-type]
        for text in saved:
            path.write_text(text, "utf-8")

    monkeypatch.setattr(CsvTable, "write", late)
    outcomes = session.push(
        "accounts",
        [
            Op("a", "update", "1", "1", version, {"domain": "x.example"}),
            Op("b", "update", "2", "2", one(session, "accounts", "2").version, {"domain": "y.example"}),
        ],
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["Stale", "Ok"]
    assert path.read_text("utf-8") == "banso_id,name,domain\n1,甲改,a.example\n2,乙,y.example\n"


def test_that_an_edit_of_the_same_size_and_time_is_seen_while_the_time_is_young(path: Path) -> None:
    session = opened(path.parent)
    _changes, cursor = pulled(session, "accounts")
    before = path.stat()
    path.write_text(TWO.replace("甲", "丙"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    changes, _cursor = pulled(session, "accounts", cursor)
    assert changes[0].fields["name"] == "丙"


def test_that_what_a_killed_writer_left_is_swept_away(path: Path) -> None:
    left = path.parent / ".banso-new-1-accounts.csv"
    left.write_text("half", "utf-8")
    create(opened(path.parent), "accounts", {"name": "丙"})
    assert not left.exists()


def test_that_a_broken_note_of_the_folder_is_no_new_folder(path: Path) -> None:
    session = opened(path.parent)
    session.identity()
    for text in ("", "{", json.dumps({"id": 1})):
        (path.parent / home.FILE).write_text(text, "utf-8")
        with pytest.raises(Unavailable):
            opened(path.parent).identity()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_that_who_stops_a_run_is_heard_and_finds_the_file_as_it_was(tmp_path: Path, format: str) -> None:
    session = opened(tmp_path, format)
    session.push("accounts", [Op("o", "create", f"k{n}", fields={"name": f"顧客 {n}"}) for n in range(1_500)])
    path = tmp_path / f"accounts.{format}"
    before = path.read_bytes()
    op = Op("o", "update", "k1", "k1", str(one(session, "accounts", "k1").version), {"name": "x"})

    def asked(stop: int) -> bool:
        calls = iter(range(1_000))
        late = opened(tmp_path, format, lambda: next(calls) >= stop)
        for ask in (
            lambda: pulled(late, "accounts"),
            lambda: swept(late, "accounts"),
            lambda: late.push("accounts", [op]),
        ):
            ask()
        return True

    stops = 0
    while True:
        try:
            asked(stops)
            break
        except Cancelled:
            assert path.read_bytes() == before
            assert not [*tmp_path.glob(".banso-new-*")]
        stops += 2
    assert stops > 8
    assert one(session, "accounts", "k1").fields["name"] == "x"


def test_that_a_full_disk_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(path.parent)
    session.identity()
    pulled(session, "accounts")
    before = path.read_bytes()

    def full(table: CsvTable, target: Path, edit: object) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(CsvTable, "write", full)
    with pytest.raises(Unavailable, match="cannot be written"):
        create(session, "accounts", {"name": "丙"})
    assert path.read_bytes() == before
    assert not [*path.parent.glob(".banso-new-*")]


def test_that_a_drive_without_locks_is_not_written_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_file: object, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.raises(Unavailable, match="locked"):
        create(opened(path.parent), "accounts", {"name": "丙"})
    assert path.read_text("utf-8") == TWO
    assert len(pulled(opened(path.parent), "accounts")[0]) == 2
