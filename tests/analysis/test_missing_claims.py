"""Claims of questions that are in none of some quotes."""

from __future__ import annotations

from studykit.analysis.missing_claims import course_words, missing_claims
from studykit.check import check

from ..conftest import MakeCourse


def test_claims_are_compared_with_quotes(make_course: MakeCourse) -> None:
    """Numbers count by their value, and names in the course file need no quote."""
    folder = make_course("""\
        - id: dough
          type: basic
          prompt: What did Marlow hear?
          answer: Two shutters on Skerrow Head, says Ida Marlow.
          passages: [{quote: a shutter was banging up here in the wind}]
    """)
    course = check(folder).course
    assert course is not None
    (entry,) = course.entries
    known = course_words(course)
    found = list(missing_claims(entry, ["a shutter", "in the wind"], known))
    assert [(claim.path, str(claim)) for claim in found] == [
        (("answer",), "number “Two”"),
        (("answer",), "name “Skerrow”"),
        (("answer",), "name “Head”"),
    ]
    assert list(missing_claims(entry, ["2 shutters", "a light on Skerrow Head"], known)) == []
