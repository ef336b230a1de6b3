"""Names of cells, and what stands in them, for sentences that staff read."""

from decimal import Decimal


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for A, 27 for AA, 0 for none; a sensible number for any text, a file may hold anything."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + max(ord(letter) - ord("A"), 0) + 1
    return number


def cell_name(row: int, column: int) -> str:
    """F29 for row 29 and column 5: rows count from 1 as the spreadsheet does, columns from 0."""
    return f"{column_letters(column)}{row}"


def shown(cell: object, most: int = 60) -> str:
    """A cell as one short line of letters that can be printed; numbers to four decimals."""
    if isinstance(cell, Decimal):
        cell = f"{cell.quantize(Decimal('0.0001')):f}" if abs(cell) < 10**15 else f"{cell:.3e}"
    text = "".join(letter for letter in str(cell) if letter.isprintable())
    return text if len(text) <= most else f"{text[: most - 1]}…"
