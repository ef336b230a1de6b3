"""
Outlines of places, made ready for drawing once, when boundaries are loaded.

Longitude and latitude become pixels by the equirectangular projection: degrees of longitude are
shortened by the cosine of the middle latitude, which is exact enough for an area of 200 km.
Lines are thinned by the method of Douglas and Peucker (1973).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from measurement.charts.svg import number

WIDTH = 350.0  # so that 14-pixel text is at least 13 pixels on a phone 360 pixels wide
MARGIN = 5.0
TOLERANCE = 0.5  # pixels by which a thinned line may leave the true one
LABEL_SHAPE = 2.4  # a label is about so many times as wide as it is high

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Outline:
    """One place on the map: its border as an SVG path, and the middle of its label."""

    path: str
    label_x: float
    label_y: float


def project(geojson: Mapping[str, Any], width: float = WIDTH) -> tuple[dict[str, Outline], str]:
    """
    Draws all places of a GeoJSON collection into one box.

    Args:
        geojson: features with Polygon or MultiPolygon in degrees; `properties.lga_name` names
            the place.
        width: of the box, in pixels.

    Returns:
        The outline of each place by its name, and the viewBox of the drawing.
    """
    shapes = {
        feature["properties"]["lga_name"]: [list(map(_point, ring)) for ring in _rings(feature)]
        for feature in geojson["features"]
    }
    every = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    shorter = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / ((east - west) * shorter)

    def to_pixels(point: Point) -> Point:
        longitude, latitude = point
        return MARGIN + (longitude - west) * shorter * scale, MARGIN + (north - latitude) * scale

    outlines = {}
    for name, rings in shapes.items():
        pixels = [list(map(to_pixels, ring)) for ring in rings]
        x, y = label_point(thinned(max(pixels, key=_size)))
        path = " ".join(_path(ring) for ring in map(thinned, pixels) if len(ring) > 3)
        outlines[name] = Outline(path, round(x, 1), round(y, 1))
    height = 2 * MARGIN + (north - south) * scale
    return outlines, f"0 0 {number(width)} {number(math.ceil(height))}"


def thinned(ring: Ring) -> Ring:
    """The ring without the points that lie within TOLERANCE of the line through the others."""
    if len(ring) < 3:
        return ring
    first, last = ring[0], ring[-1]
    far, away = max(
        ((n, _distance(point, first, last)) for n, point in enumerate(ring[1:-1], start=1)),
        key=lambda found: found[1],
    )
    if away <= TOLERANCE:
        return [first, last]
    return thinned(ring[: far + 1])[:-1] + thinned(ring[far:])


def label_point(ring: Ring) -> Point:
    """The middle of the widest clear room for a label: of a grid of places, the best one."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    places = [
        (left + (right - left) * column / 40, top + (bottom - top) * row / 40)
        for column in range(1, 40)
        for row in range(1, 40)
    ]
    squeezed = [(x / LABEL_SHAPE, y) for x, y in ring]

    def room(place: Point) -> tuple[float, float]:
        """How far the border is, and of equal places the one in the middle of the height."""
        here = (place[0] / LABEL_SHAPE, place[1])
        sides = zip(squeezed, squeezed[1:], strict=False)
        clear = min(_distance(here, *side) for side in sides)
        return round(clear, 1), -abs(place[1] - (top + bottom) / 2)

    return max((place for place in places if contains(ring, place)), key=room)


def contains(ring: Ring, point: Point) -> bool:
    """Whether the point lies inside: a ray to the right meets the border an odd number of times."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def _rings(feature: Mapping[str, Any]) -> Iterator[list[list[float]]]:
    geometry = feature["geometry"]
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if several else [geometry["coordinates"]]:
        yield from polygon


def _point(position: list[float]) -> Point:
    return position[0], position[1]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the nearest place of the straight line between start and end."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    along = min(1, max(0, along))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def _size(ring: Ring) -> float:
    """The area inside a ring."""
    sides = zip(ring, ring[1:], strict=False)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides)) / 2


def _path(ring: Ring) -> str:
    return "M" + " L".join(f"{number(x)} {number(y)}" for x, y in ring[:-1]) + "Z"
