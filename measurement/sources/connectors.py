"""One connector for each kind of source, never for a publisher. Each gives bytes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from measurement.sources.several import pack
from measurement.values import SourceError

MOST = 50 * 1024 * 1024  # bytes of one file


class FeedLike(Protocol):
    """What a connector needs to know of a feed."""

    connector: str
    config: dict[str, Any]


class Connector(Protocol):
    def fetch(self) -> bytes: ...


@dataclass(frozen=True)
class BundledFile:
    """A file that comes with the portal; its path is inside the folder ``BUNDLED_DATA``."""

    path: str

    def fetch(self) -> bytes:
        """
        The bytes of the file.

        Raises:
            SourceError: no such file, too large a file, or a path that leads out of the folder.
        """
        folder = Path(settings.BUNDLED_DATA).resolve()
        try:
            file = (folder / self.path).resolve()
            if not file.is_relative_to(folder):
                raise SourceError(
                    f"The path “{self.path}” leads out of the folder of bundled data. "
                    "Write it as it stands in that folder, such as vcams/table.xlsx."
                )
            if not file.is_file():
                raise SourceError(
                    f"There is no file “{self.path}” in the folder of bundled data. "
                    "Compare the path in the feed with the folder."
                )
            if file.stat().st_size > MOST:
                raise SourceError(
                    f"The file “{self.path}” is larger than {MOST // 1024**2} MB; it is not read."
                )
            return file.read_bytes()
        except (OSError, ValueError) as error:
            raise SourceError(f"The file “{self.path}” cannot be opened.") from error


@dataclass(frozen=True)
class BundledFiles:
    """Files that come with the portal and are read together, as one pack."""

    paths: tuple[str, ...]

    def fetch(self) -> bytes:
        """The pack of all of them. Raises SourceError as for one."""
        return pack({path: BundledFile(path).fetch() for path in self.paths})


def of(feed: FeedLike) -> Connector:
    """
    The connector of a feed.

    Raises:
        SourceError: there is none of this kind, or it is not told where to look.
    """
    if feed.connector != "bundled_file":
        raise SourceError(f"There is no connector “{feed.connector}”; there is bundled_file.")
    config = feed.config if isinstance(feed.config, dict) else {}
    path, paths = config.get("path"), config.get("paths")
    if path is None and _is_paths(paths):
        return BundledFiles(tuple(paths))
    if not isinstance(path, str) or not path.strip():
        raise SourceError(
            "The feed does not say which file it reads. "
            'Write it into its settings, such as {"path": "vcams/table.xlsx"}.'
        )
    return BundledFile(path)


def _is_paths(paths: object) -> bool:
    """A list of paths, each there once."""
    return (
        isinstance(paths, list)
        and bool(paths)
        and all(isinstance(path, str) and path.strip() for path in paths)
        and len(set(paths)) == len(paths)
    )
