"""Answers that depend on one of two translations of a short talk."""

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
  - {id: carla, name: Carla Quist, aliases: [Quist], role: translator}
  - {id: mill, name: Old Mill, aliases: [Moulin]}
sources:
  - id: one
    kind: translation
    work: talk
    title: One
    people: [carla]
    file: one.txt
    speakers: {Ann: ann, Ben: ben}
  - {id: two, kind: translation, work: talk, title: Two, file: two.txt, speakers: {Ann: ann, Ben: ben}}
"""
ONE = "Ann: How did it go?\nBen: We sold thirty loaves at the Moulin and did not complain.\n"
TWO = "Ann: How was it?\nBen: We sold 40 loaves at Old Mill, gladly.\n"


def question(prompt: str, answer: str) -> str:
    return f"""\
- id: loaves
  type: basic
  prompt: {prompt}
  answer: {answer}
  passages: [{{source: one, quote: We sold thirty loaves at the Moulin and did not complain.}}]
"""


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[[str, str], str]:
    """The report on a question that cites the first translation."""

    def found(prompt: str, answer: str) -> str:
        more = {"texts/one.txt": ONE, "texts/two.txt": TWO}
        return printed(checked(question(prompt, answer), course=COURSE, text=None, more=more))

    return found


def test_a_number_that_differs_in_the_other_translation(found: Callable[[str, str], str]) -> None:
    assert found("How many loaves did they sell?", "Thirty, or 30.").splitlines()[:4] == [
        "questions/bank.yaml:4:5: warning[translations-diverge]:"
        " the answer depends on “Thirty”, which is not in the other translation",
        "  4 |   - id: loaves",
        "    |     ^^^^^^^^^^",
        "  help: name the translation in the prompt, cite both, or allow this with a reason",
    ]


def test_a_negation_that_is_missing_in_the_other_translation(
    found: Callable[[str, str], str],
) -> None:
    assert "depends on “not”" in found("How did they take it?", "They did not complain.")


@pytest.mark.parametrize(
    "prompt",
    ["How many did they sell, in Quist's version?", "How many, in the first translation?"],
)
def test_a_prompt_that_names_the_translation_passes(
    found: Callable[[str, str], str], prompt: str
) -> None:
    assert found(prompt, "Thirty.").endswith("0 errors, 0 warnings")


def test_two_names_of_the_same_place_pass(found: Callable[[str, str], str]) -> None:
    assert found("Where did the bakers sell?", "At the Moulin.").endswith("0 errors, 0 warnings")
