"""`studykit export`: the file, what is printed, and mistakes in the command line."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest

from ..command import Run
from ..conftest import MakeCourse
from ..pictures.files import png
from ..targets.conftest import THREE

REVERSE = THREE.replace("answer: A shutter.", "answer: A shutter.\n  reverse: true")


def test_the_questions_are_counted_by_response(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    ran = run("export", "moodle")
    file = Path("exports/test-course-moodle.xml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{file}: 3 questions, 3 kB",
        "  recall       1  degraded: essay, graded by hand; never reversed",
        "  fill         1  native: cloze; all blanks of a text together",
        "  choose       1  native: multiple choice, or true/false",
    ]
    assert file.read_text(encoding="utf-8").count("<idnumber>test-course/") == 3


def test_what_a_format_changes_and_leaves_out_is_printed(make_course: MakeCourse, run: Run) -> None:
    arrow = (
        "- id: arrow\n  type: short_answer\n  prompt: Which way?\n  answer: a -> b\n"
        "  passages: [{quote: every four hours}]\n"
    )
    make_course(REVERSE + arrow)
    assert run("export", "gift", "--out", "a.txt").out.splitlines() == [
        f"a.txt: 3 questions, {Path('a.txt').stat().st_size / 1000:,.0f} kB",
        "  recall       1  degraded: essay, graded by hand; never reversed",
        "  fill         1  degraded: one short answer for each blank",
        "  type         0  degraded: short answer; accents and punctuation count",
        "  choose       1  degraded: multiple choice or true/false; always shuffled",
        "left out 1 question: GIFT takes `->` in a typed answer for a pair (arrow)",
        "changed 1 question: only asked in one direction, not also from the answer to the question"
        " (noise)",
    ]


def test_pictures_are_in_the_file(make_course: MakeCourse, run: Run) -> None:
    picture = (
        '- id: lens\n  type: basic\n  prompt: "Which? ![The lens](lens.png)"\n  answer: It.\n'
        "  passages: [{quote: every four hours}]\n"
    )
    make_course(picture, more={"lens.png": png()})
    ran = run("export", "moodle")
    assert ran.out.splitlines()[1:] == [
        "  recall       1  degraded: essay, graded by hand; never reversed"
    ]
    content = Path("exports/test-course-moodle.xml").read_text(encoding="utf-8")
    (encoded,) = re.findall(
        r'<file name="studykit-\w+\.png" path="/" encoding="base64">(.*?)<', content
    )
    assert b64decode(encoded) == png()
    assert run("export", "gift").out.splitlines()[2:] == [
        "picture: PNG, JPEG, GIF (1): only its description"
    ]


def test_content_is_counted_in_questions_that_are_written(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(
        "- {id: sum, type: basic, prompt: What is $x$?, answer: $y$,"
        " passages: [{quote: every four hours}]}\n"
        "- {id: one, type: true_false, prompt: $x$ is 4., answer: true,"
        " passages: [{quote: every four hours}]}\n"
    )
    lines = run("export", "kahoot").out.splitlines()
    assert lines[-2:] == [
        "mathematics (1): one line of Unicode",
        "left out 1 question: no options to choose from (sum)",
    ]


def test_options_select_questions(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    ran = run("export", "csv", "--type", "cloze", "--type", "basic", "--tag", "wind")
    assert ran.out.startswith("exports/test-course.csv: 1 question, ")
    assert "\r\nnoise,bank," in Path("exports/test-course.csv").read_bytes().decode()


def test_a_question_with_a_wrong_quote_is_skipped(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE.replace("Because a motor asks", "Because a cat asks"))
    ran = run("export", "json")
    assert ran.err == (
        "studykit: skipped 1 question with unverified quotes; run `studykit check`\n"
    )
    assert ran.out.startswith("exports/test-course.json: 2 questions, ")


def test_an_old_file_stays_if_nothing_can_be_written(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    Path("a.txt").write_text("old", encoding="utf-8")
    ran = run("export", "gift", "--out", "a.txt", "--level", "create")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "studykit: no question matches all of these options; use fewer of them\n"
    assert Path("a.txt").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a format; `studykit export --list` shows them"),
        (["modle"], "unknown format `modle`; did you mean `moodle`?"),
        (
            ["moodle", "--type", "quiz"],
            "unknown question type `quiz`; the question types are basic, ",
        ),
    ],
)
def test_mistakes_in_the_command_line(
    make_course: MakeCourse, run: Run, arguments: list[str], message: str
) -> None:
    make_course(THREE)
    ran = run("export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"studykit: {message}")


def test_formats_are_listed(run: Run) -> None:
    out = run("export", "--list").out
    assert "moodle: Moodle XML (.xml)\n  recall   degraded: essay, graded by hand; " in out
    assert "\n\ngift: GIFT, text for Moodle (.txt)\n" in out
    assert run("export", "csv", "--list").out.startswith("csv: table, separated by commas (.csv)\n")
