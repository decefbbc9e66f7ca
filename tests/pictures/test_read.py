"""Reading pictures: kind and size, no metadata, and hostile files are refused before they are opened."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.pictures import BrokenPicture, read

from .files import chunk, exif, gif, jpeg, png, segment, webp

SECRET = b"49.5N 11.0E"

HUGE_FRAME = b"\x08\x75\x30\x75\x30\x01\x01\x11\0"
HEAD = chunk(b"IHDR", b"\0\0\0\x14\0\0\0\x0a\x08\0\0\0\0")
DATA = chunk(b"IDAT", b"")


def png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks or (HEAD,)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "kind"), [(png(), "png"), (jpeg(), "jpeg"), (gif(), "gif"), (webp(), "webp")]
)
def test_the_kind_and_size_are_read_from_the_bytes(content: bytes, kind: str) -> None:
    picture = read(content)
    assert (picture.kind, picture.width, picture.height) == (kind, 20, 10)
    assert picture.media_type == f"image/{kind}"
    assert read(picture.content) == picture


@pytest.mark.parametrize(
    ("with_metadata", "without"),
    [
        (png(20, 10, chunk(b"tEXt", b"Place\0" + SECRET), chunk(b"eXIf", SECRET)), png()),
        (jpeg(20, 10, exif(1, SECRET), segment(0xFE, SECRET)), jpeg()),
        (jpeg(20, 10, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)), jpeg()),
        (jpeg() + jpeg(3000, 2000) + SECRET, jpeg()),
        (gif(20, 10, b"!\xfe\x0b" + SECRET + b"\0"), gif()),
        (webp(exif=SECRET), webp()),
    ],
)
def test_metadata_is_left_out_and_the_picture_stays_the_same(
    with_metadata: bytes, without: bytes
) -> None:
    assert SECRET in with_metadata
    assert SECRET not in read(with_metadata).content
    assert read(with_metadata) == read(without)
    assert read(with_metadata).name == read(without).name


def test_the_colours_of_a_picture_stay() -> None:
    profile, adobe = segment(0xE2, b"ICC_PROFILE\0\1\1abc"), segment(0xEE, b"Adobe\0d\0\0\0\0\1")
    content = read(jpeg(20, 10, profile, adobe)).content
    assert profile in content
    assert adobe in content
    assert chunk(b"gAMA", b"\0\0\0\1") in read(png(20, 10, chunk(b"gAMA", b"\0\0\0\1"))).content


def test_a_changed_picture_has_another_name() -> None:
    assert read(png(shade=1)).name != read(png(shade=2)).name
    assert read(png()).name == "studykit-" + read(png()).name[9:25] + ".png"


@pytest.mark.parametrize(
    ("content", "message", "help"),
    [
        (png(30_000, 30_000), "the picture has 30,000 × 30,000 pixels; the most are 25,000,000 in all",
         "make it smaller"),
        (png(1, 1), "the picture has 1 × 1 pixels, too few to see anything", None),
        (png()[:-1], "the picture is cut short", "copy or save it again"),
        (png()[:30], "the picture is cut short", "copy or save it again"),
        (jpeg()[:-2], "the picture is cut short", "copy or save it again"),
        (gif()[:-1], "the picture is cut short", "copy or save it again"),
        (webp()[:-3], "the picture is cut short", "copy or save it again"),
        (png_of(), "the picture is damaged", "copy or save it again"),
        (png_of(HEAD, HEAD, DATA), "the picture is damaged", "copy or save it again"),
        (png_of(HEAD[:-1] + b"?", DATA), "the picture is damaged", "copy or save it again"),
        (jpeg(20, 10, segment(0xC0, HUGE_FRAME)), "the picture is damaged", "copy or save it again"),
        (jpeg()[:-2] + segment(0xC2, HUGE_FRAME) + b"\xff\xd9", "the picture is damaged", "copy or save it again"),
        (gif(20, 10, b"," + b"\0\0\0\0\x60\xea\x60\xea\0" + b"\2\2\x4c\1\0"),
         "the picture has 60,000 × 60,000 pixels; the most are 25,000,000 in all", "make it smaller"),
        (webp()[:-5] + struct.pack("<I", 0x0FFF_FFFF) + b"\0",
         "the picture has 16,384 × 16,384 pixels; the most are 25,000,000 in all", "make it smaller"),
        (jpeg(components=4), "the colours of the picture are for a printing press (CMYK)",
         "save it with colours for screens (RGB)"),
        (jpeg(20, 10, exif(6)), "a note of the camera says to turn the picture, which not every program does",
         "open it, turn it and save it"),
        (b"<?xml version='1.0'?><svg><script>alert(1)</script></svg>", "SVG drawings are not supported",
         "save the picture as PNG"),
        (b"%PDF-1.7", "the file is not a PNG, JPEG, GIF or WebP picture",
         "save the picture as PNG, JPEG, GIF or WebP"),
        (b"", "the file is not a PNG, JPEG, GIF or WebP picture",
         "save the picture as PNG, JPEG, GIF or WebP"),
    ],
)  # fmt: skip
def test_hostile_pictures(content: bytes, message: str, help: str | None) -> None:
    with pytest.raises(BrokenPicture) as caught:
        read(content)
    assert (caught.value.message, caught.value.help) == (message, help)


@given(
    st.sampled_from([png(), jpeg(20, 10, exif(1)), gif(), webp(exif=b"abcd")]),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=6),
    st.integers(0, 200),
)
def test_a_damaged_picture_is_read_or_refused(
    content: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    """No other error, whatever bytes change, and no endless loop."""
    damaged = bytearray(content)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    for cut in (bytes(damaged), bytes(damaged)[:length]):
        try:
            picture = read(cut)
        except BrokenPicture:
            continue
        assert picture.width * picture.height <= 25_000_000
