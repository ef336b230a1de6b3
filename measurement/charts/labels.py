"""Labels beside the first and last points, kept apart from each other and from the marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurement.charts.reading import moment, value_of, value_text
from measurement.charts.scale import Scale
from measurement.charts.svg import TEXT_SIZE, text_width, words, wrapped
from measurement.values import FigureLike

APART = 38.0  # between two end labels, from one line's end to the other's
BESIDE = 16.0  # from a point to the label beside it
VALUE_SIZE = 22.0
LINE = 17.0  # from one line of a label to the next

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """The room a text takes."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def meets(self, other: "Box") -> bool:
        beside = self.left < other.right and other.left < self.right
        return beside and self.top < other.bottom and other.top < self.bottom

    def crossed_by(self, line: Sequence[Point]) -> bool:
        """Whether a line through the points passes inside, looked at in twelve steps a side."""
        return any(
            self.left <= x1 + (x2 - x1) * step / 12 <= self.right
            and self.top <= y1 + (y2 - y1) * step / 12 <= self.bottom
            for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False)
            for step in range(13)
        )


def start_label(
    point: Point,
    texts: tuple[str, str],
    *,
    reach: tuple[float, float],
    lone: bool,
    boxes: Sequence[Box],
    lines: Sequence[Sequence[Point]],
) -> list[str]:
    """
    The first point's value with the words under it, where they cross the fewest other things.

    Args:
        texts: the value, and the words.
        reach: top and bottom of the point's likely range, in pixels.
        lone: nothing is drawn to the right of the point, so the label may stand there.
        boxes: the labels of the grid, the base line's first.
        lines: the lines of the chart.
    """
    x, y = point
    half = max(text_width(texts[0], bold=True), text_width(texts[1])) / 2
    edge = max(box.right for box in boxes) + 4
    places = [(x + BESIDE + half, y - 2)] if lone else []
    for middle in (max(x, half), max(x, edge + half)):
        places += [(middle, min(reach[0] - 22, y - 28)), (middle, max(reach[1] + 18, y + 27))]

    def crossings(place: Point) -> int:
        box = Box(place[0] - half, place[1] - 12, 2 * half, 31)
        outside = box.top < 0 or box.bottom > boxes[0].bottom
        return 2 * outside + sum(map(box.meets, boxes)) + sum(map(box.crossed_by, lines))

    middle, base = min(places, key=crossings)
    return [
        words(texts[0], middle, base, "b halo", "middle"),
        words(texts[1], middle, base + 15, "halo", "middle"),
    ]


@dataclass(frozen=True)
class EndLabel:
    """What stands at the end of a line: value and name, or for a quiet line name and value."""

    figure: FigureLike
    name: str
    unit: str
    strong: bool

    @property
    def value(self) -> str:
        return value_text(self.figure, self.unit)

    @property
    def least_room(self) -> float:
        """The name may be wrapped, but only between words."""
        value = text_width(self.value, VALUE_SIZE if self.strong else TEXT_SIZE, self.strong)
        return max([value, *(text_width(word, bold=self.strong) for word in self.name.split())])

    def drawn(self, x: float, y: float, names: Sequence[str]) -> list[str]:
        if self.strong:
            lines, top = [(self.value, "m xl"), *((name, "m") for name in names)], y + 1
        else:
            lines, top = [(text, "cmp") for text in (*names, self.value)], y - 2
        return [
            words(text, x, top + LINE * number, f"{cls} halo")
            for number, (text, cls) in enumerate(lines)
        ]


@dataclass(frozen=True)
class TargetLabel:
    """What stands beside the diamond of a target: two short lines."""

    value: Decimal
    lines: tuple[str, str]

    @property
    def name(self) -> str:
        return self.lines[1]

    strong = False

    @property
    def least_room(self) -> float:
        return max(text_width(line, bold=True) for line in self.lines)

    def drawn(self, x: float, y: float, names: Sequence[str]) -> list[str]:
        texts = (self.lines[0], *names)
        return [words(text, x, y - 2 + LINE * n, "tgt halo") for n, text in enumerate(texts)]


def _height(end: EndLabel | TargetLabel) -> Decimal:
    return end.value if isinstance(end, TargetLabel) else value_of(end.figure)


def end_labels(
    ends: Sequence[EndLabel | TargetLabel], x: Scale, y: Scale, room: float
) -> list[str]:
    """The labels beside the last points, pushed apart where the lines end close together."""
    ends = sorted(ends, key=lambda end: y(_height(end)))
    names = [wrapped(end.name, room, end.strong) for end in ends]
    heights = [y(_height(end)) for end in ends]
    for _ in ends:  # each round opens what the one before has closed
        for above in range(len(ends) - 1):
            apart = max(APART, LINE * (len(names[above]) + 1) + 4)
            push = max(0, apart - (heights[above + 1] - heights[above])) / 2
            heights[above] -= push
            heights[above + 1] += push
    lowest = y.start - LINE * len(names[-1]) - 4
    lift = max(0, heights[-1] - lowest)
    return [
        part
        for end, some, height in zip(ends, names, heights, strict=True)
        for part in end.drawn(_end(end, x) + BESIDE, height - lift, some)
    ]


def _end(end: EndLabel | TargetLabel, x: Scale) -> float:
    return x.end if isinstance(end, TargetLabel) else x(moment(end.figure))
