"""
The chart a reader can explore: the figures of the drawn one, as a Plotly figure in JSON.

Plotly is loaded only when a figure is built, which the worker does. Every number is rounded as the
page rounds it, so that the file tells no more than the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Any

from measurement.charts.labels import TargetLabel
from measurement.charts.line import HEADROOM
from measurement.charts.reading import (
    checked,
    is_shown,
    moment,
    range_of,
    rhythm,
    runs,
    shown,
    value_of,
    value_text,
)
from measurement.charts.scale import ticks
from measurement.charts.svg import text_width, wrapped
from measurement.colours import Colours
from measurement.explore_labels import ABOVE, BELOW, HEIGHT, SIZE, Row, above_or_below, push_apart
from measurement.rounding import count_text, rounded, value_decimals
from measurement.rounding import value_text as written
from measurement.values import FigureLike

LEFT = 46  # pixels: the margin
NAME_ROOM = 104  # pixels; a longer name beside a line is wrapped
LONE_RANGE = 0.09  # years to each side of a point without neighbours
CLEAR = "rgba(0, 0, 0, 0)"
FONT = '"Public Sans", system-ui, "Segoe UI", "Noto Sans", Arial, sans-serif'


@dataclass(frozen=True)
class ExploreWords:
    """
    The words of the chart, already translated.

    Args:
        name, compare_name: of the two lines ("Goulburn", "Victoria").
        start: what stands at the first point ("start point").
        point, short: what is said of a point, with and without range and counts.
        buttons: the buttons' own English titles ("Zoom", "Pan", "Zoom in", "Zoom out",
            "Reset axes"), each with its translation.
    """

    name: str
    compare_name: str
    start: str
    point: str = "%(year)s: %(value)s (%(low)s to %(high)s), %(numerator)s of %(denominator)s"
    short: str = "%(year)s: %(value)s"
    buttons: Mapping[str, str] = field(default_factory=dict)


def figure_json(
    ours: Iterable[FigureLike],
    compare: Iterable[FigureLike],
    *,
    words: ExploreWords,
    colours: Colours,
    unit: str = "%",
) -> dict[str, Any]:
    """
    Builds the chart from the same figures as `measurement.charts.line_chart`.

    Returns:
        `data`, `layout` and `config` for `Plotly.newPlot`, made of plain JSON values. A withheld
        period is null and ends the line. The traces are the range, the comparison and ours.

    Raises:
        TypeError: something is not a figure.
        ValueError: no figure of ours is shown, or two are of the same period.
    """
    import plotly.graph_objects as go

    our_figures, their_figures = checked(ours), checked(compare)
    if not shown(our_figures):
        raise ValueError("There is nothing to explore: no figure is shown.")
    months = rhythm([*our_figures, *their_figures])
    our_rows, their_rows = _rows(our_figures, months), _rows(their_figures, months)
    marks = ticks(_highest(our_figures, their_figures))
    traces = [
        go.Scatter(
            **_band(runs(our_figures, months), unit),
            mode="none",
            fill="toself",
            fillcolor=_thin(colours.series, 0.14),
            hoverinfo="skip",
        ),
        go.Scatter(
            **_points(their_rows, words, unit, before=f"{words.compare_name}\n"),
            line={"color": colours.compare, "width": 2},
            marker={"color": colours.compare, "size": 5},
        ),
        go.Scatter(
            **_points(our_rows, words, unit),
            line={"color": colours.series, "width": 3.25},
            marker={
                "color": _fills(our_rows, colours),
                "line": {"color": colours.series, "width": 2.5},
                "size": 9,
            },
        ),
    ]
    layout = go.Layout(
        **_look(colours),
        margin={"l": LEFT, "r": _room(words), "t": ABOVE, "b": BELOW},
        xaxis=_years([*our_figures, *their_figures]),
        yaxis={
            **_heights(marks),
            "ticksuffix": unit,
            **({} if unit else {"tickformat": ",d"}),
            "gridcolor": colours.grid,
            "zerolinecolor": colours.rule_strong,
            "zerolinewidth": 1.5,
        },
        annotations=[
            *_start(our_rows, their_rows, marks, words, colours, unit),
            *_ends(shown(our_figures), shown(their_figures), words, colours, unit),
        ],
    )
    drawn = go.Figure(data=traces, layout=layout).to_plotly_json()
    push_apart(drawn["layout"])
    return {"data": drawn["data"], "layout": drawn["layout"], "config": _config(words)}


def with_target(figure: Mapping[str, Any], target: TargetLabel, colours: Colours) -> dict[str, Any]:
    """
    The chart with what the partners want to reach, as the drawing shows it: a dashed line across
    and a diamond at its end. The worker's chart has none, as a target is agreed on later.
    """
    drawn = deepcopy(dict(figure))
    layout = drawn["layout"]
    value = float(target.value)
    moments = [at for trace in drawn["data"][1:] for at in trace["x"] if at is not None]
    first, last = min(moments), max(moments)
    if value * HEADROOM > layout["yaxis"]["range"][1]:
        layout["yaxis"] |= _heights(ticks(target.value))
    drawn["data"].insert(
        1,  # over the range and below the lines
        {
            "type": "scatter",
            "x": [first, last],
            "y": [value, value],
            "mode": "lines+markers",
            "line": {"color": colours.target, "width": 2, "dash": "7px,5px"},
            "marker": {"color": colours.target, "symbol": "diamond", "size": [0, 13], "opacity": 1},
            "cliponaxis": False,
            "text": _safe(" ".join(target.lines)),
            "hovertemplate": "%{text}<extra></extra>",
        },
    )
    layout["annotations"].append(
        {
            "name": "target",
            "text": _safe("\n".join(target.lines)),
            "x": last,
            "y": value,
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": 12,
            "align": "left",
            "showarrow": False,
            "font": {"color": colours.target, "weight": 680},
        }
    )
    layout["margin"]["r"] = max(layout["margin"]["r"], round(target.least_room) + 12)
    push_apart(layout)
    return drawn


def _highest(ours: Sequence[FigureLike], theirs: Sequence[FigureLike]) -> Decimal:
    """What the vertical axis must reach, as in the drawing."""
    upper = [limits[1] for one in ours if (limits := range_of(one))]
    return max([*map(value_of, shown([*ours, *theirs])), *upper])


def _heights(marks: Sequence[Decimal]) -> dict[str, Any]:
    """Where the vertical axis ends, and its steps, as in the drawing."""
    return {
        "range": [0, float(marks[-1]) * HEADROOM],
        "tickmode": "linear",
        "tick0": 0,
        "dtick": float(marks[1]),
    }


def _look(colours: Colours) -> dict[str, Any]:
    font = {"family": FONT, "size": SIZE}
    return {
        "template": "none",
        "height": HEIGHT,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "hovermode": "closest",
        "font": {**font, "color": colours.ink_2},
        "hoverlabel": {
            "bgcolor": colours.surface,
            "bordercolor": colours.rule_strong,
            "font": {**font, "color": colours.ink},
        },
        "modebar": {"bgcolor": CLEAR, "color": colours.ink_2, "activecolor": colours.series},
    }


def _config(words: ExploreWords) -> dict[str, Any]:
    """No button that leaves the page or makes a picture: the strict policy allows neither."""
    config: dict[str, Any] = {
        "responsive": True,
        "displayModeBar": True,
        "displaylogo": False,
        "showTips": False,
        "showSendToCloud": False,
        "modeBarButtonsToRemove": ["toImage", "select2d", "lasso2d", "autoScale2d"],
    }
    if words.buttons:
        config |= {"locale": "page", "locales": {"page": {"dictionary": dict(words.buttons)}}}
    return config


def _years(figures: Sequence[FigureLike]) -> dict[str, Any]:
    """The horizontal axis, with labels on years that have figures."""
    years = sorted({moment(one): str(one.period_end.year) for one in figures}.items())
    return {
        "range": [_year(years[0][0]) - 0.3, _year(years[-1][0]) + 0.15],
        "tickvals": [_year(at) for at, _ in years],
        "ticktext": [year for _, year in years],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
    }


def _year(months: int) -> float:
    """A moment in years, so that yearly figures stand at whole numbers."""
    return months / 12 - 1


def _rows(figures: Sequence[FigureLike], months: int) -> list[Row]:
    """Each period with its figure, None where there is nothing to draw."""
    rows: list[Row] = []
    for one, before in zip(figures, [None, *figures], strict=False):
        if before is not None and moment(one) - moment(before) > months:
            rows.append((None, None))
        rows.append((_year(moment(one)), one if is_shown(one) else None))
    return rows


def _points(
    rows: Sequence[Row], words: ExploreWords, unit: str, before: str = ""
) -> dict[str, Any]:
    """One line with its points, and what is said of each."""
    return {
        "x": [at for at, _ in rows],
        "y": [_number(value_of(one), one, unit) if one else None for _, one in rows],
        "customdata": [_safe(before + _said(one, words, unit)) if one else None for _, one in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "mode": "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,  # the last dot stands whole beside the edge on a phone
    }


def _fills(rows: Sequence[Row], colours: Colours) -> list[str]:
    """The first point is open, unless it is the only one."""
    points = [one for _, one in rows if one]
    start = points[0] if len(points) > 1 else None
    return [colours.paper if one and one is start else colours.series for _, one in rows]


def _band(unbroken: Sequence[Sequence[FigureLike]], unit: str) -> dict[str, Any]:
    """The likely range as one closed shape a run, with nulls between them."""
    across: list[float | None] = []
    up: list[float | None] = []
    for run in unbroken:
        limits = [(_year(moment(one)), one, found) for one in run if (found := range_of(one))]
        if len(limits) == 1:
            at, one, found = limits[0]
            limits = [(at - LONE_RANGE, one, found), (at + LONE_RANGE, one, found)]
        back = limits[::-1]
        across += [*([None] if across else []), *(at for at, *_ in limits + back)]
        up += [None] if up else []
        up += [_number(found[1], one, unit) for _, one, found in limits]
        up += [_number(found[0], one, unit) for _, one, found in back]
    return {"x": across, "y": up}


def _number(value: Decimal, one: FigureLike, unit: str) -> float:
    """A value or limit as precise as the page writes it."""
    return float(rounded(value, value_decimals(one.denominator, unit)))


def _said(one: FigureLike, words: ExploreWords, unit: str) -> str:
    """What is said of a point: "2019: 10.2% (8.9% to 11.6%), 197 of 1,931"."""
    said = {"year": one.period_end.year, "value": value_text(one, unit)}
    limits = range_of(one)
    if limits is None or one.numerator is None or one.denominator is None:
        return words.short % said
    said |= {
        "low": written(limits[0], one.denominator, unit),
        "high": written(limits[1], one.denominator, unit),
        "numerator": count_text(one.numerator),
        "denominator": count_text(one.denominator),
    }
    return words.point % said


def _label(
    text: str, at: FigureLike, font: Mapping[str, Any], unit: str, **more: Any
) -> dict[str, Any]:
    """
    A text to the right of a point.

    Weight and size come from `font`: Plotly would turn <b> into a style attribute, which the
    content security policy forbids.
    """
    place = {"x": _year(moment(at)), "y": _number(value_of(at), at, unit), "xanchor": "left"}
    return {"text": _safe(text), "font": font, "showarrow": False, "align": "left", **place, **more}


def _safe(text: str) -> str:
    """Words as Plotly's small markup writes them, so that a name cannot bring a link of its own."""
    return escape(text, quote=False).replace("\n", "<br>")


def _start(
    ours: Sequence[Row],
    theirs: Sequence[Row],
    marks: Sequence[Decimal],
    words: ExploreWords,
    colours: Colours,
    unit: str,
) -> list[dict[str, Any]]:
    """Value and words of our first point."""
    first = next(number for number, (_, one) in enumerate(ours) if one)
    if sum(one is not None for _, one in ours) < 2:
        return []
    figure = ours[first][1]
    bold, plain = {"color": colours.ink, "weight": 700}, {"color": colours.ink_2}
    texts = [(value_text(figure, unit), bold), (words.start, plain)]
    if ours[first + 1][1] is None:  # no line of ours runs through words beside it
        places = [("bottom", -3), ("top", 3)]
        side = {"xanchor": "left", "xshift": 8}
    else:
        places = above_or_below(ours[first:], dict(theirs), marks)
        moments = [at for at, one in (*ours, *theirs) if one]
        is_late = ours[first][0] > (min(moments) + max(moments)) / 2  # away from the end labels
        side = {"xanchor": "right", "xshift": 4} if is_late else {"xanchor": "left", "xshift": -4}
    return [
        _label(text, figure, font, unit, yanchor=anchor, yshift=shift) | side
        for (text, font), (anchor, shift) in zip(texts, places, strict=True)
    ]


def _ends(
    ours: Sequence[FigureLike],
    theirs: Sequence[FigureLike],
    words: ExploreWords,
    colours: Colours,
    unit: str,
) -> list[dict[str, Any]]:
    """Value and name beside each line's end."""
    last, strong = ours[-1], {"color": colours.series, "weight": 720}
    big = {**strong, "size": 22}
    at = {"name": "ours", "xshift": 12}
    labels = [
        _label(value_text(last, unit), last, big, unit, yanchor="bottom", **at),
        _label("\n".join(_lines(words.name)), last, strong, unit, yanchor="top", **at),
    ]
    if theirs:
        text = "\n".join([*_lines(words.compare_name), value_text(theirs[-1], unit)])
        at = {"name": "theirs", "xshift": 12}
        quiet = {"color": colours.ink_2}
        labels.append(_label(text, theirs[-1], quiet, unit, yanchor="middle", **at))
    return labels


def _lines(name: str) -> list[str]:
    return wrapped(name, NAME_ROOM, bold=True)


def _room(words: ExploreWords) -> int:
    """The right margin: as much room as the labels beside the ends need."""
    names = [*_lines(words.name), *_lines(words.compare_name)]
    return round(max(text_width("100.0%", 22, bold=True), *(text_width(n) for n in names))) + 12


def _thin(colour: str, opacity: float) -> str:
    """A colour of tokens.css, such as #176654, as Plotly takes one that shows the ground."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"
