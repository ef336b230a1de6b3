"""A made-up picture for the demonstration, drawn here line by line. Nobody is in it."""

import io

SIZE = (1200, 800)
ALT = (
    "A drawing, made up for this demonstration: a round table with six chairs under a large tree,"
    " hills and a low sun behind it."
)
CAPTION = "Where the plans are written together. A made-up drawing."


def drawn() -> bytes:
    """The bytes of a PNG."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, "#f6ead2")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((860, 90, 1010, 240), fill="#e8a33d")  # the sun
    pen.ellipse((-300, 330, 700, 1200), fill="#9db89a")  # three hills
    pen.ellipse((380, 380, 1600, 1300), fill="#7fa37f")
    pen.rectangle((0, 560, 1200, 800), fill="#5f8a63")
    pen.polygon([(250, 600), (290, 300), (340, 300), (380, 600)], fill="#7a5638")  # the tree
    for x, y, wide in [(180, 190, 130), (320, 130, 160), (450, 210, 130), (310, 260, 140)]:
        pen.ellipse((x - wide, y - wide * 0.75, x + wide, y + wide * 0.75), fill="#2f6b4f")
    for x, y in [(540, 560), (690, 530), (840, 560), (540, 690), (690, 720), (840, 690)]:
        pen.rounded_rectangle((x - 38, y - 46, x + 38, y + 34), 12, fill="#b5533c")  # chairs
        pen.rectangle((x - 30, y + 34, x - 22, y + 72), fill="#7d3a2a")
        pen.rectangle((x + 22, y + 34, x + 30, y + 72), fill="#7d3a2a")
    pen.ellipse((500, 570, 880, 700), fill="#d9b98a", outline="#8a6a42", width=6)  # the table
    for x, y in [(600, 615), (700, 605), (790, 630), (660, 650)]:
        pen.polygon([(x, y), (x + 52, y - 10), (x + 62, y + 18), (x + 10, y + 28)], fill="#fffdf6")
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
