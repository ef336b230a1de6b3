"""Looks at a drawing as a person would: which marks are there, and where its words stand."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

# Average widths of a letter in Public Sans, as parts of the type size.
REGULAR, BOLD = 0.55, 0.58


@dataclass(frozen=True)
class Label:
    text: str
    left: float
    right: float
    top: float
    bottom: float


class Picture:
    def __init__(self, svg: str):
        self.root = ElementTree.fromstring(svg)
        _, _, self.width, self.height = map(float, self.root.get("viewBox").split())

    def marks(self, *classes: str) -> list[ElementTree.Element]:
        """Elements that carry all these classes."""
        return [e for e in self.root.iter() if set(classes) <= set(e.get("class", "").split())]

    @property
    def words(self) -> list[str]:
        return [element.text for element in self.root.iter("text")]

    def text(self, words: str) -> ElementTree.Element:
        """The one element with these words."""
        (found,) = (element for element in self.root.iter("text") if element.text == words)
        return found

    @property
    def labels(self) -> list[Label]:
        return [_label(element) for element in self.root.iter("text")]

    def clipped(self) -> list[str]:
        """Words that reach over the edge of the drawing."""
        return [
            label.text
            for label in self.labels
            if label.left < -2
            or label.right > self.width + 2
            or label.top < -1
            or label.bottom > self.height + 1
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        """Pairs of words that stand on each other, by more than the air around their letters."""
        return [
            (a.text, b.text)
            for a, b in combinations(self.labels, 2)
            if min(a.right, b.right) - max(a.left, b.left) > 3
            and min(a.bottom, b.bottom) - max(a.top, b.top) > 4
        ]


def _label(element: ElementTree.Element) -> Label:
    classes = element.get("class", "").split()
    size = 22 if "xl" in classes else 14
    width = len(element.text) * size * (BOLD if {"b", "m"} & set(classes) else REGULAR)
    shift = {"middle": width / 2, "end": width}.get(element.get("text-anchor"), 0)
    left, base = float(element.get("x")) - shift, float(element.get("y"))
    return Label(element.text, left, left + width, base - 0.95 * size, base + 0.22 * size)


def points(path: str) -> list[tuple[float, float]]:
    """The corners of a path of straight lines."""
    numbers = path.replace("M", " ").replace("L", " ").replace("Z", " ").split()
    return list(zip(map(float, numbers[::2]), map(float, numbers[1::2]), strict=True))
