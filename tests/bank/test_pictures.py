"""Pictures that texts name: where their files may be, and what a check says of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.bank.pictures import course_pictures, picture
from studykit.check import Checked
from studykit.pictures import BrokenPicture

from ..conftest import COURSE, pointed
from ..pictures.files import exif, jpeg, png

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
    ((name, shown),) = course_pictures(result.course).items()
    assert (name, shown.file.width, shown.credit) == (
        "images/tower.png",
        20,
        "Ida Marlow, CC BY 4.0",
    )


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        ("![the tower](images/towre.png)", "no such file: images/towre.png | did you mean `tower.png`?"),
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
    with pytest.raises(BrokenPicture, match="leads out of the folder"):
        picture(course, "tower.png")


def test_the_words_of_a_picture_may_not_give_the_answer_away(
    checked: Callable[..., Checked],
) -> None:
    question = QUESTION.replace("the tower from below", "a shutter").replace(
        "A shutter.", "A shutter"
    )
    result = checked(question, course=COURSE + CREDITS, more={"images/tower.png": png()})
    assert "answer-in-prompt" in {d.code for d in result.report.diagnostics}
