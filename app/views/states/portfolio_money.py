"""The states of the money of the whole book."""

from __future__ import annotations

from functools import partial

from app.errors import BansoError
from app.operations.money.own_time import ALL
from app.operations.money.scopes import Method
from app.views.portfolio.asking import RATE_MISSING
from app.views.portfolio.contents import EXPANSION, LOSSES, RETENTION, TIME, VALUE
from app.views.portfolio.page import PortfolioPage
from app.views.portfolio.parts import Section
from app.views.portfolio.questions import METRICS
from app.views.portfolio.retention.cards import METHODS, MRR
from app.views.portfolio.retention.choice import METHOD, MONTH, TERM
from app.views.portfolio.retention.section import RetentionSection
from app.views.portfolio.time.lines import UNMEASURED
from app.views.portfolio.time.section import TimeSection
from app.views.portfolio.value.section import ValueSection
from app.views.stage import Shot, Stage


def _section(stage: Stage, key: str) -> Section:
    window, _places = stage.main()
    page = window.open("portfolio", key)
    assert isinstance(page, PortfolioPage)
    stage.settle()
    return page.section()


def _chosen(stage: Stage, key: str, *what: str) -> None:
    section = _section(stage, key)
    section.choose(*what)  # type: ignore[attr-defined]
    stage.settle()


def _retention(stage: Stage) -> RetentionSection:
    section = _section(stage, RETENTION)
    assert isinstance(section, RetentionSection)
    return section


def _month(stage: Stage) -> None:
    section = _retention(stage)
    section.course.turn(MRR)
    section.choose(MONTH, 0)


def _methods(stage: Stage) -> None:
    section = _retention(stage)
    section.course.turn(METHODS)
    section.choose(METHOD, Method.POINT)


def _quarter(stage: Stage) -> None:
    section = _section(stage, VALUE)
    assert isinstance(section, ValueSection)
    # A small book may have nobody who started.
    section.cohort_list.view.go_to(section.cohorts.rowCount() - 1)
    section.curve.step_to(0)


def _cell(stage: Stage) -> None:
    section = _section(stage, TIME)
    assert isinstance(section, TimeSection)
    section.matrix.choose(UNMEASURED, ALL)


def _no_rate(stage: Stage) -> None:
    _section(stage, LOSSES)
    page = stage.page()
    assert isinstance(page, PortfolioPage)
    error = BansoError(RATE_MISSING, currency="USD", base="JPY", behind="Lumen Analytics, Harbor & Co.")
    page.asking.refused.emit((METRICS, page.scope.scope()), error)


SHOTS: tuple[Shot, ...] = (
    Shot("portfolio-retention", partial(_section, key=RETENTION)),
    Shot("portfolio-retention-term", lambda stage: _chosen(stage, RETENTION, TERM, "churn")),
    Shot("portfolio-retention-month", _month),
    Shot("portfolio-retention-methods", _methods),
    Shot("portfolio-targets", lambda stage: _retention(stage).ask_for_targets()),
    Shot("portfolio-retention-empty", partial(_section, key=RETENTION), empty=True),
    Shot("portfolio-losses", partial(_section, key=LOSSES)),
    Shot("portfolio-losses-partial", lambda stage: _chosen(stage, LOSSES, "kind", "partial")),
    Shot("portfolio-losses-empty", partial(_section, key=LOSSES), empty=True),
    Shot("portfolio-expansion", partial(_section, key=EXPANSION)),
    Shot("portfolio-expansion-upsell", lambda stage: _chosen(stage, EXPANSION, "upsell")),
    Shot("portfolio-expansion-leads", lambda stage: _chosen(stage, EXPANSION, "submitted")),
    Shot("portfolio-expansion-empty", partial(_section, key=EXPANSION), empty=True),
    Shot("portfolio-value", partial(_section, key=VALUE)),
    Shot("portfolio-value-cohort", _quarter),
    Shot("portfolio-value-late", lambda stage: _chosen(stage, VALUE, "late")),
    Shot("portfolio-value-empty", partial(_section, key=VALUE), empty=True),
    Shot("portfolio-time", partial(_section, key=TIME)),
    Shot("portfolio-time-cell", _cell),
    Shot("portfolio-time-empty", partial(_section, key=TIME), empty=True),
    Shot("portfolio-no-rate", _no_rate),
)
