"""The pairs of colours of the design system keep their contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATUSES = ["better", "worse", "same", "unknown", "met", "late"]
GROUNDS = ["paper", "surface", "sunk"]

# (what is written or drawn, what it stands on, least ratio)
PAIRS = [
    *[("ink", ground, 7) for ground in GROUNDS],
    *[("ink-2", ground, 7) for ground in ["paper", "surface"]],
    ("ink-2", "sunk", 4.5),
    *[(text, ground, 4.5) for text in ["link", "link-hover", "brand"] for ground in GROUNDS],
    ("link-visited", "paper", 4.5),
    ("on-brand", "brand", 4.5),
    ("brand", "brand-tint", 4.5),
    ("focus-ink", "focus", 4.5),
    ("seq-1-ink", "seq-1", 4.5),
    ("seq-5-ink", "seq-5", 4.5),
    *[(status, ground, 4.5) for status in STATUSES for ground in ["paper", "surface"]],
    *[(status, f"{status}-tint", 4.5) for status in STATUSES],
    *[("on-status", status, 4.5) for status in STATUSES],
    *[(mark, "paper", 3) for mark in ["series", "compare", "target", "rule-strong"]],
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it; ``colour`` as ``#rrggbb``."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def tokens(theme: str) -> dict[str, str]:
    """Name to colour. The dark theme changes some of the light one."""
    text = (ROOT / "static/css/tokens.css").read_text("utf-8")
    light, dark = (
        dict(re.findall(r"--ap-([\w-]+):\s*(#[0-9a-f]{6})", part)) for part in text.split("@media")
    )
    return light if theme == "light" else light | dark


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_gives_the_published_ratios(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground", "least"), PAIRS)
def test_a_pair_of_colours_keeps_its_contrast(theme, mark, ground, least):
    colours = tokens(theme)

    ratio = contrast(colours[mark], colours[ground])

    assert ratio >= least, f"{mark} on {ground} is {ratio:.2f}"


def test_every_token_that_is_used_exists():
    sheets = [path.read_text("utf-8") for path in (ROOT / "static/css").glob("*.css")]
    defined = {name for sheet in sheets for name in re.findall(r"(--ap-[\w-]+)\s*:", sheet)}
    used = {name for sheet in sheets for name in re.findall(r"var\((--ap-[\w-]+)", sheet)}

    assert used - defined == set()


@pytest.mark.parametrize(
    "sheet",
    ["css/portal.css", "css/tokens.css", "vendor/govuk-frontend/govuk-frontend.css"],
)
def test_a_sheet_mirrors_itself_for_languages_from_right_to_left(sheet):
    text = (ROOT / "static" / sheet).read_text("utf-8")

    physical = re.findall(
        r"[;{]\s*(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right)\s*:"
        r"|(?:text-align|float)\s*:\s*(?:left|right)",
        text,
    )

    assert physical == []


@pytest.mark.parametrize("sheet", sorted(p.name for p in (ROOT / "static/css").glob("*.css")))
def test_a_sheet_loads_only_files_that_lie_here(sheet):
    path = ROOT / "static/css" / sheet

    # A link that starts with # names a part of the page itself.
    links = re.findall(r"url\(\"?([^)#\"]+)\"?\)", path.read_text("utf-8"))

    assert [link for link in links if not (path.parent / link).is_file()] == []
    assert "@import" not in path.read_text("utf-8")


# Classes whose ending is decided when the page is made: the kinds of glyph.html, steps of a map.
FAMILIES = re.compile(r"s-(better|worse|same|unknown|met|late|context|help|stuck)|q[1-5]")


def classes_in_use() -> set[str]:
    """Every word in a class attribute of a template, or in a string of a program."""
    attribute = re.compile(r'class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"')
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found.update(
            *(re.findall(r"[\w-]+", a) for a in attribute.findall(path.read_text("utf-8")))
        )
    programs = [ROOT / "static/js", *(p.parent for p in ROOT.glob("*/apps.py"))]
    for path in (p for folder in programs for p in folder.rglob("*.[pj][ys]")):
        strings = re.findall(r'"[^"\n]*"', path.read_text("utf-8"))
        found.update(*(re.findall(r"[\w-]+", string) for string in strings))
    return found


def test_the_sheet_styles_nothing_that_no_page_has():
    sheet = (ROOT / "static/css/portal.css").read_text("utf-8")
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    styled = {name for part in selectors for name in re.findall(r"\.([a-z][\w-]*)", part)}

    idle = {name for name in styled - classes_in_use() if not FAMILIES.fullmatch(name)}

    assert len(styled) > 100
    assert idle == set()
