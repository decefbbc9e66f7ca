"""Short recordings of nothing, made byte by byte."""

from __future__ import annotations

import struct

from studykit.sounds.read import checksum


def mp3(frames: int = 3, before: bytes = b"", after: bytes = b"") -> bytes:
    """Return silent frames of MPEG-1 layer III: 128 kbit/s at 44.1 kHz, 417 bytes each."""
    return before + frames * (b"\xff\xfb\x90\xc4" + bytes(413)) + after


def id3(text: bytes) -> bytes:
    """Return a tag of ID3v2.4 with some text."""
    body = b"TIT2" + struct.pack(">IH", len(text) + 1, 0) + b"\3" + text
    length = len(body)
    return b"ID3\4\0\0" + bytes([0, 0, length >> 7, length & 127]) + body


def ogg(tags: bytes = b"", codec: bytes = b"OpusHead", last: int = 4) -> bytes:
    """Return an Ogg file of three pages: head, comments, and a packet of silence."""
    head = codec + b"\1\1" + bytes(9)
    sign, framing = (b"OpusTags", b"") if codec == b"OpusHead" else (b"\3vorbis", b"\1")
    comments = sign + struct.pack("<I", 3) + b"pen" + struct.pack("<I", 1)
    comments += struct.pack("<I", len(tags)) + tags + framing
    return _page(0, 2, head) + _page(1, 0, comments) + _page(2, last, b"\xf8\xff\xfe")


def _page(number: int, flags: int, packet: bytes) -> bytes:
    sizes = bytes([*(255 for _ in range(len(packet) // 255)), len(packet) % 255])
    bare = (
        struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, 7, number, 0, len(sizes)) + sizes + packet
    )
    return bare[:22] + struct.pack("<I", checksum(bare)) + bare[26:]


def box(kind: bytes, *inner: bytes) -> bytes:
    """Return a box of an M4A file."""
    body = b"".join(inner)
    return struct.pack(">I", 8 + len(body)) + kind + body


def m4a(tags: bytes = b"", handler: bytes = b"soun") -> bytes:
    """Return the boxes of an M4A file, without any sample."""
    media = box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12)))
    moov = box(b"moov", box(b"trak", media), box(b"udta", tags))
    return box(b"ftyp", b"M4A \0\0\0\0") + moov + box(b"mdat", bytes(20))


def wav(tags: bytes = b"", samples: int = 20) -> bytes:
    """Return silence at 8 kHz, 8 bits."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    more = b"LIST" + struct.pack("<I", len(tags)) + tags + b"\0" * (len(tags) % 2)
    data = b"data" + struct.pack("<I", samples) + b"\x80" * samples
    body = b"WAVE" + form + more + data
    return b"RIFF" + struct.pack("<I", len(body)) + body
