"""A picture as it is printed, and why one cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

SUFFIXES = {"png": (".png",), "jpeg": (".jpg", ".jpeg"), "gif": (".gif",), "webp": (".webp",)}
"""The kinds of pictures, each with the suffixes of its files, the usual one first."""


class BrokenPicture(Exception):
    """A picture cannot be used: what is wrong, and help."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message, self.help = message, help


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture without its metadata: its kind ("png"), its bytes, its size in pixels."""

    kind: str
    content: bytes
    width: int
    height: int

    @property
    def media_type(self) -> str:
        return f"image/{self.kind}"

    @property
    def name(self) -> str:
        """A name made of the content: the same picture has one name, a changed one a new name."""
        return f"studykit-{sha256(self.content).hexdigest()[:16]}{SUFFIXES[self.kind][0]}"
