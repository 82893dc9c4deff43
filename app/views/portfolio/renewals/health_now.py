"""The health of the accounts behind renewals, as it is known now."""

from __future__ import annotations

from app.operations.money.renewals import RenewalRow
from app.views.workspace import Workspace
from app.vocabulary import Band


class HealthNow:
    """Asks the scores of a workspace; unknown until these are there."""

    def __init__(self, workspace: Workspace) -> None:
        self._scores = workspace.scores

    def band(self, account_id: str) -> Band:
        """Return the band of an account."""
        found = self._scores.of(account_id)
        return found.band if found is not None else Band.UNKNOWN

    def of(self, row: RenewalRow) -> tuple[Band, int | None]:
        """Return the band and the score of the account of a renewal."""
        found = self._scores.of(row.account_id)
        return (found.band, found.score) if found is not None else (Band.UNKNOWN, None)
