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


def read(content: bytes, ending: str) -> tuple[dict, bytes]:
    """``width`` and ``height`` in pixels, and the new picture in the same format."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count ourselves
    kind = FORMATS[ending]
    picture = _opened(content, kind)
    width, height = picture.size
    if width * height > MEGAPIXELS * 1_000_000:
        megapixels = -(-width * height // 1_000_000)
        raise Problem("too_many_pixels", megapixels=megapixels, most=MEGAPIXELS)
    try:
        picture.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is opened at the size we need
        picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise Problem("damaged") from error
    new = ImageOps.exif_transpose(picture)
    has_glass = kind == "PNG" and (new.mode in ("RGBA", "LA", "PA") or "transparency" in new.info)
    new = new.convert("RGBA" if has_glass else "RGB")
    new.thumbnail((WIDEST, WIDEST))
    return {"width": new.width, "height": new.height}, _written(new, kind)


def _opened(content: bytes, kind: str) -> Image.Image:
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
