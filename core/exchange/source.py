"""Where a bundle's files come from: a folder, or a .zip of it. Read line by line, never as a whole."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Self

from core.exchange.problems import BadBundle, unusable_file

LARGEST = 8 * 1024**3
"""Bytes of one file of an archive, unpacked: a small archive may claim any number."""
LARGEST_DOCUMENT = 64 * 1024**2
LONGEST_LINE = 4 * 1024**2
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


class Stream:
    """The lines of one file, decoded; `size` and `done` in bytes. Raises BadBundle for what is no UTF-8."""

    def __init__(self, name: str, raw: IO[bytes], size: int) -> None:
        self.name = name
        self.size = size
        self.done = 0
        self._raw = raw

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def __iter__(self) -> Iterator[str]:
        number = 0
        while line := self._line():
            number += 1
            self.done += len(line)
            yield from self._decoded(line, number)

    def _line(self) -> bytes:
        try:
            return self._raw.readline(LONGEST_LINE + 1)
        except _BROKEN as broken:
            raise _unreadable(self.name, broken) from None

    def _decoded(self, line: bytes, number: int) -> Iterator[str]:
        if len(line) > LONGEST_LINE:
            raise unusable_file(self.name, "a line without an end", number)
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise unusable_file(self.name, "not UTF-8", number) from None
        if number == 1:
            text = text.removeprefix("\ufeff")
        if "\r" in text and text.index("\r") < len(text) - 2:
            yield from io.StringIO(text, newline="")
        elif text:
            yield text


class Source:
    """The files of a bundle by their names. Raises BadBundle where there is no such folder or archive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = None if path.is_dir() else _archive(path)
        self._members = {} if self._archive is None else _members(self._archive)
        self.names = frozenset(self._members) or frozenset(_files(path) if self._archive is None else ())

    def open(self, name: str) -> Stream | None:
        """A file's lines, None where it is missing."""
        if name not in self.names:
            return None
        try:
            return Stream(name, *self._opened(name))
        except _BROKEN as broken:
            raise _unreadable(name, broken) from None

    def read(self, name: str) -> str | None:
        """The text of a small file, None where it is missing."""
        stream = self.open(name)
        if stream is None:
            return None
        with stream:
            if stream.size > LARGEST_DOCUMENT:
                raise unusable_file(name, "too large")
            return "".join(stream)

    def _opened(self, name: str) -> tuple[IO[bytes], int]:
        if self._archive is None:
            path = self.path / name
            return path.open("rb"), path.stat().st_size
        member = self._members[name]
        if member.file_size > LARGEST:
            raise unusable_file(name, "too large")
        opened = self._archive.open(member)
        return io.BufferedReader(opened, 1024**2), member.file_size  # type: ignore[type-var]


def _unreadable(name: str, broken: Exception) -> BadBundle:
    return unusable_file(name, f"cannot be read: {type(broken).__name__}")


def _files(folder: Path) -> Iterator[str]:
    return (found.name for found in folder.iterdir() if found.is_file())


def _archive(path: Path) -> zipfile.ZipFile:
    if not path.exists():
        raise unusable_file(path.name, "there is no such folder")
    try:
        return zipfile.ZipFile(path)
    except _BROKEN:
        raise unusable_file(path.name, "neither a folder nor a .zip of one") from None


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Files of the archive, or of the one folder that it holds."""
    files = {PurePosixPath(found.filename): found for found in archive.infolist() if not found.is_dir()}
    company = [path for path in files if path.name == "company.json"]
    top = min((path.parent for path in company), key=lambda path: len(path.parts), default=PurePosixPath())
    return {path.name: found for path, found in files.items() if path.parent == top}
