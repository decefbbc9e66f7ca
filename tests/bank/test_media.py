"""Pictures and recordings that texts name: where their files may be, and what a check says of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.bank.media import ShownMedia, course_media, picture, sound
from studykit.check import Checked
from studykit.media import BrokenMedia
from studykit.pictures import PictureFile
from studykit.sounds import read as read_sound

from ..conftest import COURSE, pointed
from ..pictures.files import exif, jpeg, png
from ..sounds.files import mp3, ogg, wav

QUESTION = """
- id: noise
  type: basic
  prompt: What did Marlow hear up here? ![the tower from below](images/tower.png)
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
"""

CREDITS = "images:\n  images/tower.png: {credit: Ida Marlow, licence: CC BY 4.0}\n"


def test_a_picture_with_words_and_a_credit_is_clean(checked: Callable[..., Checked]) -> None:
    result = checked(QUESTION, course=COURSE + CREDITS, more={"images/tower.png": png()})
    assert pointed(result) == []
    assert result.course is not None
    ((name, shown),) = course_media(result.course).items()
    assert isinstance(shown.file, PictureFile)
    assert (name, shown.file.width, shown.credit) == (
        "images/tower.png",
        20,
        "Ida Marlow, CC BY 4.0",
    )


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        ("![the tower](images/towre.png)", "no such file | did you mean `tower.png`?"),
        ("![the tower](images/Tower.png)",
         "the file is called `tower.png`, which is another name on many computers"),
        ("![the tower](../tower.png)", "a picture must be a file in the folder of the course"
         " | copy it there and name it, as in `![words](images/lens.png)`"),
        ("![the tower](/etc/tower.png)", "a picture must be a file in the folder of the course"
         " | copy it there and name it, as in `![words](images/lens.png)`"),
        ("![the tower](https://example.org/tower.png)", "a picture must be a file in the folder of the course"
         " | copy it there and name it, as in `![words](images/lens.png)`"),
        ("![the tower](data:image/png;base64,AAAA)", "a picture must be a file in the folder of the course"
         " | copy it there and name it, as in `![words](images/lens.png)`"),
        ("![the tower](images)", "this is not a file"),
        ("![](images/tower.png)", "there are no words for those who cannot see the picture"
         " | say between the brackets what it shows, without the answer"),
        ("![tower.png](images/tower.png)", "there are no words for those who cannot see the picture"
         " | say between the brackets what it shows, without the answer"),
        ('![the tower](images/tower.png "Tower")', "the picture has a title, which is not shown | remove the title"),
        ("![the tower](images/photo.png)",
         "the name ends in “.png”, but the file is JPEG | rename it: `photo.jpg`"),
        ("![the tower](images/turned.jpg)",
         "a note of the camera says to turn the picture, which not every program does"
         " | open it, turn it and save it"),
        ("![the tower](images/large.png)", "the file has 6.0 MB; the most are 5 | make the picture smaller"),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_used(
    typed: str, finding: str, checked: Callable[..., Checked]
) -> None:
    question = QUESTION.replace("![the tower from below](images/tower.png)", typed)
    files: dict[str, bytes] = {
        "images/tower.png": png(),
        "images/photo.png": jpeg(),
        "images/turned.jpg": jpeg(20, 10, exif(6)),
        "images/large.png": png() + b"\0" * 6_000_000,
    }
    result = checked(
        question.replace("  prompt: ", "  prompt: |-\n    "), course=COURSE + CREDITS, more=files
    )
    url = typed.partition("](")[2].partition(" ")[0].rstrip(")")
    assert pointed(result) == [f"{typed} | bad-picture: {url}: {finding}"]


def test_a_link_out_of_the_course_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(png())
    course = tmp_path / "questions"
    course.mkdir()
    (course / "tower.png").symlink_to(outside)
    with pytest.raises(BrokenMedia, match="leads out of the folder"):
        picture(course, "tower.png")


def test_the_words_of_a_picture_may_not_give_the_answer_away(
    checked: Callable[..., Checked],
) -> None:
    question = QUESTION.replace("the tower from below", "a shutter").replace(
        "A shutter.", "A shutter"
    )
    result = checked(question, course=COURSE + CREDITS, more={"images/tower.png": png()})
    assert "answer-in-prompt" in {d.code for d in result.report.diagnostics}


RECORDING = """
- id: noise
  type: basic
  prompt: |-
    What did Marlow hear up here?
    ![The wind at the tower.](audio/wind.mp3)
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
"""

RECORDING_CREDITS = "recordings:\n  audio/wind.mp3: {credit: Ida Marlow, licence: CC0}\n"


def test_a_recording_with_words_and_a_credit_is_clean(checked: Callable[..., Checked]) -> None:
    course = COURSE + RECORDING_CREDITS
    result = checked(RECORDING, course=course, more={"audio/wind.mp3": mp3()})
    assert pointed(result) == []
    assert result.course is not None
    assert course_media(result.course) == {
        "audio/wind.mp3": ShownMedia(read_sound(mp3()), "Ida Marlow, CC0")
    }


def test_a_recording_without_a_credit(checked: Callable[..., Checked]) -> None:
    result = checked(RECORDING, more={"audio/wind.mp3": mp3()})
    assert pointed(result) == [
        "![The wind at the tower.](audio/wind.mp3) | picture-credit: audio/wind.mp3: course.yaml does not say who made the"
        " recording | add to course.yaml: `recordings: {audio/wind.mp3: {credit: …, licence: …}}`"
    ]


OUTSIDE = (
    "a recording must be a file in the folder of the course"
    " | copy it there and name it, as in `![transcript](audio/bell.mp3)`"
)


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        ("![the wind](audio/wnd.mp3)", "no such file | did you mean `wind.mp3`?"),
        ("![the wind](audio/Wind.mp3)",
         "the file is called `wind.mp3`, which is another name on many computers"),
        ("![the wind](../wind.mp3)", OUTSIDE),
        ("![the wind](/etc/wind.mp3)", OUTSIDE),
        ("![the wind](https://example.org/wind.mp3)", OUTSIDE),
        ("![the wind](audio/dir.mp3)", "this is not a file"),
        ("![](audio/wind.mp3)", "there are no words for those who cannot hear the recording"
         " | write between the brackets what is said, or what is to be heard"),
        ('![the wind](audio/wind.mp3 "Wind")',
         "the recording has a title, which is not shown | remove the title"),
        ("![the wind](audio/note.mp3)",
         "the name ends in “.mp3”, but the file is Ogg | rename it: `note.ogg`"),
        ("![the wind](audio/tower.mp3)", "the file is not an MP3, Ogg, M4A or WAV recording"
         " | save the recording as MP3, Ogg, M4A or WAV"),
        ("![the wind](audio/cut.mp3)", "the recording is cut short | copy or save it again"),
        ("![the wind](audio/long.wav)", "the file has 30.0 MB; the most are 5 | make the recording smaller"),
    ],
)  # fmt: skip
def test_a_recording_that_cannot_be_used(
    typed: str, finding: str, checked: Callable[..., Checked]
) -> None:
    files = {
        "audio/wind.mp3": mp3(),
        "audio/note.mp3": ogg(),
        "audio/tower.mp3": png(),
        "audio/cut.mp3": mp3()[:-9],
        "audio/long.wav": wav(samples=30_000_000),
        "audio/dir.mp3/x": b"",
    }
    question = RECORDING.replace("![The wind at the tower.](audio/wind.mp3)", typed)
    result = checked(question, course=COURSE + RECORDING_CREDITS, more=files)
    url = typed.partition("](")[2].partition(" ")[0].rstrip(")")
    assert pointed(result) == [f"{typed} | bad-recording: {url}: {finding}"]


def test_a_recording_that_is_a_link_out_of_the_course_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.mp3").write_bytes(mp3())
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/wind.mp3").symlink_to(tmp_path / "outside.mp3")
    with pytest.raises(BrokenMedia, match="leads out of the folder"):
        sound(tmp_path / "questions", "wind.mp3")


def test_a_transcript_may_be_the_answer_but_not_give_it_away(
    checked: Callable[..., Checked],
) -> None:
    question = RECORDING.replace("A shutter.", "A shutter")
    files = {"audio/wind.mp3": mp3()}
    course = COURSE + RECORDING_CREDITS
    heard = question.replace("The wind at the tower.", "a shutter")
    result = checked(heard, course=course, more=files)
    assert "answer-in-prompt" in {d.code for d in result.report.diagnostics}
    answer = question.replace("answer: A shutter", "answer: '![a shutter](audio/wind.mp3)'")
    assert pointed(checked(answer, course=course, more=files)) == []
