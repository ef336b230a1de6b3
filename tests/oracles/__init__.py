"""Expected numbers that other people's software or printed tables gave; see README.md."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def rows(file: str) -> list[dict[str, str]]:
    """The rows of one oracle, as text; an empty field means that its maker gave no number."""
    with (HERE / file).open(newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def numbers(field: str) -> list[float]:
    """A field such as "31;35;33"."""
    return [float(number) for number in field.split(";")]
