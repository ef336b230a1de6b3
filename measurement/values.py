"""Values that travel between reading, thinking and drawing. No framework, no arithmetic."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

Missing = Literal["", "source_suppressed", "missing"]
Withheld = Literal["", "privacy", "missing"]


@dataclass(frozen=True)
class Row:
    """
    One observation as a table of a source gives it, with the cell it stands in.

    Args:
        place: the name exactly as in the table, without outer spaces.
        code: the publisher's code of the place; empty if it has none.
        period_start, period_end: first and last day, both inclusive.
        dims: the group as a key such as "sex=female"; empty means everybody.
        value: in the method's unit (percent: 5.99, not 0.0599), unrounded.
        numerator, denominator: counts, which may be weighted and then are no whole numbers.
        missing: "source_suppressed" where the publisher marks the cell as kept back.
        sheet, cell: where the value stands, such as "10.1" and "F29".
        note: what staff should know, such as "differs_from_counts".
    """

    place: str
    code: str
    period_start: date
    period_end: date
    dims: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    missing: Missing
    sheet: str
    cell: str
    note: str = ""


@dataclass(frozen=True)
class Reading:
    """
    What one table gave.

    Args:
        rows: the wanted places and groups only.
        ignored: other known names in the table, each with its number of rows.
        notes: sentences for staff.
    """

    rows: tuple[Row, ...]
    ignored: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


class SourceError(Exception):
    """The table cannot be read. The message is a sentence for staff, naming sheet and cell."""


class Held(Exception):
    """The table was read but breaks its contract. A sentence for staff, naming sheet and cell."""


class PlaceLike(Protocol):
    """What a drawing needs to know of a place."""

    @property
    def name(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> str: ...


class CountsLike(Protocol):
    """The counts behind a figure, and whether they may be used."""

    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def withheld(self) -> str: ...


class FigureLike(CountsLike, Protocol):
    """
    One figure as the public may see it: a value, or the reason why there is none.

    `value`, `low` and `high` share one unit (percent: 5.99) and are unrounded. `low` and `high`
    are the 95 % limits, None where there are none.
    """

    @property
    def value(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def period_start(self) -> date: ...
    @property
    def period_end(self) -> date: ...
    @property
    def dims(self) -> str: ...
    @property
    def place(self) -> PlaceLike: ...
