"""A row of a survey file: one person's answer, found again by its id or by who said what on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.ids import uuid7
from app.imports.drafts import SurveyDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.importing.belonging import Belonging, Member
from app.operations.importing.plan import CHUNK, Item, Planned, Run, given, rows_by, rows_by_id
from app.operations.surveys import RANGES
from app.search.fold import fold
from app.vocabulary import Survey

Row = Mapping[str, object]
Said = tuple[str, str, str, str]


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    belonging = Belonging(session, run.accounts)
    members: list[tuple[Item, Member]] = []
    planned: list[Planned] = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, SurveyDraft)
        fault = _fault(run, item, draft)
        member = belonging.of(item, draft.given) if fault is None else fault
        if isinstance(member, Member):
            members.append((item, member))
        else:
            planned.append(member)
    there = _there(session, {member.account_id for _item, member in members})
    by_id = _by_id(session, [item for item, _member in members])
    present = rows_by_id(session, tables.response, [item.row_id for item, _member in members])
    for item, member in members:
        draft = item.draft
        assert isinstance(draft, SurveyDraft)
        said = _said(member.account_id, str(draft.survey), _day(run, draft), member.person_id or member.name, draft)
        alike = there.get(said, [])
        found = present.get(item.row_id or "") or by_id.get(str(draft.given.get("external_id")))
        at = draft.occurrence - 1 if not (member.person_id or member.name) else 0
        found = found or (alike[at] if at < len(alike) else None)
        planned.append(_answer(run, item, draft, member, found))
        run.answered.add(member.account_id)
        if found is None:
            there.setdefault(said, []).append({"id": planned[-1].row_id})
    return planned


def _answer(run: Run, item: Item, draft: SurveyDraft, member: Member, found: Row | None) -> Planned:
    one = Planned(item, row_id=str(found["id"]) if found else uuid7(), is_new=found is None)
    values = {
        **given(draft, ("comment", "external_id")),
        "account_id": member.account_id,
        "person_id": member.person_id,
        "name": member.name or None,
        "survey": str(draft.survey),
        "score": format(draft.score.normalize(), "f"),
        "on_date": _day(run, draft),
    }
    if found is None:
        one.create("response", {"id": one.row_id, **values})
    else:
        one.amend("response", found if "survey" in found else None, one.row_id, values)
    return one


def _fault(run: Run, item: Item, draft: SurveyDraft) -> Planned | None:
    low, high = RANGES[draft.survey]
    if not low <= draft.score <= high:
        shown = {"value": draft.score, "low": low, "high": high}
        return Planned(item).refuse("score", "reading_range", **shown)
    if draft.survey is Survey.NPS and draft.score != draft.score.to_integral_value():
        return Planned(item).refuse("score", "not_whole", value=str(draft.score))
    if _day(run, draft) > run.today.isoformat():
        return Planned(item).refuse("date", "in_the_future", value=draft.given["date"])
    return None


def _day(run: Run, draft: SurveyDraft) -> str:
    moment = draft.given.get("date")
    return run.day(moment if isinstance(moment, datetime) else draft.date)


def _said(account_id: str, survey: str, day: str, who: str, draft: SurveyDraft | None, row: Row | None = None) -> Said:
    """Return what names an answer: who gave it, or, of nobody in particular, what it says."""
    if who:
        return account_id, survey, day, whole(who)
    score = format(draft.score.normalize(), "f") if draft is not None else str(row["score"] if row else "")
    comment = draft.given.get("comment") if draft is not None else row["comment"] if row else ""
    return account_id, survey, day, f"\0{score}\0{fold(str(comment or ''))}"


def _there(session: Session, accounts: set[str]) -> dict[Said, list[Row]]:
    response = tables.response
    found: dict[Said, list[Row]] = defaultdict(list)
    wanted = sorted(accounts)
    for start in range(0, len(wanted), CHUNK):
        where = (response.c.account_id.in_(wanted[start : start + CHUNK]), response.c.deleted_at.is_(None))
        for row in session.rows(select(response).where(*where).order_by(response.c.no)):
            who = str(row["person_id"] or row["name"] or "")
            found[_said(row["account_id"], row["survey"], row["on_date"], who, None, row)].append(row)
    return found


def _by_id(session: Session, items: Sequence[Item]) -> dict[str, Row]:
    ids = [item.draft.given.get("external_id") for item in items]
    rows = rows_by(session, tables.response, "external_id", [one for one in ids if one])
    return {str(row["external_id"]): row for row in rows}
