"""Calendars and mails on the command line: by `import`, and by the folder that `today` looks into."""

from __future__ import annotations

from pathlib import Path

from app.operations.meetings.folder import choose_calendar_folder
from tests.builders import opened
from tests.cli.runner import Banso
from tests.imports.calendars import calendar, event
from tests.imports.mails import mail

AOBA = "a@aoba-shinkin.example"


def test_that_import_takes_calendars_mails_and_tables_at_once_and_twice_is_once(banso: Banso, tmp_path: Path) -> None:
    accounts = tmp_path / "顧客.csv"
    accounts.write_text("顧客名,ドメイン\n青葉信用金庫,aoba-shinkin.example\n", "utf-8")
    banso.json("import", accounts)
    meetings = calendar(
        tmp_path / "a.ics",
        event("one", ":20261124T010000Z", guests=(AOBA,)),
        event("who", ":20261124T010000Z", title="初回", guests=("x@hatsu.example",)),
    )
    letter = mail(tmp_path / "b.eml", sender=AOBA)
    dry = banso.json("import", accounts, meetings, letter, "--dry-run")
    assert (dry["imported"], dry["unchanged"], len(dry["rejected"])) == (2, 1, 1)
    done = banso.json("import", accounts, meetings, letter)
    assert (done["imported"], done["updated"], done["unchanged"]) == (2, 0, 1)
    [asked] = done["rejected"]
    assert asked["file"] == "a.ics" and "初回" in asked["message"]
    assert banso.json("import", meetings, letter)["imported"] == 0
    odd = tmp_path / "odd.ics"
    odd.write_text("nothing", "utf-8")
    refused = banso("import", odd)
    assert refused.code == 1 and "odd.ics" in refused.err


def test_that_today_looks_into_the_folder_of_the_calendar(banso: Banso, tmp_path: Path) -> None:
    accounts = tmp_path / "顧客.csv"
    accounts.write_text("顧客名,ドメイン\n青葉信用金庫,aoba-shinkin.example\n", "utf-8")
    banso.json("import", accounts)
    folder = tmp_path / "calendar"
    folder.mkdir()
    calendar(folder / "a.ics", event("one", ":20261120T070000Z", title="打ち合わせ", guests=(AOBA,)))
    with opened(banso.profile) as book:
        book.write(choose_calendar_folder, folder)
    assert any("打ち合わせ" in row["text"] for row in banso.json("today"))
    (folder / "a.ics").unlink()
    folder.rmdir()
    assert banso("today").code == 0
