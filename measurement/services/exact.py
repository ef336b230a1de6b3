"""Numbers as exact as the database keeps them, so that comparing and testing use what is stored."""

from decimal import Decimal

VALUE, COUNT = Decimal("1e-18"), Decimal("1e-15")  # the last digit of each kind of column


def kept(number: Decimal | None, last_digit: Decimal) -> Decimal | None:
    return None if number is None else number.quantize(last_digit)
