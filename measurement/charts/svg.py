"""Small pieces of SVG. Every word and every attribute passes through the escaping here."""

from collections.abc import Sequence
from html import escape
from unicodedata import east_asian_width

TEXT_SIZE = 14.0  # of all text in charts but the one headline value
# Widths of letters as parts of the type size, measured in Public Sans and rounded up.
WIDTHS = {letter: 0.3 for letter in " .,:;'!|ijlI()[]"} | {letter: 0.42 for letter in 'frtJ1-/*"'}
WIDTHS |= {letter: 0.92 for letter in "mwMW@%&"}
CAPITAL, OTHER, BOLD = 0.74, 0.61, 1.05


class Svg(str):
    """A finished drawing. Its `__html__` tells a template that it is escaped already."""

    def __html__(self) -> str:
        return self


def number(value: float) -> str:
    """A coordinate with one decimal at most: 44.04 gives "44"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(tag: str, *inner: str, cls: str = "", **attributes: object) -> str:
    """
    One element; `inner` is markup made in this module.

    Names lose a closing underscore, and `text_anchor` becomes `text-anchor`.
    """
    given = {"class": cls, **attributes} if cls else attributes
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for name, value in given.items()
    )
    return f"<{tag}{written}>{''.join(inner)}</{tag}>" if inner else f"<{tag}{written}/>"


def words(content: str, x: float, y: float, cls: str = "", anchor: str = "") -> str:
    """A line of text with its base line at y; `anchor` is "middle", "end" or empty for start."""
    more = {"text_anchor": anchor} if anchor else {}
    return element("text", escape(content), cls=cls, x=x, y=y, **more)


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    return element("line", cls=cls, x1=x1, x2=x2, y1=y1, y2=y2)


def dot(x: float, y: float, radius: float, cls: str = "dot") -> str:
    return element("circle", cls=cls, cx=x, cy=y, r=radius)


def trail(points: Sequence[tuple[float, float]], cls: str, closed: bool = False) -> str:
    """A path through all points, closed to an area if asked."""
    steps = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", cls=cls, d=f"M{steps}{'Z' if closed else ''}")


def drawing(wide: float, high: float, parts: Sequence[str], cls: str, **attributes: object) -> Svg:
    """The whole chart. One unit of the drawing is one pixel where it is shown at its own width."""
    box = f"0 0 {number(wide)} {number(high)}"
    given = {"viewBox": box, **attributes, "aria_hidden": "true", "focusable": "false"}
    return Svg(element("svg", *parts, cls=f"c {cls}", **given))


def text_width(content: str, size: float = TEXT_SIZE, bold: bool = False) -> float:
    """About how wide a line of text is; rather a little too much than too little."""
    return size * (BOLD if bold else 1) * sum(map(_letter, content))


def wrapped(content: str, width: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width`; a word that is too long is cut in pieces."""
    lines: list[str] = []
    for word in content.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, bold)
    return lines


def shortened(content: str, width: float, bold: bool = False) -> str:
    """The text, or its beginning with "…" where the whole is too wide. The table has it whole."""
    if text_width(content, bold=bold) <= width:
        return content
    while content and text_width(f"{content}…", bold=bold) > width:
        content = content[:-1]
    return f"{content.rstrip()}…"


def _plain(value: object) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _letter(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 1
    return WIDTHS.get(letter, CAPITAL if letter.isupper() else OTHER)


def _pieces(word: str, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
