"""The sections of Portfolio: what each is called, which half it stands in, and where it lives."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from app.errors import BansoError
from app.language import _
from app.views.page import Host
from app.views.portfolio.parts import Section
from app.views.workspace import Workspace

_log = logging.getLogger(__name__)

LOSSES: Final = "losses"
EXPANSION: Final = "expansion"
RETENTION: Final = "retention"
RENEWALS: Final = "renewals"
MOVEMENT: Final = "movement"
DISAGREEMENTS: Final = "disagreements"
LOYALTY: Final = "loyalty"
ANSWERS: Final = "answers"
BACKTEST: Final = "backtest"

VALUE: Final = "value"
TIME: Final = "time"

MONEY: Final = "money"
HEALTH: Final = "health"


@dataclass(frozen=True)
class Entry:
    """A section: its words, the half it stands in, its module below app.views.portfolio and its class."""

    words: Callable[[], str]
    half: str
    module: str
    kind: str

    def make(self, workspace: Workspace, host: Host) -> Section:
        """Return a new section; its module is loaded now."""
        made = getattr(import_module(f"app.views.portfolio.{self.module}"), self.kind)(workspace, host)
        assert isinstance(made, Section)
        return made


SECTIONS: dict[str, Entry] = {
    RETENTION: Entry(lambda: _("Retention and bridge"), MONEY, "retention.section", "RetentionSection"),
    RENEWALS: Entry(lambda: _("Renewals"), MONEY, "renewals.section", "RenewalsSection"),
    LOSSES: Entry(lambda: _("Losses"), MONEY, "losses.section", "LossesSection"),
    EXPANSION: Entry(lambda: _("Expansion"), MONEY, "expansion.section", "ExpansionSection"),
    VALUE: Entry(lambda: _("Time to value"), MONEY, "value.section", "ValueSection"),
    TIME: Entry(lambda: _("My time"), MONEY, "time.section", "TimeSection"),
    MOVEMENT: Entry(lambda: _("Band movement"), HEALTH, "movement_section", "MovementSection"),
    DISAGREEMENTS: Entry(lambda: _("Data against feeling"), HEALTH, "disagreements_section", "DisagreementsSection"),
    LOYALTY: Entry(lambda: _("Loyalty"), HEALTH, "loyalty_section", "LoyaltySection"),
    ANSWERS: Entry(lambda: _("Renewals looked back on"), HEALTH, "answers_section", "AnswersSection"),
    BACKTEST: Entry(lambda: _("Back-test"), HEALTH, "backtest_section", "BacktestSection"),
}
"""In the order of the tabs."""


def load(_report: Callable[..., None], cancelled: Callable[[], bool]) -> None:
    """Import the modules of the page and of every section; not on the UI thread, which would stand still meanwhile."""
    for module in ("page", *(entry.module for entry in SECTIONS.values())):
        if cancelled():
            return
        import_module(f"app.views.portfolio.{module}")


def log_not_loaded(error: BansoError) -> None:
    """Leave it to the section, which is loaded when it is made and says what is wrong."""
    _log.warning("the sections of Portfolio are not loaded: %s", error)


def halves() -> tuple[tuple[str, str], ...]:
    """Return the halves that have a section, with their words."""
    words = {MONEY: _("Money"), HEALTH: _("Health")}
    there = {entry.half for entry in SECTIONS.values()}
    return tuple((key, said) for key, said in words.items() if key in there)
