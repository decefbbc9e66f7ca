"""What pictures and sounds have in common: a file that is copied, and why one cannot be."""

from __future__ import annotations

from hashlib import sha256

SOUND_SUFFIXES = {
    "mp3": (".mp3",), "ogg": (".ogg", ".oga", ".opus"), "m4a": (".m4a",), "wav": (".wav",),
}  # fmt: skip
"""The kinds of recordings, each with the suffixes of its files, the usual one first."""


class BrokenMedia(Exception):
    """A file cannot be used: what is wrong, and help."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message, self.help = message, help


def media_name(content: bytes, suffix: str) -> str:
    """Return a name made of the content: the same file has one name, a changed one a new name."""
    return f"studykit-{sha256(content).hexdigest()[:16]}{suffix}"
