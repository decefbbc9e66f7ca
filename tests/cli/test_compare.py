"""`studykit source compare`: the turns of two translations side by side."""

from __future__ import annotations

import pytest

from ..command import Run
from ..conftest import COURSE, LIGHTHOUSE, QUESTION, MakeCourse

TRANSLATIONS = COURSE.replace("people:", "works: [{id: talk, title: A talk}]\npeople:").replace(
    "kind: original", "kind: translation\n    work: talk"
) + (
    COURSE.partition("sources:\n")[2]
    .replace("kind: original", "kind: translation\n    work: talk")
    .replace("id: lighthouse", "id: other")
    .replace("file: lighthouse.md", "file: other.md")
)
OTHER = LIGHTHOUSE.replace("Does any ship still need you?", "Does no ship need you?")


@pytest.fixture(autouse=True)
def _course(make_course: MakeCourse) -> None:
    make_course(
        QUESTION.replace("{quote", "{source: lighthouse, quote"),
        course=TRANSLATIONS,
        more={"texts/other.md": OTHER},
    )


def test_turns_are_side_by_side_with_marked_differences(run: Run) -> None:
    ran = run("source", "compare", "part-1/q4", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "part-1/Q4  The reporter\n"
        "lighthouse                                other\n"
        "Does any ship still need you?             Does *no* ship need you?\n"
        "\n"
        "1 of 14 turns of lighthouse and other\n"
    )


def test_in_a_narrow_terminal_one_turn_is_below_the_other(run: Run) -> None:
    assert run("source", "compare", "part-1/Q4", COLUMNS="40").out == (
        "part-1/Q4  The reporter\n"
        "lighthouse\n"
        "Does any ship still need you?\n"
        "other\n"
        "Does *no* ship need you?\n"
        "\n"
        "1 of 14 turns of lighthouse and other\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["part-3"], "unknown section `part-3`; did you mean `part-2`?"),
        (["part-1/A9"], "unknown turn `part-1/A9`; did you mean `part-1/A4`?"),
        (["--work", "walk"], "unknown work `walk`; did you mean `talk`?"),
    ],
    ids=str,
)
def test_an_unknown_name_is_an_error(run: Run, options: list[str], message: str) -> None:
    ran = run("source", "compare", *options)
    assert (ran.code, ran.out, ran.err) == (2, "", f"studykit: {message}\n")


def test_without_two_translations_it_is_an_error(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("source", "compare")
    assert (ran.code, ran.err) == (
        3,
        "studykit: nothing to compare: no two texts of the same work are on this machine;"
        " `studykit source list` shows the sources\n",
    )
