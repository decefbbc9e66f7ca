"""A picture as it is printed, and why one cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from ..media import BrokenMedia, media_name

SUFFIXES = {
    "png": (".png",), "jpeg": (".jpg", ".jpeg"), "gif": (".gif",), "webp": (".webp",), "svg": (".svg",),
}  # fmt: skip
"""The kinds of pictures, each with the suffixes of its files, the usual one first.

SVG is only what studykit itself draws."""


class BrokenPicture(BrokenMedia):
    """A picture cannot be used: what is wrong, and help."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture without its metadata: its kind ("png"), its bytes, its size in pixels."""

    kind: str
    content: bytes
    width: int
    height: int

    @property
    def media_type(self) -> str:
        return "image/svg+xml" if self.kind == "svg" else f"image/{self.kind}"

    @property
    def name(self) -> str:
        """A name made of the content."""
        return media_name(self.content, SUFFIXES[self.kind][0])
