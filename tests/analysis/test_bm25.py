"""The search for the sentence that supports an answer."""

from __future__ import annotations

import pytest

from studykit.analysis.bm25 import SentenceIndex, terms
from studykit.source.course import CourseFile
from studykit.source.text import Text, read_text

from ..importing.saltworks import PAIRS, SALTWORKS, SUPPORT


def text(raw: str) -> Text:
    info = CourseFile.model_validate(
        {
            "id": "course",
            "title": "Course",
            "sources": [{"id": "text", "kind": "essay", "title": "Text", "file": "text.md"}],
        }
    )
    return read_text(raw, info.sources[0], info)[0]


def best(raw: str, question: str, answer: str) -> list[str]:
    index = SentenceIndex({"text": text(raw)})
    return [sentence.words.text for sentence in index.best(question, answer)]


@pytest.fixture(scope="module")
def saltworks() -> SentenceIndex:
    return SentenceIndex({"saltworks": text(SALTWORKS)})


def test_answers_in_own_words_find_their_sentence(saltworks: SentenceIndex) -> None:
    """At least 18 of 20 are among the first three of more than sixty sentences."""
    assert saltworks.size > 60
    missed = [
        question
        for (question, answer), support in zip(PAIRS, SUPPORT, strict=True)
        if not any(support in sentence.words.text for sentence in saltworks.best(question, answer))
    ]
    assert missed == []


def test_rare_words_count_more_than_common_ones() -> None:
    raw = "The lamp is old. The lamp is big. The lamp is a beacon. The lamp burns."
    assert best(raw, "What is the lamp?", "a beacon")[0] == "The lamp is a beacon."


def test_the_words_of_the_answer_count_twice() -> None:
    raw = "A keeper wound the clockwork. A storm broke the shutter. Nothing else is told."
    assert best(raw, "Who broke it?", "the keeper")[0] == "A keeper wound the clockwork."


def test_endings_and_case_do_not_matter() -> None:
    assert terms("Innovations, innovative, Winding") == ["innov", "innov", "wind"]


def test_a_sentence_without_a_common_word_is_not_proposed() -> None:
    assert best("The lamp burns.", "Who sings?", "Nobody") == []


def test_headings_are_not_proposed() -> None:
    assert best("# The winding\n\nThe keeper sleeps.", "What?", "winding") == []


def test_of_a_long_sentence_forty_words_around_the_answer_are_proposed() -> None:
    long = " ".join(f"word{n}" for n in range(100)) + " the shutter banged at night."
    (found,) = best(long, "What made the noise?", "the shutter")
    assert len(found.split()) == 40
    assert "word99 the shutter banged" in found


def test_the_coverage_is_the_share_of_the_answers_words(saltworks: SentenceIndex) -> None:
    (first, *_) = saltworks.best("What is the salt dried in?", "a shed or a palace")
    assert first.words.text.startswith("Nothing is boiled")
    assert first.coverage == 0.5


def test_an_index_of_no_text_finds_nothing() -> None:
    assert SentenceIndex({}).best("What?", "A shutter") == []
