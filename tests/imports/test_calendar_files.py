"""Calendar files become meetings on days; whatever is wrong with one is said or left out."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BansoError
from app.imports import calendar_files
from app.imports.calendar_files import CalendarFile, read_calendar
from tests.imports.calendars import TOKYO, calendar, event

FIRST, LAST = date(2026, 11, 13), date(2027, 1, 19)


def read(path: Path) -> CalendarFile:
    return read_calendar(path, zone="Asia/Tokyo", first=FIRST, last=LAST)


def test_that_times_of_every_zone_become_instants_and_days_of_the_profile(tmp_path: Path) -> None:
    found = read(
        calendar(
            tmp_path / "zones.ics",
            event("tokyo", f";{TOKYO}:20261124T100000", f"DTEND;{TOKYO}:20261124T110000"),
            event("utc", ":20261124T160000Z", "DURATION:PT45M"),
            event("new-york", ";TZID=America/New_York:20261124T200000"),
            event("floating", ":20261124T093000"),
            event("whole-day", ";VALUE=DATE:20261124"),
        )
    )
    by = {one.key: one for one in found.meetings}
    assert (by["tokyo"].at, by["tokyo"].minutes) == (datetime(2026, 11, 24, 1, tzinfo=UTC), 60)
    assert (by["utc"].on, by["utc"].minutes) == (date(2026, 11, 25), 45)
    assert (by["new-york"].on, by["new-york"].at) == (date(2026, 11, 25), datetime(2026, 11, 25, 1, tzinfo=UTC))
    assert by["floating"].at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert (by["whole-day"].on, by["whole-day"].at, by["whole-day"].minutes) == (date(2026, 11, 24), None, None)
    assert found.unread == 0


def test_that_a_series_comes_one_by_one_without_what_is_left_out_and_with_what_moved(tmp_path: Path) -> None:
    found = read(
        calendar(
            tmp_path / "series.ics",
            event(
                "weekly", f";{TOKYO}:20250107T100000", f"DTEND;{TOKYO}:20250107T110000", "RRULE:FREQ=WEEKLY;BYDAY=TU",
                "EXDATE;TZID=Asia/Tokyo:20261201T100000",
            ),
            event("weekly", f";{TOKYO}:20261209T150000", f"RECURRENCE-ID;{TOKYO}:20261208T100000", title="延期"),
            event("weekly", f";{TOKYO}:20261215T100000", f"RECURRENCE-ID;{TOKYO}:20261215T100000", "STATUS:CANCELLED"),
        )
    )  # fmt: skip
    by = {one.key: one for one in found.meetings}
    assert [one.on.isoformat() for one in found.meetings if not one.cancelled] == [
        "2026-11-17", "2026-11-24", "2026-12-09", "2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12", "2027-01-19",
    ]  # fmt: skip
    assert by["weekly/20261208T010000Z"].title == "延期"
    assert by["weekly/20261215T010000Z"].cancelled
    assert found.series == {"weekly"}


def test_that_a_series_ends_with_its_last_instant_and_keeps_its_hour_over_a_change_of_clocks(tmp_path: Path) -> None:
    path = calendar(
        tmp_path / "until.ics",
        event("ends", ";TZID=Europe/Berlin:20261020T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261201T080000Z"),
        event("before", ";TZID=Europe/Berlin:20261020T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261201T075900Z"),
        event("month", ";VALUE=DATE:20260105", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=12"),
    )
    found = read(path)
    assert max(one.on for one in found.meetings if one.series == "ends") == date(2026, 12, 1)
    assert max(one.on for one in found.meetings if one.series == "before") == date(2026, 11, 24)
    assert {one.at.hour for one in found.meetings if one.at is not None} == {8}
    assert [one.on for one in found.meetings if one.series == "month"] == [date(2026, 12, 7)]


def test_that_guests_are_people_who_have_not_declined(tmp_path: Path) -> None:
    people = (
        "ORGANIZER;CN=伊藤:mailto:ito@ours.example",
        'ATTENDEE;CN="佐藤 花子";PARTSTAT=ACCEPTED:MAILTO:Hanako@Aoba.example',
        "ATTENDEE;CN=x;PARTSTAT=DECLINED:mailto:x@aoba.example",
        "ATTENDEE;CN=会議室A;CUTYPE=ROOM:mailto:room@ours.example",
        "ATTENDEE;CN=nobody:invalid:nomail",
    )
    [one] = read(calendar(tmp_path / "a.ics", event("a", ":20261124T100000", *people))).meetings
    assert [(guest.email, guest.name) for guest in one.guests] == [
        ("ito@ours.example", "伊藤"), ("hanako@aoba.example", "佐藤 花子"),
    ]  # fmt: skip


def test_that_what_cannot_be_understood_is_counted_and_the_rest_read(tmp_path: Path) -> None:
    found = read(
        calendar(
            tmp_path / "odd.ics",
            event("good", ":20261124T100000Z"),
            event("no-day", ":2026xx"),
            event("each-second", ":20261124T100000Z", "RRULE:FREQ=SECONDLY"),
            event("ancient", ":15000101T100000Z", "RRULE:FREQ=DAILY"),
            event("odd-rule", ":20261124T100000Z", "RRULE:FREQ=DAILY;BYHOUR=1,2,3"),
            "BEGIN:VEVENT\r\nUID:empty\r\nEND:VEVENT",
        )
    )
    assert [one.key for one in found.meetings] == ["good"]
    assert found.unread == 5


def test_that_a_long_uid_is_kept_short(tmp_path: Path) -> None:
    [one] = read(calendar(tmp_path / "a.ics", event("x" * 5000, ":20261124T100000Z"))).meetings
    assert len(one.key) == 64


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "calendar.unreadable"),
        (b"%PDF-1.7", "calendar.unreadable"),
        (b"BEGIN:VCALENDAR\r\nnot a line\r\nEND:VCALENDAR\r\n", "calendar.unreadable"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * (6 * 2**20), "import.too_large"),
    ],
)
def test_that_what_is_no_calendar_is_refused_in_words(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(content)
    with pytest.raises(BansoError) as caught:
        read(path)
    assert caught.value.key == key


def test_that_a_file_of_endless_rules_is_read_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:19000101T000000\r\nTZOFFSETFROM:+0900\r\n"
        "TZOFFSETTO:+0900\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    never = [event(f"e{n}", ";TZID=Odd:19900101T100000", "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TH") for n in range(200)]
    begun = time.perf_counter()
    assert read(calendar(tmp_path / "x.ics", zone, *never)).meetings == ()
    assert time.perf_counter() - begun < 20
    monkeypatch.setattr(calendar_files, "MAX_EVENTS", 100)
    with pytest.raises(BansoError, match=r"calendar\.too_many"):
        read(tmp_path / "x.ics")


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_that_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "x.ics"
    path.write_bytes(f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{text}\r\nEND:VEVENT\r\nEND:VCALENDAR".encode())
    try:
        read(path)
    except BansoError as error:
        assert error.key == "calendar.unreadable"
