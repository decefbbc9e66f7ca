"""The media in Anki's packages: a list of their names, and a member of the archive for each."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from functools import cached_property

from ...bank.media import MAX_BYTES
from ...diagnostics import with_extra
from ...media import BrokenMedia
from ..media import TOO_LARGE
from .protobuf import message, messages

MAX_LIST = 50_000_000
"""The most bytes of the list of media."""

_ZSTD = b"\x28\xb5\x2f\xfd"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, KeyError,
    TypeError, AttributeError, NotImplementedError, RuntimeError,
)  # fmt: skip


class PackageMedia:
    """Reads the media of a package by the names that cards give them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; None if the package lists none; raises BrokenMedia."""
        member = self._members.get(name)
        if member is None:
            return None
        return self._member(member, MAX_BYTES)

    @cached_property
    def _members(self) -> dict[str, str]:
        """The names of the members, by the names of the files."""
        if "media" not in self._archive.namelist():
            return {}
        listed = self._member("media", MAX_LIST)
        try:
            if listed.startswith(b"{"):
                return {str(name): member for member, name in json.loads(listed).items()}
            entries = (message(entry) for entry in messages(listed, 1))
            return {
                name.decode("utf-8", "replace"): str(entry.get(255, n))
                for n, entry in enumerate(entries)
                if isinstance(name := entry.get(1), bytes)
            }
        except (*_DAMAGED, RecursionError) as error:
            raise BrokenMedia("the list of media in the package is damaged") from error

    def _member(self, name: str, limit: int) -> bytes:
        """Read a member up to a limit, whatever the archive says about its size."""
        try:
            with self._archive.open(name) as stream:
                content = stream.read(limit + 1)
            if content.startswith(_ZSTD):
                content = _unpacked(content, limit)
        except _DAMAGED as error:
            raise BrokenMedia("the package is damaged there") from error
        if len(content) > limit:
            raise TOO_LARGE
        return content


def _unpacked(content: bytes, limit: int) -> bytes:
    try:
        import zstandard
    except ImportError as error:
        raise BrokenMedia(f"to read it, {with_extra('anki')}") from error
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=2**27)
        with unpacker.stream_reader(io.BytesIO(content)) as stream:
            return stream.read(limit + 1)
    except zstandard.ZstdError as error:
        raise BrokenMedia("the package is damaged there") from error
