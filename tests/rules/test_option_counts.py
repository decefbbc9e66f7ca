"""Fewer than three options are too few, and more than four distractors are too many."""

from __future__ import annotations

from typing import Any

import pytest

from .chosen import Says, said_by

few = said_by("few-options")
many = said_by("many-options")


@pytest.mark.parametrize(
    ("key", "distractors", "expected"),
    [
        ("a", "b", ["there are only 2 options, so that one guess in 2 is right"]),
        ("a", "bc", []),
        (["a", "b"], "c", []),
    ],
)
def test_too_few_options(few: Says, key: Any, distractors: str, expected: list[str]) -> None:
    assert few("What is it that she means?", key, *distractors) == expected


@pytest.mark.parametrize(
    ("key", "distractors", "expected"),
    [
        ("a", "bcde", []),
        ("a", "bcdef", ["there are 5 distractors; two or three good ones are enough"]),
        (["a", "b", "c"], "def", []),
    ],
)
def test_too_many_distractors(many: Says, key: Any, distractors: str, expected: list[str]) -> None:
    assert many("What is it that she means?", key, *distractors) == expected
