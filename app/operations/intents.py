"""What a customer said of a renewal: that they mean to renew, who said so and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.vocabulary import Role

_ASKED = (Role.DECISION_MAKER, Role.SPONSOR, Role.PAYER, Role.CHAMPION)


def confirm_intent(session: Session, contract_ids: Sequence[str], *, on: date, by: str, how: str, today: date) -> int:
    """Write down that the renewal of contracts was confirmed; `how` is a kind of touchpoint.

    Without who said so it is no confirmation, and one that is still to come is none yet.
    """
    if not by.strip():
        raise BansoError("intent.by_missing", field="by")
    if on > today:
        raise BansoError("intent.not_yet", field="on", on=on)
    values = {"intent_on": on.isoformat(), "intent_by": by.strip(), "intent_how": how}
    return door.amend(session, "contract", {contract_id: values for contract_id in contract_ids})


def who_may_confirm(session: Session, account_id: str) -> tuple[str, ...]:
    """Return the people who are at an account now, those who decide and pay first."""
    person, position = tables.person, tables.position
    statement = (
        select(person.c.name, position.c.role)
        .join(position, position.c.person_id == person.c.id)
        .where(
            position.c.account_id == account_id,
            position.c.to_on.is_(None),
            position.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
        )
    )
    found = [(row[0], _ASKED.index(row[1]) if row[1] in _ASKED else len(_ASKED)) for row in session.execute(statement)]
    return tuple(dict.fromkeys(name for name, _place in sorted(found, key=lambda pair: (pair[1], pair[0]))))
