"""
Cuts a file while it streams in, so that a large one fills neither memory nor disk (SECURITY R27).

It stands before Django's own handlers, for every form of the portal. What is too much is read and
thrown away, up to a bound: only a browser that could send everything shows the page that says why.
"""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from partnership.intake.kinds import MOST, kind_of

LEAST = 1024 * 1024  # bytes of a kind that no form takes: read, to be refused by its name
LONGEST_REQUEST = 4 * MOST  # bytes that are read at all


class Ceiling(FileUploadHandler):
    def new_file(self, field_name, file_name, *about, **more):
        super().new_file(field_name, file_name, *about, **more)
        kind = kind_of(file_name or "")
        self.most = kind.most if kind else LEAST
        self.seen = 0

    def receive_data_chunk(self, raw_data, start):
        self.seen += len(raw_data)
        if self.seen <= self.most:
            return raw_data
        _cuts(self.request)[self.field_name] = self.file_name
        if int(self.request.META.get("CONTENT_LENGTH") or 0) > LONGEST_REQUEST:
            raise StopUpload(connection_reset=True)
        raise SkipFile

    def file_complete(self, file_size):
        """The handlers behind this one make the file."""


def cut(request, field: str) -> str | None:
    """The name of a file that was cut; None if nothing was."""
    request.FILES  # noqa: B018  (reads the request, if nobody has yet)
    return _cuts(request).get(field)


def _cuts(request) -> dict[str, str]:
    if not hasattr(request, "cut_files"):
        request.cut_files = {}
    return request.cut_files
