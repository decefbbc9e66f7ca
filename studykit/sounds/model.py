"""A recording as it is played, and why one cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from ..media import SOUND_SUFFIXES, BrokenMedia, media_name

_TYPES = {"mp3": "mpeg", "ogg": "ogg", "m4a": "mp4", "wav": "wav"}


class BrokenSound(BrokenMedia):
    """A recording cannot be used: what is wrong, and help."""


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A recording without its tags: its kind ("mp3") and its bytes."""

    kind: str
    content: bytes

    @property
    def media_type(self) -> str:
        return f"audio/{_TYPES[self.kind]}"

    @property
    def name(self) -> str:
        """A name made of the content."""
        return media_name(self.content, SOUND_SUFFIXES[self.kind][0])
