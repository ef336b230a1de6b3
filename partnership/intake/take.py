"""The door: a file of a person becomes bytes that may be kept, or a sentence that says why not."""

import unicodedata
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from partnership.errors import DomainError
from partnership.intake import ceiling, process, words
from partnership.intake.kinds import Kind, kind_of

LONGEST_NAME = 120  # characters


class Refused(DomainError):
    """``str(error)`` says what is wrong, why, and how to mend it. Nothing was kept."""

    status = 422


class TooLarge(Refused):
    status = 413


@dataclass(frozen=True)
class Taken:
    """
    Args:
        kind: by its name, and found to be that inside.
        content: the bytes to keep; of a picture drawn anew.
        name: what it was called, for people to read only.
        width, height: of a picture, in pixels; else 0.
    """

    kind: Kind
    content: bytes
    name: str
    width: int = 0
    height: int = 0


def uploaded(request, field: str) -> UploadedFile | None:
    """
    The file of a form, if there is one.

    Raises:
        TooLarge: it was cut while it came.
    """
    name = ceiling.cut(request, field)
    if name is not None:
        raise TooLarge(words.too_large(name))
    return request.FILES.get(field)


def take(file: UploadedFile, kinds: tuple[Kind, ...]) -> Taken:
    """
    Raises:
        Refused: another kind of file, damaged, built to harm, or a list of people.
    """
    kind = kind_of(file.name)
    if kind not in kinds:
        raise Refused(words.not_among(kinds))
    if file.size > kind.most:
        raise TooLarge(words.too_large(file.name))
    content = file.read()
    if not content:
        raise Refused(_("The file is empty. Look whether it opens on your computer."))
    try:
        answer, made = process.ask(kind.reader, content, kind.ending)
    except process.Died as error:
        raise Refused(words.problem("", kind, {})) from error
    if "problem" in answer:
        raise Refused(words.problem(answer["problem"], kind, answer["about"]))
    return Taken(kind, made, readable_name(file.name), **answer)


def readable_name(name: str) -> str:
    """One line without invisible marks, which could turn letters round or begin a new header."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return seen.strip()[-LONGEST_NAME:]
