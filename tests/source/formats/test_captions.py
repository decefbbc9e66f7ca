"""Captions: cues joined to the turns of speakers."""

from __future__ import annotations

import pytest

from studykit.source.convert import NotConvertible, converted
from studykit.source.formats.captions import convert, recognises

from .made import verdict


def markdown(captions: str) -> str:
    return convert(captions.encode()).text


def test_cues_of_one_speaker_are_joined() -> None:
    assert markdown("""\
WEBVTT - A talk

NOTE The laughter is not transcribed.

STYLE
::cue { color: lime }

1
00:12:24.000 --> 00:12:26.000
<v.loud Ruth Amadi>Why did you
leave?

00:12:27.000 --> 00:12:28.000 line:-1
<v Piet Vos>Because the sky was</v>

00:12:29.000 --> 00:12:30.000
<v Piet Vos>better &amp; <i>darker</i>.</v>
""") == (
        "**Ruth Amadi:** <!-- 12:24 --> Why did you leave?\n"
        "\n"
        "**Piet Vos:** <!-- 12:27 --> Because the sky was better & darker.\n"
    )  # fmt: skip


def test_names_before_colons_are_speakers_if_they_are_there_twice() -> None:
    text = markdown("""\
1
00:00:01,000 --> 00:00:02,000
AMADI: Nobody kept a log?

2
00:00:03,000 --> 00:00:04,000
VOS: There was a log: it had the menu in it.

3
00:00:05,000 --> 00:00:06,000
AMADI: {\\an8}[laughs] And the stars?

4
00:00:07,000 --> 00:00:08,000
VOS: They were
AMADI: Yes?
""")
    assert text == (
        "**AMADI:** <!-- 0:01 --> Nobody kept a log?\n\n"
        "**VOS:** <!-- 0:03 --> There was a log: it had the menu in it.\n\n"
        "**AMADI:** <!-- 0:05 --> [laughs] And the stars?\n\n"
        "**VOS:** <!-- 0:07 --> They were\n\n"
        "**AMADI:** Yes?\n"
    )


def test_a_name_that_comes_once_begins_a_paragraph() -> None:
    """Or else its words would be those of the speaker before it."""
    cues = ["HOST: Why?", "VOS: So.", "HOST: When?"]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{c}" for n, c in enumerate(cues)
    )
    assert markdown(text) == (
        "**HOST:** <!-- 0:00 --> Why?\n\n<!-- 0:01 -->\n\nVOS: So.\n\n**HOST:** <!-- 0:02 --> When?\n"
    )


def test_a_change_of_speakers_without_a_name_is_kept() -> None:
    cues = [">> HOST: Why?", ">> So.", ">> HOST: When?", "Then?"]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{c}" for n, c in enumerate(cues)
    )
    assert markdown(text) == (
        "**HOST:** <!-- 0:00 --> Why?\n\n**Unknown speaker:** <!-- 0:01 --> So.\n\n"
        "**HOST:** <!-- 0:02 --> When? Then?\n"
    )


ROLLING = """\
WEBVTT

00:00:03.000 --> 00:00:04.420 align:start position:0%
 
so<00:00:03.170><c> tell</c><00:00:03.400><c> me</c>

00:00:04.420 --> 00:00:04.430 align:start position:0%
so tell me
 

00:00:04.430 --> 00:00:06.390 align:start position:0%
so tell me
why<00:00:04.630><c> you</c><00:00:05.070><c> left</c>

00:00:06.390 --> 00:00:06.400 align:start position:0%
why you left
 

00:00:06.400 --> 00:00:07.000 align:start position:0%
why you left
why you left
"""  # noqa: W293


def test_rolling_captions_say_each_line_once() -> None:
    made = convert(ROLLING.encode())
    assert made.text == "<!-- 0:03 -->\n\nso tell me why you left why you left\n"
    assert [str(note) for note in made.notes] == ["4 repeated lines of rolling captions left out"]


def test_what_people_say_twice_stays_in_other_captions() -> None:
    cues = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n\n"
        for n, words in enumerate(["Yes.", "Yes.", "I know.", "No.", "Well."], 1)
    )
    assert markdown(cues) == "<!-- 0:01 -->\n\nYes. Yes. I know. No. Well.\n"


def srt(*cues: str) -> bytes:
    """Return captions of a second each."""
    made = (f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}\n" for n, cue in enumerate(cues, 1))
    return "\n".join(made).encode()


def test_speakers_without_names_are_kept_apart_by_dashes() -> None:
    """No quote runs over two of them, and none of them gets a name; that is told."""
    made = convert(
        srt(
            "- How long have you kept it?\n- Twenty years,",
            "give or take.",
            "- Why?",
            ">> It was there.",
        )
    )
    assert made.text == (
        "<!-- 0:01 -->\n\n– How long have you kept it?\n\n– Twenty years, give or take.\n\n"
        "<!-- 0:03 -->\n\n– Why?\n\n<!-- 0:04 -->\n\n– It was there.\n"
    )
    assert [str(note) for note in made.notes] == ["4 changes of speaker have no name"]
    assert verdict(made.text, "Twenty years, give or take.") == "exact"
    assert not verdict(made.text, "kept it? Twenty years, give or take.").endswith(
        ("exact", "typographic")
    )


def test_speakers_without_names_among_named_ones_are_not_one_person() -> None:
    made = convert(srt("- ANN: Why?", "- BOB: So.", "- ANN: And?\n- No.", "- Yes.", "BOB: Good."))
    assert made.text == (
        "**ANN:** <!-- 0:01 --> Why?\n\n**BOB:** <!-- 0:02 --> So.\n\n**ANN:** <!-- 0:03 --> And?\n\n"
        "**Unknown speaker:** No.\n\n**Unknown speaker:** <!-- 0:04 --> Yes.\n\n"
        "**BOB:** <!-- 0:05 --> Good.\n"
    )
    assert [str(note) for note in made.notes] == ["2 changes of speaker have no name"]


@pytest.mark.parametrize(
    "cues",
    [
        ["It was cold, at night", "-30 degrees or so", "-40 even"],
        ["I thought—", "—but then nobody asked", "—and so on"],
        ["It was cold.", "- One dash alone"],
    ],
)
def test_other_dashes_mark_no_speaker(cues: list[str]) -> None:
    made = convert(srt(*cues))
    assert made.notes == ()
    assert len(made.text.strip().split("\n\n")) == 2


def test_chinese_cues_are_joined_without_spaces() -> None:
    text = markdown(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n我们修\n\n00:08.000 --> 00:09.000\n的是表\n"
    )
    assert text == "<!-- 0:01 -->\n\n我们修<!-- 0:08 -->的是表\n"


def test_words_that_look_like_markdown_are_shown_as_they_are() -> None:
    text = markdown("WEBVTT\n\n00:01.000 --> 00:02.000\n1. *Never* a_b &lt;i&gt; [x](y) #1\n")
    assert text == "<!-- 0:01 -->\n\n1\\. \\*Never\\* a_b \\<i> \\[x](y) #1\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHi\r\n",
        b"1\n00:00:01,000 --> 00:00:02,000\nHi\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n".encode("utf-16"),
    ],
)
def test_captions_are_recognised_by_their_content(raw: bytes) -> None:
    assert recognises(raw)
    made = converted(raw, "talk.txt")
    assert made is not None
    assert made.converter == "captions 2"
    assert made.converted.text == "<!-- 0:01 -->\n\nHi\n"


def test_captions_without_words_are_refused() -> None:
    with pytest.raises(NotConvertible, match=r"^has no captions with words$"):
        markdown("WEBVTT\n\nNOTE nothing\n")
