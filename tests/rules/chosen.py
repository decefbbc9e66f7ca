"""The messages of one rule on one multiple-choice question, for the tests of rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .asked import messages, question

Says = Callable[..., list[str]]
"""Return the messages on a prompt, a key or several, and distractors."""


def said_by(code: str) -> Any:
    """A fixture that returns the messages of a rule on a multiple-choice question."""

    @pytest.fixture
    def says(checked: Callable[..., Checked]) -> Says:
        def says(prompt: str, key: Any, *distractors: Any, **keys: Any) -> list[str]:
            return messages(checked, code, choice(prompt, key, *distractors, **keys))

        return says

    return says


def choice(prompt: str, key: Any, *distractors: Any, **keys: Any) -> dict[str, Any]:
    """A multiple-choice question by its keys."""
    wrong = list(distractors)
    return question(prompt, type="multiple_choice", key=key, distractors=wrong, **keys)
