"""The states of the place of the whole book."""

from __future__ import annotations

from functools import partial

from app.views.portfolio.contents import ANSWERS, BACKTEST, DISAGREEMENTS, LOYALTY, MOVEMENT
from app.views.portfolio.disagreements_section import DisagreementsSection
from app.views.portfolio.movement_section import MovementSection
from app.views.portfolio.page import PortfolioPage
from app.views.portfolio.sheets import AcceptSheet, JudgeSheet
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words


def _page(stage: Stage, section: str = MOVEMENT) -> PortfolioPage:
    window, _places = stage.main()
    page = window.open("portfolio", section)
    assert isinstance(page, PortfolioPage)
    # The picture of the back-test is asked for by its first answer.
    stage.settle()
    stage.wait(0.2)
    stage.settle()
    return page


def _band(stage: Stage) -> None:
    section = _page(stage).section()
    assert isinstance(section, MovementSection)
    section.choose("watch")


def _questions(page: PortfolioPage) -> DisagreementsSection:
    section = page.section(DISAGREEMENTS)
    assert isinstance(section, DisagreementsSection)
    return section


def _judge(stage: Stage) -> None:
    page = _page(stage, DISAGREEMENTS)
    if _questions(page).judge() is None:
        # A small book may have no question; the sheet is the same for any account.
        JudgeSheet(page.window(), in_words("青葉信用金庫", "Lumen Foods"), (), lambda _values, _reason: None).open()


def _accept(stage: Stage) -> None:
    page = _page(stage, DISAGREEMENTS)
    if _questions(page).accept() is None:
        name, today = in_words("青葉信用金庫", "Lumen Foods"), stage.book.clock.today()
        AcceptSheet(page.window(), name, today, lambda _reason, _until: None).open()


SHOTS: tuple[Shot, ...] = (
    Shot("portfolio", _page),
    Shot("portfolio-band", _band),
    Shot("portfolio-disagreements", partial(_page, section=DISAGREEMENTS)),
    Shot("portfolio-judge", _judge),
    Shot("portfolio-accept", _accept),
    Shot("portfolio-loyalty", partial(_page, section=LOYALTY)),
    Shot("portfolio-answers", partial(_page, section=ANSWERS)),
    Shot("portfolio-backtest", partial(_page, section=BACKTEST)),
    Shot("portfolio-empty", _page, empty=True),
)
