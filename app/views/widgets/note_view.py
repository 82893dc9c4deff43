"""A note as it is read: Markdown, as high as its words, loading nothing and asking before a link is followed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.views import theme as themes
from app.views.widgets.markdown import to_html
from app.views.widgets.safe_text import SafeText


class NoteView(SafeText):
    """Shows one note. It takes no focus of its own but by its links."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._text = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("bare", True)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self._stopped_by_tab()

    def show_note(self, text: str) -> None:
        """Show another note."""
        self._text = text
        self._render()

    def text(self) -> str:
        """Return the source of the note."""
        return self._text

    def _stopped_by_tab(self) -> None:
        # Only a note with a link is a stop for Tab.
        linked = "<a " in self.toHtml() if self._text else False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if linked else Qt.FocusPolicy.ClickFocus)

    def _render(self) -> None:
        theme = themes.current()
        c = theme.color
        size = theme.px(13)
        self.document().setDefaultFont(theme.font("body"))
        self.document().setDefaultStyleSheet(
            f"body, p, li {{ color: {c.text.name()}; line-height: 150%; }}"
            f" h3, h4 {{ font-size: {size}px; font-weight: 600; margin-top: 8px; margin-bottom: 2px; }}"
            f" p {{ margin-top: 0; margin-bottom: 6px; }} a {{ color: {c.accent_text.name()}; }}"
            " ul, ol { margin-left: 14px; -qt-list-indent: 0; }"
            f" code {{ background: {c.hover.name()}; }} blockquote {{ color: {c.text2.name()}; margin-left: 10px; }}"
        )
        self.setHtml(to_html(self._text))
        self._stopped_by_tab()
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(max(round(self.document().size().height()) + 4, themes.current().line("body")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep as high as the words."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and sizes of another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._text:
            self._render()
