"""
Draws a picture anew from its pixels, so that nothing else of the file is left (SECURITY R28).

Place, device and time of a photo, and whatever was hidden behind it, are in no size that is served.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from partnership.intake.problems import Problem

MEGAPIXELS = 40
WIDEST = 1600  # pixels of the longer side: sharp on a large screen, light on a small phone
FORMATS = {"jpg": "JPEG", "png": "PNG"}
STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG"}


def read(content: bytes, ending: str) -> tuple[dict, bytes]:
    """``width`` and ``height`` in pixels, and the new picture in the same format."""
    kind = FORMATS[ending]
    picture = _opened(content, kind)
    picture.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is opened at the size we need
    new = _plain(ImageOps.exif_transpose(_loaded(picture)), kind)
    new.thumbnail((WIDEST, WIDEST))
    return {"width": new.width, "height": new.height}, _written(new, kind)


def bare(part: bytes) -> bytes:
    """
    A picture inside a document, drawn anew as large and as turned as it was: its frame there
    knows both. What is no picture stays as it is.

    Raises:
        Problem: "picture_inside": it may tell a place and a time, and cannot be drawn anew.
    """
    if part.startswith((b"II*\0", b"MM\0*")) or (part[:4], part[8:12]) == (b"RIFF", b"WEBP"):
        raise Problem("picture_inside")
    kind = next((kind for start, kind in STARTS.items() if part.startswith(start)), "")
    if not kind:
        return part
    try:
        return _written(_plain(_loaded(_opened(part, kind)), kind), kind)
    except Problem as problem:
        raise Problem("picture_inside") from problem


def _opened(content: bytes, kind: str) -> Image.Image:
    """Its head is read, and it has no more points than we draw."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count ourselves
    picture = _recognised(content, kind)
    width, height = picture.size
    if width * height > MEGAPIXELS * 1_000_000:
        megapixels = -(-width * height // 1_000_000)
        raise Problem("too_many_pixels", megapixels=megapixels, most=MEGAPIXELS)
    return picture


def _loaded(picture: Image.Image) -> Image.Image:
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise Problem("damaged") from error
    return picture


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    """Colours without a palette, and with glass only where there is some."""
    glass = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if kind == "PNG" and glass else "RGB")


def _recognised(content: bytes, kind: str) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=[kind])
    except Image.DecompressionBombError as error:
        raise Problem("too_many_pixels", megapixels="179+", most=MEGAPIXELS) from error
    except UnidentifiedImageError as error:
        raise Problem("other_kind") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Problem("damaged") from error


def _written(picture: Image.Image, kind: str) -> bytes:
    bare = Image.new(picture.mode, picture.size)  # of the old one, nothing but pixels
    bare.paste(picture)
    made = io.BytesIO()
    if kind == "JPEG":
        bare.save(made, "JPEG", quality=82, optimize=True, progressive=True)
    else:
        bare.save(made, "PNG", optimize=True)
    return made.getvalue()
