"""Where the words of the chart to explore stand, in pixels: on no line, and on no other words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from measurement.charts.line import HEADROOM
from measurement.charts.reading import range_of
from measurement.values import FigureLike

HEIGHT, ABOVE, BELOW = 400, 36, 40  # pixels: the whole, and the margins
SIZE, LINE = 14, 1.3  # of a text: pixels, and from one line to the next
VALUE_SHIFT = -6  # pixels: the big value stands a little nearer to the words below it

Row = tuple[float | None, FigureLike | None]


def push_apart(layout: dict[str, Any]) -> None:
    """Pushes the labels beside the ends apart (those with a name) where the lines end close."""
    blocks = defaultdict(list)
    for one in layout["annotations"]:
        if one.get("name"):
            blocks[one["name"]].append(one)
    pixels = (HEIGHT - ABOVE - BELOW) / layout["yaxis"]["range"][1]
    ends = sorted(blocks.values(), key=lambda block: -block[0]["y"])
    heights = [block[0]["y"] * pixels for block in ends]
    reach = [_reach(block) for block in ends]
    for _ in ends:  # each round opens what the one before has closed
        for upper, lower in pairwise(range(len(ends))):
            needed = reach[upper][1] + reach[lower][0]
            push = max(0.0, needed - (heights[upper] - heights[lower])) / 2
            heights[upper] += push
            heights[lower] -= push
    lift = max([0.0, *(below - height for (_, below), height in zip(reach, heights, strict=True))])
    for block, height in zip(ends, heights, strict=True):
        for one in block:
            push = height + lift - one["y"] * pixels
            one["yshift"] = push + (VALUE_SHIFT if one["yanchor"] == "bottom" else 0)


def _reach(block: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """How many pixels the words of one end stand above its point, and below it."""
    above = below = 0.0
    for one in block:
        lines = one["text"].count("<br>") + 1
        room = lines * LINE * one["font"].get("size", SIZE)
        if one["yanchor"] == "bottom":
            above = room + VALUE_SHIFT
        elif one["yanchor"] == "top":
            below = room
        else:
            above = below = room / 2
    return above, below


def above_or_below(
    ours: Sequence[Row], theirs: Mapping[float | None, FigureLike | None], marks: Sequence[Decimal]
) -> list[tuple[str, float]]:
    """Below the first point where our line climbs away and no other runs there; else above."""
    (at, first), (_, after) = ours[:2]
    pixels = (HEIGHT - ABOVE - BELOW) / (float(marks[-1]) * HEADROOM)
    low, high = range_of(first) or (first.value, first.value)
    over, under = (abs(float(one - first.value)) * pixels + 8 for one in (high, low))
    step = LINE * SIZE
    other = theirs.get(at)
    room = float(first.value - other.value) * pixels if other else -1
    if after.value > first.value and not 0 <= room <= under + 2 * step:
        return [("top", -under), ("top", -under - step)]
    return [("bottom", over + step), ("bottom", over)]
