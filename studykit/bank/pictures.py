"""The pictures of a course: files beside its banks, named in texts as `![words](images/lens.png)`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..diagnostics import KeyPath
from .load import Course, Entry
from .markup import Destination, destinations
from .prose import is_local_file
from .rich import rich_texts

if TYPE_CHECKING:
    from ..pictures import PictureFile

MAX_BYTES = 5_000_000


class ShownPicture(NamedTuple):
    """A picture, and in a line who made it."""

    file: PictureFile
    credit: str | None = None


Pictures = Mapping[str, ShownPicture]
"""Pictures by the name that texts give them."""


NO_PICTURES: Pictures = MappingProxyType({})


class PlacedPicture(NamedTuple):
    """A picture in a text: its question, the key path of the text, and what was typed."""

    entry: Entry
    path: KeyPath
    text: str
    typed: Destination


def placed_pictures(course: Course) -> Iterator[PlacedPicture]:
    """Yield every picture in the texts of a course."""
    for entry, path, text in rich_texts(course):
        if "![" in text:
            for found in destinations(text):
                if found.is_picture:
                    yield PlacedPicture(entry, path, text, found)


@lru_cache(maxsize=1)
def course_pictures(course: Course) -> Pictures:
    """Return the pictures of a course, without those that cannot be used."""
    from ..pictures import BrokenPicture  # most courses have no picture

    pictures = {}
    for name in {placed.typed.url: None for placed in placed_pictures(course)}:
        try:
            file = picture(course.folder, name)
        except BrokenPicture:
            continue
        credit = course.info.images.get(name)
        pictures[name] = ShownPicture(file, credit.line if credit else None)
    return pictures


def picture(folder: Path, name: str) -> PictureFile:
    """Read a picture in a course's folder; raise BrokenPicture if it cannot be used."""
    from ..pictures import BrokenPicture, read
    from ..pictures.model import SUFFIXES

    file = _file(folder, name)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            message = f"the file has {size / 1e6:,.1f} MB; the most are {MAX_BYTES / 1e6:.0f}"
            raise BrokenPicture(message, "make the picture smaller")
        found = read(file.read_bytes())
    except OSError as error:
        raise BrokenPicture(f"the file cannot be read: {error.strerror}") from None
    if file.suffix.lower() not in SUFFIXES[found.kind]:
        usual = SUFFIXES[found.kind][0]
        message = f"the name ends in “{file.suffix}”, but the file is {found.kind.upper()}"
        raise BrokenPicture(message, f"rename it: `{file.with_suffix(usual).name}`")
    return found


def _file(folder: Path, name: str) -> Path:
    """Return the path of a picture; its name has the case of the file's, on every system."""
    from ..pictures import BrokenPicture

    if not is_local_file(name):
        message = "a picture must be a file in the folder of the course"
        raise BrokenPicture(message, "copy it there and name it, as in `![words](images/lens.png)`")
    path = folder
    for part in PurePosixPath(name).parts:
        path = _entry(path, part, name)
    if not path.is_file():
        raise BrokenPicture("this is not a file")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BrokenPicture("the file is a link that leads out of the folder of the course")
    return path


def _entry(folder: Path, part: str, name: str) -> Path:
    from ..pictures import BrokenPicture

    try:
        names = os.listdir(folder)
    except OSError:
        names = []
    if part in names:
        return folder / part
    for other in names:
        if other.casefold() == part.casefold():
            raise BrokenPicture(
                f"the file is called `{other}`, which is another name on many computers"
            )
    from difflib import get_close_matches

    near = get_close_matches(part, names, n=1, cutoff=0.6)
    help = (
        f"did you mean `{near[0]}`?" if near else "its name is relative to the folder of the course"
    )
    raise BrokenPicture(f"no such file: {name}", help)
