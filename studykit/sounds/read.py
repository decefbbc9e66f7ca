"""Reading the bytes of a recording: its kind, whether it is whole, and a copy without tags.

MP3 (ISO/IEC 11172-3 and 13818-3, layer III; ID3v2.4, APEv2), Ogg (RFC 3533) with Opus (RFC 7845) or
Vorbis, M4A (ISO/IEC 14496-12), WAV (RFC 2361).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from struct import Struct
from typing import NamedTuple

from .model import BrokenSound, SoundFile

CUT_SHORT = BrokenSound("the recording is cut short", "copy or save it again")


def read(content: bytes) -> SoundFile:
    """Return a recording without its tags; raise BrokenSound if it cannot be used."""
    for start, reader in _READERS.items():
        if content.startswith(start):
            return reader(content)
    if content[4:8] == b"ftyp":
        return _m4a(content)
    if content[:1] == b"\xff" and content[1:2] >= b"\xe0":
        return _mp3(content)
    help = "save the recording as MP3, Ogg, M4A or WAV"
    raise BrokenSound("the file is not an MP3, Ogg, M4A or WAV recording", help)


# MP3

_BITRATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Thousand bits in a second, by version and index."""

_RATES = (44100, 48000, 32000)
_LAYER_III = 1
_APE = b"APETAGEX"


def _mp3(content: bytes) -> SoundFile:
    start = at = _after_id3(content)
    end = _before_tags(content)
    frames = 0
    while at < end:
        length = _frame_length(content[at : at + 4])
        if length is None:
            if content[at:end].strip(b"\0") and at == start:
                raise BrokenSound("the file is not an MP3 recording", "save it again as MP3")
            if content[at:end].strip(b"\0"):
                raise BrokenSound("the MP3 file is damaged", "save it again")
            break  # padding
        if at + length > end:
            raise CUT_SHORT
        at += length
        frames += 1
    if frames <= _announced_frames(content[start : start + 64]):
        raise CUT_SHORT
    return SoundFile("mp3", content[start:at])


def _after_id3(content: bytes) -> int:
    at = 0
    while content[at : at + 3] == b"ID3" and at + 10 <= len(content):
        length = 0
        for byte in content[at + 6 : at + 10]:
            length = length << 7 | byte & 0x7F
        at += 10 + length + (10 if content[at + 5] & 0x10 else 0)
    while content[at : at + 1] == b"\0":  # padding that not every program counts
        at += 1
    return at


def _before_tags(content: bytes) -> int:
    end = len(content)
    if content[max(0, end - 128) :].startswith(b"TAG"):
        end -= 128
    footer = content[max(0, end - 32) : end]
    if footer.startswith(_APE) and len(footer) == 32:
        size = int.from_bytes(footer[12:16], "little")
        has_header = int.from_bytes(footer[20:24], "little") >> 31
        end = max(0, end - size - 32 * has_header)
    return end


def _frame_length(head: bytes) -> int | None:
    """Return the length of a frame in bytes; None if it is not one of layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != _LAYER_III or rate == 3 or bitrate in (0, 15):
        return None
    bits = 1000 * _BITRATES[1 if version == 3 else 2][bitrate]
    if version == 3:
        return 144 * bits // _RATES[rate] + padding
    return 72 * bits // (_RATES[rate] // (2 if version == 2 else 4)) + padding


def _announced_frames(first: bytes) -> int:
    """Return how many frames follow the first, if it says so as encoders do (Xing)."""
    for sign in (b"Xing", b"Info"):
        at = first.find(sign)
        if at > 0 and first[at + 7 : at + 8] and first[at + 7] & 1:
            return int.from_bytes(first[at + 8 : at + 12], "big")
    return 0


# Ogg

_PAGE = Struct("<4sBBqIIIB")
_STARTS, _ENDS = 2, 4


class _Page(NamedTuple):
    flags: int
    serial: int
    head: bytes
    """The header with the table of segments."""
    body: bytes


def _ogg(content: bytes) -> SoundFile:
    pages = list(_pages(content))
    if not pages or not pages[0].flags & _STARTS:
        raise CUT_SHORT
    first = pages[0].body
    is_opus = first.startswith(b"OpusHead")
    if not is_opus and not first.startswith(b"\1vorbis"):
        message = "the Ogg file contains neither Opus nor Vorbis"
        raise BrokenSound(message, "save the recording as MP3, Opus or M4A")
    if any(page.serial != pages[0].serial for page in pages):
        raise BrokenSound("the Ogg file contains more than one recording", "save it as MP3 or M4A")
    if not pages[-1].flags & _ENDS:
        raise CUT_SHORT
    return SoundFile("ogg", _without_comments(pages, b"OpusTags" if is_opus else b"\3vorbis"))


def _pages(content: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(content):
        if at + _PAGE.size > len(content):
            raise CUT_SHORT
        sign, _, flags, _, serial, _, _, segments = _PAGE.unpack_from(content, at)
        if sign != b"OggS":
            raise BrokenSound("the Ogg file is damaged", "save it again")
        body = at + _PAGE.size + segments
        end = body + sum(content[at + _PAGE.size : body])
        if end > len(content):
            raise CUT_SHORT
        yield _Page(flags, serial, content[at:body], content[body:end])
        at = end


def _without_comments(pages: list[_Page], sign: bytes) -> bytes:
    """Return the file with spaces in place of its comments: one vendor's name of the same length."""
    last, length = _second_packet(pages)
    packets = b"".join(page.body for page in pages[1 : last + 1])
    framing = b"" if sign == b"OpusTags" else b"\1"
    spaces = length - len(sign) - 8 - len(framing)
    if not packets.startswith(sign) or spaces < 0:
        raise BrokenSound("the Ogg file is damaged", "save it again")
    empty = sign + spaces.to_bytes(4, "little") + b" " * spaces + bytes(4) + framing
    packets = empty + packets[length:]
    kept = [pages[0].head + pages[0].body]
    for page in pages[1 : last + 1]:
        body, packets = packets[: len(page.body)], packets[len(page.body) :]
        before, after = page.head[:22], page.head[26:]
        crc = checksum(before + bytes(4) + after + body)
        kept.append(before + crc.to_bytes(4, "little") + after + body)
    return b"".join([*kept, *(page.head + page.body for page in pages[last + 1 :])])


def _second_packet(pages: list[_Page]) -> tuple[int, int]:
    """Return the page on which the second packet ends, and its length in bytes."""
    length = 0
    for number, page in enumerate(pages[1:], 1):
        for size in page.head[_PAGE.size :]:
            length += size
            if size < 255:
                return number, length
    raise CUT_SHORT


def checksum(page: bytes) -> int:
    """Return the CRC of a page: the polynomial 04C11DB7, neither reflected nor inverted."""
    crc = 0
    for byte in page:
        crc = (crc << 8 & 0xFFFFFFFF) ^ _CRC[crc >> 24 ^ byte]
    return crc


def _crc_of(byte: int) -> int:
    crc = byte << 24
    for _ in range(8):
        crc = (crc << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if crc >> 31 else 0)
    return crc


_CRC = tuple(map(_crc_of, range(256)))


# M4A

_BOX = Struct(">I4s")
_FOLDERS = (b"moov", b"trak", b"mdia")
_TAGS = (b"udta", b"meta", b"uuid")


def _m4a(content: bytes) -> SoundFile:
    kept = bytearray(content)
    kinds: set[bytes] = set()
    handlers: set[bytes] = set()
    for kind, start, end in _boxes(content, 0, len(content)):
        kinds.add(kind)
        if kind == b"hdlr":
            handlers.add(content[start + 16 : start + 20])
        if kind in _TAGS:  # as long as before, because the file says where its sounds are
            kept[start + 4 : start + 8] = b"free"
            kept[start + 8 : end] = bytes(end - start - 8)
    if b"vide" in handlers:
        raise BrokenSound("the file is a film", "save only its sound, as MP3 or M4A")
    if b"moov" not in kinds or b"mdat" not in kinds:
        raise CUT_SHORT
    if b"soun" not in handlers:
        raise BrokenSound("there is no sound in the file", "save it again as MP3 or M4A")
    return SoundFile("m4a", bytes(kept))


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind, the start and the end of the boxes, and of those in them."""
    while at < end:
        if at + 8 > end:
            raise CUT_SHORT
        length, kind = _BOX.unpack_from(content, at)
        head = 8
        if length == 1:
            length, head = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        elif length == 0:
            length = end - at
        if length < head:
            raise BrokenSound("the M4A file is damaged", "save it again")
        if at + length > end:
            raise CUT_SHORT
        yield kind, at, at + length
        if kind in _FOLDERS:
            yield from _boxes(content, at + head, at + length)
        at += length


# WAV

_RIFF = Struct("<4sI")
_WAV_KEPT = (b"fmt ", b"fact", b"data")


def _wav(content: bytes) -> SoundFile:
    if content[8:12] != b"WAVE":
        raise BrokenSound("the file is not a WAV recording", "save the recording as MP3 or M4A")
    kept: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(content) and (b"data" not in kept):
        kind, count = _RIFF.unpack_from(content, at)
        data = content[at + 8 : at + 8 + count]
        if len(data) < count:
            raise CUT_SHORT
        if kind in _WAV_KEPT:
            kept[kind] = _RIFF.pack(kind, count) + data + b"\0" * (count % 2)
        at += 8 + count + count % 2
    if b"fmt " not in kept or b"data" not in kept:
        raise CUT_SHORT
    body = b"WAVE" + b"".join(kept.values())
    return SoundFile("wav", _RIFF.pack(b"RIFF", len(body)) + body)


_READERS: dict[bytes, Callable[[bytes], SoundFile]] = {
    b"ID3": _mp3, b"OggS": _ogg, b"RIFF": _wav,
}  # fmt: skip
