"""The small line beside a headline number: first point open, last point solid."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from measurement.charts.reading import checked, moment, rhythm, runs, shown, value_of
from measurement.charts.scale import Scale
from measurement.charts.svg import Svg, dot, drawing, line, trail
from measurement.values import FigureLike

Size = Literal["row", "card"]
LEAST_SPAN = 0.25  # of the highest value; without it, chance would look like a landslide


@dataclass(frozen=True)
class Frame:
    width: float
    height: float


FRAMES = {"row": Frame(128, 46), "card": Frame(200, 76)}


def spark_chart(
    figures: Iterable[FigureLike], *, target: Decimal | None = None, size: Size = "row"
) -> Svg:
    """
    Draws one series without words: value and years stand beside it.

    Args:
        target: what the partners want to reach, in the unit of the figures: a dashed line.
        size: "row" (128 by 46 pixels) or "card" (200 by 76).

    Returns:
        The drawing; empty if no figure is shown.

    Raises:
        TypeError: something is not a figure.
        ValueError: two figures are of the same period.
    """
    series = checked(figures)
    seen = shown(series)
    if not seen:
        return Svg()
    frame = FRAMES[size]
    values = [float(value_of(one)) for one in seen]
    values += [] if target is None else [float(target)]
    middle = (min(values) + max(values)) / 2
    half = max(max(values) - min(values), LEAST_SPAN * max(values), 0.001) / 2
    y = Scale(middle - half, middle + half, frame.height - 8, 8)
    first, last = moment(series[0]), moment(series[-1])
    x = Scale(first, max(last, first + 1), 6, frame.width - 6)
    unbroken = runs(series, rhythm(series))
    at = [[(x(moment(one)), y(value_of(one))) for one in run] for run in unbroken]
    points = [point for run in at for point in run]
    parts = [] if target is None else [line(2, y(target), frame.width - 2, y(target), "tl")]
    parts += [trail(run, "line") for run in at if len(run) > 1]
    parts += [dot(*run[0], 2.5) for run in at[1:-1] if len(run) == 1]
    if len(points) > 1:
        parts.append(dot(*points[0], 3.5, "dot--open"))
    parts.append(dot(*points[-1], 5.5))
    given = {"width": frame.width, "height": frame.height}
    return drawing(frame.width, frame.height, parts, "spark", **given)
