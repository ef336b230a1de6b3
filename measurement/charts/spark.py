"""The small line beside a headline number: first point open, last point solid."""

from collections.abc import Iterable

from measurement.charts.reading import checked, moment, rhythm, runs, shown, value_of
from measurement.charts.scale import Scale
from measurement.charts.svg import Svg, dot, drawing, trail
from measurement.values import FigureLike

WIDTH, HEIGHT = 128, 46
LEAST_SPAN = 0.25  # of the highest value; without it, chance would look like a landslide


def spark_chart(figures: Iterable[FigureLike]) -> Svg:
    """
    Draws one series in 128 by 46 pixels, without words: value and years stand beside it.

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
    values = [float(value_of(one)) for one in seen]
    middle = (min(values) + max(values)) / 2
    half = max(max(values) - min(values), LEAST_SPAN * max(values), 0.001) / 2
    y = Scale(middle - half, middle + half, 38, 8)
    first, last = moment(series[0]), moment(series[-1])
    x = Scale(first, max(last, first + 1), 6, 122)
    unbroken = runs(series, rhythm(series))
    at = [[(x(moment(one)), y(value_of(one))) for one in run] for run in unbroken]
    points = [point for run in at for point in run]
    parts = [trail(run, "line") for run in at if len(run) > 1]
    parts += [dot(*run[0], 2.5) for run in at[1:-1] if len(run) == 1]
    if len(points) > 1:
        parts.append(dot(*points[0], 3.5, "dot--open"))
    parts.append(dot(*points[-1], 5.5))
    return drawing(WIDTH, HEIGHT, parts, "spark", width=WIDTH, height=HEIGHT)
