"""The map: a colour, a name and a value on each place, stripes where nothing is published."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Protocol

from measurement.charts.reading import figure, is_shown, value_of, value_text
from measurement.charts.svg import Svg, drawing, element, line, words, wrapped
from measurement.rounding import rounded, value_decimals
from measurement.values import FigureLike

STEPS = 5
LIGHT_INK_FROM = 4  # on the steps from here, text is light
NAME_ROOM = 140.0  # wider names are wrapped
LINE = 17.0


class OutlineLike(Protocol):
    """What is drawn of a place: see `measurement.charts.outlines.Outline`."""

    @property
    def path(self) -> str: ...
    @property
    def label_x(self) -> float: ...
    @property
    def label_y(self) -> float: ...


def places_map(
    figures: Iterable[FigureLike],
    outlines: Mapping[str, OutlineLike],
    *,
    view_box: str,
    not_published: str,
    unit: str = "%",
) -> Svg:
    """
    Draws all outlines; the highest value has the strongest colour.

    Args:
        figures: of one period, matched with the outlines by `place.name`. A place whose figure
            is withheld, or that has none, is striped and says `not_published`.
        outlines, view_box: as `project` gives them.

    Raises:
        TypeError: something is not a figure.
    """
    seen = {one.place.name: one for one in map(figure, figures) if is_shown(one)}
    steps = colour_steps([one for name, one in seen.items() if name in outlines], unit)
    areas, texts = [], []
    for name, outline in outlines.items():
        step = steps.get(name)
        cls = f"area q{step}" if step else "area supp"
        ink = "inv" if step and step >= LIGHT_INK_FROM else "dark" if step else "dark halo"
        x, y = outline.label_x, outline.label_y
        areas.append(element("path", cls=cls, d=outline.path))
        for number, part in enumerate(reversed(wrapped(name, NAME_ROOM))):
            texts.append(words(part, x, y - 5 - LINE * number, f"{ink} b2", "middle"))
        if step:
            texts.append(words(value_text(seen[name], unit), x, y + 17, f"{ink} xl", "middle"))
        else:
            texts.append(words(not_published, x, y + 13, ink, "middle"))
    _, _, width, height = map(float, view_box.split())
    stripes = [] if len(steps) == len(outlines) else [_stripes()]
    return drawing(width, height, [*stripes, *areas, *texts], "map")


def colour_steps(figures: Iterable[FigureLike], unit: str = "%") -> dict[str, int]:
    """
    The colour of each place, 1 to 5, by rank among the values as they are written.

    Places that read the same have the same colour, so a colour tells no more than the number on it.
    """
    written = {one.place.name: _written(one, unit) for one in figures}
    ranked = sorted(set(written.values()))
    last = max(1, len(ranked) - 1)
    return {
        name: 1 + round((STEPS - 1) * ranked.index(value) / last) if len(ranked) > 1 else 3
        for name, value in written.items()
    }


def _written(one: FigureLike, unit: str) -> Decimal:
    return rounded(value_of(one), value_decimals(one.denominator, unit))


def _stripes() -> str:
    back = element("rect", cls="hatchb", width=8, height=8)
    stripe = line(0, 0, 0, 8, "hatchl")
    given = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("defs", element("pattern", back, stripe, id="hatch", width=8, height=8, **given))
