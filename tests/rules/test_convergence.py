"""Keys that share more words with the other options than any distractor does."""

from __future__ import annotations

from typing import Any

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("convergence")


@pytest.mark.parametrize(
    ("key", "distractors"),
    [
        (
            "a wet Tuesday in March",
            ["wet Monday in March", "wet Tuesday in May", "dry Tuesday, March"],
        ),
        ("Oil and gas", ["Oil and coal", "Wood and gas", "Peat"]),
        ("banging shutters", ["a banging door", "a shutter that creaks"]),
    ],
)
def test_the_key_shares_most_words(lint: Lint, key: str, distractors: list[str]) -> None:
    assert lint("What is it that she means?", key, *distractors) == [
        "the key shares more words with the other options than any distractor does"
    ]


@pytest.mark.parametrize(
    ("key", "distractors"),
    [
        pytest.param("wet Tuesday", ["wet Monday", "dry Tuesday", "dry Monday"], id="two by two"),
        pytest.param("a red car", ["a blue car", "a green car", "a white car"], id="common to all"),
        pytest.param("red oil", ["red gas", "red peat", "blue wind"], id="one part comes back"),
        pytest.param("oil and gas", ["oil lamps", "oil stoves", "peat"], id="the same part twice"),
        pytest.param(
            "wet Monday", ["wet Friday", "dry Friday", "dry Monday, Friday"], id="not most"
        ),
        pytest.param(["oil and gas", "oil"], ["oil and coal", "wood and gas"], id="two keys"),
        pytest.param("the one of them", ["the one of us", "the two of them"], id="function words"),
    ],
)
def test_the_key_does_not_share_most_words(lint: Lint, key: Any, distractors: list[str]) -> None:
    assert lint("What is it that she means?", key, *distractors) == []


def test_other_languages_are_not_checked(lint: Lint) -> None:
    assert lint("Was?", "Oil and gas", "Oil and coal", "Wood and gas", "Peat", lang="de") == []
