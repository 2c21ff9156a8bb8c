"""Where a bundle's files come from: a folder, or a .zip of it."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from core.exchange.problems import unusable_file

LARGEST = 2 * 1024**3


class Source:
    """The files of a bundle by their names. Raises BadBundle where there is no such folder or archive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = None if path.is_dir() else _archive(path)
        self._members = {} if self._archive is None else _members(self._archive)

    @property
    def names(self) -> frozenset[str]:
        if self._archive is not None:
            return frozenset(self._members)
        return frozenset(found.name for found in self.path.iterdir() if found.is_file())

    def read(self, name: str) -> str | None:
        """The text of a file, None where it is missing. Raises BadBundle for one that is not UTF-8."""
        if name not in self.names:
            return None
        try:
            return self._bytes(name).decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            line = wrong.object[: wrong.start].count(b"\n") + 1
            raise unusable_file(name, "not UTF-8", line) from None
        except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as broken:
            raise unusable_file(name, f"cannot be read: {type(broken).__name__}") from None

    def _bytes(self, name: str) -> bytes:
        if self._archive is None:
            return (self.path / name).read_bytes()
        member = self._members[name]
        if member.file_size > LARGEST:
            raise unusable_file(name, "too large")
        return self._archive.read(member)


def _archive(path: Path) -> zipfile.ZipFile:
    if not path.exists():
        raise unusable_file(path.name, "there is no such folder")
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        raise unusable_file(path.name, "neither a folder nor a .zip of one") from None


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Files of the archive, or of the one folder that it holds."""
    files = {PurePosixPath(found.filename): found for found in archive.infolist() if not found.is_dir()}
    company = [path for path in files if path.name == "company.json"]
    top = min((path.parent for path in company), key=lambda path: len(path.parts), default=PurePosixPath())
    return {path.name: found for path, found in files.items() if path.parent == top}
