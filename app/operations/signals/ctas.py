"""Calls to action: what is open in the book or at an account, and everything about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.alerts.plays import Play
from app.alerts.rules import Rule
from app.errors import BansoError
from app.models import tables
from app.models.database import Session
from app.operations.signals.risks import LoggedRisk, logged_risks
from app.operations.signals.rows import CtaRow, asked, cta_rows
from app.operations.signals.shipped import plays_of, rules_of

_cta = tables.cta


@dataclass(frozen=True)
class CtaPage:
    """One call to action with the playbooks that could answer it, the proposed one first, and earlier ones like it.

    `risks` are what was logged about it with !risk.
    """

    row: CtaRow
    plays: tuple[Play, ...]
    earlier: tuple[CtaRow, ...]
    risks: tuple[LoggedRisk, ...] = ()


def open_ctas(
    session: Session, account_id: str | None = None, *, today: date, rules: Mapping[str, Rule] | None = None
) -> list[CtaRow]:
    """Return what is open, in the book or at one account, as it was opened; what is put off is told by its day."""
    where = [_cta.c.state == "open"]
    if account_id is not None:
        where.append(_cta.c.account_id == account_id)
    return cta_rows(session, session.rows(asked(*where)), rules or rules_of(session), today=today)


def cta_page(session: Session, cta_id: str, *, today: date) -> CtaPage:
    """Return everything about one call to action; BansoError "cta.gone" where there is none."""
    rules = rules_of(session)
    found = cta_rows(session, session.rows(asked(_cta.c.id == cta_id)), rules, today=today)
    if not found:
        raise BansoError("cta.gone")
    [row] = found
    like = session.rows(
        asked(
            _cta.c.account_id == row.account_id, _cta.c.rule == row.rule, _cta.c.subject == row.subject,
            _cta.c.id != row.id,
        )
    )  # fmt: skip
    plays = sorted(plays_of(session).values(), key=lambda play: play.key != row.proposed)
    earlier = tuple(reversed(cta_rows(session, like, rules, today=today)))
    return CtaPage(row, tuple(plays), earlier, logged_risks(session, row.facts))
