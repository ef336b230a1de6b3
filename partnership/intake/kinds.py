"""Which files may come in, how large each may be, and who reads it."""

from dataclasses import dataclass

MB = 1024 * 1024
_READERS = "partnership.intake.readers."


@dataclass(frozen=True)
class Kind:
    """``ending`` without its dot; ``most`` in bytes; ``reader`` a module with ``read``."""

    ending: str
    media_type: str
    most: int
    reader: str

    @property
    def most_mb(self) -> int:
        return self.most // MB


_OFFICE = "application/vnd.openxmlformats-officedocument."
JPG = Kind("jpg", "image/jpeg", 5 * MB, f"{_READERS}pictures")
PNG = Kind("png", "image/png", 5 * MB, f"{_READERS}pictures")
PDF = Kind("pdf", "application/pdf", 20 * MB, f"{_READERS}documents")
DOCX = Kind(
    "docx", f"{_OFFICE}wordprocessingml.document", 10 * MB, f"{_READERS}documents"
)  # fmt: skip
CSV = Kind("csv", "text/csv; charset=utf-8", 10 * MB, f"{_READERS}tables")
XLSX = Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", 10 * MB, f"{_READERS}tables")

PHOTOS = (JPG, PNG)
DOCUMENTS = (PDF, DOCX, CSV, XLSX)
BY_ENDING = {kind.ending: kind for kind in (*PHOTOS, *DOCUMENTS)}
MOST = max(kind.most for kind in BY_ENDING.values())


def kind_of(name: str) -> Kind | None:
    """By the ending of its name; what is inside is for its reader to find out."""
    ending = name.rpartition(".")[2].strip().lower()
    return BY_ENDING.get("jpg" if ending == "jpeg" else ending)
