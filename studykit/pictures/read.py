"""Reading the bytes of a picture: its kind and size, and a copy without metadata.

PNG (https://www.w3.org/TR/png-3/), JPEG (ITU-T T.81), GIF89a, WebP (RFC 9649).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from struct import Struct
from zlib import crc32

from .model import BrokenPicture, PictureFile

MAX_PIXELS = 25_000_000
MIN_SIDE = 8
"""Pixels below which there is nothing to see."""

CUT_SHORT = BrokenPicture("the picture is cut short", "copy or save it again")
DAMAGED = BrokenPicture("the picture is damaged", "copy or save it again")


def read(content: bytes) -> PictureFile:
    """Return a picture without its metadata; raise BrokenPicture if it cannot be used."""
    for start, reader in _READERS.items():
        if content.startswith(start):
            picture = reader(content)
            _check_size(picture)
            return picture
    if b"<svg" in content[:2000].lower():
        raise BrokenPicture("SVG drawings are not supported", "save the picture as PNG")
    help = "save the picture as PNG, JPEG, GIF or WebP"
    raise BrokenPicture("the file is not a PNG, JPEG, GIF or WebP picture", help)


def _check_size(picture: PictureFile) -> None:
    size = _checked_pixels(picture.width, picture.height)
    if min(picture.width, picture.height) < MIN_SIDE:
        raise BrokenPicture(f"the picture has {size}, too few to see anything")


def _checked_pixels(width: int, height: int) -> str:
    """Return a size in words; raise BrokenPicture if it is too large to open."""
    size = f"{width:,} × {height:,} pixels"
    if width * height > MAX_PIXELS:
        raise BrokenPicture(
            f"the picture has {size}; the most are {MAX_PIXELS:,} in all", "make it smaller"
        )
    return size


# PNG

_CHUNK = Struct(">I4s")
_SIZE = Struct(">II")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
    b"acTL", b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip


def _png(content: bytes) -> PictureFile:
    kept, at, kind = [_PNG_START], len(_PNG_START), b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise CUT_SHORT
        length, kind = _CHUNK.unpack_from(content, at)
        end = at + 12 + length
        if end > len(content):
            raise CUT_SHORT
        if kind in _PNG_KEPT:
            kept.append(content[at:end])
            if crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
                raise DAMAGED
        at = end
    if not kept[1:] or kept[1][4:8] != b"IHDR" or len(kept[1]) != 25:
        raise BrokenPicture("the PNG file does not begin with its size", "save it again")
    kinds = [chunk[4:8] for chunk in kept[1:]]
    if kinds.count(b"IHDR") > 1 or b"IDAT" not in kinds:
        raise DAMAGED
    width, height = _SIZE.unpack_from(kept[1], 8)
    return PictureFile("png", b"".join(kept), width, height)


# JPEG

_SEGMENT = Struct(">BBH")
_FRAME = Struct(">BHHB")
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_MARKER = re.compile(b"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""A marker after a scan, in which 0xFF is followed by 0; restarts have no length."""


def _jpeg(content: bytes) -> PictureFile:
    kept, size, scans = [b"\xff\xd8", _JFIF], None, 0
    for marker, start, scans in _segments(content):
        segment = content[start:scans]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            _refuse_turned(segment[10:])
        if marker in _FRAMES:
            if size is not None:
                raise DAMAGED
            size = _frame_size(segment)
        # colours: Adobe's note on them in APP14, the profile in APP2
        is_kept = not 0xE0 <= marker <= 0xEF or marker == 0xEE or segment[4:15] == b"ICC_PROFILE"
        if is_kept and marker != 0xFE:
            kept.append(segment)
    if size is None:
        raise CUT_SHORT
    kept.append(content[scans : _end(content, scans)])
    return PictureFile("jpeg", b"".join(kept), *size)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of the segments before the first scan, and of that of the scan itself."""
    at, marker = 2, 0
    while marker != _SCAN:
        if at + 4 > len(content):
            raise CUT_SHORT
        sign, marker, length = _SEGMENT.unpack_from(content, at)
        if sign != 0xFF or length < 2:
            raise DAMAGED
        if marker == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + length
        if end > len(content):
            raise CUT_SHORT
        yield marker, at, end
        at = end


def _end(content: bytes, at: int) -> int:
    """Return where a picture ends whose first scan starts at `at`; phones add other pictures and films."""
    while found := _MARKER.search(content, at):
        at = found.end()
        if found[0] == b"\xff\xd9":
            return at
        if found[0][1] in _FRAMES:
            raise DAMAGED
        at += int.from_bytes(content[at : at + 2], "big")
    raise CUT_SHORT


def _frame_size(segment: bytes) -> tuple[int, int]:
    if len(segment) < 4 + _FRAME.size:
        raise CUT_SHORT
    _, height, width, components = _FRAME.unpack_from(segment, 4)
    if components == 4:
        message = "the colours of the picture are for a printing press (CMYK)"
        raise BrokenPicture(message, "save it with colours for screens (RGB)")
    return width, height


def _refuse_turned(exif: bytes) -> None:
    """Raise BrokenPicture for a photograph that programs turn, or not, by a note of the camera."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return
    (first,) = Struct(f"{order}I").unpack_from(exif, 4)
    entry = Struct(f"{order}HHIH")
    if first + 2 > len(exif):
        return
    (count,) = Struct(f"{order}H").unpack_from(exif, first)
    for n in range(count):
        at = first + 2 + 12 * n
        if at + entry.size > len(exif):
            return
        tag, _, _, value = entry.unpack_from(exif, at)
        if tag == 0x0112 and value not in (0, 1):
            message = "a note of the camera says to turn the picture, which not every program does"
            raise BrokenPicture(message, "open it, turn it and save it")


# GIF

_SCREEN = Struct("<HHB")
_FRAME_SIZE = Struct("<HH")


def _gif(content: bytes) -> PictureFile:
    if len(content) < 13:
        raise CUT_SHORT
    width, height, flags = _SCREEN.unpack_from(content, 6)
    at = 13 + _colours(flags)
    kept = [content[:at]]
    while True:
        start, kind = at, content[at : at + 1]
        if kind == b";":
            return PictureFile("gif", b"".join([*kept, b";"]), width, height)
        if kind == b"!":
            label = content[at + 1 : at + 2]
            end = _blocks_end(content, at + 2)
            is_loop = label == b"\xff" and content[at + 3 : at + 14] == b"NETSCAPE2.0"
            if label in (b"\xf9", b"\x01") or is_loop:
                kept.append(content[start:end])
        elif kind == b"," and at + 10 <= len(content):
            _checked_pixels(*_FRAME_SIZE.unpack_from(content, at + 5))
            end = _blocks_end(content, at + 10 + _colours(content[at + 9]) + 1)
            kept.append(content[start:end])
        else:
            raise CUT_SHORT
        at = end


def _colours(flags: int) -> int:
    """Return the bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks_end(content: bytes, at: int) -> int:
    while at < len(content):
        if not content[at]:
            return at + 1
        at += 1 + content[at]
    raise CUT_SHORT


# WebP

_RIFF = Struct("<4sI")


def _webp(content: bytes) -> PictureFile:
    if content[8:12] != b"WEBP":
        raise BrokenPicture("the file is not a PNG, JPEG, GIF or WebP picture")
    length = 8 + _RIFF.unpack_from(content, 0)[1]
    if length > len(content):
        raise CUT_SHORT
    kept, size, at = [], None, 12
    while at + 8 <= length:
        kind, count = _RIFF.unpack_from(content, at)
        end = at + 8 + count + count % 2
        data = content[at + 8 : at + 8 + count]
        if end > length + 1 or len(data) < count:
            raise CUT_SHORT
        is_frame = kind == b"ANMF"
        inner = _webp_size(data[16:20], data[24:]) if is_frame else _webp_size(kind, data)
        if inner:
            _checked_pixels(*inner)
        size = size or inner
        if kind == b"VP8X":  # its flags say what follows: without EXIF (8) and XMP (4)
            data = bytes([data[0] & ~0x0C]) + data[1:]
        if kind not in (b"EXIF", b"XMP "):
            kept.append(_RIFF.pack(kind, count) + data + b"\0" * (count % 2))
        at = end
    if size is None:
        raise CUT_SHORT
    body = b"WEBP" + b"".join(kept)
    return PictureFile("webp", _RIFF.pack(b"RIFF", len(body)) + body, *size)


def _webp_size(kind: bytes, data: bytes) -> tuple[int, int] | None:
    if kind == b"VP8X" and len(data) >= 10:
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if kind == b"VP8L" and len(data) >= 5:
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(data) >= 10:
        width, height = Struct("<HH").unpack_from(data, 6)
        return width & 0x3FFF, height & 0x3FFF
    return None


_READERS: dict[bytes, Callable[[bytes], PictureFile]] = {
    _PNG_START: _png, b"\xff\xd8\xff": _jpeg, b"GIF87a": _gif, b"GIF89a": _gif, b"RIFF": _webp,
}  # fmt: skip
