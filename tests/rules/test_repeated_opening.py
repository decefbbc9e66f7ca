"""Words with which all options begin."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("repeated-opening")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["She had heard a bell", "she had heard it"], ["all options begin with “She had heard”"]),
        (["She had met a bell", "She had heard it"], []),
        (["*That it is* so", "That it is no"], ["all options begin with “That it is”"]),
        (["It’s in here, up", "It's in here now"], ["all options begin with “It’s in here”"]),
        (["Up in the", "Up in the tower"], ["all options begin with “Up in the”"]),
        (["因为他说这", "因为他说那"], []),
    ],
)
def test_a_shared_opening(lint: Lint, options: list[str], expected: list[str]) -> None:
    assert lint("What is it that she means?", *options) == expected


def test_every_language_is_checked(lint: Lint) -> None:
    assert lint("Was?", "In dem Turm oben", "In dem Turm unten", lang="de") == [
        "all options begin with “In dem Turm”"
    ]
