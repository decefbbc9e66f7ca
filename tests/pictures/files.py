"""Small pictures, and hostile ones, made byte by byte."""

from __future__ import annotations

import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 20, height: int = 10, *extra: bytes, shade: int = 128) -> bytes:
    """Return a grey PNG with more chunks before its pixels; a huge one has too few pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = min(height, 1000) * (b"\0" + bytes([shade]) * width)
    chunks = [
        chunk(b"IHDR", head),
        *extra,
        chunk(b"IDAT", zlib.compress(rows)),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG file."""
    return struct.pack(">BBH", 0xFF, marker, 2 + len(data)) + data


def exif(orientation: int, place: bytes = b"49.5N 11.0E") -> bytes:
    """Return an EXIF segment with an orientation, and a place in plain letters after it."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 1) + entry + struct.pack(">I", 0)
    return segment(0xE1, b"Exif\0\0" + tiff + place)


def jpeg(width: int = 20, height: int = 10, *extra: bytes, components: int = 1) -> bytes:
    """Return the frame of a JPEG with some segments; its scan is empty."""
    frame = struct.pack(">BHHB", 8, height, width, components) + b"\1\x11\0" * components
    scan = segment(0xDA, bytes([components]) + b"\1\0" * components + b"\0\x3f\0") + b"\0\0"
    return b"\xff\xd8" + b"".join(extra) + segment(0xC0, frame) + scan + b"\xff\xd9"


def gif(width: int = 20, height: int = 10, *extensions: bytes) -> bytes:
    """Return a GIF of one colour."""
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    image = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\2\2\x4c\1\0"
    return b"GIF89a" + screen + b"".join(extensions) + image + b";"


def webp(width: int = 20, height: int = 10, *, exif: bytes = b"") -> bytes:
    """Return the container of a WebP file; its pixels are empty."""
    bits = (width - 1) | (height - 1) << 14
    pixels = b"\x2f" + struct.pack("<I", bits) + b"\0"
    flags = bytes([8 if exif else 0, 0, 0, 0])
    head = flags + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = [(b"VP8X", head), (b"VP8L", pixels)] + ([(b"EXIF", exif)] if exif else [])
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body
