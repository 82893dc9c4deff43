"""What is said of a person and a position in a line."""

from __future__ import annotations

from datetime import date

from app.language import _, day, keyed, name_of
from app.operations.people_page import Elsewhere, PositionRow
from app.views.account.words import near_day
from app.vocabulary import Role


def post(row: PositionRow | Elsewhere) -> str:
    """Return department and title in one line: 生産管理部 課長; Operations Manager, Plant Operations."""
    said = (row.department, row.title) if _is_japanese(row.department + row.title) else (row.title, row.department)
    parts = [part for part in said if part]
    return (" " if _is_japanese("".join(parts)) else ", ").join(parts)


def _is_japanese(text: str) -> bool:
    return any("\u3040" <= sign <= "\u9fff" for sign in text)


def span(since: date | None, until: date | None, today: date) -> str:
    """Return since when and until when: 2024/4– , 2024/4–2026/3, –2026/3."""
    if since is None and until is None:
        return _("time not known")
    if until is None:
        return _("since {day}", day=near_day(since, today)) if since is not None else ""
    if since is None:
        return _("until {day}", day=near_day(until, today))
    return f"{day(since)} – {day(until)}"


def covers(role: Role) -> str:
    """Return a role with what it does: スポンサー（決める人）."""
    return _("{role} ({what})", role=name_of(role), what=keyed("role.covers", str(role)))


def spoken(row: PositionRow) -> str:
    """Return a position as it is read aloud."""
    role = name_of(row.role) if row.role is not None else ""
    parts = [row.name, post(row), role]
    if row.since is not None:
        parts.append(_("since {day}", day=day(row.since)))
    if row.until is not None:
        parts.append(_("until {day}", day=day(row.until)))
    if row.last_met is not None:
        parts.append(_("last contact {day}", day=day(row.last_met)))
    return ", ".join(part for part in parts if part)
