"""The gap chart: how far each group of children is from all children."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from measurement.charts.reading import figure, is_shown, value_of, value_text
from measurement.charts.scale import Scale, tick_text, ticks
from measurement.charts.svg import Svg, dot, drawing, line, shortened, text_width, words
from measurement.values import FigureLike

Size = Literal["wide", "narrow"]
TOP, FIRST = 38.0, 43.0


@dataclass(frozen=True)
class Frame:
    """The measures of one size; `above` is how far a name stands above its marks."""

    width: float
    left: float
    right: float
    row: float
    above: float


FRAMES = {"wide": Frame(800, 284, 734, 50, 0), "narrow": Frame(343, 14, 285, 62, 24)}


def gap_chart(
    everyone: FigureLike,
    groups: Iterable[tuple[str, FigureLike]],
    *,
    everyone_name: str,
    not_published: str,
    fewer_is_better: bool,
    unit: str = "%",
    size: Size = "wide",
) -> Svg:
    """
    Draws a line from all children to each group, the group that is worst off first.

    Args:
        everyone: the figure of all, in the same period.
        groups: the name of each group with its figure. Withheld ones stay in the list, after
            the others and in the order given, with the words `not_published`.
        everyone_name: stands with its value at the line across ("All children").

    Returns:
        The drawing; empty if the figure of everyone is withheld, as there is no gap to show.

    Raises:
        TypeError: something is not a figure.
    """
    frame = FRAMES[size]
    rows = [(name, figure(one)) for name, one in groups]
    if not is_shown(figure(everyone)):
        return Svg()
    seen = [row for row in rows if is_shown(row[1])]
    seen.sort(key=lambda row: value_of(row[1]), reverse=fewer_is_better)
    rows = [*seen, *(row for row in rows if not is_shown(row[1]))]
    marks = ticks(max(value_of(one) for one in [everyone, *(row[1] for row in seen)]))
    x = Scale(0, float(marks[-1]), frame.left, frame.right)
    base = FIRST + frame.row * len(rows) + 7
    parts = []
    for mark in marks:
        parts.append(line(x(mark), TOP, x(mark), base, "grid"))
        parts.append(words(tick_text(mark, unit), x(mark), base + 17, anchor="middle"))
    parts += _reference(everyone, f"{everyone_name} {value_text(everyone, unit)}", x, frame, base)
    for number, (name, one) in enumerate(rows):
        at = FIRST + frame.row * number + (25 if not frame.above else 41)
        room = frame.width if frame.above else frame.left - 8
        name = shortened(name, room, bold=True)
        parts.append(words(name, 0, at + 5 - frame.above, "b halo"))
        if is_shown(one):
            parts += _gap(x(value_of(everyone)), x(value_of(one)), at, value_text(one, unit))
        else:
            parts.append(words(not_published, 0 if frame.above else frame.left, at + 5, "halo"))
    return drawing(frame.width, base + 22, parts, size)


def _reference(everyone: FigureLike, label: str, x: Scale, frame: Frame, base: float) -> list[str]:
    at = x(value_of(everyone))
    half = text_width(label, bold=True) / 2
    middle = min(max(at, half), frame.width - half)
    return [line(at, 34, at, base, "ref"), words(label, middle, 26, "b", "middle")]


def _gap(origin: float, end: float, at: float, value: str) -> list[str]:
    """Line, dots and the value, which stands on the side that leads away from all children."""
    outward = (end - 15, "end") if end < origin else (end + 15, "")
    return [
        line(origin, at, end, at, "gapl"),
        dot(origin, at, 5, "cdot"),
        dot(end, at, 9),
        words(value, outward[0], at + 5, "b halo", outward[1]),
    ]
