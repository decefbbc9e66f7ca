"""Zip archives with XML, such as DOCX, ODT and EPUB, from people one need not trust.

Entity declarations are refused, so that no entity grows or is fetched, and sizes are limited, so that
no archive fills the memory.  Nothing is written to the disk, so that names in archives are only names.
"""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from .converted import NotConvertible

if TYPE_CHECKING:
    from zipfile import ZipFile

MAX_PART = 30_000_000
"""Bytes of one XML file."""
MAX_ALL = 120_000_000
"""Bytes of all XML files that are read."""
MAX_ELEMENTS = 2_000_000
"""Elements of one XML file."""
MAX_DEPTH = 500
"""Levels of nested elements."""
MAX_PARTS = 20_000


class Archive:
    """The parts of a zip archive."""

    def __init__(self, raw: bytes) -> None:
        from zipfile import BadZipFile, ZipFile

        if raw.count(b"PK\x01\x02") > MAX_PARTS:  # before each gets an object
            raise NotConvertible(f"has more than {MAX_PARTS:,} parts")
        try:
            self._zip: ZipFile = ZipFile(BytesIO(raw))
        except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise NotConvertible(f"is a damaged zip archive: {error}") from error
        self._left = MAX_ALL

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return a part.  Raises KeyError if there is none, NotConvertible if it is unreadable."""
        import zlib
        from zipfile import BadZipFile

        limit = min(MAX_PART, self._left)
        try:
            with self._zip.open(name) as part:
                content = part.read(limit + 1)
        except RuntimeError as error:  # encrypted
            raise NotConvertible("is locked with a password") from error
        except (
            BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
        ) as error:
            raise NotConvertible(f"is damaged: {name} cannot be read") from error
        if len(content) > limit:
            raise NotConvertible(f"is too large: {name} has more than {limit:,} bytes")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> Element:
        """Return the root of a part; raises as `read` does."""
        return parse_xml(self.read(name), name)


class _Declared(Exception):
    pass


def parse_xml(raw: bytes, name: str) -> Element:
    """Parse XML without entities of its own; those of XHTML are known."""
    from html.entities import html5
    from xml.parsers.expat import ExpatError, ParserCreate

    builder = TreeBuilder()
    depth = count = 0
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.UseForeignDTD(True)  # so that entities of XHTML are not errors; nothing is fetched

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if count > MAX_ELEMENTS:
            raise NotConvertible(f"is too large: {name} has more than {MAX_ELEMENTS:,} elements")
        if depth > MAX_DEPTH:
            raise NotConvertible(f"has more than {MAX_DEPTH} levels of nested elements")
        builder.start(_named(tag), {_named(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(tag))

    def other(data: str) -> None:
        if data.startswith("&") and data.endswith(";"):
            builder.data(html5.get(data[1:], data))

    def refuse(*_: object) -> None:
        raise _Declared

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.DefaultHandlerExpand = other
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = lambda *_: 1
    try:
        parser.Parse(raw, True)
        return builder.close()
    except _Declared:
        raise NotConvertible(
            f"declares XML entities in {name}, which studykit does not read"
        ) from None
    except (ExpatError, ParseError, AssertionError, ValueError, LookupError) as error:
        raise NotConvertible(f"is damaged: {name} is not XML ({error})") from error


def _named(tag: str) -> str:
    return "{" + tag if "}" in tag else tag
