"""Quotes that are short, long, or short for a good reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import COURSE
from .helpers import messages, question

CHINESE = (
    "我们每个人都可以在灯塔里守夜，因为总得有人在这里，看着大海和船只。"
    "冬天的夜晚很长，可是没有人抱怨；我们都知道为什么要来，也知道什么时候可以回家。灯塔 AI 守夜"
)
LONG = " ".join(f"winder{n}" for n in range(50))
WITH_OTHERS = {
    "course": COURSE
    + "  - {id: zh, kind: excerpts, title: Z, language: zh, file: zh.txt}\n"
    + "  - {id: long, kind: essay, title: L, file: long.txt}\n"
    + "  - {id: maths, kind: essay, title: M, file: maths.md}\n",
    "more": {
        "texts/zh.txt": CHINESE + "\n",
        "texts/long.txt": LONG + "\n",
        "texts/maths.md": "Both add up: $E^2 = (pc)^2 + (mc^2)^2$, so $E = pc$ is a part.\n",
    },
}


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    """The rule's messages on a question with one passage."""

    def found(quote: str, source: str = "lighthouse", **keys: object) -> list[str]:
        made = question(passages=[{"quote": quote, "source": source}], **keys)
        return messages(lambda bank: checked(bank, **WITH_OTHERS), "quote-length", made)

    return found


def test_fewer_than_six_words(found: Callable[..., list[str]]) -> None:
    assert found("I was walking the dog") == [
        "the quote has 5 words; fewer than 6 seldom prove an answer"
    ]
    assert found("I was walking the dog, and") == []


def test_more_than_forty_words(found: Callable[..., list[str]]) -> None:
    words = LONG.split()
    assert found(" ".join(words[:40]), "long") == []
    assert found(" ".join(words[:41]), "long") == [
        "the quote has 41 words; a short quotation has at most 40"
    ]


def test_a_formula_is_whole_without_words(found: Callable[..., list[str]]) -> None:
    assert found("$E^2 = (pc)^2 + (mc^2)^2$", "maths") == []
    assert found("so $E = pc$ is", "maths") == [
        "the quote has 5 words; fewer than 6 seldom prove an answer"
    ]


def test_a_quote_that_is_not_found_has_a_finding_of_its_own(
    found: Callable[..., list[str]],
) -> None:
    assert found("the dogs") == []


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (7, ["the quote has 7 characters; fewer than 8 seldom prove an answer"]),
        (8, []),
        (60, []),
        (61, ["the quote has 61 characters; a short quotation has at most 60"]),
    ],
)
def test_characters_of_a_script_without_spaces(
    length: int, expected: list[str], found: Callable[..., list[str]]
) -> None:
    assert found(CHINESE[:length], "zh") == expected


def test_spaces_between_characters_do_not_count(found: Callable[..., list[str]]) -> None:
    assert found("灯塔 AI 守夜", "zh") == [
        "the quote has 6 characters; fewer than 8 seldom prove an answer"
    ]


@pytest.mark.parametrize(
    ("quote", "answer", "is_enough"),
    [
        ("a machine of 1871", "1871", True),
        ("That took eleven months", "eleven months", True),
        ("Now we light the lamp", "the lamp", False),
        ("on Skerrow Head", "Skerrow Head", True),
        ("on Skerrow Head", "a headland", False),
        ("in March 2024", "In March", True),
    ],
)
def test_a_name_or_a_number_needs_fewer(
    quote: str, answer: str, is_enough: bool, found: Callable[..., list[str]]
) -> None:
    assert (found(quote, answer=answer) == []) == is_enough


def test_the_quote_of_a_speaker_is_shown_so_it_must_be_long_enough(
    found: Callable[..., list[str]],
) -> None:
    keys = {"type": "who_said_it", "key": "Ida Marlow", "distractors": ["The reporter"]}
    assert found("I meant the shutter.", answer=None, **keys) == [
        "the quote has 4 words; fewer than 6 seldom prove an answer"
    ]
