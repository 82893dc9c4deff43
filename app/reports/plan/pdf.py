"""The plan on A4, with the same content as the page: the Japanese font is inside the file, nothing is cut off."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from app import paths
from app.language import day, tr
from app.reports.plan import words
from app.reports.plan_content import PlanContent, PlanMilestone, PlanObjective, PlanTask
from app.vocabulary import PlanStatus, Side

_FONT = "IPAexGothic"
_MM = 72 / 25.4
_MARGIN = 16 * _MM
_PADDING = 6  # of the frame that the page is laid out in
_WIDTH = 210 * _MM - 2 * _MARGIN - 2 * _PADDING
_BOX = 16.0
_TEXT, _QUIET, _LATE, _ACCENT = "#1B1D22", "#54575F", "#8C1530", "#3D4FB8"
_STATUS = {
    PlanStatus.PLANNED: ("#54575F", "#6B6E76"),
    PlanStatus.IN_PROGRESS: ("#15517F", "#1F6FB2"),
    PlanStatus.ON_TRACK: ("#07594E", "#0B7A6B"),
    PlanStatus.ATTENTION: ("#7A4100", "#BA7A00"),
    PlanStatus.LATE: ("#8C1530", "#AE1A3A"),
    PlanStatus.DONE: ("#07594E", "#0B7A6B"),
    PlanStatus.DROPPED: ("#54575F", "#6B6E76"),
}


def pdf_file(content: PlanContent) -> bytes:
    """Return the PDF of a version of a plan."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    _register()
    out = io.BytesIO()
    title = f"{words.line(content.name)} – {words.addressed(content)}"
    paper = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=18 * _MM,
        title=title, author="", creator="Banso", producer="Banso", lang=content.lang, invariant=1,
    )  # fmt: skip
    foot = f"{title}  v{content.version}"

    def page(canvas: Any, _paper: Any) -> None:
        canvas.setFont(_FONT, 7.5)
        canvas.setFillColor(_QUIET)
        canvas.drawString(_MARGIN + _PADDING, 10 * _MM, foot[:90])
        canvas.drawRightString(_MARGIN + _PADDING + _WIDTH, 10 * _MM, str(canvas.getPageNumber()))

    paper.build(_Paper(content).story(), onFirstPage=page, onLaterPages=page)
    return out.getvalue()


@cache
def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # Without a family of its own, markup would ask for a bold face that does not exist.
    pdfmetrics.registerFont(TTFont(_FONT, str(paths.resource("fonts", "ipaexg.ttf"))))
    pdfmetrics.registerFontFamily(_FONT, normal=_FONT, bold=_FONT, italic=_FONT, boldItalic=_FONT)


class _Paper:
    """Puts the parts of a plan one below the other."""

    def __init__(self, content: PlanContent) -> None:
        self._content, self._lang = content, content.lang

    def story(self) -> list[Any]:
        """Return everything in the order it is read."""
        from reportlab.platypus import Spacer

        content, lang = self._content, self._lang
        told = self._apart(f"{caption} {text}" for caption, text in words.facts(content))
        found = [
            self._line(self._apart((words.addressed(content), tr(lang, "Mutual success plan"))), 9, _QUIET),
            self._line(content.name, 18, after=4),
            self._line(told, 8.5, _QUIET, after=4),
        ]
        if content.success:
            success = f"{tr(lang, 'What success is')}\n{content.success}"
            found.append(self._line(success, 10, "#3646A6", back="#E8EBFA", after=6))
        for one in content.objectives:
            found += [Spacer(1, 8), *self._objective(one)]
        if not content.objectives:
            found.append(self._line(tr(lang, "No objectives yet."), 9.5, _QUIET))
        if content.commitments:
            found += self._head(tr(lang, "Where we agree"))
            for who, state in (words.commitment_words(one, content) for one in content.commitments):
                found.append(self._line(self._apart((who, state)), 9.5, after=2))
        if content.next_review is not None or content.agenda:
            found += self._head(tr(lang, "Next joint review"))
            if content.next_review is not None:
                found.append(self._line(day(content.next_review, lang), 9.5, after=2))
            found += [self._line(f"・{point}" if lang == "ja" else f"• {point}", 9.5) for point in content.agenda]
        how = tr(
            lang,
            "To answer, reply to the mail this came with: say which items are done, the latest figures, and with your"
            " name what you confirm.",
        )
        return [*found, Spacer(1, 12), self._line(how, 8.5, _QUIET), self._signature()]

    def _objective(self, one: PlanObjective) -> list[Any]:
        lang = self._lang
        about = [text for text in (one.metric, *words.owners(one, lang)) if text]
        late = words.is_late(one, self._content.as_of)
        due = [tr(lang, "by {day}", day=day(one.due, lang))] if one.due is not None else []
        head = [self._pair(one.title, 12.5, one.status)]
        if told := [*about, *([] if late else due)]:
            head.append(self._line(self._apart(told), 8.5, _QUIET))
        head += [self._line(text, 8.5, _LATE) for text in due if late]
        if words.is_measured(one):
            head += self._way(one)
        rows = []
        for step in one.milestones:
            rows.append(self._item(step, step.title, 0, step.status, words.amount_words(step)))
            rows += [self._item(task, task.text, 1) for task in step.tasks]
        rows += [self._item(task, task.text, 0) for task in one.tasks]
        return [self._rule(), *head, *rows]

    def _head(self, title: str) -> list[Any]:
        from reportlab.platypus import Spacer

        return [Spacer(1, 10), self._rule(), self._line(title, 11.5, after=3, keep=True)]

    def _way(self, one: PlanObjective) -> list[Any]:
        from reportlab.graphics.shapes import Drawing, Line, Rect

        lang = self._lang
        drawing = Drawing(_WIDTH, 12)
        drawing.add(Rect(0, 4, _WIDTH, 5, rx=2.5, fillColor=_colour("#E6E6E1"), strokeColor=None))
        if one.progress:
            far = _WIDTH * min(1.0, max(0.01, one.progress))
            drawing.add(Rect(0, 4, far, 5, rx=2.5, fillColor=_colour(_STATUS[one.status][1]), strokeColor=None))
        if one.expected:
            at = _WIDTH * min(1.0, one.expected)
            drawing.add(Line(at, 1, at, 12, strokeColor=_colour(_TEXT), strokeWidth=1.2))
        ends = " → ".join(
            (
                tr(lang, "From {value}", value=words.figure(one.baseline, one.unit)),
                words.now_words(one, lang),
                tr(lang, "To {value}", value=words.figure(one.target, one.unit)),
            )
        )
        return [self._line(ends, 9, after=0, keep=True), drawing]

    def _item(
        self,
        item: PlanMilestone | PlanTask,
        title: str,
        depth: int,
        status: PlanStatus | None = None,
        amount: str = "",
    ) -> Any:
        lang, done = self._lang, item.done_on is not None
        meta = [words.whose(item, lang), words.due_words(item, lang), amount]
        if status is not None and not done:
            meta.append(words.status_words(status, lang))
        late = words.is_late(item, self._content.as_of)
        lines = [
            self._line(title, 9.5, _QUIET if done else _TEXT),
            self._line(self._apart(text for text in meta if text), 8, _LATE if late else _QUIET),
        ]
        box = _box(done=done, theirs=item.side is Side.CUSTOMER)
        return self._row([[box, lines]], [_BOX, _WIDTH - _BOX * (1 + depth)], indent=_BOX * depth)

    def _pair(self, title: str, size: float, status: PlanStatus) -> Any:
        said = self._line(words.status_words(status, self._lang), 9, _STATUS[status][0])
        cells = [[self._line(title, size), _mark(status), said]]
        return _with_next(self._row(cells, [_WIDTH - 100, 12, 88]))

    def _row(self, cells: list[list[Any]], widths: list[float], indent: float = 0) -> Any:
        from reportlab.platypus import Table

        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2), ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ]  # fmt: skip
        before: list[Any] = [""] if indent else []
        # A text longer than the page goes on on the next one.
        return Table(
            [[*before, *row] for row in cells], colWidths=[*([indent] if indent else []), *widths], style=style,
            splitInRow=1,
        )  # fmt: skip

    def _rule(self) -> Any:
        from reportlab.platypus import HRFlowable

        rule = HRFlowable(width="100%", thickness=0.6, color=_colour("#E3E3DD"), spaceBefore=2, spaceAfter=5)
        return _with_next(rule)

    def _signature(self) -> Any:
        lang = self._lang
        return self._line(
            f"{tr(lang, 'Confirmed by (your name)')} ＿＿＿＿＿＿＿＿＿＿＿＿ {tr(lang, 'Date')} ＿＿＿＿＿＿＿", 9.5
        )

    def _apart(self, texts: Iterable[str]) -> str:
        return (" ・ " if self._lang == "ja" else " · ").join(texts)

    def _line(
        self, text: str, size: float, colour: str = _TEXT, after: float = 1, back: str = "", *, keep: bool = False
    ) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        style = ParagraphStyle(
            "line", fontName=_FONT, fontSize=size, leading=size * 1.45, textColor=_colour(colour), spaceAfter=after,
            wordWrap="CJK" if self._lang == "ja" else None, backColor=_colour(back) if back else None,
            borderPadding=(4, 6, 5, 6) if back else 0, keepWithNext=int(keep), spaceBefore=6 if back else 0,
        )  # fmt: skip
        return Paragraph(escape(words.clean(text)).replace("\n", "<br/>"), style)


def _with_next(part: Any) -> Any:
    """Keep a part on the page of what follows it."""
    part.keepWithNext = 1
    return part


def _colour(text: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(text)


def _box(*, done: bool, theirs: bool) -> Any:
    """Return the mark before an item: a square where the customer has it in hand, a circle where we do."""
    from reportlab.graphics.shapes import Circle, Drawing, PolyLine, Rect

    drawing = Drawing(_BOX, 11)
    line = _colour("#7A3E9D" if theirs else _ACCENT)
    fill = line if done else None
    if theirs:
        drawing.add(Rect(0.5, 0.5, 9, 9, rx=2, strokeColor=line, strokeWidth=1, fillColor=fill))
    else:
        drawing.add(Circle(5, 5, 4.6, strokeColor=line, strokeWidth=1, fillColor=fill))
    if done:
        drawing.add(PolyLine([2.5, 5, 4.4, 3, 7.6, 7], strokeColor=_colour("#FFFFFF"), strokeWidth=1.3))
    return drawing


def _mark(status: PlanStatus) -> Any:
    """Return the shape of a standing, as the page has it."""
    from reportlab.graphics.shapes import Circle, Drawing, Polygon, Wedge

    drawing, colour = Drawing(12, 11), _colour(_STATUS[status][1])
    if status is PlanStatus.LATE:
        drawing.add(Polygon([5, 0.5, 9.5, 5, 5, 9.5, 0.5, 5], fillColor=colour, strokeColor=None))
        return drawing
    solid = status in {PlanStatus.ON_TRACK, PlanStatus.DONE}
    dash = [1.5, 1.5] if status is PlanStatus.PLANNED else None
    drawing.add(
        Circle(5, 5, 4, fillColor=colour if solid else None, strokeColor=colour, strokeWidth=1.2, strokeDashArray=dash)
    )
    if status is PlanStatus.ATTENTION:
        drawing.add(Wedge(5, 5, 4, 90, 270, fillColor=colour, strokeColor=None))
    return drawing
