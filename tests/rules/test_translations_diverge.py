"""Two renderings of one short talk: what an answer may rest on without naming its translation."""

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
    """What is said of a question on the first rendering."""

    def found(prompt: str, answer: str) -> str:
        more = {"texts/one.txt": ONE, "texts/two.txt": TWO}
        return printed(checked(question(prompt, answer), course=COURSE, text=None, more=more))

    return found


def test_a_number_that_the_other_renders_otherwise(found: Callable[[str, str], str]) -> None:
    assert found("How many loaves did they sell?", "Thirty, or 30.").splitlines()[:4] == [
        "questions/bank.yaml:4:5: warning[translations-diverge]:"
        " the answer rests on “Thirty”, which the other translation does not have",
        "  4 |   - id: loaves",
        "    |     ^^^^^^^^^^",
        "  help: name the translation in the prompt, cite both, or allow it with a reason",
    ]


def test_a_negation_that_the_other_does_not_have(found: Callable[[str, str], str]) -> None:
    assert "rests on “not”" in found("How did they take it?", "They did not complain.")


@pytest.mark.parametrize(
    "prompt",
    ["How many did they sell, in Quist's version?", "How many, in the first translation?"],
)
def test_a_prompt_that_names_the_translation_is_fair(
    found: Callable[[str, str], str], prompt: str
) -> None:
    assert found(prompt, "Thirty.").endswith("0 errors, 0 warnings")


def test_two_names_of_one_place_are_no_divergence(found: Callable[[str, str], str]) -> None:
    assert found("Where did the bakers sell?", "At the Moulin.").endswith("0 errors, 0 warnings")
