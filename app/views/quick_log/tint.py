"""Tints the tokens of a quick log line as it is typed: by ground and by weight, so that colour is not the only mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.operations.quick_log import Token, TokenKind
from app.views import theme as themes

_MEANINGS: Mapping[TokenKind, str] = {
    TokenKind.ACCOUNT: "vendor",
    TokenKind.PERSON: "customer",
    TokenKind.KIND: "unknown",
    TokenKind.DATE: "info",
    TokenKind.TAG: "info",
    TokenKind.PROMISE: "watch",
    TokenKind.DUE: "watch",
    TokenKind.PULSE: "good",
}
_FLAGS = {"risk": "risk", "リスク": "risk", "危険": "risk", "win": "good", "成果": "good"}


def units(text: str, characters: int) -> int:
    """Return how many UTF-16 units, in which Qt counts, the first characters of `text` take."""
    return len(text[:characters].encode("utf-16-le")) // 2


def characters(text: str, units: int) -> int:
    """Return how many characters of `text` lie before a place that Qt counts in UTF-16 units."""
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))


class Tint(QSyntaxHighlighter):
    """Shows the tokens last given; they are places in the text as Python counts it."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._spans: list[tuple[int, int, str]] = []

    def show_tokens(self, text: str, tokens: Iterable[Token]) -> None:
        """Tint the tokens of `text`, which must be the text of the document."""
        spans = [(units(text, t.start), units(text, t.end), meaning_of(text, t)) for t in tokens]
        if spans != self._spans:
            self._spans = spans
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Tint the part of the tokens that stands in one paragraph."""
        block = self.currentBlock()
        first, last = block.position(), block.position() + block.length() - 1
        for start, end, meaning in self._spans:
            if start < last and end > first:
                begin = max(start, first)
                self.setFormat(begin - first, min(end, last) - begin, _format(meaning))


def meaning_of(text: str, token: Token) -> str:
    """Return which meaning (colours) a token has."""
    if token.kind is TokenKind.FLAG:
        return _FLAGS.get(text[token.start + 1 : token.end].lower(), "info")
    return _MEANINGS[token.kind]


def _format(meaning: str) -> QTextCharFormat:
    colors = themes.current().meaning[meaning]
    made = QTextCharFormat()
    made.setBackground(colors.bg)
    made.setForeground(themes.current().color.text if meaning == "unknown" else colors.text)
    made.setFontWeight(QFont.Weight.DemiBold)
    return made
