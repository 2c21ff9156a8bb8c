"""Bytes that went through the fake: kept, named as Telegram names them, given back by getFile."""

import hashlib
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from demo.telegram.errors import bad_request
from demo.telegram.values import Json

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)
DOWNLOADABLE = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "audio": "music",
    "animation": "animations",
    "video_note": "video_notes",
    "sticker": "stickers",
}
SIZES = (90, 320, 800, 1280)  # longest side of the smaller copies of a photo, pixels


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sends it."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    unique_id: str
    kind: str
    path: str
    upload: Upload
    width: int = 0
    height: int = 0
    duration: int = 0

    def api(self) -> Json:
        """The File object that getFile answers."""
        return {**self._identity(), "file_path": self.path}

    def media(self) -> Json | list[Json]:
        """The field of a message: photo is a list of sizes, document and voice are one object."""
        if self.kind == "photo":
            return [
                *({**self._identity(side), **self._fitted(side)} for side in self.smaller),
                {**self._identity(), "width": self.width, "height": self.height},
            ]
        return self.media_of(self.kind)

    @property
    def smaller(self) -> list[int]:
        """Sides of the smaller copies that Telegram makes of a photo."""
        return [side for side in SIZES if side < max(self.width, self.height)]

    def media_of(self, kind: str) -> Json:
        known, measure = self._identity(), {"width": self.width, "height": self.height}
        if kind == "voice":
            return {**known, "duration": self.duration, "mime_type": self.upload.mime}
        if kind == "video_note":
            return {**known, "length": self.width or 240, "duration": self.duration}
        if kind == "sticker":
            shown = {"type": "regular", "is_animated": False, "is_video": False}
            return {**known, **shown, "width": 512, "height": 512}
        named = {**known, "file_name": self.upload.name, "mime_type": self.upload.mime}
        if kind in {"video", "animation"}:
            return {**named, **measure, "duration": self.duration}
        return {**named, "duration": self.duration} if kind == "audio" else named

    def _fitted(self, side: int) -> Json:
        scale = side / max(self.width, self.height)
        return {"width": max(1, round(self.width * scale)), "height": max(1, round(self.height * scale))}

    def _identity(self, side: int = 0) -> Json:
        mark = f"-{side}" if side else ""
        return {
            "file_id": self.id + mark,
            "file_unique_id": self.unique_id + mark,
            "file_size": len(self.upload.data),
        }


class FileStore:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, kind: str, *, duration: int = 0) -> StoredFile:
        """Keep the bytes. A photo must be a picture that Telegram would show; refuses as Telegram does."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        if kind == "photo" and len(upload.data) > LARGEST_PHOTO:
            raise bad_request("file is too big for a photo")
        width, height = picture_size(upload.data) if kind == "photo" else (0, 0)
        number = len(self._paths) + 1
        unique = hashlib.sha256(upload.data).hexdigest()[:16]
        suffix = PurePosixPath(upload.name).suffix or {"photo": ".jpg", "voice": ".oga"}.get(kind, "")
        stored = StoredFile(
            id=f"{kind}-{number}-{unique}",
            unique_id=unique,
            kind=kind,
            path=f"{FOLDERS[kind]}/file_{number}{suffix}",
            upload=upload,
            width=width,
            height=height,
            duration=duration,
        )
        self._files[stored.id] = self._paths[stored.path] = stored
        for side in stored.smaller:
            self._files[f"{stored.id}-{side}"] = stored
        return stored

    def link(self, url: str, kind: str) -> StoredFile:
        """A file on the web. The fake does not go there: a dot stands for a photo, the URL for all else."""
        name = PurePosixPath(urlsplit(url).path).name or kind
        mime = guess_type(name)[0] or "application/octet-stream"
        data = DOT if kind == "photo" else url.encode()
        return self.keep(Upload(name, mime, data), kind)

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def get(self, file_id: str, kind: str | None = None) -> StoredFile:
        stored = self._files.get(file_id)
        if stored is None or (kind is not None and stored.kind != kind):
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def by_path(self, path: str) -> StoredFile | None:
        return self._paths.get(path)

    def clear(self) -> None:
        self._files.clear()
        self._paths.clear()


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG. Refuses what is no picture or has impossible proportions."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    elif data.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(data)
    else:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * max(min(width, height), 1):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
