"""The glossary: terms that explanations define and passages contain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studykit.bank.load import Course
from studykit.targets.handout.glossary import glossary
from studykit.targets.handout.model import Glossary

from .courses import shipped, student_and_teacher
from .documents import blocks, exercises_of, text_of


@pytest.mark.parametrize(
    ("explanation", "terms"),
    [
        ("A lens is a glass that bends light.", {"lens": "a glass that bends light"}),
        ("She said so. Skerrow Head is the end of the coast.", {"Skerrow Head": "the end of the coast"}),
        ("LED (light-emitting diode) is a small lamp without a wire.", {"LED": "(light-emitting diode) a small lamp without a wire"}),
        ("A lens, in optics, is a glass that bends light.", {"lens": "in optics: a glass that bends light"}),
        ("It is a glass that bends light.", {}),
        ("The board is the owner of the tower there.", {}),
        ("A lens is a form of it that is bigger.", {}),
        ("A lens is true of all of them.", {}),
        ("A prism is a glass that bends light.", {}),
        ("Ida Marlow is a clockmaker by trade.", {}),
        ("A lens is a thing that is false here.", {}),
    ],
)  # fmt: skip
def test_a_term_needs_a_definition_that_is_printed_and_gives_nothing_away(
    course: Course, explanation: str, terms: dict[str, str]
) -> None:
    """The answer to the question is "False"; the passage names lens, LED, Skerrow Head, Ida Marlow."""
    passages = ["The lens and the LED of Skerrow Head, which Ida Marlow keeps on the board."]
    exercise = replace(exercises_of(course)["board"], explanation=explanation)
    found = glossary([exercise], passages, course.info)
    assert {term.term: text_of(term.prose) for term in found} == terms


ALL = tuple(region.id for region in shipped().info.sources[0].sections)


def test_the_shipped_glossary_is_sorted_and_its_entries_are_definitions() -> None:
    student, _ = student_and_teacher("reading", shipped(), minutes=600, sections=ALL)
    (found,) = blocks(student, Glossary)
    assert [term.term for term in found.terms] == sorted(
        (term.term for term in found.terms), key=str.casefold
    )
    assert 3 <= len(found.terms) <= 30
    for term in found.terms:
        assert text_of(term.prose).startswith(("a ", "an ", "the ", "in ", "(", "artificial"))
