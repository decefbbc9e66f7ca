"""Claims of questions that are in none of some quotes."""

from __future__ import annotations

import pytest

from studykit.analysis.missing_claims import course_words, missing_claims
from studykit.bank.model import Passage
from studykit.check import check

from ..conftest import MakeCourse


def passages(*quotes: str) -> list[Passage]:
    return [Passage(quote=quote) for quote in quotes]


@pytest.mark.parametrize(
    ("language", "quote", "answer", "missing"),
    [
        ("en", "about 1\u00a0200 km", "1,200", []),
        ("en", "about 1\u202f200 km", "1,200 km", []),
        ("en", "about 1,200 km", "1\u2009200 km", []),
        ("en", "about 1\u00a0200 km", "200 km", ["number “200”"]),
        ("zh", "平常1,200碗", "1,200碗", []),
        ("zh", "平常一千二百碗", "1,200 bowls", []),
        ("zh", "平常1,200碗", "1,300碗", ["number “1,300”"]),
        ("zh", "下午5点30分开门", "At 5:30", []),
        ("de", "etwa 1.200 km", "1,200 km", []),
        ("de", "etwa 1.200 km", "1.2 km", ["number “1.2”"]),
    ],
)
def test_numbers_are_read_in_the_language_of_their_source(
    make_course: MakeCourse, language: str, quote: str, answer: str, missing: list[str]
) -> None:
    folder = make_course(
        f"""\
        - id: way
          type: basic
          prompt: How much was it?
          answer: "{answer}"
          lang: en
          passages: [{{quote: "{quote}"}}]
    """,
        course="id: gates\ntitle: Gates\nsources: [{id: gates, kind: essay, title: Gates,"
        f" language: {language}, file: gates.txt}}]\n",
        text=None,
        more={"texts/gates.txt": f"{quote}.\n"},
    )
    course = check(folder).course
    assert course is not None
    (entry,) = course.entries
    claims = missing_claims(entry, entry.question.passages, course, set())
    assert [str(claim) for claim in claims] == missing


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
    found = list(missing_claims(entry, passages("a shutter", "in the wind"), course, known))
    assert [(claim.path, str(claim)) for claim in found] == [
        (("answer",), "number “Two”"),
        (("answer",), "name “Skerrow”"),
        (("answer",), "name “Head”"),
    ]
    assert (
        list(
            missing_claims(entry, passages("2 shutters", "a light on Skerrow Head"), course, known)
        )
        == []
    )
