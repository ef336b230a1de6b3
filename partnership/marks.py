"""What a text field of a person does not need, and what could fool the next reader."""

# They turn the letters after them the other way round, also those of the page around them. The
# first is no letter at all: no database keeps it.
DIRECTION_MARKS = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def without_marks(text: str) -> str:
    """The text without the marks that would turn the letters after them the other way round."""
    return text.translate(DIRECTION_MARKS)


def one_line(text: str) -> str:
    """A name: without such marks, and on one line whatever was sent."""
    return " ".join(without_marks(text).split())
