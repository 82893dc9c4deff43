"""Parts in lines: those that may give way do so before a second line is begun."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.account.flow import FlowLayout
from app.views.widgets.labels import ElidedLabel


def test_that_parts_give_way_before_a_line_is_broken(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(20, 8, holder)
    firm, soft = ElidedLabel("契約更新日 2027/3/31"), ElidedLabel("渡辺 執行役員 情報システム本部")
    firm.setMinimumWidth(firm.sizeHint().width())
    soft.setMinimumWidth(60)
    flow.addWidget(firm)
    flow.addWidget(soft)
    whole, one_line = flow.sizeHint().width(), flow.sizeHint().height()
    holder.show()
    for width, lines in ((whole, 1), (whole - 30, 1), (firm.width() + 20 + 60, 1), (firm.minimumWidth() + 70, 2)):
        holder.resize(width, 200)
        assert (flow.heightForWidth(width) > one_line) == (lines == 2), width
        assert firm.width() == firm.minimumWidth()
        assert all(part.geometry().right() < width for part in (firm, soft))
    holder.resize(whole - 30, 200)
    assert soft.width() == soft.sizeHint().width() - 30
    assert soft.toolTip() == soft.text()
