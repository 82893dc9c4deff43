"""The XML of a native chart, written in one piece: by its properties one by one it takes several times as long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from app.reports import fit
from app.reports.office_text import LANGUAGE_TAGS, Pen
from app.reports.review.chart_room import (
    COLORS,
    COLUMN_COLORS,
    GAP_WIDTH,
    TEXT_COLORS,
    ChartRoom,
    edge_to_edge,
    ends_early,
    last,
    number_format,
)

_SPACE = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_POINT = 12_700
_BARE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"


class ChartXml:
    """Writes one chart; `data` is python-pptx's, which knows where each value stands in the workbook."""

    def __init__(self, room: ChartRoom, data: Any, pen: Pen, lang: str) -> None:
        self._room, self._chart, self._data, self._pen, self._lang = room, room.chart, data, pen, lang
        self._columns = room.chart.drawn == "columns"

    def whole(self) -> str:
        """Return the part of the package that the chart is."""
        series = "".join(self._series(at, one) for at, one in enumerate(self._data))
        axes = '<c:axId val="1"/><c:axId val="2"/>'
        if self._columns:
            plot = (
                f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
                f'<c:gapWidth val="{GAP_WIDTH}"/><c:overlap val="0"/>{axes}</c:barChart>'
            )
        else:
            plot = (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}'
                "</c:lineChart>"
            )
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACE}><c:date1904 val="0"/>'
            f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{self._layout()}{plot}'
            f'{self._category_axis()}{self._value_axis()}</c:plotArea><c:plotVisOnly val="1"/>'
            f'<c:dispBlanksAs val="gap"/></c:chart>{self._text("text2")}</c:chartSpace>'
        )

    def _layout(self) -> str:
        """Say where the plot stands, so that words drawn over it meet it in every program."""
        frame, plot = self._room.frame, self._room.plot
        shares = {
            "x": (plot.left - frame.left) / frame.width,
            "y": (plot.top - frame.top) / frame.height,
            "w": plot.width / frame.width,
            "h": plot.height / frame.height,
        }
        placed = "".join(f'<c:{name} val="{share:.6f}"/>' for name, share in shares.items())
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{placed}</c:manualLayout></c:layout>"
        )

    def _category_axis(self) -> str:
        line = f"<c:spPr><a:ln>{self._pen.filling('borderStrong')}</a:ln></c:spPr>"
        return (
            '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
            '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="2"/>'
            '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            f'<c:tickLblSkip val="{self._room.every}"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        )

    def _value_axis(self) -> str:
        room, scale = self._room, self._room.scale
        grid = f'<c:spPr><a:ln w="{round(0.75 * _POINT)}">{self._pen.filling("grid")}</a:ln></c:spPr>'
        lines = "" if room.labelled else f"<c:majorGridlines>{grid}</c:majorGridlines>"
        between = "midCat" if edge_to_edge(self._chart) else "between"
        return (
            f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{scale.high}"/>'
            f'<c:min val="{scale.low}"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>{lines}'
            f'<c:numFmt formatCode="{number_format(scale.places)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{"none" if room.labelled else "nextTo"}"/>{_BARE}'
            f'<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="{between}"/>'
            f'<c:majorUnit val="{scale.step}"/></c:valAx>'
        )

    def _series(self, at: int, one: Any) -> str:
        name = escape(fit.plain(self._chart.names[at]))
        head = (
            f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{one.name_ref}</c:f><c:strCache>'
            f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )
        looks = self._column(at) if self._columns else self._line(at)
        tail = "" if self._columns else '<c:smooth val="0"/>'
        return f"<c:ser>{head}{looks}{self._categories(one)}{self._values(at, one)}{tail}</c:ser>"

    def _column(self, at: int) -> str:
        fill = self._pen.filling(COLUMN_COLORS[at % len(COLUMN_COLORS)])
        looks = f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'
        if not self._room.labelled:
            return looks
        form = number_format(self._room.places, zeros=False)
        shown = "".join(f'<c:{name} val="{int(name == "showVal")}"/>' for name in _SHOWN)
        return (
            f'{looks}<c:dLbls><c:numFmt formatCode="{form}" sourceLinked="0"/>'
            f'{self._text(TEXT_COLORS[at % len(TEXT_COLORS)], bold=at == 0)}<c:dLblPos val="outEnd"/>{shown}</c:dLbls>'
        )

    def _line(self, at: int) -> str:
        fill = self._pen.filling(COLORS[at % len(COLORS)])
        dash = '<a:prstDash val="dash"/>' if at else ""
        thick = round((1.75 if at else 2.5) * _POINT)
        looks = f'<c:spPr><a:ln w="{thick}" cap="rnd">{fill}{dash}<a:round/></a:ln></c:spPr>'
        points = "".join(self._point(place, fill) for place in self._marked(at))
        return f'{looks}<c:marker><c:symbol val="none"/></c:marker>{points}{self._end(at)}'

    def _marked(self, at: int) -> Iterator[int]:
        """Yield the places that have a dot: the end of the period's line, and values that stand alone."""
        values = self._chart.values[at]
        around = (None, *values, None)
        for place, value in enumerate(values):
            alone = around[place] is None and around[place + 2] is None
            if value is not None and (alone or (at == 0 and place == last(values))):
                yield place

    def _point(self, place: int, fill: str) -> str:
        return (
            f'<c:dPt><c:idx val="{place}"/><c:marker><c:symbol val="circle"/><c:size val="8"/><c:spPr>{fill}'
            '<a:ln><a:noFill/></a:ln></c:spPr></c:marker><c:bubble3D val="0"/></c:dPt>'
        )

    def _end(self, at: int) -> str:
        """Name a series at the end of its line, by its own name and value: both follow the workbook."""
        place = last(self._chart.values[at])
        if at not in self._room.ends or place is None:
            return ""
        beside = "t" if ends_early(self._chart, at) else "r"
        # LibreOffice would break the words at a fifth of the chart's width.
        text = self._text(TEXT_COLORS[at % len(TEXT_COLORS)], bold=at == 0, wrap="none")
        shown = "".join(f'<c:{name} val="{int(name in {"showVal", "showSerName"})}"/>' for name in _SHOWN)
        none = "".join(f'<c:{name} val="0"/>' for name in _SHOWN)
        return (
            f'<c:dLbls><c:dLbl><c:idx val="{place}"/><c:numFmt formatCode="{number_format(self._room.places)}" '
            f'sourceLinked="0"/><c:spPr/>{text}<c:dLblPos val="{beside}"/>{shown}<c:separator> </c:separator></c:dLbl>'
            f"{none}</c:dLbls>"
        )

    def _categories(self, one: Any) -> str:
        names = [escape(fit.plain(name)) for name in self._chart.categories]
        points = "".join(f'<c:pt idx="{at}"><c:v>{name}</c:v></c:pt>' for at, name in enumerate(names))
        return (
            f'<c:cat><c:strRef><c:f>{one.categories_ref}</c:f><c:strCache><c:ptCount val="{len(names)}"/>{points}'
            "</c:strCache></c:strRef></c:cat>"
        )

    def _values(self, at: int, one: Any) -> str:
        values = self._chart.values[at]
        points = "".join(
            f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
        )
        return (
            f"<c:val><c:numRef><c:f>{one.values_ref}</c:f><c:numCache>"
            f'<c:formatCode>{number_format(self._room.places)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
            "</c:numCache></c:numRef></c:val>"
        )

    def _text(self, tone: str, *, bold: bool = False, wrap: str = "square") -> str:
        size = round(self._pen.layout.types["small"].size * 100)
        tags = f'lang="{LANGUAGE_TAGS[self._lang]}"' + (' altLang="en-US"' if self._lang == "ja" else "")
        return (
            f'<c:txPr><a:bodyPr wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr><a:defRPr {tags} sz="{size}" b="{int(bold)}">'
            f'{self._pen.filling(tone)}<a:ea typeface="{escape(self._pen.layout.east_asian)}"/></a:defRPr></a:pPr>'
            f"<a:endParaRPr {tags}/></a:p></c:txPr>"
        )
