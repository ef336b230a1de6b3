"""
Plotly's own style rules, read out of the vendored bundle.

The bundle would add them as a <style> element, which our content security policy forbids; they are
linked as a file instead. After an upgrade of Plotly, write that file anew:

    python -m tests.measurement.charts.plotly_styles > static/vendor/plotly/plotly.css
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "static" / "vendor" / "plotly"
STRING = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\''


def bundle() -> str:
    return (FOLDER / "plotly-basic.min.js").read_text(encoding="utf-8")


def version() -> str:
    """The bundle's own version, such as 4.1.1."""
    return re.search(r"plotly\.js \(basic - minified\) v([\d.]+)", bundle())[1]


def stylesheet() -> str:
    """
    All rules as a stylesheet, last one first, since the bundle puts each in front of the others.

    In the bundle they stand as {"X,X div": "margin:0;", …}, where X is the chart and Y a notice.
    """
    table = re.search(r'=\{("X,X div":.*?)\};for\(', bundle(), re.DOTALL)[1]
    pairs = re.findall(rf"({STRING}|\b[XY]\b):({STRING})", table)
    rules = [f"{_selector(name)} {{ {_text(rule)} }}" for name, rule in reversed(pairs)]
    head = f"/* The style rules of plotly.js {version()}, Copyright Plotly, Inc., MIT licence. */"
    return "\n".join([head, *rules, ""])


def _selector(name: str) -> str:
    name = name.strip("\"'")
    return name.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")


def _text(literal: str) -> str:
    return literal[1:-1].replace('\\"', '"').replace("\\'", "'")


if __name__ == "__main__":
    print(stylesheet(), end="")
