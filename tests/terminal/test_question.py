"""The names of question types."""

from __future__ import annotations

import pytest

from studykit.terminal.question import type_name


@pytest.mark.parametrize(
    ("type", "name"),
    [("basic", "recall"), ("true_false", "true or false"), ("code_review", "code review")],
)
def test_every_type_has_a_name_a_new_one_its_own(type: str, name: str) -> None:
    assert type_name(type) == name
