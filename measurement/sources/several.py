"""Files that are read together: packed by `connectors.BundledFiles`, taken apart here."""

import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from measurement.sources.counted import SeveralRecipe
from measurement.values import Held, Reading, Row, SourceError

THE_SAME_EACH_TIME = (1980, 1, 1, 0, 0, 0)  # the files' own dates must not change the bytes


def pack(files: dict[str, bytes]) -> bytes:
    """One zip of these files, in this order; the same files give the same bytes."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:
        for path, own in files.items():
            packed.writestr(zipfile.ZipInfo(path, THE_SAME_EACH_TIME), own)
    return content.getvalue()


def unpack(content: bytes, paths: set[str]) -> dict[str, bytes]:
    """
    The files of a pack.

    Nothing in a pack is compressed, so it cannot hold more than its own size.

    Raises:
        SourceError: it is none, or does not hold exactly these files.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            if sorted(part.filename for part in parts) != sorted(paths) or any(
                part.compress_type != zipfile.ZIP_STORED for part in parts
            ):
                raise SourceError(
                    "The recipe reads these files together, and the source did not give exactly "
                    f"these: {', '.join(sorted(paths))}."
                )
            return {part.filename: packed.read(part) for part in parts}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError) as error:
        raise SourceError("The files that belong together did not come together.") from error


def read_several(content: bytes, recipe: dict, read: Callable[[bytes, dict], Reading]) -> Reading:
    """
    Read each file by its own recipe and put together what they say; a sheet is named by its file.

    Args:
        read: reads one file.

    Raises:
        RecipeError: the recipe cannot be used.
        SourceError, Held: as for one file. The sentence names the file first.
    """
    how = SeveralRecipe.of(recipe)
    files = unpack(content, set(how.files))
    rows: list[Row] = []
    notes: list[str] = []
    ignored: Counter[str] = Counter()
    for path, own in how.files.items():
        try:
            reading = read(files[path], own)
        except Held as problem:
            raise Held(_named(path, str(problem))) from problem
        except SourceError as problem:
            raise SourceError(_named(path, str(problem))) from problem
        name = PurePosixPath(path).name
        rows += [replace(row, sheet=f"{name}, {row.sheet}") for row in reading.rows]
        notes += [f"{path}: {note}" for note in reading.notes]
        ignored.update(dict(reading.ignored))
    _refuse_two_numbers_for_one_cell(rows)
    return Reading(tuple(rows), tuple(sorted(ignored.items())), tuple(notes))


def _named(path: str, sentences: str) -> str:
    return "\n".join(f"{path}: {sentence}" for sentence in sentences.splitlines())


def _refuse_two_numbers_for_one_cell(rows: list[Row]) -> None:
    times = Counter((row.code, row.period_start, row.period_end, row.dims) for row in rows)
    twice = [row for row in rows if times[row.code, row.period_start, row.period_end, row.dims] > 1]
    if twice:
        row = twice[-1]
        raise Held(
            f"Two of the files have a number for “{row.place}” of {row.period_end.isoformat()}. "
            "Take the place out of one of them in the recipe."
        )
