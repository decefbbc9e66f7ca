"""Protocol buffers without a schema (https://protobuf.dev/programming-guides/encoding/)."""

from __future__ import annotations

from collections.abc import Iterator


def message(raw: bytes) -> dict[int, int | bytes]:
    """Return the fields of a message, numbers and bytes, by field number; of a repeated one, the last."""
    return dict(_fields(raw))


def messages(raw: bytes, number: int) -> Iterator[bytes]:
    """Yield the values of a repeated field that has messages or bytes."""
    return (value for field, value in _fields(raw) if field == number and isinstance(value, bytes))


def _fields(raw: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(raw):
        key, at = _varint(raw, at)
        match key & 7:
            case 0:
                number, at = _varint(raw, at)
                yield key >> 3, number
            case 1:
                at += 8
            case 2:
                size, at = _varint(raw, at)
                yield key >> 3, raw[at : at + size]
                at += size
            case 5:
                at += 4
            case _:
                raise ValueError("unknown data in a message")


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(raw) or shift > 63:
            raise ValueError("a message is cut off")
        value |= (raw[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if raw[at - 1] < 0x80:
            return value, at
