"""Transcripts of services: times and names in the ways that services write them."""

from __future__ import annotations

import pytest

from studykit.source.convert import converted
from studykit.source.formats.service import convert, recognises

TALK = (
    "**Ruth Amadi:** <!-- 12:24 --> Why did you leave?\n\n"
    "**Piet Vos:** <!-- 12:28 --> Because of the sky.\n\n"
    "**Ruth Amadi:** <!-- 12:39 --> Nobody kept a log?\n\n"
    "**Piet Vos:** <!-- 12:41 --> There was a log.\n"
)
STYLES = {
    "otter": "{name}  {time}  \n{words}\n\n",
    "teams": "{name}   {time}\n{words}\n",
    "brackets": "[00:{time}] {name}: {words}\n",
    "bare time": "00:{time} {name}: {words}\n",
    "descript": "[00:{time}] **{name}:** {words}\n\n",
    "rev, own line": "{name} ({time}):\n{words}\n\n",
    "rev, same line": "{name} ({time}): {words}\n\n",
    "zoom": "[{name}] 00:{time}\n{words}\n\n",
    "name first": "{name} [00:{time}]: {words}\n",
}
SAID = [
    ("Ruth Amadi", "12:24", "Why did you leave?"),
    ("Piet Vos", "12:28", "Because of the sky."),
    ("Ruth Amadi", "12:39", "Nobody kept a log?"),
    ("Piet Vos", "12:41", "There was a log."),
]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_every_style_gives_the_same_text(style: str) -> None:
    raw = "".join(style.format(name=name, time=time, words=words) for name, time, words in SAID)
    assert recognises(raw.encode())
    assert convert(raw.encode()).text == TALK


def test_times_on_lines_of_their_own() -> None:
    raw = b"0:03\nso tell me\n0:07\nwhy did you\n0:12\nleave\n"
    assert recognises(raw)
    assert convert(raw).text == "<!-- 0:03 -->\n\nso tell me why did you <!-- 0:12 --> leave\n"


def test_paragraphs_of_a_turn_stay_apart() -> None:
    raw = b"Ann Lee  0:03\nOne.\n\nTwo.\n\nBo Ek  0:09\nThree.\n\nAnn Lee  0:12\nFour.\n"
    assert convert(raw).text == (
        "**Ann Lee:** <!-- 0:03 --> One.\n\nTwo.\n\n"
        "**Bo Ek:** <!-- 0:09 --> Three.\n\n"
        "**Ann Lee:** <!-- 0:12 --> Four.\n"
    )


def test_the_line_of_the_service_is_no_speech() -> None:
    raw = STYLES["otter"].format(name="Ann", time="0:01", words="Hi.") * 3
    made = convert(f"{raw}\nTranscribed by https://otter.ai\n".encode())
    assert "otter.ai" not in made.text
    assert [str(note) for note in made.notes] == [
        "1 line by the service left out: “Transcribed by https://otter.ai”"
    ]


def test_times_of_day_are_counted_from_the_first() -> None:
    raw = "".join(f"[{name}] 17:{time}\n{words}\n\n" for name, time, words in SAID)
    made = convert(raw.encode())
    assert made.text.startswith("**Ruth Amadi:** <!-- 0:00 --> Why")
    assert [str(note) for note in made.notes] == ["4 times of day counted from the first one"]


def test_what_is_before_the_first_time_comes_first() -> None:
    raw = "A talk\n\n" + STYLES["otter"].format(name="Ann", time="0:01", words="Hi.") * 3
    assert convert(raw.encode()).text == "A talk\n\n**Ann:** <!-- 0:01 --> Hi. Hi. Hi.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Ann: Hello.\nBen: We met at 12:28.\nAnn: At 12:30.\n",
        "The score was 3:20 at last.\n" * 20,
        "12:40 lunch\n10:00 work\n09:00 sleep\n08:00 tea\n",
    ],
)
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not recognises(text.encode())


def test_markdown_with_times_is_left_alone() -> None:
    raw = "".join(STYLES["brackets"].format(name=n, time=t, words=w) for n, t, w in SAID)
    assert converted(raw.encode(), "talk.md") is None
    assert converted(raw.encode(), "talk.txt") is not None
