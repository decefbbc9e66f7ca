from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import COURSE, pointed


def with_id(id: str) -> str:
    return COURSE.replace("id: test-course", f"id: {id}")


def test_an_id_of_an_example_is_a_warning(checked: Callable[..., Checked]) -> None:
    assert pointed(checked(course=with_id("my-course"))) == [
        "my-course | placeholder-id: other courses may also have the id `my-course`; Anki would mix"
        " up their cards | add your name or some random letters, as in `my-course-kqtzwn`, before"
        " anyone learns with it"
    ]


@pytest.mark.parametrize(
    "id", ["my-first-course", "course", "new-course-2", "quiz", "example", "mein-kurs"]
)
def test_other_placeholders(checked: Callable[..., Checked], id: str) -> None:
    codes = [d.code for d in checked(course=with_id(id)).report.diagnostics]
    assert codes == ["placeholder-id"]


@pytest.mark.parametrize("id", ["my-course-kqtzwn", "lighthouse", "course-2024", "quiz-marlow"])
def test_an_id_with_a_name_of_its_own_is_fine(checked: Callable[..., Checked], id: str) -> None:
    assert checked(course=with_id(id)).report.diagnostics == []
