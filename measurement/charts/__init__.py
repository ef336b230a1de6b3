"""
Charts drawn on the server: figures in, SVG out.

Every chart takes figures (`measurement.values.FigureLike`), never bare numbers, so that nothing
withheld can be drawn; words come in already translated and are escaped here. A drawing is only
for the eye (`aria-hidden`): the page gives the same facts in words and in a table.
"""

from measurement.charts.bars import bars_chart
from measurement.charts.gap import gap_chart
from measurement.charts.line import line_chart
from measurement.charts.outlines import Outline, project
from measurement.charts.places_map import places_map
from measurement.charts.spark import spark_chart
from measurement.charts.svg import Svg

__all__ = [
    "Outline",
    "Svg",
    "bars_chart",
    "gap_chart",
    "line_chart",
    "places_map",
    "project",
    "spark_chart",
]
