from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextDocument, QTextLayout

from app.operations.quick_log import Token, TokenKind
from app.views import theme
from app.views.quick_log.tint import Tint, characters, units


@given(st.text(alphabet="aあ🏭𠮷\n", max_size=20), st.integers(0, 20))
def test_that_places_survive_the_way_to_qt_and_back(text: str, place: int) -> None:
    place = min(place, len(text))
    assert characters(text, units(text, place)) == place
    assert units(text, len(text)) == len(text.encode("utf-16-le")) // 2


def tinted(document: QTextDocument) -> list[tuple[str, str, int]]:
    """Return (text, ground, weight) of every tinted stretch."""
    found = []
    block = document.begin()
    while block.isValid():
        ranges: list[QTextLayout.FormatRange] = block.layout().formats()
        raw = block.text().encode("utf-16-le")
        for one in ranges:
            words = raw[one.start * 2 : (one.start + one.length) * 2].decode("utf-16-le")
            found.append((words, one.format.background().color().name(), one.format.fontWeight()))
        block = block.next()
    return found


def test_that_tokens_are_marked_by_ground_and_weight(qapp: object) -> None:
    text = "🏭@みどり 電話\n次: 見積\nを送る !risk"
    document = QTextDocument()
    document.setPlainText(text)
    at = text.index("@")
    tokens = [
        Token(at, at + 4, TokenKind.ACCOUNT),
        Token(text.index("次"), text.index(" !"), TokenKind.PROMISE),
        Token(text.index("!"), len(text), TokenKind.FLAG),
    ]
    Tint(document).show_tokens(text, tokens)
    meaning = theme.current().meaning
    semi = int(QFont.Weight.DemiBold)
    assert tinted(document) == [
        ("@みどり", meaning["vendor"].bg.name(), semi),
        ("次: 見積", meaning["watch"].bg.name(), semi),
        ("を送る", meaning["watch"].bg.name(), semi),
        ("!risk", meaning["risk"].bg.name(), semi),
    ]
