"""Which layouts of a template play the cover and the sections; asked where the names do not say it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import captioned
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.reports.template_layouts import TemplateLayouts


class LayoutChoice(QWidget):
    """Two lists; `asks` where there is a template. What was chosen for a file before is chosen again."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._offer: TemplateLayouts | None = None
        self.cover, self.section = ComboBox(_("Layout of the cover")), ComboBox(_("Layout of the sections"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(captioned(_("Layout of the cover"), self.cover), 1)
        row.addLayout(captioned(_("Layout of the sections"), self.section), 1)

    @property
    def asks(self) -> bool:
        """Tell whether there is something to choose from."""
        return self._offer is not None

    def look_at(self, path: Path | None, done: Callable[[], object], failed: Callable[[BansoError], None]) -> None:
        """Read what a template offers, off the UI thread; `done` once it can be chosen from."""
        if path is None:
            self._offer = None
            done()
            return

        def arrived(answer: Any) -> None:
            self._offer, played = answer
            assert self._offer is not None
            for box, part, among in (
                (self.cover, "cover", self._offer.covers), (self.section, "section", self._offer.sections),
            ):  # fmt: skip
                box.clear()
                for one in among:
                    box.addItem(one.name, one.key)
                box.setCurrentIndex(max(box.findData(played.get(part, "")), 0))
            done()

        self._workspace.run(_read, self._workspace.book, path, owner=self, done=arrived, failed=failed)

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return which layout plays what."""
        return (("cover", str(self.cover.currentData())), ("section", str(self.section.currentData())))

    def remember(self) -> None:
        """Keep the choice for the next time the file is used."""
        from app.operations.reviews.templates import remember_layouts

        if self._offer is not None:
            changes, _answer = self._workspace.book.write(remember_layouts, self._offer.digest, dict(self.chosen()))
            # Nobody means it by "undo".
            self._workspace.tell(changes)


def _read(_report: object, _cancelled: object, book: Any, path: Path) -> Any:
    from app.operations.reviews.templates import template_offer

    return book.read(template_offer, path)
