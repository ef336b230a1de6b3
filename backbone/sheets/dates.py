"""Days as people write them into a plan. What can mean two things is not understood. Pure."""

import calendar
import datetime
import re

EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet
MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
START, END = "start", "end"


def read_day(cell: object, edge: str) -> datetime.date | None:
    """
    The day in a cell. A month or a year gives its first or last day, as ``edge`` says.

    Args:
        cell: a text, a number (a year, or a day as spreadsheets count them), or {"day": …}.
        edge: START or END.
    """
    if isinstance(cell, dict):
        return datetime.date.fromisoformat(cell["day"])
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(cell, edge)
    text = re.sub(r"^(?:(?:by|until|the|end|of|from|since|in)\s+)+", "", _tidy(cell))
    for pattern, read in _FORMS:
        if match := re.fullmatch(pattern, text):
            try:
                return read(edge, *match.groups())
            except (ValueError, KeyError):
                return None
    return None


def read_span(cell: object) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of “March to June 2027”; (None, the day) of anything shorter."""
    if isinstance(cell, str):
        parts = re.split(r"\s+(?:to|until|-)\s+", _tidy(cell))
        if len(parts) == 2:
            last = read_day(parts[1], END)
            year = f" {last.year}" if last and not re.search(r"\d{4}|\d[/.-]\d", parts[0]) else ""
            first = read_day(parts[0] + year, START)
            return (first, last) if first and last else (None, None)
    return None, read_day(cell, END)


def _tidy(cell: object) -> str:
    text = re.sub(r"[–—]", "-", str(cell)).lower().replace(",", " ")
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)
    return re.sub(r"\s+", " ", text).strip(" .")


def _number(number: float, edge: str) -> datetime.date | None:
    if 2000 <= number <= 2100:
        return _year(edge, str(int(number)))
    if 36526 <= number <= 73415:  # 2000 to 2100
        return EPOCH + datetime.timedelta(days=int(number))
    return None


def _full(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _year(edge: str, year: str) -> datetime.date:
    first, last = datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
    return first if edge == START else last


def _month(edge: str, name: str, year: str) -> datetime.date:
    month, number = MONTHS[name], _full(year)
    last = calendar.monthrange(number, month)[1]
    return datetime.date(number, month, 1 if edge == START else last)


def _numeric_month(edge: str, month: str, year: str) -> datetime.date:
    return _month(edge, calendar.month_name[int(month)].lower(), year)


def _financial_year(edge: str, year: str, after: str) -> datetime.date:
    """1 July to 30 June, as Australian services plan."""
    if (int(year) + 1) % 100 != int(after) % 100:
        raise ValueError("not two years in a row")
    first, last = datetime.date(int(year), 7, 1), datetime.date(int(year) + 1, 6, 30)
    return first if edge == START else last


_FORMS = [
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", lambda e, y, m, d: datetime.date(int(y), int(m), int(d))),
    # The day comes first in Australia.
    (
        r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})",
        lambda e, d, m, y: datetime.date(_full(y), int(m), int(d)),
    ),
    (
        r"(?:[a-z]+day )?(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4}|\d{2})",
        lambda e, d, m, y: datetime.date(_full(y), MONTHS[m], int(d)),
    ),
    (r"([a-z]+)\.?[ -]'?(\d{4}|\d{2})", _month),
    (r"(\d{1,2})[/-](\d{4})", _numeric_month),
    (r"(?:fy ?)?(\d{4}) ?[/-] ?(\d{2}|\d{4})", _financial_year),
    (r"(\d{4})", _year),
]
