"""A file is cut while it streams in (R27), and the reader is told in words."""

import errno
import io

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from partnership.intake.take import TooLarge, uploaded

MB = 1024 * 1024
EDGE = "x-edge"


class Stream(io.RawIOBase):
    """A form with a file of so many bytes, made while it is read: it is never whole in memory."""

    def __init__(self, name: str, size: int):
        head = (
            f'--{EDGE}\r\nContent-Disposition: form-data; name="title"\r\n\r\nTimetable\r\n'
            f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode()
        tail = f"\r\n--{EDGE}--\r\n".encode()
        self.parts, self.size = [head, size, tail], len(head) + size + len(tail)
        self.given = 0

    def read(self, most=-1):
        if not self.parts:
            return b""
        part = self.parts.pop(0)
        most = most if most > 0 else 64 * 1024
        if isinstance(part, int):
            now, rest = b"x" * min(part, most), part - min(part, most)
        else:
            now, rest = part[:most], part[most:]
        if rest:
            self.parts.insert(0, rest)
        self.given += len(now)
        return now


def request_with(name: str, size: int):
    stream = Stream(name, size)
    about = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": f"multipart/form-data; boundary={EDGE}",
        "CONTENT_LENGTH": str(stream.size),
        "wsgi.input": stream,
    }
    return RequestFactory().request(**about), stream


@pytest.mark.parametrize(
    ("name", "size"),
    [("a.jpg", 5 * MB + 1), ("a.pdf", 20 * MB + 1), ("a.docx", 10 * MB + 1), ("a.exe", MB + 1)],
)
def test_what_is_too_large_never_becomes_a_file(name, size):
    request, _stream = request_with(name, size)

    with pytest.raises(TooLarge) as refused:
        uploaded(request, "file")

    assert "too large" in str(refused.value) or "larger than" in str(refused.value)
    assert refused.value.status == 413
    assert not request.FILES
    assert request.POST["title"] == "Timetable"  # what was typed is still there


@pytest.mark.parametrize(("name", "size"), [("a.jpg", 5 * MB), ("a.pdf", 20 * MB)])
def test_what_is_just_small_enough_comes_whole(name, size):
    request, _stream = request_with(name, size)

    assert uploaded(request, "file").size == size
    request.close()


def test_two_hundred_megabytes_are_not_even_read():
    request, stream = request_with("a.csv", 200 * MB)

    with pytest.raises(TooLarge, match="larger than 10 MB"):
        uploaded(request, "file")

    assert stream.given < 11 * MB


@pytest.mark.django_db
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_is_full_while_a_file_comes_is_a_page_in_words(number, client, monkeypatch):
    def no_room(self, *about, **more):
        raise OSError(number, "No space left on device")

    client.raise_request_exception = False
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", no_room)
    file = io.BytesIO(b"x" * 3 * MB)
    file.name = "a.pdf"

    answer = client.post("/sign-in/", {"file": file})

    assert answer.status_code == 507
    assert "There is no room for files now" in answer.text
    assert "No space left" not in answer.text
