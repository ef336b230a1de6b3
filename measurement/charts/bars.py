"""Bars with their likely range: places side by side, from the worst to the best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from measurement.charts.reading import figure, is_shown, range_of, value_of, value_text
from measurement.charts.scale import Scale
from measurement.charts.svg import Svg, drawing, element, line, shortened, text_width, words
from measurement.values import FigureLike

Size = Literal["any", "narrow", "wide"]
HEAD, BAR, VALUE_ROOM = 32.0, 24.0, 62.0


@dataclass(frozen=True)
class Frame:
    """The measures of one size. `left` is where bars start; at 0 names stand above their bar."""

    width: float
    left: float
    row: float


FRAMES = {"any": Frame(350, 0, 64), "narrow": Frame(343, 0, 64), "wide": Frame(1056, 176, 46)}


def bars_chart(
    places: Iterable[FigureLike],
    area: FigureLike | None,
    state: FigureLike | None,
    *,
    area_name: str,
    not_published: str,
    fewer_is_better: bool,
    unit: str = "%",
    size: Size = "any",
) -> Svg:
    """
    Draws one bar a place with its likely range, the area as a line across, the state last.

    Args:
        places: figures of one period; each bar is named by its `place.name`. Withheld ones stay
            in the list, after the others and by name, with the words `not_published`.
        area, state: to compare with; None, or withheld, where there is nothing.
        area_name: stands with its value at the line across ("Goulburn").
        fewer_is_better: the worst place is the first; this says which one that is.
        size: "any" (350 pixels) stands in a half column and on phones alike; "wide" (1056, with
            the names at the left) and "narrow" (343) are a pair.

    Raises:
        TypeError: something is not a figure.
    """
    frame = FRAMES[size]
    rows = in_order(places, fewer_is_better)
    rows += [figure(state)] if state is not None else []
    reference = area if area is not None and is_shown(figure(area)) else None
    height = HEAD + frame.row * len(rows)
    seen = [one for one in [*rows, *([reference] if reference else [])] if is_shown(one)]
    tops = [top for one in seen for top in (value_of(one), *(range_of(one) or ()))]
    x = Scale(0, float(max(tops, default=1)) or 1, frame.left, frame.width - VALUE_ROOM)
    parts = [line(frame.left, 26, frame.left, height - 4, "axis")] if frame.left else []
    if reference:
        parts += _across(reference, area_name, unit, x, frame, height)
    for number, one in enumerate(rows):
        name_class = "" if one is state else "b"
        top = HEAD + frame.row * number + (4 if frame.left else 20)
        parts.append(_name(one.place.name, name_class, top, frame))
        if is_shown(one):
            parts += _bar(one, "bar bar--cmp" if one is state else "bar", top, x, unit)
        else:
            parts.append(words(not_published, frame.left + (12 if frame.left else 0), top + 17))
    return drawing(frame.width, height, parts, size)


def in_order(places: Iterable[FigureLike], fewer_is_better: bool) -> list[FigureLike]:
    """From the worst to the best; equal ones by name; the withheld ones last, by name."""
    sign = -1 if fewer_is_better else 1
    found = [figure(one) for one in places]
    seen = [one for one in found if is_shown(one)]
    hidden = [one for one in found if not is_shown(one)]
    return [
        *sorted(seen, key=lambda one: (sign * value_of(one), one.place.name)),
        *sorted(hidden, key=lambda one: one.place.name),
    ]


def _across(
    area: FigureLike, name: str, unit: str, x: Scale, frame: Frame, height: float
) -> Sequence[str]:
    at = x(value_of(area))
    label = f"{name} {value_text(area, unit)}"
    half = text_width(label) / 2
    return [
        line(at, 22, at, height - 4, "ref"),
        words(label, min(max(at, half), frame.width - half), 14, anchor="middle"),
    ]


def _name(name: str, cls: str, top: float, frame: Frame) -> str:
    if frame.left:
        room = frame.left - 14
        return words(shortened(name, room, bold=True), frame.left - 12, top + 17, cls, "end")
    return words(shortened(name, frame.width, bold=True), 0, top - 8, cls)


def _bar(one: FigureLike, cls: str, top: float, x: Scale, unit: str) -> Sequence[str]:
    end = x(value_of(one))
    middle = top + BAR / 2
    parts = [element("rect", cls=cls, x=x.start, y=top, width=end - x.start, height=BAR)]
    if limits := range_of(one):
        low, high = map(x, limits)
        whisker = [line(low, middle, high, middle, "")]
        whisker += [line(at, middle - 6, at, middle + 6, "") for at in (low, high)]
        parts.append(element("g", *whisker, cls="ci"))
        end = max(end, high)
    return [*parts, words(value_text(one, unit), end + 9, middle + 5, "b halo")]
