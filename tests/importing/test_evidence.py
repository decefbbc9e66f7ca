"""Proposed passages: quotes that pass the check, and ids that stay."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from studykit.bank.load import Course, load
from studykit.diagnostics import Report
from studykit.importing.evidence import Proposals, Proposer
from studykit.importing.model import ImportedCard
from studykit.importing.questions import as_question, question_data, question_id
from studykit.source.locate import Query

from ..conftest import COURSE, MakeCourse

NEWS = """\
  - {id: news, kind: news, title: Radio news, file: news.txt}
"""
NEWS_TEXT = """\
The lamp shines again. Nobody paid for it.

In the spring the lamp shines again. The winders sang.
"""


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    folder = make_course(course=COURSE + NEWS, more={"texts/news.txt": NEWS_TEXT})
    loaded = load(folder, Report())
    assert loaded is not None
    return loaded


def propose(course: Course, **values: Any) -> Proposals:
    card = ImportedCard("text:1", "line 1", **values)
    return Proposer(course).propose(card, as_question(question_data(card)))


def test_a_proposal_names_its_source(course: Course) -> None:
    found = propose(course, question="Who sang in the spring?", answer="the winders")
    assert found.passages[0] == {"source": "news", "quote": "The winders sang."}
    assert found.reason == ""


def test_a_cloze_is_looked_for_with_its_blanks_filled(course: Course) -> None:
    found = propose(course, cloze="The {{c1::winders::who?}} sang.")
    assert found.passages[0] == {"source": "news", "quote": "The winders sang."}


def test_a_statement_is_looked_for_by_its_words(course: Course) -> None:
    keys = {"type": "true_false", "prompt": "The winders sang.", "answer": True}
    assert propose(course, keys=keys).passages[0] == {
        "source": "news",
        "quote": "The winders sang.",
    }


def test_a_sentence_that_occurs_twice_is_told_apart(make_course: MakeCourse) -> None:
    text = "The lamp burns. It was cold.\n\nThe lamp burns. The wind rose.\n"
    folder = make_course(course=COURSE + NEWS, more={"texts/news.txt": text})
    course = load(folder, Report())
    assert course is not None
    found = propose(course, question="What burns?", answer="the lamp").passages
    twice = [passage for passage in found if passage["quote"] == "The lamp burns."]
    assert twice == [
        {"source": "news", "quote": "The lamp burns.", "suffix": "It"},
        {"source": "news", "quote": "The lamp burns.", "suffix": "The"},
    ]


def test_every_proposal_passes_the_check(course: Course) -> None:
    for question, answer in (("What shines?", "the lamp"), ("Who winds?", "bakers"), ("Why?", "")):
        found = propose(course, question=question, answer=answer or "five")
        for passage in found.passages + found.nearest:
            query = Query(passage["quote"], passage["source"], suffix=passage.get("suffix"))
            assert course.finder.locate(query).verdict.passes


def test_quotes_of_the_author_are_kept_with_the_claims_that_are_true(course: Course) -> None:
    passages: Any = (
        {"quote": "The winders sang", "source": "news"},
        {"quote": "Nobody paid for it", "source": "lighthouse"},
        {"quote": "a shutter was banging", "speaker": "Marlow", "section": "part-1"},
        {"quote": "Nobody ever paid for it"},
    )
    found = propose(course, question="Who?", answer="winders", passages=passages)
    assert found.passages == [
        {"source": "news", "quote": "The winders sang"},
        {"source": "news", "quote": "Nobody paid for it"},
        {
            "source": "lighthouse",
            "quote": "a shutter was banging",
            "speaker": "Marlow",
            "section": "part-1",
        },
    ]
    assert found.flattened == ["the quote “Nobody ever paid for it”, which is not in the texts"]


def test_a_card_without_evidence_has_the_nearest_sentences(course: Course) -> None:
    found = propose(course, question="Who paid the composer of the opera?", answer="Puccini did")
    assert found.passages == []
    assert (
        found.reason == "no sentence in the texts shares enough words with the question and answer"
    )
    assert {"source": "news", "quote": "Nobody paid for it."} in found.nearest


def test_a_comparison_needs_quotes_of_its_own(course: Course) -> None:
    keys = {"type": "compare", "prompt": "How do they differ?", "differs": "In the lamp."}
    assert propose(course, keys=keys).reason == (
        "a compare question must come with quotes that are in the texts"
    )


@pytest.mark.parametrize(
    ("id", "asked", "taken", "made"),
    [
        (None, "What did Marlow’s dog hear, and when was it?", (), "what-did-marlows-dog-hear-and"),
        ("q-1", "Who?", (), "q-1"),
        ("Not an id", "Who rang?", (), "who-rang"),
        (None, "Who rang?", ("who-rang",), "who-rang-b1a2"),
        (None, "Été à Noël?", (), "ete-a-noel"),
        (None, "为什么?", (), "card-b1a2"),
        (None, "True?", (), "true-b1a2"),
    ],
)  # fmt: skip
def test_an_id_is_made_of_the_words(
    id: str | None, asked: str, taken: tuple[str, ...], made: str
) -> None:
    """If they are taken, or there are none in Latin letters, of the card's origin, too."""
    digest = sha256(b"anki:1").hexdigest()
    if made.endswith("b1a2"):
        made = made.replace("b1a2", digest[: 8 if made.startswith("card") else 6])
    assert question_id(ImportedCard("anki:1", "note 1", id=id), asked, taken) == made
