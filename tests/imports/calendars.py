"""Calendar files as calendars write them, made up."""

from __future__ import annotations

from pathlib import Path

TOKYO = "TZID=Tokyo Standard Time"


def event(uid: str, start: str, *lines: str, title: str = "定例", guests: tuple[str, ...] = ()) -> str:
    """Return an event; `start` is what follows DTSTART."""
    said = [f'ATTENDEE;CN="{guest.partition("@")[0]}":mailto:{guest}' for guest in guests]
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{start}", f"SUMMARY:{title}", *said, *lines, "END:VEVENT"]
    )


def calendar(path: Path, *events: str, head: tuple[str, ...] = ()) -> Path:
    """Write a calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//made up//ja", *head, *events, "END:VCALENDAR"]
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8", newline="")
    return path
