"""The kinds of recordings, what is left out of them, and what is refused."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.sounds import BrokenSound, read
from studykit.sounds.read import checksum

from .files import box, id3, m4a, mp3, ogg, wav

PLACE = b"49.5N 11.0E"
APE = (
    PLACE + b" " * 9 + b"APETAGEX" + (2000).to_bytes(4, "little") + (52).to_bytes(4, "little")
    + bytes(16)
)  # fmt: skip

WHOLE = {
    "mp3": mp3(before=id3(PLACE), after=b"TAG" + PLACE + bytes(114)),
    "ogg": ogg(b"LOCATION=" + PLACE),
    "m4a": m4a(PLACE),
    "wav": wav(PLACE),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_tags_are_left_out(kind: str) -> None:
    """Names and places are not published; what is played is the same."""
    sound = read(WHOLE[kind])
    assert sound.kind == kind
    assert PLACE not in sound.content
    assert read(sound.content) == sound
    assert sound.name == f"studykit-{sha256(sound.content).hexdigest()[:16]}.{kind}"


def test_the_bytes_without_tags() -> None:
    assert read(WHOLE["mp3"]).content == mp3()
    assert read(mp3(after=APE)).content == mp3()
    assert read(WHOLE["wav"]).content == wav().replace(b"LIST\0\0\0\0", b"").replace(
        b"RIFF\x40", b"RIFF\x38"
    )
    assert len(read(WHOLE["m4a"]).content) == len(WHOLE["m4a"])
    vendor = b" " * (3 + 4 + len(b"LOCATION=" + PLACE))
    assert vendor + bytes(4) in read(WHOLE["ogg"]).content


def test_comments_over_several_pages() -> None:
    """A picture of the cover can fill pages; each gets its checksum again."""
    content = ogg(PLACE * 20, codec=b"\1vorbis")
    assert PLACE not in read(content).content
    assert len(read(content).content) == len(content)


def test_the_checksum_of_a_page() -> None:
    """The check value of CRC-32/CKSUM, which is inverted, from the catalogue of parametrised CRCs."""
    assert checksum(b"123456789") ^ 0xFFFFFFFF == 0x765E7680


CUT = "the recording is cut short"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is not an MP3, Ogg, M4A or WAV recording"),
        (b"fLaC" + bytes(50), "the file is not an MP3, Ogg, M4A or WAV recording"),
        (b"RIFF\x04\0\0\0WEBP", "the file is not a WAV recording"),
        (b"\xff\xfd\x90\xc4" + bytes(400), "the file is not an MP3 recording"),
        (id3(b"x") + b"<html>", "the file is not an MP3 recording"),
        (mp3() + b"<html>", "the MP3 file is damaged"),
        (id3(b"x"), CUT),
        (mp3()[:-1], CUT),
        (b"\xff\xfb\x90\xc4" + bytes(17) + b"Info\0\0\0\1\0\0\0\5" + bytes(384) + mp3(), CUT),
        (ogg(last=0), CUT),
        (ogg(codec=b"\x7fFLAC"), "the Ogg file contains neither Opus nor Vorbis"),
        (ogg() + ogg().replace(b"\7\0\0\0", b"\x08\0\0\0"), "the Ogg file contains more than one recording"),
        (ogg() + b"?" * 40, "the Ogg file is damaged"),
        (m4a(handler=b"vide"), "the file is a film"),
        (m4a(handler=b"text"), "there is no sound in the file"),
        (box(b"ftyp", b"M4A ") + box(b"moov"), CUT),
        (box(b"ftyp", b"M4A ") + b"\0\0\0\2moov", "the M4A file is damaged"),
        (wav()[:-1], CUT),
    ],
)  # fmt: skip
def test_what_cannot_be_used(content: bytes, message: str) -> None:
    with pytest.raises(BrokenSound) as caught:
        read(content)
    assert caught.value.message == message


@pytest.mark.parametrize("kind", WHOLE)
def test_no_cut_is_overlooked(kind: str) -> None:
    content = read(WHOLE[kind]).content
    ends_of_frames = {n for n in range(len(content)) if kind == "mp3" and n % 417 == 0}
    for n in range(len(content)):
        if n not in ends_of_frames:
            with pytest.raises(BrokenSound):
                read(content[:n])


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_any_bytes_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[kind])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[at] = data.draw(st.integers(0, 255))
    with suppress(BrokenSound):
        read(bytes(content))
