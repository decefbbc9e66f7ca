"""Fewer than three options are too few, and more than four distractors are too many."""

from __future__ import annotations

from typing import Any

import pytest

from .helpers import Lint, lint_choice

few = lint_choice("few-options")
many = lint_choice("many-options")


@pytest.mark.parametrize(
    ("key", "distractors", "expected"),
    [
        ("a", "b", ["the question has only two options, so half of all guesses are right"]),
        ("a", "bc", []),
        (["a", "b"], "c", []),
    ],
)
def test_too_few_options(few: Lint, key: Any, distractors: str, expected: list[str]) -> None:
    assert few("What is it that she means?", key, *distractors) == expected


@pytest.mark.parametrize(
    ("key", "distractors", "expected"),
    [
        ("a", "bcde", []),
        ("a", "bcdef", ["the question has 5 distractors; two or three good ones are enough"]),
        (["a", "b", "c"], "def", []),
    ],
)
def test_too_many_distractors(many: Lint, key: Any, distractors: str, expected: list[str]) -> None:
    assert many("What is it that she means?", key, *distractors) == expected
