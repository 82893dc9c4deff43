"""What gives cause to act: promises, meetings, silence, notice dates, gaps. Each is found here, none is ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select, text

from app.alerts.cadence import is_quiet, quiet_from
from app.alerts.notices import WINDOWS, open_window
from app.alerts.rules import Rule
from app.clock import parse_stamp
from app.models import tables
from app.models.database import Session, json_text
from app.models.prepared import Prepared
from app.operations.account_row import cadence_of, with_health
from app.operations.accounts import AccountRow, account_rows
from app.operations.chosen import calendar_of
from app.operations.contracts import NOTHING, Standing, days_until, standings
from app.operations.promises import open_promises
from app.operations.settings import settings
from app.operations.standing import Term
from app.vocabulary import Phase, Purpose, Role, Segment, Side, TodayKind, TouchpointKind

if TYPE_CHECKING:
    # A starting window does not wait for what scores are made of.
    from app.operations.health.row_health import RowHealth


@dataclass(frozen=True)
class Found:
    """One cause: `reason` with `params` says why, `text` what to do where a person wrote it.

    `cta` is the call to action behind it or beside it, `urgency` that of its rule where it differs from its kind's.
    """

    account: AccountRow
    kind: TodayKind
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)
    subject_id: str = ""
    text: str = ""
    due: date | None = None
    side: Side | None = None
    cta: str = ""
    urgency: int | None = None


@dataclass(frozen=True)
class Ground:
    """What the causes are looked for in: the accounts that are still customers, what each is worth, and the rules."""

    session: Session
    accounts: Mapping[str, AccountRow]
    money: Mapping[str, Standing]
    today: date
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def wants(self, rule: str, account: AccountRow) -> bool:
        """Tell whether a rule looks at an account; one that nobody changed does."""
        known = self.rules.get(rule)
        return known is None or (known.on and known.looks_at(account.segment))


def ground_of(
    session: Session, today: date, *, rules: Mapping[str, Rule], health: Mapping[str, RowHealth] | None = None
) -> Ground:
    """Return what the causes of a day are looked for in, asked once for all of them."""
    money = standings(session, today)
    rows = with_health(account_rows(session, today=today, money=money), health or {})
    return Ground(session, {row.id: row for row in rows if row.phase is not Phase.CHURNED}, money, today, rules)


def windows_of(rule: Rule | None) -> Mapping[Segment, tuple[int, ...]]:
    """Return the windows before the notice deadline that a rule says."""
    return WINDOWS if rule is None else {segment: rule.numbers(str(segment)) for segment in Segment}


def promised(ground: Ground, until: date | None) -> Iterator[Found]:
    """Yield the open promises due by a day; with None all, also those without a day."""
    today = ground.today
    shown = [
        (promise, account)
        for promise in open_promises(ground.session)
        if (account := ground.accounts.get(promise.account_id)) is not None
        and (until is None or (promise.due is not None and promise.due <= until))
        and not (promise.hidden_until and promise.hidden_until > today)
    ]
    origins = _origins(ground.session, [promise.id for promise, _account in shown])
    for promise, account in shown:
        left = days_until(promise.due, today) if promise.due else None
        when = "undated" if left is None else "late" if left < 0 else "coming" if left else "due"
        params = {"days": abs(left or 0), "who": promise.who, **origins.get(promise.id, {})}
        yield Found(
            account, TodayKind.PROMISE, f"promise.{promise.side}.{when}", params, promise.id, promise.text,
            promise.due, promise.side,
        )  # fmt: skip


def _origins(session: Session, ids: list[str]) -> dict[str, dict[str, object]]:
    """Return when each promise was made and, where it came of a touchpoint, of which kind."""
    promise, touchpoint = tables.promise, tables.touchpoint
    statement = (
        select(promise.c.id, promise.c.made_on, touchpoint.c.kind, promise.c.origin, promise.c.origin_id)
        .outerjoin(touchpoint, touchpoint.c.id == promise.c.origin_id)
        .where(promise.c.done_on.is_(None), promise.c.dropped_on.is_(None), promise.c.deleted_at.is_(None))
    )
    wanted = set(ids)
    return {
        row[0]: {"made": date.fromisoformat(row[1]), "origin": row[2] or "", "cta": row[4] if row[3] == "cta" else ""}
        for row in session.execute(statement)
        if row[0] in wanted
    }


def scheduled(ground: Ground, until: date) -> Iterator[Found]:
    """Yield the planned touchpoints up to a day; one that is over stands there until it is held or moved."""
    touchpoint, today = tables.touchpoint, ground.today
    statement = select(touchpoint).where(
        touchpoint.c.state == "planned", touchpoint.c.on_date <= until.isoformat(), touchpoint.c.deleted_at.is_(None)
    )
    rows = list(ground.session.rows(statement))
    zone = ZoneInfo(settings(ground.session).zone)
    people = people_of(ground.session, [row["id"] for row in rows])
    for row in rows:
        account = ground.accounts.get(row["account_id"])
        if account is not None:
            on = date.fromisoformat(row["on_date"])
            reason = "scheduled.today" if on == today else "scheduled.past" if on < today else "scheduled.coming"
            at = parse_stamp(row["at"]).astimezone(zone) if row["at"] else None
            params = {
                "kind": row["kind"], "on": on, "time": f"{at.hour}:{at.minute:02}" if at else "",
                "people": people.get(row["id"], ()),
            }  # fmt: skip
            yield Found(account, TodayKind.SCHEDULED, reason, params, row["id"], first_line(row["body"]), on)


def people_of(session: Session, touchpoint_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return who takes part in each touchpoint, by name."""
    met = tables.touchpoint_person
    ids = list(touchpoint_ids)
    if not ids:
        return {}
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    statement = select(met).where(met.c.touchpoint_id.in_(ids), met.c.deleted_at.is_(None)).order_by(met.c.no)
    for row in session.rows(statement):
        found[row["touchpoint_id"]] += (row["name"],)
    return found


def first_line(body: str) -> str:
    """Return the first line of what was written."""
    return body.strip().split("\n", 1)[0]


def quiet(ground: Ground, until: date) -> Iterator[Found]:
    """Yield the accounts that are quiet, and those that will be by a day if nobody speaks."""
    session, today = ground.session, ground.today
    chosen = settings(session)
    calendar, cadence = calendar_of(chosen), cadence_of(chosen)
    meetings = next_meetings(session, today)
    since = _held_since(session)
    found: list[tuple[AccountRow, date | None]] = []
    for account in ground.accounts.values():
        if account.segment is None or account.cadence_days is None or account.id in meetings:
            continue
        first = ground.money.get(account.id, NOTHING).first_start
        began = max(filter(None, (since.get(account.id), first)), default=None)
        spoke = account.last_touch
        if is_quiet(account.segment, account.phase, spoke, today, since=began, cadence=cadence, calendar=calendar):
            found.append((account, None))
        elif until > today:
            soon = quiet_from(account.segment, account.phase, spoke, since=began, cadence=cadence, calendar=calendar)
            if soon is not None and today < soon <= until:
                found.append((account, soon))
    last = _last_words(session, {account.id: account.last_touch for account, _soon in found if account.last_touch})
    for account, soon in found:
        spoke = account.last_touch
        params = {
            "days": days_until(today, spoke) if spoke else None, "cadence": account.cadence_days,
            "last": last.get(account.id, ""), "soon": soon,
        }  # fmt: skip
        reason = "quiet.soon" if soon else "quiet.days" if spoke else "quiet.never"
        yield Found(account, TodayKind.QUIET, reason, params, due=soon)


def next_meetings(session: Session, today: date) -> set[str]:
    """Return the accounts with which something is booked at which the customer will speak."""
    touchpoint = tables.touchpoint
    spoken = [str(kind) for kind in TouchpointKind if kind.two_way]
    statement = select(touchpoint.c.account_id).where(
        touchpoint.c.state == "planned",
        touchpoint.c.on_date >= today.isoformat(),
        touchpoint.c.deleted_at.is_(None),
        or_(touchpoint.c.two_way.is_(True), touchpoint.c.two_way.is_(None) & touchpoint.c.kind.in_(spoken)),
        func.coalesce(touchpoint.c.purpose, "") != str(Purpose.INTERNAL),
    )
    return {row[0] for row in session.execute(statement)}


def _held_since(session: Session) -> dict[str, date]:
    """Return since when each account has its present holder."""
    fact = tables.account_fact
    statement = (
        select(fact.c.account_id, func.max(fact.c.effective_on))
        .where(fact.c.field == "owner_id", fact.c.deleted_at.is_(None))
        .group_by(fact.c.account_id)
    )
    return {row[0]: date.fromisoformat(row[1]) for row in session.execute(statement)}


def _last_words(session: Session, spoke: Mapping[str, date]) -> dict[str, str]:
    """Return the first line of what was written at the last contact of each account, of which the day is given."""
    days = {account_id: day.isoformat() for account_id, day in spoke.items()}
    rows = _WORDS.rows(session, accounts=json_text(list(days)))
    return {row["account_id"]: first_line(row["body"]) for row in rows if days[row["account_id"]] == row["on_date"]}


def _spoken_words() -> Prepared:
    touchpoint = tables.touchpoint
    later = touchpoint.alias("later")
    return Prepared(
        select(touchpoint.c.account_id, touchpoint.c.on_date, touchpoint.c.body).where(
            text("touchpoint.account_id IN (SELECT value FROM json_each(:accounts))"),
            *_spoken(touchpoint),
            touchpoint.c.on_date
            == select(func.max(later.c.on_date))
            .where(later.c.account_id == touchpoint.c.account_id, *_spoken(later))
            .correlate(touchpoint)
            .scalar_subquery(),
        )
    )


def _spoken(touchpoint: Any) -> tuple[Any, ...]:
    return (touchpoint.c.state == "done", touchpoint.c.two_way.is_(True), touchpoint.c.deleted_at.is_(None))


_WORDS = _spoken_words()


def renewals(ground: Ground, windows: Mapping[Segment, tuple[int, ...]] = WINDOWS) -> Iterator[Found]:
    """Yield the contracts whose notice date has come into its window while nobody confirmed the renewal.

    Contracts of one account with the same days are one: they are talked about once.
    """
    for account_id, standing in ground.money.items():
        account = ground.accounts.get(account_id)
        together: dict[tuple[date, date], list[Term]] = defaultdict(list)
        for term in standing.terms if account is not None else ():
            if not (term.intent_on or term.settled):
                together[term.notice_date, term.end].append(term)
        for (notice, end), terms in together.items():
            left = days_until(notice, ground.today)
            if account is None or open_window(account.segment or Segment.LOW, left, windows) is None:
                continue
            known = "renewal.estimated" if any(term.estimated for term in terms) else "renewal.notice"
            params = {
                "days": abs(left), "notice": notice, "end": end, "auto": all(term.auto_renew for term in terms),
                "products": tuple(dict.fromkeys(product for term in terms for product in term.products)),
                "contracts": tuple(term.contract_id for term in terms),
            }  # fmt: skip
            reason = known if left >= 0 else "renewal.passed"
            yield Found(account, TodayKind.RENEWAL, reason, params, terms[0].contract_id, due=notice)


def gaps(ground: Ground) -> Iterator[Found]:
    """Yield what is not known of an account with a contract, all of it in one."""
    roles = _roles(ground.session)
    defined = _defined(ground.session)
    for account in ground.accounts.values():
        standing = ground.money.get(account.id, NOTHING)
        if account.segment is Segment.TECH or not standing.terms:
            continue
        missing = {
            "notice": any(term.estimated for term in standing.terms),
            "sponsor": not {Role.SPONSOR, Role.DECISION_MAKER} & roles[account.id],
            "success": account.id not in defined and account.phase is Phase.ONBOARDING,
        }
        names = [name for name, is_missing in missing.items() if is_missing]
        if names:
            yield Found(account, TodayKind.DATA_GAP, "gap", {"gaps": names})


def _roles(session: Session) -> Mapping[str, set[Role]]:
    position = tables.position
    statement = select(position.c.account_id, position.c.role).where(
        position.c.role.is_not(None), position.c.to_on.is_(None), position.c.deleted_at.is_(None)
    )
    found: dict[str, set[Role]] = defaultdict(set)
    for account_id, role in session.execute(statement):
        found[account_id].add(Role(role))
    return found


def _defined(session: Session) -> set[str]:
    handover = tables.handover
    statement = select(handover.c.account_id).where(
        or_(handover.c.outcome_promised.is_not(None), handover.c.success_as_sold.is_not(None)),
        handover.c.deleted_at.is_(None),
    )
    return {row[0] for row in session.execute(statement)}
