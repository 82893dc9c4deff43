"""What a person said of names in files that may mean an account or another firm: remembered, and not asked again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.journal import forget
from app.models.database import Session
from app.operations.settings import choose, chosen_value
from app.search.fold import fold

NAMES = "account_names"
MOST_NAMES = 2_000
ANOTHER = ""
"""Said of a name that means none of the accounts it could mean."""


def whole(name: str) -> str:
    """Return a name folded with its legal form and without spaces."""
    return fold(name).replace(" ", "")


def said_names(session: Session) -> dict[str, str]:
    """Return the account that each folded name means, ANOTHER where it is none of those it could mean."""
    kept = chosen_value(session, NAMES)
    return {str(name): str(account) for name, account in kept.items()} if isinstance(kept, dict) else {}


def remember_names(session: Session, said: Mapping[str, str]) -> None:
    """Keep which account (or ANOTHER) names mean, as a person said; files are not asked about them again."""
    before = said_names(session)
    after = {**before, **{whole(name): account for name, account in said.items() if whole(name)}}
    if after != before:
        choose(session, NAMES, dict(list(after.items())[-MOST_NAMES:]))


def forget_names(session: Session, accounts: Collection[str]) -> None:
    """Forget for good which names meant these accounts."""
    before = said_names(session)
    left = {name: account for name, account in before.items() if account not in accounts}
    if left != before:
        choose(session, NAMES, left)
        forget.drop_history(session, "setting", NAMES)
