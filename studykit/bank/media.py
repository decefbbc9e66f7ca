"""The pictures and recordings of a course: files that texts name, as in `![words](images/lens.png)`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..diagnostics import Finding, KeyPath, Locator
from ..media import SOUND_SUFFIXES, BrokenMedia
from .load import Course, Entry
from .markup import Destination, destinations
from .prose import is_local_file
from .rich import rich_texts

if TYPE_CHECKING:
    from ..pictures import PictureFile
    from ..sounds import SoundFile

MAX_BYTES = 5_000_000


class ShownMedia(NamedTuple):
    """A picture or a recording, and in a line who made it."""

    file: PictureFile | SoundFile
    credit: str | None = None


Media = Mapping[str, ShownMedia]
"""Pictures and recordings by the names that texts give them."""


NO_MEDIA: Media = MappingProxyType({})

_File = TypeVar("_File", "PictureFile", "SoundFile")


class PlacedMedia(NamedTuple):
    """A picture or a recording in a question: the key path of its text, and what was typed."""

    entry: Entry
    path: KeyPath
    text: str
    typed: Destination

    @property
    def place(self) -> Locator:
        """The place of what was typed, with its brackets."""
        at = f"]({self.typed.url}"
        if self.text == self.typed.url:
            return self.entry.file.part(self.path, self.text, 0, len(self.text))
        start = self.text.find(at) if at in self.text else 0
        start = self.text.rfind("![", 0, start + 1) if start else 0
        end = self.text.find(")", start) + 1 or len(self.text)
        return self.entry.file.part(self.path, self.text, max(0, start), end)

    @property
    def has_words(self) -> bool:
        """Whether there are words for those who cannot see or hear it: not only its name."""
        words = self.typed.words.strip(" .")
        return bool(words) and words != self.typed.url.rpartition("/")[2]


def placed_media(course: Course) -> Iterator[PlacedMedia]:
    """Yield every picture and recording of a course: those in texts, then the others."""
    for entry, path, text in rich_texts(course):
        if "![" in text:
            for found in destinations(text):
                if found.is_embedded:
                    yield PlacedMedia(entry, path, text, found)
    for entry in course.entries:
        for path, file, words in entry.question.pictures():
            typed = Destination(True, file, words, "")
            yield PlacedMedia(entry, (*entry.path, *path), file, typed)


@lru_cache(maxsize=1)
def course_media(course: Course) -> Media:
    """Return the pictures and recordings of a course, without those that cannot be used."""
    media: dict[str, ShownMedia] = {}
    for placed in placed_media(course):
        name = placed.typed.url
        if name in media:
            continue
        file: PictureFile | SoundFile
        try:
            if placed.typed.is_sound:
                file = sound(course.folder, name)
                credit = course.info.recordings.get(name)
            else:
                file = picture(course.folder, name)
                credit = course.info.images.get(name)
        except BrokenMedia:
            continue
        media[name] = ShownMedia(file, credit.line if credit else None)
    return media


def media_findings(
    course: Course, noun: str, sounds: bool, no_words: tuple[str, str]
) -> Iterator[Finding]:
    """Yield what is wrong with the pictures or the recordings of a course.

    `no_words` are the message and the help for one that has no words between its brackets.
    """
    for placed in placed_media(course):
        name = placed.typed.url
        if placed.typed.is_sound is not sounds:
            continue
        problems: list[tuple[str, str | None]] = []
        if not placed.has_words:
            problems.append(no_words)
        if placed.typed.title:
            problems.append((f"the {noun} has a title, which is not shown", "remove the title"))
        try:
            (sound if sounds else picture)(course.folder, name)
        except BrokenMedia as error:
            problems.append((error.message, error.help))
        for message, help in problems:
            yield Finding(f"{name}: {message}", placed.place, placed.path, help)


def picture(folder: Path, name: str) -> PictureFile:
    """Read a picture in a course's folder; raise BrokenMedia if it cannot be used."""
    from ..pictures import read  # most courses have no picture
    from ..pictures.model import SUFFIXES

    return _read(folder, name, read, SUFFIXES, "picture", "![words](images/lens.png)")


def sound(folder: Path, name: str) -> SoundFile:
    """Read a recording in a course's folder; raise BrokenMedia if it cannot be used."""
    from ..sounds import read

    return _read(folder, name, read, SOUND_SUFFIXES, "recording", "![transcript](audio/bell.mp3)")


def _read(
    folder: Path,
    name: str,
    read: Callable[[bytes], _File],
    suffixes: Mapping[str, tuple[str, ...]],
    noun: str,
    example: str,
) -> _File:
    if not is_local_file(name):
        message = f"a {noun} must be a file in the folder of the course"
        raise BrokenMedia(message, f"copy it there and name it, as in `{example}`")
    file = _path(folder, name)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            message = f"the file has {size / 1e6:,.1f} MB; the most are {MAX_BYTES / 1e6:.0f}"
            raise BrokenMedia(message, f"make the {noun} smaller")
        found = read(file.read_bytes())
    except OSError as error:
        raise BrokenMedia(f"the file cannot be read: {error.strerror}") from None
    if file.suffix.lower() not in suffixes[found.kind]:
        usual = suffixes[found.kind][0]
        kind = {"ogg": "Ogg", "webp": "WebP"}.get(found.kind, found.kind.upper())
        message = f"the name ends in “{file.suffix}”, but the file is {kind}"
        raise BrokenMedia(message, f"rename it: `{file.with_suffix(usual).name}`")
    return found


def _path(folder: Path, name: str) -> Path:
    """Return the path of a file; its name has the case of the file's, on every system."""
    path = folder
    for part in PurePosixPath(name).parts:
        path = _entry(path, part)
    if not path.is_file():
        raise BrokenMedia("this is not a file")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BrokenMedia("the file is a link that leads out of the folder of the course")
    return path


def _entry(folder: Path, part: str) -> Path:
    try:
        names = os.listdir(folder)
    except OSError:
        names = []
    if part in names:
        return folder / part
    for other in names:
        if other.casefold() == part.casefold():
            message = f"the file is called `{other}`, which is another name on many computers"
            raise BrokenMedia(message)
    from difflib import get_close_matches

    near = get_close_matches(part, names, n=1, cutoff=0.6)
    help = (
        f"did you mean `{near[0]}`?" if near else "its name is relative to the folder of the course"
    )
    raise BrokenMedia("no such file", help)
