"""The pictures and recordings that cards name: read one by one and with limits, and named safely.

They come from strangers.  Their names are looked up, never opened as paths; their bytes are judged as those
of a course are, and get a name of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from ..bank.media import MAX_BYTES
from ..media import SOUND_SUFFIXES, BrokenMedia
from .refused import ContentRefused

MAX_TOTAL = 300_000_000
"""The most bytes of all pictures and recordings of a file."""

TOO_LARGE = BrokenMedia(f"the file is larger than {MAX_BYTES / 1e6:.0f} MB")

Read = Callable[[str], bytes | None]
"""Returns the bytes of a file by the name that cards give it, or None without one; raises BrokenMedia."""

_WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps for itself."""


class CardMedia:
    """The pictures and recordings of a file; `files` are those that were taken, by their new names."""

    def __init__(self, read: Read = lambda name: None, hint: str = "") -> None:
        self._read = read
        self._hint = hint
        self._taken: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def take(self, name: str) -> str:
        """Return the name that a file gets in the course: `images/tower-1f0c9a3e.png`.

        Raises ContentRefused if there is no such file, or a course cannot use it.
        """
        noun = "recording" if name.lower().endswith(tuple(_SOUNDS)) else "picture"
        if _WEB.match(name):
            raise ContentRefused(f"a {noun} that is not in the file: {_short(name)}")
        if name not in self._taken:
            try:
                self._taken[name] = self._keep(name, noun)
            except BrokenMedia as error:
                reason = f"a {noun} that cannot be used ({_short(name)}): {error.message}"
                raise ContentRefused(reason) from error
        return self._taken[name]

    def _keep(self, name: str, noun: str) -> str:
        from ..pictures import read as read_picture
        from ..pictures.model import SUFFIXES
        from ..sounds import read as read_sound

        content = next((c for n in _spellings(name) if (c := self._read(n)) is not None), None)
        if content is None:
            raise ContentRefused(f"a missing {noun} ({_short(name)}{self._hint})")
        if len(content) > MAX_BYTES:
            raise TOO_LARGE
        if noun == "picture":
            picture = read_picture(content)
            content, suffix, folder = picture.content, SUFFIXES[picture.kind][0], "images"
        else:
            sound = read_sound(content)
            content, suffix, folder = sound.content, SOUND_SUFFIXES[sound.kind][0], "audio"
        if sum(map(len, self.files.values())) + len(content) > MAX_TOTAL:
            raise BrokenMedia(f"the file has more than {MAX_TOTAL / 1e6:.0f} MB of media")
        kept = f"{folder}/{_safe(name)}-{sha256(content).hexdigest()[:8]}{suffix}"
        self.files[kept] = content
        return kept


_SOUNDS = [suffix for suffixes in SOUND_SUFFIXES.values() for suffix in suffixes]
_SOUNDS += [".aac", ".flac", ".wma", ".mp4", ".webm", ".mpg", ".mov", ".avi", ".mkv"]


def _short(name: str) -> str:
    """Return a name for messages."""
    shown = "".join(c if c.isprintable() else "�" for c in name)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _spellings(name: str) -> list[str]:
    """Return what the name of a file may be: as written, or with `%20` for a space."""
    return list(dict.fromkeys(normalize("NFC", n) for n in (name, unquote(name))))


def _safe(name: str) -> str:
    """Return the stem of a name in letters, digits and hyphens, of some length and never reserved."""
    stem = re.split(r"[/\\]", unquote(name))[-1].rpartition(".")[0]
    plain = normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "file"
    return f"file-{words}" if _RESERVED.fullmatch(words) else words


def media_in(folder: Path) -> CardMedia:
    """Return the pictures and recordings in a folder and the folders in it."""

    def read(name: str) -> bytes | None:
        try:
            file = (folder / name).resolve()
            if not file.is_relative_to(folder.resolve()) or not file.is_file():
                return None
            if file.stat().st_size > MAX_BYTES:
                raise TOO_LARGE
            return file.read_bytes()
        except (OSError, ValueError):  # a name that no file can have
            return None

    return CardMedia(read, "; say with `--media` where it is")
