"""Comparisons of two versions of a short talk, and of one version with another source."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import printed

COURSE = """\
id: test-course
title: Test course
works: [{id: talk, title: A talk}]
people:
  - {id: ann, name: Ann, role: interviewer}
  - {id: ben, name: Ben, role: interviewee}
sources:
  - {id: one, kind: translation, work: talk, title: One, file: one.txt, speakers: {Ann: ann, Ben: ben}}
  - {id: two, kind: translation, work: talk, title: Two, file: two.txt, speakers: {Ann: ann, Ben: ben}}
  - {id: other, kind: news, title: Other, file: other.txt}
  - {id: part, kind: excerpts, work: talk, title: Part, file: part.txt}
"""
TEXTS = {
    "texts/one.txt": "Ann: How did it go?\nBen: We sold loaves.\nAnn: Where?\nBen: At the mill.\n",
    "texts/two.txt": "Ann: How was it?\nBen: Loaves were sold.\nAnn: Where was that?\nBen: The mill.\n",
    "texts/other.txt": "Loaves were sold, and cakes.\n",
    "texts/part.txt": "Loaves were sold at the mill.\n",
}


def question(first: str, second: str, says: str = "one") -> str:
    return f"""\
- id: loaves
  type: compare
  prompt: Which translation says that they sold them?
  says: {says}
  passages: [{{{first}}}, {{{second}}}]
"""


ONE = "source: one, quote: We sold loaves."
TWO = "source: two, quote: Loaves were sold."


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[[str], list[str]]:
    """The findings and help on a question, without the lines of the file."""

    def found(yaml: str) -> list[str]:
        lines = printed(checked(yaml, course=COURSE, text=None, more=TEXTS)).splitlines()
        return [
            line.partition("bank.yaml:")[2] or line.strip()
            for line in lines
            if " error[" in line or (line.startswith("  help") and "quote" not in line)
        ]

    return found


def test_corresponding_turns(found: Callable[[str], list[str]]) -> None:
    assert found(question(ONE, TWO)) == []
    assert found(question(TWO, ONE, "two")) == []


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (
            question(ONE, "source: two, quote: The mill."),
            ["8:55: error[passages-not-parallel]: the passages do not correspond:"
             " one is in Text, A1, the other in Text, A2"],
        ),
        (
            question(ONE, "source: one, quote: At the mill."),
            ["8:55: error[passages-not-parallel]: both passages are from one;"
             " a comparison needs two sources"],
        ),
        (
            question(ONE, "source: other, quote: Loaves were sold"),
            ["8:55: error[passages-not-parallel]: one and other are not versions"
             " of the same work",
             "help: if they are, set the same `work` for both in course.yaml"],
        ),
        (
            question(ONE, "source: part, quote: Loaves were sold"),
            ["8:55: error[passages-not-parallel]: one and part are not versions"
             " of the same work",
             "help: excerpts are not a version; ask about them with another type, such as basic"],
        ),
        (
            question(ONE, TWO, "tow"),
            ["7:11: error[passages-not-parallel]: `says` must be one or two, not `tow`",
             "help: did you mean `two`?"],
        ),
    ],
)  # fmt: skip
def test_passages_that_cannot_be_compared(
    yaml: str, expected: list[str], found: Callable[[str], list[str]]
) -> None:
    assert found(yaml) == expected
