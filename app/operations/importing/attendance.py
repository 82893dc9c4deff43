"""A row of an attendance file: one gathering for all, at each account one touchpoint with who was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.ids import uuid7
from app.imports.choices import bare
from app.imports.drafts import AttendanceDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.importing.belonging import Belonging, Member
from app.operations.importing.plan import CHUNK, Item, Planned, Run
from app.search.fold import fold
from app.vocabulary import TouchpointKind

_TRAININGS = ("研修", "トレーニング", "勉強会", "講習", "説明会", "ワークショップ", "training", "workshop", "lesson")
GATHERINGS = (TouchpointKind.EVENT, TouchpointKind.TRAINING)


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    belonging = Belonging(session, run.accounts)
    there = _There(session, {_day(run, item) for item in items})
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, AttendanceDraft)
        if draft.given.get("attended") is False:
            # Who was registered and stayed away was not spoken with.
            planned.append(Planned(item, is_known=True))
            continue
        said = draft.given.get("kind")
        if said is not None and said not in GATHERINGS:
            words = [str(kind) for kind in GATHERINGS]
            planned.append(Planned(item).refuse("kind", "unknown_word", value=str(said), words=words))
            continue
        member = belonging.of(item, draft.given)
        planned.append(there.attend(run, item, draft, member) if isinstance(member, Member) else member)
    return planned


def kind_of_gathering(name: str, said: object = None) -> TouchpointKind:
    """Return what a gathering is: as the file says, else a training where its name sounds like one."""
    if isinstance(said, TouchpointKind):
        return said
    sounds = any(bare(word) in bare(name) for word in _TRAININGS)
    return TouchpointKind.TRAINING if sounds else TouchpointKind.EVENT


class _There:
    """The gatherings of some days, with the touchpoints they are and who was there; grows with the rows."""

    def __init__(self, session: Session, days: set[str]) -> None:
        gathering, touchpoint, met = tables.gathering, tables.touchpoint, tables.touchpoint_person
        self._gatherings: dict[tuple[str, str], str] = {}
        self._touchpoints: dict[tuple[str, str], str] = {}
        self._met: dict[tuple[str, str], str] = {}
        for some in _pieces(days):
            where = (gathering.c.on_date.in_(some), gathering.c.deleted_at.is_(None))
            for row in session.rows(select(gathering).where(*where).order_by(gathering.c.no)):
                self._gatherings.setdefault((fold(row["name"]), row["on_date"]), row["id"])
        for some in _pieces(self._gatherings.values()):
            where = (touchpoint.c.gathering_id.in_(some), touchpoint.c.deleted_at.is_(None))
            for row in session.rows(select(touchpoint).where(*where).order_by(touchpoint.c.no)):
                self._touchpoints.setdefault((row["gathering_id"], row["account_id"]), row["id"])
        for some in _pieces(self._touchpoints.values()):
            where = (met.c.touchpoint_id.in_(some), met.c.deleted_at.is_(None))
            for row in session.rows(select(met).where(*where)):
                self._know(row["touchpoint_id"], row["person_id"], row["name"], row["id"])

    def attend(self, run: Run, item: Item, draft: AttendanceDraft, member: Member) -> Planned:
        """Let somebody have been there."""
        one = Planned(item)
        on = _day(run, item)
        gathering = self._gatherings.get((fold(draft.gathering), on))
        kind = kind_of_gathering(draft.gathering, draft.given.get("kind"))
        if gathering is None:
            gathering = self._gatherings[fold(draft.gathering), on] = uuid7()
            said: dict[str, object] = {"name": draft.gathering, "kind": str(kind), "on_date": on}
            one.create("gathering", {"id": gathering, **said})
        touchpoint = self._touchpoints.get((gathering, member.account_id))
        if touchpoint is None:
            touchpoint = self._touchpoints[gathering, member.account_id] = uuid7()
            one.create(
                "touchpoint",
                {
                    "id": touchpoint,
                    "account_id": member.account_id,
                    "state": "planned" if on > run.today.isoformat() else "done",
                    "kind": str(kind),
                    "on_date": on,
                    "body": draft.gathering,
                    "two_way": kind.two_way,
                    "minutes": draft.given.get("minutes") or None,
                    "gathering_id": gathering,
                },
            )
        known = self._met.get((touchpoint, member.person_id or "")) or self._met.get((touchpoint, whole(member.name)))
        one.is_new = known is None
        one.row_id = known or uuid7()
        if known is None:
            who = {"person_id": member.person_id, "name": member.name}
            one.create("touchpoint_person", {"id": one.row_id, "touchpoint_id": touchpoint, **who})
            self._know(touchpoint, member.person_id, member.name, one.row_id)
        return one

    def _know(self, touchpoint_id: str, person_id: str | None, name: str, row_id: str) -> None:
        self._met.setdefault((touchpoint_id, whole(name)), row_id)
        if person_id:
            self._met.setdefault((touchpoint_id, person_id), row_id)


def _day(run: Run, item: Item) -> str:
    assert isinstance(item.draft, AttendanceDraft)
    moment = item.draft.given.get("date")
    return run.day(moment if hasattr(moment, "tzinfo") else item.draft.date)  # type: ignore[arg-type]


def _pieces(values: Iterable[str]) -> Iterable[list[str]]:
    wanted = sorted(set(values))
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
