"""The line chart: one strong line for our place, one quiet line to compare with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from measurement.charts.labels import (
    BESIDE,
    Box,
    EndLabel,
    Point,
    TargetLabel,
    end_labels,
    start_label,
)
from measurement.charts.reading import (
    checked,
    moment,
    range_of,
    rhythm,
    runs,
    shown,
    value_of,
    value_text,
)
from measurement.charts.scale import Scale, tick_text, ticks
from measurement.charts.svg import Svg, dot, drawing, line, text_width, trail, words
from measurement.values import FigureLike

Size = Literal["wide", "narrow"]
LEFT, TOP, FOOT = 44.0, 24.0, 30.0
HEADROOM = 13 / 12  # of the highest grid line, so that no mark touches the top
MOST_ROOM = 0.4  # of the drawing goes to the labels beside the lines
BETWEEN_YEARS = 56  # pixels from one year's label to the next, at least
LONE_RANGE = 6.0  # half the width of the range that is drawn around a point without neighbours


@dataclass(frozen=True)
class Frame:
    """The measures of one size: the drawing, and the usual room for the labels beside the lines."""

    width: float
    height: float
    room: float

    @property
    def base(self) -> float:
        return self.height - FOOT


FRAMES = {"wide": Frame(800, 400, 134), "narrow": Frame(343, 340, 80)}


def line_chart(
    ours: Iterable[FigureLike],
    compare: Iterable[FigureLike],
    *,
    name: str,
    compare_name: str,
    start_words: str,
    target: TargetLabel | None = None,
    unit: str = "%",
    size: Size = "wide",
) -> Svg:
    """
    Draws our figures with their likely range, and those of another place as a thin line.

    The axis starts at zero. A withheld or missing period is a gap that no line crosses.

    Args:
        ours, compare: one figure a period each. `compare` may be empty.
        name, compare_name: what stands beside the ends of the lines ("Goulburn", "Victoria").
        start_words: what stands at the first point ("start point").
        target: what the partners want to reach: a dashed line across, with a diamond at its end.
        size: "wide" (800 pixels) or "narrow" (343, for phones).

    Returns:
        The drawing; empty if no figure is shown at all.

    Raises:
        TypeError: something is not a figure.
        ValueError: two figures of one place are of the same period.
    """
    frame = FRAMES[size]
    our_figures, their_figures = checked(ours), checked(compare)
    figures = [*our_figures, *their_figures]
    if not shown(figures):
        return Svg()
    ends: list[EndLabel | TargetLabel] = [
        EndLabel(shown(some)[-1], some_name, unit, strong)
        for some, some_name, strong in (
            (our_figures, name, True),
            (their_figures, compare_name, False),
        )
        if shown(some)
    ]
    ends += [] if target is None else [target]
    room = max(frame.room, *(end.least_room for end in ends))
    room = min(room, frame.width * MOST_ROOM)
    x = _across(figures, frame.width - room - BESIDE)
    highest = _top(our_figures, their_figures)
    marks = ticks(highest if target is None else max(highest, target.value))
    y = Scale(0, float(marks[-1]) * HEADROOM, frame.base, TOP)

    months = rhythm(figures)
    our_runs, their_runs = runs(our_figures, months), runs(their_figures, months)
    our_trails = [_points(run, x, y) for run in our_runs]
    their_trails = [_points(run, x, y) for run in their_runs]
    parts = [
        *_grid(marks, y, unit, x.end + 4),
        *_years(figures, x, frame.height - 8),
        *(_target(target, x, y) if target else []),
        *(_band(run, x, y) for run in our_runs),
        *(trail(points, "cmpl") for points in their_trails if len(points) > 1),
        *(dot(*points[0], 3.5, "cdot") for points in their_trails if len(points) == 1),
        *(trail(points, "line") for points in our_trails if len(points) > 1),
    ]
    points = [point for points in our_trails for point in points]
    if len(points) > 1:
        first = our_runs[0][0]
        limits = range_of(first) or (value_of(first), value_of(first))
        parts += [
            dot(*points[0], 6, "dot--open"),
            *start_label(
                points[0],
                (value_text(first, unit), start_words),
                reach=(y(limits[1]), y(limits[0])),
                lone=len(our_runs[0]) == 1,
                boxes=[_mark_box(mark, y, unit) for mark in marks],
                lines=[*our_trails, *their_trails],
            ),
        ]
    parts += [dot(*point, 5) for point in points[1:-1]]
    parts += [dot(*point, 8) for point in points[-1:]]
    parts += end_labels(ends, x, y, room)
    return drawing(frame.width, frame.height, parts, size)


def _target(target: TargetLabel, x: Scale, y: Scale) -> list[str]:
    at, height = x.end, y(target.value)
    diamond = [(at, height - 8), (at + 8, height), (at, height + 8), (at - 8, height)]
    return [line(x.start, height, at, height, "tl"), trail(diamond, "tdia", closed=True)]


def _points(run: Sequence[FigureLike], x: Scale, y: Scale) -> list[Point]:
    return [(x(moment(one)), y(value_of(one))) for one in run]


def _top(ours: Sequence[FigureLike], compare: Sequence[FigureLike]) -> Decimal:
    """What the vertical axis must reach: all values, and the upper limits of ours."""
    upper = [limits[1] for one in ours if (limits := range_of(one))]
    return max([*upper, *map(value_of, shown([*ours, *compare]))])


def _across(figures: Sequence[FigureLike], right: float) -> Scale:
    moments = [moment(one) for one in figures]
    first, last = min(moments), max(moments)
    if first == last:  # one period stands in the middle
        return Scale(first - 1, last + 1, LEFT, right)
    return Scale(first, last, LEFT, right)


def _grid(marks: Sequence[Decimal], y: Scale, unit: str, right: float) -> list[str]:
    """The base line and the grid, each with its label on it at the left."""
    parts = []
    for mark in marks:
        parts.append(line(0, y(mark), right, y(mark), "grid" if mark else "axis"))
        parts.append(words(tick_text(mark, unit), 0, y(mark) - 5))
    return parts


def _mark_box(mark: Decimal, y: Scale, unit: str) -> Box:
    return Box(0, y(mark) - 16, text_width(tick_text(mark, unit)), 14)


def _years(figures: Sequence[FigureLike], x: Scale, base: float) -> list[str]:
    """Years that have figures, the last one always; some are left out where they stand close."""
    years = sorted({moment(one): str(one.period_end.year) for one in figures}.items())
    apart = (x(years[-1][0]) - x(years[0][0])) / max(1, len(years) - 1)
    every = 1
    while every < len(years) and every * apart < BETWEEN_YEARS:
        every += 1
    kept = years[::-1][::every][::-1]
    return [words(year, x(at), base, anchor="middle") for at, year in kept]


def _band(run: Sequence[FigureLike], x: Scale, y: Scale) -> str:
    """The likely range of one unbroken run."""
    limits = [(x(moment(one)), *found) for one in run if (found := range_of(one))]
    if not limits:
        return ""
    if len(limits) == 1:
        at, low, high = limits[0]
        limits = [(at - LONE_RANGE, low, high), (at + LONE_RANGE, low, high)]
    upper = [(at, y(high)) for at, _, high in limits]
    lower = [(at, y(low)) for at, low, _ in limits]
    return trail(upper + lower[::-1], "band", closed=True)
